import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resolveSettings } from '../../model/kafka/settings/resolve.ts'
import { CONNECT } from './connect.ts'
import { CONNECTOR } from './connector.ts'
import type { Reading } from './form.ts'
import { openSource } from './source.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const WORKER = 'bootstrap.servers=a:1\ngroup.id=g\nkey.converter=x.Y\noffset.storage.topic=o\n'
const worker = (...lines: readonly string[]) => reading(CONNECT, 'w.properties', `${WORKER}${lines.join('\n')}\n`)
const SOURCE = 'name=db\nconnector.class=x.DbSourceConnector\n'
const connector = (text: string, name = 'c.properties') => reading(CONNECTOR, name, text)
const resolved = ({ parts }: Reading, version: string) =>
  resolveSettings(
    parts.flatMap(({ given }) => given),
    { version },
  ).settings

describe('a worker of Kafka Connect', () => {
  it('is told by its converters and its topics', () => {
    expect(told('x.properties', WORKER)).toBe('a Kafka Connect worker')
    expect(told('x.properties', 'value.converter=x\noffset.storage.file.filename=o\n')).toBe('a Kafka Connect worker')
    expect(told('x.properties', `${SOURCE}key.converter=x\n`)).toBe('a connector of Kafka Connect')
    expect(told('x.properties', 'bootstrap.servers=a:1\ngroup.id=g\n')).toBeUndefined()
  })

  it('makes a producer for source connectors, with defaults of its own', () => {
    expect(worker().parts.map(({ name }) => name)).toEqual(["source connectors' producer"])
    expect(resolved(worker(), '4.0')).toMatchObject({
      'acks': 'all',
      'enable.idempotence': false,
      'max.in.flight.requests.per.connection': 1,
      'delivery.timeout.ms': 2_147_483_647,
    })
    expect(resolved(worker(), '2.0')).toMatchObject({ acks: 'all', retries: 2_147_483_647 })
    expect(worker().notes).toEqual([expect.stringContaining('one request in flight, no idempotence')])
  })

  it('overrides them below producer., and has consumers below consumer.', () => {
    const read = worker('producer.acks=1', 'consumer.isolation.level=read_committed', 'isolation.level=read_committed')
    expect(settingsIn(read)).toContain("client source connectors' producer: producer acks=1 @5 producer.acks")
    expect(settingsIn(read)).toContain('client: consumer isolation.level=read_committed @6 consumer.isolation.level')
    expect(asidesIn(read)).toEqual([
      'isolation.level @7: it does not reach the consumers of connectors: consumer.isolation.level would',
    ])
  })

  it('with exactly-once support has a transactional producer, whatever is set', () => {
    const read = worker('exactly.once.source.support=enabled', 'producer.enable.idempotence=false')
    expect(resolved(read, '4.0')).toMatchObject({
      'transactional.id': 'g-<connector>-<task>',
      'enable.idempotence': true,
    })
    expect(asidesIn(read)).toEqual([expect.stringContaining('Connect sets enable.idempotence itself')])
    expect(resolved(worker('exactly.once.source.support=preparing'), '4.0')).toMatchObject({ 'transactional.id': '' })
  })

  it.each([
    ['exactly.once.source.support=true', 'Connect takes none but disabled, preparing and enabled'],
    ['exactly.once.source.support={{ eos }}', 'the placeholder in it is not filled in'],
  ])('%s is refused', (line, why) => {
    expect(refusal(CONNECT, 'w.properties', `${WORKER}${line}\n`)).toContain(
      `w.properties:5: exactly.once.source.support: ${why}`,
    )
  })

  it('keeps its own topics and positions, which are not judged yet', () => {
    const kept = asidesIn(worker('offset.storage.replication.factor=1', 'offset.flush.interval.ms=1', 'plugin.path=/x'))
    expect(kept).toEqual([
      expect.stringMatching(/^offset.storage.replication.factor @5: not judged yet: /),
      expect.stringMatching(/^offset.flush.interval.ms @6: not judged yet: /),
    ])
  })
})

describe('a connector', () => {
  it('that writes to Kafka has a producer with its overrides', () => {
    const read = connector(`${SOURCE}producer.override.acks=1\nproducer.retries=1\nerrors.tolerance=all\n`)
    expect(settingsIn(read)).toContain('client connector db: producer acks=1 @3 producer.override.acks')
    expect(asidesIn(read)).toEqual([
      'errors.tolerance @5: not judged yet: whether records that fail are skipped',
      'producer.retries @4: it does not reach the producer: in a connector, producer.override.retries would',
    ])
  })

  it('that reads from Kafka has a consumer with its overrides', () => {
    const read = connector(
      'name=out\nconnector.class=x.Writer\ntopics=a\nconsumer.override.isolation.level=read_committed\n',
    )
    expect(settingsIn(read)).toEqual([
      'client connector out: consumer group.id=connect-out @1 name',
      'client connector out: consumer isolation.level=read_committed @4 consumer.override.isolation.level',
    ])
  })

  it('may be the JSON that the REST interface takes', () => {
    const config = '"connector.class": "x.DbSource",\n "producer.override.acks": "1"'
    for (const text of [`{"name": "db", "config": {\n ${config}}}`, `{"name": "db",\n ${config}}`])
      expect(settingsIn(connector(text, 'c.json'))).toContain(
        'client connector db: producer acks=1 @3 producer.override.acks',
      )
    expect(told('c.json', '{"producer": {"acks": "all"}}')).toBeUndefined()
    expect(told('c.json', '{')).toBeUndefined()
  })

  it('may create topics', () => {
    const text = `${SOURCE}topic.creation.default.replication.factor=3\ntopic.creation.default.partitions=-1\n`
    const topicOf = (more: string) =>
      settingsIn(connector(`${text}${more}`)).filter((line) => line.includes(': topic '))
    expect(topicOf('')).toEqual([
      'client connector db: topic replication.factor=3 @3 topic.creation.default.replication.factor',
    ])
    expect(topicOf('topic.creation.a.min.insync.replicas=2\ntopic.creation.a.include=x\n')).toEqual([
      'client connector db, topics of db: topic replication.factor=3 @3 topic.creation.default.replication.factor',
      'client connector db, topics a of db: topic min.insync.replicas=2 @5 topic.creation.a.min.insync.replicas',
    ])
    expect(refusal(CONNECTOR, 'c.properties', `${SOURCE}topic.creation.default.replication.factor=0\n`)).toContain(
      'c.properties:3: topic.creation.default.replication.factor: Connect takes -1 or 1 and more',
    )
  })

  describe('with the file of its worker', () => {
    let folder = ''
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'tidemark-'))
      writeFileSync(join(folder, 'w.properties'), `${WORKER}producer.acks=1\nexactly.once.source.support=enabled\n`)
      writeFileSync(join(folder, 'c.properties'), SOURCE)
    })
    afterEach(() => rmSync(folder, { recursive: true }))

    it('takes over what the worker sets', () => {
      const given = [join(folder, 'w.properties'), join(folder, 'c.properties')] as const
      const read = CONNECTOR.read(openSource(given[1], given))
      expect(settingsIn(read)).toContain('client connector db: producer acks=1 @5 producer.acks')
      expect(settingsIn(read).join('\n')).toContain('transactional.id=g-db-0')
      expect(read.notes).toEqual([])
      const alone = CONNECTOR.read(openSource(given[1], [given[1]]))
      expect(alone.notes).toEqual(["without the worker's file, it is taken to set nothing"])
    })
  })
})
