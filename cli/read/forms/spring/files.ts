/** The files of one application: `application.yml`, those of its profiles, and those that import others. */
import { basename, dirname } from 'node:path'
import { InputError } from '../../../../model/input-error.ts'
import type { Keyed } from '../keyed.ts'
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
  if (source.given.length > MOST_SEARCHED || isBase(source.name)) return undefined
  return besides(source, (name) => /\.(ya?ml|properties)$/i.test(name)).find((other) => {
    if (!/\bimport\b/.test(other.text) || !/\bspring\b/.test(other.text)) return false
    try {
      return withImports([other, ...profileFiles(other)]).files.includes(source.file)
    } catch (error) {
      if (error instanceof InputError) return false
      throw error
    }
  })
}
