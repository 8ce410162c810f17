/** The proxy between a client and a server of this test, which answers each request with its own text. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePorts } from '../cluster/ports.ts'
import { request, response } from '../testing/wire.ts'
import { until } from '../until.ts'
import { API, correlationOf, FrameCutter, requestHeader } from './frames.ts'
import { Proxy } from './proxy.ts'

const SOON_MS = 10_000
let proxy: Proxy
let server: Server
let client: Socket
let arrived: number[]
let answered: number[]

beforeEach(async () => {
  const [port = 0, target = 0] = await freePorts(2)
  arrived = []
  answered = []
  server = createServer((socket) => {
    const cutter = new FrameCutter()
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      for (const frame of cutter.take(chunk)) {
        const { correlation } = requestHeader(frame)
        arrived.push(correlation)
        socket.write(response(correlation, 'answer'))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(target, '127.0.0.1', resolve))
  proxy = new Proxy()
  await proxy.listen(port, 0, target)
  client = connect(port, '127.0.0.1')
  const cutter = new FrameCutter()
  client.on('error', () => client.destroy())
  client.on('data', (chunk) => answered.push(...cutter.take(chunk).map(correlationOf)))
})

afterEach(async () => {
  client.destroy()
  await proxy.close()
  await new Promise((resolve) => server.close(resolve))
})

const ask = (...correlations: readonly number[]): void => {
  for (const correlation of correlations)
    client.write(request(API.produce, correlation, 'producer-0', `#${correlation}.`))
}
const untilAnswered = (...correlations: readonly number[]): Promise<void> =>
  until('answers', SOON_MS, () => (answered.length >= correlations.length ? true : undefined)).then(() =>
    expect(answered).toEqual(correlations),
  )
const held = (has: string) => proxy.awaitHeld(has, { is: 'request', has }, SOON_MS)

test('what no rule is about passes, in its order', async () => {
  ask(1, 2, 3)
  await untilAnswered(1, 2, 3)
})

test('what is held holds what is behind it, and passes when it is let through', async () => {
  proxy.setRules([{ does: 'hold', is: 'request', has: '#2.' }])
  ask(1, 2, 3)
  const second = await held('#2.')
  await held('#3.')
  await untilAnswered(1)
  proxy.pass(second)
  await untilAnswered(1, 2, 3)
})

test('one of those that are held passes alone', async () => {
  proxy.setRules([{ does: 'hold', is: 'request' }])
  ask(1, 2)
  await held('#2.')
  proxy.pass(await held('#1.'))
  await untilAnswered(1)
  expect(proxy.held({ is: 'request' })).toHaveLength(1)
})

test('what is dropped is forgotten', async () => {
  proxy.setRules([{ does: 'drop', is: 'request', has: '#1.' }])
  ask(1, 2)
  await untilAnswered(2)
  expect(arrived).toEqual([2])
})

test('what is repeated arrives twice and is answered once', async () => {
  proxy.setRules([{ does: 'repeat', is: 'request', has: '#1.' }])
  ask(1, 2)
  await untilAnswered(1, 2)
  expect(arrived).toEqual([1, 1, 2])
})

test('a response that closes the connection is never heard, and what was asked has arrived', async () => {
  proxy.setRules([{ does: 'close', is: 'response' }])
  ask(1)
  await until('the connection to break', SOON_MS, () => (client.destroyed ? true : undefined))
  expect(arrived).toEqual([1])
  expect(answered).toEqual([])
})

test('a client that goes away leaves behind what it had sent: it arrives late', async () => {
  proxy.setRules([{ does: 'hold', is: 'request' }])
  ask(1)
  const { connection, passing } = await held('#1.')
  connection.closeNear()
  await until('the connection to break', SOON_MS, () => (client.destroyed ? true : undefined))
  expect(connection.isLate).toBe(true)
  proxy.setRules([])
  expect(arrived).toEqual([])
  proxy.pass({ connection, passing })
  await until('it to arrive', SOON_MS, () => arrived[0])
  expect(answered).toEqual([])
})

test('a connection can be made to break at its next answer', async () => {
  proxy.setRules([{ does: 'hold', is: 'request' }])
  ask(1)
  const first = await held('#1.')
  first.connection.breakAtAnswer(API.produce)
  proxy.pass(first)
  await until('the connection to break', SOON_MS, () => (client.destroyed ? true : undefined))
  expect(arrived).toEqual([1])
  expect(answered).toEqual([])
  expect(proxy.held({})).toEqual([])
})
