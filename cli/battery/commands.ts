/**
 * The battery: commands whose JSON a change of structure must not change. Small bounds, so that all of them take a few
 * minutes; between them every release line, gate, fault, move and workload, both searches, and every verb that judges.
 */

const QUICK = '--runs 60 --records 1 --faults 1'
const SAMPLED = '--search random --runs 150 --faults 3'
const COMPLETE = '--search exhaustive --records 1 --faults 1'
const IN_TRANSACTIONS = '--set transactional.id=t --set isolation.level=read_committed'
const EVERY_FAULT = '--fault disk-loss=1 --fault power-loss=2 --moves 2'

const BY_RELEASE = [
  '0.10.2',
  '0.11.0',
  '1.0',
  '1.1',
  '2.0',
  '2.1',
  '2.3',
  '2.4',
  '2.5',
  '2.6',
  '2.7',
  '2.8',
  '3.0',
  '3.3',
  '3.5',
  '3.6',
  '3.7',
  '3.8',
  '3.9',
  '4.0',
  '4.1',
  '4.3',
].map((version) => `check --kafka-version ${version} --set min.insync.replicas=2 ${QUICK}`)

const BY_TRANSACTIONS = ['0.11.0', '2.4', '2.5', '3.0', '3.5', '3.6', '3.9', '4.0', '4.3'].map(
  (version) => `check --kafka-version ${version} ${IN_TRANSACTIONS} ${SAMPLED} --runs 15`,
)

export const BATTERY: readonly string[] = [
  ...BY_RELEASE,
  ...BY_TRANSACTIONS,
  `check ${COMPLETE}`,
  `check --set acks=0 ${COMPLETE}`,
  `check --set acks=1 --set enable.idempotence=false ${COMPLETE}`,
  `check --kafka-version 2.3 --set acks=all --set unclean.leader.election.enable=true ${COMPLETE}`,
  `check --set replication.factor=1 ${QUICK} --fault disk-loss=1`,
  `check --set replication.factor=2 --set retries=1 --search exhaustive --records 2 --faults 1 --max-states 30000`,
  `check --set min.insync.replicas=2 --search exhaustive --faults 2 --records 1 --max-states 30000 --promise no-acknowledged-loss,writes-resume`,
  `check --set acks=all ${SAMPLED} ${EVERY_FAULT}`,
  `check --kafka-version 2.0 --set acks=all ${SAMPLED} ${EVERY_FAULT}`,
  `check --kafka-version 0.10.2 --set acks=all ${SAMPLED} ${EVERY_FAULT}`,
  `check --kafka-version 3.4 --set partitions=2 ${SAMPLED} --producers 2`,
  `check --set enable.idempotence=false --by-record ${SAMPLED}`,
  `check --by-record ${COMPLETE} --faults 1 --records 2 --max-states 20000`,
  `check --kafka-version 2.8 --set retries=0 --by-record ${QUICK}`,
  `check ${IN_TRANSACTIONS} --loop ${SAMPLED} --runs 25`,
  `check --kafka-version 2.4 ${IN_TRANSACTIONS} --loop ${SAMPLED} --runs 25`,
  `check ${IN_TRANSACTIONS} ${COMPLETE} --faults 1 --max-states 4000`,
  `check --kafka-version 3.5 ${IN_TRANSACTIONS} ${COMPLETE} --max-states 4000 --promise transactions-finish`,
  `check ${IN_TRANSACTIONS} --set partitions=2 --producers 2 ${SAMPLED} --runs 15`,
  `check --gate leader-epochs=off ${SAMPLED}`,
  `check --gate first-sequence-checked=on --gate snapshots-hold-all-batches=on --set max.in.flight.requests.per.connection=5 ${SAMPLED}`,
  `check --set controller=zookeeper --kafka-version 3.9 ${SAMPLED}`,
  'check examples/orders --runs 100 --records 1 --faults 1',
  'check examples/transfers --runs 10 --records 1 --faults 1 --max-states 4000',
  `compare --vary acks=0,1,all --vary min.insync.replicas=1,2 ${QUICK}`,
  `compare --vary kafka.version=0.11,2.0,4.3 --promise no-acknowledged-loss,no-duplicates ${SAMPLED} --runs 15`,
  `compare --vary gate.leader-epochs=on,off --promise replicas-agree ${SAMPLED} --runs 15`,
  ...['A1', 'A10', 'B1', 'B6', 'B15', 'C1', 'C14', 'D1', 'D13'].map((id) => `gallery ${id}`),
].map((command) => `${command} --json`)
