/** Settings that count in some releases only. */
import { InputError } from '../../input-error.ts'
import { compareVersions } from '../releases/versions.ts'
import { type GivenSetting, whereOf } from './given.ts'

/** The release that is judged, and whether nobody said which one it is. */
export interface Chosen {
  readonly version: string
  readonly assumed: boolean
}

/**
 * Does the setting count in this release?
 * @throws InputError where the software of this release refuses what was written.
 */
export function countsIn({ onlyIn, origin, key }: GivenSetting, { version, assumed }: Chosen): boolean {
  if (onlyIn === undefined) return true
  const { from, before, otherwise } = onlyIn
  const tooOld = from !== undefined && compareVersions(version, from) < 0
  const tooNew = before !== undefined && compareVersions(version, before) >= 0
  if (!tooOld && !tooNew) return true
  if (otherwise === undefined) return false
  throw new InputError({
    where: whereOf(origin),
    key: origin.key ?? key,
    problem: `Kafka ${version} refuses it: ${otherwise.problem}`,
    remedy: assumed ? `${otherwise.remedy}, or say which release runs with --kafka-version` : otherwise.remedy,
  })
}
