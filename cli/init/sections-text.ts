/** Configurations as a file of tidemark's own form: sections, each value with the place where it was found. */
import type { Given } from '../../model/given.ts'
import { SECTIONS, type Section } from '../../model/kafka/settings/given.ts'
import { clean } from '../../reports/page.ts'
import type { Case } from '../engine.ts'
import { isModelled } from './found.ts'

/**
 * The text of the file. Only what is judged is written: no passwords, and nothing that Kafka does not know. Several
 * configurations are documents with names, and are judged each by itself.
 * @param head lines that introduce it
 */
export function sectionsText(cases: readonly Case[], head: readonly string[]): string {
  const documents = cases.map(({ name, given }) => [
    ...(cases.length > 1 ? [`name: ${scalar(name)}`] : []),
    ...sectionOf(given, undefined),
    ...SECTIONS.flatMap((section) => sectionOf(given, section)),
  ])
  return [
    ...head.map((line) => `# ${clean(line)}`),
    documents.map((lines) => lines.join('\n')).join('\n---\n'),
    '',
  ].join('\n')
}

/** Of a setting that stands there several times the last one counts, as where the files are judged. */
function sectionOf(given: readonly Given[], section: Section | undefined): readonly string[] {
  const own = given.filter((setting) => setting.section === section)
  const last = new Map(own.filter(isModelled).map((setting) => [setting.key.trim(), setting]))
  const indent = section === undefined ? '' : '  '
  const lines = [...last].map(
    ([key, { value, origin }]) => `${indent}${key}: ${scalar(value.trim())} # ${placeOf(key, origin)}`,
  )
  // Where there is a broker's file, what it leaves out is as Kafka has it: that it was there is to be seen here, too.
  const [ofBroker] = section === 'broker' && lines.length === 0 ? own : []
  if (ofBroker !== undefined)
    lines.push(`  ${LEFT_OUT}: 1 # Kafka's default; ${clean(ofBroker.origin.file ?? '')} does not set it`)
  return section === undefined || lines.length === 0 ? lines : [`${section}:`, ...lines]
}

/** What a broker's file that says nothing else says. */
const LEFT_OUT = 'default.replication.factor'

/** A value as YAML takes it for the same text; what could be anything else stands in quotes. */
function scalar(text: string): string {
  const isPlain = /^-?[A-Za-z0-9][\w.,+@/ -]*$/.test(text) && text.toLowerCase() !== 'null'
  return isPlain ? text : JSON.stringify(text)
}

function placeOf(key: string, { file, line, key: written }: Given['origin']): string {
  const place = `${file ?? ''}${line === undefined ? '' : `:${line}`}`
  return clean(written === undefined || written === key ? place : `${place} ${written}`)
}
