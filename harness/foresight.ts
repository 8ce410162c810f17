/** Work that will be asked for soon, and is begun before: what comes of it is the same. */
export class Foresight<Result> {
  readonly #results = new Map<string, Promise<Result>>()
  readonly #begun = new Set<unknown>()
  readonly #finished = new Set<unknown>()
  #going = 0
  #isOver = false

  /** What comes of this work, which may have been begun. */
  result(name: string, work: () => Promise<Result>): Promise<Result> {
    const known = this.#results.get(name)
    if (known !== undefined) return known
    const result = work()
    this.#results.set(name, result)
    return result
  }

  /** So much of what was begun goes on. */
  get going(): number {
    return this.#going
  }

  hasBegun(what: unknown): boolean {
    return this.#begun.has(what)
  }

  /** Begins this; what fails is told to whoever asks for its results. */
  begin(what: unknown, work: () => Promise<void>, then: () => void): void {
    this.#begun.add(what)
    this.#going += 1
    const end = (): void => {
      this.#going -= 1
      if (!this.#isOver) then()
    }
    work().then(end, end)
  }

  /** Nothing more of this will be asked for. */
  finish(what: unknown): void {
    this.#finished.add(what)
  }

  /** Whether nobody waits for any of this. */
  isFinished(what: unknown): boolean {
    return this.#isOver || this.#finished.has(what)
  }

  /** Nothing of what goes on will be asked for. */
  end(): void {
    this.#isOver = true
  }
}
