/** Plain data, each kept once, under a small number. */
export class Numbered<Value extends object> {
  readonly #values: Value[] = []
  readonly #numbers = new Map<string, number>()
  readonly #known = new WeakMap<Value, number>()

  numberOf(value: Value): number {
    let number = this.#known.get(value)
    if (number === undefined) {
      number = this.#numberIn(value)
      this.#known.set(value, number)
    }
    return number
  }

  #numberIn(value: Value): number {
    const text = JSON.stringify(value)
    let number = this.#numbers.get(text)
    if (number === undefined) {
      number = this.#values.push(JSON.parse(text) as Value) - 1
      this.#numbers.set(text, number)
    }
    return number
  }

  valueOf(number: number): Value {
    return this.#values[number] as Value
  }
}
