//! The keeper that gives its session away, as a state machine.

use super::reread::JournalFound;
use super::yours;
use crate::time::Span;

/// Where the giving stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::runtime) enum GiverState {
    /// The session is kept.
    Keeps,
    /// Its answer is on the way.
    Answers,
    /// The lock was let go, and the newcomer's word is waited for.
    Waits,
    /// No word came: the lock is tried again.
    TakesBack,
    /// Another process has the session.
    Gave,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum GiverEvent {
    /// A newcomer asks; whether every act is written, and how much longer the cook wants no sound.
    Asked { all_written: bool, muted: Option<Span> },
    /// Whether the answer got out.
    Answered(bool),
    /// Whether the newcomer said that it has the session.
    Heard(bool),
    /// What came of trying the lock again.
    LockTried(LockTry),
}

/// What came of trying the lock again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum LockTry {
    /// That is not known yet: the folder is slow, or cannot be used now.
    Pending,
    /// Another process holds it.
    Held,
    /// It is this process's, and the journal was read.
    Opened(JournalFound),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum GiverEffect {
    /// Say why not.
    Refuse(&'static str),
    /// Send this line, and tell whether it got out.
    Answer(String),
    /// Take back what is shown: the newcomer goes on with it.
    ClearAlerts,
    /// Nobody may call any more.
    CloseSocket,
    /// Finish the journal and let the lock go.
    ReleaseLock,
    /// Wait for the newcomer's word.
    AwaitWord,
    /// Try the lock again.
    TakeLockBack,
    /// Go on with what the journal holds now.
    Adopt(JournalFound),
}

impl GiverState {
    /// What follows from an event; one that does not belong here changes nothing.
    pub(in crate::runtime) fn step(self, event: GiverEvent) -> (GiverState, Vec<GiverEffect>) {
        use GiverEffect::{Adopt, Answer, AwaitWord, ClearAlerts, CloseSocket, Refuse, ReleaseLock, TakeLockBack};
        use GiverState::{Answers, Gave, Keeps, TakesBack, Waits};
        match (self, event) {
            // What is only in the memory of this process would be lost.
            (Keeps, GiverEvent::Asked { all_written: false, .. }) => {
                (Keeps, vec![Refuse("it has acts that are not saved yet")])
            }
            (Keeps, GiverEvent::Asked { all_written: true, muted }) => (Answers, vec![Answer(yours(muted))]),
            (Answers, GiverEvent::Answered(false)) => (Keeps, Vec::new()),
            (Answers, GiverEvent::Answered(true)) => (Waits, vec![CloseSocket, ReleaseLock, AwaitWord]),
            // Not before it is known that somebody goes on with them: a ring rather twice for a moment than not at all.
            (Waits, GiverEvent::Heard(true)) => (Gave, vec![ClearAlerts]),
            (Waits, GiverEvent::Heard(false)) => (TakesBack, vec![TakeLockBack]),
            (TakesBack, GiverEvent::LockTried(LockTry::Pending)) => (TakesBack, Vec::new()),
            // The newcomer may have had it for a while, and acknowledged acts.
            (TakesBack, GiverEvent::LockTried(LockTry::Opened(found))) => (Keeps, vec![Adopt(found)]),
            // The newcomer has it after all, though its word was lost.
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

    /// Each event, the state that follows, and the effects.
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
