import { describe, expect, test } from 'vitest'
import type { GivenSetting } from './given.ts'
import { resolveSettings } from './resolve.ts'

const ofFile = (value: string): GivenSetting => ({
  section: 'producer',
  key: 'transactional.id',
  value,
  origin: { file: 'a.yml', line: 3, key: 'spring.kafka.producer.transaction-id-prefix' },
})
const RANDOM: GivenSetting = {
  section: undefined,
  key: 'transactional.ids',
  value: 'random',
  origin: { option: '--set' },
}
const resolved = (...given: readonly GivenSetting[]) => {
  const { settings, notes } = resolveSettings(given)
  return [settings['transactional.id'], settings['transactional.ids'], notes.filter((one) => /StatefulSet/.test(one))]
}

describe('a transactional.id with a part that is filled in later', () => {
  test.each([
    ['tx-${HOSTNAME}-', '${HOSTNAME}'],
    ['${HOSTNAME}', '${HOSTNAME}'],
    ['tx-$POD_NAME', '$POD_NAME'],
    ['${app}-$(POD)-${app}-1', '${app} and $(POD)'],
  ])('%s is taken for the same at each start, which is said', (value, part) => {
    expect(resolved(ofFile(value))).toEqual([
      value,
      'stable',
      [
        `spring.kafka.producer.transaction-id-prefix of a.yml:3: what stands for ${part} is taken to be the same at each `
          + 'start of a process, as the host of a StatefulSet is; where it is another one, as in a Deployment, say '
          + '--set transactional.ids=random',
      ],
    ])
    expect(resolved(ofFile(value), RANDOM)).toEqual([value, 'random', []])
  })

  test.each([['tx-${random.uuid}'], ['${quarkus.uuid}'], ['tx-<random>'], ['tx-$(uuidgen)'], ['tx-$RANDOM']])(
    '%s is another one at each start',
    (value) => {
      expect(resolved(ofFile(value))).toEqual([value, 'random', []])
    },
  )

  test.each([['${TX_ID}'], ['{{ .Values.id }}'], ['tx-{{ x }}-${HOSTNAME}'], ['tx-${HOSTNAME']])(
    '%s is refused: that there is one is not told',
    (value) => {
      expect(() => resolved(ofFile(value))).toThrow(
        'a.yml:3: spring.kafka.producer.transaction-id-prefix: the placeholder',
      )
    },
  )
})
