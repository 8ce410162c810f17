/**
 * A proxy that speaks Kafka's frames and stands where brokers and the controller say that they listen. What passes is
 * decided by rules, and one by one; schedules are made by what it holds and not by sleeping.
 */
import { createServer, type Server } from 'node:net'
import { until } from '../until.ts'
import { Connection } from './connection.ts'
import { fits, type Match, type Party, type Passing, type Rule } from './rules.ts'

/** Something held, and the connection that holds it. */
export interface Held {
  readonly passing: Passing
  readonly connection: Connection
}

export class Proxy {
  #rules: readonly Rule[] = []
  readonly #connections = new Set<Connection>()
  readonly #servers: Server[] = []
  readonly #watchers = new Set<(passing: Passing) => void>()

  /** Listens at this port for whoever wants to speak with this party, who really listens at the other port. */
  async listen(port: number, to: Party, target: number): Promise<void> {
    const server = createServer((socket) => {
      const connection = new Connection(socket, to, target, {
        rules: () => this.#rules,
        changed: () => {
          if (!connection.isOpen) this.#connections.delete(connection)
        },
        passed: (passing) => {
          for (const watcher of this.#watchers) watcher(passing)
        },
      })
      this.#connections.add(connection)
    })
    this.#servers.push(server)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
  }

  get rules(): readonly Rule[] {
    return this.#rules
  }

  /** From now on these rules hold; what they let through passes at once. */
  setRules(rules: readonly Rule[]): void {
    this.#rules = rules
    for (const connection of this.#connections) connection.pump()
  }

  /** What is held, connection by connection. */
  held(match: Match): readonly Held[] {
    return [...this.#connections].flatMap((connection) =>
      connection.waiting.filter((passing) => fits(match, passing)).map((passing) => ({ passing, connection })),
    )
  }

  /** Requests that have passed and are not answered. */
  asked(match: Match): readonly Passing[] {
    return [...this.#connections].flatMap(({ asked }) => asked.filter((passing) => fits(match, passing)))
  }

  /** Waits until something of this kind is held. Throws `NotReachedError`. */
  awaitHeld(what: string, match: Match, milliseconds: number): Promise<Held> {
    return until(what, milliseconds, () => this.held(match)[0])
  }

  /** Lets one held thing pass, and what is in front of it on its connection. */
  pass({ passing, connection }: Held): void {
    connection.free(passing)
  }

  /** Breaks the connections on which something of this kind waits or is unanswered; gives back how many. */
  breakThose(match: Match): number {
    const those = [...this.#connections].filter(({ waiting, asked }) =>
      [...waiting, ...asked].some((passing) => fits(match, passing)),
    )
    for (const connection of those) connection.close()
    return those.length
  }

  /** Tells of everything that passes; gives back what ends that. */
  watch(watcher: (passing: Passing) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  async close(): Promise<void> {
    for (const connection of this.#connections) connection.close()
    await Promise.all(this.#servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))))
  }
}
