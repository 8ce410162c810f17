/** Shell scripts that create topics: refused, with the section that stands for what they say. */
import { InputError } from '../../model/input-error.ts'
import { belongsTo } from '../../model/kafka/settings/place.ts'
import type { Form } from './form.ts'
import type { Source } from './source.ts'

const COMMAND = /\bkafka-topics(\.sh)?\b/
const CREATES = /\s--create\b/

export const TOPICS_SCRIPT: Form = {
  name: 'a shell script that creates topics',
  tells: (source) => !source.isTree && isScript(source) && commandsIn(source).length > 0,
  read: (source) => {
    const commands = commandsIn(source)
    const [first] = commands
    throw new InputError({
      where: `${source.file}:${first?.line ?? 1}`,
      problem: `this is a shell script, which is not run here; it creates ${named(commands)}`,
      remedy: `write what counts into a file of its own, such as topic.yaml, one for each topic:\n${sectionOf(first)}`,
    })
  },
}

/** By its first line, its name, or because the command stands in it: no settings of Kafka's have that. */
function isScript({ name, text }: Source): boolean {
  return (
    /\.(sh|bash)$/i.test(name)
    || /^#!.*\b(ba|z|k|da)?sh\b/.test(text)
    || /^\s*(\S*\/)?kafka-topics(\.sh)?\s/m.test(text)
  )
}

interface Command {
  readonly line: number
  /** With lines that go on joined. */
  readonly text: string
}

function commandsIn({ lines }: Source): readonly Command[] {
  const joined: { line: number; text: string }[] = []
  let goesOn = false
  for (const [index, line] of lines().entries()) {
    const isComment: boolean = !goesOn && /^\s*#/.test(line)
    const last = joined.at(-1)
    const text = line.replace(/\\$/, ' ')
    if (goesOn && last !== undefined) last.text += text
    else if (!isComment) joined.push({ line: index + 1, text })
    goesOn = !isComment && line.endsWith('\\')
  }
  return joined.filter(({ text }) => COMMAND.test(text) && CREATES.test(text))
}

const MOST_NAMED = 3

function named(commands: readonly Command[]): string {
  const names = commands.map((one) => optionOf(one, 'topic') ?? 'a topic')
  const more = names.length - MOST_NAMED
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Only what cannot be a secret and is plain: names, numbers and words. */
function optionOf({ text }: Command, option: string): string | undefined {
  return new RegExp(`--${option}[\\s=]+["']?([\\w.-]+)["']?(?=\\s|$)`).exec(text)?.[1]
}

/** The section for the first topic: a comment in place of what the script does not plainly say. */
function sectionOf(command: Command | undefined): string {
  if (command === undefined) return '    topic:'
  const shown = (key: string, value: string | undefined, otherwise: string): string =>
    value === undefined ? `    # ${key}: ${otherwise}` : `    ${key}: ${value}`
  const configs = [...command.text.matchAll(/--config[\s=]+["']?([\w.]+)=([\w.,-]+)/g)]
  return [
    '  topic:',
    shown(
      'replication.factor',
      optionOf(command, 'replication-factor'),
      command.text.includes('--replica-placement') ? 'the file of --replica-placement has it' : "the broker's default",
    ),
    shown('partitions', optionOf(command, 'partitions'), "the broker's default"),
    // The value of a name that is not Kafka's may be anything.
    ...configs.map(([, key = '', value]) =>
      belongsTo('topic', key) ? `    ${key}: ${value}` : `    # ${key}: no setting of a topic`,
    ),
    // A message ends with a full stop: here it belongs to a comment.
    `  # of ${optionOf(command, 'topic') ?? 'the topic'}`,
  ].join('\n')
}
