/** Plain data as text and back: what JSON alone turns into `null` stays what it is. */

const INFINITE = { infinite: 1 }

export function asText(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) => (value === Infinity ? INFINITE : value))
}

export function fromText(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => (isInfinite(value) ? Infinity : value))
}

function isInfinite(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return 'infinite' in value && value.infinite === 1 && Object.keys(value).length === 1
}
