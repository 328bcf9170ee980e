//! What the desktop shows, compared with what it should, and the difference mended.
//!
//! Each notice has a card that is due, is being sent, is up, was put away, or is being closed. A request that gets no answer holds
//! up nothing: the others go on, and its late answer still counts, so that a slow service is not sent the same notice twice. Who cuts the
//! line, or shows notifications in place of another, is told anew all that stands. Time and the desktop come from outside.

mod events;
mod reconcile;

use super::connection::{Connection, Server, ServerEvent};
use super::request::{PendingRequest, RequestState};
use crate::alert::{ChannelStatus, Notice, Unavailable};
use crate::time::{Moment, Span};
use crate::view::call::Press;
use std::task::Context;

/// The first wait before another try; it doubles each time.
const AGAIN: Span = Span::secs(5);
/// How often it doubles: 5 s, 10 s and so on to about 5 min.
const DOUBLINGS: u32 = 6;

enum State<S> {
    /// To be shown from that moment on.
    Due {
        at: Moment,
        old: Option<S>,
    },
    Sending {
        asked: PendingRequest<Result<S, Unavailable>>,
        old: Option<S>,
    },
    Up {
        shown: S,
        pressed: bool,
    },
    /// Put away by the cook or the desktop, until it calls again.
    Away,
    Closing {
        asked: PendingRequest<()>,
    },
}

struct NotificationEntry<S> {
    /// What it shows, or will.
    notice: Notice,
    state: State<S>,
}

enum ConnectionState<L> {
    Cut,
    Opening(PendingRequest<Result<L, Unavailable>>),
    Open(L),
}

/// All cards.
pub(super) struct NotificationSet<D: Server> {
    server: D,
    connection: ConnectionState<D::Connection>,
    entries: Vec<NotificationEntry<NotificationId<D>>>,
    /// Whether to ask who is there as soon as there is a line.
    wants_probe: bool,
    probe: Option<PendingRequest<Result<(), Unavailable>>>,
    early_events: Vec<ServerEvent<NotificationId<D>>>,
    pressed: Vec<Press>,
    /// Tries that failed since the last that did not, and when the next one comes.
    failed: u32,
    again: Option<Moment>,
    status: ChannelStatus,
}

type NotificationId<D> = <<D as Server>::Connection as Connection>::NotificationId;

impl<D: Server> NotificationSet<D> {
    pub(super) fn new(server: D) -> NotificationSet<D> {
        NotificationSet {
            server,
            connection: ConnectionState::Cut,
            entries: Vec::new(),
            wants_probe: false,
            probe: None,
            early_events: Vec::new(),
            pressed: Vec::new(),
            failed: 0,
            again: None,
            status: ChannelStatus::Untried,
        }
    }

    /// How the channel stands.
    pub(super) fn status(&self) -> &ChannelStatus {
        &self.status
    }

    /// Whether nothing is up and nothing is asked.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Asks whether anybody is there.
    pub(super) fn probe(&mut self) {
        self.wants_probe = true;
    }

    /// The buttons that were pressed since the last time.
    pub(super) fn pressed(&mut self) -> Vec<Press> {
        std::mem::take(&mut self.pressed)
    }

    /// Takes in what was answered, and asks for what is still missing.
    pub(super) fn step(&mut self, wanted: &[Notice], now: Moment, cx: &mut Context<'_>) {
        // What is asked is polled once more, so that its answer wakes the thread; it may have been answered on the spot.
        while self.answers(now, cx) | self.hear(now, cx) | self.mend(wanted, now) {}
    }

    /// When to step again, if nothing else happens.
    pub(super) fn next(&self, now: Moment) -> Option<Moment> {
        let entries = self.entries.iter().filter_map(|entry| match &entry.state {
            State::Sending { asked, .. } => asked.next(now),
            State::Closing { asked } => asked.next(now),
            // Without a line it is the line that is waited for.
            State::Due { at, .. } => Some(*at).filter(|at| *at > now),
            State::Up { .. } | State::Away => None,
        });
        let connection = match &self.connection {
            ConnectionState::Opening(asked) => asked.next(now),
            ConnectionState::Cut | ConnectionState::Open(_) => None,
        };
        let probe = self.probe.as_ref().and_then(|asked| asked.next(now));
        entries.chain(connection).chain(probe).min()
    }

