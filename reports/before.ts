/** What a check against a commit says beside its verdicts. */
import type { SettingValue } from '../model/system-entry.ts'

/** A configuration as it was, beside what it is. */
export interface Before {
  /** As it was named: `origin/main`. */
  readonly ref: string
  /** Why there are no verdicts of before: it was not there, or could not be judged. */
  readonly missing?: string
  /** Settings that are different now. */
  readonly changed: readonly Changed[]
  readonly breaks: readonly string[]
  readonly brokenBefore: readonly string[]
  readonly mends: readonly string[]
  /** What was judged then and is not there any more, by name; told once, with the first configuration. */
  readonly removed: readonly string[]
}

export interface Changed {
  readonly key: string
  readonly before?: SettingValue
  readonly now?: SettingValue
}
