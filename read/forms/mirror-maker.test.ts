import { describe, expect, it } from 'vitest'
import { MIRROR_MAKER } from './mirror-maker.ts'
import { asidesIn, reading, refusal, settingsIn, told } from './testing/reading.ts'

const BASE = 'clusters = A, B\nA.bootstrap.servers = a:1\nB.bootstrap.servers = b:1\nA->B.enabled = true\n'
const read = (...lines: readonly string[]) => reading(MIRROR_MAKER, 'mm2.properties', `${BASE}${lines.join('\n')}\n`)
const refused = (text: string) => refusal(MIRROR_MAKER, 'mm2.properties', text)

describe('MirrorMaker 2', () => {
  it('is told by its clusters', () => {
    expect(told('x.properties', BASE)).toBe('a MirrorMaker 2 configuration')
    expect(told('x.properties', 'clusters=a\nacks=1\n')).toBeUndefined()
  })

  it('has a producer for each enabled flow, with the settings of its target', () => {
    const made = read('B.producer.acks=1', 'A.producer.acks=0', 'A->B.producer.override.retries=5', 'B->A.enabled=no')
    const given = settingsIn(made)
    expect(made.parts.map(({ name }) => name)).toEqual(['A->B'])
    expect(given).toContain('client A->B: producer acks=1 @5 B.producer.acks')
    expect(given).toContain('client A->B: producer retries=5 @7 A->B.producer.override.retries')
    expect(given).toContain('client A->B: producer max.in.flight.requests.per.connection=1 @4 A->B.enabled')
    expect(read('B->A.enabled=TRUE').parts.map(({ name }) => name)).toContain('B->A')
  })

  it('copies into topics with two replicas, or as it says, or as the broker says', () => {
    const topics = (...lines: readonly string[]) =>
      settingsIn(read(...lines)).filter((line) => line.includes(': topic '))
    expect(topics()).toEqual(['client A->B: topic replication.factor=2 @4 A->B.enabled'])
    expect(topics('replication.factor=3')).toEqual([expect.stringContaining('replication.factor=3 @5')])
    expect(topics('replication.factor=3', 'A->B.replication.factor=1')).toEqual([
      expect.stringContaining('replication.factor=1 @6'),
    ])
    expect(topics('replication.factor=-1')).toEqual([])
  })

  it('with exactly-once support at the target is transactional', () => {
    expect(settingsIn(read('B.exactly.once.source.support=enabled')).join('\n')).toContain(
      'transactional.id=A-mm2-MirrorSourceConnector-0 @5 B.exactly.once.source.support',
    )
    expect(refused(`${BASE}B.exactly.once.source.support=on\n`)).toContain(
      'mm2.properties:5: B.exactly.once.source.support: Connect takes none but disabled',
    )
  })

  it('says what does not reach the producer, and what is not judged yet', () => {
    const made = read(
      'producer.acks=1',
      'A->B.producer.acks=1',
      'exactly.once.source.support=enabled',
      'A.consumer.isolation.level=read_committed',
      'offset.storage.replication.factor=1',
      'B.checkpoints.topic.replication.factor=1',
    )
    expect(asidesIn(made).map((line) => line.replace(/ @\d+/, ''))).toEqual([
      'producer.acks: it reaches no producer of copies: A.producer.acks would, for the target A',
      'A->B.producer.acks: it does not reach the producer of copies: A->B.producer.override.acks would',
      'exactly.once.source.support: it reaches no cluster: A.exactly.once.source.support would',
      'A.consumer.isolation.level: not judged yet: how the source cluster is read',
      expect.stringContaining('offset.storage.replication.factor: not judged yet'),
      expect.stringContaining('B.checkpoints.topic.replication.factor: not judged yet'),
    ])
  })

  it('without any enabled flow, and with a flow of clusters that nobody named, is refused', () => {
    expect(refused('clusters=A, B\nA->B.enabled=false\n')).toContain(
      'mm2.properties:1: clusters: no flow between these clusters is enabled',
    )
    expect(refused(`${BASE}A->C.enabled=true\n`)).toContain('mm2.properties:5: A->C.enabled: clusters names no C')
  })
})
