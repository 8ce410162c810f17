import { expect, test } from 'vitest'
import { check, type Workload } from './index.ts'

const quick = { faults: 1 }
const sampled = { search: 'random', runs: 10 } as const
const transactional = { 'transactional.id': 't', 'min.insync.replicas': 2 }

test('a workload is what options say, too', async () => {
  const risky = { acks: 1 }
  const same: readonly (readonly [Workload, object])[] = [
    [{ kind: 'send', records: 1 }, { records: 1 }],
    [
      { kind: 'send', records: 2, producers: 2, sendsAgain: true },
      { records: 2, producers: 2, byRecord: true },
    ],
    [
      { kind: 'outbox', deletes: 'before-ack', records: 1 },
      { outbox: 'before-ack', records: 1 },
    ],
  ]
  const asked = { ...quick, ...sampled, promises: ['no-acknowledged-loss', 'at-least-once'] }
  for (const [workload, options] of same)
    expect(await check(risky, { ...asked, workload })).toEqual(await check(risky, { ...asked, ...options }))
})

test('a row of an outbox that is deleted before its record is acknowledged may be lost', async () => {
  const verdict = async (deletes: 'after-ack' | 'before-ack'): Promise<unknown> => {
    const workload = { kind: 'outbox', deletes, records: 1 } as const
    const { promises } = await check({ acks: 'all' }, { ...quick, workload, promises: ['at-least-once'] })
    return promises[0]?.verdict
  }
  expect([await verdict('after-ack'), await verdict('before-ack')]).toEqual(['held', 'violated'])
})

test('a process that reads and sends in transactions', async () => {
  const workload = { kind: 'loop', records: 1, processes: 2 } as const
  const { promises } = await check(transactional, { ...quick, workload, ...sampled, promises: ['at-most-once'] })
  expect(promises[0]?.evidence.bounds).toMatchObject({ records: 1, producers: 2, loop: 1 })
})

test('what is not modelled is a RangeError that says so', async () => {
  const refused = (workload: unknown, options: object = {}, settings: object = {}): Promise<unknown> =>
    check({ ...settings }, { ...quick, ...options, workload: workload as Workload }).then(
      () => 'judged',
      (error: unknown) => [(error as Error).name, (error as Error).message],
    )
  const range = (message: string) => ['RangeError', expect.stringContaining(message)]
  expect(await refused({ kind: 'send', records: 0 })).toEqual(range('records is 0: give a whole number from 1 to 26'))
  expect(await refused({ kind: 'loop', processes: 27 })).toEqual(range('processes is 27'))
  expect(await refused({ kind: 'loop' })).toEqual(range('workload loop: a position can be committed in a transaction'))
  expect(await refused({ kind: 'outbox', deletes: 'after-ack' }, {}, transactional)).toEqual(
    range('workload outbox: rows that are sent in transactions are not judged yet'),
  )
  expect(await refused({ kind: 'outbox', deletes: 'never' })).toEqual(range('deletes is never'))
  expect(await refused({ kind: 'read' })).toEqual(range('there is no workload read; there are send, outbox, loop'))
  expect(await refused({ kind: 'send' }, { records: 2 })).toEqual(range('records is part of the workload'))
  expect(await refused({ kind: 'loop' }, { system: 'queues' })).toEqual(range('queues has no such workload'))
  expect(await refused(undefined, { records: 0.5 })).toEqual(range('records is 0.5'))
  expect(await refused(undefined, { system: 'queues', brokers: 3 })).toEqual(range('queues has no option brokers'))
})
