/**
 * Everything that a Kafka release does differently from an earlier one, as data: one row a mechanism, which a cluster has
 * or has not. The protocol's code asks for a mechanism and never for a version number. Some come with the software of the
 * brokers; others only once the cluster has finalised a protocol version (`inter.broker.protocol.version`,
 * `metadata.version`), whatever software runs. Each can be switched by name, to see what it is good for.
 */
import { compareVersions } from './settings/versions.ts'

export interface Gate {
  /** What a cluster with it does. */
  readonly says: string
  /** Where it comes from: KIP, JIRA. */
  readonly reference: string
  /**
   * The releases that first have it, oldest first: of each line that has it, the first patch; the last one also stands for all
   * later lines. None: no release has it; it would mend a flaw that is only suspected.
   */
  readonly since: readonly string[]
  /** Releases before this one have it, too: what it prevents came with that one. */
  readonly before?: string
  /** The protocol version that the cluster must have finalised, too. */
  readonly finalised?: string
  /** Only clusters with this kind of controller have it, or lack it. */
  readonly controller?: 'kraft' | 'zookeeper'
}

export const GATES = {
  'leader-epochs': {
    says: 'a follower asks its leader where the leader epoch of its last record ends and cuts its log there, not at its own high watermark',
    reference: 'KIP-101',
    since: ['0.11.0.0'],
    finalised: '0.11.0.0',
  },
  'isr-keeps-last-member': {
    says: 'the last member of an ISR stays in it when it is gone, also where unclean election is allowed',
    reference: 'KAFKA-5642',
    since: ['1.1.0'],
    controller: 'zookeeper',
  },
  'epoch-in-answer': {
    says: 'the answer names the epoch that it is about, and the follower asks again until both know it',
    reference: 'KIP-279, KAFKA-6361',
    since: ['2.0.0'],
    finalised: '2.0.0',
  },
  'epoch-start-recorded': {
    says: 'a leader notes where its epoch begins when it is elected, not with its first record',
    reference: 'KAFKA-7415',
    since: ['2.0.1', '2.1.0'],
  },
  'truncates-after-missed-epochs': {
    says: 'a follower that missed a leader epoch compares logs, also where the leader is the same broker as before',
    reference: 'KAFKA-7164',
    since: ['2.0.1', '2.1.0'],
  },
  'truncates-each-epoch': {
    says: 'a follower compares logs in each new leader epoch, also where the leader is the same broker as before',
    reference: 'KIP-320, KAFKA-7395',
    since: ['2.1.0'],
  },
  'join-needs-epoch-start': {
    says: 'a follower joins the ISR only when it has reached the start of the leader epoch',
    reference: 'KAFKA-7128',
    since: ['2.0.1', '2.1.0'],
  },
  'fetch-fencing': {
    says: 'a fetch names the leader epoch, and is refused by a leader of another one',
    reference: 'KIP-320, KAFKA-7395',
    since: ['2.1.0'],
    finalised: '2.1.0',
  },
  'bounce-noticed': {
    says: 'a ZooKeeper controller notices that a broker was gone, although it is back before the controller looked',
    reference: 'KIP-380, KAFKA-7235',
    since: ['2.2.0'],
    controller: 'zookeeper',
  },
  'session-keeps-epoch': {
    says: 'the leader epoch is compared in each fetch of a session, not only in the first',
    reference: 'KAFKA-9338',
    since: ['2.5.0'],
  },
  'reads-below-high-watermark': {
    says: 'a consumer is given nothing above the high watermark, also where a record is appended while it reads',
    reference: 'KAFKA-9835',
    since: ['2.5.1', '2.6.0'],
    before: '1.0.1',
  },
  'truncation-on-fetch': {
    says: 'the leader answers a fetch with the place where the logs part; there is no question of its own',
    reference: 'KIP-595',
    since: ['2.8.0'],
    finalised: '2.7.0',
  },
  'alter-partition': {
    says: 'a leader asks the controller to change the ISR instead of writing to ZooKeeper, and until it is answered holds the high watermark back for both sets',
    reference: 'KIP-497',
    since: ['2.7.0'],
    finalised: '2.7.0',
  },
  'follows-shorter-leader': {
    says: 'a follower that finds its leader\'s log shorter than its own cuts it, instead of stopping its broker where unclean election is not allowed',
    reference: 'KAFKA-7414',
    since: ['2.0.1', '2.1.0'],
  },
  'join-needs-live-broker': {
    says: 'a broker that is fenced or shuts down does not join an ISR',
    reference: 'KIP-841, KAFKA-13916',
    since: ['3.3.0'],
  },
  'diverging-counts-not': {
    says: 'a leader takes no log end offset from a follower whose log parts from its own',
    reference: 'KAFKA-13141',
    since: ['2.8.1', '3.0.0'],
  },
  'diverging-keeps-high-watermark': {
    says: 'a follower whose log parts from its leader\'s takes no high watermark from that answer',
    reference: 'KAFKA-14704',
    since: ['3.4.1', '3.5.0'],
  },
  'join-needs-broker-epoch': {
    says: 'a broker that was restarted since it fetched does not join an ISR',
    reference: 'KIP-903, KAFKA-14617',
    since: ['3.5.0'],
    finalised: '3.5.0',
    controller: 'kraft',
  },
  'shrink-keeps-epoch': {
    says: 'a smaller ISR is no new leader epoch',
    reference: 'KAFKA-15021',
    since: ['3.6.0'],
    finalised: '3.6.0',
    controller: 'kraft',
  },
  'strict-min-isr': {
    says: 'the high watermark stands still while the ISR is smaller than min.insync.replicas, whatever acks is',
    reference: 'KIP-966, KAFKA-15583',
    since: ['3.7.0'],
  },
  'capped-min-isr': {
    says: 'min.insync.replicas counts at most as many replicas as there are',
    reference: 'KIP-966, KAFKA-15583',
    since: ['3.7.0'],
  },
  'unclean-election-in-kraft': {
    says: 'a KRaft controller elects out-of-sync replicas where unclean.leader.election.enable allows it',
    reference: 'KAFKA-12670',
    since: ['3.9.0'],
    controller: 'kraft',
  },
  'late-answers-refused': {
    says: 'a follower ignores the answer to a fetch that it sent in another leader epoch',
    reference: 'KAFKA-18991',
    since: ['3.9.1', '4.0.1', '4.1.0'],
  },
  'new-epoch-forgets-followers': {
    says: 'a leader of a new epoch waits for what its followers fetch in it, also where it has not heard that it was deposed in between',
    reference: 'suspected: Partition.makeLeader, Replica.resetReplicaState keep the log ends of an earlier epoch',
    since: [],
  },
  'live-last-leader': {
    says: 'the last known leader is elected only when it is alive',
    reference: 'KIP-966, KAFKA-19522',
    since: ['4.1.0'],
    controller: 'kraft',
  },
  'remembers-five-batches': {
    says: 'a broker remembers the last five batches of an idempotent producer, and not the last one alone',
    reference: 'KAFKA-5494',
    since: ['1.0.0'],
  },
  'marker-alone-is-unknown': {
    says: 'a broker that knows only a marker of a producer\'s epoch says that it does not know the producer',
    reference: 'ProducerAppendInfo.checkSequence, 2.0 to 2.4',
    since: ['2.0.0'],
  },
  'unknown-producer-accepted': {
    says: 'a broker that knows nothing of a producer takes a batch of it with any sequence',
    reference: 'KIP-360, KAFKA-8710',
    since: ['2.5.0'],
  },
  'first-sequence-checked': {
    says: 'a broker whose log of a partition never held a record takes only the first sequence of a producer',
    reference: 'KAFKA-15591, in no release up to 4.3',
    since: [],
  },
  'snapshots-hold-all-batches': {
    says: 'a broker that restarts remembers the last five batches of a producer, and not only the last one that its snapshot holds',
    reference: 'suspected: ProducerStateManager.writeSnapshot stores the last batch of each producer',
    since: [],
  },
  'sequence-counts-when-sent': {
    says: 'a producer counts a sequence when it sends the batch, and not when the batch is acknowledged',
    reference: 'KAFKA-5494',
    since: ['1.0.0'],
  },
  'producer-bumps-epoch': {
    says: 'a producer whose sequences a broker refuses goes on in a new producer epoch',
    reference: 'KIP-360, KAFKA-8805',
    since: ['2.5.0'],
  },
  'sequences-keep-their-epoch': {
    says: 'a producer that goes on in a new epoch begins the sequences of each partition again when nothing of the old epoch is under way there',
    reference: 'KAFKA-12152',
    since: ['2.7.1', '2.8.0'],
  },
  'timeout-fences': {
    says: 'a coordinator that aborts a transaction whose time is over raises the producer epoch, and the markers carry it',
    reference: 'KAFKA-6119',
    since: ['0.11.0.2', '1.0.0'],
  },
  'fences-once': {
    says: 'a coordinator that aborts a transaction by itself raises the producer epoch once, and not twice (transaction version 2)',
    reference: 'KAFKA-19367',
    since: ['4.0.1', '4.1.0'],
  },
  'fenced-batch-is-abortable': {
    says: 'a producer whose batch is of an old epoch has to abort its transaction, and can go on after it',
    reference: 'KIP-588, KAFKA-9911',
    since: ['2.7.0'],
  },
  'transactions-verified': {
    says: 'a partition\'s leader asks the coordinator whether the partition is in the transaction before it stores the first batch of it',
    reference: 'KIP-890, KAFKA-14402',
    since: ['3.6.0'],
  },
  'abortable-error-named': {
    says: 'a batch of a transaction that the coordinator does not know is refused with an error that says to abort (TRANSACTION_ABORTABLE)',
    reference: 'KIP-890, KAFKA-16314',
    since: ['3.8.0'],
  },
  'old-epochs-refused-unasked': {
    says: 'a leader refuses a batch of an old producer epoch without asking the coordinator first',
    reference: 'KIP-890, KAFKA-18042',
    since: ['4.1.0'],
  },
  'transactions-open-by-epoch': {
    says: 'a leader asks the coordinator again for a batch of another producer epoch than the transaction that is open in the partition',
    reference: 'KIP-890, KAFKA-14562',
    since: ['4.0.0'],
  },
  'marker-needs-newer-epoch': {
    says: 'a marker is refused unless its epoch is newer than that of the data (transaction version 2)',
    reference: 'KIP-1228, KAFKA-19446',
    since: ['4.2.0'],
  },
  'marker-may-come-again': {
    says: 'a marker of the present epoch is taken where no transaction is open: it is the same one again (transaction version 2)',
    reference: 'KAFKA-19999',
    since: ['4.2.0'],
  },
  'offset-commits-fenced-by-group': {
    says: 'the offset that a process commits in a transaction is refused when the group has given its input to another one (ILLEGAL_GENERATION)',
    reference: 'KIP-447',
    since: ['2.5.0'],
  },
  'unstable-offsets-wait': {
    says: 'a process that takes over waits for the end of a transaction in which an offset was committed (UNSTABLE_OFFSET_COMMIT)',
    reference: 'KIP-447, KAFKA-8710',
    since: ['2.5.0'],
  },
  'offset-commits-verified': {
    says: 'the coordinator is asked before an offset is committed in a transaction, as it is before the first batch',
    reference: 'KAFKA-15449',
    since: ['3.7.0'],
  },
  'batches-expire-under-way': {
    says: 'delivery.timeout.ms also ends a batch that is under way, and not only one that waits to be sent again',
    reference: 'KIP-91, KAFKA-5886',
    since: ['2.1.0'],
  },
  'transactions-begin-at-zero': {
    says: 'a broker that knows nothing of a transactional producer takes no batch of it but the first of a transaction',
    reference: 'KAFKA-18202',
    since: ['4.1.0'],
  },
} as const satisfies Readonly<Record<string, Gate>>

