/** A story as the page shows it: played again, with what goes between those who take part. */
import type { Counterexample, StoryStep } from '../../harness/result.ts'
import { costInWords } from '../cost.ts'
import { NOT_ALL, remedyInWords } from '../cure.ts'
import type { Part } from '../forms/found.ts'
import { inert } from '../forms/inert.ts'
import { causesIn } from '../forms/place.ts'
import { type Played, played } from '../forms/played.ts'
import { replayOfOwn } from '../replay.ts'
import type { Judged } from '../report.ts'
import { besideData } from './beside-data.ts'
import type { StepData, StoryData } from './page-data.ts'

const LONGEST = 1_000

type Broken = Judged & { readonly result: { readonly counterexample: Counterexample<unknown> } }

export function storyData(those: readonly Broken[], part: Part, parts: readonly Part[]): StoryData {
  const [first] = those
  if (first === undefined) throw new RangeError('a story is of at least one promise')
  const { counterexample } = first.result
  const again = played(counterexample, first, part.configuration)
  const beside = besideData(first, part, parts)
  return {
    promises: those.map(({ result }) => ({ id: result.promise, title: inert(result.title) })),
    clause: inert(counterexample.clause, LONGEST),
    why: counterexample.why.split('; ').map((one) => inert(one, LONGEST)),
    cost: costInWords(counterexample),
    shortest: counterexample.minimal === 'proven' ? 'shortest possible' : 'locally shortest: nothing can be left out',
    decisive: counterexample.decisive,
    replay: first.file === null ? '' : inert(replayOf(first.file, part.configuration)),
    ...cureData(first, part),
    lanes: again?.system.drawing?.lanes(again.last).map((lane) => inert(lane)) ?? [],
    steps: stepsOf(counterexample, again),
    ...(beside && { beside }),
  }
}

function replayOf(file: string, { entry }: Part['configuration']): string {
  return entry === undefined ? `npx tidemark replay ${file}` : replayOfOwn(file)
}

function cureData(judged: Judged, { configuration }: Part): Pick<StoryData, 'causes' | 'remedies' | 'otherwise'> {
  const { cure, otherwise } = judged
  const places = causesIn(judged, configuration)
  const tried =
    cure === undefined || cure.tried === 0 ? '' : `no setting is known to mend it: ${cure.tried} changes tried`
  return {
    causes: (cure?.cause ?? []).map((setting) => {
      const place = places.find((one) => one.setting === setting)
      return inert(place === undefined ? setting : `${setting} (${place.file}:${place.line})`)
    }),
    remedies: (cure?.remedies ?? []).map((remedy, at, all) =>
      inert(remedyInWords(remedy) + (cure?.isCut === true && at === all.length - 1 ? NOT_ALL : ''), LONGEST),
    ),
    otherwise:
      (cure?.remedies.length ?? 0) > 0
        ? ''
        : inert([tried, otherwise ?? ''].filter((one) => one !== '').join('; '), LONGEST),
  }
}

function stepsOf({ steps, afterwards, loop }: Counterexample<unknown>, again: Played | undefined): readonly StepData[] {
  const { system } = again ?? {}
  const states = again === undefined ? [] : [...again.steps.map(({ before }) => before), again.last]
  const conditionsAt = (at: number): StepData['conditions'] =>
    states[at] === undefined ? {} : (system?.drawing?.conditions(states[at]) ?? {})
  const beginning: StepData = {
    ...told({ text: 'the beginning: everything is well', cost: null, seen: [], participants: [] }),
    participants: (again && system?.participants(again.steps[0]?.before ?? again.last)) ?? [],
    conditions: conditionsAt(0),
  }
  const scheduled = steps.map((step, at): StepData => {
    const { action, before } = again?.steps[at] ?? {}
    return {
      ...told(step),
      label: labelOf(action),
      drawn: action === undefined ? NOWHERE : (system?.drawing?.of(action, before) ?? NOWHERE),
      conditions: conditionsAt(at + 1),
    }
  })
  const ending = loop === undefined ? [afterwards] : [...loop.before, ...loop.steps, afterwards]
  return [beginning, ...scheduled, ...ending.map((step) => ({ ...told(step), isHealing: true }))]
}

const NOWHERE: StepData['drawn'] = { kind: 'event', at: [] }

function told({ text, cost, seen, participants }: StoryStep): StepData {
  return {
    text: inert(text, LONGEST),
    cost: cost ?? '',
    seen: seen.map((one) => inert(one, LONGEST)),
    isHealing: false,
    label: '',
    drawn: NOWHERE,
    conditions: {},
    participants,
  }
}

/** Its kind, as the system calls it: `move leader`. */
function labelOf(action: unknown): string {
  const kind = typeof action === 'object' && action !== null && 'kind' in action ? String(action.kind) : ''
  return inert(kind.replaceAll('-', ' '))
}
