/** Lists of keys, one of each worker: everyone reads what the others have written before the last meeting. */
import { SharedWords } from './shared-words.ts'

/** Words of a key. */
const KEY = 2

export class SharedKeys {
  readonly #buffers: readonly SharedArrayBuffer[]
  readonly #mine: SharedWords

  constructor(buffers: readonly SharedArrayBuffer[], me: number) {
    this.#buffers = buffers
    this.#mine = new SharedWords(buffers[me] as SharedArrayBuffer)
  }

  write(keys: readonly number[]): void {
    if (keys.length * KEY > this.#mine.words.length) this.#mine.grow(keys.length * KEY)
    this.#mine.numbers(keys.length).set(keys)
  }

  /** @param lengths of each list; only its writer knows it */
  all(lengths: readonly number[]): readonly Float64Array[] {
    return this.#buffers.map((buffer, worker) => new SharedWords(buffer).numbers(lengths[worker] as number))
  }
}
