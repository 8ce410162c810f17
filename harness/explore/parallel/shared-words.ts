/// <reference lib="es2024.sharedmemory" />
/**
 * Memory of 32-bit words that all workers see and that grows in place: address space is reserved for as much as a
 * buffer can hold, memory is taken for what it has grown to. Whoever did not make it grow has to look for its new
 * length.
 */

/** Bytes; a buffer of Node 20 can be no longer. */
const LONGEST = 0xffff_0000
const GROWTH = 1.25

export function sharedBuffer(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes, { maxByteLength: LONGEST })
}

export class SharedWords {
  /** As long as the buffer was when last looked at. */
  words: Int32Array
  readonly #buffer: SharedArrayBuffer

  constructor(buffer: SharedArrayBuffer) {
    this.#buffer = buffer
    this.words = this.#view()
  }

  get bytes(): number {
    return this.#buffer.byteLength
  }

  /** Looks at how long the buffer has become. */
  refresh(): void {
    if (this.#buffer.byteLength !== this.words.byteLength) this.words = this.#view()
  }

  /** The first ones of its numbers of 64 bits. */
  numbers(length: number): Float64Array {
    return new Float64Array(this.#buffer, 0, length)
  }

  /** Makes room for at least so many words. */
  grow(length: number): void {
    const bytes = Math.min(LONGEST, Math.ceil(length * GROWTH) * Int32Array.BYTES_PER_ELEMENT)
    if (bytes < length * Int32Array.BYTES_PER_ELEMENT)
      throw new RangeError(`${length} words are more than a shared buffer can hold`)
    this.#buffer.grow(bytes)
    this.words = this.#view()
  }

  /** A view of fixed length: one that follows the buffer's length is several times as slow. */
  #view(): Int32Array {
    return new Int32Array(this.#buffer, 0, this.#buffer.byteLength >> 2)
  }
}
