//! What other processes ask of the keeper: the session itself, or a command on it.

use super::EventLoop;
use crate::runtime::ExitReason;
use crate::runtime::control::reply;
use crate::runtime::handover::{GiverEffect, GiverEvent, GiverState, HAVE, TAKE};
use crate::runtime::socket::{Request, Socket};
use crate::ui::control::Control;
use std::collections::VecDeque;
use std::time::Duration;

/// How long a newcomer may take to take what it was given.
const TAKING: Duration = Duration::from_millis(300);

impl EventLoop {
    pub(super) fn handle_requests(&mut self) -> Option<ExitReason> {
        while let Some(request) = self.socket.as_ref().and_then(Socket::next) {
            if request.line == TAKE {
                if self.gives(request) {
                    return Some(self.given());
                }
            } else {
                self.control(request);
            }
        }
        None
    }

    /// Another process has the session.
    pub(super) fn given(&self) -> ExitReason {
        if self.leaving { ExitReason::LeftRunning } else { ExitReason::TakenOver }
    }

    /// Gives the session to another process; whether that took it.
    fn gives(&mut self, mut request: Request) -> bool {
        let Some(journal) = &self.journal else { return false };
        // It waits for the disk: what is read from the clock comes after it.
        let all_written = journal.can_give();
        let now = self.time.now();
        let muted = self.app.muted(now).map(|until| until - now);
        self.hand_over(GiverEvent::Asked { all_written, muted }, Some(&mut request));
        self.giver == GiverState::Gave
    }

    /// Takes the hand-over as far as it goes from here; an event that it does not wait for changes nothing.
    pub(super) fn hand_over(&mut self, event: GiverEvent, mut request: Option<&mut Request>) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let (next, effects) = self.giver.step(event);
            self.giver = next;
            for effect in effects {
                events.extend(self.carry_out(effect, request.as_deref_mut()));
            }
        }
    }

    fn carry_out(&mut self, effect: GiverEffect, request: Option<&mut Request>) -> Option<GiverEvent> {
        let journal = self.journal.as_mut()?;
        match effect {
            GiverEffect::Refuse(why) => {
                if let Some(request) = request {
                    request.answer(&reply(&Err(why.to_owned())));
                }
                if std::mem::take(&mut self.leaving) {
                    self.app.tell("Not saved yet, so nothing can go on without this screen: stay", self.time.now());
                }
                None
            }
            GiverEffect::Answer(line) => {
                Some(GiverEvent::Answered(request.is_some_and(|request| request.answer(&line))))
            }
            GiverEffect::ClearAlerts => {
                self.alerts.clear();
                None
            }
            GiverEffect::CloseSocket => {
                (self.socket, self.listened) = (None, false);
                None
            }
            GiverEffect::ReleaseLock => {
                journal.give();
                None
            }
            GiverEffect::AwaitWord => {
                Some(GiverEvent::Heard(request.is_some_and(|request| request.hears(HAVE, TAKING))))
            }
            GiverEffect::TakeLockBack => {
                journal.take_back(self.app.session().log(), &self.time);
                Some(GiverEvent::LockTried(journal.lock_try()))
            }
            GiverEffect::Adopt(found) => {
                self.adopt(found);
                None
            }
        }
    }

    /// A command from outside.
    fn control(&mut self, mut request: Request) {
        let words: Vec<&str> = request.line.split('\t').collect();
        let now = self.time.now();
        let answer = match words.split_first() {
            Some((&"do", words)) => match Control::parse(words) {
                Ok(control) => self
                    .app
                    .control(&control, now, &self.time.clock(now))
                    .and_then(|(acts, said)| acts.into_iter().try_for_each(|act| self.apply(act, now)).map(|()| said)),
                Err(why) => Err(why),
            },
            Some(_) | None => Err("that is nothing that a keeper understands".to_owned()),
        };
        request.answer(&reply(&answer));
    }
}
