/** `ConfigMap` and `Secret`: files that are mounted into a container, each read as what it is. */
import type { Aside, Part, Reading, Within } from '../form.ts'
import type { Source } from '../source.ts'
import { isRefused, readWithin, sourceWithin } from '../text-within.ts'
import { entriesAt, type Entry } from '../tree.ts'
import { withHostOf } from './environment.ts'
import { isHolder, mountersOf, takerOf } from './holders.ts'
import { originAt, type Resource } from './resource.ts'

/** What may hold settings, by its name. */
const MAY_HOLD = /(^\.env|\.(properties|ya?ml|json|env|conf|config|cfg|ini|toml|txt))$/i

/** Single values that a container takes as environment variables. */
const VARIABLE = /^(KAFKA|SPRING_KAFKA|CONNECT)_[A-Z0-9_]+$/

const NOT_TOLD = 'a variable of a container that is not told here: not read; give the file whose containers take it'
const ENCODED = 'in base64, and so not looked into; stringData is read'

/** The files of each; of a Secret only those in plain text. @throws InputError for a mistake in one of them. */
export function readConfigMaps(all: readonly Resource[], source: Source, within: Within | undefined): Reading {
  const read = all.filter(isHolder).map((one) => readOne(one, all, source, within))
  return {
    parts: read.flatMap(({ parts }) => parts),
    asides: read.flatMap(({ asides }) => asides),
    notes: read.flatMap(({ notes }) => notes),
  }
}

function readOne(resource: Resource, all: readonly Resource[], source: Source, within: Within | undefined): Reading {
  const field = resource.kind === 'Secret' ? 'stringData' : 'data'
  const files = entriesAt(resource.tree, field)
  const read = files.map((file) => readFile(file, resource, source, within))
  const unread = files.filter((file, index) => MAY_HOLD.test(file.key) && read[index] === undefined)
  const readings = read.filter((one) => one !== undefined)
  const variables = files.filter(({ key }) => VARIABLE.test(key))
  const taker = variables.length === 0 ? undefined : takerOf(resource, all, source)
  return {
    parts: readings.flatMap(({ parts }) => parts).map(onHosts(resource, all, source)),
    asides: [
      ...readings.flatMap(({ asides }) => asides),
      ...(taker === undefined ? variables.map((one) => aside(resource, `${field}.${one.key}`, one, NOT_TOLD)) : []),
      ...(resource.kind === 'Secret' ? encoded(resource) : []),
    ],
    notes: [
      ...readings.flatMap(({ notes }) => notes),
      ...(taker === undefined || taker.file === resource.file
        ? []
        : [`${resource.file}: the variables of ${resource.kind} ${resource.name} are read with ${taker.file}`]),
      ...unread.map(
        ({ key, line }) => `${resource.file}:${line}: ${key} is not read: nothing in it is told to be Kafka's`,
      ),
    ],
  }
}

/** A transactional.id with the name of the host, as what mounts the file has it; where they differ it stays open. */
function onHosts(resource: Resource, all: readonly Resource[], source: Source): (part: Part) => Part {
  const isOpen = ({ key, value }: Part['given'][number]): boolean =>
    key === 'transactional.id' && value.includes('HOSTNAME')
  return (part) => {
    if (!part.given.some(isOpen)) return part
    const mounters = mountersOf(resource, all, source)
    const told = (value: string): string => {
      const [first, ...others] = new Set(mounters.map((one) => withHostOf(one, value)))
      return others.length === 0 ? (first ?? value) : value
    }
    return { ...part, given: part.given.map((one) => (isOpen(one) ? { ...one, value: told(one.value) } : one)) }
  }
}

function encoded(resource: Resource): readonly Aside[] {
  return entriesAt(resource.tree, 'data')
    .filter(({ key }) => MAY_HOLD.test(key) || VARIABLE.test(key))
    .map((entry) => aside(resource, `data.${entry.key}`, entry, ENCODED))
}

function aside({ file }: Resource, key: string, { line }: Entry, why: string): Aside {
  return { key, why, origin: originAt(file, line, key) }
}

/** What a file came to; none where nothing in it is Kafka's. */
function readFile(
  { key, value }: Entry,
  resource: Resource,
  source: Source,
  within: Within | undefined,
): Reading | undefined {
  if (value.kind !== 'text' || within === undefined || !MAY_HOLD.test(key)) return undefined
  const inner = sourceWithin(source, key, value)
  // Of a form that shows, its mistakes are told; what shows nothing may be anybody's.
  if (!within.tells(inner) && isRefused(() => within.read(inner))) return undefined
  return named(readWithin(source, key, value, within.read), `${key} of ${resource.name}`)
}

function named(reading: Reading, name: string): Reading {
  return { ...reading, parts: reading.parts.map((part): Part => (part.name === '' ? { ...part, name } : part)) }
}
