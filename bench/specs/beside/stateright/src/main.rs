//! Kip320 for Stateright: what bench/specs/ has in TypeScript.
//! `kip-320 REPLICAS LOG_SIZE RECORDS MAX_LEADER_EPOCH THREADS` prints how many distinct states there are,
//! and which invariants are broken.

mod state;
mod steps;

use crate::state::{Bounds, State};
use crate::steps::Action;
use stateright::{Checker, Model, Property};
use std::process::ExitCode;

impl Model for Bounds {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State::initial(self)]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        steps::enabled(self, state, actions);
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut next = last.clone();
        steps::apply(&mut next, action);
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("WeakIsr", |bounds, state: &State| state.weak_isr(bounds)),
            Property::always("StrongIsr", |bounds, state: &State| state.strong_isr(bounds)),
        ]
    }
}

fn main() -> ExitCode {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let [replicas, log_size, records, max_leader_epoch, threads] = given[..] else {
        eprintln!("expected: REPLICAS LOG_SIZE RECORDS MAX_LEADER_EPOCH THREADS");
        return ExitCode::from(2);
    };
    let Some(bounds) = Bounds::new(replicas, log_size, records, max_leader_epoch) else {
        eprintln!("there is no room for as much in a state");
        return ExitCode::from(2);
    };
    let checker = bounds.checker().threads(threads).spawn_bfs().join();
    println!("{} distinct states", checker.unique_state_count());
    let broken: Vec<_> = checker.discoveries().into_keys().collect();
    if !broken.is_empty() {
        println!("broken: {}", broken.join(", "));
    }
    ExitCode::SUCCESS
}
