/** Informal Trace Format (Apalache ADR 015): the states that each story goes through. */
import { jsonText } from '../json.ts'
import { byStory } from '../stories.ts'
import { sentence } from '../story.ts'
import type { Found, Part } from './found.ts'
import { inert } from './inert.ts'
import { type Played, played } from './played.ts'

const DESCRIPTION = 'https://apalache-mc.org/docs/adr/015adr-trace.html'

type Story = ReturnType<typeof byStory>[number][number]

/** A trace for each story; one without states where nothing is broken. */
export function itfTexts({ version, parts }: Found): readonly string[] {
  const traces = parts.flatMap((part) => byStory(part.judged).flatMap((those) => traceOf(those, part, version)))
  return traces.length > 0 ? traces : [traceText(version, 'no promise is broken', 'ok', {}, [])]
}

function traceOf(those: readonly Story[], { configuration }: Part, version: string): readonly string[] {
  const [first] = those
  const again = first && played(first.result.counterexample, first, configuration)
  if (first === undefined || again === undefined) return []
  const { of = '', system } = configuration
  const promises = those.map(({ result }) => result.promise)
  const found = first.result.counterexample
  const more = { system, of: inert(of), promises, why: inert(found.why, 1_000) }
  return [
    traceText(
      version,
      `${promises.join(', ')}: ${inert(found.clause, 1_000)}`,
      'violation',
      more,
      statesOf(first, again),
    ),
  ]
}

function statesOf({ result: { counterexample } }: Story, { steps, last }: Played): readonly object[] {
  const states = [...steps.map(({ before }) => before), last]
  return states.map((state, index) => {
    const step = counterexample.steps[index - 1]
    const text = step === undefined ? 'the beginning' : inert(sentence(step), 1_000)
    const seen = step?.seen.map((one) => inert(one, 1_000)) ?? []
    return {
      '#meta': { index, description: text },
      [STEP]: { action: itfValue(steps[index - 1]?.action ?? null), seen, text },
      ...record(state),
    }
  })
}

/** The variable that says what led to a state, and what was seen of it. */
const STEP = 'step'

function traceText(
  version: string,
  description: string,
  status: 'ok' | 'violation',
  more: object,
  states: readonly object[],
): string {
  const vars = Object.keys(states[0] ?? {}).filter((name) => name !== '#meta')
  const meta = {
    'format': 'ITF',
    'format-description': DESCRIPTION,
    'source': `tidemark ${version}`,
    description,
    status,
    ...more,
  }
  return jsonText({ '#meta': meta, 'params': [], vars, states })
}

/** The parts of a state as variables. */
function record(state: unknown): Readonly<Record<string, unknown>> {
  const value = itfValue(state)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : { state: value }
}

/** Plain data as ITF has it: no null, no fractions, and integers that JSON cannot hold as text. */
export function itfValue(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      if (Number.isSafeInteger(value)) return value
      return Number.isInteger(value) ? { '#bigint': BigInt(value).toString() } : String(value)
    case 'bigint':
      return { '#bigint': value.toString() }
    case 'string':
      return inert(value)
    case 'boolean':
      return value
    case 'object':
      return objectValue(value)
    default:
      return NONE
  }
}

/** Nothing, as Apalache writes a variant without a value; a reader in Python takes none that is called None. */
const NONE = { tag: 'Nothing', value: 'U_OF_UNIT' }

function objectValue(value: object | null): unknown {
  if (value === null) return NONE
  if (Array.isArray(value)) return value.map(itfValue)
  if (value instanceof Set) return { '#set': [...value].map(itfValue) }
  if (value instanceof Map) return { '#map': [...value].map(([key, one]) => [itfValue(key), itfValue(one)]) }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[fieldName(key), itfValue(one)]])),
  )
}

/** Words that mean something in Python, whose readers make attributes of fields. */
const KEYWORDS = /^(?:and|as|class|def|del|for|from|if|import|in|is|not|or|pass|return|try|while|with|yield)$/

/** A name that every reader takes: `from` is `from_`. */
function fieldName(key: string): string {
  const plain = key.replace(/\W/g, '_')
  return KEYWORDS.test(plain) || !/^[a-z]/i.test(plain) ? `${plain}_` : plain
}
