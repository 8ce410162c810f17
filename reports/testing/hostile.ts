/** Settings as nobody should write them, and what would come out if a form did not see to them. */
import type { Cure } from '../../harness/remedies.ts'
import type { CheckReport } from '../report.ts'
import { checkReport, violated } from './sample.ts'

/** Markup, quotes, what runs in shells, ends of lines, controls, right-to-left text, a half of a character. */
export const HOSTILE =
  '<script>alert(1)</script> "\'`;#|$(x) --> ]]> ${{ x }} @everyone\r\n::error::x %0A \u0000\u001b[31m\u202e\u05d0\u05d1 \ud800 \u2028 end'
/** Longer than anybody reads. */
export const ENDLESS = 'k'.repeat(10_000)

const cure: Cure = {
  cause: [HOSTILE, 'acks'],
  remedies: [{ change: { [HOSTILE]: HOSTILE, acks: 'all' }, price: [HOSTILE], completeTo: 1, schedules: 0 }],
  tried: 3,
  isCut: false,
}

/** A report in which they stand wherever text of users can stand. */
export const hostileReport: CheckReport = {
  ...checkReport,
  configuration: {
    ...checkReport.configuration,
    settings: { ...checkReport.configuration.settings, [ENDLESS]: HOSTILE, 'transactional.id': HOSTILE },
    assumed: [],
    ignored: [{ key: HOSTILE, why: HOSTILE, from: { file: HOSTILE, line: 1 } }],
    warnings: [HOSTILE],
    notes: [HOSTILE],
    from: {
      [HOSTILE]: { file: `conf/${HOSTILE}`, line: 3, key: ENDLESS },
      acks: { file: 'conf/producer.properties', line: 1 },
    },
    of: HOSTILE,
  },
  judged: checkReport.judged.map((one) =>
    one.result === violated ? { ...one, file: `out/${HOSTILE}.json`, cure, otherwise: HOSTILE } : one,
  ),
  fix: {
    change: { [HOSTILE]: HOSTILE },
    mends: ['no-acknowledged-loss'],
    diff: `--- a/conf/${HOSTILE}\n+++ b/conf/x\n@@ -1,1 +1,1 @@\n-\`\`\`\n+<script>|@x\n`,
    edits: [{ file: `conf/${HOSTILE}`, line: 3, removed: 1, added: [HOSTILE], end: '\n' }],
    byHand: [{ key: HOSTILE, value: HOSTILE, where: HOSTILE }],
  },
}
