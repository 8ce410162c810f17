/** Systems of the user's own: a machine, its promises, and what is left of a system where nobody says more. */
import type { Invariant } from '../invariants/invariant.ts'
import { FAULT_KINDS, type Machine } from '../model/machine.ts'
import type { Observation } from '../model/observation.ts'
import { sameInAll, type Settings, type SystemEntry } from '../model/system-entry.ts'
import type { Participant, System } from '../model/system.ts'

/** What is said of a system of one's own: a machine and promises; all the rest makes searches and reports better. */
export interface OwnSystemDefinition<State, Action> extends Partial<
  Omit<System<State, Action>, 'machine' | 'participants'>
> {
  readonly machine: Machine<State, Action>
  /** At least one; each with an id of its own. */
  readonly promises: readonly Invariant[]
  /** What is shown beside the title of a report. */
  readonly settings?: Settings
  /** What a story shows of the state after each step. Without it the fields of the state, where it has any. */
  participants?(state: State): readonly Participant[]
  /** What anyone can see once everything has healed and come to rest. */
  readBack?(state: State): readonly Observation[]
}

/** A system of one's own, ready to be judged. */
export interface OwnSystem {
  readonly is: 'own-system'
  readonly entry: SystemEntry
  readonly settings: Settings
  readonly promises: readonly Invariant[]
}

/**
 * A system of one's own, from a machine (`Machine`) and the promises that it is to keep. States and actions have to be
 * plain data, and everything that costs nothing has to come to rest by itself: that is how the system heals.
 * @throws TypeError where there is no promise, where two have the same id, or where the machine breaks its contract at
 * once
 */
export function ownSystem<State, Action>(definition: OwnSystemDefinition<State, Action>): OwnSystem {
  const { machine, promises, settings = {}, ...rest } = definition
  refuseWrong(machine, promises)
  const system: System<State, Action> = {
    reservations: {},
    bounds: {},
    epilogue: () => [],
    readBack: () => [],
    situations: () => [],
    possibleSituations: [],
    participants: fieldsOf,
    recordName: (record) => String.fromCodePoint(97 + (record % 26)).repeat(1 + Math.floor(record / 26)),
    named: (actions) => actions,
    view: (state) => JSON.stringify(state),
    luckKey: (action) => kindOf(action),
    // How it heals is often all that matters.
    tells: () => true,
    ...rest,
    machine,
  }
  return { is: 'own-system', entry: entryFor(system, settings, promises), settings, promises }
}

function refuseWrong<State, Action>(machine: Machine<State, Action>, promises: readonly Invariant[]): void {
  const ids = promises.map(({ id }) => id)
  if (ids.length === 0) throw new TypeError(`${machine.name} has no promise: give at least one`)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw new TypeError(`${machine.name} has two promises with the id ${twice}`)
  let isCostly = false
  for (const action of machine.actions(machine.initial)) {
    const cost = machine.cost(action, machine.initial)
    const told = machine.describe(action, machine.initial)
    if (cost?.is === 'fault' && !FAULT_KINDS.includes(cost.kind))
      throw new TypeError(
        `"${told}" costs a fault ${String(cost.kind)}, which is none; there are ${FAULT_KINDS.join(', ')}`,
      )
    if (cost === undefined && isCostly)
      throw new TypeError(`"${told}" costs nothing and comes after actions that do: name ordinary work first`)
    isCostly ||= cost !== undefined
  }
}

/** What the house has to know of it. Its settings were made by the user, and are not looked at. */
function entryFor<State, Action>(
  system: System<State, Action>,
  settings: Settings,
  promises: readonly Invariant[],
): SystemEntry {
  const size = Object.fromEntries(Object.entries(system.bounds))
  const faults = system.faults ?? FAULT_KINDS.map((kind) => ({ kind, title: kind }))
  return {
    name: system.machine.name,
    title: system.machine.name,
    options: [],
    promises: promises.map(({ id }) => id),
    notModelled: {},
    moves: {},
    faults: () => faults,
    resolve: () => ({ settings, assumed: [], ignored: [], warnings: [], notes: [] }),
    sizeOf: () => size,
    sizes: () => [size],
    // The harness hands a system no other states and actions than its own.
    make: () => system as unknown as System<unknown, unknown>,
    saved: () => ({ settings, size, problemOf: () => undefined }),
    headline: () => [{ words: system.machine.name }],
    counts: () => true,
    goesWithoutSaying: () => false,
    asWritten: (key, value) => [[key, value]],
    scenarios: () => ({}),
    shared: sameInAll,
  }
}

/** The fields of a state, as one participant: better than nothing. */
function fieldsOf(state: unknown): readonly Participant[] {
  if (typeof state !== 'object' || state === null)
    return [{ name: 'state', columns: [{ name: '', value: JSON.stringify(state) }] }]
  return Object.entries(state).map(([name, value]) => ({
    name,
    columns: [{ name: '', value: typeof value === 'string' ? value : JSON.stringify(value) }],
  }))
}

function kindOf(action: unknown): string {
  if (typeof action === 'object' && action !== null) {
    if ('kind' in action) return String(action.kind)
    if ('type' in action) return String(action.type)
  }
  return typeof action === 'string' ? action : 'action'
}
