import { expect, test } from 'vitest'
import type { Picture } from './picture.ts'
import { isSame, sideBySide } from './side-by-side.ts'

const model: Picture = {
  controller: { leader: 0, leaderEpoch: 2, isr: [0, 1], elr: [] },
  brokers: [
    {
      process: 'running',
      registration: 'active',
      log: ['a@0', 'b@2'],
      own: { leader: 0, leaderEpoch: 2, highWatermark: 1 },
    },
  ],
  outcomes: { a: 'acknowledged' },
}

test('two clusters of which all that can be seen is the same are the same', () => {
  expect(isSame(model, { ...model })).toBe(true)
})

test('what one of the two cannot say is no difference', () => {
  const [broker] = model.brokers
  const silent = { ...model, brokers: [{ ...broker!, process: undefined, own: undefined }] }
  expect(isSame(model, silent)).toBe(true)
  expect(isSame(silent, model)).toBe(true)
})

test('both are shown beside each other, with a mark where they differ', () => {
  const [broker] = model.brokers
  const real: Picture = { ...model, brokers: [{ ...broker!, log: ['a@0'] }], outcomes: { a: 'open' } }
  expect(isSame(model, real)).toBe(false)
  expect(sideBySide(model, real, 'Kafka 4.3.1')).toEqual([
    '                            model         Kafka 4.3.1',
    '  broker 0 process          running       running',
    '  broker 0 registration     active        active',
    '≠ broker 0 log              [a@0 b@2]     [a@0]',
    '  broker 0 hears of leader  0             0',
    '  broker 0 in epoch         2             2',
    '  broker 0 HW               1             1',
    '  controller leader         0             0',
    '  controller epoch          2             2',
    '  controller ISR            {0,1}         {0,1}',
    '  controller ELR            {}            {}',
    '≠ producer a                acknowledged  open',
  ])
})
