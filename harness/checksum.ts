/** A fingerprint of plain data by which an edited file is noticed. It protects against slips, not against intent. */

const PRIME = 0x100000001b3n
const BASIS = 0xcbf29ce484222325n
const MASK = 0xffffffffffffffffn

/** 64-bit FNV-1a of the data as JSON with sorted keys, in 16 hexadecimal digits. */
export function checksumOf(data: unknown): string {
  let hash = BASIS
  for (const byte of new TextEncoder().encode(JSON.stringify(data, sortedKeys)))
    hash = ((hash ^ BigInt(byte)) * PRIME) & MASK
  return hash.toString(16).padStart(16, '0')
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
