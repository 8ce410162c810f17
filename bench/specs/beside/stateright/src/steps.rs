//! Every action of the specification: when it can happen, and what it does then.

use crate::state::{includes, Bounds, Entry, Log, Request, State, NONE};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Action {
    Fetch { follower: usize, leader: usize },
    Write { leader: usize },
    RaiseHighWatermark { leader: usize },
    ShrinkIsr { leader: usize, follower: usize },
    ExpandIsr { leader: usize, follower: usize },
    BecomeLeader { leader: usize, epoch: usize },
    BecomeFollower { follower: usize, leader: usize, epoch: usize },
    ControllerShrinkIsr { replica: usize },
    ControllerElectLeader { leader: usize },
}

/// All that can happen in a state.
pub fn enabled(bounds: &Bounds, state: &State, actions: &mut Vec<Action>) {
    for name in 0..bounds.replicas {
        if state.presumes_leadership(name) {
            leader_work(bounds, state, name, actions);
        } else if let Some(leader) = state.followed_by(name) {
            let own = &state.replicas[name];
            if own.log.end() < state.replicas[leader].log.end() && state.is_caught_up(leader, name, own.log.end()) {
                actions.push(Action::Fetch { follower: name, leader });
            }
        }
    }
    for epoch in 0..state.sent as usize {
        obeying(bounds, state, epoch, actions);
    }
    if state.sent as usize <= bounds.max_leader_epoch {
        controller_work(bounds, state, actions);
    }
}

fn leader_work(bounds: &Bounds, state: &State, leader: usize, actions: &mut Vec<Action>) {
    let own = &state.replicas[leader];
    let high_watermark = own.high_watermark as usize;
    if state.next_record < bounds.records && own.log.end() < bounds.log_size {
        actions.push(Action::Write { leader });
    }
    let mut members = (0..bounds.replicas).filter(|&member| includes(own.isr, member));
    if high_watermark < own.log.end() && members.all(|one| state.is_caught_up(leader, one, high_watermark + 1)) {
        actions.push(Action::RaiseHighWatermark { leader });
    }
    if !state.is_true_leader(leader) {
        return;
    }
    // Nothing of earlier epochs is above the high watermark.
    let next = own.log.get(high_watermark);
    let has_reached_own_epoch = !next.is_some_and(|entry| entry.epoch != own.leader_epoch);
    for follower in 0..bounds.replicas {
        if includes(own.isr, follower) {
            if follower != leader && !state.is_caught_up(leader, follower, own.log.end()) {
                actions.push(Action::ShrinkIsr { leader, follower });
            }
        } else if has_reached_own_epoch && state.is_caught_up(leader, follower, high_watermark) {
            actions.push(Action::ExpandIsr { leader, follower });
        }
    }
}

/// Who may act on the request of this epoch.
fn obeying(bounds: &Bounds, state: &State, epoch: usize, actions: &mut Vec<Action>) {
    let Ok(leader) = usize::try_from(state.requests[epoch].leader) else { return };
    let is_led = state.presumes_leadership(leader) && state.replicas[leader].leader_epoch == epoch as i8;
    for name in 0..bounds.replicas {
        if epoch as i8 <= state.replicas[name].leader_epoch {
            continue;
        }
        if name == leader {
            actions.push(Action::BecomeLeader { leader, epoch });
        } else if is_led {
            actions.push(Action::BecomeFollower { follower: name, leader, epoch });
        }
    }
}

fn controller_work(bounds: &Bounds, state: &State, actions: &mut Vec<Action>) {
    let Request { leader, isr } = state.quorum;
    for name in 0..bounds.replicas {
        if leader == name as i8 || includes(isr, name) {
            actions.push(Action::ControllerShrinkIsr { replica: name });
        }
        if leader != name as i8 && includes(isr, name) {
            actions.push(Action::ControllerElectLeader { leader: name });
        }
    }
}

/// Makes it happen; it can.
pub fn apply(state: &mut State, action: Action) {
    match action {
        Action::Fetch { follower, leader } => fetch(state, follower, leader),
        Action::Write { leader } => {
            let own = &mut state.replicas[leader];
            own.log.append(Entry { id: state.next_record, epoch: own.leader_epoch });
            state.next_record += 1;
        }
        Action::RaiseHighWatermark { leader } => state.replicas[leader].high_watermark += 1,
        Action::ShrinkIsr { leader, follower } => {
            let isr = state.replicas[leader].isr & !(1 << follower);
            change_isr(state, leader, isr);
        }
        Action::ExpandIsr { leader, follower } => {
            let isr = state.replicas[leader].isr | 1 << follower;
            change_isr(state, leader, isr);
        }
        Action::BecomeLeader { leader, epoch } => obey(state, leader, epoch),
        Action::BecomeFollower { follower, leader, epoch } => {
            let end = matching_end(&state.replicas[leader].log, &state.replicas[follower].log);
            let own = &mut state.replicas[follower];
            own.log.truncate(end);
            own.high_watermark = own.high_watermark.min(end as u8);
            obey(state, follower, epoch);
        }
        Action::ControllerShrinkIsr { replica } => {
            let Request { leader, isr } = state.quorum;
            let is_led = leader == replica as i8;
            let others = isr & !(1 << replica);
            // The last of the ISR stays in it as long as it leads.
            let isr = if is_led && others == 0 { isr } else { others };
            begin_epoch(state, Request { leader: if is_led { NONE } else { leader }, isr });
        }
        Action::ControllerElectLeader { leader } => {
            let isr = state.quorum.isr;
            begin_epoch(state, Request { leader: leader as i8, isr });
        }
    }
}

/// One record; the high watermark comes along, and may go down.
fn fetch(state: &mut State, follower: usize, leader: usize) {
    let offset = state.replicas[follower].log.end();
    let high_watermark = state.replicas[leader].high_watermark;
    let Some(entry) = state.replicas[leader].log.get(offset) else { return };
    let own = &mut state.replicas[follower];
    own.log.append(entry);
    own.high_watermark = high_watermark.min(own.log.end() as u8);
}

/// Behind the last entry that both have at the same offset.
fn matching_end(leader: &Log, follower: &Log) -> usize {
    let mut end = leader.end().min(follower.end());
    while end > 0 && leader.get(end - 1) != follower.get(end - 1) {
        end -= 1;
    }
    end
}

/// The true leader changes the ISR in ZooKeeper and for itself, at once.
fn change_isr(state: &mut State, leader: usize, isr: u8) {
    state.replicas[leader].isr = isr;
    state.quorum.isr = isr;
}

fn obey(state: &mut State, name: usize, epoch: usize) {
    let Request { leader, isr } = state.requests[epoch];
    let own = &mut state.replicas[name];
    own.leader_epoch = epoch as i8;
    own.leader = leader;
    own.isr = isr;
}

fn begin_epoch(state: &mut State, quorum: Request) {
    state.quorum = quorum;
    state.requests[state.sent as usize] = quorum;
    state.sent += 1;
}
