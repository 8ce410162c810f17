/** Hand-made results for the tests of the reports. */
import { budgetOf } from '../../harness/budget.ts'
import type { Counterexample, Evidence, PromiseResult, StoryStep } from '../../harness/result.ts'
import { KAFKA_FAULTS } from '../../model/kafka/faults.ts'
import type { Participant } from '../../model/system.ts'
import type { CheckReport, CompareReport } from '../report.ts'

const budget = budgetOf(2)
const fault = Object.fromEntries(KAFKA_FAULTS.map(({ kind }) => [kind, budget.faults[kind]]))

export const evidence: Evidence = {
  bounds: { faults: budget.total, fault, moves: budget.moves, steps: 60, records: 2 },
  random: { schedules: 1000, sideways: 900, steps: 48211, relevant: 812 },
  exhaustive: null,
  reached: { 'election': 2214, 'truncation': 371, 'unclean election': 0 },
}

function broker(number: number, role: string, end: number, high: number, isr?: string): Participant {
  const columns = [
    { name: '', value: role },
    { name: 'LEO', value: String(end) },
    { name: 'HW', value: String(high) },
  ]
  return { name: `broker ${number}`, columns: isr === undefined ? columns : [...columns, { name: 'ISR', value: isr }] }
}

const steps: readonly StoryStep[] = [
  {
    text: 'the producer sends a to broker 0, which appends it at offset 0',
    cost: null,
    participants: [
      broker(0, 'leader e0', 1, 0, '{0,1,2}'),
      broker(1, 'follower e0', 0, 0),
      broker(2, 'follower e0', 0, 0),
    ],
    seen: ['record a is sent', 'record a is acknowledged'],
  },
  {
    text: 'broker 0 crashes',
    cost: 'fault crash',
    participants: [broker(0, 'down', 1, 0), broker(1, 'follower e0', 0, 0), broker(2, 'follower e0', 0, 0)],
    seen: [],
  },
  {
    text: 'broker 1 becomes leader in epoch 1',
    cost: null,
    participants: [broker(0, 'down', 1, 0), broker(1, 'leader e1', 0, 0, '{1,2}'), broker(2, 'follower e0', 0, 0)],
    seen: [],
  },
]

export const counterexample: Counterexample<unknown> = {
  faults: 1,
  faultKinds: { crash: 1 },
  moves: 0,
  moveKinds: {},
  length: 3,
  minimal: 'local',
  actions: [{ kind: 'send' }, { kind: 'crash', broker: 0 }, { kind: 'elect' }],
  story: steps.map((step) => step.text),
  steps,
  afterwards: {
    text: 'everything heals',
    cost: null,
    participants: [
      broker(0, 'follower e1', 0, 0),
      broker(1, 'leader e1', 0, 0, '{0,1,2}'),
      broker(2, 'follower e1', 0, 0),
    ],
    seen: ['a new reader is given nothing'],
  },
  why: 'record a was acknowledged in step 1; no replica holds it after step 3',
  clause: 'record a was acknowledged in step 1',
  decisive: 3,
}

export const violated: PromiseResult<unknown> = {
  promise: 'no-acknowledged-loss',
  title: 'Acknowledged records are not lost',
  verdict: 'violated',
  why: null,
  evidence,
  counterexample,
}

export const held: PromiseResult<unknown> = {
  promise: 'in-order',
  title: "Records keep their producer's order",
  verdict: 'held',
  why: null,
  evidence,
  counterexample: null,
}

export const undecided: PromiseResult<unknown> = {
  promise: 'no-duplicates',
  title: 'No record is stored twice',
  verdict: 'undecided',
  why: 'enable.idempotence is on, and idempotent producers are not modelled yet',
  evidence,
  counterexample: null,
}

export const checkReport: CheckReport = {
  version: '0.1.0',
  seed: 'test',
  configuration: {
    system: 'kafka',
    settings: {
      'kafka.version': '4.3.1',
      'brokers': 3,
      'replication.factor': 3,
      'min.insync.replicas': 1,
      'log.flush.interval.messages': Infinity,
      'acks': '1',
    },
    assumed: ['brokers', 'replication.factor', 'log.flush.interval.messages'],
    ignored: [{ key: 'linger.ms', why: 'not modelled' }],
    warnings: ['orders.properties line 3: nobody knows lingr'],
    notes: [],
  },
  judged: [
    { result: violated, file: '.tidemark/no-acknowledged-loss-0123abcd.json' },
    { result: held, file: null },
    { result: undecided, file: null },
  ],
  interrupted: false,
  required: ['no-acknowledged-loss', 'in-order', 'no-duplicates'],
  seconds: 1.234,
}

export const compareReport: CompareReport = {
  version: '0.1.0',
  seed: null,
  configuration: { ...checkReport.configuration, warnings: [], settings: { 'kafka.version': '4.3.1', 'brokers': 3 } },
  promises: ['no-acknowledged-loss', 'in-order', 'no-duplicates'],
  rows: [
    { varied: { acks: '1' }, seed: 's1', refused: null, judged: checkReport.judged },
    {
      varied: { acks: 'all' },
      seed: 's2',
      refused: null,
      judged: [
        { result: { ...held, promise: 'no-acknowledged-loss' }, file: null },
        { result: held, file: null },
      ],
    },
    { varied: { acks: '7' }, seed: 's3', refused: 'acks=7: Kafka takes 0, 1 or all', judged: [] },
  ],
  interrupted: false,
  seconds: 2,
}
