/** Arbitraries for fast-check: settings that a system accepts, and schedules of a system. */
import { type Arbitrary, constantFrom, record } from 'fast-check'
import { SchedulesArbitrary } from '../generators/schedules.ts'
import { InputError } from '../model/input-error.ts'
import { systemIn } from './play.ts'
import { type CheckOptions, type GivenSettings, ready, type Target } from './target.ts'

/** By setting: the values among which is chosen. */
export type SettingChoices = Readonly<Record<string, readonly (string | number | boolean)[]>>

/** What bounds a schedule. */
export interface ScheduleOptions extends Pick<CheckOptions, 'faults' | 'fault' | 'moves' | 'records' | 'system'> {
  /** Actions at the most; 60 without it. */
  readonly steps?: number
}

/** What decides most verdicts on Kafka. */
const USUAL: SettingChoices = {
  'acks': ['0', '1', 'all'],
  'enable.idempotence': [true, false],
  'min.insync.replicas': [1, 2, 3],
  'unclean.leader.election.enable': [true, false],
  'max.in.flight.requests.per.connection': [1, 5],
}

/**
 * Settings of a system, those combinations alone that it accepts (`acks=1` with idempotence is none). They shrink
 * towards the first value of each.
 * @param choices values by setting; without them the usual ones of Kafka
 * @throws RangeError for a setting without values
 */
export function settings(
  choices: SettingChoices = USUAL,
  options: Pick<CheckOptions, 'system' | 'kafkaVersion' | 'brokers'> = {},
): Arbitrary<GivenSettings> {
  const empty = Object.keys(choices).find((key) => choices[key]?.length === 0)
  if (empty !== undefined) throw new RangeError(`${empty}: give at least one value`)
  const values = Object.fromEntries(Object.entries(choices).map(([key, among]) => [key, constantFrom(...among)]))
  return record(values).filter((one) => isAccepted(one, options))
}

function isAccepted(one: GivenSettings, options: CheckOptions): boolean {
  try {
    ready(one, options)
    return true
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

/**
 * Schedules of a system: what happens, in order, ordinary work and what goes wrong, for `play`. They shrink by leaving
 * actions out, as far as the rest is still possible. The same seed of fast-check gives the same ones.
 * @throws as `check` does
 */
export function schedules(target: Target, options: ScheduleOptions = {}): Arbitrary<readonly unknown[]> {
  const { steps = 60, ...limits } = options
  const one = ready(target, limits)
  return new SchedulesArbitrary(systemIn(one), one.budget, steps)
}
