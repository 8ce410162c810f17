/** `tidemark campaign --redis URL --work`: searches for the campaigns that other processes coordinate. */
import { setTimeout as wait } from 'node:timers/promises'
import { count } from '../../../reports/cost.ts'
import { VERSION } from '../../../reports/version.ts'
import { tellProblem } from '../../deliver.ts'
import { EXIT, type ExitCode } from '../../exit-codes.ts'
import { watchForInterrupt } from '../../interrupt.ts'
import type { Io } from '../../io.ts'
import type { CampaignOptions } from '../options.ts'
import { type Pool, threadPool } from '../pool.ts'
import { redisAddress } from './address.ts'
import { beat, connected, soon } from './connect.ts'
import { CAMPAIGNS, type Working, ownName, versionOf, workOn } from './queue.ts'

const LOOK_EVERY_MS = 500
const EVERY_MS = 50

export async function work(options: CampaignOptions, io: Io): Promise<ExitCode> {
  const started = io.now()
  const address = redisAddress(options.redis ?? '')
  const me = ownName()
  const { client, end: disconnect } = await connected(address)
  const threads = threadPool(options.workers)
  const shared = { size: threads.size, judge: inTurn(threads) }
  const working = new Map<string, Working>()
  const others = new Set<string>()
  let judged = 0
  const say = (text: string): void => {
    if (!options.quiet) io.out(`${text}\n`)
  }
  say(
    `working with ${count(threads.size, 'thread')} at the campaigns of tidemark ${VERSION} in ${address.shown}; `
      + 'Ctrl-C ends it',
  )

  const looking = beat(LOOK_EVERY_MS, async () => {
    const names = await client.smembers(CAMPAIGNS)
    for (const name of names) {
      const version = versionOf(name)
      if (version === VERSION && !working.has(name))
        working.set(
          name,
          workOn(name, client, shared, me, () => judged++),
        )
      else if (version !== VERSION && !others.has(version)) {
        others.add(version)
        say(`there are campaigns of tidemark ${version}, too, for which this version does not search`)
      }
    }
    for (const [name, own] of working)
      if (!names.includes(name)) {
        working.delete(name)
        void soon(own.end())
      }
  })

  const interrupt = watchForInterrupt(io, options.quiet)
  const isOver = (): boolean => options.for !== undefined && io.now() - started >= options.for * 1000
  while (!interrupt.pressed() && !isOver() && looking.lost() === undefined) await wait(EVERY_MS)

  const lost = looking.lost()
  looking.end()
  await soon(Promise.all([...working.values()].map((own) => own.end())))
  await threads.end()
  disconnect()
  interrupt.end()
  say(`${count(judged, 'seed')} searched`)
  if (lost === undefined) return EXIT.kept
  tellProblem(io, `${address.shown} was lost (${lost})`)
  return EXIT.noVerdict
}

/** Several campaigns share the threads: whoever finds none idle waits for one. */
export function inTurn({ judge, size }: Pool): Pool['judge'] {
  let idle = size
  const waiting: (() => void)[] = []
  return async (job, seed) => {
    if (idle > 0) idle--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await judge(job, seed)
    } finally {
      const next = waiting.shift()
      if (next === undefined) idle++
      else next()
    }
  }
}
