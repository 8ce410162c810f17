/** What a misspelt name most likely means. */
import { distance } from 'fastest-levenshtein'

/** No name that anybody misspelt is longer. */
const LONGEST_NAME = 200

/**
 * The candidate that a misspelt name most likely means, or undefined: the same but for case and separators (`-`, `_`,
 * camelCase), the start or the end of it (`max.in.flight`), or only few letters away.
 */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > LONGEST_NAME) return undefined
  const written = normalize(name)
  const part = (candidate: string): boolean =>
    written.includes('.') && (candidate.startsWith(`${written}.`) || candidate.endsWith(`.${written}`))
  let best: { readonly candidate: string; readonly away: number } | undefined
  for (const candidate of candidates) {
    const most = tolerated(candidate)
    if (Math.abs(candidate.length - written.length) > most && !part(candidate)) continue
    const away = part(candidate) ? 1 : distance(written, candidate)
    if (away <= most && (best === undefined || away < best.away)) best = { candidate, away }
  }
  return best?.candidate
}

/** Short names are close to too much: one letter in `acks`, two in most, three in the long ones. */
function tolerated(candidate: string): number {
  if (candidate.length < 6) return 1
  return candidate.length < 20 ? 2 : 3
}

function normalize(name: string): string {
  return name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1.$2')
    .replace(/[-_\s]+/g, '.')
    .toLowerCase()
    .replace(/^(broker|topic|producer|consumer)\.(?=.)/, '')
}
