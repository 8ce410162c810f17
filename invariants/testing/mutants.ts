/**
 * Test material: Kafka with one rule of its protocol changed. The code of the model is copied, one piece of text is
 * replaced, and the copy is searched like the real one: no state and no history is made by hand.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Budget } from '../../generators/budget.ts'
import type { Verdict } from '../../harness/result.ts'
import { searchScopes } from '../../harness/scopes.ts'
import type { KafkaSettings } from '../../model/kafka/settings/types.ts'
import type { Scope, kafkaSystem } from '../../model/kafka/system.ts'
import { settingsOf } from '../../model/kafka/testing/scenario.ts'
import { invariantById } from '../index.ts'

/** One changed rule. */
export interface Mutation {
  /** Stands exactly once in the model; how it is broken into lines does not matter. */
  readonly from: string
  readonly to: string
}

/** How a system is searched, mutated or real. */
export interface Experiment {
  readonly settings: Partial<KafkaSettings>
  readonly scopes: readonly Scope[]
  readonly budget: Budget
  /** Random schedules; where it is not set, every schedule within the budget. */
  readonly runs?: number
}

type MakeSystem = typeof kafkaSystem

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Below the root, so that vitest and tsx transform what is in it. */
const FOLDER = join(ROOT, '.mutants')

/** States that a search for every schedule stores at the most: beyond them it is undecided. */
const MAX_STATES = 50_000

/** Lets `use` work with the mutated Kafka; the copy is removed afterwards. */
export function withMutant<Result>(
  mutation: Mutation,
  use: (makeSystem: MakeSystem) => Promise<Result>,
): Promise<Result> {
  return withMutatedModel(mutation, 'kafka/system.ts', (loaded) =>
    use((loaded as { readonly kafkaSystem: MakeSystem }).kafkaSystem),
  )
}

/** Lets `use` work with what a file below `model/` exports, loaded from a mutated copy that is removed afterwards. */
export async function withMutatedModel<Result>(
  mutation: Mutation,
  wanted: string,
  use: (loaded: unknown) => Promise<Result>,
): Promise<Result> {
  await mkdir(FOLDER, { recursive: true })
  const folder = await mkdtemp(join(FOLDER, 'm-'))
  try {
    const model = join(folder, 'model')
    await cp(join(ROOT, 'model'), model, {
      recursive: true,
      filter: (path) => !path.endsWith('.test.ts') && !path.endsWith('testing'),
    })
    const sources = (await readdir(model, { recursive: true })).filter((path) => path.endsWith('.ts')).sort()
    const texts = await Promise.all(sources.map((path) => readFile(join(model, path), 'utf8')))
    for (const [at, text] of mutated(texts, mutation)) await writeFile(join(model, sources[at] ?? ''), text)
    return await use(await import(/* @vite-ignore */ pathToFileURL(join(model, wanted)).href))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The text in which the rule stands, with the rule changed, and its place among all texts. Throws if the rule does not
 * stand in them exactly once: the model has changed, and the mutation must follow.
 */
export function mutated(texts: readonly string[], { from, to }: Mutation): readonly (readonly [number, string])[] {
  const rule = patternOf(from)
  const times = texts.reduce((sum, text) => sum + (text.match(rule)?.length ?? 0), 0)
  if (times !== 1) throw new Error(`this text stands ${times} times in the model, and should stand there once: ${from}`)
  return texts.flatMap((text, at) => (text.search(rule) < 0 ? [] : [[at, text.replace(rule, () => to)] as const]))
}

/** Matches code that says the same, however a formatter has broken it into lines. */
function patternOf(code: string): RegExp {
  const tokens = code.match(/'[^']*'|\w+|[^\s\w]/g) ?? []
  const escaped = tokens.map((token) => token.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
  return new RegExp(escaped.map((token) => (/^\\?[)\]}]$/.test(token) ? `,?\\s*${token}` : token)).join('\\s*'), 'g')
}

/** What a search says of each of these promises, by its id. */
export async function verdicts(
  makeSystem: MakeSystem,
  { settings, scopes, budget, runs }: Experiment,
  promises: readonly string[],
): Promise<Readonly<Record<string, Verdict>>> {
  const invariants = promises.map((id) => {
    const invariant = invariantById(id)
    if (invariant === undefined) throw new Error(`no promise is called ${id}`)
    return invariant
  })
  const systems = scopes.map((scope) => makeSystem(settingsOf(settings), scope))
  const effort =
    runs === undefined
      ? ({ search: 'exhaustive', runs: 0, maxStates: MAX_STATES } as const)
      : ({ search: 'random', runs, maxStates: 0 } as const)
  const result = await searchScopes(systems, { invariants, budget, ...effort, steps: 60, seed: 'mutants' })
  return Object.fromEntries(result.promises.map(({ promise, verdict }) => [promise, verdict]))
}
