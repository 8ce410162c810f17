/*
 * Kip320 for Spin: what bench/specs/ has in TypeScript. Sizes are macros: -DREPLICAS=3 (2 or 3) -DLOG_SIZE=2
 * -DRECORDS=2 -DMAX_EPOCH=2 (0 to 3).
 *
 * Each action is one deterministic step of one process, and nothing but the state of the specification is in the state
 * vector: so states stored are distinct states. For that, slots of a log beyond its end are 0.
 */

/* Bytes have no -1: epochs count from 1 here, and no leader is a replica that does not exist. */
#define NO_EPOCH 0
#define NONE REPLICAS
#define EPOCHS (MAX_EPOCH + 1)

#if REPLICAS == 2
#define ALL_LEADERS(P) (P(0) && P(1))
#define ALL_MEMBERS(P, l, x) (P(l, 0, x) && P(l, 1, x))
#define EACH_REPLICA(P) P(0) P(1)
#define EACH_OTHER(P, l) P(l, 0) P(l, 1)
#elif REPLICAS == 3
#define ALL_LEADERS(P) (P(0) && P(1) && P(2))
#define ALL_MEMBERS(P, l, x) (P(l, 0, x) && P(l, 1, x) && P(l, 2, x))
#define EACH_REPLICA(P) P(0) P(1) P(2)
#define EACH_OTHER(P, l) P(l, 0) P(l, 1) P(l, 2)
#else
#error REPLICAS is 2 or 3
#endif

#if MAX_EPOCH == 0
#define EACH_EPOCH(P, r) P(r, 1)
#elif MAX_EPOCH == 1
#define EACH_EPOCH(P, r) P(r, 1) P(r, 2)
#elif MAX_EPOCH == 2
#define EACH_EPOCH(P, r) P(r, 1) P(r, 2) P(r, 3)
#elif MAX_EPOCH == 3
#define EACH_EPOCH(P, r) P(r, 1) P(r, 2) P(r, 3) P(r, 4)
#else
#error MAX_EPOCH is 0 to 3
#endif

#if LOG_SIZE == 1
#define ALL_OFFSETS(P, l, m) (P(l, m, 0))
#elif LOG_SIZE == 2
#define ALL_OFFSETS(P, l, m) (P(l, m, 0) && P(l, m, 1))
#elif LOG_SIZE == 3
#define ALL_OFFSETS(P, l, m) (P(l, m, 0) && P(l, m, 1) && P(l, m, 2))
#else
#error LOG_SIZE is 1 to 3
#endif

#if RECORDS > 16
#error at most 16 RECORDS
#endif

/* A record and the epoch of its leader. An epoch is at least 1, so an entry is never 0. */
#define ENTRY(id, in) (((in) << 4) | (id))
#define EPOCH_OF(entry) ((entry) >> 4)
#define AT(r, offset) ((r) * LOG_SIZE + (offset))

#define BIT(r) (1 << (r))
#define IN(set, r) (((set) >> (r)) & 1)
#define WITHOUT(set, r) ((set) & ~BIT(r))
#define MIN(a, b) ((a) < (b) -> (a) : (b))

/* Replicas: what each has, and what it believes. */
byte entries[REPLICAS * LOG_SIZE];
byte log_end[REPLICAS];
byte watermark[REPLICAS];
byte epoch[REPLICAS] = NO_EPOCH;
byte leader[REPLICAS] = NONE;
byte isr[REPLICAS];

byte next_record;

/* Requests, by epoch less one; those beyond the epoch of the quorum have not been sent. */
byte request_leader[EPOCHS] = NONE;
byte request_isr[EPOCHS];

/* ZooKeeper's truth. */
byte quorum_leader = NONE;
byte quorum_epoch = NO_EPOCH;
byte quorum_isr = BIT(REPLICAS) - 1;

/* Scratch, no part of a state: written in a step before it is read in it. */
hidden byte cut;

/* ---- What is true of a state ---- */

#define PRESUMES(r) (leader[r] == (r))
#define TRUE_LEADER(r) (quorum_leader == (r) && PRESUMES(r) && epoch[r] == quorum_epoch)
#define CAUGHT_UP(l, f, offset) (leader[f] == (l) && epoch[f] == epoch[l] && (offset) <= log_end[f])
#define FOLLOWS(f) (leader[f] != NONE && leader[f] != (f) && PRESUMES(leader[f]))

#define COUNTED_ON(l, m, _) (!IN(isr[l], m) || CAUGHT_UP(l, m, watermark[l] + 1))
#define IN_OWN_EPOCH(l) (watermark[l] == log_end[l] || EPOCH_OF(entries[AT(l, watermark[l])]) == epoch[l])

