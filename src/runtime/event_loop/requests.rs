//! What other processes ask of the keeper: the session itself, or a command on it.

use super::EventLoop;
use crate::engine::{Act, Logged};
use crate::runtime::ExitReason;
use crate::runtime::control::reply;
use crate::runtime::handover::{GiverEffect, GiverEvent, GiverState, HAVE, JournalFound, TAKE};
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

    /// Goes on with what the journal held when it was taken back. Acts that were not in it yet are offered to that session.
    fn adopt(&mut self, found: JournalFound) {
        let Some((known, recovered)) = self.journal.as_mut().and_then(|journal| journal.adopt(&mut self.time)) else {
            return;
        };
        let now = self.time.now();
        let unsaved: Vec<Logged> = self.app.session().log().iter().skip(known).cloned().collect();
        let differs = match found {
            JournalFound::Extends => recovered.acts.len() > known,
            JournalFound::Shorter => false,
            JournalFound::AnotherSession => true,
        };
        let mut notes = recovered.notes;
        if differs {
            self.app.finish();
            self.app.resume(recovered.acts);
            let refused = match found {
                JournalFound::Extends | JournalFound::Shorter => self.offer(unsaved),
                JournalFound::AnotherSession => unsaved,
            };
            if !refused.is_empty() {
                let names: Vec<&str> = refused.iter().map(|logged| name(&logged.act)).collect();
                notes
                    .push(format!("Another baste had the session for a moment. Not taken over: {}.", names.join(", ")));
            }
        }
        if !notes.is_empty() {
            self.app.tell(&notes.join(" "), now);
        }
        self.save();
    }

    /// Applies acts to a session that went on without them; gives those that it refused. After a dish that was refused none is taken: they
    /// may mean that dish, and its number is another's now.
    fn offer(&mut self, acts: Vec<Logged>) -> Vec<Logged> {
        let mut acts = acts.into_iter();
        let mut refused = Vec::new();
        for logged in acts.by_ref() {
            let at = self.app.session().log().last().map_or(logged.at, |last| logged.at.max(last.at));
            // What it names by its place may be another act there.
            let by_place = matches!(logged.act, Act::Undo { .. } | Act::Redo { .. });
            if by_place || self.app.apply(logged.act.clone(), at).is_err() {
                let ends = matches!(logged.act, Act::Add { .. });
                refused.push(logged);
                if ends {
                    break;
                }
            }
        }
        refused.extend(acts);
        refused
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

/// What the cook did, in a word or two.
fn name(act: &Act) -> &str {
    match act {
        Act::Add { what, .. } => &what.name,
        Act::Start { .. } => "a start",
        Act::Done { .. } => "a step that is done",
        Act::Pause { .. } => "a pause",
        Act::Resume { .. } => "the end of a pause",
        Act::More { .. } => "more or less time",
        Act::Acknowledge { .. } => "a call that was answered",
        Act::OvenOn { .. } | Act::OvenHot { .. } | Act::OvenOff { .. } => "the oven",
        Act::Restart { .. } => "a new beginning of a step",
        Act::Skip { .. } => "a step that is left out",
        Act::Rename { name, .. } => name,
        Act::EndAt { .. } => "another end of a timer",
        Act::Abandon { .. } => "a dish that is given up",
        Act::Plan { .. } => "the plan",
        Act::Undo { .. } => "an undo",
        Act::Redo { .. } => "a redo",
    }
}
