/**
 * Spin and Stateright beside our explorer: Kip320 with both invariants judged, without symmetry, as whole processes.
 * `npx tsx bench/specs/beside.ts [REPLICAS/LOG_SIZE/RECORDS/MAX_LEADER_EPOCH ...]`
 * Spin needs `spin` and `gcc`, Stateright needs `cargo`; what is not installed is left out.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { grouped } from '../../reports/cost.ts'
import {
  type Verdict,
  buildSpin,
  buildStateright,
  missing,
  readOurs,
  readSpin,
  readStateright,
} from './beside/checkers.ts'
import type { SpecBounds } from './state.ts'
import { exploredMedian, ranMedian } from './whole-process.ts'

/** Distinct states as TLC counted them. */
const TLC: Readonly<Record<string, number>> = {
  '2/1/1/1': 277,
  '2/2/2/1': 957,
  '2/2/2/2': 5973,
  '3/1/1/1': 6787,
  '3/3/3/1': 176_440,
  '3/2/2/2': 737_794,
}
const DEFAULT_SIZES = ['3/3/3/1', '3/2/2/2']

const HEAD = ['size', 'checker', 'states', 'run, s', 'states a second', 'building, s', 'the states are']
type Row = readonly string[]

const given = process.argv.slice(2)
const sizes = given.length > 0 ? given : DEFAULT_SIZES
const folder = mkdtempSync(join(tmpdir(), 'tidemark-beside-'))
try {
  // A size that cannot be read is said before anything is built.
  for (const size of sizes) boundsOf(size)
  const load = (loadavg()[0] ?? 0).toFixed(2)
  say(`Node ${process.versions.node}, ${cpus().length} cores, load before: ${load}; medians of three whole processes`)
  const rows = [HEAD, ...table()]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows) say(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function table(): readonly Row[] {
  const noSpin = missing('spin', 'gcc')
  const noCargo = missing('cargo')
  if (noSpin !== undefined) say(`Spin is left out: ${noSpin} is not installed`)
  if (noCargo !== undefined) say(`Stateright is left out: ${noCargo} is not installed`)
  const stateright = noCargo === undefined ? tried('Stateright', () => buildStateright(folder)) : undefined
  return sizes.flatMap((size) => {
    const words = size.split('/')
    const ours = exploredMedian(['Kip320', ...words, 'judged'])
    const counted = readOurs(ours.stdout)
    const rows = [rowOf(size, 'ours, 1 thread', ours.seconds, '', counted, counted)]
    const add = (checker: string, row: (name: string) => Row): void => {
      const added = tried(`${checker}, ${size},`, () => row(checker))
      if (added !== undefined) rows.push(added)
    }
    if (noSpin === undefined)
      add('Spin, 1 core', (name) => {
        const own = mkdtempSync(join(folder, 'spin-'))
        const spin = buildSpin(boundsOf(size), own)
        const { seconds, stdout } = ranMedian(spin.program, [], own)
        return rowOf(size, name, seconds, spin.seconds.toFixed(1), readSpin(stdout), counted)
      })
    if (stateright !== undefined)
      for (const threads of ['1', '2'])
        add(`Stateright, ${threads} thread${threads === '1' ? '' : 's'}`, (name) => {
          const { seconds, stdout } = ranMedian(stateright.program, [...words, threads])
          return rowOf(size, name, seconds, stateright.seconds.toFixed(1), readStateright(stdout), counted)
        })
    return rows
  })
}

/** Nothing, having said why, when it fails. */
function tried<T>(name: string, doing: () => T): T | undefined {
  try {
    return doing()
  } catch (error) {
    say(`${name} is left out: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

function rowOf(size: string, checker: string, seconds: number, building: string, said: Verdict, ours: Verdict): Row {
  const rate = grouped(Math.round(said.states / seconds))
  return [size, checker, grouped(said.states), seconds.toFixed(2), rate, building, compared(size, said, ours)]
}

/** How the states compare to those of TLC, or to ours where TLC has not counted. */
function compared(size: string, said: Verdict, ours: Verdict): string {
  if (said === ours && TLC[size] === undefined) return 'not counted by TLC'
  const { states, trouble } = said
  if (trouble !== undefined) return `NOT complete: ${trouble}`
  const [whose, expected] = TLC[size] === undefined ? ['ours', ours.states] : ['TLC counted', TLC[size]]
  return states === expected ? `as ${whose}` : `NOT the ${grouped(expected)} as ${whose}`
}

function boundsOf(size: string): SpecBounds {
  const [replicas, logSize, records, maxLeaderEpoch, ...more] = size.split('/').map(Number)
  const all = [replicas, logSize, records, maxLeaderEpoch]
  if (more.length > 0 || !all.every(Number.isInteger)) throw new Error(`${size} is not like 3/2/2/2`)
  return { replicas: replicas ?? 0, logSize: logSize ?? 0, records: records ?? 0, maxLeaderEpoch: maxLeaderEpoch ?? 0 }
}

function say(line: string): void {
  process.stdout.write(`${line.trimEnd()}\n`)
}
