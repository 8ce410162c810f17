/** Settings in the command of a broker: `kafka-server-start.sh server.properties --override key=value`. */
import type { GivenSetting } from '../../../model/kafka/settings/given.ts'
import type { Tree } from '../tree.ts'
import { wordsOf } from './shell-words.ts'

/** What `--override` sets; it counts more than the file (apache/kafka `kafka/Kafka.scala`, getPropsFromArgs). */
export function overridesIn(
  command: Tree,
  file: string,
  asRun: (text: string) => string = (text) => text,
): readonly GivenSetting[] {
  const words = wordsOf(command).map(({ text, line }) => ({ text: asRun(text), line }))
  return words.flatMap(({ text, line }, index) => {
    const setting = text === '--override' ? words[index + 1]?.text : /^--override=(.*)$/.exec(text)?.[1]
    const sign = setting?.indexOf('=') ?? -1
    if (setting === undefined || sign < 1) return []
    const key = setting.slice(0, sign)
    return [
      { section: 'broker', key, value: setting.slice(sign + 1), origin: { file, line, key: `--override ${key}` } },
    ]
  })
}
