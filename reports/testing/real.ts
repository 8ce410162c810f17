/** Reports with stories that really happen, for the tests of forms that play them. */
import { budgetOf } from '../../harness/budget.ts'
import { counterexampleOf } from '../../harness/counterexample.ts'
import { invariantById } from '../../invariants/index.ts'
import type { FaultKind } from '../../model/machine.ts'
import type { System } from '../../model/system.ts'
import type { Settings } from '../../model/system-entry.ts'
import { knownSystem } from '../../model/systems.ts'
import type { CheckReport } from '../report.ts'
import { checkReport, violated } from './sample.ts'

/** A system with the settings of a user, and what happens in it. */
export interface Happening {
  readonly system: string
  readonly set: Readonly<Record<string, string>>
  readonly records: number
  readonly promise: string
  readonly actions: readonly unknown[]
}

/** A leader that alone has an acknowledged record gives way to another. */
export const LOST: Happening = {
  system: 'kafka',
  set: { acks: '1' },
  records: 1,
  promise: 'no-acknowledged-loss',
  actions: [
    { kind: 'send', producer: 0, record: 0 },
    { kind: 'arrive', producer: 0, record: 0, broker: 0, late: false },
    { kind: 'move-leader', partition: 0, to: 1 },
  ],
}

/** A message is lost on its way to a broker that its producer does not wait for. */
export const LOST_IN_QUEUE: Happening = {
  system: 'queues',
  set: { 'producers.confirms': 'false' },
  records: 1,
  promise: 'no-acknowledged-loss',
  actions: [
    { kind: 'send', producer: 0 },
    { kind: 'lose-send', record: 0 },
  ],
}

/** The report of a check that found just that. */
export function reportOf(happening: Happening): CheckReport {
  const { system: name, set, records, promise, actions } = happening
  const entry = knownSystem(name)
  const given = Object.entries(set).map(([key, value]) => ({
    section: undefined,
    key,
    value,
    origin: { option: '--set' },
  }))
  const { settings } = entry.resolve(given, {})
  const sizes = entry.sizes(settings, entry.sizeOf(settings, { records }))
  // A system does its own work at once in some sizes: the story is of the first in which all of it can happen.
  const system = sizes.map((size) => entry.make(settings, size)).find((one) => canHappen(one, actions, records))
  if (system === undefined) throw new RangeError('it cannot happen')
  const invariant = invariantById(promise)
  if (invariant === undefined) throw new RangeError(`no promise is called ${promise}`)
  const kinds: Partial<Record<FaultKind, number>> = Object.fromEntries(
    entry.faults(settings).map(({ kind }) => [kind, 9]),
  )
  const counterexample = counterexampleOf(system, invariant, actions, budgetOf(9, kinds, 9))
  const bounds = { ...violated.evidence.bounds, ...system.bounds }
  const result = {
    ...violated,
    promise,
    title: invariant.title,
    evidence: { ...violated.evidence, bounds },
    counterexample,
  }
  return {
    ...checkReport,
    configuration: { ...checkReport.configuration, system: name, settings: settings as Settings },
    judged: [{ result, file: null }],
    required: [promise],
  }
}

function canHappen(system: System<unknown, unknown>, actions: readonly unknown[], records: number): boolean {
  if (actions.length > 0 && system.bounds['records'] !== records) return false
  let state = system.machine.initial
  return actions.every((action) => {
    const before = state
    state = system.machine.step(state, action).state
    return state !== before
  })
}
