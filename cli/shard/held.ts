/** Plain data as text, packed for a file: what a part holds of its rows, as they are in memory. */
import { gunzipSync, gzipSync } from 'node:zlib'
import { shortHash } from '../../reports/seed.ts'

/** What JSON cannot say: "never" among the settings. */
const NEVER = { '∞': true } as const
const LARGEST = 512 * 1024 * 1024

/** As JSON, in which nothing is lost. */
export function plainText(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) => (value === Infinity ? NEVER : value))
}

export function packed(data: unknown): string {
  return gzipSync(plainText(data)).toString('base64')
}

/** Throws where it was not packed so. */
export function unpacked(text: string): unknown {
  const json = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: LARGEST }).toString('utf8')
  return JSON.parse(json, (_, value: unknown) =>
    typeof value === 'object' && value !== null && '∞' in value ? Infinity : value,
  )
}

/** By which data are told from others. */
export function hashOf(data: unknown): string {
  return shortHash(plainText(data))
}