#define SAME_IF_COMMITTED(l, m, offset) \
  ((offset) >= watermark[l] || \
   ((offset) < log_end[l] && entries[AT(m, offset)] == entries[AT(l, offset)]))
#define HOLDS_COMMITTED(l, m, set) (!IN(set, m) || ALL_OFFSETS(SAME_IF_COMMITTED, l, m))
#define WEAK(l) (!PRESUMES(l) || ALL_MEMBERS(HOLDS_COMMITTED, l, isr[l]))
#define STRONG(l) (!PRESUMES(l) || ALL_MEMBERS(HOLDS_COMMITTED, l, quorum_isr))
#define WEAK_ISR ALL_LEADERS(WEAK)
#define STRONG_ISR ALL_LEADERS(STRONG)

/* ---- What happens ---- */

#define STEP(guard, effect) :: d_step { (guard) -> effect }

inline append(r, entry) {
  entries[AT(r, log_end[r])] = entry;
  log_end[r]++
}

inline fetch(f) {
  append(f, entries[AT(leader[f], log_end[f])]);
  watermark[f] = MIN(watermark[leader[f]], log_end[f])
}

inline write(l) {
  append(l, ENTRY(next_record, epoch[l]));
  next_record++
}

inline change_isr(l, set) {
  quorum_isr = set;
  isr[l] = quorum_isr
}

inline obey(r, e) {
  epoch[r] = e;
  leader[r] = request_leader[e - 1];
  isr[r] = request_isr[e - 1]
}

/* The follower cuts its log behind the last entry that the leader has at the same offset. */
inline become_follower(f, e) {
  cut = MIN(log_end[f], log_end[request_leader[e - 1]]);
  do
  :: cut > 0 && entries[AT(f, cut - 1)] != entries[AT(request_leader[e - 1], cut - 1)] -> cut--
  :: else -> break
  od;
  do
  :: log_end[f] > cut -> log_end[f]--; entries[AT(f, log_end[f])] = 0
  :: else -> break
  od;
  watermark[f] = MIN(watermark[f], cut);
  obey(f, e)
}

inline begin_epoch() {
  request_leader[quorum_epoch] = quorum_leader;
  request_isr[quorum_epoch] = quorum_isr;
  quorum_epoch++
}

/* The last of the ISR stays in it as long as it leads. */
inline fail(r) {
  if
  :: quorum_leader == r && quorum_isr == BIT(r) -> skip
  :: else -> quorum_isr = WITHOUT(quorum_isr, r)
  fi;
  if
  :: quorum_leader == r -> quorum_leader = NONE
  :: else -> skip
  fi;
  begin_epoch()
}

inline elect(r) {
  quorum_leader = r;
  begin_epoch()
}

/* ---- When it can happen ---- */

#define LEADER_AND_FOLLOWER(l, f) \
  STEP((l) != (f) && TRUE_LEADER(l) && IN(isr[l], f) && !CAUGHT_UP(l, f, log_end[l]), \
       change_isr(l, WITHOUT(isr[l], f))) \
  STEP(TRUE_LEADER(l) && !IN(isr[l], f) && CAUGHT_UP(l, f, watermark[l]) && IN_OWN_EPOCH(l), \
       change_isr(l, isr[l] | BIT(f)))

#define REQUEST(r, e) \
  STEP(request_leader[e - 1] == (r) && e > epoch[r], obey(r, e)) \
  STEP(request_leader[e - 1] != NONE && request_leader[e - 1] != (r) && e > epoch[r] \
       && PRESUMES(request_leader[e - 1]) && epoch[request_leader[e - 1]] == e, become_follower(r, e))

#define REPLICA(r) \
  STEP(FOLLOWS(r) && log_end[r] < log_end[leader[r]] && epoch[r] == epoch[leader[r]], fetch(r)) \
  STEP(PRESUMES(r) && next_record < RECORDS && log_end[r] < LOG_SIZE, write(r)) \
  STEP(PRESUMES(r) && watermark[r] < log_end[r] && ALL_MEMBERS(COUNTED_ON, r, 0), watermark[r]++) \
  EACH_OTHER(LEADER_AND_FOLLOWER, r) \
  EACH_EPOCH(REQUEST, r)

#define CONTROLLER(r) \
  STEP(quorum_epoch < EPOCHS && (quorum_leader == (r) || IN(quorum_isr, r)), fail(r)) \
  STEP(quorum_epoch < EPOCHS && quorum_leader != (r) && IN(quorum_isr, r), elect(r))

/* When nothing can happen any more, that is no error: epochs and records have run out. */
active proctype everything() {
end:
  do
  EACH_REPLICA(REPLICA)
  EACH_REPLICA(CONTROLLER)
  od
}

/* Judged in every state, before anything happens in it. */
never {
  do
  :: assert(WEAK_ISR && STRONG_ISR)
  od
}
