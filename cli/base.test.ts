/** `--base REF`: what a change breaks, what was broken before, what it mends. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CheckJson, checkSchema } from '../reports/schema.ts'
import { realEngine } from './real-engine.ts'
import { type Ran, ran } from './testing/ran.ts'

const home = process.cwd()
let folder = ''
let searches = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-base-test-'))
  process.chdir(folder)
  searches = 0
})
afterEach(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true })
})

const counting = {
  ...realEngine,
  judge: (request: Parameters<typeof realEngine.judge>[0]) => ((searches += 1), realEngine.judge(request)),
}

function git(...args: readonly string[]): void {
  const who = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@t',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'commit.gpgsign=false',
  ]
  execFileSync('git', [...who, ...args], { stdio: 'ignore' })
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

/** A commit of these files; what is written later is not in it. */
function committed(files: Readonly<Record<string, string>>): void {
  git('init', '-q')
  for (const [name, text] of Object.entries(files)) write(name, text)
  git('add', '-A')
  git('commit', '-qm', 'before')
}

const PRODUCER = 'config/producer.properties'
const small = ['--promise', 'no-acknowledged-loss,no-duplicates', '--faults', '1', '--records', '1', '--no-remedies']

const check = (...args: readonly string[]): Promise<Ran> =>
  ran(['check', '--max-states', '1000', '--runs', '20', ...small, ...args], { engine: counting })

async function checked(...args: readonly string[]): Promise<CheckJson & { readonly code: number }> {
  const { code, out } = await check('--json', '--base', 'HEAD', ...args)
  return { ...checkSchema.parse(JSON.parse(out)), code }
}

const [safe, weak] = ['acks=all\nenable.idempotence=false\n', 'acks=1\nenable.idempotence=false\n']

