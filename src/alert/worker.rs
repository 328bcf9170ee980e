//! The one way in which a channel works: on a thread of its own, by the latest input alone.
//!
//! The owner changes the input and goes on at once; the latest is all that there is, so nothing can pile up. The thread sleeps until
//! the input changes, a program ends, an answer comes from elsewhere or the work's own next moment is there; nothing else wakes it. It
//! begins with the first input.

use super::Standing;
use super::program::{ExitSink, ProgramExit};
use crate::time::Moment;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};
use std::thread;
use std::time::Duration;

/// A channel as its driver sees it. No call blocks but [`Channel::wait`].
pub(super) trait Channel {
    /// All that stands from now on.
    fn show(&self, standing: &Standing<'_>);
    /// Another process goes on with what stands: it is taken back, and is not over.
    fn clear(&self);
    /// No noise before that moment, on the real clock.
    fn mute(&self, until: Option<Moment>);
    /// Finds out who is there.
    fn probe(&self);
    /// The machine slept: what waits for a moment may be late.
    fn woke(&self);
    /// Takes back all that is shown, for good.
    fn leave(&self);
    /// Waits until it has left, at most that long.
    fn wait(&self, limit: Duration);
}

/// The input of a channel, and how each call on the channel changes it.
pub(super) trait ChannelInput: Clone + Default + PartialEq + Send + 'static {
    fn show(&mut self, standing: &Standing<'_>);
    fn clear(&mut self) {}
    fn mute(&mut self, _until: Option<Moment>) {}
    fn probe(&mut self) {}
    fn leave(&mut self) {}
}

/// What a channel does with its input.
pub(super) trait ChannelWork {
    type Input: ChannelInput;
    /// How the channel stands, as it is reported; it can be told of a thread that could not be started.
    type Status: Clone + Default + PartialEq + for<'e> From<&'e io::Error>;

    /// How long an owner that is dropped waits for what has to be put away.
    const PARTING: Duration = Duration::from_millis(200);

    /// Does what is to be done at `now`; `ended` are programs that ended since.
    fn step(&mut self, input: &Self::Input, ended: Vec<ProgramExit>, now: Moment);

    /// When it has something to do by time alone.
    fn next(&self, now: Moment) -> Option<Moment>;

    fn status(&self) -> &Self::Status;

    /// No more input will come; a last [`ChannelWork::step`] follows.
    fn leave(&mut self) {}

    /// Whether nothing is left to be waited for once it leaves.
    fn is_done(&self) -> bool;
}

struct State<T> {
    input: T,
    ended: Vec<ProgramExit>,
    /// Whether the thread has to look again.
    due: bool,
    /// Whether the thread should end.
    leave: bool,
    runs: bool,
}

struct Slot<T> {
    state: Mutex<State<T>>,
    turn: Condvar,
}

impl<T> Slot<T> {
    /// The state is whole even after a panic on another thread: each change is one assignment.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look_again(&self, change: impl FnOnce(&mut State<T>)) {
        let mut state = self.lock();
        change(&mut state);
        state.due = true;
        drop(state);
        self.turn.notify_all();
    }
}

impl<T: Send> Wake for Slot<T> {
    fn wake(self: Arc<Self>) {
        self.look_again(|_| {});
    }
}

/// What the work may use of its thread.
pub(super) struct WorkerContext<T> {
    /// Takes in programs that end.
    pub(super) ends: ExitSink,
    /// Wakes the thread when a future it polls has an answer.
    pub(super) waker: Waker,
    /// The input as it is now, while a step goes on.
    pub(super) latest: LatestInput<T>,
}

/// The input as it is now, for a step that takes its time.
pub(super) struct LatestInput<T>(Arc<Slot<T>>);

impl<T> LatestInput<T> {
    /// Whether that still holds of it, and nobody wants the thread to end.
    pub(super) fn holds(&self, wanted: impl FnOnce(&T) -> bool) -> bool {
        let state = self.0.lock();
        !state.leave && wanted(&state.input)
    }
}

