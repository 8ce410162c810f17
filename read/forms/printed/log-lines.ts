/** Lines of a log without what programs put in front of them, each with the stream that it came from. */

export interface LogLine {
  readonly line: number
  /** The container or process that wrote it, where the line says it; lines of several may be mixed. */
  readonly stream: string
  readonly text: string
}

// oxlint-disable-next-line no-control-regex
const COLOUR = /\u001b\[[\d;]{0,20}m/g
/** `kafka-1  | ` of docker compose. */
const OF_COMPOSE = /^([\w.-]{1,100}) {0,100}\| ?/
/** `Nov 27 12:00:01 host app[17]: ` of syslog and journald. */
const OF_SYSLOG = /^[A-Z][a-z]{2} [\d ]\d \d\d:\d\d:\d\d \S{1,100} (\S{1,100}\[\d{1,10}\]): /
/** In front of each line: `docker logs --timestamps`, `kubectl logs --timestamps`. */
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)? ?/

/** Text of a log in JSON, by the names that its writers use for it. */
const TEXT_OF_JSON = ['message', 'msg', 'log', 'textPayload', 'MESSAGE'] as const

/** Longer lines are no JSON that is worth the reading. */
const LONGEST_JSON = 200_000

/** The lines of the log; a message in JSON, with lines of its own, as those. */
export function logLines(lines: readonly string[]): readonly LogLine[] {
  return lines.flatMap((text, index) => ofJson(text).map((one) => ({ line: index + 1, ...withoutPrefixes(one) })))
}

function ofJson(text: string): readonly string[] {
  if (!/^\s*\{"/.test(text) || text.length > LONGEST_JSON) return [text]
  try {
    const record: unknown = JSON.parse(text)
    const fields = new Map(typeof record === 'object' && record !== null ? Object.entries(record) : [])
    const message = TEXT_OF_JSON.map((name) => fields.get(name)).find((value) => typeof value === 'string')
    return message === undefined ? [text] : message.replace(/\n$/, '').split(/\r\n|\n|\r/)
  } catch {
    return [text]
  }
}

function withoutPrefixes(line: string): Pick<LogLine, 'stream' | 'text'> {
  let text = line.replace(COLOUR, '')
  let stream = ''
  for (const prefix of [OF_COMPOSE, OF_SYSLOG, TIME]) {
    const found = prefix.exec(text)
    if (found === null) continue
    stream = found[1] ?? stream
    text = text.slice(found[0].length)
  }
  return { stream, text }
}
