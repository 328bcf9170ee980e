//! Keeping the laptop awake while something runs: asleep it can call nobody.
//!
//! Best effort, on a thread of its own: whoever cooks is never kept waiting for it, and a service that hangs holds up nothing. What is
//! held is given back at once when nothing runs; and the system takes it back by itself when the process ends, however that was.
//! [`Inhibitor`] is what a system offers for it.

#[cfg(target_os = "macos")]
mod caffeinate;
#[cfg(not(target_os = "macos"))]
mod inhibit;

#[cfg(target_os = "macos")]
use self::caffeinate::Caffeinate as Inhibitor;
#[cfg(not(target_os = "macos"))]
use self::inhibit::Inhibitor;

use crate::time::Moment;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Whether the laptop stays awake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Awake {
    /// Not tried yet.
    #[default]
    Untried,
    /// It can be kept awake.
    Stays {
        /// With its lid closed too.
        lid: bool,
        /// By whom: "systemd-logind".
        by: Vec<&'static str>,
    },
    /// Nobody here does that, or nobody does it for us.
    Sleeps,
}

#[derive(Debug, Default)]
struct State {
    /// Whether it should stay awake.
    wanted: bool,
    /// Whether to find out if it can, though nothing runs.
    probe: bool,
    due: bool,
    leave: bool,
    runs: bool,
}

#[derive(Debug, Default)]
struct Slot {
    state: Mutex<State>,
    turn: Condvar,
}

impl Slot {
    /// Whatever thread panicked, the state is whole: it is written in one go.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps the laptop awake.
pub struct StayAwake {
    slot: Arc<Slot>,
    now: fn() -> Moment,
    report: Arc<dyn Fn(Awake) + Send + Sync>,
}

impl StayAwake {
    /// Nothing starts yet. `now` is the real clock, for limits of patience; `report` is called on another thread whenever it stands
    /// otherwise than before.
    pub fn new(now: fn() -> Moment, report: impl Fn(Awake) + Send + Sync + 'static) -> StayAwake {
        StayAwake { slot: Arc::default(), now, report: Arc::new(report) }
    }

    /// From now on it should stay awake, or need not.
    pub fn hold(&self, wanted: bool) {
        let mut state = self.slot.lock();
        if state.wanted != wanted {
            state.wanted = wanted;
            self.wake(state);
        }
    }

    /// Finds out, without waiting for it, whether it can.
    pub fn probe(&self) {
        let mut state = self.slot.lock();
        state.probe = true;
        self.wake(state);
    }

    /// Gives back what is held, for good.
    pub fn leave(&self) {
        let mut state = self.slot.lock();
        (state.wanted, state.due, state.leave) = (false, true, true);
        drop(state);
        self.slot.turn.notify_all();
    }

    /// Waits until it is given back, so long at most.
    pub fn wait(&self, limit: Duration) {
        // How it went makes no difference: the program ends, and with it what was held.
        drop(self.slot.turn.wait_timeout_while(self.slot.lock(), limit, |state| state.runs));
    }

    fn wake(&self, mut state: MutexGuard<'_, State>) {
        state.due = true;
        if !state.runs && !state.leave {
            let (slot, now, report) = (Arc::clone(&self.slot), self.now, Arc::clone(&self.report));
            let started = thread::Builder::new().name("awake".to_owned()).spawn(move || work(&slot, now, &*report));
            state.runs = started.is_ok();
            if started.is_err() {
                drop(state);
                (self.report)(Awake::Sleeps);
                return;
            }
        }
        drop(state);
        self.slot.turn.notify_all();
    }
}

/// Says that the thread is gone, however it went.
struct ThreadEnd<'a>(&'a Slot);

impl Drop for ThreadEnd<'_> {
    fn drop(&mut self) {
        self.0.lock().runs = false;
        self.0.turn.notify_all();
    }
}

fn work(slot: &Arc<Slot>, now: fn() -> Moment, report: &dyn Fn(Awake)) {
    let _gone = ThreadEnd(slot);
    let mut said = Awake::Untried;
    let mut held: Option<Inhibitor> = None;
    let mut state = slot.lock();
    loop {
        state.due = false;
        let (wanted, probe, leave) = (state.wanted, std::mem::take(&mut state.probe), state.leave);
        drop(state);
        if (wanted || probe) && !leave && held.is_none() {
            // Services that hang are not waited for one after the other once nobody wants them any more.
            let goes_on = || {
                let state = slot.lock();
                !state.leave && (state.wanted || probe)
            };
            let taken = Inhibitor::take(now, &goes_on);
            let stands = taken.awake();
            held = Some(taken);
            if stands != said {
                said = stands.clone();
                report(stands);
            }
        }
        state = slot.lock();
        if held.is_some() && !state.wanted {
            drop(state);
            held.take().into_iter().for_each(|hold| hold.give(now));
            state = slot.lock();
        }
        if state.leave {
            return;
        }
        state = slot.turn.wait_while(state, |state| !state.due).unwrap_or_else(PoisonError::into_inner);
    }
}
