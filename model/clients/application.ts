/**
 * An application that sends, as a part of its own: the system that it uses knows nothing of it but the calls that it
 * makes at the door, and it knows nothing of the system but the answers.
 */

/** It has not asked where to begin reading, or has to ask again. */
export const NOT_ASKED = -1

export interface Application {
  /** Records that it will call send for, in order. */
  readonly toSend: readonly number[]
  /** Of one that reads an input: the next record that it is given, or `NOT_ASKED`. */
  readonly position: number
  /** And the generation of its consumer group in which it joined. */
  readonly generation: number
}

export function newApplication(toSend: readonly number[]): Application {
  return { toSend, position: NOT_ASKED, generation: 0 }
}

/** It has called send for this record. */
export function called(application: Application, record: number): Application {
  return { ...application, toSend: application.toSend.filter((other) => other !== record) }
}

/** It will call send for these before all else: it sends again what failed, or what it does not know of. */
export function sendsFirst(application: Application, records: readonly number[]): Application {
  return records.length === 0 ? application : { ...application, toSend: [...records, ...application.toSend] }
}

/** It gives up sending these. */
export function gaveUp(application: Application, isGivenUp: (record: number) => boolean): Application {
  return { ...application, toSend: application.toSend.filter((record) => !isGivenUp(record)) }
}

/** It was given an input at this position, and is about to send what it makes of it. */
export function polled(
  application: Application,
  position: number,
  generation: number,
  makes: readonly number[],
): Application {
  return { ...application, position, generation, toSend: makes }
}

/** What it was about is over: it goes on behind the position, if that was committed, or asks where to begin again. */
export function moved(application: Application, committed: boolean): Application {
  const { position } = application
  return { ...application, position: committed && position >= 0 ? position + 1 : NOT_ASKED }
}

/** Its process is a new one, which has joined no group and has asked for no position. */
export function restarted(application: Application): Application {
  return { ...application, position: NOT_ASKED, generation: NOT_ASKED }
}