type Make<W> = Arc<dyn Fn(WorkerContext<<W as ChannelWork>::Input>) -> W + Send + Sync>;
type Report<W> = Arc<dyn Fn(<W as ChannelWork>::Status) + Send + Sync>;

/// The thread's owner.
pub(super) struct Worker<W: ChannelWork + 'static> {
    name: &'static str,
    slot: Arc<Slot<W::Input>>,
    make: Make<W>,
    now: fn() -> Moment,
    report: Report<W>,
}

impl<W: ChannelWork + 'static> Worker<W> {
    /// Nothing starts yet. `make` makes the work, on the thread; `now` is the real clock; `report` is called on that
    /// thread whenever the status changes.
    pub(super) fn new(
        name: &'static str,
        now: fn() -> Moment,
        report: impl Fn(W::Status) + Send + Sync + 'static,
        make: impl Fn(WorkerContext<W::Input>) -> W + Send + Sync + 'static,
    ) -> Worker<W> {
        let state = State { input: W::Input::default(), ended: Vec::new(), due: false, leave: false, runs: false };
        let slot = Arc::new(Slot { state: Mutex::new(state), turn: Condvar::new() });
        Worker { name, slot, make: Arc::new(make), now, report: Arc::new(report) }
    }

    /// Changes the input; the thread is woken only if it differs.
    fn change(&self, change: impl FnOnce(&mut W::Input)) {
        let mut state = self.slot.lock();
        let mut input = state.input.clone();
        change(&mut input);
        if input != state.input {
            state.input = input;
            self.wake(state);
        }
    }

    fn wake(&self, mut state: MutexGuard<'_, State<W::Input>>) {
        state.due = true;
        if !state.runs && !state.leave {
            let (slot, make) = (Arc::clone(&self.slot), Arc::clone(&self.make));
            let (now, report) = (self.now, Arc::clone(&self.report));
            let begun =
                thread::Builder::new().name(self.name.to_owned()).spawn(move || work::<W>(&slot, &make, now, &*report));
            state.runs = begun.is_ok();
            if let Err(e) = begun {
                drop(state);
                (self.report)(W::Status::from(&e));
                return;
            }
        }
        drop(state);
        self.slot.turn.notify_all();
    }

    fn end(&self) {
        self.slot.look_again(|state| state.leave = true);
    }
}

impl<W: ChannelWork + 'static> Channel for Worker<W> {
    fn show(&self, standing: &Standing<'_>) {
        self.change(|input| input.show(standing));
    }

    fn clear(&self) {
        self.change(ChannelInput::clear);
    }

    fn mute(&self, until: Option<Moment>) {
        self.change(|input| input.mute(until));
    }

    fn probe(&self) {
        self.change(ChannelInput::probe);
    }

    fn woke(&self) {
        self.slot.look_again(|_| {});
    }

    fn leave(&self) {
        self.change(ChannelInput::leave);
        self.end();
    }

    fn wait(&self, limit: Duration) {
        let state = self.slot.lock();
        // The thread has ended, well or not: nothing depends on how.
        drop(self.slot.turn.wait_timeout_while(state, limit, |state| state.runs));
    }
}

impl<W: ChannelWork + 'static> Drop for Worker<W> {
    fn drop(&mut self) {
        self.end();
        self.wait(W::PARTING);
    }
}

/// Reports the end of the thread, after a panic too.
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
    report: &dyn Fn(W::Status),
) {
    let _end = ThreadEnd(slot);
    let ends = Arc::clone(slot);
    let mut work = make(WorkerContext {
        ends: Arc::new(move |ended| ends.look_again(|state| state.ended.push(ended))),
        waker: Waker::from(Arc::clone(slot)),
        latest: LatestInput(Arc::clone(slot)),
    });
    let mut reported = W::Status::default();
    let mut state = slot.lock();
    loop {
        state.due = false;
        let (input, ended, leave) = (state.input.clone(), std::mem::take(&mut state.ended), state.leave);
        drop(state);
        if leave {
            work.leave();
        }
        work.step(&input, ended, now());
        if *work.status() != reported {
            reported = work.status().clone();
            report(reported.clone());
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
