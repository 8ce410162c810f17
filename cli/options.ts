/** Every option of the command line as a value, checked as it is read. */
import { InvalidArgumentError } from 'commander'
import { type Budget, budgetWithin } from '../harness/budget.ts'
import type { SearchKind } from '../harness/search.ts'
import { GATE_NAMES, type GateName, type Switches } from '../model/kafka/releases/gates.ts'
import { FAULT_KINDS, type FaultKind } from '../model/machine.ts'
import type { Settings, SystemEntry } from '../model/system-entry.ts'
import { GATE_PREFIX } from '../reports/gates.ts'
import type { FormOption } from '../reports/forms/forms.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Shard } from './shard/part.ts'
import { UsageError } from './usage-error.ts'

/** `KEY=VALUE` of `--set`. */
export interface Assignment {
  readonly key: string
  readonly value: string
}

/** `KEY=V1,V2` of `--vary`. */
export interface Variation {
  readonly key: string
  readonly values: readonly string[]
}

/** How hard to search, and how to tell it: the options of every verb that searches. */
export interface EffortOptions {
  readonly search: SearchKind
  readonly runs: number
  readonly steps: number
  readonly maxStates: number
  readonly seed?: string
  /** Only this part of the rows, and the file for `merge`; of `compare` and `gallery`. */
  readonly shard?: Shard
  readonly shardFile?: string
  /** Searches at a time, in threads; without it one a core. */
  readonly workers?: number
  readonly json: boolean
  readonly quiet: boolean
  readonly color: boolean
}

/** Files that the result is written into, by the form. */
export type ReportFileOptions = { readonly [Option in FormOption]?: string }

/** The options of `check` and `compare` as commander hands them over, each one read by a function of this file. */
export interface SearchOptions extends EffortOptions, ReportFileOptions {
  readonly broker?: readonly string[]
  readonly topic?: readonly string[]
  readonly producer?: readonly string[]
  readonly consumer?: readonly string[]
  readonly set: readonly Assignment[]
  readonly gate?: Switches
  readonly kafkaVersion?: string
  readonly brokers?: number
  readonly client?: string
  readonly promise?: readonly string[]
  readonly require?: readonly string[]
  readonly faults: number
  readonly fault: Readonly<Partial<Record<FaultKind, number>>>
  readonly moves?: number
  /** Only these kinds of faults and moves. */
  readonly only?: readonly string[]
  /** Scenarios by name: each judged alone, those of one list together. */
  readonly survive?: readonly (readonly string[])[]
  readonly records?: number
  readonly producers?: number
  readonly byRecord: boolean
  readonly outbox?: 'after-ack' | 'before-ack'
  readonly loop: boolean
  readonly out: string
  /** Of `check`: the commit against which it is judged. */
  readonly base?: string
  /** Of `check`: the folder of results that are kept from run to run. */
  readonly cache?: string
  /** Of `check`: the folder of counterexamples that are played first. */
  readonly regressions?: string
  /** Whether cause and remedy of what is broken are looked for. */
  readonly remedies: boolean
  /** Of `check`: show the remedy as a diff of the files. */
  readonly fix?: boolean
  /** Of `check`: tell everything that a verdict rests on. */
  readonly evidence?: boolean
}

/** How much may go wrong. @throws UsageError for a kind of fault that the system does not have. */
export function budgetFrom(
  system: SystemEntry,
  settings: Settings,
  { faults, fault, moves }: Pick<SearchOptions, 'faults' | 'fault' | 'moves'>,
): Budget {
  const own = system.faults(settings)
  const kinds = own.map(({ kind }) => kind)
  for (const kind of Object.keys(fault))
    if (!kinds.some((known) => known === kind))
      throw new UsageError(`--fault ${kind}: ${system.name} has no such fault here; there are ${kinds.join(', ')}`)
  return budgetWithin(own, faults, fault, moves)
}

/** A parser of whole numbers from `least` up, with the reason why there is a `most` of them. */
export function wholeNumber(least: number, most = 1_000_000_000, because = ''): (text: string) => number {
  return (text) => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
    if (!(number >= least && number <= most))
      throw new InvalidArgumentError(
        `It takes a whole number from ${least} to ${most}${because === '' ? '' : `: ${because}`}.`,
      )
    return number
  }
}

