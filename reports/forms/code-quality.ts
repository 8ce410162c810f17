/** Code quality as GitLab reads it: what is broken, at the lines of the user's files. */
import { isAbsolute } from 'node:path'
import { jsonText } from '../json.ts'
import type { Found } from './found.ts'
import { fingerprintOf } from './fingerprint.ts'
import { inert } from './inert.ts'
import { pathFrom, placeOfBroken } from './place.ts'
import { briefInWords } from './words.ts'

/** Where no file says what breaks a promise, or one does that is not of the repository: GitLab knows no others. */
const NOWHERE = '.'

/** A list of findings, an empty one where nothing is broken. */
export function codeQualityText(found: Found): string {
  const findings = found.parts.flatMap((part) =>
    part.judged
      .filter(({ result }) => result.counterexample !== null)
      .map((judged) => {
        const { promise } = judged.result
        const place = placeOfBroken(judged, part)
        const path = place === undefined ? NOWHERE : inert(pathFrom(found, place.file), 1_000)
        const isThere = place !== undefined && !isAbsolute(path)
        return {
          description: briefInWords(judged, part.configuration),
          check_name: promise,
          fingerprint: fingerprintOf(promise, part, place, found),
          severity: part.required.includes(promise) ? 'major' : 'minor',
          location: {
            path: isThere ? path : NOWHERE,
            lines: { begin: isThere ? place.line : 1 },
          },
        }
      }),
  )
  return jsonText(findings)
}
