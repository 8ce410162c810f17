/** JUnit XML as Jenkins, GitLab and others read it: a suite for each configuration, a test for each promise. */
import { heldInBrief } from '../evidence.ts'
import { type Judged, shownValue } from '../report.ts'
import type { Found, Part } from './found.ts'
import { changeOf, historyInLines } from './history.ts'
import { inert } from './inert.ts'
import { brokenInLines, headInWords, whyInWords } from './words.ts'
import { document, element, lines, textNode, type Xml } from './xml.ts'

/** What a test may end with; none of it is a pass. */
type Outcome = 'failure' | 'error' | 'skipped'

/** The document. What is not required fails no test, as it makes no exit code. */
export function junitText({ parts }: Found): string {
  const suites = parts.map((part, at) => suiteOf(part, secondsOf(parts, at)))
  const count = (outcome: Outcome): number => parts.reduce((sum, part) => sum + countIn(part, outcome), 0)
  const attributes = {
    name: 'tidemark',
    tests: parts.reduce((sum, part) => sum + testsIn(part), 0),
    failures: count('failure'),
    errors: count('error'),
    time: (parts.at(-1)?.seconds ?? 0).toFixed(3),
  }
  return document(element('testsuites', attributes, lines(suites)))
}

/** Seconds are counted from the beginning of the command. */
function secondsOf(parts: readonly Part[], at: number): string {
  return Math.max(0, (parts[at]?.seconds ?? 0) - (parts[at - 1]?.seconds ?? 0)).toFixed(3)
}

function suiteOf(part: Part, time: string): Xml {
  const { configuration, judged, refused } = part
  const name = nameOf(part)
  const settings = Object.entries(configuration.settings)
  const base = part.before === undefined ? [] : [['tidemark.base', part.before.ref] as const]
  const properties = [...settings, ...base].map(([key, value]) =>
    element('property', { name: inert(key), value: inert(shownValue(value)) }),
  )
  const history = historyInLines(part)
  const tests =
    refused === undefined
      ? judged.map((one) => testOf(one, part, name))
      : [testCase('accepted', name, [element('skipped', {}, [textNode(inert(refused, 1_000))])])]
  const attributes = {
    name,
    tests: testsIn(part),
    failures: countIn(part, 'failure'),
    errors: countIn(part, 'error'),
    skipped: countIn(part, 'skipped'),
    time,
  }
  return element(
    'testsuite',
    attributes,
    lines([
      ...(properties.length === 0 ? [] : [element('properties', {}, lines(properties))]),
      ...tests,
      ...(history.length === 0 ? [] : [element('system-out', {}, [textNode(history.join('\n'))])]),
    ]),
  )
}

/** What tells it from the others; a single one has the name of its system. */
function nameOf({ configuration: { of = '', system } }: Part): string {
  return inert(of === '' ? `tidemark ${system}` : of)
}

function testOf(judged: Judged, part: Part, suite: string): Xml {
  const { promise, title } = judged.result
  return testCase(`${title} (${promise})`, suite, outcomeNodes(judged, part))
}

/** Nobody knows how long one promise takes: they are searched together. */
function testCase(name: string, classname: string, children: readonly Xml[]): Xml {
  return element('testcase', { name, classname, time: '0' }, children)
}

function outcomeNodes(judged: Judged, part: Part): readonly Xml[] {
  const { promise, verdict, evidence } = judged.result
  switch (outcomeOf(judged, part)) {
    case 'failure': {
      const attributes = { type: 'violated', message: messageOf(judged) }
      return [element('failure', attributes, [textNode(storyText(judged, part))])]
    }
    case 'error':
      return [element('error', { type: 'undecided', message: whyInWords(judged) }, [textNode(whyInWords(judged))])]
    case 'skipped':
      return [element('skipped', {}, [textNode(whyInWords(judged))])]
    default: {
      const said =
        verdict === 'violated'
          ? `${messageOf(judged)}; it is not required\n${storyText(judged, part)}`
          : [`held: ${heldInBrief(evidence)}`, changeOf(promise, part)].filter((one) => one !== '').join('; ')
      return [element('system-out', {}, [textNode(said)])]
    }
  }
}

function messageOf(judged: Judged): string {
  return `${headInWords(judged)}: ${inert(judged.result.counterexample?.clause ?? '', 1_000)}`
}

function storyText(judged: Judged, part: Part): string {
  return `\n${brokenInLines(judged, part).join('\n')}\n`
}

function outcomeOf({ result: { promise, verdict } }: Judged, { required }: Part): Outcome | undefined {
  if (verdict === 'not-applicable') return 'skipped'
  if (verdict === 'undecided') return required.includes(promise) ? 'error' : 'skipped'
  return verdict === 'violated' && required.includes(promise) ? 'failure' : undefined
}

function testsIn({ judged, refused }: Part): number {
  return refused === undefined ? judged.length : 1
}

function countIn(part: Part, outcome: Outcome): number {
  if (part.refused !== undefined) return outcome === 'skipped' ? 1 : 0
  return part.judged.filter((one) => outcomeOf(one, part) === outcome).length
}