export type GateName = keyof typeof GATES

/** Mechanisms switched by name. */
export type Switches = Readonly<Partial<Record<GateName, boolean>>>

export const GATE_NAMES = Object.keys(GATES) as readonly GateName[]

/** Switches as the text in the settings, in the order of the table; the other way round. */
export function switchesInWords(switches: Switches): string {
  return GATE_NAMES.flatMap((name) => (switches[name] === undefined ? [] : [`${name}=${switches[name] ? 'on' : 'off'}`])).join(', ')
}

export function switchesOf(text: string): Switches {
  return Object.fromEntries(text.split(', ').filter((one) => one !== '').map((one) => one.split('=')).map(([name, value]) => [name, value === 'on']))
}

/** Whether the software of a release has a gate. */
export function hasGate(gate: Gate, version: string): boolean {
  const line = lineOf(version)
  const newest = gate.since.at(-1)
  if (gate.before !== undefined && compareVersions(version, gate.before) < 0) return true
  return (newest !== undefined && compareVersions(version, newest) >= 0) || gate.since.some((since) => lineOf(since) === line && compareVersions(version, since) >= 0)
}

/** `2.7` of 2.7.1, `0.10.2` of 0.10.2.2. */
function lineOf(version: string): string {
  const numbers = version.split('.')
  return numbers.slice(0, numbers[0] === '0' ? 3 : 2).join('.')
}