describe('against a commit', () => {
  test.each([
    ['of other names', 'config/one.properties', 'config/two.properties'],
    ['of the same name', 'one/producer.properties', 'two/producer.properties'],
  ])('of two alike, %s, one is changed: the other is what it was', async (_, left, changed) => {
    committed({ [left]: safe, [changed]: safe })
    write(changed, weak)
    const { cases = [] } = await checked(left, changed)
    const changes = cases.map(({ of, base }) => [of, base?.missing, base?.changed.map(({ key }) => key), base?.breaks])
    expect(changes).toEqual([
      [expect.stringContaining(basename(left)), undefined, [], []],
      [expect.stringContaining(basename(changed)), undefined, ['acks'], ['no-acknowledged-loss']],
    ])
  })

  test('a change that breaks a required promise fails; what was broken before does not, and both are told', async () => {
    committed({ [PRODUCER]: safe })
    write(PRODUCER, weak)
    const { base, code } = await checked('config')
    expect(base).toEqual({
      ref: 'HEAD',
      changed: [{ key: 'acks', before: 'all', now: '1' }],
      breaks: ['no-acknowledged-loss'],
      brokenBefore: ['no-duplicates'],
      mends: [],
    })
    expect(code).toBe(1)
    for (const quiet of [[], ['--quiet']]) {
      const { out } = await check('--base', 'HEAD', 'config', ...quiet)
      expect(out).toContain('this change breaks no-acknowledged-loss\n')
      expect(out).toContain('was broken before: no-duplicates (does not fail this check)')
    }
  })

  test('a change that breaks nothing passes, though much is broken; what it mends is told', async () => {
    committed({ [PRODUCER]: weak })
    write(PRODUCER, safe)
    const { base, code } = await checked('config')
    expect(base).toMatchObject({ breaks: [], brokenBefore: ['no-duplicates'], mends: ['no-acknowledged-loss'] })
    expect(code).toBe(0)
    expect((await check('config')).code).toBe(1)
  })

  test('what does not fail fails no report either', async () => {
    committed({ [PRODUCER]: weak })
    write(PRODUCER, safe)
    await check('--base', 'HEAD', 'config', '--junit', 'junit.xml', '--markdown', 'comment.md')
    expect(readFileSync('junit.xml', 'utf8')).toContain('failures="0"')
    expect(readFileSync('comment.md', 'utf8')).toContain('this change mends no-acknowledged-loss')
  })

  test('without a change nothing is searched, whatever is broken and wherever the lines stand', async () => {
    committed({ [PRODUCER]: weak })
    write(PRODUCER, `# said once more\n\n${weak}linger.ms=7\n`)
    const { base, verdicts, code } = await checked('config')
    expect({ base: base?.changed, verdicts, code, searches }).toEqual({ base: [], verdicts: [], code: 0, searches: 0 })
    const { out } = await check('--base', 'HEAD', 'config', '--markdown', 'comment.md')
    expect(out).toContain('nothing that is judged has changed against HEAD: nothing is searched')
    expect(readFileSync('comment.md', 'utf8')).toContain('nothing that is judged has changed')
  })

  test('of several configurations those that changed are judged, each against its own, by its name', async () => {
    const cluster = (min: number): string =>
      ['orders', 'bills']
        .map(
          (name) => `Topic: ${name}\tReplicationFactor: 3\tConfigs: min.insync.replicas=${name === 'orders' ? min : 1}`,
        )
        .map((line) => line.replace('\tRep', '\tPartitionCount: 1\tRep'))
        .join('\n')
    committed({ 'topics.txt': cluster(2) })
    write('topics.txt', cluster(3))
    const { cases = [] } = await checked('topics.txt')
    const changes = cases.map(({ of, base }) => [of, base?.changed.map(({ key }) => key)])
    expect(changes).toEqual(expect.arrayContaining([[expect.stringContaining('bills'), []]]))
    expect(changes).toEqual(expect.arrayContaining([[expect.stringContaining('orders'), ['min.insync.replicas']]]))
    expect(searches).toBe(2)
  })

  test('what the change removes is named, and what is left is compared with what it was', async () => {
    const line = (name: string, min: number): string =>
      `Topic: ${name}\tPartitionCount: 1\tReplicationFactor: 3\tConfigs: min.insync.replicas=${min}`
    committed({
      'topics.txt': `${line('bills', 2)}\n${line('orders', 1)}`,
      'conf/audit.properties': weak,
      'conf/orders.properties': safe,
    })
    write('topics.txt', line('orders', 1))
    const { base } = await checked('topics.txt')
    expect(base).toMatchObject({ changed: [], breaks: [], removed: ['topic bills'] })
    expect(base?.missing).toBeUndefined()
    rmSync('conf/audit.properties')
    const { out } = await check('--base', 'HEAD', 'conf', '--markdown', 'comment.md')
    expect(out).toContain('this change removes audit.properties: not judged any more')
    expect(readFileSync('comment.md', 'utf8')).toContain('this change removes audit.properties')
    expect(readFileSync('comment.md', 'utf8')).not.toContain('Tidemark: nothing that is judged has changed')
  })

  test('what was not there, or was wrong, is new: all that it breaks is by this change', async () => {
    committed({ 'README.md': 'nothing', 'wrong.properties': 'acks=7\n' })
    write(PRODUCER, weak)
    const added = await checked('config')
    expect(added.base).toMatchObject({ breaks: ['no-acknowledged-loss', 'no-duplicates'], brokenBefore: [] })
    expect(added.base?.missing).toContain('at HEAD there is nothing that can be judged')
    expect(added.base?.missing).not.toContain(tmpdir())
    write('wrong.properties', weak)
    expect((await checked('--producer', 'wrong.properties')).base?.missing).toContain('acks')
  })

  test('a folder below the repository, a file that was deleted, and one that was added are as they were', async () => {
    committed({ 'app/config/producer.properties': safe, 'app/config/topic.properties': 'min.insync.replicas=2\n' })
    rmSync('app/config/topic.properties')
    write('app/config/consumer.properties', 'isolation.level=read_committed\n')
    process.chdir('app')
    const keys = (await checked('config')).base?.changed.map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(['min.insync.replicas', 'isolation.level']))
  })

  test('nothing is checked out, and nothing stays behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('tidemark-base-')).length
    committed({ [PRODUCER]: safe })
    write(PRODUCER, weak)
    await checked('config')
    expect(readFileSync(PRODUCER, 'utf8')).toBe(weak)
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('tidemark-base-'))).toHaveLength(before)
  })
})

describe('what is wrong is one clear message', () => {
  const refused = async (args: readonly string[], message: string): Promise<void> => {
    const { code, out, err } = await check(...args)
    expect({ code, out, searches }).toEqual({ code: 2, out: '', searches: 0 })
    expect(err).toContain(message)
  }

  test('no repository, no such commit, a path that is elsewhere', async () => {
    write(PRODUCER, safe)
    await refused(['--base', 'main', 'config'], 'this folder is in no git repository')
    committed({})
    await refused(['--base', 'nowhere', 'config'], 'the repository has no such commit')
    await refused(['--base', '--output=evil', 'config'], 'the repository has no such commit')
    const other = mkdtempSync(join(tmpdir(), 'tidemark-other-'))
    writeFileSync(join(other, 'producer.properties'), safe)
    await refused(['--base', 'HEAD', other], 'outside of the repository')
    rmSync(other, { recursive: true })
  })
})