/** `KIND=N`, added to what was read before. */
export function faultLimit(text: string, before: SearchOptions['fault']): SearchOptions['fault'] {
  const { key, value } = assignmentOf(text, 'KIND=N, such as crash=1')
  if (!isFaultKind(key))
    throw new InvalidArgumentError(
      `There is no fault ${key}${didYouMean(key, FAULT_KINDS)}; there are ${FAULT_KINDS.join(', ')}.`,
    )
  return { ...before, [key]: wholeNumber(0)(value) }
}

/** `NAME=on|off`, added to what was read before. */
export function gateSwitch(text: string, before: Switches = {}): Switches {
  const { key, value } = assignmentOf(text, 'NAME=on or NAME=off, such as leader-epochs=off')
  return { ...before, [gateName(key)]: isOn(value) }
}

/** `KEY=VALUE`, added to what was read before. */
export function assignment(text: string, before: readonly Assignment[]): readonly Assignment[] {
  const { key, value } = assignmentOf(text, 'KEY=VALUE, such as acks=all')
  if (key.startsWith(GATE_PREFIX))
    throw new InvalidArgumentError(
      `A gate is no setting of Kafka; it takes --gate ${key.slice(GATE_PREFIX.length)}=${value}.`,
    )
  return [...before, { key, value }]
}

/** `KEY=V1,V2`, added to what was read before. */
export function variation(text: string, before: readonly Variation[] = []): readonly Variation[] {
  const { key, value } = assignmentOf(text, 'KEY=V1,V2, such as acks=1,all')
  const values = [...new Set(value.split(',').map((part) => part.trim()))]
  if (values.includes('')) throw new InvalidArgumentError('A value between the commas is empty.')
  if (before.some((other) => other.key === key))
    throw new InvalidArgumentError(`${key} is varied twice; name all its values in one --vary.`)
  if (key.startsWith(GATE_PREFIX)) switchesIn(values.map((value) => ({ key, value })))
  return [...before, { key, values }]
}

/** The mechanisms that `--vary gate.NAME` switches, among other things that it varies. */
export function switchesIn(varied: readonly Assignment[]): Switches {
  return Object.fromEntries(
    varied
      .filter(({ key }) => key.startsWith(GATE_PREFIX))
      .map(({ key, value }) => [gateName(key.slice(GATE_PREFIX.length)), isOn(value)]),
  )
}

function gateName(text: string): GateName {
  const name = GATE_NAMES.find((known) => known === text)
  if (name === undefined)
    throw new InvalidArgumentError(
      `There is no gate ${text}${didYouMean(text, GATE_NAMES)}; there are ${GATE_NAMES.join(', ')}.`,
    )
  return name
}

function isOn(text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new InvalidArgumentError('A gate is on or off.')
  return text === 'on'
}

/** `ID,…`, added to what was read before. */
export function idList(text: string, before: readonly string[] = []): readonly string[] {
  const ids = text.split(',').map((id) => id.trim())
  if (ids.includes('')) throw new InvalidArgumentError('It takes the ids of promises, with commas between.')
  return [...new Set([...before, ...ids])]
}

/** A file name, added to what was read before. */
export function filePath(text: string, before: readonly string[] = []): readonly string[] {
  if (text === '') throw new InvalidArgumentError('The name of the file is empty.')
  return [...before, text]
}

export function searchKind(text: string): SearchOptions['search'] {
  if (text === 'random' || text === 'exhaustive' || text === 'both') return text
  throw new InvalidArgumentError('It takes random, exhaustive or both.')
}

export function nonEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.')
  return text
}

function assignmentOf(text: string, shape: string): Assignment {
  const at = text.indexOf('=')
  const key = text.slice(0, at).trim()
  if (at < 0 || key === '') throw new InvalidArgumentError(`It takes ${shape}.`)
  return { key, value: text.slice(at + 1).trim() }
}

function isFaultKind(text: string): text is FaultKind {
  return (FAULT_KINDS as readonly string[]).includes(text)
}
