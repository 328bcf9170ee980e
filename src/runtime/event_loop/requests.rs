//! Handles requests of other processes: to take over the session, or a command.

use super::EventLoop;
use crate::runtime::ExitReason;
use crate::runtime::clock::real_now;
use crate::runtime::control::{read_request, reply};
use crate::runtime::handover::{GiverEffect, GiverEvent, GiverState, HAVE, TAKE};
use crate::runtime::journal_session::JournalSession;
use crate::runtime::socket::{Request, Socket};
use crate::time::Span;
use crate::ui::StorageNote;
use crate::ui::control::Control;
use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

/// How long a newcomer may take to take over.
const TAKING: Duration = Duration::from_millis(300);
/// After a newcomer failed to take over, no hand-over for this long: repeated requests must not block the session.
const RESTING: Span = Span::secs(1);

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

    /// The reason to end after another process has taken over.
    pub(super) fn given(&self) -> ExitReason {
        if self.leaving { ExitReason::LeftRunning } else { ExitReason::TakenOver }
    }

    /// Hands the session to another process; true if that took it.
    fn gives(&mut self, mut request: Request) -> bool {
        let Some(journal) = &self.journal else { return false };
        if self.asked_in_vain.is_some_and(|at| self.time.now() - at < RESTING) {
            request.answer(&reply(&Err("nobody took it a moment ago; try again".to_owned())));
            return false;
        }
        // This waits for the disk, so clocks must be read after it.
        let all_written = journal.can_give();
        let now = self.time.now();
        let muted = self.app.muted(now).map(|until| until - now);
        self.hand_over(GiverEvent::Asked { all_written, muted }, Some(&mut request));
        self.giver == GiverState::Gave
    }

    /// Advances the hand-over as far as possible without another event; an unexpected event changes nothing.
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
                let waker = self.poller.waker().another().ok();
                self.word = request.zip(waker).and_then(|(request, waker)| request.hear(HAVE, TAKING, waker).ok());
                // If nobody can listen for the confirmation, it counts as missing.
                self.word.is_none().then_some(GiverEvent::Heard(false))
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

    /// Handles a command from outside.
    fn control(&mut self, mut request: Request) {
        let words = read_request(&request.line, real_now()).map_err(str::to_owned);
        let answer = words.and_then(|words| self.carry_out_control(&Control::parse(&words)?));
        request.answer(&reply(&answer));
    }

    fn carry_out_control(&mut self, control: &Control) -> Result<String, String> {
        let now = self.time.now();
        let (acts, said) = self.app.control(control, now, &self.time.clock(now))?;
        acts.into_iter().try_for_each(|act| self.apply(act, now))?;
        let note = self.journal.as_ref().and_then(JournalSession::note);
        Ok(if matches!(note, Some(StorageNote::Unsaved(_))) { format!("{said} (not saved yet)") } else { said })
    }

    /// Whether the newcomer's confirmation is awaited. Until that is decided, nothing may happen to the session here: another process may
    /// have it already.
    pub(super) fn awaits_word(&self) -> bool {
        self.giver == GiverState::Waits
    }

    /// Takes in the newcomer's confirmation.
    pub(super) fn hear_word(&mut self) {
        let heard = match self.word.as_ref().map(Receiver::try_recv) {
            Some(Ok(heard)) => heard,
            Some(Err(TryRecvError::Disconnected)) | None => false,
            Some(Err(TryRecvError::Empty)) => return,
        };
        self.word = None;
        self.asked_in_vain = (!heard).then(|| self.time.now());
        self.hand_over(GiverEvent::Heard(heard), None);
    }
}
