/** Kafka's frames: a length of four bytes, then a request or a response (the protocol guide, "Network"). */

/** Cuts what comes on a connection into frames, wherever the network has cut it. */
export class FrameCutter {
  #rest: Buffer = Buffer.alloc(0)

  /** The frames that are whole now, each with its length before it. Throws `RangeError` where no frame can begin so. */
  take(chunk: Buffer): readonly Buffer[] {
    let rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const frames: Buffer[] = []
    while (rest.length >= LENGTH) {
      const length = rest.readInt32BE(0)
      if (length < 0) throw new RangeError(`a frame of ${length} bytes`)
      if (rest.length < LENGTH + length) break
      frames.push(rest.subarray(0, LENGTH + length))
      rest = rest.subarray(LENGTH + length)
    }
    this.#rest = rest
    return frames
  }
}

const LENGTH = 4

export interface RequestHeader {
  readonly api: number
  readonly version: number
  readonly correlation: number
  /** Empty where there is none. */
  readonly client: string
}

/** The header of a request: versions 1 and 2 begin alike. Throws `RangeError` for a frame that is too short. */
export function requestHeader(frame: Buffer): RequestHeader {
  const length = frame.readInt16BE(12)
  return {
    api: frame.readInt16BE(4),
    version: frame.readInt16BE(6),
    correlation: frame.readInt32BE(8),
    client: length > 0 ? frame.toString('utf8', 14, 14 + length) : '',
  }
}

/** Which request a response answers. Throws `RangeError` for a frame that is too short. */
export function correlationOf(frame: Buffer): number {
  return frame.readInt32BE(4)
}

/** Kafka's own numbers of what passes here. */
export const API = {
  'produce': 0,
  'fetch': 1,
  'metadata': 3,
  'alter-partition': 56,
  'broker-registration': 62,
  'broker-heartbeat': 63,
} as const
