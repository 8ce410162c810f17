import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, afterEach, describe, expect, test } from 'vitest'
import { compareSchema } from '../../reports/schema.ts'
import type { Engine } from '../engine.ts'
import { ran, type Ran } from '../testing/ran.ts'
import { quickEngine } from '../testing/stand-in.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-refused-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)
const BASE = ['compare', '--vary', 'acks=0,1,all', '--promise', 'no-duplicates']

async function part(name: string, shard: string, more: readonly string[] = [], base = BASE): Promise<void> {
  await ran([...base, ...more, '--shard', shard, '--shard-file', at(name)], { engine: quickEngine })
}

function edit(name: string, change: (json: Record<string, unknown>) => unknown): void {
  const json = JSON.parse(readFileSync(at(name), 'utf8')) as Record<string, unknown>
  writeFileSync(at(name), JSON.stringify(change(json)))
}

const merge = (...names: readonly string[]): Promise<Ran> =>
  ran(['merge', ...names.map(at), '--out', at('out')], { engine: quickEngine })

describe('what are no parts of one run is refused with one message', () => {
  test.each([
    ['another setting', ['--set', 'retries=0'], 'what is judged differs'],
    ['another combination', ['--vary', 'retries=0,1'], 'what is judged differs'],
    ['another search', ['--runs', '10'], 'the search differs'],
    ['more that may go wrong', ['--faults', '1'], 'the search differs'],
    ['another requirement', ['--require', 'no-duplicates'], 'the search differs'],
    ['another seed', ['--seed', 'other'], 'the seed differs'],
  ])('%s', async (_, more, message) => {
    await part('1.json', '1/2')
    await part('2.json', '2/2', more)
    const { code, out, err } = await merge('1.json', '2.json')
    expect(err).toContain(`${at('1.json')} and ${at('2.json')} are not parts of one run: ${message}`)
    expect(err.match(/\n/g)).toHaveLength(1)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  test('another number of parts', async () => {
    await part('1.json', '1/2')
    await part('2.json', '2/3')
    expect((await merge('1.json', '2.json')).err).toContain('the number of parts differs; they are of 2 and of 3')
  })

  test('the same part twice', async () => {
    await part('1.json', '1/2')
    await part('again.json', '1/2')
    const { code, err } = await merge('1.json', 'again.json')
    expect(err).toContain(`${at('1.json')} and ${at('again.json')} are both part 1 of 2`)
    expect(code).toBe(2)
  })

  test('a comparison and a gallery', async () => {
    await part('1.json', '1/1')
    writeFileSync(
      at('2.json'),
      JSON.stringify({ ...JSON.parse(readFileSync(at('1.json'), 'utf8')), command: 'gallery' }),
    )
    expect((await merge('1.json', '2.json')).err).toContain('the command differs; they are compare and gallery')
  })

  test('two versions, whatever the other one writes', async () => {
    await part('1.json', '1/2')
    await part('2.json', '2/2')
    edit('2.json', (json) => ({ ...json, tidemark: '9.9.9', shard: { anything: 1 } }))
    expect((await merge('1.json', '2.json')).err).toContain('the version of tidemark differs')
    expect((await merge('2.json')).err).toContain('is of tidemark 9.9.9')
  })

  test('one that was edited', async () => {
    await part('1.json', '1/1')
    edit('1.json', (json) => ({ ...json, shard: { ...(json['shard'] as object), held: 'H4sI' } }))
    const { code, err } = await merge('1.json')
    expect(err).toContain('damaged, or was edited')
    expect(code).toBe(2)
  })

  test.each([
    ['a file that is none', '{"a": 1}', 'is no part of a run'],
    ['an empty one', '', 'there is no part of a run'],
  ])('%s', async (_, text, message) => {
    writeFileSync(at('x.json'), text)
    const { code, err } = await merge('x.json')
    expect(err).toContain(message)
    expect(code).toBe(2)
  })

  test('a form over one of the parts', async () => {
    await part('1.json', '1/1')
    const { code, err } = await ran(['merge', folder, '--junit', at('1.json')])
    expect(err).toContain('give another file')
    expect(code).toBe(2)
    expect(readFileSync(at('1.json'), 'utf8')).toContain('"command": "compare"')
  })
})

describe('a part that is not there', () => {
  test('is named with the command that runs it again, and what is there is reported', async () => {
    const base = [...BASE, '--set', 'ssl.keystore.password=hunter2', '--require=no-duplicates']
    mkdirSync(at('parts'))
    for (const one of [1, 3]) await part(`parts/${one}.json`, `${one}/3`, ['--junit', at('j.xml')], base)
    writeFileSync(at('parts/2.json'), '{"tidemark": "0.1')
    writeFileSync(at('parts/other.json'), '{}')
    const { code, out, err } = await merge('parts')
    expect(code).toBe(3)
    expect(out).toContain('Not everything: part 2 of 3 is missing.')
    expect(out).toMatch(/^0 [\s\S]*\nall /m)
    expect(err).toContain('note: 1 other JSON file is no part of a run')
    expect(err).toContain(`${at('parts/2.json')}: this part is empty or cut off`)
    const [, command = ''] = /part 2 of 3 is missing; run it again: tidemark (.*)/.exec(err) ?? []
    expect(command).not.toMatch(/hunter2|--junit|j\.xml/)
    const words = command.replaceAll("'", '').replace('shard-2.json', at('parts/2.json')).split(' ')
    await ran(words, { engine: quickEngine })
    rmSync(at('parts/other.json'))
    expect(await merge('parts')).toMatchObject({ code: 0, err: '' })
  })

  test('stands in every form', async () => {
    await part('1.json', '1/2')
    await ran(['merge', at('1.json'), '--markdown', at('m.md'), '--junit', at('j.xml'), '--html', at('p.html')])
    for (const name of ['m.md', 'j.xml', 'p.html']) expect(readFileSync(at(name), 'utf8')).toContain('part 2 of 2')
    const { out } = await ran(['merge', at('1.json'), '--json'])
    expect(compareSchema.parse(JSON.parse(out)).missing).toMatchObject([{ part: 2, of: 2 }])
  })

  test('or was interrupted: that is told, too', async () => {
    await part('1.json', '1/2')
    const engine: Engine = {
      ...quickEngine,
      judge: async (request) => ({ ...(await quickEngine.judge(request)), interrupted: true }),
    }
    await ran([...BASE, '--shard', '2/2', '--shard-file', at('2.json')], { engine })
    const { code, out, err } = await merge('1.json', '2.json')
    expect(code).toBe(3)
    expect(out).toContain('Interrupted: rows without a verdict')
    expect(err).toContain('part 2 of 2 was interrupted; run it again: tidemark compare')
  })
})

test.each(['0/2', '3/2', '1', '1/1001', 'x/y'])('--shard %s is refused', async (shard) => {
  const { code, err } = await ran([...BASE, '--shard', shard])
  expect(err).toContain('I/N, such as 2/8')
  expect(code).toBe(2)
})

test('--shard-file goes with --shard, and is tried before anything is searched', async () => {
  const engine: Engine = {
    ...quickEngine,
    judge: () => {
      throw new Error('a search has begun')
    },
  }
  expect((await ran([...BASE, '--shard-file', at('x.json')], { engine })).err).toContain('say which with --shard')
  writeFileSync(at('file'), '')
  const { code, err } = await ran([...BASE, '--shard', '1/2', '--shard-file', at('file/x.json')], { engine })
  expect(err).toContain('--shard-file')
  expect(code).toBe(2)
})
