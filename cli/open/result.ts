/** A result in JSON, as the report that it was: its counterexamples are played again. */
import { SavedFileError } from '../../harness/saved.ts'
import type { Counterexample, Evidence, PromiseResult } from '../../harness/result.ts'
import { invariantById } from '../../invariants/index.ts'
import type { Ignored, Settings } from '../../model/system-entry.ts'
import { systemNamed } from '../../model/systems.ts'
import type { Found, Part } from '../../reports/forms/found.ts'
import type { Judged } from '../../reports/report.ts'
import { parseSavedFile } from '../../reports/saved-file.ts'
import {
  type CampaignJson,
  campaignSchema,
  type CheckJson,
  checkSchema,
  type CompareJson,
  compareSchema,
  type VerdictJson,
} from '../../reports/schema.ts'
import type { Engine } from '../engine.ts'
import { UsageError } from '../usage-error.ts'
import { historyIn } from './history.ts'

type Opened = Pick<Found, 'version' | 'verb' | 'parts'>
type About = Pick<CheckJson, 'seed' | 'system' | 'settings' | 'assumed' | 'ignored' | 'from' | 'verdicts'>

/**
 * What the text holds: a saved counterexample, or what `check`, `compare` or `campaign` printed with --json.
 * @throws UsageError for anything else, and for what this version cannot read
 */
export function resultOf(text: string, file: string, engine: Engine): Opened {
  const json = jsonOf(text, file)
  const check = checkSchema.safeParse(json)
  const compare = compareSchema.safeParse(json)
  const campaign = campaignSchema.safeParse(json)
  if (check.success) {
    if (check.data.saved !== undefined) refuseDamaged(text, file)
    return ofCheck(check.data, file, engine)
  }
  if (compare.success) return ofCompare(compare.data, file, engine)
  if (campaign.success) return ofCampaign(campaign.data, file, engine)
  const command = commandIn(json)
  const problem = (command === 'compare' ? compare : command === 'campaign' ? campaign : check).error?.issues[0]
  const where = problem === undefined ? '' : ` (${problem.path.join('.') || 'the file'}: ${problem.message})`
  throw new UsageError(
    `${file}: this is no result of this version${where}; give a file that \`check\` has saved, or what `
      + '`check`, `compare` or `campaign` has printed with --json',
  )
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw new UsageError(`${file}: this is not JSON, or it was cut off; give what \`check --json\` has printed`)
  }
}

function commandIn(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'command' in json ? json.command : undefined
}

function refuseDamaged(text: string, file: string): void {
  try {
    parseSavedFile(text)
  } catch (error) {
    throw error instanceof SavedFileError ? new UsageError(`${file}: ${error.message}`) : error
  }
}

function ofCheck(json: CheckJson, file: string, engine: Engine): Opened {
  const configurations = json.cases ?? [json]
  const parts = configurations.map((about) => partOf(about, about.of ?? '', json.tidemark, file, engine))
  return { version: json.tidemark, verb: 'check', parts }
}

/** How many seeds there were is a note. */
function ofCampaign(json: CampaignJson, file: string, engine: Engine): Opened {
  const { counted, asked } = json.seeds
  const part = partOf(json, '', json.tidemark, file, engine)
  const notes = [`${counted}${asked === null || asked === counted ? '' : ` of ${asked}`} seeds; --seed ${json.seed}`]
  return {
    version: json.tidemark,
    verb: 'campaign',
    parts: [{ ...part, configuration: { ...part.configuration, notes } }],
  }
}

function partOf(
  about: About & Pick<CheckJson, 'availability' | 'base' | 'regressions'>,
  of: string,
  version: string,
  file: string,
  engine: Engine,
): Part {
  const { seed, system, assumed, ignored, from = {}, verdicts, availability, base } = about
  const settings = settingsOf(about, file)
  const judged = verdicts.map((verdict) => judgedOf(verdict, about, version, file, engine))
  return {
    version,
    seed,
    configuration: { system, settings, assumed, ignored: placesIn(ignored), warnings: [], notes: [], from, of },
    judged,
    interrupted: false,
    required: verdicts.flatMap(({ promise }) => (base?.brokenBefore.includes(promise) === true ? [] : [promise])),
    seconds: 0,
    ...historyIn(about),
    ...(availability && {
      availability: {
        oneByOne: { writes: availability.writes, reads: availability.reads },
        atOnce: availability.atOnce,
        brokers: availability.brokers,
      },
    }),
  }
}

