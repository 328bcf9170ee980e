//! The keeper that hands over its session, as a state machine.

use super::reread::JournalFound;
use super::yours;
use crate::time::Span;

/// The state of the hand-over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::runtime) enum GiverState {
    /// It keeps the session.
    Keeps,
    /// It is sending its answer.
    Answers,
    /// It has released the lock, and waits for the newcomer's confirmation.
    Waits,
    /// No confirmation came: it tries to take the lock again.
    TakesBack,
    /// Another process has the session.
    Gave,
}

/// The events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum GiverEvent {
    /// A newcomer asks. Includes whether every act is written, and the remaining time of muting.
    Asked { all_written: bool, muted: Option<Span> },
    /// Whether the answer was sent.
    Answered(bool),
    /// Whether the newcomer confirmed that it has the session.
    Heard(bool),
    /// The result of trying the lock again.
    LockTried(LockTry),
}

/// The result of trying the lock again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum LockTry {
    /// Not known yet: the folder is slow, or cannot be used now.
    Pending,
    /// Another process holds it.
    Held,
    /// This process has it, and has read the journal.
    Opened(JournalFound),
}

/// The effects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum GiverEffect {
    /// Refuse with this reason.
    Refuse(&'static str),
    /// Send this line, and report whether it was sent.
    Answer(String),
    /// Remove what is shown, as the newcomer shows it now.
    ClearAlerts,
    /// Stop listening for callers.
    CloseSocket,
    /// Finish the journal and release the lock.
    ReleaseLock,
    /// Wait for the newcomer's confirmation.
    AwaitWord,
    /// Try the lock again.
    TakeLockBack,
    /// Continue from what the journal contains now.
    Adopt(JournalFound),
}

impl GiverState {
    /// The next state and the effects of an event; an unexpected event changes nothing.
    pub(in crate::runtime) fn step(self, event: GiverEvent) -> (GiverState, Vec<GiverEffect>) {
        use GiverEffect::{Adopt, Answer, AwaitWord, ClearAlerts, CloseSocket, Refuse, ReleaseLock, TakeLockBack};
        use GiverState::{Answers, Gave, Keeps, TakesBack, Waits};
        match (self, event) {
            // Acts that are only in memory would be lost.
            (Keeps, GiverEvent::Asked { all_written: false, .. }) => {
                (Keeps, vec![Refuse("it has acts that are not saved yet")])
            }
            (Keeps, GiverEvent::Asked { all_written: true, muted }) => (Answers, vec![Answer(yours(muted))]),
            (Answers, GiverEvent::Answered(false)) => (Keeps, Vec::new()),
            (Answers, GiverEvent::Answered(true)) => (Waits, vec![CloseSocket, ReleaseLock, AwaitWord]),
            // Only after it is certain that the newcomer has them: a ring shown twice for a moment is better than none.
            (Waits, GiverEvent::Heard(true)) => (Gave, vec![ClearAlerts]),
            (Waits, GiverEvent::Heard(false)) => (TakesBack, vec![TakeLockBack]),
            (TakesBack, GiverEvent::LockTried(LockTry::Pending)) => (TakesBack, Vec::new()),
            // The newcomer may have had it for a while, and acknowledged acts.
            (TakesBack, GiverEvent::LockTried(LockTry::Opened(found))) => (Keeps, vec![Adopt(found)]),
            // The newcomer has it after all; its confirmation was lost.
            (TakesBack, GiverEvent::LockTried(LockTry::Held)) => (Gave, vec![ClearAlerts]),
            (
                state,
                GiverEvent::Asked { .. } | GiverEvent::Answered(_) | GiverEvent::Heard(_) | GiverEvent::LockTried(_),
            ) => (state, Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{GiverEffect, GiverEvent, GiverState, LockTry};
    use crate::runtime::handover::reread::JournalFound;
    use crate::time::Span;

    const ASKED: GiverEvent = GiverEvent::Asked { all_written: true, muted: None };

    /// Checks each event, the next state, and the effects.
    #[track_caller]
    fn walk(steps: &[(GiverEvent, GiverState, &[GiverEffect])]) {
        let mut state = GiverState::Keeps;
        for (event, wanted, effects) in steps {
            let (next, found) = state.step(*event);
            assert_eq!((next, found.as_slice()), (*wanted, *effects), "{event:?} in {state:?}");
            state = next;
        }
    }

    const RELEASE: [GiverEffect; 3] = [GiverEffect::CloseSocket, GiverEffect::ReleaseLock, GiverEffect::AwaitWord];

    #[test]
    fn a_newcomer_asks_and_has_it() {
        let yours = [GiverEffect::Answer("yours 60".to_owned())];
        let asked = GiverEvent::Asked { all_written: true, muted: Some(Span::MINUTE) };
        walk(&[
            (asked, GiverState::Answers, &yours),
            (GiverEvent::Answered(true), GiverState::Waits, &RELEASE),
            (GiverEvent::Heard(true), GiverState::Gave, &[GiverEffect::ClearAlerts]),
        ]);
    }

    #[test]
    fn nobody_says_have_and_the_lock_is_free() {
        let extends = JournalFound::Extends;
        let yours = [GiverEffect::Answer("yours".to_owned())];
        walk(&[
            (ASKED, GiverState::Answers, &yours),
            (GiverEvent::Answered(true), GiverState::Waits, &RELEASE),
            (GiverEvent::Heard(false), GiverState::TakesBack, &[GiverEffect::TakeLockBack]),
            (GiverEvent::LockTried(LockTry::Pending), GiverState::TakesBack, &[]),
            (GiverEvent::LockTried(LockTry::Opened(extends)), GiverState::Keeps, &[GiverEffect::Adopt(extends)]),
            (ASKED, GiverState::Answers, &yours),
        ]);
    }

    #[test]
    fn the_word_is_lost_and_the_newcomer_has_the_lock() {
        let yours = [GiverEffect::Answer("yours".to_owned())];
        walk(&[
            (ASKED, GiverState::Answers, &yours),
            (GiverEvent::Answered(true), GiverState::Waits, &RELEASE),
            (GiverEvent::Heard(false), GiverState::TakesBack, &[GiverEffect::TakeLockBack]),
            (GiverEvent::LockTried(LockTry::Held), GiverState::Gave, &[GiverEffect::ClearAlerts]),
        ]);
    }

    #[test]
    fn what_is_not_saved_is_not_given() {
        let refused = [GiverEffect::Refuse("it has acts that are not saved yet")];
        walk(&[(GiverEvent::Asked { all_written: false, muted: None }, GiverState::Keeps, &refused)]);
    }

    #[test]
    fn a_newcomer_that_is_gone_before_the_answer_changes_nothing() {
        let yours = [GiverEffect::Answer("yours".to_owned())];
        walk(&[(ASKED, GiverState::Answers, &yours), (GiverEvent::Answered(false), GiverState::Keeps, &[])]);
    }

    #[test]
    fn what_does_not_belong_there_changes_nothing() {
        walk(&[
            (GiverEvent::Heard(true), GiverState::Keeps, &[]),
            (GiverEvent::LockTried(LockTry::Held), GiverState::Keeps, &[]),
        ]);
    }
}
