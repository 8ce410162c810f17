/** The rules of the house, held against every file of the project. Each rule is shown to be able to fail. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

interface Source {
  readonly path: string
  readonly text: string
}

/** A rule names every offending place: `file:line what is wrong`. */
type Rule = (sources: readonly Source[]) => readonly string[]

// ── Reading sources ──────────────────────────────────────────────────────────────────────────────────────────────

/** After these a slash begins a regular expression; after anything else it divides. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+<>~%^*-]|\b(?:return|typeof|case|in|of|yield|await))\s*$/
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|`|[{}]|\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/g
const TEMPLATE_PART = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{|$)/y

type Part = 'comments' | 'strings'

/** The text with these parts blanked out, every line where it was. */
function without(text: string, ...parts: readonly Part[]): string {
  let out = ''
  let at = 0
  /** For every open brace, whether it belongs to a template. */
  const braces: boolean[] = []
  const take = (token: string, part: Part | undefined) => {
    out += part !== undefined && parts.includes(part) ? token.replace(/[^\n]/g, ' ') : token
    at += token.length
  }
  const template = () => {
    TEMPLATE_PART.lastIndex = at
    const token = TEMPLATE_PART.exec(text)?.[0] ?? ''
    if (token.endsWith('${')) braces.push(true)
    take(token, 'strings')
  }
  for (;;) {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(text)
    if (found === null) return out + text.slice(at)
    take(text.slice(at, found.index), undefined)
    const token = found[0]
    if (token.startsWith('//') || token.startsWith('/*')) take(token, 'comments')
    else if (token.startsWith('/') && BEFORE_REGEX.test(out)) take(token, 'strings')
    else if (token.startsWith('/')) take('/', undefined)
    else if (token === '`') {
      take(token, 'strings')
      template()
    } else if (token === '{') {
      braces.push(false)
      take(token, undefined)
    } else if (token === '}') {
      const endsHole = braces.pop() === true
      take(token, undefined)
      if (endsHole) template()
    } else take(token, 'strings')
  }
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/** Every place of this source where the pattern matches. */
function places({ path }: Source, text: string, pattern: RegExp, what = ''): readonly string[] {
  return [...text.matchAll(pattern)].map((match) => `${path}:${lineAt(text, match.index)} ${what}${match[0].trim()}`)
}

const isTypeScript = ({ path }: Source) => /\.tsx?$/.test(path)
const isTest = ({ path }: Source) => path.endsWith('.test.ts') || path.split('/').includes('testing')
const isOwn = (source: Source) => isTypeScript(source) && !isTest(source)
const roomOf = (path: string) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')

interface Import {
  readonly target: string
  readonly line: number
}

/** The project's files that this one imports, for their types or their values. */
function importsOf({ path, text }: Source): readonly Import[] {
  const code = without(text, 'comments')
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]/g)].map((match) => ({
    target: posix.join(posix.dirname(path), match[1] ?? ''),
    line: lineAt(code, match.index),
  }))
}

// ── The rules ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the files of a room may import, apart from each other. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  invariants: ['model'],
  generators: ['model', 'invariants'],
  harness: ['model', 'invariants', 'generators'],
  reports: ['model', 'invariants', 'generators', 'harness'],
  read: ['model'],
  api: ['model', 'invariants', 'generators', 'harness', 'reports', 'read'],
  cli: ['model', 'invariants', 'generators', 'harness', 'reports', 'gallery', 'read'],
  gallery: ['model', 'invariants', 'generators', 'harness', 'reports', 'bench'],
  bench: ['model', 'invariants', 'generators', 'harness', 'reports', 'gallery'],
  conform: ['model', 'invariants', 'generators', 'harness', 'reports', 'gallery'],
}

/** Real brokers are there for who asks for them: one file loads them, when it is asked. */
const isOnDemand = (path: string, target: string) => path === 'cli/replay-on.ts' && roomOf(target) === 'conform'

