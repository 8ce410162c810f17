/** Other model checkers on Kip320, written for each of them: how they are built and run, and what they say. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SpecBounds } from '../state.ts'
import { ran } from '../whole-process.ts'

const PROMELA = fileURLToPath(new URL('kip-320.pml', import.meta.url))
const CARGO_PROJECT = fileURLToPath(new URL('stateright/Cargo.toml', import.meta.url))

/** What a checker found out. */
export interface Verdict {
  /** Distinct states. */
  readonly states: number
  /** In words, what makes the search less than complete, or that an invariant is broken. */
  readonly trouble?: string
}

/** A program that is ready to run. */
export interface Built {
  readonly program: string
  readonly seconds: number
}

/** The first of these programs that cannot be started here. */
export function missing(...programs: readonly string[]): string | undefined {
  return programs.find((program) => spawnSync(program, ['-V'], { stdio: 'ignore' }).error !== undefined)
}

/** Sizes are part of the program that Spin generates: it is generated and compiled for each. */
export function buildSpin(bounds: SpecBounds, folder: string, optimisation: '-O0' | '-O2' = '-O2'): Built {
  const { replicas, logSize, records, maxLeaderEpoch } = bounds
  const sizes = [`-DREPLICAS=${replicas}`, `-DLOG_SIZE=${logSize}`, `-DRECORDS=${records}`]
  const generated = ran('spin', [...sizes, `-DMAX_EPOCH=${maxLeaderEpoch}`, '-a', PROMELA], folder)
  const compiled = ran('gcc', [optimisation, '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c'], folder)
  return { program: join(folder, 'pan'), seconds: generated.seconds + compiled.seconds }
}

/** What the program that Spin generated prints. */
export function readSpin(printed: string): Verdict {
  const states = Number(/(\d+) states, stored/.exec(printed)?.[1] ?? Number.NaN)
  if (/assertion violated/.test(printed)) return { states, trouble: 'an invariant is broken' }
  if (/max search depth too small/.test(printed)) return { states, trouble: 'cut off at its largest depth' }
  if (/errors: 0/.test(printed)) return { states }
  return { states, trouble: 'it did not finish without errors' }
}

/** One program for all sizes. What it depends on is downloaded first: that is not building. */
export function buildStateright(folder: string): Built {
  ran('cargo', ['fetch', '--locked', '--manifest-path', CARGO_PROJECT])
  const build = ['build', '--release', '--locked', '--manifest-path', CARGO_PROJECT, '--target-dir', folder]
  return { program: join(folder, 'release', 'kip-320'), seconds: ran('cargo', build).seconds }
}

/** What our program that uses Stateright prints. */
export function readStateright(printed: string): Verdict {
  const states = Number(/(\d+) distinct states/.exec(printed)?.[1] ?? Number.NaN)
  return /^broken:/m.test(printed) ? { states, trouble: 'an invariant is broken' } : { states }
}

/** What our own explorer prints. */
export function readOurs(printed: string): Verdict {
  const states = Number(/([\d,]+) states in/.exec(printed)?.[1]?.replaceAll(',', '') ?? Number.NaN)
  return printed.includes('is broken') ? { states, trouble: 'an invariant is broken' } : { states }
}
