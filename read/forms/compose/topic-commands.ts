/** Topics that a container creates: `kafka-topics --create …` in its command. */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import type { Origin } from '../../../model/given.ts'
import type { Aside, Part } from '../form.ts'
import type { Tree } from '../tree.ts'
import { SEPARATOR, type Word, wordsOf } from './shell-words.ts'

/** What a command creates, and what of it is not plainly readable. */
export interface Created {
  readonly topics: readonly Part[]
  readonly asides: readonly Aside[]
}

const TOPICS = /(^|\/)kafka-topics(\.sh)?$/
const OF_TOPIC: Readonly<Record<string, string>> = {
  '--replication-factor': 'replication.factor',
  '--partitions': 'partitions',
}

/**
 * The topics that `command` or `entrypoint` create with kafka-topics. One whose name or values are the shell's to fill
 * in, or whose replicas are placed by hand, is told and not read.
 */
export function topicsIn(command: Tree, file: string, asRun: (text: string) => string = (text) => text): Created {
  const words = wordsOf(command).map(({ text, line }) => ({ text: asRun(text), line }))
  const topics: Part[] = []
  const asides: Aside[] = []
  words.forEach((word, index) => {
    if (!TOPICS.test(word.text)) return
    const rest = words.slice(index + 1)
    const end = rest.findIndex(({ text }) => text === SEPARATOR)
    const options = optionsOf(end === -1 ? rest : rest.slice(0, end))
    if (!options.has('--create')) return
    const name = options.get('--topic')?.at(-1)?.text
    const origin = { file, line: word.line, key: 'kafka-topics --create' }
    const unreadable = whyUnreadable(name, options)
    if (name === undefined || unreadable !== undefined)
      asides.push({ key: origin.key, why: unreadable ?? 'it names no topic', origin })
    else topics.push({ kind: 'topic', name: `topic ${name}`, given: givenOf(options, file) })
  })
  return { topics, asides }
}

function whyUnreadable(name: string | undefined, options: Options): string | undefined {
  if (name === undefined) return 'it names no topic'
  const written = [...options.values()].flat().map(({ text }) => text)
  if (written.some((text) => /[$`]/.test(text))) return 'the shell fills in what this topic is, so it is not read'
  if (options.has('--replica-assignment') || options.has('--replica-placement'))
    return 'its replicas are placed one by one, which is not read'
  return undefined
}

function givenOf(options: Options, file: string): readonly GivenSetting[] {
  const setting = (key: string, value: string, origin: Origin): GivenSetting => ({
    section: 'topic',
    key,
    value,
    origin,
  })
  const own = Object.entries(OF_TOPIC).flatMap(([option, key]) => {
    const word = options.get(option)?.at(-1)
    return word === undefined ? [] : [setting(key, word.text, { file, line: word.line, key: option })]
  })
  const configs = (options.get('--config') ?? []).flatMap(({ text, line }) => {
    const sign = text.indexOf('=')
    const key = text.slice(0, sign)
    return sign === -1 ? [] : [setting(key, text.slice(sign + 1), { file, line, key: `--config ${key}` })]
  })
  return [...own, ...configs]
}

type Options = ReadonlyMap<string, readonly Word[]>

/** `--name value` and `--name=value`, of each all values. */
function optionsOf(words: readonly Word[]): Options {
  const options = new Map<string, readonly Word[]>()
  words.forEach(({ text, line }, index) => {
    if (!text.startsWith('--')) return
    const sign = text.indexOf('=')
    const next = words[index + 1]
    const value =
      sign === -1
        ? next === undefined || next.text.startsWith('--')
          ? undefined
          : next
        : { text: text.slice(sign + 1), line }
    const name = sign === -1 ? text : text.slice(0, sign)
    options.set(name, [...(options.get(name) ?? []), ...(value === undefined ? [] : [value])])
  })
  return options
}

/** The topics of `KAFKA_CREATE_TOPICS` (wurstmeister/kafka-docker `create-topics.sh`): `name:partitions:replicas:…`. */
export function topicsOfVariable(value: string, separator: string, origin: Origin): Created {
  const topics: Part[] = []
  const asides: Aside[] = []
  for (const item of value.split(separator)) {
    const [name = '', partitions = '', replicas = '', policy = ''] = item.trim().split(':')
    if (name === '') continue
    if (partitions === '' || replicas === '' || /\$/.test(item)) {
      asides.push({
        key: origin.key ?? 'KAFKA_CREATE_TOPICS',
        why: 'one of its topics is not name:partitions:replicas',
        origin,
      })
      continue
    }
    const given = { 'partitions': partitions, 'replication.factor': replicas, 'cleanup.policy': policy }
    topics.push({
      kind: 'topic',
      name: `topic ${name}`,
      given: Object.entries(given).flatMap(([key, text]) =>
        text === '' ? [] : [{ section: 'topic' as const, key, value: text, origin }],
      ),
    })
  }
  return { topics, asides }
}
