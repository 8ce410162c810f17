/** Hand-made flaws for the tests of the gallery's reports. */
import type { ExhaustiveEvidence, PromiseResult } from '../../harness/result.ts'
import type { FlawRow, GalleryReport, LeftOutRow } from '../gallery/report.ts'
import { counterexample, evidence, violated } from './sample.ts'

const all: ExhaustiveEvidence = {
  records: 1,
  states: 1514,
  depth: 23,
  completeTo: 2,
  ends: 39,
  missed: 0,
  stopped: null,
  relevant: 700,
}

/** The promise of the flaws, not broken: by all schedules, by none of those that were tried, and with no answer. */
export const gone: PromiseResult<unknown> = {
  ...violated,
  verdict: 'held',
  counterexample: null,
  evidence: { ...evidence, exhaustive: [all] },
}
export const goneInSamples: PromiseResult<unknown> = { ...gone, evidence }
export const open: PromiseResult<unknown> = {
  ...violated,
  verdict: 'undecided',
  why: 'interrupted after 12 schedules',
  counterexample: null,
}

export const flawRow: FlawRow = {
  id: 'B1',
  system: 'kafka',
  class: 'B',
  title: 'A follower cuts off what was committed and becomes leader',
  affected: 'up to 0.10.2',
  reference: 'KIP-101, KAFKA-1211',
  story: 'A follower hears of the high watermark one fetch later than the leader.',
  promise: violated.promise,
  given: { 'kafka.version': '0.10.2.2', 'acks': '1', 'gate.fetch-fencing': 'off' },
  different: { 'acks': 'all', 'min.insync.replicas': '2', 'gate.leader-epochs': 'on' },
  switches: {
    'gate.fetch-fencing': 'fetch-fencing: a fetch names the leader epoch (KIP-320)',
    'gate.leader-epochs': 'leader-epochs: logs are cut by leader epochs (KIP-101)',
  },
  alwaysTold: ['kafka.version'],
  fix: 'truncation by leader epoch (0.11.0)',
  suspected: null,
  settings: {
    'kafka.version': '0.10.2.2',
    'gates': 'fetch-fencing=off',
    'min.insync.replicas': 1,
    'log.flush.interval.messages': Infinity,
    'acks': '1',
  },
  fixedSettings: {
    'kafka.version': '0.10.2.2',
    'gates': 'leader-epochs=on, fetch-fencing=off',
    'min.insync.replicas': 2,
    'log.flush.interval.messages': Infinity,
    'acks': 'all',
  },
  seed: 'ed853c34',
  found: { ...violated, counterexample: { ...counterexample, minimal: 'proven' } },
  fixed: gone,
  seconds: 0.44,
}

export const missedRow: FlawRow = {
  ...flawRow,
  id: 'B12',
  title: 'A leader forgets',
  found: gone,
  fixed: {
    ...violated,
    counterexample: { ...counterexample, faults: 2, faultKinds: { 'crash': 1, 'controller-failover': 1 }, moves: 1 },
  },
  seconds: 12.5,
}

export const suspectedRow: FlawRow = {
  ...flawRow,
  id: 'B30',
  title: 'Nobody has seen this',
  suspected: 'a broker that is stopped between two requests',
  fixed: goneInSamples,
}

export const leftOutRow: LeftOutRow = {
  id: 'C7',
  class: 'C',
  title: 'Clocks that go backwards',
  reference: 'KAFKA-9999',
  why: 'the model has no clocks',
}

export const galleryReport: GalleryReport = {
  version: '0.1.0',
  seed: null,
  rows: [flawRow, missedRow, suspectedRow],
  asked: 3,
  leftOut: [leftOutRow],
  interrupted: false,
  seconds: 14.2,
}