function judgedOf(verdict: VerdictJson, about: About, version: string, file: string, engine: Engine): Judged {
  const { counterexample, evidence, promise } = verdict
  if (counterexample === null) return judgedWith(verdict, null)
  const { seed, system, settings, assumed, ignored } = about
  const faultKinds = Object.fromEntries(
    Object.entries(counterexample.faultKinds).map(([kind, times]) => [kind, times ?? 0]),
  )
  const saved = {
    tidemark: version,
    seed,
    system,
    settings,
    assumed,
    ignored,
    promise,
    bounds: evidence.bounds,
    counterexample: { ...counterexample, faultKinds },
  }
  try {
    const { replay } = engine.replay(saved)
    const { steps, afterwards, moveKinds, decisive, why, clause } = replay
    return judgedWith(verdict, { ...counterexample, moveKinds, steps, afterwards, decisive, why, clause })
  } catch (error) {
    throw error instanceof SavedFileError ? new UsageError(`${file}: ${promise}: ${error.message}`) : error
  }
}

function judgedWith(verdict: VerdictJson, counterexample: Counterexample<unknown> | null): Judged {
  const { promise, evidence, why, cause = [], remedies, tried, otherwise } = verdict
  const result: PromiseResult<unknown> = {
    promise,
    title: invariantById(promise)?.title ?? promise,
    verdict: verdict.verdict,
    why: why ?? null,
    evidence: evidenceOf(evidence),
    counterexample,
  }
  return {
    result,
    file: verdict.counterexample?.file ?? null,
    ...(remedies !== undefined && {
      cure: { cause, remedies, tried: tried?.changes ?? 0, isCut: tried?.all === false },
    }),
    ...(otherwise !== undefined && { otherwise }),
  }
}

/** The settings as the model has them. */
function settingsOf({ system, settings, verdicts }: About, file: string): Settings {
  const [first] = verdicts
  const read = first && systemNamed(system)?.saved(settings, first.evidence.bounds)
  if (read !== undefined && !('problem' in read)) return read.settings
  const problem = read === undefined ? '' : ` (${read.problem})`
  throw new UsageError(
    `${file}: this tidemark does not know the system or the settings of this file${problem}; run \`check\` again`,
  )
}

function placesIn(ignored: About['ignored']): readonly Ignored[] {
  return ignored.map(({ key, why, from }) => ({ key, why, ...(from && { from }) }))
}

/** JSON does not say how often it was to the point, and no page does that is made from it. */
function evidenceOf({ bounds, random, exhaustive, reached }: VerdictJson['evidence']): Evidence {
  return {
    bounds,
    random: random && { ...random, relevant: 0 },
    exhaustive: exhaustive && exhaustive.map((one) => ({ ...one, relevant: 0 })),
    reached,
  }
}

/** Every combination with its settings; from before JSON had them, stories are told in words and not played. */
function ofCompare(json: CompareJson, file: string, engine: Engine): Opened {
  const { tidemark: version, rows, seed: common, system, assumed, ignored, from } = json
  const parts = rows.map((row): Part => {
    const { varied, verdicts, availability, refused } = row
    const of = Object.entries(varied)
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(' ')
    const about = { seed: row.seed ?? common ?? '', system, assumed, ignored, from, verdicts, availability }
    if (row.settings !== undefined) return partOf({ ...about, settings: row.settings }, of, version, file, engine)
    return {
      version,
      seed: about.seed,
      configuration: {
        system,
        settings: { ...json.settings, ...varied },
        assumed,
        ignored: placesIn(ignored),
        warnings: [],
        notes: [],
        from: from ?? {},
        of,
      },
      judged: verdicts.map((verdict) => judgedWith(verdict, toldIn(verdict.counterexample))),
      interrupted: false,
      required: verdicts.map(({ promise }) => promise),
      seconds: 0,
      ...(refused !== undefined && { refused }),
    }
  })
  return { version, verb: 'compare', parts }
}

function toldIn(found: VerdictJson['counterexample']): Counterexample<unknown> | null {
  if (found === null) return null
  const told = (text: string) => ({ text, cost: null, participants: [], seen: [] })
  const healing = found.story.slice(found.length)
  return {
    ...found,
    moveKinds: {},
    steps: found.story.slice(0, found.length).map(told),
    afterwards: { ...told('everything heals'), seen: healing },
    clause: found.why.split('; ')[0] ?? '',
    decisive: found.decisive ?? 0,
  }
}
