/** Seeds, one after the other, as many at a time as there are workers, until there is an end. */
import type { Campaign, CampaignPromise } from '../../harness/campaign.ts'
import type { Job, Pool } from '../workers/pool.ts'

export interface Running {
  readonly pool: Pool
  readonly tally: Campaign
  /** What is to be kept: told in the order of the seeds. */
  readonly keep: (found: readonly CampaignPromise[]) => Promise<void>
  /** Seeds in all. */
  readonly most: number
  /** Whether no further seed is to begin. */
  readonly isOver: () => boolean
  readonly isInterrupted: () => boolean
  readonly jobOf: (seed: number) => Job
}

/** How often it is looked whether somebody has pressed Ctrl-C. */
const EVERY_MS = 50

/** Runs them. Those that have begun are waited for; only who interrupts waits for nothing. Why it ended. */
export async function runSeeds(running: Running): Promise<'seeds' | 'time' | 'interrupted'> {
  const { pool, tally, keep, most, isOver, isInterrupted, jobOf } = running
  let next = 1
  const cutting = { isCut: false }
  let keeping = Promise.resolve()
  const worker = async (): Promise<void> => {
    while (!cutting.isCut && next <= most && !isOver()) {
      const seed = next++
      const result = await pool.judge(jobOf(seed))
      if (cutting.isCut) return
      const found = tally.add(seed, result)
      keeping = keeping.then(() => keep(found))
    }
  }
  let timer: NodeJS.Timeout | undefined
  const cut = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      if (!isInterrupted()) return
      cutting.isCut = true
      resolve()
    }, EVERY_MS)
  })
  try {
    await Promise.race([Promise.all(Array.from({ length: pool.size }, worker)), cut])
  } finally {
    clearInterval(timer)
    await pool.end()
  }
  await keeping
  await keep(tally.end())
  return cutting.isCut ? 'interrupted' : next > most ? 'seeds' : 'time'
}
