/** A connection to Redis, and how long it may be silent. */
import { Redis } from 'ioredis'
import { UsageError } from '../../usage-error.ts'
import type { Address } from './address.ts'

export interface Connection {
  readonly client: Redis
  /** Ends it, and those that were made from it. */
  readonly end: () => void
}

/** So long is waited for an answer: at first, and later until the server counts as lost. */
const ANSWER_MS = 5_000
const SILENT_MS = 15_000
const MOST_BETWEEN_MS = 1_000

/** @throws UsageError where nobody answers, or refuses */
export async function connected(address: Address): Promise<Connection> {
  const { host, port, database, username, password, isEncrypted, shown } = address
  let isUp = false
  let problem: unknown
  const client = new Redis({
    host,
    port,
    db: database,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(isEncrypted && { tls: {} }),
    lazyConnect: true,
    connectTimeout: ANSWER_MS,
    // What is asked for while it is away is asked for again: this is what BullMQ wants.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isUp ? Math.min(times * 100, MOST_BETWEEN_MS) : null),
  })
  client.on('error', (error: unknown) => (problem ??= error))
  const end = (): void => {
    isUp = false
    client.disconnect()
  }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('it accepts connections, and says nothing')), ANSWER_MS)
  })
  try {
    await Promise.race([client.connect().then(() => client.ping()), late])
  } catch (error) {
    end()
    throw new UsageError(`--redis ${shown}: ${reasonOf(problem ?? error)}`)
  } finally {
    clearTimeout(timer)
  }
  isUp = true
  return { client, end }
}

/** In a few words; what is told never holds a password. */
export function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  const [, word] = /^(NOAUTH|WRONGPASS|NOPERM|ERR)\b/.exec(message) ?? []
  if (word !== undefined) return `it refuses this user or password (${word})`
  return code === undefined ? `it is no Redis that can be used (${message.slice(0, 200)})` : `no answer (${code})`
}

export interface Beat {
  /** What the server does not do any more, once it has been silent for too long. */
  readonly lost: () => string | undefined
  readonly end: () => void
}

/**
 * Does something again and again, never twice at a time. What fails is tried again. Its silence is counted in turns,
 * not by the clock: whoever was asleep has missed no answer.
 */
export function beat(everyMs: number, turn: () => Promise<void>): Beat {
  let isAsking = false
  let silent = 0
  let reason = 'no answer'
  const timer = setInterval(() => {
    silent++
    if (isAsking) return
    isAsking = true
    turn()
      .then(
        () => (silent = 0),
        (error: unknown) => (reason = error instanceof Error ? error.message : String(error)),
      )
      .finally(() => (isAsking = false))
  }, everyMs)
  return {
    lost: () => (silent * everyMs > SILENT_MS ? reason : undefined),
    end: () => clearInterval(timer),
  }
}

/** Waits for it, but not for long: a server that went away answers to nobody. */
export async function soon(work: Promise<unknown>, ms = 3_000): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise((resolve) => (timer = setTimeout(resolve, ms)))
  try {
    await Promise.race([work.catch(() => undefined), over])
  } finally {
    clearTimeout(timer)
  }
}
