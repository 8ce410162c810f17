/**
 * How large a cluster is judged: bounds of ours, and none of Kafka's. Files, options and saved files are held to the
 * same ones.
 */
import { InputError } from '../../input-error.ts'

/**
 * State and time grow with every broker, also with those that hold nothing: a check with 100 of them takes minutes, and
 * 600 MB.
 */
export const MOST_BROKERS = 100
export const WHY_BROKERS =
  'every broker costs time and memory, and one that holds no replica of the partition changes nothing for it'

/** Every replica that can fail or lag by itself multiplies the schedules. */
export const MOST_REPLICAS = 10
export const WHY_REPLICAS = 'every replica multiplies the schedules, and what breaks with many breaks with 3 or 5'

/** Records, and producers, that a search sends. */
export const MOST_RECORDS = 26
export const MOST_PRODUCERS = 26
export const WHY_LETTERS = 'they are named by the letters from a to z, and what breaks a promise needs few of them'

/** Throws `InputError` where more brokers are asked for than are judged. */
export function checkBrokers(brokers: number, where: string): void {
  if (brokers <= MOST_BROKERS) return
  throw new InputError({
    where,
    key: 'brokers',
    problem: `${brokers} brokers are more than the ${MOST_BROKERS} that tidemark judges: ${WHY_BROKERS}`,
    remedy: `give ${MOST_BROKERS} or less, such as the replication factor and a few more`,
  })
}

/** Throws `InputError` where more replicas are asked for than are judged. */
export function checkReplicas(replicas: number, where: string, key: string): void {
  if (replicas <= MOST_REPLICAS) return
  throw new InputError({
    where,
    key,
    problem: `${replicas} replicas are more than the ${MOST_REPLICAS} that tidemark judges: ${WHY_REPLICAS}`,
    remedy: `give ${MOST_REPLICAS} or less`,
  })
}
