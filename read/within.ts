/** Files that stand in another one are read as if they stood by themselves. */
import type { Within } from './forms/form.ts'
import { formOf } from './forms/index.ts'
import { InputError } from '../model/input-error.ts'
import { mustBeKafkas, refuseForeignText } from './judgeable.ts'
import { tellKind } from './kind.ts'
import { partOf } from './parts-of-files.ts'
import { parseProperties } from './properties-file.ts'

export const WITHIN: Within = {
  tells: (source) => formOf(source) !== undefined,
  read: (source) => {
    const form = formOf(source)
    if (form !== undefined) return form.read(source, WITHIN)
    if (source.isTree)
      throw new InputError({
        where: source.file,
        problem: 'this is of no form that is known here',
        remedy: 'give it as a file of its own',
      })
    refuseForeignText(source.text, source.file)
    const entries = parseProperties(source.text, source.file)
    const section = tellKind(
      entries.map(({ key }) => key),
      source.file,
    )
    mustBeKafkas({ entries, section, file: source.file, isPart: false })
    return { parts: [partOf(section, entries, source.file)], asides: [], notes: [] }
  },
}
