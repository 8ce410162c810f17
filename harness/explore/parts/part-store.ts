/** The values that one part of a state has had, each kept once, under a small number. */

/** Told that a part is read. */
export type Reader = (part: number) => void

/** What a value of a part looks like to whoever must not read it unnoticed. */
type Watched = object

interface Shape {
  readonly descriptors: PropertyDescriptorMap
}

const VALUE = Symbol('value')

interface Holder {
  readonly [VALUE]: Readonly<Record<string, unknown>>
}

export class PartStore {
  readonly values: object[] = []
  readonly #watched: Watched[] = []
  readonly #numbers = new Map<string, number>()
  /** By what it is: a value, or what stands for it. */
  readonly #known = new WeakMap<object, number>()
  readonly #shapes = new Map<string, Shape>()
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

  /** Getters are read much faster than a proxy; all objects of one shape share them. */
  #watchedObject(value: object): Watched {
    const keys = Object.keys(value)
    const name = keys.join(' ')
    let shape = this.#shapes.get(name)
    if (shape === undefined) this.#shapes.set(name, (shape = this.#shapeOf(keys)))
    const watched = Object.create(Object.prototype, shape.descriptors) as object
    Object.defineProperty(watched, VALUE, { value })
    return watched
  }

  #shapeOf(keys: readonly string[]): Shape {
    const read = this.#read
    const part = this.#part
    const descriptors: PropertyDescriptorMap = {}
    for (const key of keys) {
      descriptors[key] = {
        enumerable: true,
        configurable: false,
        get(this: Holder) {
          read(part)
          return this[VALUE][key]
        },
      }
    }
    return { descriptors }
  }
}
