/**
 * Several keys of a broker that set one thing: which of them counts. None of them is modelled; a reader should know all
 * the same.
 */
import { type GivenSetting, whereOf } from './given.ts'

/**
 * Each outranks those after it, whatever their order in the file (KafkaConfig.getLogRetentionTimeMillis,
 * logRollTimeMillis).
 */
const RANKS: readonly (readonly string[])[] = [
  ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
  ['log.roll.ms', 'log.roll.hours'],
  ['log.roll.jitter.ms', 'log.roll.jitter.hours'],
  ['log.dirs', 'log.dir'],
]

/** One note for each group of which a broker was given several. */
export function notePrecedence(given: readonly GivenSetting[]): readonly string[] {
  const last = (key: string): GivenSetting | undefined =>
    given.findLast((one) => one.section !== 'topic' && one.key.trim() === key)
  const ranked = RANKS.flatMap((keys) => {
    const [first, ...outranked] = keys.flatMap((key) => last(key) ?? [])
    if (first === undefined || outranked.length === 0) return []
    return [
      `${first.key} of ${whereOf(first.origin)} outranks ${outranked.map(({ key, origin }) => `${key} of ${whereOf(origin)}`).join(' and ')}`,
    ]
  })
  const [interval, scheduler] = [last('log.flush.interval.ms'), last('log.flush.scheduler.interval.ms')]
  if (scheduler === undefined) return ranked
  return [
    ...ranked,
    interval === undefined
      ? `log.flush.scheduler.interval.ms of ${whereOf(scheduler.origin)} counts as log.flush.interval.ms too, which is not given`
      : `log.flush.interval.ms of ${whereOf(interval.origin)} says when a log is flushed, log.flush.scheduler.interval.ms only how often that is looked at`,
  ]
}
