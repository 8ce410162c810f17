import { distance } from 'fastest-levenshtein'

/** ` (did you mean in-order?)`, or nothing when no known name is near. */
export function didYouMean(wrong: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({ name, far: distance(wrong.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far)[0]
  return near !== undefined && near.far < near.name.length && near.far <= Math.max(2, Math.floor(near.name.length / 3))
    ? ` (did you mean ${near.name}?)`
    : ''
}
