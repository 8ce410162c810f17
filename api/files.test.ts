import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check, files, InputError, play } from './index.ts'
import './vitest.ts'

let folder = ''
const at = (name: string): string => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-files-'))
  writeFileSync(at('application.yml'), 'spring:\n  kafka:\n    producer:\n      acks: 1\n')
  writeFileSync(
    at('topic.json'),
    JSON.stringify({ topic: { 'replication.factor': 3, 'min.insync.replicas': 2 } }, null, 2),
  )
  writeFileSync(at('audit.properties'), '# fast\nacks=1\nlinger.ms=5\n')
  writeFileSync(at('orders.properties'), 'acks=all\nenable.idempotence=true\nlinger.ms=5\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

const quick = { faults: 1, records: 1 }

async function failure(expectation: Promise<unknown>): Promise<readonly string[]> {
  const error: unknown = await expectation.then(
    () => new Error('it passed'),
    (one: unknown) => one,
  )
  return (error as Error).message.replaceAll(`${folder}/`, '').split('\n')
}

test('files are judged together, as the command judges them, and the message says where their settings stand', async () => {
  const both = files(at('application.yml'), pathToFileURL(at('topic.json')))
  const lines = await failure(expect(both).toKeep('no-acknowledged-loss', { ...quick, save: folder }))
  expect(lines[0]).toBe('expected application.yml, topic.json to keep no-acknowledged-loss')
  expect(lines.join('\n')).toMatch(/^(set in)? +acks \(application\.yml:4\)$/m)
  expect(lines.join('\n')).toMatch(/min\.insync\.replicas \(topic\.json:4\)$/m)
  expect(lines).toContain('✗1 no-acknowledged-loss: record a was acknowledged, and it can no longer be read')
  expect(lines.at(-2)).toMatch(/^ {2}replay {4}npx tidemark replay no-acknowledged-loss-\w+\.json$/)
  await expect(both).toKeep('no-acknowledged-loss', { ...quick, save: folder, set: { acks: 'all' } })
  await expect(both).not.toKeep('no-acknowledged-loss', { ...quick, save: folder })
})

test('of several configurations each is judged, and the message names the one that breaks the promise', async () => {
  const both = files(at('audit.properties'), at('orders.properties'))
  const lines = await failure(expect(both).toKeep('no-acknowledged-loss', { ...quick, save: folder, remedies: true }))
  expect(lines.slice(0, 2)).toEqual([
    'expected audit.properties, orders.properties to keep no-acknowledged-loss',
    'kept        with orders.properties',
  ])
  expect(lines.filter((line) => line.startsWith('Tidemark'))).toEqual([expect.stringContaining(', audit.properties')])
  expect(lines).toContain('set in      acks (audit.properties:2)')
  expect(lines.join('\n')).toMatch(/^cause {7}of ✗1: acks\nremedy {6}acks=all; price: /m)
  const result = await check(both, { ...quick, promises: ['no-acknowledged-loss'] })
  expect(result.configurations.map(({ of, promises }) => [of, promises.map(({ verdict }) => verdict)])).toEqual([
    ['audit.properties', ['violated']],
    ['orders.properties', ['held']],
  ])
  expect(result).toMatchObject({ of: '', promises: [{ verdict: 'violated', of: 'audit.properties' }] })
  expect(result.settings).not.toHaveProperty('acks')
  expect(() => play(both, [])).toThrow('these files hold 2 configurations (audit.properties, orders.properties)')
})

test('one configuration says what is to blame where that is asked for, with its place', async () => {
  const { promises, from, configurations } = await check(files(at('audit.properties')), {
    ...quick,
    promises: ['no-acknowledged-loss'],
    remedies: true,
  })
  expect(promises[0]?.cure).toMatchObject({ cause: ['acks'], remedies: [{ change: { acks: 'all' } }] })
  expect(from['acks']).toEqual({ file: at('audit.properties'), line: 2, key: 'acks' })
  expect(configurations).toHaveLength(1)
})

test('what cannot be read is an error, and no broken promise', async () => {
  await expect(expect(files(at('none.yml'))).toKeep('no-duplicates')).rejects.toThrow(InputError)
  await expect(check(files(at('orders.properties')), { system: 'queues' })).rejects.toThrow(
    'about kafka, not about queues; leave system out',
  )
  expect(() => files()).toThrow('name at least one file')
})

test('the page shows what a failed test says', async () => {
  const page = readFileSync(new URL('../docs/in-your-tests.md', import.meta.url), 'utf8')
  const [, shown = ''] = /\n```text\n(expected examples\/orders [^]*?)```\n/.exec(page) ?? []
  const asked = { ...quick, remedies: true, save: folder }
  const lines = await failure(expect(files('examples/orders')).toKeep('no-duplicates', asked))
  const text = lines.join('\n').replace('replay no-', 'replay .tidemark/no-')
  const chunks = shown.trimEnd().split('\n…\n')
  expect(chunks).toHaveLength(2)
  expect(text.startsWith(chunks[0] ?? '') && text.trimEnd().endsWith(chunks[1] ?? ''), text).toBe(true)
})
