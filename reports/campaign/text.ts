/** The report of `campaign`: the verdicts of all seeds together, what they rest on, and the newest stories first. */
import { type CheckPage, closingText, openingText, storiesText } from '../check-text.ts'
import { count } from '../cost.ts'
import { type ReplayCommand, text, verdictText } from '../terminal.ts'
import { labelled, wrap } from '../wrap.ts'
import type { CampaignJudged, CampaignReport } from './report.ts'

const LABEL = 12

export function campaignText(report: CampaignReport, page: CheckPage, replayCommand: ReplayCommand): string {
  const applies = report.judged.filter(({ result }) => result.verdict !== 'not-applicable')
  const verdicts = applies.map(({ result }) => verdictText(result, page)).join('')
  const campaign = [
    ...labelled('campaign', campaignInWords(report), LABEL, page),
    ...applies
      .filter(({ broken }) => broken > 0)
      .flatMap((one) => labelled('broken', brokenInWords(one, report), LABEL, page)),
  ]
  return (
    `${openingText(report, page)}\n${verdicts}${storiesText(report, page, replayCommand)}\n${text([campaign])}`
    + closingText(report, page)
  )
}

/** The verdicts and one line. */
export function campaignBrief(report: CampaignReport, page: CheckPage): string {
  const verdicts = report.judged.map(({ result }) => verdictText(result, page)).join('')
  return `${verdicts}${text([wrap(campaignInWords(report), page.width)])}`
}

/** How long it took is told where that decided how many seeds there were. */
export function campaignInWords({ seeds, asked, ended, seconds, workers, seed }: CampaignReport): string {
  const of = asked === null || asked === seeds ? '' : ` of ${asked}`
  const how = ended === 'seeds' ? '' : ` in ${Math.round(seconds)} seconds with ${count(workers, 'worker')}`
  const again = ended === 'interrupted' ? '' : `; --seeds ${seeds} --seed ${seed} gives the same again`
  return `${seeds}${of} ${seeds === 1 && of === '' ? 'seed' : 'seeds'}${how}${again}`
}

function brokenInWords({ result, broken, first, told }: CampaignJudged, { seeds }: CampaignReport): string {
  const shorter = told === first ? '' : `, as it is told in seed ${told}`
  return `${result.promise} by ${broken} of ${count(seeds, 'seed')}, first by seed ${first}${shorter}`
}
