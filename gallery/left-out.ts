/** Flaws that this model does not show, and why. */
import type { FlawClass, LeftOut } from './flaw.ts'

const leftOut = (id: string, title: string, reference: string, why: string): LeftOut => ({ id, class: id.slice(0, 1) as FlawClass, title, reference, why })

export const LEFT_OUT: readonly LeftOut[] = [
  leftOut('A11', 'The application sends again after a timeout, or after a restart, and the record stands twice', 'KIP-98', 'a workload that sends again on its own is not modelled yet'),
  leftOut('A12', 'Offsets are committed before the records are processed', 'Kafka documentation, consumers', 'consumers that commit offsets, and groups, are not modelled yet'),
  leftOut('A13', 'Records are processed before their offsets are committed', 'Kafka documentation, consumers', 'consumers that commit offsets, and groups, are not modelled yet'),
  leftOut('A14', 'Offsets are committed by the clock while another thread processes', 'Kafka documentation, enable.auto.commit', 'consumers that commit offsets, and groups, are not modelled yet'),
  leftOut('A15', 'A consumer that takes too long between polls goes on processing', 'KIP-62', 'consumers that commit offsets, and groups, are not modelled yet'),
  leftOut('A16', 'auto.offset.reset=latest skips what new partitions hold', 'KAFKA-20539, KIP-1327', 'consumers that commit offsets, and partitions that are added, are not modelled yet'),
  leftOut('A17', 'Committed offsets expire', 'KIP-186, KIP-211', 'consumers that commit offsets, and groups, are not modelled yet'),
  leftOut('A18', 'Retention overtakes a slow consumer', 'Kafka documentation, retention', 'retention is not modelled'),
  leftOut('A19', 'More partitions send a key elsewhere', 'Kafka documentation, partitions', 'records have no keys here, and partitions that are added are not modelled yet'),
  leftOut('A20', 'read_uncommitted shows records of aborted transactions', 'KIP-98', 'transactions are not modelled yet'),
  leftOut('A21', 'An open transaction holds readers back', 'KIP-98', 'transactions are not modelled yet'),
  leftOut('B7', 'A leader counts the fetches of a follower that is in an older epoch', 'KIP-320, KAFKA-6880', 'the model has it (gate fetch-fencing) and a test plays its schedule; but it takes three leaders in a row, two records and three replicas, which is more than the searches find and complete in reasonable time'),
  leftOut('B8', 'A fetch session forgets the leader epoch', 'KAFKA-9338', 'as B7: the model has it (gate session-keeps-epoch) and a test plays its schedule'),
  leftOut('B10', 'Retention deletes above the high watermark', 'KAFKA-5634', 'retention is not modelled'),
  leftOut('B11', 'Records are appended after a write error', 'KAFKA-10778', 'disks fail as a whole here, and not in a single write'),
  leftOut('B12', 'A broker that shuts down joins the ISR again', 'KIP-841, KAFKA-13916', 'the model has it (gate join-needs-live-broker); it costs availability while the broker is away, and no promise here is about how long that lasts'),
  leftOut('B19', 'A fenced last known leader is elected', 'KAFKA-19522', 'the model has it (gate live-last-leader); the partition has a leader that is not there, for as long as it is away, and no promise here is about that'),
  leftOut('B20', 'A clean-shutdown file is written after a start that failed', 'KAFKA-15375', 'it skips the recovery of torn log files, and logs do not tear here'),
  leftOut('B21', 'The high watermark stands still after the ISR has shrunk', 'KAFKA-13091', 'acknowledgements come late, with the next record; no promise here is about how late'),
  leftOut('B22', 'A broker that shuts down holds the high watermark back', 'KAFKA-15021', 'as B21'),
  leftOut('B23', 'A follower cuts its log for ever at an epoch that holds nothing', 'KAFKA-10706', 'the follower does not get on; the epoch cache is always cut here'),
  leftOut('B24', 'A replica cuts its whole log when the leader moves', 'KAFKA-2143', 'Kafka 0.8 and 0.9 are not modelled'),
  leftOut('B25', 'The checkpoint of the high watermark is lost', 'KAFKA-1647', 'Kafka 0.8 is not modelled'),
]
