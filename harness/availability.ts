/**
 * What still works with brokers down: not found by searching schedules, but by taking away every set of brokers of a
 * size, letting everything follow that follows without a restart, and asking for a record.
 */
import { foldAll } from '../invariants/fold.ts'
import { emptyLedger, type Ledger } from '../invariants/ledger.ts'
import type { Outages, System } from '../model/system.ts'
import { heal } from './heal.ts'

/** How many brokers may be down, whichever they are. */
export interface Tolerance {
  /** A fresh record is acknowledged. */
  readonly writes: number
  /** A record that was there before is given to a reader. */
  readonly reads: number
}

/**
 * The largest number of brokers such that it works with every set of so many down; -1 where it does not work with all
 * of them up.
 */
export interface Availability {
  /** One after the other, the cluster coming to rest in between. */
  readonly oneByOne: Tolerance
  /** At one moment. */
  readonly atOnce: Tolerance
  /** Brokers that hold anything. */
  readonly brokers: number
}

/** With more ways in which brokers can go one after the other, each set of brokers goes in one order only. */
const MOST_WAYS = 400

interface Situation<State> {
  readonly state: State
  readonly ledger: Ledger
  readonly down: readonly number[]
}

/** What the system tolerates, or `undefined` where it is not made of brokers. Controllers are taken to be there. */
export function availabilityOf<State, Action>(system: System<State, Action>): Availability | undefined {
  const { outages } = system
  if (outages === undefined) return undefined
  const asked = new Asked(system, outages)
  return {
    oneByOne: { writes: asked.oneByOne('writes'), reads: asked.oneByOne('reads') },
    atOnce: { writes: asked.atOnce('writes'), reads: asked.atOnce('reads') },
    brokers: outages.brokers.length,
  }
}

type Question = keyof Tolerance

class Asked<State, Action> {
  readonly #system: System<State, Action>
  readonly #outages: Outages<Action>

  constructor(system: System<State, Action>, outages: Outages<Action>) {
    this.#system = without(system, outages.restores)
    this.#outages = outages
  }

  oneByOne(question: Question): number {
    let ways: readonly Situation<State>[] = [this.#start(question)]
    for (let down = 0; ; down++) {
      if (!ways.every((way) => this.#works(question, way))) return down - 1
      if (down === this.#outages.brokers.length) return down
      const next = ways.flatMap((way) =>
        this.#left(way).map((broker) => this.#atRest(question, this.#take(way, broker))),
      )
      const different = distinctBy(next, ({ state, ledger }) => JSON.stringify([state, ledger]))
      ways = different.length <= MOST_WAYS ? different : distinctBy(different, goneIn)
    }
  }

  atOnce(question: Question): number {
    const start = this.#start(question)
    let sets: readonly Situation<State>[] = [start]
    for (let down = 0; ; down++) {
      if (!sets.every((set) => this.#works(question, set))) return down - 1
      if (down === this.#outages.brokers.length) return down
      // Ascending, so that each set is there once.
      sets = sets.flatMap((set) =>
        this.#left(set)
          .filter((broker) => broker > Math.max(-1, ...set.down))
          .map((broker) => this.#take(set, broker)),
      )
    }
  }

  /** In good order; for a reader with something to read. */
  #start(question: Question): Situation<State> {
    const start = { state: this.#system.machine.initial, ledger: emptyLedger, down: [] }
    return question === 'writes' && this.#outages.writer === 'configured' ? start : this.#healed(this.#system, start)
  }

  #left({ down }: Situation<State>): readonly number[] {
    return this.#outages.brokers.filter((broker) => !down.includes(broker))
  }

  #take(from: Situation<State>, broker: number): Situation<State> {
    const { state, seen } = this.#system.machine.step(from.state, this.#outages.down(broker))
    return { state, ledger: foldAll(from.ledger, seen), down: [...from.down, broker] }
  }

  /** The cluster has done what follows, and nobody has asked anything of it. */
  #atRest(question: Question, from: Situation<State>): Situation<State> {
    const waits = question === 'writes' && this.#outages.writer === 'configured'
    return this.#healed(waits ? without(this.#system, this.#outages.isClients) : this.#system, from)
  }

  #healed(system: System<State, Action>, from: Situation<State>): Situation<State> {
    const { state, ledger } = heal({ ...system, epilogue: () => [], readBack: () => [] }, from.state, from.ledger)
    return { ...from, state, ledger }
  }

  #works(question: Question, from: Situation<State>): boolean {
    const rested = this.#atRest(question, from)
    if (question === 'reads') {
      const ledger = foldAll(rested.ledger, this.#system.readBack(rested.state))
      return rested.ledger.sent.every(({ record }) => isRead(ledger, record))
    }
    const { ledger } = heal(this.#system, rested.state, rested.ledger)
    const fresh = ledger.sent.filter((sent) => sent.fresh || this.#outages.writer === 'configured')
    return (
      fresh.length > 0
      && fresh.every(({ outcome }) => outcome === 'acknowledged')
      && ledger.transactions.every(({ state }) => state === 'committed')
    )
  }
}

function isRead({ readBack }: Ledger, record: number): boolean {
  return readBack.some((records) => records.includes(record))
}

function goneIn<State>({ down }: Situation<State>): string {
  return [...down].sort((a, b) => a - b).join(' ')
}

/** Of situations with one key the last. */
function distinctBy<State>(
  situations: readonly Situation<State>[],
  key: (one: Situation<State>) => string,
): readonly Situation<State>[] {
  return [...new Map(situations.map((one) => [key(one), one])).values()]
}

/** The same system, in which this never happens. */
function without<State, Action>(
  system: System<State, Action>,
  never: (action: Action) => boolean,
): System<State, Action> {
  const { machine } = system
  return {
    ...system,
    machine: { ...machine, actions: (state) => [...machine.actions(state)].filter((action) => !never(action)) },
  }
}

/** What a change takes away: `writes with any 1 of 3 brokers down at the most, instead of 2`. */
export function lostAvailability(before: Availability | undefined, after: Availability | undefined): readonly string[] {
  if (before === undefined || after === undefined) return []
  return (['writes', 'reads'] as const).flatMap((what) => {
    const [had, has] = [before.oneByOne[what], after.oneByOne[what]]
    if (has >= had) return []
    const now = has < 1 ? 'with a broker down' : `with ${has + 1} brokers down`
    return [`no ${what} ${now}`]
  })
}
