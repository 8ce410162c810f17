/** What the report of a campaign is made from. */
import type { CampaignPromise } from '../../harness/campaign.ts'
import type { CheckReport, Judged } from '../report.ts'

/** A verdict, with the seeds that it rests on. */
export interface CampaignJudged extends Judged, Omit<CampaignPromise, 'result'> {}

export interface CampaignReport extends Omit<CheckReport, 'judged' | 'fix' | 'availability'> {
  /** What is broken first, the newest counterexample before older ones. */
  readonly judged: readonly CampaignJudged[]
  /** Seeds counted, and how many were asked for, if that was said. */
  readonly seeds: number
  readonly asked: number | null
  /** Why it ended. */
  readonly ended: 'seeds' | 'time' | 'interrupted'
  readonly workers: number
}
