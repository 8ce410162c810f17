//! The state of the specification, and what is true of it. Sets of replicas are bitmasks; what is not in use is blank,
//! so that equal states are equal in every byte.

pub const MOST_REPLICAS: usize = 3;
pub const MOST_ENTRIES: usize = 3;
pub const MOST_EPOCHS: usize = 4;

/// No leader.
pub const NONE: i8 = -1;
/// The epoch of a replica that has not heard of any.
const NO_EPOCH: i8 = -1;

/// How far the specification may go.
pub struct Bounds {
    pub replicas: usize,
    pub log_size: usize,
    pub records: u8,
    pub max_leader_epoch: usize,
}

impl Bounds {
    /// Nothing, if it is more than a state has room for.
    pub fn new(replicas: usize, log_size: usize, records: usize, max_leader_epoch: usize) -> Option<Bounds> {
        let fits = replicas <= MOST_REPLICAS && log_size <= MOST_ENTRIES && max_leader_epoch < MOST_EPOCHS;
        let records = u8::try_from(records).ok()?;
        fits.then_some(Bounds { replicas, log_size, records, max_leader_epoch })
    }
}

/// A record, and the epoch of the leader that wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    pub id: u8,
    pub epoch: i8,
}

const BLANK: Entry = Entry { id: 0, epoch: NO_EPOCH };

/// The entries from offset 0 to the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Log {
    entries: [Entry; MOST_ENTRIES],
    end: u8,
}

impl Log {
    pub fn end(&self) -> usize {
        self.end as usize
    }

    pub fn get(&self, offset: usize) -> Option<Entry> {
        (offset < self.end()).then(|| self.entries[offset])
    }

    pub fn append(&mut self, entry: Entry) {
        self.entries[self.end()] = entry;
        self.end += 1;
    }

    pub fn truncate(&mut self, end: usize) {
        while self.end() > end {
            self.end -= 1;
            self.entries[self.end as usize] = BLANK;
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Replica {
    pub log: Log,
    pub high_watermark: u8,
    pub leader_epoch: i8,
    pub leader: i8,
    pub isr: u8,
}

/// A LeaderAndIsr request; its epoch is its place among the requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Request {
    pub leader: i8,
    pub isr: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    pub replicas: [Replica; MOST_REPLICAS],
    pub next_record: u8,
    pub requests: [Request; MOST_EPOCHS],
    /// Requests sent: the epoch of the quorum is one less.
    pub sent: u8,
    pub quorum: Request,
}

pub fn includes(set: u8, replica: usize) -> bool {
    set & (1 << replica) != 0
}

impl State {
    pub fn initial(bounds: &Bounds) -> State {
        let log = Log { entries: [BLANK; MOST_ENTRIES], end: 0 };
        let blank = Replica { log, high_watermark: 0, leader_epoch: NO_EPOCH, leader: NONE, isr: 0 };
        State {
            replicas: std::array::from_fn(|_| blank.clone()),
            next_record: 0,
            requests: [Request { leader: NONE, isr: 0 }; MOST_EPOCHS],
            sent: 0,
            quorum: Request { leader: NONE, isr: (1 << bounds.replicas) - 1 },
        }
    }

    pub fn presumes_leadership(&self, name: usize) -> bool {
        self.replicas[name].leader == name as i8
    }

    /// Leads in ZooKeeper's eyes, too.
    pub fn is_true_leader(&self, name: usize) -> bool {
        self.quorum.leader == name as i8
            && self.presumes_leadership(name)
            && self.replicas[name].leader_epoch == self.sent as i8 - 1
    }

    /// The leader may count on this replica for everything before the offset.
    pub fn is_caught_up(&self, leader: usize, follower: usize, offset: usize) -> bool {
        let replica = &self.replicas[follower];
        replica.leader == leader as i8
            && replica.leader_epoch == self.replicas[leader].leader_epoch
            && offset <= replica.log.end()
    }

    /// Whom a replica follows, if that one presumes leadership.
    pub fn followed_by(&self, follower: usize) -> Option<usize> {
        let leader = usize::try_from(self.replicas[follower].leader).ok()?;
        (leader != follower && self.presumes_leadership(leader)).then_some(leader)
    }

    /// Every member of the ISR that a leader believes in has the leader's records below its high watermark.
    pub fn weak_isr(&self, bounds: &Bounds) -> bool {
        (0..bounds.replicas)
            .filter(|&leader| self.presumes_leadership(leader))
            .all(|leader| self.hold_committed(bounds, self.replicas[leader].isr, leader))
    }

    /// The same of ZooKeeper's ISR.
    pub fn strong_isr(&self, bounds: &Bounds) -> bool {
        (0..bounds.replicas)
            .filter(|&leader| self.presumes_leadership(leader))
            .all(|leader| self.hold_committed(bounds, self.quorum.isr, leader))
    }

    fn hold_committed(&self, bounds: &Bounds, isr: u8, leader: usize) -> bool {
        let Replica { log, high_watermark, .. } = &self.replicas[leader];
        (0..bounds.replicas).filter(|&member| includes(isr, member)).all(|member| {
            let held = &self.replicas[member].log;
            (0..*high_watermark as usize).all(|offset| offset < log.end() && held.get(offset) == log.get(offset))
        })
    }
}
