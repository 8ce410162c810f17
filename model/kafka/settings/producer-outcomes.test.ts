import { describe, expect, it } from 'vitest'
import { InputError } from '../../input-error.ts'
import { resolveSettings } from './resolve.ts'
import { set } from './testing/given.ts'

/** What a producer may be asked to be, a line below for each. */
const ASKED = [
  [],
  ['transactional.id=tx'],
  ['enable.idempotence=true'],
  ['enable.idempotence=true', 'transactional.id=tx'],
  ['enable.idempotence=false'],
  ['enable.idempotence=false', 'transactional.id=tx'],
]

/** Its other settings, a letter for each combination, the last changing fastest. */
const acks = ['', 'acks=1', 'acks=0', 'acks=all']
const retries = ['', 'retries=0', 'retries=3']
const inFlight = [
  '',
  'max.in.flight.requests.per.connection=1',
  'max.in.flight.requests.per.connection=5',
  'max.in.flight.requests.per.connection=6',
]

/**
 * What the KafkaProducer of the released jars made of them: an idempotent producer (i), one that is not (n), or a
 * ConfigException (x). Found by constructing one of each.
 */
const FOUND = [
  {
    jars: ['1.1.1', '2.8.2'],
    outcomes: [
      'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn',
      'iiixxxxxiiixxxxxxxxxxxxxxxxxxxxxxxxxiiixxxxxiiix',
      'iiixxxxxiiixxxxxxxxxxxxxxxxxxxxxxxxxiiixxxxxiiix',
      'iiixxxxxiiixxxxxxxxxxxxxxxxxxxxxxxxxiiixxxxxiiix',
      'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn',
      'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    ],
  },
  {
    jars: ['3.4.1', '3.9.2'],
    outcomes: [
      'iiinnnnniiinnnnnnnnnnnnnnnnnnnnnnnnniiinnnnniiin',
      'iiixxxxxiiixxxxxxxxxxxxxxxxxxxxxxxxxiiixxxxxiiix',
      'iiixxxxxiiixxxxxxxxxxxxxxxxxxxxxxxxxiiixxxxxiiix',
      'iiixxxxxiiixxxxxxxxxxxxxxxxxxxxxxxxxiiixxxxxiiix',
      'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn',
      'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    ],
  },
  {
    jars: ['4.0.0', '4.0.2', '4.1.0', '4.1.2', '4.2.2', '4.3.0', '4.3.1'],
    outcomes: [
      'iiixnnnxiiixnnnxnnnxnnnxnnnxnnnxnnnxiiixnnnxiiix',
      'iiixxxxxiiixxxxxxxxxxxxxxxxxxxxxxxxxiiixxxxxiiix',
      'iiixxxxxiiixxxxxxxxxxxxxxxxxxxxxxxxxiiixxxxxiiix',
      'iiixxxxxiiixxxxxxxxxxxxxxxxxxxxxxxxxiiixxxxxiiix',
      'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn',
      'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    ],
  },
] as const

function outcome(version: string, texts: readonly string[]): 'i' | 'n' | 'x' {
  try {
    return resolveSettings(set(...texts.filter((text) => text !== '')), { version }).settings['enable.idempotence']
      ? 'i'
      : 'n'
  } catch (error) {
    if (error instanceof InputError) return 'x'
    throw error
  }
}

describe('a producer is idempotent, or refused, as its release has it', () => {
  it.each(FOUND.flatMap(({ jars, outcomes }) => jars.map((version) => [version, outcomes] as const)))(
    '%s',
    (version, outcomes) => {
      const others = acks.flatMap((first) =>
        retries.flatMap((second) => inFlight.map((third) => [first, second, third])),
      )
      expect(ASKED.map((asked) => others.map((other) => outcome(version, [...asked, ...other])).join(''))).toEqual(
        outcomes,
      )
    },
  )
})
