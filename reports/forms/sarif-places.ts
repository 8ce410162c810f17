/** Files, lines and texts as SARIF has them. */
import { isAbsolute } from 'node:path'
import { clean } from '../page.ts'
import type { Edit, Judged } from '../report.ts'
import type { Found, Part } from './found.ts'
import { inert } from './inert.ts'
import { pathFrom, type Place } from './place.ts'
import { remediesInWords } from './words.ts'

/** From here paths are told. */
export const SOURCE_ROOT = '%SRCROOT%'

interface Message {
  readonly text: string
}

interface Artifact {
  readonly uri: string
  readonly uriBaseId?: string
}

export interface SarifLocation {
  readonly physicalLocation?: { readonly artifactLocation: Artifact; readonly region: object }
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: string }[]
  readonly message?: Message
}

/** Plain text: brackets would be links, numbers in braces places for other text. */
export function messageOf(text: string): Message {
  return { text: text.replace(/[[\]\\]/g, '\\$&').replace(/\{(\d+)\}/g, '{ $1 }') }
}

/** A path below the root is relative to it. */
export function artifactOf(file: string, all: Found): Artifact {
  const path = pathFrom(all, file).replace(/[\p{Cs}]/gu, '\ufffd')
  const uri = path.split('/').map(encodeURIComponent).join('/')
  return isAbsolute(path) ? { uri: `file://${uri}` } : { uri, uriBaseId: SOURCE_ROOT }
}

/** The line of a setting, and what of it is the setting. */
export function locationOf({ setting, file, line, span }: Place, all: Found): SarifLocation {
  const columns = span && { startColumn: span.start, endColumn: span.end }
  return {
    physicalLocation: { artifactLocation: artifactOf(file, all), region: { startLine: line, ...columns } },
    logicalLocations: [{ fullyQualifiedName: inert(setting), kind: 'member' }],
  }
}

/** What mends the promise as a change of the user's files, where it is known how they would say so. */
export function fixesOf(judged: Judged, { fix }: Part, all: Found): { readonly fixes?: readonly object[] } {
  if (fix === undefined || fix.edits.length === 0 || !fix.mends.includes(judged.result.promise)) return {}
  if (!fix.edits.every(isPlain)) return {}
  const files = [...new Set(fix.edits.map(({ file }) => file))]
  const settings = Object.entries(fix.change).map(([key, value]) => inert(`${key}=${value}`))
  const byHand = fix.byHand.map(({ key, value }) => inert(`${key}=${value}`))
  const also = byHand.length === 0 ? '' : `; by hand: ${byHand.join(' and ')}`
  return {
    fixes: [
      {
        description: messageOf(
          `${settings.join(' and ')}${also}${remediesInWords(judged).length > 1 ? ' (one way of several)' : ''}`,
        ),
        artifactChanges: files.map((file) => ({
          artifactLocation: artifactOf(file, all),
          replacements: fix.edits.filter((edit) => edit.file === file).map(replacementOf),
        })),
      },
    ],
  }
}

/** Lines that can be taken as they are; a fix is applied without being read. */
function isPlain({ added }: Edit): boolean {
  return added.every((line) => clean(line.replaceAll('\t', ' ')) === line.replaceAll('\t', ' '))
}

/** Whole lines: without what ends the last one where lines give way, with it where they are put before a line. */
function replacementOf({ line, removed, added, end }: Edit): object {
  if (removed === 0)
    return {
      deletedRegion: { startLine: line, startColumn: 1, endLine: line, endColumn: 1 },
      insertedContent: { text: added.map((one) => one + end).join('') },
    }
  return {
    deletedRegion: { startLine: line, endLine: line + removed - 1 },
    insertedContent: { text: added.join(end) },
  }
}
