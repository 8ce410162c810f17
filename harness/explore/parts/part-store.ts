/** The values that one part of a state has had, each kept once, under a small number. */

/** Told that a part is read. */
export type Reader = (part: number) => void

/** What a value of a part looks like to whoever must not read it unnoticed. */
type Watched = object

export class PartStore {
  readonly values: object[] = []
  readonly #watched: Watched[] = []
  readonly #numbers = new Map<string, number>()
  /** By what it is: a value, or what stands for it. */
  readonly #known = new WeakMap<object, number>()
  readonly #part: number
  readonly #read: Reader

  constructor(part: number, read: Reader) {
    this.#part = part
    this.#read = read
  }

  /** The number of a value; values with the same content have the same. */
  numberOf(value: object): number {
    const known = this.#known.get(value)
    if (known !== undefined) return known
    const text = JSON.stringify(value)
    const number = this.#numbers.get(text) ?? this.#add(text)
    return number
  }

  /** The value, which tells when anything of it is read. */
  watched(number: number): Watched {
    return (this.#watched[number] ??= this.#watch(number))
  }

  #add(text: string): number {
    const number = this.values.length
    const value = JSON.parse(text) as object
    this.#numbers.set(text, number)
    this.#known.set(value, number)
    this.values.push(value)
    return number
  }

  #watch(number: number): Watched {
    const value = this.values[number] as object
    const watched = Array.isArray(value) ? this.#watchedList(value) : this.#watchedObject(value)
    this.#known.set(watched, number)
    return watched
  }

  #watchedList(list: readonly unknown[]): Watched {
    return new Proxy(list, {
      get: (target, key) => {
        this.#read(this.#part)
        return Reflect.get(target, key) as unknown
      },
      has: (target, key) => {
        this.#read(this.#part)
        return Reflect.has(target, key)
      },
      ownKeys: (target) => {
        this.#read(this.#part)
        return Reflect.ownKeys(target)
      },
      getOwnPropertyDescriptor: (target, key) => {
        this.#read(this.#part)
        return Reflect.getOwnPropertyDescriptor(target, key)
      },
    })
  }

  /** Getters are read much faster than a proxy. */
  #watchedObject(value: object): Watched {
    const read = this.#read
    const part = this.#part
    const watched = {}
    for (const [key, of] of Object.entries(value) as [string, unknown][]) {
      Object.defineProperty(watched, key, {
        enumerable: true,
        get: () => {
          read(part)
          return of
        },
      })
    }
    return watched
  }
}
