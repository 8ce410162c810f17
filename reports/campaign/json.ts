/** The result of `campaign` as the JSON that scripts rely on. */
import { checkJson, rounded, verdictJson } from '../json.ts'
import type { CampaignJson } from '../schema.ts'
import type { CampaignReport } from './report.ts'

export function campaignJson(report: CampaignReport): CampaignJson {
  const { system, settings, assumed, ignored, from } = checkJson({ ...report, judged: [] })
  return {
    tidemark: report.version,
    command: 'campaign',
    seed: report.seed,
    system,
    settings,
    assumed,
    ignored,
    ...(from && { from }),
    seeds: { counted: report.seeds, asked: report.asked, ended: report.ended },
    verdicts: report.judged.map((judged) => ({
      ...verdictJson(judged),
      seeds: { broken: judged.broken, first: judged.first, told: judged.told },
    })),
    seconds: rounded(report.seconds),
  }
}
