/**
 * Fingerprints of plain data: 64 bits made by walking a value. Values with the same content have the same fingerprint
 * in every process; two different ones share one by chance about once in 2^64 pairs.
 *
 * A number counts as itself, an object as its shape (its keys, in order) with its fields, an array as its length with
 * its elements. Objects with the same keys in another order count as different: that would only cost states, never hide
 * one.
 *
 * A step changes little of a state. So at each place of a value the last two objects that stood there are remembered
 * with their fingerprints, and one that stands there again is not walked through: values must never be changed.
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

/** 64 bits. */
export interface Words {
  readonly low: number
  readonly high: number
}

interface Shape extends Words {
  readonly keys: readonly string[]
}

const ARRAY_TAG = 0x51ed270b
const TEXT_TAG = 0x2545f491

export class Fingerprinter {
  /** The fingerprint of the last value, as two words of 32 bits; never both 0. */
  low = 0
  high = 0
  readonly #root = new Place()
  readonly #shapes = new Map<string, Shape>()
  readonly #scalars = new Map<unknown, Words>()
  readonly #lowMask: number
  readonly #highMask: number

  /** @param bits how many bits of a fingerprint count, 64 but for a test that shows what too few would do */
  constructor(bits = 64) {
    this.#lowMask = maskOf(bits)
    this.#highMask = maskOf(bits - 32)
  }

  /** Makes the fingerprint of a value: see `low` and `high`. Throws for what is not plain data. */
  of(value: unknown): void {
    this.#walk(value, this.#root)
    this.is(this.low, this.high)
  }

  /** Takes over a fingerprint that was made of others (`Mixer`). */
  is(low: number, high: number): void {
    this.low = low & this.#lowMask
    this.high = high & this.#highMask
    if (this.low === 0 && this.high === 0) this.low = 1
  }

  /** Leaves the fingerprint of what stands at a place in `low` and `high`. */
  #walk(value: unknown, place: Place): void {
    if (typeof value !== 'object' || value === null) {
      const { low, high } = this.#scalars.get(value) ?? this.#learn(value)
      this.low = low
      this.high = high
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
  // where an exploration spends much of its time. What is nested has to be finished, too: lanes that are only half
  // mixed meet the outer ones again and again, a thousand times as often as chance has it.

  #walkArray(array: readonly unknown[], place: Place): void {
    let a = ARRAY_TAG ^ array.length
    let b = array.length
    for (let i = 0; i < array.length; i++) {
      const value = array[i]
      if (typeof value === 'number' && (value | 0) === value) {
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
    let a = shape.low
    let b = shape.high
    let i = 0
    for (const key in object) {
      if (key !== keys[i]) {
        i = -1
        break
      }
      const value = object[key]
      if (typeof value === 'number' && (value | 0) === value) {
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
    if (i === 0) requirePlain(object)
    if (i !== keys.length) {
      this.#shapeOf(object, place)
      this.#walkObject(object, place)
      return
    }
    this.low = finish(a)
    this.high = finish(b ^ this.low)
  }

  /** Only what is no small number has to be learnt; those count without. */
  #learn(value: unknown): Words {
    const words = wordsOfScalar(value)
    this.#scalars.set(value, words)
    return words
  }

  #shapeOf(object: Readonly<Record<string, unknown>>, place: Place): Shape {
    requirePlain(object)
    const keys = Object.keys(object)
    const name = JSON.stringify(keys)
    let shape = this.#shapes.get(name)
    if (shape === undefined) {
      const { low, high } = wordsOf(name)
      shape = { keys, low, high }
      this.#shapes.set(name, shape)
    }
    place.shape = shape
    return shape
  }
}

/** One fingerprint of many, in order. */
export class Mixer {
  low = 0
  high = 0

  begin(seed: number): void {
    this.low = ARRAY_TAG ^ seed
    this.high = seed
  }

  take(low: number, high: number): void {
    const a = Math.imul(this.low ^ low, 0xcc9e2d51)
    const b = Math.imul(this.high + high, 0x1b873593)
    this.low = (((a << 13) | (a >>> 19)) + b) | 0
    this.high = ((b << 17) | (b >>> 15)) ^ this.low
  }

  end(): void {
    this.low = finish(this.low)
    this.high = finish(this.high ^ this.low)
  }
}

/** State may hide in anything else: in a Map, behind a getter, in a private field. */
function requirePlain(object: object): void {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`a state holds a ${object.constructor.name}; states are plain data`)
}

/** A value that has no parts goes by its type and name. */
function wordsOfScalar(value: unknown): Words {
  const type = typeof value
  if (type === 'function' || type === 'symbol' || type === 'bigint')
    throw new TypeError(`a state holds a ${type}; states are plain data`)
  return wordsOf(`${type} ${String(value)}`)
}

/** The fingerprint of a text. */
export function wordsOf(text: string): Words {
  let a = TEXT_TAG ^ text.length
  let b = text.length
  for (let i = 0; i < text.length; i++) {
    const value = text.charCodeAt(i)
    a = Math.imul(a ^ value, 0xcc9e2d51)
    b = Math.imul(b + value, 0x1b873593)
    a = ((a << 13) | (a >>> 19)) + b
    b = ((b << 17) | (b >>> 15)) ^ a
  }
  const low = finish(a)
  return { low, high: finish(b ^ low) }
}

function finish(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

function maskOf(bits: number): number {
  return bits >= 32 ? -1 : (1 << Math.max(bits, 0)) - 1
}
