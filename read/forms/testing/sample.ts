/** A short file, with a setting of Kafka and a password. */
export interface Sample {
  readonly name: string
  readonly text: string
}

/** It stands wherever a password stands, and may be seen nowhere. */
export const PASSWORD = 'hunter2hunter2'

export const sample = (name: string, ...lines: readonly string[]): Sample => ({ name, text: `${lines.join('\n')}\n` })
