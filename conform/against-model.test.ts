import { expect, test } from 'vitest'
import { compareSequence } from './against-model.ts'
import { settingsOfSession } from './judge-log.ts'
import { sequencesIn } from './produce-log.ts'

/**
 * As a broker of 3.9.1 answered requests of version 9: nothing of a transaction that was never begun, and then a record
 * and its repetition.
 */
const VERIFIED = `
{"seq":1,"op":"init","error":"NONE","pid":2,"epoch":0}
{"seq":1,"op":"produce","pid":2,"epoch":0,"s":1,"txn":true,"error":"INVALID_TXN_STATE","offset":-1}
{"seq":1,"op":"add","epoch":0,"error":"NONE"}
{"seq":1,"op":"produce","pid":2,"epoch":0,"s":2,"txn":true,"error":"OUT_OF_ORDER_SEQUENCE_NUMBER","offset":-1}
{"seq":1,"op":"produce","pid":2,"epoch":0,"s":1,"txn":true,"error":"NONE","offset":0}
{"seq":1,"op":"produce","pid":2,"epoch":0,"s":1,"txn":true,"error":"NONE","offset":0}
{"seq":1,"op":"end","commit":true,"epoch":0,"error":"NONE","now":0}
{"seq":1,"op":"log","hw":2,"lso":2,"items":"[0:r p2e0s1 le0, 1:COMMIT p2e0 le0]"}
{"seq":1,"op":"produce","pid":2,"epoch":0,"s":1,"txn":true,"error":"INVALID_TXN_STATE","offset":-1}
`

const compare = (text: string, version: string, request: number) =>
  sequencesIn(text).map((lines) => compareSequence(settingsOfSession(version, request, true), lines))

test('the model answers as the broker did', () => {
  expect(compare(VERIFIED, '3.9.1', 9)).toMatchObject([{ produces: 5, agree: 5, stillCompleting: 0, differences: [] }])
})

test('an error that says to abort has a name of its own in requests from version 11 on', () => {
  const named = VERIFIED.replaceAll('INVALID_TXN_STATE', 'TRANSACTION_ABORTABLE')
  expect(compare(named, '3.9.1', 11)).toMatchObject([{ produces: 5, agree: 5 }])
  expect(compare(named, '3.9.1', 9)).toMatchObject([{ produces: 5, agree: 3 }])
})

test('a release that asks nobody answers otherwise, and the difference says when', () => {
  const [compared] = compare(VERIFIED, '3.5.2', 9)
  expect(compared?.differences[0]).toEqual({
    model: 'stored at 0',
    broker: 'INVALID_TXN_STATE',
    after: ['init NONE', 'p2 e0 s1 in a transaction: INVALID_TXN_STATE'],
  })
})

test('a broker that says to come again agrees with a coordinator that is still busy, and with no other', () => {
  const again = VERIFIED.replace(
    /"error":"INVALID_TXN_STATE","offset":-1}\n$/,
    '"error":"NOT_ENOUGH_REPLICAS","offset":-1}\n',
  )
  expect(compare(again, '3.9.1', 9)).toMatchObject([{ agree: 5, stillCompleting: 1 }])
  const early = VERIFIED.replace('INVALID_TXN_STATE', 'NOT_ENOUGH_REPLICAS')
  expect(compare(early, '3.9.1', 9)).toMatchObject([{ agree: 4, stillCompleting: 0 }])
})

test('what is no such log is refused', () => {
  expect(() => sequencesIn('{"seq":1,"op":"dance"}')).toThrow('op')
})