const importsGoDown: Rule = (sources) =>
  sources.filter(isOwn).flatMap((source) => {
    const room = roomOf(source.path)
    if (room === '') return []
    const allowed = MAY_IMPORT[room]
    if (allowed === undefined) return [`${source.path}:1 the house has no room called ${room}`]
    return importsOf(source)
      .filter(
        ({ target }) => roomOf(target) in MAY_IMPORT && roomOf(target) !== room && !allowed.includes(roomOf(target)),
      )
      .filter(({ target }) => !isOnDemand(source.path, target))
      .map(({ target, line }) => `${source.path}:${line} ${room} imports ${target}`)
  })

/** A folder of model/ holds one system; what is named after it in other rooms belongs to it. */
const generalPartsKnowNoSystem: Rule = (sources) => {
  const isGeneral = (path: string) => /^(?:harness|gallery|(?:generators|invariants)\/(?!kafka\b))/.test(path)
  return sources
    .filter((source) => isOwn(source) && isGeneral(source.path))
    .flatMap((source) =>
      importsOf(source)
        .filter(({ target }) => /^model\/[^/]+\//.test(target))
        .map(({ target, line }) => `${source.path}:${line} imports ${target}`),
    )
}

/** Lanes, columns and words come from the system that is told of. */
const reportsNameNoSystem: Rule = (sources) =>
  sources
    .filter((source) => isOwn(source) && source.path.startsWith('reports/'))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => (/kafka/i.test(line) ? [`${path}:${at + 1} names a system`] : [])),
    )

/**
 * A system knows no other one; of the applications that use Kafka only its door and its state know, of what client
 * libraries have by default its settings.
 */
const systemsMeetAtDoors: Rule = (sources) =>
  sources
    .filter((source) => isOwn(source) && !source.path.includes('.test.') && !source.path.includes('/testing/'))
    .flatMap((source) => {
      const [, own] = /^model\/([^/]+)\//.exec(source.path) ?? []
      if (own === undefined) return []
      const isDoor = /^model\/kafka\/(?:door\.ts|state\/|settings\/)/.test(source.path)
      return importsOf(source)
        .filter(({ target }) => {
          const [, other] = /^model\/([^/]+)\//.exec(target) ?? []
          return other !== undefined && other !== own && !(other === 'clients' && isDoor)
        })
        .map(({ target, line }) => `${source.path}:${line} imports ${target}`)
    })

const noCircularImports: Rule = (sources) => {
  const files = new Map(sources.filter(isOwn).map((source) => [source.path, source]))
  const done = new Set<string>()
  const circles: string[] = []
  const follow = (path: string, trail: readonly string[]) => {
    const source = files.get(path)
    if (source === undefined || done.has(path)) return
    for (const { target, line } of importsOf(source)) {
      const start = [...trail, path].indexOf(target)
      if (start >= 0) circles.push(`${path}:${line} closes ${[...trail, path].slice(start).join(' → ')} → ${target}`)
      else follow(target, [...trail, path])
    }
    done.add(path)
  }
  for (const path of files.keys()) follow(path, [])
  return circles
}

const noClockChanceOrSurroundings: Rule = (sources) =>
  sources
    .filter((source) => isOwn(source) && ['model', 'invariants', 'generators', 'harness'].includes(roomOf(source.path)))
    .flatMap((source) =>
      places(
        source,
        without(source.text, 'comments', 'strings'),
        /\b(?:Math\.random|Date\.now|performance\.now|new Date\(|process\.env|setTimeout)/g,
      ),
    )

/** `any` where a type stands; a variable may be called so. */
const ANY = /(?:[:<|&]|=>|\b(?:as|is|satisfies|keyof|readonly))\s*any\b(?=\s*(?:[[\]>,;)|&={}]|$))|,\s*any\s*>/gm

