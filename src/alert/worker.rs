//! A channel that starts programs, on a thread of its own.
//!
//! Its owner changes what it is told, and goes on at once; the latest word is all that there is, so nothing can pile up. The thread
//! sleeps on it: a new word, the end of a program, or the next moment of its own wakes it, and nothing else does. It begins with
//! the first word.

use super::program::{Ended, Ends};
use super::{ChannelStatus, Unavailable};
use crate::time::Moment;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How long the last owner waits for what has to be put away.
const PARTING: Duration = Duration::from_millis(200);

/// What a channel does with what it is told.
pub(super) trait ChannelWork {
    /// What it is told: all that stands.
    type Input: Clone + Default + PartialEq + Send + 'static;

    /// Does what is to be done at `now`; `ended` are programs that ended since.
    fn step(&mut self, input: &Self::Input, ended: Vec<Ended>, now: Moment);

    /// When it has something to do by time alone.
    fn next(&self, now: Moment) -> Option<Moment>;

    /// How the channel stands.
    fn status(&self) -> &ChannelStatus;

    /// Nothing more will be said: whether nothing is left to be waited for.
    fn is_done(&self) -> bool;
}

struct State<T> {
    input: T,
    ended: Vec<Ended>,
    /// Whether the thread has to look again.
    due: bool,
    /// Whether the thread should end.
    leave: bool,
    /// Whether it runs.
    runs: bool,
}

struct Slot<T> {
    state: Mutex<State<T>>,
    turn: Condvar,
}

impl<T> Slot<T> {
    /// Whatever thread panicked, the word is whole: it is changed in one go.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

type Make<W> = Arc<dyn Fn(Ends) -> W + Send + Sync>;

/// The thread's owner.
pub(super) struct Worker<W: ChannelWork + 'static> {
    name: &'static str,
    slot: Arc<Slot<W::Input>>,
    make: Make<W>,
    now: fn() -> Moment,
    report: Arc<dyn Fn(ChannelStatus) + Send + Sync>,
}

impl<W: ChannelWork + 'static> Worker<W> {
    /// Nothing starts yet. `make` makes the work, on the thread; `now` is the real clock; `report` is called on that
    /// thread whenever the channel stands otherwise than before.
    pub(super) fn new(
        name: &'static str,
        now: fn() -> Moment,
        report: impl Fn(ChannelStatus) + Send + Sync + 'static,
        make: impl Fn(Ends) -> W + Send + Sync + 'static,
    ) -> Worker<W> {
        let state = State { input: W::Input::default(), ended: Vec::new(), due: false, leave: false, runs: false };
        let slot = Arc::new(Slot { state: Mutex::new(state), turn: Condvar::new() });
        Worker { name, slot, make: Arc::new(make), now, report: Arc::new(report) }
    }

    /// Changes the word; where that makes no difference, nobody is woken.
    pub(super) fn tell(&self, change: impl FnOnce(&mut W::Input)) {
        let mut state = self.slot.lock();
        let mut input = state.input.clone();
        change(&mut input);
        if input != state.input {
            state.input = input;
            self.wake(state);
        }
    }

    /// The machine slept: waiting stood still meanwhile, so it looks again.
    pub(super) fn woke(&self) {
        let mut state = self.slot.lock();
        state.due |= state.runs;
        drop(state);
        self.slot.turn.notify_all();
    }

    /// Ends the thread once nothing is left to be waited for.
    pub(super) fn leave(&self) {
        let mut state = self.slot.lock();
        (state.due, state.leave) = (true, true);
        drop(state);
        self.slot.turn.notify_all();
    }

    /// Waits until the thread has ended, so long at most.
    pub(super) fn wait(&self, limit: Duration) {
        let state = self.slot.lock();
        // How it went makes no difference: nobody needs it any more.
        drop(self.slot.turn.wait_timeout_while(state, limit, |state| state.runs));
    }

    fn wake(&self, mut state: MutexGuard<'_, State<W::Input>>) {
        state.due = true;
        if !state.runs && !state.leave {
            let (slot, make) = (Arc::clone(&self.slot), Arc::clone(&self.make));
            let (now, report) = (self.now, Arc::clone(&self.report));
            let begun =
                thread::Builder::new().name(self.name.to_owned()).spawn(move || work(&slot, &make, now, &*report));
            state.runs = begun.is_ok();
            if let Err(e) = begun {
                drop(state);
                (self.report)(ChannelStatus::Silent(Unavailable::Other(e.to_string())));
                return;
            }
        }
        drop(state);
        self.slot.turn.notify_all();
    }
}

impl<W: ChannelWork + 'static> Drop for Worker<W> {
    fn drop(&mut self) {
        self.leave();
        self.wait(PARTING);
    }
}

/// Says that the thread is gone, however it went.
struct ThreadEnd<'a, T>(&'a Slot<T>);

impl<T> Drop for ThreadEnd<'_, T> {
    fn drop(&mut self) {
        self.0.lock().runs = false;
        self.0.turn.notify_all();
    }
}

fn work<W: ChannelWork + 'static>(
    slot: &Arc<Slot<W::Input>>,
    make: &Make<W>,
    now: fn() -> Moment,
    report: &dyn Fn(ChannelStatus),
) {
    let _gone = ThreadEnd(slot);
    let ends = Arc::clone(slot);
    let mut work = make(Arc::new(move |ended| {
        let mut state = ends.lock();
        state.ended.push(ended);
        state.due = true;
        drop(state);
        ends.turn.notify_all();
    }));
    let mut said = ChannelStatus::Untried;
    let mut state = slot.lock();
    loop {
        state.due = false;
        let (input, ended, leave) = (state.input.clone(), std::mem::take(&mut state.ended), state.leave);
        drop(state);
        work.step(&input, ended, now());
        if *work.status() != said {
            said = work.status().clone();
            report(said.clone());
        }
        if leave && work.is_done() {
            return;
        }
        let at = now();
        let next = work.next(at);
        state = slot.lock();
        state = match next {
            Some(next) => {
                let limit = Duration::from_millis(u64::try_from((next - at).as_millis()).unwrap_or(0).max(1));
                slot.turn.wait_timeout_while(state, limit, |state| !state.due).unwrap_or_else(PoisonError::into_inner).0
            }
            None => slot.turn.wait_while(state, |state| !state.due).unwrap_or_else(PoisonError::into_inner),
        };
    }
}