    fn good(&mut self) {
        (self.failed, self.again) = (0, None);
        self.status = ChannelStatus::Open;
    }

    /// Says why nothing came of it, and gives the moment of the next try.
    fn bad(&mut self, why: Unavailable, now: Moment) -> Moment {
        self.status = ChannelStatus::Silent(why);
        self.later(now)
    }

    /// The moment of the next try, the same for all that failed together.
    fn later(&mut self, now: Moment) -> Moment {
        if let Some(again) = self.again.filter(|again| *again > now) {
            return again;
        }
        let again = now + AGAIN.times(1 << self.failed.min(DOUBLINGS));
        (self.failed, self.again) = (self.failed.saturating_add(1), Some(again));
        again
    }

    /// Takes in answers; whether there was one.
    fn answers(&mut self, now: Moment, cx: &mut Context<'_>) -> bool {
        let line = self.line_answers(now, cx);
        let probe = self.probe_answers(now, cx);
        let mut any = line || probe;
        for mut entry in std::mem::take(&mut self.entries) {
            let (state, moved) = match entry.state {
                State::Sending { mut asked, old } => match asked.poll(now, cx) {
                    RequestState::Answered(Ok(shown)) => {
                        self.good();
                        (State::Up { shown, pressed: false }, true)
                    }
                    RequestState::Answered(Err(why)) => (State::Due { at: self.bad(why, now), old }, true),
                    RequestState::Lost => (State::Due { at: self.bad(Unavailable::NoAnswer, now), old }, true),
                    RequestState::Slow => {
                        self.status = ChannelStatus::Silent(Unavailable::NoAnswer);
                        (State::Sending { asked, old }, false)
                    }
                    RequestState::Waits => (State::Sending { asked, old }, false),
                },
                State::Closing { mut asked } => match asked.poll(now, cx) {
                    RequestState::Answered(()) | RequestState::Lost => {
                        any = true;
                        continue;
                    }
                    RequestState::Slow | RequestState::Waits => (State::Closing { asked }, false),
                },
                State::Due { .. } | State::Up { .. } | State::Away => (entry.state, false),
            };
            any |= moved;
            entry.state = state;
            self.entries.push(entry);
        }
        any
    }

    fn line_answers(&mut self, now: Moment, cx: &mut Context<'_>) -> bool {
        let ConnectionState::Opening(asked) = &mut self.connection else { return false };
        let why = match asked.poll(now, cx) {
            RequestState::Waits => return false,
            RequestState::Slow => {
                self.status = ChannelStatus::Silent(Unavailable::NoAnswer);
                return false;
            }
            RequestState::Answered(Ok(line)) => {
                self.connection = ConnectionState::Open(line);
                self.came(now);
                return true;
            }
            RequestState::Answered(Err(why)) => why,
            RequestState::Lost => Unavailable::NoAnswer,
        };
        self.connection = ConnectionState::Cut;
        self.wants_probe = false;
        let again = self.bad(why, now);
        for entry in &mut self.entries {
            if let State::Due { at, .. } = &mut entry.state {
                *at = again;
            }
        }
        true
    }

    fn probe_answers(&mut self, now: Moment, cx: &mut Context<'_>) -> bool {
        let Some(asked) = &mut self.probe else { return false };
        match asked.poll(now, cx) {
            RequestState::Waits => return false,
            RequestState::Slow => {
                // What was shown meanwhile tells more.
                if self.status == ChannelStatus::Untried {
                    self.status = ChannelStatus::Silent(Unavailable::NoAnswer);
                }
                return false;
            }
            RequestState::Answered(Ok(())) => self.good(),
            RequestState::Answered(Err(why)) => self.status = ChannelStatus::Silent(why),
            RequestState::Lost => {}
        }
        self.probe = None;
        true
    }

    /// The alarms whose notices are up.
    #[cfg(test)]
    fn up(&self) -> Vec<crate::engine::AlarmId> {
        let up = |entry: &&NotificationEntry<NotificationId<D>>| matches!(entry.state, State::Up { .. });
        self.entries.iter().filter(up).map(|entry| entry.notice.id).collect()
    }
}

#[cfg(test)]
#[path = "notification_set_tests.rs"]
mod tests;
