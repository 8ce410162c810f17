/** `tidemark ci`: what it prints is read by GitHub's own parser, and by a shell. */
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { Ajv } from 'ajv'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Ran, ran } from './testing/ran.ts'
import { VERSION } from '../reports/version.ts'

const home = process.cwd()
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-ci-'))
  process.chdir(folder)
})
afterEach(() => {
  process.chdir(home)
  rmSync(folder, { recursive: true })
})

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

const producer = (): void => write('config/producer.properties', 'acks=1\nbootstrap.servers=a:9092\n')
const ci = (...args: readonly string[]): Promise<Ran> => ran(['ci', ...args])

/** The errors that GitHub's parser finds. */
async function problemsOnGithub(content: string): Promise<readonly string[]> {
  const { value, context } = parseWorkflow({ name: 'tidemark.yml', content }, new NoOperationTraceWriter())
  if (value !== undefined) await convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map(({ message }) => message)
}

/** What a shell makes of a command: the words after `npx`, one an item. */
function wordsOf(script: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const bin = join(folder, 'bin')
  write('bin/npx', '#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done\n')
  chmodSync(join(bin, 'npx'), 0o755)
  const shell = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, ...env }
  return execFileSync('sh', ['-c', script], { env: shell, encoding: 'utf8' }).trimEnd().split('\n')
}

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly if?: string
}

async function stepsOnGithub(): Promise<readonly Step[]> {
  return (parse((await ci('github')).out) as { jobs: { tidemark: { steps: Step[] } } }).jobs.tidemark.steps
}

const runOnGithub = async (): Promise<string> => (await stepsOnGithub()).flatMap(({ run }) => run ?? []).join('\n')

interface Job {
  readonly script: readonly string[]
  readonly artifacts: { readonly reports: Readonly<Record<string, string>> }
}

const jobOnGitlab = async (): Promise<Job> => (parse((await ci('gitlab')).out) as { tidemark: Job }).tidemark

describe('on GitHub', () => {
  test('it is a workflow that its own parser takes; the same parser finds what is wrong in another', async () => {
    producer()
    const { code, out, err } = await ci('github')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(await problemsOnGithub(out)).toEqual([])
    expect(await problemsOnGithub(out.replace('runs-on', 'run-on'))).not.toEqual([])
    expect(await problemsOnGithub(out.replace('github.base_ref }}', 'github.base_ref'))).not.toEqual([])
  })

  test('it checks the files that init finds, and every action is of a pinned major version', async () => {
    producer()
    write('topics.txt', 'Topic: orders\tPartitionCount: 2\tReplicationFactor: 3\tConfigs: min.insync.replicas=2')
    const words = wordsOf(await runOnGithub())
    const start = ['--yes', `tidemark@${VERSION}`, 'check', 'config/producer.properties', 'topics.txt']
    expect(words.slice(0, 5).toSorted()).toEqual(start.toSorted())
    const uses = (await stepsOnGithub()).flatMap(({ uses: action }) => action ?? [])
    expect(uses.length).toBeGreaterThan(3)
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w/-]+@v\d+$/)
  })

  test('what it uploads is what the check writes, also after a failure', async () => {
    producer()
    const { out } = await ci('github')
    const words = wordsOf(await runOnGithub())
    const written = words.filter((word) => word.startsWith('tidemark-reports/'))
    expect(written.length).toBeGreaterThan(3)
    const uploads = (await stepsOnGithub()).filter(({ uses = '' }) => uses.includes('upload'))
    for (const { if: when } of uploads) expect(when).toContain('always()')
    for (const file of written) expect(out.split(file).length).toBeGreaterThan(2)
  })

  test('the branch of a pull request comes from outside: no part of it is a command', async () => {
    producer()
    const script = await runOnGithub()
    expect(script).not.toContain('${{')
    expect(wordsOf(script)).not.toContain('--base')
    const words = wordsOf(script, { BASE: '$(echo evil)"; echo evil' })
    expect(words[words.indexOf('--base') + 1]).toBe('origin/$(echo evil)"; echo evil')
  })

  test('a path stays a path, whatever its name is', async () => {
    const names = ["it's $(here) `now`.properties", 'a b.properties', '${{ github.token }}.properties']
    for (const name of names) write(`config/${name}`, 'acks=1\nbootstrap.servers=a:9092\n')
    const { out } = await ci('github')
    expect(await problemsOnGithub(out)).toEqual([])
    // As GitHub replaces the expression that stands for its sign.
    const words = wordsOf((await runOnGithub()).replaceAll("${{ '${{' }}", '${{'))
    for (const name of names) expect(words).toContain(`config/${name}`)
  })
})

/**
 * GitLab publishes its schema in no package that a test could take without much else: these are the keys of its
 * reference that the file has, each with what may stand there.
 */
