/** SARIF 2.1.0: a rule for each promise, a result for each that is broken, at the line that breaks it. */
import type { Counterexample } from '../../harness/result.ts'
import { invariantById } from '../../invariants/index.ts'
import { jsonText } from '../json.ts'
import type { Judged } from '../report.ts'
import { sentence } from '../story.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { Found, Part } from './found.ts'
import { changeOf, historyInLines } from './history.ts'
import { inert } from './inert.ts'
import { causesIn, type Place, placeOfBroken } from './place.ts'
import { fixesOf, locationOf, messageOf, type SarifLocation, SOURCE_ROOT } from './sarif-places.ts'
import { causeInWords, headInWords, remediesInWords, storyInLines, whyInWords } from './words.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/** The log of one run. */
export function sarifText(all: Found): string {
  const { version, parts } = all
  const ids = [...new Set(parts.flatMap(({ judged }) => judged.map(({ result }) => result.promise)))]
  const titles = new Map(parts.flatMap(({ judged }) => judged.map(({ result }) => [result.promise, result.title])))
  return jsonText({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Tidemark', version, rules: ids.map((id) => ruleOf(id, titles.get(id) ?? id)) },
        },
        invocations: [
          {
            executionSuccessful: !parts.some(({ interrupted }) => interrupted),
            toolExecutionNotifications: parts.flatMap((part) => [...undecidedIn(part), ...historyIn(part)]),
          },
        ],
        originalUriBaseIds: { [SOURCE_ROOT]: { description: messageOf('the folder in which tidemark was started') } },
        columnKind: 'utf16CodeUnits',
        results: parts.flatMap((part) =>
          part.judged.flatMap((judged) =>
            judged.result.counterexample === null
              ? []
              : [resultOf(judged, judged.result.counterexample, part, ids.indexOf(judged.result.promise), all)],
          ),
        ),
      },
    ],
  })
}

function ruleOf(id: string, title: string): object {
  const about = invariantById(id)?.about
  const name = id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
  const more = about === undefined ? title : `${title}. It is asked where ${about}.`
  return {
    id,
    name,
    shortDescription: messageOf(title),
    fullDescription: messageOf(more),
    help: messageOf(`${more} The story of a result shows step by step how it is broken.`),
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['correctness', 'reliability'] },
  }
}

/** What has no verdict: no result, and no pass. */
function undecidedIn({ judged, configuration: { of = '' } }: Part): readonly object[] {
  return judged
    .filter(({ result }) => result.verdict === 'undecided')
    .map(({ result }) => ({
      level: 'warning',
      descriptor: { id: result.promise },
      message: messageOf(`${result.title}: undecided${of === '' ? '' : ` (${inert(of)})`}: ${inert(result.why ?? '')}`),
    }))
}

/**
 * What was before. What a change mends is told here as well: whoever shows a result that is absent now would show it as
 * one that is there, as GitHub does.
 */
function historyIn(part: Part): readonly object[] {
  const { of = '' } = part.configuration
  return historyInLines(part).map((line) => ({
    level: 'note',
    message: messageOf(of === '' ? line : `${inert(of)}: ${line}`),
  }))
}

function stateOf(promise: string, { before }: Part): object {
  if (before === undefined) return {}
  return { baselineState: before.brokenBefore.includes(promise) ? 'unchanged' : 'new' }
}

function resultOf(judged: Judged, found: Counterexample<unknown>, part: Part, ruleIndex: number, all: Found): object {
  const { configuration } = part
  const { promise } = judged.result
  const place = placeOfBroken(judged, part)
  const others = causesIn(judged, configuration).filter(({ setting }) => setting !== place?.setting)
  return {
    ruleId: promise,
    ruleIndex,
    kind: 'fail',
    ...stateOf(promise, part),
    level: part.required.includes(promise) ? 'error' : 'warning',
    message: messageOf(textOf(judged, part)),
    locations: [placed(place, all, judged)],
    ...(others.length > 0 && { relatedLocations: others.map((one, id) => ({ id, ...placed(one, all, judged) })) }),
    codeFlows: [
      {
        message: messageOf(whyInWords(judged)),
        threadFlows: [{ locations: stepsOf(found, placed(place, all, judged)) }],
      },
    ],
    ...fixesOf(judged, part, all),
    partialFingerprints: { 'tidemark/v1': fingerprintOf(promise, part, place, all) },
    properties: { faults: found.faults, moves: found.moves, steps: found.length, minimal: found.minimal },
  }
}

function textOf(judged: Judged, part: Part): string {
  const { configuration } = part
  const { of = '' } = configuration
  const change = changeOf(judged.result.promise, part)
  const cause = causeInWords(judged, configuration)
  const remedies = remediesInWords(judged)
  return [
    `${judged.result.title}: ${headInWords(judged)}${of === '' ? '' : ` (${inert(of)})`}. ${whyInWords(judged)}.`,
    ...storyInLines(judged),
    ...(cause === '' ? [] : [`Cause: ${cause}.`]),
    ...(remedies.length === 0 ? [] : [`Remedy: ${remedies.join('; or ')}.`]),
    ...(change === '' ? [] : [`Base: ${change}.`]),
    ...(judged.file === null ? [] : [`Play it again: tidemark replay ${inert(judged.file)}`]),
  ].join('\n')
}

/** A step has no place of its own: it is shown where the setting stands that lets it happen. */
function stepsOf({ steps, afterwards, decisive }: Counterexample<unknown>, at: SarifLocation): readonly object[] {
  const all = [...steps, afterwards]
  return all.map((step, index) => {
    const seen = step.seen.length === 0 ? '' : ` » ${step.seen.join('; ')}`
    const isEssential = step.cost !== null || index + 1 === decisive
    return {
      executionOrder: index + 1,
      importance: isEssential ? 'essential' : 'important',
      location: { ...at, message: messageOf(inert(sentence(step) + seen, 1_000)) },
    }
  })
}

/** Where no file says anything, it is the setting itself. */
function placed(place: Place | undefined, all: Found, { cure }: Judged): SarifLocation {
  if (place !== undefined) return locationOf(place, all)
  const [setting = 'settings'] = cure?.cause ?? []
  return { logicalLocations: [{ fullyQualifiedName: inert(setting), kind: 'member' }] }
}
