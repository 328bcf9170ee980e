//! Desktop notifications, on a thread of their own.
//!
//! The caller puts the latest set of notices into a slot and goes on at once; the thread shows it as well as it can ([`cards`]).
//! The slot holds one set, so nothing can pile up. The thread sleeps on the slot: a new set, an answer from the bus, or the end of its
//! patience wakes it, and it starts only when there is something to ask or to show.

mod asked;
#[cfg(not(target_os = "macos"))]
mod bus;
#[cfg(target_os = "macos")]
mod centre;
mod form;
#[cfg(not(target_os = "macos"))]
mod icons;
#[cfg(not(target_os = "macos"))]
mod left;
mod line;
mod notification_set;
#[cfg(not(target_os = "macos"))]
mod who;

#[cfg(not(target_os = "macos"))]
use self::bus::SessionBus as Here;
#[cfg(target_os = "macos")]
use self::centre::Centre as Here;
use self::notification_set::NotificationSet;
#[cfg(not(target_os = "macos"))]
pub(super) use self::who::who;
use super::channels::EventSink;
use super::{ChannelEvent, ChannelKind, ChannelStatus, Notice, Unavailable};
use crate::time::Moment;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Wake, Waker};
use std::thread;
use std::time::Duration;

/// What the thread and its owner share.
#[derive(Debug, Default)]
struct Slot {
    state: Mutex<State>,
    turn: Condvar,
}

#[derive(Debug, Default)]
struct State {
    wanted: Vec<Notice>,
    /// Whether to ask who shows notifications, though there is none to show.
    probe: bool,
    /// Whether the thread has to look again.
    due: bool,
    /// Whether the thread should end.
    leave: bool,
    /// Whether it runs.
    runs: bool,
}

impl Slot {
    /// Whatever thread panicked, the set is whole: it is written in one go.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Slot {
    fn wake(self: Arc<Self>) {
        self.lock().due = true;
        self.turn.notify_all();
    }
}

/// The desktop channel.
pub(super) struct DesktopChannel {
    slot: Arc<Slot>,
    now: fn() -> Moment,
    events: EventSink,
}

impl DesktopChannel {
    /// Nothing starts yet. `now` is the real clock, for limits of patience; `events` hears when the channel stands otherwise than before,
    /// and what was pressed.
    pub(super) fn new(now: fn() -> Moment, events: EventSink) -> DesktopChannel {
        DesktopChannel { slot: Arc::default(), now, events }
    }

    /// All that should be shown from now on.
    pub(super) fn show(&self, notices: Vec<Notice>) {
        let mut state = self.slot.lock();
        if state.wanted == notices {
            return;
        }
        state.wanted = notices;
        self.wake(state);
    }

    /// Finds out, without waiting for it, whether anybody shows notifications.
    pub(super) fn probe(&self) {
        let mut state = self.slot.lock();
        state.probe = true;
        self.wake(state);
    }

    /// The machine slept: what waits for a moment may be late.
    pub(super) fn woke(&self) {
        self.slot.lock().due = true;
        self.slot.turn.notify_all();
    }

    /// Takes back all that is shown; waits so long for it at most.
    pub(super) fn withdraw(&self, limit: Duration) {
        let mut state = self.slot.lock();
        state.wanted.clear();
        state.due = true;
        state.leave = true;
        self.slot.turn.notify_all();
        // How it went makes no difference: the program ends.
        drop(self.slot.turn.wait_timeout_while(state, limit, |state| state.runs));
    }

    fn wake(&self, mut state: MutexGuard<'_, State>) {
        state.due = true;
        if !state.runs && !state.leave {
            let (slot, now, events) = (Arc::clone(&self.slot), self.now, self.events.clone());
            let started = thread::Builder::new().name("desktop".to_owned()).spawn(move || work(&slot, now, &events));
            state.runs = started.is_ok();
            if let Err(e) = started {
                drop(state);
                self.events.tell(ChannelEvent::Stands(
                    ChannelKind::Desktop,
                    ChannelStatus::Silent(Unavailable::Other(e.to_string())),
                ));
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

fn work(slot: &Arc<Slot>, now: fn() -> Moment, events: &EventSink) {
    let _gone = ThreadEnd(slot);
    let waker = Waker::from(Arc::clone(slot));
    let mut cards = NotificationSet::new(Here);
    let mut said = ChannelStatus::Untried;
    let mut state = slot.lock();
    loop {
        state.due = false;
        let (wanted, probe, leave) = (state.wanted.clone(), std::mem::take(&mut state.probe), state.leave);
        drop(state);
        if probe {
            cards.probe();
        }
        cards.step(&wanted, now(), &mut Context::from_waker(&waker));
        if *cards.status() != said {
            said = cards.status().clone();
            events.tell(ChannelEvent::Stands(ChannelKind::Desktop, said.clone()));
        }
        for press in cards.pressed() {
            events.tell(ChannelEvent::Pressed(press));
        }
        if leave && cards.is_empty() {
            return;
        }
        let patience = cards.next(now()).map(|at| at - now());
        state = slot.lock();
        state = match patience {
            Some(span) => {
                let limit = Duration::from_millis(u64::try_from(span.as_millis()).unwrap_or(0).max(1));
                slot.turn.wait_timeout_while(state, limit, |state| !state.due).unwrap_or_else(PoisonError::into_inner).0
            }
            None => slot.turn.wait_while(state, |state| !state.due).unwrap_or_else(PoisonError::into_inner),
        };
    }
}