const isGitlabs = new Ajv({ strict: true, allowUnionTypes: true }).compile({
  type: 'object',
  required: ['tidemark'],
  additionalProperties: false,
  properties: {
    tidemark: {
      type: 'object',
      required: ['script'],
      additionalProperties: false,
      properties: {
        image: { type: 'string', minLength: 1 },
        rules: {
          type: 'array',
          items: {
            type: 'object',
            required: ['if'],
            additionalProperties: false,
            properties: { if: { type: 'string', pattern: '^\\$CI_' } },
          },
        },
        variables: { type: 'object', propertyNames: { pattern: '^\\w+$' }, additionalProperties: { type: 'string' } },
        cache: {
          type: 'object',
          additionalProperties: false,
          properties: {
            key: { type: 'string', pattern: '^[^/]+$' },
            paths: { $ref: '#/$defs/paths' },
            when: { enum: ['on_success', 'on_failure', 'always'] },
          },
        },
        script: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
        artifacts: {
          type: 'object',
          additionalProperties: false,
          properties: {
            when: { enum: ['on_success', 'on_failure', 'always'] },
            expire_in: { type: 'string', pattern: '^\\d+ (days|weeks|hours)$' },
            paths: { $ref: '#/$defs/paths' },
            reports: {
              type: 'object',
              additionalProperties: false,
              properties: { junit: { type: 'string' }, codequality: { type: 'string' } },
            },
          },
        },
      },
    },
  },
  $defs: { paths: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[^/]' } } },
})

describe('on GitLab', () => {
  test('every key is one that GitLab has there, whatever files are called', async () => {
    producer()
    for (const name of ["it's $(here).properties", 'a: b #c.properties'])
      write(`config/${name}`, 'acks=1\nbootstrap.servers=a:9092\n')
    const { out } = await ci('gitlab')
    expect(isGitlabs(parse(out)) ? [] : isGitlabs.errors).toEqual([])
    expect(isGitlabs(parse(out.replace('codequality:', 'code_quality:')))).toBe(false)
  })

  test('it is one job with the reports that GitLab reads', async () => {
    producer()
    const { script, artifacts } = await jobOnGitlab()
    const words = wordsOf(script.join('\n'))
    const of = (flag: string): string | undefined => words[words.indexOf(flag) + 1]
    expect(artifacts.reports).toEqual({ junit: of('--junit'), codequality: of('--code-quality') })
    expect(wordsOf(script.join('\n'), { CI_MERGE_REQUEST_DIFF_BASE_SHA: 'abc123' })).toContain('abc123')
  })

  test('it is printed by itself where the repository has a file of GitLab', async () => {
    producer()
    expect((await ci()).out).toContain('.github/workflows/tidemark.yml')
    write('.gitlab-ci.yml', 'test: { script: make }\n')
    expect((await ci()).out).toBe((await ci('gitlab')).out)
  })
})

describe('for a shell', () => {
  test('it is a script that a shell takes, with what is added to it', async () => {
    producer()
    const { out } = await ci('shell')
    expect(out.startsWith('#!/bin/sh\n')).toBe(true)
    expect(wordsOf(out)).not.toContain('--base')
    const words = wordsOf(`set -- --quiet\n${out}`, { BASE: 'origin/main' })
    expect(words).toEqual(expect.arrayContaining(['--base', 'origin/main', '--quiet']))
  })
})

test('every command that it prints is one that this version takes', async () => {
  producer()
  for (const platform of ['github', 'gitlab', 'shell']) {
    const { out } = await ci(platform)
    const script =
      platform === 'github'
        ? await runOnGithub()
        : platform === 'gitlab'
          ? (await jobOnGitlab()).script.join('\n')
          : out
    const [, , ...words] = wordsOf(script)
    const { err } = await ran([...words, '--help'])
    expect(err).toBe('')
    const refused = await ran([...words, '--set', 'no.such.key=1'])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('no.such.key') })
  }
})

test('tidemark.yaml is checked, and nothing else, where it is there', async () => {
  producer()
  write('tidemark.yaml', 'producer: { acks: all }\n')
  expect(wordsOf(await runOnGithub()).slice(2, 4)).toEqual(['check', 'tidemark.yaml'])
})

test('what is wrong is one clear message', async () => {
  const refused = async (args: readonly string[], message: string): Promise<void> => {
    const { code, out, err } = await ci(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  }
  await refused([], 'no settings of Kafka were found here')
  producer()
  await refused(['gitlb'], 'did you mean gitlab')
  await refused(['travis'], 'there are github, gitlab, shell')
})

test('the page shows what it prints', async () => {
  const page = readFileSync(join(home, 'docs/ci.md'), 'utf8')
  write('tidemark.yaml', 'producer: { acks: all }\n')
  const { out } = await ci('github')
  expect(page).toContain(`\`\`\`yaml\n${out}\`\`\``)
})
