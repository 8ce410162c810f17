/**
 * The values that one part of a state has had, each kept once, under a small number; under several where the part has
 * fields of several groups.
 */
import type { Numbers } from './memory.ts'

/** Told that a place is read: each group of fields has one. */
export type Reader = (place: number) => void

/** Fields that are kept together; a list, or an object without groups, is one by itself. */
interface Group {
  readonly place: number
  /** `null`: all that there is. */
  readonly fields: readonly string[] | null
  readonly values: object[]
  readonly numbers: Map<string, number>
}

type Fields = Readonly<Record<string, unknown>>

const NONE = {}

export class PartStore {
  readonly #groups: readonly Group[]
  readonly #order: readonly string[]
  readonly #place: number
  readonly #read: Reader
  /** By the numbers of the groups: what looks like the value, and tells when anything of it is read. */
  readonly #watched = new Map<string, object>()
  readonly #plain = new Map<string, object>()
  /** What was asked for last: states that are asked about one after the other have most parts in common. */
  readonly #lastNumbers: number[] = []
  #lastWatched: object = NONE
  /** Of values that were given out. */
  readonly #known = new WeakMap<object, Numbers>()

  /**
   * @param place of the first group; those of the others follow
   * @param like a value: fields stand in the same order in all others
   */
  constructor(place: number, fields: readonly (readonly string[])[] | undefined, like: object, read: Reader) {
    this.#read = read
    this.#place = place
    this.#order = Object.keys(like)
    const groups = fields ?? [null]
    this.#groups = groups.map((own, at) => ({ place: place + at, fields: own, values: [], numbers: new Map() }))
  }

  get place(): number {
    return this.#place
  }

  /** Places that it takes. */
  get width(): number {
    return this.#groups.length
  }

  /** Puts the numbers of a value at its places; values with the same content have the same. */
  number(value: object, to: number[]): void {
    const known = this.#known.get(value)
    for (let i = 0; i < this.#groups.length; i++) {
      const group = this.#groups[i] as Group
      to[group.place] = known === undefined ? this.#numberIn(group, value, to[group.place]) : (known[i] as number)
    }
  }

  plain(numbers: Numbers): object {
    return this.#kept(this.#plain, numbers, () => this.#assembled(numbers))
  }

  /** The value, which tells when anything of it is read. */
  watched(numbers: Numbers): object {
    if (this.#lastWatched !== NONE && this.#isLast(numbers)) return this.#lastWatched
    const first = this.place
    for (let i = 0; i < this.width; i++) this.#lastNumbers[i] = numbers[first + i] as number
    this.#lastWatched = this.#keptWatched(numbers)
    return this.#lastWatched
  }

  #isLast(numbers: Numbers): boolean {
    const first = this.#place
    const last = this.#lastNumbers
    for (let i = 0; i < last.length; i++) if (last[i] !== numbers[first + i]) return false
    return true
  }

  #keptWatched(numbers: Numbers): object {
    return this.#kept(this.#watched, numbers, () => {
      const { fields } = this.#groups[0] as Group
      const value = this.#assembled(numbers)
      if (fields === null && Array.isArray(value)) return this.#watchedList(value)
      return this.#watchedObject(value as Fields)
    })
  }

  /** @param before the number that may have stayed */
  #numberIn({ fields, values, numbers }: Group, value: object, before: number | undefined): number {
    const content = fields === null ? value : pick(value as Fields, fields)
    const old = before === undefined ? undefined : values[before]
    if (old !== undefined && isMadeOf(content, old)) return before as number
    const text = JSON.stringify(content)
    let number = numbers.get(text)
    if (number === undefined) {
      number = values.push(JSON.parse(text) as object) - 1
      numbers.set(text, number)
    }
    return number
  }

  #kept(among: Map<string, object>, numbers: Numbers, make: () => object): object {
    const first = this.place
    let name = String(numbers[first])
    for (let i = 1; i < this.#groups.length; i++) name += ` ${numbers[first + i]}`
    let value = among.get(name)
    if (value === undefined) {
      value = make()
      among.set(name, value)
      this.#known.set(value, numbers.slice(first, first + this.#groups.length))
    }
    return value
  }

  #assembled(numbers: Numbers): object {
    const [only, ...more] = this.#groups.map(({ values, place }) => values[numbers[place] as number] as object)
    return more.length === 0 ? (only as object) : pick(Object.assign({}, only, ...more) as Fields, this.#order)
  }

  #watchedList(list: readonly unknown[]): object {
    const read = (): void => this.#read(this.place)
    return new Proxy(list, {
      get: (target, key) => {
        read()
        return Reflect.get(target, key) as unknown
      },
      has: (target, key) => {
        read()
        return Reflect.has(target, key)
      },
      ownKeys: (target) => {
        read()
        return Reflect.ownKeys(target)
      },
      getOwnPropertyDescriptor: (target, key) => {
        read()
        return Reflect.getOwnPropertyDescriptor(target, key)
      },
    })
  }

  /** Getters are read much faster than a proxy. */
  #watchedObject(value: Fields): object {
    const read = this.#read
    const watched = {}
    for (const [key, of] of Object.entries(value)) {
      const { place } = this.#groups.find(({ fields }) => fields === null || fields.includes(key)) as Group
      Object.defineProperty(watched, key, {
        enumerable: true,
        get: () => {
          read(place)
          return of
        },
      })
    }
    return watched
  }
}

function pick(value: Fields, fields: readonly string[]): Fields {
  const picked: Record<string, unknown> = {}
  for (const field of fields) picked[field] = value[field]
  return picked
}

/** Whether these have the same fields, each the very same. */
function isMadeOf(value: object, old: object): boolean {
  if (Array.isArray(value) || Array.isArray(old)) return false
  const before = old as Fields
  for (const key in value) if ((value as Fields)[key] !== before[key]) return false
  return Object.keys(before).length === Object.keys(value).length
}
