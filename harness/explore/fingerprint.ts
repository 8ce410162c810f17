/**
 * Fingerprints of plain data: 64 bits made by walking a value. Values with the same content have the same fingerprint in
 * every process; two different ones share one by chance about once in 2^64 pairs.
 *
 * A number counts as itself, an object as its shape (its keys, in order) with its fields, an array as its length with its
 * elements. Objects with the same keys in another order count as different: that would only cost states, never hide one.
 *
 * A step changes little of a state. So at each place of a value the last two objects that stood there are remembered with
 * their fingerprints, and one that stands there again is not walked through: values must never be changed.
 */

/** One place of a value, and what stood there lately. */
class Place {
  shape: Shape | undefined = undefined
  readonly elements: Place[] = []
  object: object | undefined = undefined
  low = 0
  high = 0
  before: object | undefined = undefined
  lowBefore = 0
  highBefore = 0
}

interface Shape {
  readonly tag: number
  readonly keys: readonly string[]
}

/** Numbers up to here count as themselves. */
const LARGEST = 1 << 28
const ARRAY_TAG = 0x51ed270b

export class Fingerprinter {
  /** The fingerprint of the last value, as two words of 32 bits; never both 0. */
  low = 0
  high = 0
  readonly #root = new Place()
  readonly #shapes = new Map<string, Shape>()
  readonly #texts = new Map<string, number>()
  readonly #mask: number

  /** @param bits how many bits of a fingerprint count, 64 but for a test that shows what too few would do */
  constructor(bits = 64) {
    this.#mask = bits >= 32 ? -1 : (1 << bits) - 1
  }

  /** Makes the fingerprint of a value: see `low` and `high`. Throws for what is not plain data. */
  of(value: unknown): void {
    this.#walk(value, this.#root)
    if (this.#mask !== -1) {
      this.low &= this.#mask
      this.high = 0
    }
    if (this.low === 0 && this.high === 0) this.low = 1
  }

  /** Leaves the fingerprint of what stands at a place in `low` and `high`. */
  #walk(value: unknown, place: Place): void {
    if (typeof value !== 'object' || value === null) {
      this.low = finish(this.#wordOf(value))
      this.high = finish(this.low ^ 0x2545f491)
    } else if (place.object === value) {
      this.low = place.low
      this.high = place.high
    } else if (place.before === value) {
      this.low = place.lowBefore
      this.high = place.highBefore
      place.before = place.object
      place.lowBefore = place.low
      place.highBefore = place.high
      this.#remember(value, place)
    } else {
      place.before = place.object
      place.lowBefore = place.low
      place.highBefore = place.high
      if (Array.isArray(value)) this.#walkArray(value, place)
      else this.#walkObject(value as Readonly<Record<string, unknown>>, place)
      this.#remember(value, place)
    }
  }

  #remember(value: object, place: Place): void {
    place.object = value
    place.low = this.low
    place.high = this.high
  }

  // Both lanes take in every word, each with its own multipliers, as MurmurHash3 does; spelled out twice, as this is
  // where an exploration spends most of its time.

  #walkArray(array: readonly unknown[], place: Place): void {
    let a = ARRAY_TAG ^ array.length
    let b = array.length
    for (let i = 0; i < array.length; i++) {
      const value = array[i]
      if (typeof value === 'number' && value < LARGEST && value > -LARGEST && (value | 0) === value) {
        a = Math.imul(a ^ value, 0xcc9e2d51)
        b = Math.imul(b + value, 0x1b873593)
      } else {
        this.#walk(value, (place.elements[i] ??= new Place()))
        a = Math.imul(a ^ this.low, 0xcc9e2d51)
        b = Math.imul(b + this.high, 0x1b873593)
      }
      a = ((a << 13) | (a >>> 19)) + b
      b = ((b << 17) | (b >>> 15)) ^ a
    }
    this.low = finish(a)
    this.high = finish(b ^ this.low)
  }

  #walkObject(object: Readonly<Record<string, unknown>>, place: Place): void {
    const shape = place.shape ?? this.#shapeOf(object, place)
    const { keys } = shape
    let a = shape.tag
    let b = ~shape.tag
    let i = 0
    for (const key in object) {
      if (key !== keys[i]) {
        i = -1
        break
      }
      const value = object[key]
      if (typeof value === 'number' && value < LARGEST && value > -LARGEST && (value | 0) === value) {
        a = Math.imul(a ^ value, 0xcc9e2d51)
        b = Math.imul(b + value, 0x1b873593)
      } else {
        this.#walk(value, (place.elements[i] ??= new Place()))
        a = Math.imul(a ^ this.low, 0xcc9e2d51)
        b = Math.imul(b + this.high, 0x1b873593)
      }
      a = ((a << 13) | (a >>> 19)) + b
      b = ((b << 17) | (b >>> 15)) ^ a
      i++
    }
    if (i !== keys.length) {
      this.#shapeOf(object, place)
      this.#walkObject(object, place)
      return
    }
    this.low = finish(a)
    this.high = finish(b ^ this.low)
  }

  /** Any value that has no parts, as one word; what is no small number goes by its name. */
  #wordOf(value: unknown): number {
    if (typeof value === 'number') {
      if ((value | 0) === value && value < LARGEST && value > -LARGEST) return value
      return this.#named(`number ${value}`)
    }
    if (typeof value === 'string') return this.#named(value)
    if (value === true) return 0x5bd1e995
    if (value === false) return 0x3c6ef372
    if (value === null) return 0x7ed55d16
    if (value === undefined) return 0x165667b1
    throw new TypeError(`a state holds a ${typeof value}; states are plain data`)
  }

  #named(text: string): number {
    let word = this.#texts.get(text)
    if (word === undefined) {
      word = hashText(text) | 0x4000_0000
      this.#texts.set(text, word)
    }
    return word
  }

  #shapeOf(object: Readonly<Record<string, unknown>>, place: Place): Shape {
    const keys = Object.keys(object)
    const name = JSON.stringify(keys)
    let shape = this.#shapes.get(name)
    if (shape === undefined) {
      shape = { tag: hashText(name), keys }
      this.#shapes.set(name, shape)
    }
    place.shape = shape
    return shape
  }
}

function finish(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** FNV-1a. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}
