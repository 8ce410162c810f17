import { sectionFor } from './source-code.ts'

/** How a configuration that is not Kafka's own gives itself away, and what to do with it. */
export interface Foreign {
  readonly what: string
  readonly remedy: string
}

type Sign = Foreign & { readonly key: RegExp }

const PARTS =
  'give the settings of the producer, the broker and the topic, each by itself: --producer FILE, --broker FILE, '
  + '--topic FILE, or --set'

const PROPERTIES_SIGNS: readonly Sign[] = [
  { key: /->/, what: 'a part of a MirrorMaker 2 configuration, without the line clusters=', remedy: PARTS },
  { key: /^(%[\w,-]+\.)?quarkus\./, what: 'a Quarkus application that sets nothing for Kafka', remedy: PARTS },
  { key: /^spring\./, what: 'a Spring application that sets nothing below spring.kafka', remedy: PARTS },
  { key: /^kafkastore\./, what: 'the settings of a Schema Registry, which is not judged', remedy: PARTS },
  {
    key: /^ksql\./,
    what: 'the settings of ksqlDB, which is not judged',
    remedy:
      'give what it hands to Kafka Streams by itself: lines without ksql.streams. in front, and application.id with them',
  },
  { key: /^confluent\.controlcenter\./, what: 'the settings of Control Center, which is not judged', remedy: PARTS },
]

const YAML_SIGNS: readonly Sign[] = [
  { key: /^services$/, what: 'a Docker Compose file with nothing of Kafka in it', remedy: '' },
  { key: /^spring$/, what: 'a Spring application that sets nothing below spring.kafka', remedy: '' },
  {
    key: /^(tidemark|verdicts|counterexample)$/,
    what: 'a result of tidemark; tidemark replay runs it again',
    remedy: '',
  },
]

/** What other tool's `.properties` file these keys come from, or undefined. */
export function foreignProperties(keys: readonly string[]): Foreign | undefined {
  return PROPERTIES_SIGNS.find((sign) => keys.some((key) => sign.key.test(key)))
}

/** What other tool's YAML or JSON these top-level keys come from, or undefined. */
export function foreignYaml(keys: readonly string[]): string | undefined {
  return YAML_SIGNS.find((sign) => keys.some((key) => sign.key.test(key)))?.what
}

/** Signs of a text that is no list of settings, line by line; comments are none. */
const TEXT_SIGNS: readonly (Foreign & { readonly line: RegExp })[] = [
  {
    line: /\b[A-Z]\w*Config values:\s*$/,
    what: 'what a client or a broker prints at its start (… values:)',
    remedy: 'give the file itself, and not under the name of one of settings: what is printed is read',
  },
  {
    line: /^\s*(const|let|var|export|function|class|public|private|package|using|namespace|def|func)\s+[\w*{[<].*[({;'"]/,
    what: 'source code',
    remedy: PARTS,
  },
  {
    line: /^\s*(import\s+[\w*{'"].*(;|\bfrom\b|['"])|import\s+[\w.]+$|from\s+[\w.]+\s+import\s|#include\s*[<"])/,
    what: 'source code',
    remedy: PARTS,
  },
  {
    line: /^\s*(resource|provider|variable|module|terraform|data)(\s+"[^"]*")*\s*\{\s*$/,
    what: 'a Terraform configuration',
    remedy: PARTS,
  },
  { line: /^\s*<(\?xml|!DOCTYPE|[a-zA-Z][\w.:-]*(\s[^=]*)?>)/, what: 'XML', remedy: PARTS },
  { line: /^\s*\[[\w.-]+\]\s*$/, what: 'TOML, or an INI file with sections', remedy: PARTS },
  { line: /^\s*\{(?![{%])/, what: 'JSON', remedy: 'give it a name that ends with .json' },
  {
    line: /^(---|(apiVersion|services|spring):(\s.*)?|(broker|topic|producer|consumer):)\s*$/,
    what: 'YAML',
    remedy: 'give it a name that ends with .yaml',
  },
]

/** By their names files of other languages, whatever some of their lines look like. */
const SOURCE_FILE =
  /\.([cm]?[jt]sx?|py|java|kts?|scala|groovy|gradle|go|rs|cs|rb|php|cc?|cpp|hp?p?|sh|bash|ps1|bat|sql)$/i

const OF_TERRAFORM = 'a Terraform configuration without a resource of Kafka that is read'

/** By their names texts for people, in which settings may be quoted. */
const PAGE = /\.(md|markdown|adoc|asciidoc|rst|html?)$/i
const QUOTED = 'give the settings that it quotes, or what a tool printed, in a file of their own'

/**
 * What this text is where it is no `.properties` file at all, and the line that shows it; undefined where nothing does.
 */
export function foreignText(text: string, file: string): (Foreign & { readonly at?: number }) | undefined {
  if (/\.tf$/i.test(file)) return { what: OF_TERRAFORM, remedy: PARTS }
  if (PAGE.test(file)) return { what: 'a page for people to read', remedy: QUOTED }
  if (SOURCE_FILE.test(file)) return { what: 'source code', remedy: sectionFor(text) ?? PARTS }
  let isContinued = false
  for (const [index, line] of text.split(/\r\n|\n|\r/, 20_000).entries()) {
    const continuesLast: boolean = isContinued
    const isComment: boolean = !continuesLast && /^\s*([#!]|$)/.test(line) && !line.startsWith('#include')
    isContinued = !isComment && endsInBackslash(line)
    if (isComment || continuesLast) continue
    const sign = TEXT_SIGNS.find((one) => one.line.test(line.slice(0, 2_000)))
    if (sign?.what === 'source code') return { what: sign.what, remedy: sectionFor(text) ?? sign.remedy, at: index + 1 }
    if (sign !== undefined) return { what: sign.what, remedy: sign.remedy, at: index + 1 }
  }
  return undefined
}

/** An odd number of them: an even one stands for backslashes of the value. */
function endsInBackslash(line: string): boolean {
  let end = line.length
  while (line[end - 1] === '\\') end -= 1
  return (line.length - end) % 2 === 1
}
