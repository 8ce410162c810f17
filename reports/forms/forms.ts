/** Every form that a result can be written in, a row each: the options of the command are made from these. */
import type { Form, Verb } from './found.ts'
import { codeQualityText } from './code-quality.ts'
import { htmlText } from '../html/html.ts'
import { itfTexts } from './itf.ts'
import { junitText } from './junit.ts'
import { markdownText } from './markdown.ts'
import { mermaidTexts } from './mermaid.ts'
import { sarifText } from './sarif.ts'

interface FormRow {
  /** The option, as a name of a property. */
  readonly option: string
  /** What it writes, for help. */
  readonly title: string
  readonly verbs: readonly Verb[]
  /** Whether it shows what mends what is broken as a change of the user's files. */
  readonly showsFix: boolean
  /** A text for each file: the first is written to the name that was given, others beside it, numbered from 2. */
  readonly form: Form
}

export const FORMS = [
  {
    option: 'html',
    title: 'one HTML page to look at: verdicts, stories step by step, evidence',
    verbs: ['check', 'compare', 'campaign'],
    showsFix: false,
    form: (found) => [htmlText(found)],
  },
  {
    option: 'junit',
    title: 'JUnit XML: a suite for each configuration, a test for each promise',
    verbs: ['check', 'compare', 'campaign'],
    showsFix: false,
    form: (found) => [junitText(found)],
  },
  {
    option: 'markdown',
    title: 'Markdown for the comment of a pull request',
    verbs: ['check', 'compare', 'campaign'],
    showsFix: true,
    form: (found) => [markdownText(found)],
  },
  {
    option: 'sarif',
    title: 'SARIF 2.1.0: what is broken at the lines of your files, with the remedy as a fix',
    verbs: ['check'],
    showsFix: true,
    form: (found) => [sarifText(found)],
  },
  {
    option: 'mermaid',
    title: 'Mermaid sequence diagrams, one for each story',
    verbs: ['check'],
    showsFix: false,
    form: mermaidTexts,
  },
  {
    option: 'itf',
    title: 'traces of states in the Informal Trace Format, one for each story',
    verbs: ['check'],
    showsFix: false,
    form: itfTexts,
  },
  {
    option: 'codeQuality',
    title: 'code quality as GitLab reads it (artifacts:reports:codequality)',
    verbs: ['check'],
    showsFix: false,
    form: (found) => [codeQualityText(found)],
  },
] as const satisfies readonly FormRow[]

export type FormOption = (typeof FORMS)[number]['option']
