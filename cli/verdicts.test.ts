import { LOSS, NEWEST, OLD, type Row, saySo } from './testing/known-verdicts.ts'

/** What takes long to look for, as what holds and what takes three faults: verdicts.long.test.ts. */
const ROWS: readonly Row[] = [
  ['acks=1 loses with a planned move of the leader', `${NEWEST} --set acks=1`, LOSS, { faults: 0, moves: 1 }],
  [
    'acks=1 loses with one fault where nothing is moved',
    `${NEWEST} --set acks=1 --moves 0`,
    LOSS,
    { faults: 1, moves: 0 },
  ],
  ['acks=0 loses with a planned move', `${NEWEST} --set acks=0`, LOSS, { faults: 0, moves: 1 }],
  [
    'acks=0 loses with one fault where nothing is moved',
    `${NEWEST} --set acks=0 --moves 0`,
    LOSS,
    { faults: 1, moves: 0 },
  ],
  ['truncation to the high watermark loses with two crashes', `${OLD} --moves 0`, LOSS, { faults: 2, moves: 0 }],
  ['truncation to the high watermark loses with a crash and a move', OLD, LOSS, { faults: 1, moves: 1 }],
  [
    'a retry after a lost response is a duplicate',
    `${NEWEST} --set retries=2 --set max.in.flight.requests.per.connection=1 --moves 0`,
    'no-duplicates',
    { faults: 1, moves: 0 },
  ],
  [
    'five in flight do not',
    `${NEWEST} --set retries=2 --set max.in.flight.requests.per.connection=5`,
    'in-order',
    'violated',
  ],
  [
    'a timeout may be reported for a record that is stored',
    `${NEWEST} --moves 0`,
    'honest-outcome',
    { faults: 1, moves: 0 },
  ],
  [
    'an outbox that sends again is out of order by record, idempotence or not',
    '--by-record --set acks=all --set enable.idempotence=true --faults 1',
    'in-order',
    { faults: 1, moves: 0 },
  ],
  [
    'one request in flight keeps the order in spite of one fault',
    `${NEWEST} --set retries=2 --set max.in.flight.requests.per.connection=1 --faults 1 --runs 100`,
    'in-order',
    'held',
  ],
]

saySo(ROWS)
