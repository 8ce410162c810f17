/**
 * What kafka-configs.sh --describe prints (ConfigCommand.scala): a line that says of what, then the settings, each with
 * where its value comes from. Through ZooKeeper (up to 3.9) all on one line: `Configs for topic 'x' are a=b,c=d`.
 */
import { InputError } from '../../../model/input-error.ts'
import type { GivenSetting, Section } from '../../../model/kafka/settings/given.ts'
import { type Aside, type Part, type Reading, notJudgedYet } from '../form.ts'
import { ENOUGH, MOST_NOTED, pairsOf } from './topics.ts'

/** 1.1 to 2.4 print brokers without `Dynamic`, and `Default config`. */
const HEAD = /^\s*(?:(All|Dynamic|Default) c|C)onfigs? for (.{1,300}?) are:?(?:\s(.*))?$/s
/** Of users and clients, in the same output. */
const OTHER_HEAD = /^\s*(Quota|SCRAM credential) configs for /

const TAIL = /^ sensitive=(?:true|false) synonyms=\{(?:([A-Z_]+):)?/

/** Whatever stands only there was set by nobody. */
const NOBODY = 'DEFAULT_CONFIG'

interface Subject {
  readonly section: Section
  readonly part: Omit<Part, 'given'>
  readonly all: boolean
}

interface Described {
  readonly subject: Subject
  readonly line: number
  /** By Kafka's keys; of one printed several times the last counts. */
  readonly given: Map<string, GivenSetting>
}

/** Is this the line that says of what settings are, or one setting? */
export function isOfConfigs(line: string): boolean {
  const start = line.slice(0, ENOUGH)
  return (HEAD.test(start) && subjectOf(start) !== undefined) || entryOf(line) !== undefined
}

/** A part for each topic and broker; what all brokers were given counts for each of them. */
export function readConfigs(lines: readonly string[], file: string): Reading {
  const described = new Map<string, Described>()
  const asides: Aside[] = []
  let current: Described | undefined | 'another'
  for (const [index, text] of lines.entries()) {
    const line = index + 1
    const [, , what, rest] = HEAD.exec(text) ?? []
    if (what !== undefined) {
      const subject = subjectOf(text)
      if (subject === undefined) {
        current = 'another'
        asides.push(...asideOf(what, { file, line }))
      } else {
        // Dynamic configs and all configs of one topic are one; settings of all brokers are of none of them.
        current = { line, given: new Map(), ...described.get(subject.part.name), subject }
        described.set(subject.part.name, current)
        for (const [key, value] of pairsOf(rest ?? '')) add(current, key, value, { file, line })
      }
    } else if (OTHER_HEAD.test(text)) current = 'another'
    else {
      const entry = entryOf(text)
      if (entry === undefined || current === 'another') continue
      if (current === undefined) throw ofNothing(file, line)
      if (entry.source !== NOBODY) add(current, entry.key, entry.value, { file, line })
    }
  }
  return {
    parts: [...described.values()].map(({ subject, given }) => ({ ...subject.part, given: [...given.values()] })),
    asides,
    notes: notesOf([...described.values()], file),
  }
}

/** `null` is no value, and what is sensitive is never shown. */
function add({ subject, given }: Described, key: string, value: string, place: { file: string; line: number }): void {
  if (value === 'null') return
  const setting = { section: subject.section, key, value, origin: { ...place, key } }
  // What was set while a broker ran does not tell what stands in its file.
  given.set(key, subject.section === 'broker' && !subject.all ? { ...setting, isPartial: true } : setting)
}

function entryOf(
  line: string,
): { readonly key: string; readonly value: string; readonly source: string | undefined } | undefined {
  const end = line.lastIndexOf(' sensitive=')
  const at = line.indexOf('=')
  if (end < at || at < 0) return undefined
  const key = line.slice(0, at).trim()
  const tail = TAIL.exec(line.slice(end))
  if (tail === null || key.length > 300 || !/^[\w.-]+$/.test(key)) return undefined
  return { key, value: line.slice(at + 1, end), source: tail[1] }
}

/** `topic x`, `topic 'x'`, of 0.9 `topics:x`; `broker 1`, `brokers '1'`, `brokers in the cluster`, `default brokers`. */
function subjectOf(head: string): Subject | undefined {
  const [, which, what = ''] = HEAD.exec(head) ?? []
  const all = which === 'All'
  if (/^(brokers in the cluster|default brokers?)$/.test(what))
    return { section: 'broker', part: { kind: 'cluster', name: '' }, all }
  const [, kind, quoted, plain] = /^(topic|broker)s?[ :](?:'([^']+)'|(\S+))$/.exec(what) ?? []
  const name = quoted ?? plain
  if (name === undefined) return undefined
  return kind === 'topic'
    ? { section: 'topic', part: { kind: 'topic', name: `topic ${name}` }, all }
    : { section: 'broker', part: { kind: 'cluster', name: `broker ${name}` }, all }
}

/** Groups have settings of their own since 4.0; users, clients, loggers and metrics change no promise. */
function asideOf(what: string, origin: Aside['origin']): readonly Aside[] {
  return what.startsWith('group ')
    ? [{ key: what, why: notJudgedYet('the settings that brokers keep of a consumer group'), origin }]
    : []
}

function ofNothing(file: string, line: number): InputError {
  return new InputError({
    where: `${file}:${line}`,
    problem: 'this looks like a line that kafka-configs.sh prints, and nothing before it says of what it is a setting',
    remedy: 'give all that was printed, also the line before it, such as: Dynamic configs for topic orders are:',
  })
}

function notesOf(described: readonly Described[], file: string): readonly string[] {
  const empty = described.filter(({ subject, given }) => given.size === 0 && subject.section === 'topic')
  const brokers = described.filter(({ subject }) => subject.section === 'broker')
  const partly = brokers.length > 0 && !brokers.some(({ subject }) => subject.all)
  return [
    ...empty
      .slice(0, MOST_NOTED)
      .map(({ subject, line }) => `${subject.part.name}: nothing was set for it (${file}:${line})`),
    ...(partly
      ? [
          `${file} has what was set while the brokers ran, not what stands in their files: kafka-configs.sh --all has it`,
        ]
      : []),
  ]
}
