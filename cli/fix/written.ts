/** Changes of settings, written into the files: how is found out by trying, and by reading the files again. */
import { type Given, whereOf } from '../../model/given.ts'
import type { ByHand } from '../../reports/report.ts'
import { readFiles, settingsWith } from '../configuration.ts'
import type { Case, Engine, ReadConfiguration } from '../engine.ts'
import type { SearchOptions } from '../options.ts'
import type { Changes } from './choose.ts'
import { editsOf, type Texts } from './edits.ts'
import { keysOf } from './keys.ts'
import { showableLines } from './showable.ts'

/** So many edits are tried for a setting, and fewer where so many characters would be read for it. */
const MOST_TRIED = 200
const MOST_READ = 20_000_000

/** In the place of settings that nobody accepts. */
const REFUSED = ''

export interface Written {
  /** The files that change. */
  readonly edited: Texts
  /** What no edit was found for. */
  readonly byHand: readonly ByHand[]
}

/** The command, and what its files are taken to hold. */
interface Command {
  readonly engine: Engine
  readonly paths: readonly string[]
  readonly options: SearchOptions
  readonly texts: Texts
}

/** The files with these changes of one configuration, all others as they are, or with the same changes. */
export async function written(changes: Changes, one: Case, command: Command): Promise<Written> {
  const byHand: ByHand[] = []
  let edited: Texts = new Map()
  for (const [key, value] of Object.entries(changes)) {
    const now = { ...command, texts: new Map([...command.texts, ...edited]) }
    const found = await editFor(key, value, changes, one, now)
    if (found === undefined) byHand.push(await byHandOf(key, value, one, now))
    else edited = new Map([...edited, ...found])
  }
  return { edited, byHand }
}

/** The edit after which the files say so; none are needed where they do already. */
async function editFor(
  key: string,
  value: string,
  changes: Changes,
  one: Case,
  command: Command,
): Promise<Texts | undefined> {
  const { engine, paths, options, texts } = command
  const { [key]: _this, ...others } = changes
  const before = await readFiles(engine, paths, options, texts)
  const settingsOf = (read: ReadConfiguration, of: Case, varied: Changes): string =>
    JSON.stringify(settingsWith(engine, read, of, options, varied)) ?? REFUSED
  const wanted = settingsOf(before, sameCase(before, one), changes)
  // A configuration before this one may have changed the files so that these changes are refused.
  if (wanted === REFUSED) return undefined
  const isRight = (after: ReadConfiguration): boolean =>
    after.cases.length <= before.cases.length
    && settingsOf(after, sameCase(after, one), others) === wanted
    && before.cases.every((each) => {
      const now = settingsOf(after, sameCase(after, each), {})
      return each.name === one.name || [{}, changes].some((some) => now === settingsOf(before, each, some))
    })
  if (isRight(before)) return new Map()
  const textOf = (file: string): string | undefined => texts.get(file) ?? engine.textOf(file)
  const own = sameCase(before, one)
  const isShowable = showableLines(before, settingsWith(engine, before, own, options, {}) ?? {})
  const files = { own: own.given, all: before.written, textOf, isShowable }
  const size = sizeOf(before, textOf)
  let tried = 0
  for (const edit of editsOf({ value, keys: keysOf(before.system, key) }, files)) {
    if (++tried > MOST_TRIED || tried * size > MOST_READ) return undefined
    const after = await unlessRefused(engine, () => readFiles(engine, paths, options, new Map([...texts, ...edit])))
    if (after !== undefined && isRight(after)) return edit
  }
  return undefined
}

function sizeOf({ written: all }: ReadConfiguration, textOf: (file: string) => string | undefined): number {
  const files = new Set(all.flatMap(({ origin }) => origin.file ?? []))
  return [...files].reduce((sum, file) => sum + (textOf(file)?.length ?? 0), 0)
}

/** Configurations keep their names, unless what told them from each other is gone. */
function sameCase({ cases }: ReadConfiguration, { name }: Case): Case {
  return cases.find((one) => one.name === name) ?? cases[0] ?? { name, given: [] }
}

async function byHandOf(key: string, value: string, one: Case, command: Command): Promise<ByHand> {
  const { engine, paths, options, texts } = command
  const read = await readFiles(engine, paths, options, texts)
  const keys = keysOf(read.system, key)
  const names = keys.flatMap((known) => [known.key, `${known.section}.${known.key}`])
  if (options.set.some((assignment) => names.includes(assignment.key))) return { key, value, where: '--set' }
  const isIt = (given: Given): boolean =>
    given.origin.line !== undefined
    && (given.origin.key ?? given.key).includes(given.key)
    && keys.some((known) => known.section === given.section && known.key === given.key)
  const now = sameCase(read, one).given.findLast(isIt)
  return { key, value, ...(now !== undefined && { where: whereOf(now.origin) }) }
}

async function unlessRefused<T>(engine: Engine, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    if (engine.badInput(error) === undefined) throw error
    return undefined
  }
}
