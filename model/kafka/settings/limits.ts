/** How large a cluster is judged: a bound of ours, and none of Kafka's. */
import { InputError } from './errors.ts'

/** State and time grow with every broker, also with those that hold nothing: 1,000 of them take a gigabyte and a quarter of an hour. */
export const MOST_BROKERS = 100

/** Every replica that can fail or lag by itself multiplies the schedules: with 15 a check takes half an hour. */
export const MOST_REPLICAS = 10

/** Records, and producers, that a search sends: they are named by letters. */
export const MOST_RECORDS = 26
export const MOST_PRODUCERS = 26

/** Throws `InputError` where more brokers are asked for than are judged. */
export function checkBrokers(brokers: number, where: string): void {
  if (brokers <= MOST_BROKERS) return
  throw new InputError({
    where, key: 'brokers', problem: `a cluster of ${brokers} brokers is larger than tidemark judges, which is ${MOST_BROKERS}`,
    remedy: `give ${MOST_BROKERS} or less: brokers that hold no replica of a partition change nothing for it`,
  })
}

/** Throws `InputError` where more replicas are asked for than are judged. */
export function checkReplicas(replicas: number, where: string, key: string): void {
  if (replicas <= MOST_REPLICAS) return
  throw new InputError({
    where, key, problem: `${replicas} replicas are more than tidemark judges, which is ${MOST_REPLICAS}: every replica multiplies the schedules`,
    remedy: `give ${MOST_REPLICAS} or less: what breaks with few replicas shows with 3 or 5`,
  })
}
