/** One process alone coordinates a campaign: who holds its lease, which runs out when nobody renews it. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'

const LEASE_MS = 8_000
const LOOK_EVERY_MS = 250

export interface Lease {
  readonly key: string
  /** Waits for the lease of one who was killed to run out. Who renews his. */
  readonly take: () => Promise<string | undefined>
  readonly renew: () => Promise<void>
  /** That another one has it now. */
  readonly lost: () => string | undefined
}

export function leaseOf(client: Redis, key: string, name: string): Lease {
  let lost: string | undefined
  const isTaken = async (): Promise<boolean> => (await client.set(key, name, 'PX', LEASE_MS, 'NX')) === 'OK'
  return {
    key,
    take: async () => {
      // As long as a lease that is not renewed lasts, and not much longer.
      for (let waited = 0; waited <= LEASE_MS + 1_000; waited += LOOK_EVERY_MS) {
        if (await isTaken()) return undefined
        if ((await client.pttl(key)) > LEASE_MS - LOOK_EVERY_MS && waited > LOOK_EVERY_MS) break
        await wait(LOOK_EVERY_MS)
      }
      return (await client.get(key)) ?? 'another process'
    },
    renew: async () => {
      const holder = await client.get(key)
      if (holder === name) await client.pexpire(key, LEASE_MS)
      else if (holder === null) await isTaken()
      else lost = `${holder} has taken it over`
    },
    lost: () => lost,
  }
}
