/** The files of one application: `application.yml`, those of its profiles, and those that import others. */
import { basename, dirname, normalize } from 'node:path'
import { InputError } from '../../../model/input-error.ts'
import type { Keyed } from '../keyed.ts'
import { opened } from '../compose/project.ts'
import type { Source } from '../source.ts'
import { profileOfName } from './documents.ts'
import { withImports } from './imports.ts'

/** The files of profiles that the user gave with `application.yml`, and that stand beside it. */
export function profileFiles(source: Source): readonly Source[] {
  if (!isBase(source.name)) return []
  return besides(source, (name) => profileOfName(name) !== undefined)
}

/** The other files of the application: of a profile's file, the one that it belongs to. */
export function relatives(source: Source): readonly Source[] {
  return profileOfName(source.name) === undefined ? profileFiles(source) : besides(source, isBase)
}

export function isBase(name: string): boolean {
  return /^application\.(ya?ml|properties)$/i.test(name)
}

export function besides(source: Source, wanted: (name: string) => boolean): readonly Source[] {
  return source.given
    .filter((file) => file !== source.file && dirname(file) === dirname(source.file) && wanted(basename(file)))
    .flatMap((file) => {
      try {
        return [source.open(file)]
      } catch (error) {
        if (error instanceof InputError) return []
        throw error
      }
    })
}

/** Never an error, for a text that is none of Spring's. */
export function propertiesWithImports(source: Source): readonly Keyed[] {
  if (!source.text.includes('import')) return []
  try {
    return withImports([source]).documents.flatMap(({ all }) => all)
  } catch (error) {
    if (error instanceof InputError) return []
    throw error
  }
}

/** Whether an application that was given with this file imports it. */
export function isOfAnother(source: Source): boolean {
  return importerOf(source) !== undefined
}

/** More files are not looked through for one that imports this one. */
const MOST_SEARCHED = 100

function importerOf(source: Source): Source | undefined {
  const { given } = source
  if (given.length > MOST_SEARCHED || isBase(source.name)) return undefined
  return given
    .filter((file) => file !== source.file && /\.(ya?ml|properties)$/i.test(file))
    .flatMap((file) => opened(file, ({ text }) => /\bimport\b/.test(text) && /\bspring\b/.test(text), source) ?? [])
    .find((other) => {
      if (!imports(other, source)) return false
      // Of two that import each other the first one is the application.
      return given.indexOf(other.file) < given.indexOf(source.file) || !imports(source, other)
    })
}

function imports(application: Source, file: Source): boolean {
  try {
    return withImports([application, ...profileFiles(application)]).files.includes(normalize(file.file))
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}
