/** What the command knows of systems: which one a file is about, what belongs to it, and how it is saved. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { longTest } from '../harness/testing/long.ts'
import { INVARIANTS, QUEUE_INVARIANTS } from '../invariants/index.ts'
import { SYSTEMS } from '../model/systems.ts'
import { checkSchema, compareSchema } from '../reports/schema.ts'
import { ran } from './testing/ran.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-systems-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  return path
}

const search = ['--runs', '50', '--max-states', '20000', '--out', join(folder, 'out')]
const jobs = written('jobs.yaml', 'system: queues', 'consumers:', '  acknowledge: before')

async function checked(...args: readonly string[]): Promise<ReturnType<typeof checkSchema.parse>> {
  return checkSchema.parse(JSON.parse((await ran(['check', '--json', ...search, ...args])).out))
}

describe('a file of queues', () => {
  test('is told by its key `system`, judged, saved with the name of its system, and replayed', async () => {
    const { system, settings, assumed, verdicts } = await checked(jobs, '--promise', 'at-least-once,progress')
    expect({ system, acknowledge: settings['consumers.acknowledge'] }).toEqual({
      system: 'queues',
      acknowledge: 'before',
    })
    expect(assumed).toContain('consumers.prefetch')
    expect(assumed).not.toContain('consumers.acknowledge')
    expect(verdicts.map(({ promise, verdict }) => `${promise} ${verdict}`)).toEqual([
      'at-least-once violated',
      'progress violated',
    ])
    const file = verdicts[0]?.counterexample?.file ?? ''
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ system: 'queues' })
    const replay = await ran(['replay', '--json', file])
    expect(replay.code).toBe(1)
    expect(JSON.parse(replay.out)).toMatchObject({ why: verdicts[0]?.counterexample?.why })
  })

  test('is overridden by --set, and varied by compare', async () => {
    const promise = ['--promise', 'at-least-once']
    const { verdicts } = await checked(jobs, '--set', 'consumers.acknowledge=after', ...promise)
    expect(verdicts[0]?.verdict).toBe('held')
    const varied = ['--vary', 'consumers.acknowledge=before,after']
    const { code, out } = await ran(['compare', '--json', jobs, ...varied, ...promise, ...search])
    const { rows } = compareSchema.parse(JSON.parse(out))
    expect(code).toBe(0)
    expect(rows.map(({ varied: { 'consumers.acknowledge': when }, verdicts: [one] }) => [when, one?.verdict])).toEqual([
      ['before', 'violated'],
      ['after', 'held'],
    ])
  })

  test('needs no file where --set names the system', async () => {
    expect((await checked('--set', 'system=queues', '--promise', 'at-most-once', '--faults', '0')).system).toBe(
      'queues',
    )
  })

  test('has a list as text, and what is not there as null, in a saved file too', async () => {
    const listed = written('listed.yaml', 'system: queues', 'priority:', '  of-messages: [0, 1]', '  order: "off"')
    const { settings, verdicts } = await checked(listed, '--promise', 'no-inversion')
    expect(settings).toMatchObject({ 'priority.of-messages': '0,1', 'priority.load': 'null' })
    expect((await ran(['replay', verdicts[0]?.counterexample?.file ?? ''])).code).toBe(1)
  })
})

describe('what belongs to another system is refused by name', () => {
  test.each([
    [['--kafka-version', '4.3'], '--kafka-version: queues has no such option; it is for kafka'],
    [['--loop'], '--loop: queues has no such option; it is for kafka'],
    [['--producer', jobs], '--producer takes a .properties file'],
    [['--promise', 'stable-offsets'], '--promise stable-offsets: it is no promise of queues; there are no-ack'],
    [['--require', 'stable-offsets'], '--require stable-offsets: it is no promise of queues; there are no-ack'],
    [['--fault', 'disk-loss=1'], '--fault disk-loss: queues has no such fault here; there are crash, power-loss'],
    [['--set', 'acks=1'], '--set: acks: there is no such key of a queue.'],
    [['--records', '5'], '--records: 5 messages are more than a queue is judged with.'],
  ])('%j with a queue', async (args, message) => {
    const { code, out, err } = await ran(['check', jobs, ...args])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })

  test.each([
    [['--promise', 'never-early'], '--promise never-early: it is no promise of kafka; there are no-acknowledged-loss'],
    [['--fault', 'clock-step=1'], '--fault clock-step: kafka has no such fault here; there are crash, power-loss'],
    [['--set', 'system=quues'], '--set system=quues: there is no such system; there are kafka, queues'],
    [[jobs, written('kafka.yaml', 'producer:', '  acks: all')], 'kafka.yaml: this is about kafka, and'],
  ])('%j with Kafka', async (args, message) => {
    const { code, out, err } = await ran(['check', ...args])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})

describe('a wrong queue file gets one message with line, key, what is wrong and what would be right', () => {
  test.each([
    [
      'an unknown system',
      ['system: queue'],
      'wrong.yaml:1: system: there is no system queue here.\n  Did you mean queues?',
    ],
    ['no name of a system', ['system:'], 'wrong.yaml:1: system: '],
    [
      'a typing error',
      ['system: queues', 'broker:', '  flsh: later'],
      'wrong.yaml:3: broker.flsh: there is no such key of a queue.\n  Did you mean broker.flush?',
    ],
    ['a section of another name', ['system: queues', 'consumer:', '  prefetch: 2'], 'Did you mean consumers.prefetch?'],
    [
      'a value out of range',
      ['system: queues', 'consumers:', '  count: 9'],
      'wrong.yaml:3: consumers.count: "9" is no value of it.\n  Give a whole number from 1 to 3.',
    ],
    [
      'a word for a number',
      ['system: queues', 'consumers:', '  count: two'],
      'wrong.yaml:3: consumers.count: "two" is no value of it.',
    ],
    ['a wrong word', ['system: queues', 'broker:', '  flush: never'], 'Give one of always, messages, later.'],
    [
      'a list of words',
      ['system: queues', 'priority:', '  of-messages: [0, high]'],
      'wrong.yaml:3: priority.of-messages: ',
    ],
    [
      'a value for a section',
      ['system: queues', 'producers: 3'],
      'wrong.yaml:2: producers: there is no such key of a queue.',
    ],
    [
      'keys for a value',
      ['system: queues', 'broker:', '  flush: {a: 1}'],
      'wrong.yaml:3: broker.flush: this holds further keys.',
    ],
    [
      'a contradiction',
      ['system: queues', 'order:', '  gateway-query: true'],
      'wrong.yaml:3: order.gateway-query: there is no gateway to ask.',
    ],
  ])('%s', async (_, lines, message) => {
    const { code, out, err } = await ran(['check', written('wrong.yaml', ...lines)])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })
})

describe('a saved file', () => {
  const rewritten = (name: string, file: string, change: (text: string) => string): string =>
    written(name, change(readFileSync(file, 'utf8')))

  test('of before there were several systems is one of Kafka, and is replayed', async () => {
    const { verdicts } = await checked('--set', 'acks=1', '--promise', 'no-acknowledged-loss')
    const file = verdicts[0]?.counterexample?.file ?? ''
    const old = rewritten('old.json', file, (text) => text.replace('  "system": "kafka",\n', ''))
    expect(readFileSync(old, 'utf8')).not.toContain('"system"')
    expect((await ran(['replay', '--quiet', old])).code).toBe(1)
  })

  longTest('that was made one of another system is noticed', async () => {
    const { verdicts } = await checked('--set', 'acks=1', '--promise', 'no-acknowledged-loss')
    const file = verdicts[0]?.counterexample?.file ?? ''
    const changed = rewritten('changed.json', file, (text) => text.replace('"system": "kafka"', '"system": "queues"'))
    const { code, err } = await ran(['replay', changed])
    expect({ code, edited: err.includes('was edited after it was written') }).toEqual({ code: 2, edited: true })
  })
})

test('every promise of a system is judged by an invariant, in the order of reports', () => {
  const promises = Object.fromEntries(SYSTEMS.map((system) => [system.name, system.promises]))
  expect(promises).toEqual({ kafka: INVARIANTS.map(({ id }) => id), queues: QUEUE_INVARIANTS.map(({ id }) => id) })
})

test('the help of check names every system', async () => {
  const { out } = await ran(['check', '--help'])
  for (const { name } of SYSTEMS) expect(out).toContain(name)
})
