//! What other processes ask of the keeper: the session itself, or a command on it.

use super::EventLoop;
use crate::runtime::ExitReason;
use crate::runtime::control::reply;
use crate::runtime::handover::{GiverEffect, GiverEvent, GiverState, HAVE, TAKE};
use crate::runtime::socket::{Request, Socket};
use crate::ui::control::Control;
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
        let (mut state, mut effects) = GiverState::Keeps.step(GiverEvent::Asked { all_written, muted });
        while !effects.is_empty() {
            let events: Vec<GiverEvent> =
                effects.into_iter().filter_map(|effect| self.carry_out(effect, &mut request)).collect();
            effects = Vec::new();
            for event in events {
                let (next, more) = state.step(event);
                state = next;
                effects.extend(more);
            }
        }
        state == GiverState::Gave
    }

    fn carry_out(&mut self, effect: GiverEffect, request: &mut Request) -> Option<GiverEvent> {
        let journal = self.journal.as_mut()?;
        match effect {
            GiverEffect::Refuse(why) => {
                request.answer(&reply(&Err(why.to_owned())));
                if std::mem::take(&mut self.leaving) {
                    self.app.tell("Not saved yet, so nothing can go on without this screen: stay", self.time.now());
                }
                None
            }
            GiverEffect::Answer(line) => Some(GiverEvent::Answered(request.answer(&line))),
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
            GiverEffect::AwaitWord => Some(GiverEvent::Heard(request.hears(HAVE, TAKING))),
            GiverEffect::TakeLockBack => {
                Some(GiverEvent::LockTried(journal.take_back(self.app.session().log(), self.time.now())))
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
