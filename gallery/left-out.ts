/** Flaws that this model does not show, and why. */
import type { FlawClass, LeftOut } from './flaw.ts'

const leftOut = (id: string, title: string, reference: string, why: string): LeftOut => ({
  id,
  class: id.slice(0, 1) as FlawClass,
  title,
  reference,
  why,
})

export const LEFT_OUT: readonly LeftOut[] = [
  leftOut(
    'A12',
    'Offsets are committed before the records are processed',
    'Kafka documentation, consumers',
    'positions that are committed outside of transactions are not modelled yet',
  ),
  leftOut(
    'A13',
    'Records are processed before their offsets are committed',
    'Kafka documentation, consumers',
    'positions that are committed outside of transactions are not modelled yet',
  ),
  leftOut(
    'A14',
    'Offsets are committed by the clock while another thread processes',
    'Kafka documentation, enable.auto.commit',
    'positions that are committed outside of transactions are not modelled yet',
  ),
  leftOut(
    'A15',
    'A consumer that takes too long between polls goes on processing',
    'KIP-62',
    'positions that are committed outside of transactions are not modelled yet',
  ),
  leftOut(
    'A16',
    'auto.offset.reset=latest skips what new partitions hold',
    'KAFKA-20539, KIP-1327',
    'positions that are committed outside of transactions, and partitions that are added, are not modelled yet',
  ),
  leftOut(
    'A17',
    'Committed offsets expire',
    'KIP-186, KIP-211',
    'positions that are committed outside of transactions are not modelled yet',
  ),
  leftOut('A18', 'Retention overtakes a slow consumer', 'Kafka documentation, retention', 'retention is not modelled'),
  leftOut(
    'A19',
    'More partitions send a key elsewhere',
    'Kafka documentation, partitions',
    'records have no keys here, and partitions that are added are not modelled yet',
  ),
  leftOut(
    'A21',
    'An open transaction holds readers back',
    'KIP-98',
    'consumers wait for as long as transaction.timeout.ms at the most; no promise here is about how long that is',
  ),
  leftOut(
    'B7',
    'A leader counts the fetches of a follower that is in an older epoch',
    'KIP-320, KAFKA-6880',
    'the model has it (gate fetch-fencing) and a test plays its schedule; but it takes three leaders in a row, '
      + 'two records and three replicas, which is more than the searches find and complete in reasonable time',
  ),
  leftOut(
    'B8',
    'A fetch session forgets the leader epoch',
    'KAFKA-9338',
    'as B7: the model has it (gate session-keeps-epoch) and a test plays its schedule',
  ),
  leftOut('B10', 'Retention deletes above the high watermark', 'KAFKA-5634', 'retention is not modelled'),
  leftOut(
    'B11',
    'Records are appended after a write error',
    'KAFKA-10778',
    'disks fail as a whole here, and not in a single write',
  ),
  leftOut(
    'B12',
    'A broker that shuts down joins the ISR again',
    'KIP-841, KAFKA-13916',
    'the model has it (gate join-needs-live-broker); it costs availability while the broker is away, and no '
      + 'promise here is about how long that lasts',
  ),
  leftOut(
    'B19',
    'A fenced last known leader is elected',
    'KAFKA-19522',
    'the model has it (gate live-last-leader); the partition has a leader that is not there, for as long as it '
      + 'is away, and no promise here is about that',
  ),
  leftOut(
    'B20',
    'A clean-shutdown file is written after a start that failed',
    'KAFKA-15375',
    'it skips the recovery of torn log files, and logs do not tear here',
  ),
  leftOut(
    'B21',
    'The high watermark stands still after the ISR has shrunk',
    'KAFKA-13091',
    'acknowledgements come late, with the next record; no promise here is about how late',
  ),
  leftOut('B22', 'A broker that shuts down holds the high watermark back', 'KAFKA-15021', 'as B21'),
  leftOut(
    'B23',
    'A follower cuts its log for ever at an epoch that holds nothing',
    'KAFKA-10706',
    'the follower does not get on; the epoch cache is always cut here',
  ),
  leftOut(
    'B24',
    'A replica cuts its whole log when the leader moves',
    'KAFKA-2143',
    'Kafka 0.8 and 0.9 are not modelled',
  ),
  leftOut('B25', 'The checkpoint of the high watermark is lost', 'KAFKA-1647', 'Kafka 0.8 is not modelled'),
  leftOut(
    'B27',
    'A follower raises its high watermark before it cuts its log',
    'KAFKA-14704',
    'the model has it (gate diverging-keeps-high-watermark): who reads from that follower is given records that '
      + 'are about to be cut off; but consumers here read from leaders, and not from the nearest replica (KIP-392)',
  ),
  leftOut(
    'B28',
    'A follower appends a batch that is newer than the epoch that it fetched in',
    'KAFKA-18723',
    'the answer to a fetch holds here what the leader had when it was asked; Kafka reads the bytes when it sends '
      + 'them, and a leader that was deposed in between may have others at those offsets by then',
  ),
  leftOut(
    'C2',
    'Retention makes brokers forget a producer, and its next batch is refused',
    'KAFKA-5793',
    'retention is not modelled',
  ),
  leftOut(
    'C3',
    'A producer that brokers have forgotten cannot go on by itself',
    'KIP-360, KAFKA-8710',
    'the model has it (gates unknown-producer-accepted, producer-bumps-epoch); the application is given an '
      + 'error, and no promise here is about sends that fail; C15 shows what is worse',
  ),
  leftOut(
    'C5',
    'A new producer epoch keeps the old sequences of other partitions',
    'KAFKA-12152',
    'the model has it (gate sequences-keep-their-epoch); batches are refused and sent again in yet another '
      + 'epoch, which takes longer and breaks no promise here',
  ),
  leftOut(
    'C7',
    'What brokers know of a producer expires too early',
    'KAFKA-9144, KAFKA-7190',
    'retention is not modelled, nor the clocks of records and of brokers; C11 shows what follows',
  ),
  leftOut(
    'C8',
    'A new epoch for one partition stores batches of another one twice',
    'librdkafka#4953',
    'the producer here is the Java client',
  ),
  leftOut(
    'C10',
    'The buffer of a request under way is used for another one',
    'KAFKA-19012',
    'requests here carry what was sent; the memory of the client is not modelled',
  ),
  leftOut(
    'C12',
    'A producer goes on in a new epoch after the brokers have lost what they acknowledged',
    'KIP-360',
    'the loss is that of A7, with idempotence or without; no promise here is about being told of it',
  ),
  leftOut(
    'D5',
    "A marker takes the next transaction's first batch with it",
    'KAFKA-18575, KAFKA-18654',
    'it was in no release: transaction version 2 came with the fix',
  ),
  leftOut(
    'D6',
    'A producer fences itself with an empty transaction',
    'KAFKA-18464, KAFKA-18660',
    'it was in no release: transaction version 2 came with the fix',
  ),
  leftOut(
    'D7',
    'A coordinator that aborts by itself raises the epoch twice',
    'KAFKA-19367, KAFKA-20090',
    'the model has it (gate fences-once), and it breaks no promise here; what it does at the last epoch, 32767, '
      + 'is more than a search would count to',
  ),
  leftOut(
    'D8',
    'A marker that comes again is refused, and the transaction never completes',
    'KAFKA-19999',
    'it was in no release. The model has it (gate marker-may-come-again): all markers are written, and the '
      + 'coordinator never says so; so the transactional id cannot be used again, and no promise here is about that',
  ),
  leftOut(
    'D9',
    'A coordinator that is elected again forgets a transaction that it is about to end',
    'KAFKA-16352',
    'as D8: all markers are written and the transactional id cannot be used again; and coordinators here '
      + 'remember which markers are theirs',
  ),
  leftOut(
    'D10',
    'The next transaction takes away the positions of the one before',
    'KAFKA-17507',
    "a group's coordinator has no memory apart from its log here",
  ),
  leftOut(
    'D11',
    'A position is verified, and committed when its transaction is over',
    'KAFKA-15784',
    'it was in no release: positions are verified since 3.7.0, which has the fix',
  ),
  leftOut(
    'D12',
    'A producer is told INVALID_TXN_STATE where its epoch is too old',
    'KAFKA-19690',
    'the application has to abort either way; no promise here is about which error it is told',
  ),
  leftOut(
    'D16',
    'A coordinator acts on what it has read above the high watermark',
    'TransactionStateManager.loadTransactionMetadata',
    'suspected: derived from the source, and seen on no real cluster that we know of. The model has it and a '
      + 'test plays its schedule, in which a transaction that is reported as committed is lost; but it takes a '
      + 'timeout and two moves with each fetch a step of its own, which is more than the searches complete in '
      + 'reasonable time',
  ),
]
