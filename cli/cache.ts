/** Results that are kept from run to run, so that a configuration that did not change costs no search. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checksumOf } from '../harness/checksum.ts'
import type { Cure } from '../harness/remedies.ts'
import type { SearchResult } from '../harness/result.ts'
import type { Engine, JudgeRequest, ReadConfiguration } from './engine.ts'
import type { Io } from './io.ts'
import type { SearchOptions } from './options.ts'
import { UsageError } from './usage-error.ts'
import { clean } from '../reports/page.ts'
import { VERSION } from '../reports/version.ts'
import { writeWhole } from '../reports/write-whole.ts'

/** Goes up when a file of before can no longer be read as it was meant. */
const FORMAT = 1

/**
 * The same engine, which looks into the folder before it searches, and keeps there what it has found; without a folder
 * it is the engine itself. What is damaged, of another version or of somebody else there is passed over.
 * @throws UsageError where the folder is none
 */
export function withCache(
  engine: Engine,
  { cache: folder, ...options }: SearchOptions,
  read: ReadConfiguration,
  io: Io,
): Engine {
  if (folder === undefined) return engine
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new UsageError(`--cache ${folder}: it is there, and is no folder; give another one`)
  const cache = new Cache(folder, io)
  return {
    ...engine,
    judge: async (request) => {
      const key = keyOf('judge', keyed(request))
      const before = cache.get(key) as SearchResult<unknown> | undefined
      if (before !== undefined) {
        for (const result of before.promises) request.onSettled?.(result)
        return { ...before, isFromCache: true }
      }
      const result = await engine.judge(request)
      if (!result.interrupted) await cache.put(key, result)
      return result
    },
    remedies: async (request, result, resolve) => {
      const key = keyOf('remedies', [keyed(request), result, sources(read, options)])
      const before = cache.get(key) as readonly [string, Cure][] | undefined
      if (before !== undefined) return new Map(before)
      const cures = await engine.remedies(request, result, resolve)
      if (!request.interrupted()) await cache.put(key, [...cures])
      return cures
    },
  }
}

class Cache {
  readonly #folder: string
  readonly #io: Io
  #hasWarned = false

  constructor(folder: string, io: Io) {
    this.#folder = folder
    this.#io = io
  }

  get(key: string): unknown {
    try {
      const kept = JSON.parse(readFileSync(this.#file(key), 'utf8')) as Record<string, unknown>
      const isWhole =
        kept['format'] === FORMAT
        && kept['tidemark'] === VERSION
        && kept['key'] === key
        && kept['checksum'] === checksumOf(kept['result'])
      return isWhole ? kept['result'] : undefined
    } catch {
      return undefined
    }
  }

  /** Whole, or not at all; that it cannot be kept costs no verdict. */
  async put(key: string, result: unknown): Promise<void> {
    const plain: unknown = JSON.parse(JSON.stringify(result))
    const kept = { tidemark: VERSION, format: FORMAT, key, checksum: checksumOf(plain), result: plain }
    try {
      await writeWhole(this.#file(key), JSON.stringify(kept))
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      if (!this.#hasWarned)
        this.#io.err(`${clean(`warning: --cache ${this.#folder}: nothing can be kept there (${why})`)}\n`)
      this.#hasWarned = true
    }
  }

  #file(key: string): string {
    return join(this.#folder, `${key}.json`)
  }
}

/** All that a result depends on. */
function keyed({ onProgress: _p, onBroken: _b, onSettled: _s, interrupted: _i, ...request }: JudgeRequest): unknown {
  return request
}

/** What settings with a change are made from: the files and the options, wherever and however they are written. */
function sources({ cases, asides }: ReadConfiguration, options: Omit<SearchOptions, 'cache'>): unknown {
  const { set, gate, kafkaVersion, brokers, client } = options
  const given = cases.map(({ name, given: all }) => ({
    name,
    given: all.map(({ origin: _origin, ...one }) => one),
  }))
  return { given, asides: asides.map(({ key }) => key), set, gate, kafkaVersion, brokers, client }
}

function keyOf(what: string, of: unknown): string {
  const text = JSON.stringify([VERSION, FORMAT, what, of], (_, value: unknown) =>
    value === Infinity ? { never: true } : value,
  )
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
