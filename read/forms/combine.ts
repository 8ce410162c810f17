/** From the parts that the files hold to the configurations that are judged. */
import { InputError } from '../../model/input-error.ts'
import type { Given } from '../../model/given.ts'
import { OUTER_KEYS } from '../../model/kafka/settings/declared.ts'
import type { GivenSetting } from '../../model/kafka/settings/given.ts'
import { isOfSection, modelledKey } from '../../model/kafka/settings/place.ts'
import type { Part, PartKind } from './form.ts'
import { withRacksTogether } from './racks.ts'

/** One configuration to judge. */
export interface Case {
  /** What tells it from the others: `topic orders, producer payments`; empty where it is the only one. */
  readonly name: string
  /** Everything with a name that it is of, also where it is the only one, or is judged with others like it. */
  readonly stands: readonly string[]
  readonly given: readonly Given[]
}

const KINDS: readonly PartKind[] = ['cluster', 'topic', 'client']

const BROKER_IDS: readonly string[] = ['broker.id', 'node.id']

/** More are no question that anybody asks at once. */
const MOST = 36

/**
 * Every cluster with every topic and every client that the parts name, those alike in all that is judged taken
 * together; what has no name counts for all.
 * @throws InputError where that would be too many.
 */
export function casesOf(parts: readonly Part[], files: readonly string[]): readonly Case[] {
  const common = parts.filter(({ name }) => name === '').flatMap(({ given }) => given)
  const named = together(parts.filter(({ name }) => name !== ''))
  const { racks, brokers } = ofOneCluster(named)
  const groups = [brokers, ...KINDS.slice(1).map((kind) => named.filter((part) => part.kind === kind))].map(alike)
  const count = groups.reduce((product, { length }) => product * Math.max(1, length), 1)
  if (count > MOST)
    throw new InputError({
      where: files.join(', '),
      problem: `${groups.map(({ length }, index) => `${length} ${KINDS[index]}s`).join(', ')} that differ make ${count} configurations`,
      remedy: `give files of at most ${MOST} at a time`,
    })
  const told = groups.map((group) => group.length > 1)
  const start: readonly (readonly Alike[])[] = [[]]
  const chosen = groups.reduce(
    (all, group) => (group.length === 0 ? all : all.flatMap((some) => group.map((part) => [...some, part]))),
    start,
  )
  return chosen.map((some) => ({
    name: some
      .filter(({ kind }) => told[KINDS.indexOf(kind)])
      .map(({ name }) => name)
      .join(', '),
    stands: some.flatMap(({ names }) => names),
    given: [...common, ...racks, ...some.flatMap(({ given }) => given)],
  }))
}

/** Brokers with ids that differ are of one cluster, as far as these files tell, and say together who is in one rack. */
function ofOneCluster(named: readonly Part[]) {
  const brokers = named.filter(({ kind }) => kind === 'cluster')
  const ids = brokers.map(({ given }) => given.findLast(({ key }) => BROKER_IDS.includes(key))?.value.trim())
  if (ids.includes(undefined) || new Set(ids).size < ids.length) return { racks: [], brokers }
  const { racks, parts } = withRacksTogether(
    brokers,
    brokers.map(() => 1),
  )
  return { racks, brokers: parts }
}

/**
 * Parts of one kind and name are one thing, of which two files say something each: a topic as kafka-topics.sh and as
 * kafka-configs.sh print it. Where they contradict each other they are two of one name: of two environments.
 */
export function together(parts: readonly Part[]): readonly Part[] {
  const last = new Map<string, Whole>()
  const whole: Whole[] = []
  for (const part of parts) {
    const id = `${part.kind} ${part.name}`
    const known = last.get(id)
    const one = known === undefined || contradicts(known, part) ? begun(part) : known
    if (one !== known) whole.push(one)
    last.set(id, one)
    for (const setting of part.given) {
      one.given.push(setting)
      one.values.set(idOf(setting), setting.value.trim())
    }
  }
  return whole.map(({ kind, name, given }) => ({ kind, name, given }))
}

interface Whole extends Pick<Part, 'kind' | 'name'> {
  readonly given: GivenSetting[]
  readonly values: Map<string, string>
}

function begun({ kind, name }: Part): Whole {
  return { kind, name, given: [], values: new Map() }
}

function contradicts({ values }: Whole, { given }: Part): boolean {
  return given.some((setting) => (values.get(idOf(setting)) ?? setting.value.trim()) !== setting.value.trim())
}

function idOf({ section, key }: GivenSetting): string {
  return `${section} ${key}`
}

interface Alike extends Part {
  readonly names: readonly string[]
}

/** Parts that differ in nothing that is judged are one, with all their names. */
function alike(parts: readonly Part[]): readonly Alike[] {
  const byMeaning = new Map<string, { readonly first: Part; readonly names: string[] }>()
  for (const part of parts) {
    const meaning = meaningOf(part.given)
    const known = byMeaning.get(meaning)
    if (known === undefined) byMeaning.set(meaning, { first: part, names: [part.name] })
    else known.names.push(part.name)
  }
  return [...byMeaning.values()].map(({ first, names }) => ({ ...first, name: joined(names), names }))
}

/** More names are counted. */
const MOST_NAMES = 3

function joined(names: readonly string[]): string {
  return names.length <= MOST_NAMES
    ? names.join(' and ')
    : `${names.slice(0, MOST_NAMES - 1).join(', ')} and ${names.length - MOST_NAMES + 1} more`
}

function meaningOf(given: readonly GivenSetting[]): string {
  const counting = given.filter(({ section, key }) =>
    section === undefined
      ? OUTER_KEYS.includes(key)
      : modelledKey(section, key) !== undefined || tellsKind(section, key),
  )
  const last = new Map(counting.map((setting) => [idOf(setting), setting.value.trim()]))
  return JSON.stringify([...last].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Settings of a broker that tell the release and the kind of cluster, beside those that are read as they are. */
function tellsKind(section: GivenSetting['section'], key: string): boolean {
  return section === 'broker' && key === 'inter.broker.protocol.version' && isOfSection(section, key)
}
