/** Where time goes: a sampling profile of this process, each sample filed by the functions that were running. */
import { Session, type Profiler } from 'node:inspector/promises'

/** Label and share of the time, largest first. */
export type Shares = readonly (readonly [string, number])[]

const MICROSECONDS = 200

interface Frame {
  readonly name: string
  readonly file: string
}

/** Files whose functions are the machine. */
const MACHINE = /\/(?:model|harness\/testing)\//

/** What the harness asks a system for, by the name of the function that answers. */
const ASKED: Readonly<Record<string, string>> = {
  step: 'model step',
  actions: 'enumerating actions',
  next: 'enumerating actions',
  cost: 'enumerating actions',
  costOf: 'enumerating actions',
  situations: 'situations and coarse views',
  situationsOf: 'situations and coarse views',
  view: 'situations and coarse views',
  viewOf: 'situations and coarse views',
  readBack: 'reading back',
}

/** The part of a sample: what the machine was asked for, or else whose code ran last. */
function partOf(stack: readonly Frame[]): string {
  const asked = stack.find(({ file, name }) => MACHINE.test(file) && ASKED[name] !== undefined)
  if (asked !== undefined) return ASKED[asked.name] ?? ''
  const runs = stack.at(-1)
  if (runs?.name === '(garbage collector)') return 'garbage collection'
  if (stack.some(({ file }) => file.endsWith('/invariants/fold.ts'))) return 'ledger'
  if (stack.some(({ file }) => file.includes('/invariants/'))) return 'judging'
  if (stack.some(({ file }) => file.endsWith('/harness/heal.ts'))) return 'healing, apart from the above'
  if (stack.some(({ file }) => file.includes('/generators/'))) return 'choosing and remembering'
  return 'other, fast-check among it'
}

/** The phase of a sample: what the search was doing, steps of the machine included. */
function phaseOf(stack: readonly Frame[]): string {
  const has = (path: string, ...names: readonly string[]) =>
    stack.some(({ file, name }) => file.endsWith(path) && names.includes(name))
  if (has('/harness/heal.ts', 'heal')) return 'healing'
  if (has('/harness/judge.ts', 'judge')) return 'judging'
  if (has('/generators/schedule.ts', 'beside')) return 'trying beside schedules'
  if (has('/generators/schedule.ts', 'walk')) return 'walking schedules'
  return 'other, garbage collection included'
}

/** Runs the work, a call of `searchOnce`, under the profiler. */
export async function profiled(work: () => void): Promise<{ readonly byPart: Shares; readonly byPhase: Shares }> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: MICROSECONDS })
  await session.post('Profiler.start')
  work()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  const stacks = stacksOf(profile)
  return { byPart: sharesOf(profile, stacks, partOf), byPhase: sharesOf(profile, stacks, phaseOf) }
}

/** The profiler itself, and waiting, are left out. The garbage collector is always a stack of its own. */
function isWork(stack: readonly Frame[]): boolean {
  return stack.some(({ name }) => name === 'searchOnce' || name === '(garbage collector)')
}

/** By node of the profile: what was running, outermost first. */
function stacksOf({ nodes }: Profiler.Profile): ReadonlyMap<number, readonly Frame[]> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const stacks = new Map<number, readonly Frame[]>()
  // A parent stands before its children.
  for (const { id, callFrame } of nodes) {
    const above = stacks.get(parents.get(id) ?? -1) ?? []
    stacks.set(id, [...above, { name: callFrame.functionName, file: callFrame.url.replace(/\?.*$/, '') }])
  }
  return stacks
}

function sharesOf(
  profile: Profiler.Profile,
  stacks: ReadonlyMap<number, readonly Frame[]>,
  labelOf: (stack: readonly Frame[]) => string,
): Shares {
  const times = new Map<string, number>()
  let whole = 0
  for (const [i, node] of (profile.samples ?? []).entries()) {
    const stack = stacks.get(node) ?? []
    if (!isWork(stack)) continue
    const time = profile.timeDeltas?.[i] ?? 0
    const label = labelOf(stack)
    times.set(label, (times.get(label) ?? 0) + time)
    whole += time
  }
  return [...times].map(([label, time]) => [label, time / whole] as const).toSorted((a, b) => b[1] - a[1])
}
