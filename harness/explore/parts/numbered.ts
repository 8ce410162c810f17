/** Plain data, each kept once, under a small number. */
export class Numbered<Value> {
  readonly #values: Value[] = []
  readonly #numbers = new Map<string, number>()

  numberOf(value: Value): number {
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
