import { describe, expect, it } from 'vitest'
import { QUARKUS } from './quarkus.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const read = (...lines: readonly string[]) => reading(QUARKUS, 'application.properties', `${lines.join('\n')}\n`)
/** Without the place. */
const short = (...lines: readonly string[]) => settingsIn(read(...lines)).map((line) => line.replace(/ @.*/, ''))
const OUT = 'mp.messaging.outgoing.orders'

describe('a Quarkus application', () => {
  it('is told by its channels and by Streams', () => {
    expect(told('a.properties', `${OUT}.topic=x\n`)).toBe('a Quarkus application')
    expect(told('a.properties', '%dev.kafka-streams.commit.interval.ms=1\n')).toBe('a Quarkus application')
    expect(told('a.properties', 'quarkus.http.port=1\n')).toBeUndefined()
  })

  it('writes with acks=1 where nobody says more, which is told', () => {
    const made = read(`${OUT}.connector=smallrye-kafka`, `${OUT}.topic=x`, `${OUT}.max-inflight-messages=1`)
    expect(settingsIn(made)).toEqual([`client channel orders: producer acks=1 @1 ${OUT}.connector`])
    expect(made.notes).toEqual(['channel orders: SmallRye sets acks=1 where nobody sets it, and so idempotence is off'])
    expect(asidesIn(made)).toEqual([
      `${OUT}.max-inflight-messages @3: not judged yet: how many records are under way at once`,
    ])
    expect(read(`${OUT}.acks=all`).notes).toEqual([])
  })

  it('takes kafka., then the connector, then the channel', () => {
    const lines = ['kafka.acks=0', 'mp.messaging.connector.smallrye-kafka.acks=1', `${OUT}.acks=all`]
    expect(short(`${OUT}.topic=x`, ...lines.slice(0, 1))).toEqual(['client channel orders: producer acks=0'])
    expect(short(`${OUT}.topic=x`, ...lines.slice(0, 2))).toEqual(['client channel orders: producer acks=1'])
    expect(short(`${OUT}.topic=x`, ...lines)).toEqual(['client channel orders: producer acks=all'])
  })

  it('reads and writes with a client for each channel, but not with those of other connectors', () => {
    expect(
      short(
        `${OUT}.acks=all`,
        'mp.messaging.incoming."my.in".isolation.level=read_committed',
        'mp.messaging.outgoing.mail.connector=smallrye-amqp',
      ),
    ).toEqual([
      'client channel orders, channel my.in: producer acks=all',
      'client channel orders, channel my.in: consumer isolation.level=read_committed',
    ])
  })

  it('tells channels of other connectors by their attributes, where no connector is named', () => {
    expect(short(`${OUT}.acks=all`, 'mp.messaging.incoming.mail.queue.name=q')).toEqual([
      'client channel orders: producer acks=all',
    ])
    for (const line of ['outgoing.a.address=x', 'incoming.a.schema=X<Y>', 'outgoing.a.connector=smallrye-amqp'])
      expect(refusal(QUARKUS, 'application.properties', `mp.messaging.${line}\n`)).toMatch(
        /^application\.properties:1: mp\.messaging\..*: no channel of this Quarkus application is told to be of Kafka/,
      )
  })

  it('runs with the profile prod, and others are configurations of their own where they differ', () => {
    expect(short(`${OUT}.acks=\${ACKS:1}`, `%prod,test.${OUT}.acks=all`, `%test.${OUT}.topic=y`)).toEqual([
      'client channel orders: producer acks=all',
    ])
    expect(short(`${OUT}.acks=all`, `%{dev,test}.${OUT}.acks=0`)).toEqual([
      'client profile prod, channel orders: producer acks=all',
      'client profile dev, channel orders: producer acks=0',
      'client profile test, channel orders: producer acks=0',
    ])
  })

  it('passes kafka-streams. on to Streams', () => {
    const given = short(
      'quarkus.kafka-streams.application-id=shop',
      'kafka-streams.processing.guarantee=exactly_once_v2',
    )
    expect(given).toContain('client application shop: producer transactional.id=shop-<process>-<thread>')
  })
})
