/** The others are in verdicts.long.test.ts: two files, so that two workers share them. */
import { LOSS, NEWEST, OLD, type Row, saySo } from './testing/known-verdicts.ts'

const ROWS: readonly Row[] = [
  [
    'unclean election loses with two faults',
    `${NEWEST} --set unclean.leader.election.enable=true --fault power-loss=0 --faults 3 --moves 0`,
    LOSS,
    { faults: 2, moves: 0 },
  ],
  [
    'unclean election loses with three faults where two are in sync',
    `${NEWEST} --set unclean.leader.election.enable=true --set min.insync.replicas=2 --fault power-loss=0 --faults 3 --moves 0`,
    LOSS,
    { faults: 3, moves: 0 },
  ],
  [
    'truncation to the high watermark loses with three moves and no fault',
    `${OLD} --faults 3 --moves 3`,
    LOSS,
    { faults: 0, moves: 3 },
  ],
  [
    'truncation by leader epoch does not',
    `${NEWEST} --set replication.factor=2 --set min.insync.replicas=2 --fault power-loss=0 --faults 3 --moves 3`,
    LOSS,
    'held',
  ],
  [
    'one request in flight keeps the order',
    `${NEWEST} --set retries=2 --set max.in.flight.requests.per.connection=1`,
    'in-order',
    'held',
  ],
  ['without retries there is no duplicate', `${NEWEST} --set retries=0`, 'no-duplicates', 'held'],
]

saySo(ROWS)
