import { LOSS, NEWEST, REPLICATION, type Row, saySo } from './testing/known-verdicts.ts'

const ROWS: readonly Row[] = [
  [
    'one in sync is lost with two faults',
    `${NEWEST} --set min.insync.replicas=1`,
    LOSS,
    { faults: 2, moves: 0, kinds: ['power-loss'] },
  ],
  ['acks=all with two in sync survives two faults', `${NEWEST} --set min.insync.replicas=2`, REPLICATION, 'held'],
  [
    'three faults break it through the last known leader',
    `${NEWEST} --set min.insync.replicas=2 --faults 3 --moves 0`,
    LOSS,
    { faults: 3, moves: 0, kinds: ['crash', 'power-loss'] },
  ],
  [
    'without power losses one in sync survives three faults',
    `${NEWEST} --set min.insync.replicas=1 --fault power-loss=0 --faults 3`,
    LOSS,
    'held',
  ],
  [
    'without eligible leader replicas two in sync are lost with two faults',
    `${NEWEST} --kafka-version 4.0 --set min.insync.replicas=2 --max-states 80000`,
    LOSS,
    { faults: 2, moves: 0, kinds: ['power-loss'] },
  ],
  [
    'flushing every record survives three power losses',
    `${NEWEST} --set min.insync.replicas=2 --set log.flush.interval.messages=1 --faults 3 --fault power-loss=3`,
    LOSS,
    'held',
  ],
  [
    'who reads committed records is given none of an aborted transaction whose send was reported as failed',
    '--set transactional.id=gw-tx- --set acks=all --set retries=3 --set isolation.level=read_committed --kafka-version 3.6 --records 1 --faults 1',
    'honest-outcome',
    'held',
  ],
]

saySo(ROWS)
