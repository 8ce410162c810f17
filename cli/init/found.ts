/** What the files at some paths say, each read by itself and then all together. */
import { join } from 'node:path'
import { InputError, clipped } from '../../model/input-error.ts'
import type { Given } from '../../model/given.ts'
import type { GivenSetting } from '../../model/kafka/settings/given.ts'
import { SECTIONS } from '../../model/kafka/settings/given.ts'
import { place } from '../../model/kafka/settings/place.ts'
import { USUAL_SYSTEM } from '../../model/systems.ts'
import type { Case, Engine, ReadConfiguration } from '../engine.ts'
import { BROKER_FILES, SECTION_FILES } from '../../read/folder.ts'
import { formOf } from '../../read/forms/index.ts'
import { type Source, openSource } from '../../read/forms/source.ts'
import { isFolder } from '../../read/text-file.ts'
import { UsageError } from '../usage-error.ts'
import { filesBelow } from './files.ts'

/** A file of which something is judged. */
export interface FoundFile {
  readonly file: string
  /** `4 of the broker, 1 of a topic`. */
  readonly says: string
}

export interface Found {
  readonly files: readonly FoundFile[]
  /** Files that looked like settings and cannot be judged, each with why. */
  readonly leftOut: readonly string[]
  /** What is judged, each by itself. */
  readonly cases: readonly Case[]
  /** How many keys of the files are not judged. */
  readonly asides: number
  readonly notes: readonly string[]
}

const USUAL_NAMES: readonly string[] = [
  ...BROKER_FILES,
  'producer.properties',
  'consumer.properties',
  'topic.properties',
]

/**
 * What the files at the paths say. What was found in a folder and is wrong is left out, and told; a file that was named
 * has to be right.
 * @throws InputError for a named file that cannot be read, UsageError for files that do not go together.
 */
export async function findIn(paths: readonly string[], engine: Engine): Promise<Found> {
  const read: { readonly file: string; readonly cases: readonly Case[] }[] = []
  const leftOut: string[] = []
  for (const path of paths) {
    const isNamed = !isFolder(path)
    for (const file of isNamed ? [path] : filesBelow(path)) {
      const one = await readOne(file, isNamed, engine)
      if ('cases' in one) read.push({ file, cases: one.cases })
      else if (one.why !== undefined) leftOut.push(one.why)
    }
  }
  // A file that another one names, as Compose does its env_file, is read there.
  const ofOthers = new Set(
    read.flatMap(({ file, cases }) => originsOf(cases).filter((origin) => origin !== join(file))),
  )
  const own = read.filter(({ file, cases }) => !ofOthers.has(join(file)) && saysSomething(cases))
  if (own.length === 0) return { files: [], leftOut, cases: [], asides: 0, notes: [] }
  const files = own.map(({ file, cases }) => ({ file, says: counted(modelledIn(cases)) }))
  const together = await readTogether(files, engine)
  return {
    files,
    leftOut,
    cases: together.cases,
    asides: together.asides.length,
    notes: together.notes,
  }
}

/** So many of the files are named that do not go together. */
const MOST_NAMED = 30

/** @throws InputError where the files contradict each other, or hold too much that differs: they are told then. */
async function readTogether(files: readonly FoundFile[], engine: Engine): Promise<ReadConfiguration> {
  const paths = files.map(({ file }) => file)
  try {
    const together = await engine.read(paths, {})
    for (const { given } of together.cases) engine.resolve(USUAL_SYSTEM, given, {})
    return together
  } catch (error) {
    if (!(error instanceof InputError) || files.length < 2) throw error
    const more = files.length - MOST_NAMED
    const named = files.slice(0, MOST_NAMED).map(({ file, says }) => `  ${file} (${says})`)
    throw new UsageError(
      `init: what was found does not go together: ${error.problem} (${clipped(error.where)})\n`
        + `  Give the files that belong together: tidemark init PATH… Found were\n`
        + `${[...named, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n')}`,
    )
  }
}

type ReadOne = { readonly cases: readonly Case[] } | { readonly why: string | undefined }

async function readOne(file: string, isNamed: boolean, engine: Engine): Promise<ReadOne> {
  try {
    const source = openSource(file)
    if (isOurs(source)) {
      if (isNamed) throw inOurForm(file)
      return { why: isSectionFile(source) ? `${file} is in tidemark's own form already` : undefined }
    }
    const { cases } = await engine.read([file], {})
    for (const { given } of cases) engine.resolve(USUAL_SYSTEM, given, {})
    return { cases }
  } catch (error) {
    if (!(error instanceof InputError) || isNamed) throw error
    return { why: isKafkas(file) ? error.message : undefined }
  }
}

/** A tree of no form is one with sections of ours, or nothing of Kafka's. */
function isOurs(source: Source): boolean {
  return source.isTree && formOf(source) === undefined
}

function isSectionFile({ name }: Source): boolean {
  return SECTION_FILES.some((usual) => usual === name)
}

function inOurForm(file: string): InputError {
  return new InputError({
    where: file,
    problem: "this is in tidemark's own form already, or in none that tidemark reads",
    remedy: `judge it as it is: tidemark check ${file}`,
  })
}

/** Whether a file shows by its content or its name that it is about Kafka. */
function isKafkas(file: string): boolean {
  try {
    const source = openSource(file)
    return USUAL_NAMES.includes(source.name) || formOf(source) !== undefined
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

function originsOf(cases: readonly Case[]): readonly string[] {
  return cases.flatMap(({ given }) =>
    given.flatMap(({ origin }) => (origin.file === undefined ? [] : [join(origin.file)])),
  )
}

/** A broker's file says something also where it sets nothing that is judged: that all else is as Kafka has it. */
function saysSomething(cases: readonly Case[]): boolean {
  return modelledIn(cases).length > 0 || cases.some(({ given }) => given.some(({ section }) => section === 'broker'))
}

function modelledIn(cases: readonly Case[]): readonly GivenSetting[] {
  return [...new Set(cases.flatMap(({ given }) => given.filter(isModelled)))]
}

/** Whether a setting says anything that is judged: only such values are written down. */
export function isModelled(given: Given): given is GivenSetting {
  return ['modelled', 'outer', 'protocol'].includes(place(given as GivenSetting).kind)
}

function counted(settings: readonly GivenSetting[]): string {
  const parts = [...SECTIONS, undefined].flatMap((section) => {
    const number = settings.filter((one) => one.section === section).length
    return number === 0 ? [] : [`${section ?? 'of the cluster'} ${number}`]
  })
  return parts.length === 0 ? 'broker, nothing that is judged' : parts.join(', ')
}
