/** One connection through the proxy, with what is held on it. Order is kept in each direction. */
import { connect, type Socket } from 'node:net'
import { correlationOf, FrameCutter, requestHeader } from './frames.ts'
import { type Party, partyOf, type Passing, type Rule, verdictOn } from './rules.ts'

/** Something that waits to pass. */
interface Waiting extends Passing {
  readonly correlation: number
  /** It passes whatever the rules say. */
  free: boolean
}

export interface Watcher {
  readonly rules: () => readonly Rule[]
  /** Told after everything that happened. */
  readonly changed: () => void
  readonly passed: (passing: Passing, connection: Connection) => void
}

export class Connection {
  readonly to: Party
  readonly #near: Socket
  readonly #far: Socket
  readonly #watcher: Watcher
  readonly #requests: Waiting[] = []
  readonly #responses: Waiting[] = []
  /** Requests that have passed and were not answered yet. */
  readonly #asked = new Map<number, Passing>()
  #nearIsOpen = true
  #farIsOpen = true
  #late = false
  #breaksAt: number | undefined

  /** @param port where the party really listens */
  constructor(near: Socket, to: Party, port: number, watcher: Watcher) {
    this.to = to
    this.#near = near
    this.#watcher = watcher
    this.#far = connect(port, '127.0.0.1')
    for (const socket of [near, this.#far]) socket.setNoDelay(true)
    this.#cut(near, (frame) => this.#asks(frame))
    this.#cut(this.#far, (frame) => this.#answers(frame))
    near.on('close', () => this.#nearCloses())
    this.#far.on('close', () => this.#farCloses())
  }

  get isOpen(): boolean {
    return this.#nearIsOpen || this.#farIsOpen
  }

  /** What waits here, in the order in which it came: requests, then responses. */
  get waiting(): readonly Passing[] {
    return [...this.#requests, ...this.#responses]
  }

  /** Requests that have passed and whose response has not come back to the proxy. */
  get asked(): readonly Passing[] {
    return [...this.#asked.values()]
  }

  /** This one passes, and before it what is held in front of it. */
  free(passing: Passing): void {
    for (const queue of [this.#requests, this.#responses]) {
      const at = queue.findIndex((one) => one === passing)
      for (const one of queue.slice(0, at + 1)) one.free = true
    }
    this.pump()
  }

  /** Lets through what the rules let through now. */
  pump(): void {
    this.#pump(this.#requests, (one) => {
      if (!this.#farIsOpen) return
      this.#asked.set(one.correlation, one)
      this.#far.write(one.frame)
    })
    this.#pump(this.#responses, (one) => {
      if (this.#nearIsOpen) this.#near.write(one.frame)
    })
  }

  close(): void {
    this.#near.destroy()
    this.#far.destroy()
  }

  /**
   * Who asked sees the connection break; what it has sent stays on its way (a late request), and nobody hears the
   * answer.
   */
  closeNear(): void {
    for (const one of this.#requests) one.free = false
    this.#late = true
    this.#near.destroy()
  }

  /** It breaks instead of letting the next answer of this kind through: that was asked, and is not heard. */
  breakAtAnswer(api: number): void {
    this.#breaksAt = api
  }

  /** The side that asked is gone, and requests of it are still here. */
  get isLate(): boolean {
    return this.#late
  }

  #cut(socket: Socket, each: (frame: Buffer) => void): void {
    const cutter = new FrameCutter()
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      try {
        for (const frame of cutter.take(chunk)) each(frame)
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        this.close()
      }
    })
  }

  #asks(frame: Buffer): void {
    const { api, correlation, client } = requestHeader(frame)
    const from = partyOf(client, this.to)
    this.#requests.push({ is: 'request', api, from, to: this.to, client, frame, correlation, free: false })
    this.pump()
    this.#watcher.changed()
  }

  #answers(frame: Buffer): void {
    const correlation = correlationOf(frame)
    const request = this.#asked.get(correlation)
    this.#asked.delete(correlation)
    // To a request that was repeated: whoever asked expects one answer.
    if (request === undefined) return
    const { api, from, client } = request
    this.#responses.push({ is: 'response', api, from, to: this.to, client, frame, correlation, free: false })
    this.pump()
    this.#watcher.changed()
  }

  #pump(queue: Waiting[], pass: (one: Waiting) => void): void {
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const does = first.free ? 'pass' : verdictOn(this.#watcher.rules(), first)
      if (does === 'hold' || (this.#late && !first.free)) return
      queue.shift()
      if (does === 'close' || (first.is === 'response' && first.api === this.#breaksAt)) {
        this.close()
        return
      }
      if (does === 'drop') continue
      pass(first)
      if (does === 'repeat') pass(first)
      this.#watcher.passed(first, this)
    }
  }

  /** Who asked went away: what a client had sent stays on its way; of what brokers ask, nobody would hear. */
  #nearCloses(): void {
    this.#nearIsOpen = false
    if (this.#requests.length === 0) this.#far.end()
    else if (this.#requests[0]?.from === 'client') this.#late = true
    else this.#far.destroy()
    this.#watcher.changed()
  }

  #farCloses(): void {
    this.#farIsOpen = false
    this.#asked.clear()
    this.#requests.length = 0
    this.#near.destroy()
    this.#watcher.changed()
  }
}
