/** What the forms for other programs are made from: the same data as the JSON and the page. */
import type { CheckReport } from '../report.ts'

export type Verb = 'check' | 'compare' | 'campaign'

/** One configuration and its verdicts. */
export interface Part extends CheckReport {
  /** Why it cannot be judged, where a combination of settings is not accepted. */
  readonly refused?: string
}

export interface Found {
  readonly version: string
  readonly verb: Verb
  /** Of a check one configuration or several, of a comparison every combination, of a campaign one. */
  readonly parts: readonly Part[]
  /** The folder in which the command was started: names of files are told from there. */
  readonly cwd: string
  /** The folder from which forms name them: that of the repository, where that is known. */
  readonly root: string
}

/** A form makes texts of what was found: where there may be several, one for each story. */
export type Form = (found: Found) => readonly string[]
