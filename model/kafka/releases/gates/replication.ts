/** The mechanisms of replication, elections and readers. */
import type { Gate } from './gate.ts'

export const REPLICATION_GATES = {
  'leader-epochs': {
    says:
      'a follower asks its leader where the leader epoch of its last record ends and cuts its log there, not at '
      + 'its own high watermark',
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
    says:
      'a leader asks the controller to change the ISR instead of writing to ZooKeeper, and until it is answered '
      + 'holds the high watermark back for both sets',
    reference: 'KIP-497',
    since: ['2.7.0'],
    finalised: '2.7.0',
  },
  'follows-shorter-leader': {
    says:
      "a follower that finds its leader's log shorter than its own cuts it, instead of stopping its broker where "
      + 'unclean election is not allowed',
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
    says: "a follower whose log parts from its leader's takes no high watermark from that answer",
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
    says:
      'a leader of a new epoch waits for what its followers fetch in it, also where it has not heard that it was '
      + 'deposed in between',
    reference: 'suspected: Partition.makeLeader, Replica.resetReplicaState keep the log ends of an earlier epoch',
    since: [],
  },
  'live-last-leader': {
    says: 'the last known leader is elected only when it is alive',
    reference: 'KIP-966, KAFKA-19522',
    since: ['4.1.0'],
    controller: 'kraft',
  },
} as const satisfies Readonly<Record<string, Gate>>