const noEscapes: Rule = (sources) =>
  sources.filter(isTypeScript).flatMap((source) => {
    const code = without(source.text, 'comments', 'strings')
    const withComments = without(source.text, 'strings')
    return [
      ...places(source, code, ANY, 'the type: '),
      ...places(source, withComments, /@ts-(?:ignore|expect-error|nocheck)\b/g),
      ...places(source, code, /\.(?:skip|only)\(/g),
      ...(source.path.endsWith('.config.ts') ? [] : places(source, code, /\bexport\s+default\b|\bas\s+default\b/g)),
    ]
  })

const MOST_LINES = 300
const MEDIAN_BELOW = 150

const filesAreShort: Rule = (sources) => {
  const sizes = sources
    .filter(isOwn)
    .map(({ path, text }) => ({ path, lines: text.replace(/\n$/, '').split('\n').length }))
  const tooLong = sizes
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path}:${MOST_LINES + 1} has ${lines} lines`)
  const median = sizes.map(({ lines }) => lines).toSorted((a, b) => a - b)[sizes.length >> 1] ?? 0
  return median < MEDIAN_BELOW ? tooLong : [...tooLong, `the median of all files is ${median} lines`]
}

const COLUMNS = 120

/** A text, a template or a regular expression is as long as it is; all else is broken into lines, comments by hand. */
const linesAreNarrow: Rule = (sources) =>
  sources.filter(isTypeScript).flatMap(({ path, text }) => {
    const code = without(text, 'strings').split('\n')
    return text.split('\n').flatMap((line, at) => {
      if (line.length <= COLUMNS) return []
      const bare = [(code[at] ?? '').replaceAll(/ {2,}/g, ' '), line.replace(/`.*`/, '')]
      return bare.every(({ length }) => length > COLUMNS) ? [`${path}:${at + 1} is wider than ${COLUMNS} columns`] : []
    })
  })

const foldersHaveNames: Rule = (sources) =>
  sources
    .filter(({ path }) =>
      dirname(path)
        .split('/')
        .some((folder) => /^(?:utils?|commons?|helpers?)$/i.test(folder)),
    )
    .map(({ path }) => `${path}:1 stands in a folder without a concept`)

const modelIsIntroduced: Rule = (sources) =>
  sources
    .filter((source) => isOwn(source) && source.path.startsWith('model/kafka/'))
    .filter(({ path, text }) => !['index.ts', 'types.ts'].includes(basename(path)) && !text.startsWith('/**'))
    .map(({ path }) => `${path}:1 does not begin with a doc comment`)

const lockNamesNoAddress: Rule = (sources) =>
  sources
    .filter(({ path }) => basename(path) === 'package-lock.json')
    .flatMap((source) => places(source, source.text, /"resolved".*/g))

/**
 * Spelt in parts, or this file would break its own rule. Kafka's own default folders under tmp are part of real
 * configurations.
 */
const OF_ONE_MACHINE = [
  String.raw`\/${'work'}\/`,
  String.raw`\/${'tmp'}\/(?!kafka|kraft|zookeeper)`,
  String.raw`https?:\/\/[\w.-]*(?:registry|packages|mirror|proxy)[\w.-]*`,
  String.raw`registry\.${'npmjs'}`,
  String.raw`\b${'issues'} (?:show|list|comment|close)\b`,
  String.raw`\.${'library'}\/|\.${'mirror'}\/`,
  String.raw`\b(?:find|str)_(?:repos|files|string|replace_based)\w*`,
].join('|')

const nothingOfOneMachine: Rule = (sources) =>
  sources
    .filter(({ path }) => basename(path) !== 'package-lock.json')
    .flatMap((source) => places(source, source.text, new RegExp(OF_ONE_MACHINE, 'gi')))

// ── The project ──────────────────────────────────────────────────────────────────────────────────────────────────

const ROOT = dirname(fileURLToPath(import.meta.url))

/** Every file that is committed or about to be. */
function projectFiles(): readonly Source[] {
  return paths()
    .filter((path) => existsSync(join(ROOT, path)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
}

function paths(): readonly string[] {
  try {
    const output = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const listed = output.split('\0').filter((path) => path !== '')
    if (listed.includes(basename(fileURLToPath(import.meta.url)))) return listed
  } catch {
    // No git here: the folder says what there is.
  }
  return walk('')
}

function walk(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (!entry.isDirectory()) return [path]
    return entry.name === 'node_modules' || entry.name === 'coverage' || entry.name.startsWith('.') ? [] : walk(path)
  })
}

/** A made-up file. */
const file = (path: string, ...lines: readonly string[]): Source => ({ path, text: lines.join('\n') })

const RULES: readonly {
  readonly name: string
  readonly rule: Rule
  readonly broken: readonly Source[]
  readonly places: readonly string[]
}[] = [
  {
    name: 'imports only go down the house, and nothing imports cli',
    rule: importsGoDown,
    broken: [
      file('model/a.ts', '/** a */', "import { b } from '../harness/b.ts'"),
      file('bench/c.ts', "import type { d } from '../cli/d.ts'", "import { e } from '../reports/e.ts'"),
      file('invariants/testing/f.ts', "import { g } from '../../harness/g.ts'"),
      file('attic/h.ts', ''),
      file('cli/i.ts', "const { j } = await import('../conform/j.ts')"),
    ],
    places: ['model/a.ts:2', 'bench/c.ts:1', 'attic/h.ts:1', 'cli/i.ts:1'],
  },
  {
    name: 'the harness, the gallery and the general generators and invariants know no particular system',
    rule: generalPartsKnowNoSystem,
    broken: [
      file('harness/a.ts', "import { log } from '../model/kafka/log.ts'"),
      file(
        'generators/b.ts',
        "import { machine } from '../model/machine.ts'",
        "const late = import('../model/kafka/log.ts')",
      ),
      file('generators/kafka/c.ts', "import { log } from '../../model/kafka/log.ts'"),
      file('harness/a.test.ts', "import { log } from '../model/kafka/log.ts'"),
      file('gallery/d.ts', "import { log } from '../model/kafka/log.ts'"),
    ],
    places: ['harness/a.ts:1', 'generators/b.ts:2', 'gallery/d.ts:1'],
  },
  {
    name: 'reports name no particular system',
    rule: reportsNameNoSystem,
    broken: [
      file('reports/a.ts', 'const title = 1', "const system = 'Kafka'"),
      file('reports/a.test.ts', "const system = 'Kafka'"),
      file('reports/testing/b.ts', "const system = 'Kafka'"),
    ],
    places: ['reports/a.ts:2'],
  },
  {
    name: 'a system knows no other system, and its applications at its door alone',
    rule: systemsMeetAtDoors,
    broken: [
      file('model/kafka/door.ts', "import { called } from '../clients/application.ts'"),
      file('model/kafka/producer/send.ts', "import { called } from '../../clients/application.ts'"),
      file('model/queues/a.ts', "import { log } from '../kafka/log/log.ts'"),
      file('model/systems.ts', "import { KAFKA } from './kafka/entry.ts'"),
    ],
    places: ['model/kafka/producer/send.ts:1', 'model/queues/a.ts:1'],
  },
  {
    name: 'no imports go in a circle, types included',
    rule: noCircularImports,
    broken: [
      file('model/a.ts', "import { b } from './b.ts'"),
      file('model/b.ts', '', "import { c } from './c.ts'"),
      file('model/c.ts', "import type { a } from './a.ts'", "// import { b } from './b.ts'"),
    ],
    places: ['model/c.ts:1'],
  },
  {
    name: 'up to the harness nothing reads a clock, chance or its surroundings',
    rule: noClockChanceOrSurroundings,
    broken: [
      file(
        'model/a.ts',
        '// Math.random',
        "const say = 'Date.now'",
        'const now = Date.now()',
        'const roll = () => Math.random()',
      ),
      file(
        'harness/b.ts',
        'const half = 4 / 2 // 1',
        'const said = `setTimeout ${process.env.HOME} x`',
        'const like = /setTimeout/',
        'new Date()',
      ),
      file('cli/c.ts', 'performance.now()'),
    ],
    places: ['model/a.ts:3', 'model/a.ts:4', 'harness/b.ts:2', 'harness/b.ts:4'],
  },
  {
    name: 'nothing slips past the compiler or the test runner, and everything exported has a name',
    rule: noEscapes,
    broken: [
      file(
        'model/a.ts',
        '/** any */',
        'let a: any',
        'const b = a as any[]',
        'const any: string = Promise.any(any)',
        "const s = 'as any'",
        'let c: Map<string, any>',
        'function d(e: any, f?: any): any {',
        'return elected(any, [any])',
      ),
      file('cli/b.test.ts', '// @ts-expect-error', 'test.only(', 'describe.skip('),
      file('cli/c.ts', 'export default 1'),
      file('vitest.config.ts', 'export default {}'),
    ],
    places: [
      'model/a.ts:2',
      'model/a.ts:3',
      'model/a.ts:6',
      'model/a.ts:7',
      'model/a.ts:7',
      'model/a.ts:7',
      'cli/b.test.ts:1',
      'cli/b.test.ts:2',
      'cli/b.test.ts:3',
      'cli/c.ts:1',
    ],
  },
  {
    name: `no file is longer than ${MOST_LINES} lines`,
    rule: filesAreShort,
    broken: [
      file('model/a.ts', ...Array<string>(301).fill('a')),
      file('model/a.test.ts', ...Array<string>(400).fill('')),
      file('model/b.ts'),
      file('model/c.ts'),
    ],
    places: ['model/a.ts:301'],
  },
  {
    name: `half of the files are shorter than ${MEDIAN_BELOW} lines`,
    rule: filesAreShort,
    broken: [
      file('model/a.ts', ...Array<string>(152).fill('')),
      file('model/b.ts'),
      file('model/c.ts', ...Array<string>(152).fill('')),
    ],
    places: ['the'],
  },
  {
    name: `no line is wider than ${COLUMNS} columns, but for a text in it`,
    rule: linesAreNarrow,
    broken: [
      file(
        'model/a.ts',
        `const a = ${'b + '.repeat(40)}b`,
        `// ${'why '.repeat(40)}`,
        `const c = '${'text '.repeat(40)}'`,
      ),
      file('README.md', 'x'.repeat(200)),
    ],
    places: ['model/a.ts:1', 'model/a.ts:2'],
  },
  {
    name: 'every folder is called after a concept',
    rule: foldersHaveNames,
    broken: [file('cli/utils/a.ts'), file('reports/helpers/b.json'), file('cli/utilities.ts')],
    places: ['cli/utils/a.ts:1', 'reports/helpers/b.json:1'],
  },
  {
    name: 'every file of the Kafka model begins by saying what it is',
    rule: modelIsIntroduced,
    broken: [
      file('model/kafka/a.ts', 'const a = 1'),
      file('model/kafka/b.ts', '/** b */'),
      file('model/kafka/types.ts', ''),
      file('model/kafka/a.test.ts', ''),
    ],
    places: ['model/kafka/a.ts:1'],
  },
  {
    name: 'the lock file names no address',
    rule: lockNamesNoAddress,
    broken: [file('package-lock.json', '{', '"resolved": "https://example.org/a.tgz"', '}')],
    places: ['package-lock.json:2'],
  },
  {
    name: 'nothing is true of one machine only',
    rule: nothingOfOneMachine,
    broken: [
      file('README.md', 'see', `/${'work'}/main`, `https://${'registry'}.example.org/a`),
      file('docs/a.md', `${'issues'} show 2`, 'issues are shown', 'log.dirs=/tmp/kafka-logs', `/${'tmp'}/x`),
    ],
    places: ['README.md:2', 'README.md:3', 'docs/a.md:1', 'docs/a.md:4'],
  },
]

describe('the house', () => {
  const sources = projectFiles()

  test('is all looked at', () => {
    expect(sources.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['house-rules.test.ts', 'model/machine.ts', 'package-lock.json', 'cli/main.ts']),
    )
  })

  test.each(RULES.map((one) => [one.name, one] as const))('%s', (_, { rule }) => {
    const offending = rule(sources)
    expect(offending, offending.join('\n')).toEqual([])
  })
})

describe('a rule that is broken says where', () => {
  test.each(RULES.map((one) => [one.name, one] as const))('%s', (_, { rule, broken, places: expected }) => {
    expect(rule(broken).map((offending) => offending.split(' ')[0])).toEqual(expected)
  })

  test('comments, strings, templates and regular expressions are told apart', () => {
    const code = ["a(/'x/) // b'", 'c / d / e', "`f ${g({ h: 'i' })} j` + k", "'it\\'s' /* l", ' m */ n'].join('\n')
    expect(without(code, 'comments', 'strings').replace(/ +/g, ' ')).toBe(
      ['a( ) ', 'c / d / e', ' g({ h: }) + k'.replace('}) +', '})} +'), ' ', ' n'].join('\n'),
    )
  })
})
