//! The newcomer that takes a session, as a state machine.

use super::given;
use crate::recipe::text::clean;
use crate::time::Span;

/// How often the lock is looked at once it was given: for about two seconds.
const LOOKS: u32 = 1_000;
/// How often a keeper that cannot be called yet, or not any more, is tried: for about two seconds.
const CALLS: u32 = 100;

/// Where the taking stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum TakerState {
    /// The lock is tried; whoever has it is called if it is not free.
    Tries(Tries),
    /// The keeper is called.
    Calls(Tries),
    /// The keeper was asked.
    Asks(Tries),
    /// The keeper gave it: the lock is looked at until it is free.
    Looks { tries: Tries, looks: u32, muted: Option<Span> },
    /// It is over.
    Ended,
}

/// What was learned so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Tries {
    calls: u32,
    /// The process that holds the lock, if it told.
    keeper: Option<u32>,
    /// Why the keeper did not give it, if it told.
    refused: Option<String>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TakerEvent {
    /// The lock is this process's, and the journal was read.
    Opened,
    /// Another process has the lock; which, if it told.
    Locked(Option<u32>),
    /// The folder cannot be used.
    Unusable,
    /// Whether the keeper could be called.
    Called(bool),
    /// The keeper answered so, or was gone: then with nothing.
    Answered(String),
    /// The keeper could not even be asked.
    NotAsked,
    /// The keeper did not answer in time.
    Silent,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum TakerEffect {
    /// Try the lock, and read the journal.
    Open,
    /// Call the keeper.
    Call,
    /// Ask for the session.
    Ask,
    /// Leave a keeper time that is only just starting, or ending.
    PauseForKeeper,
    /// Leave the lock time.
    PauseForLock,
    /// Tell the old keeper that it is taken.
    SayHave,
    /// It is this process's now; how much longer the cook wants no sound.
    Take(Option<Span>),
    /// The keeper does not answer; its process, if it told.
    GiveUpSilent(Option<u32>),
    /// The keeper could not be called; its process, if it told.
    GiveUpUnreached(Option<u32>),
    /// The keeper keeps it, and said why.
    GiveUpRefused(String),
    /// The folder cannot be used.
    GiveUpUnusable,
}

impl TakerState {
    pub(super) fn begin() -> (TakerState, Vec<TakerEffect>) {
        (TakerState::Tries(Tries { calls: 1, ..Tries::default() }), vec![TakerEffect::Open])
    }

    /// What follows from an event; one that does not belong here changes nothing.
    pub(super) fn step(self, event: TakerEvent) -> (TakerState, Vec<TakerEffect>) {
        match (self, event) {
            (TakerState::Tries(_), TakerEvent::Opened) => (TakerState::Ended, vec![TakerEffect::Take(None)]),
            (TakerState::Tries(_), TakerEvent::Unusable) => (TakerState::Ended, vec![TakerEffect::GiveUpUnusable]),
            (TakerState::Tries(tries), TakerEvent::Locked(keeper)) => {
                (TakerState::Calls(Tries { keeper, ..tries }), vec![TakerEffect::Call])
            }
            (TakerState::Calls(tries), TakerEvent::Called(true)) => (TakerState::Asks(tries), vec![TakerEffect::Ask]),
            (TakerState::Calls(tries), TakerEvent::Called(false)) => again(tries, &[TakerEffect::PauseForKeeper]),
            (TakerState::Asks(tries), TakerEvent::Silent) => {
                (TakerState::Ended, vec![TakerEffect::GiveUpSilent(tries.keeper)])
            }
            (TakerState::Asks(tries), TakerEvent::NotAsked) => again(Tries { refused: None, ..tries }, &[]),
            (TakerState::Asks(tries), TakerEvent::Answered(answer)) => match given(&answer) {
                Some(muted) => (TakerState::Looks { tries, looks: 1, muted }, vec![TakerEffect::Open]),
                None => {
                    let refused = answer.trim_end().strip_prefix("no\t").map(clean);
                    again(Tries { refused, ..tries }, &[TakerEffect::PauseForKeeper])
                }
            },
            // Without the word the old keeper finds the lock taken, and leaves all the same.
            (TakerState::Looks { muted, .. }, TakerEvent::Opened) => {
                (TakerState::Ended, vec![TakerEffect::SayHave, TakerEffect::Take(muted)])
            }
            (TakerState::Looks { tries, looks, muted }, TakerEvent::Locked(_) | TakerEvent::Unusable) => {
                if looks < LOOKS {
                    let next = TakerState::Looks { tries, looks: looks + 1, muted };
                    (next, vec![TakerEffect::PauseForLock, TakerEffect::Open])
                } else {
                    again(Tries { refused: None, ..tries }, &[TakerEffect::PauseForLock])
                }
            }
            (
                state,
                TakerEvent::Opened
                | TakerEvent::Locked(_)
                | TakerEvent::Unusable
                | TakerEvent::Called(_)
                | TakerEvent::Answered(_)
                | TakerEvent::NotAsked
                | TakerEvent::Silent,
            ) => (state, Vec::new()),
        }
    }
}

/// The lock is tried again after these, or all is given up.
fn again(tries: Tries, first: &[TakerEffect]) -> (TakerState, Vec<TakerEffect>) {
    let mut effects = first.to_vec();
    if tries.calls < CALLS {
        effects.push(TakerEffect::Open);
        return (TakerState::Tries(Tries { calls: tries.calls + 1, ..tries }), effects);
    }
    effects.push(match tries.refused {
        Some(why) => TakerEffect::GiveUpRefused(why),
        None => TakerEffect::GiveUpUnreached(tries.keeper),
    });
    (TakerState::Ended, effects)
}

#[cfg(test)]
mod tests {
    use super::{CALLS, LOOKS, TakerEffect, TakerEvent, TakerState};
    use crate::time::Span;

    /// The last effects of all these events.
    fn after(events: impl IntoIterator<Item = TakerEvent>) -> Vec<TakerEffect> {
        let (mut state, mut effects) = TakerState::begin();
        for event in events {
            (state, effects) = state.step(event);
        }
        effects
    }

    fn called(answer: &str) -> [TakerEvent; 3] {
        [TakerEvent::Locked(Some(7)), TakerEvent::Called(true), TakerEvent::Answered(answer.to_owned())]
    }

    #[test]
    fn a_free_lock_is_taken() {
        assert_eq!(after([]), [TakerEffect::Open]);
        assert_eq!(after([TakerEvent::Opened]), [TakerEffect::Take(None)]);
    }

    #[test]
    fn a_keeper_that_gives_is_told_once_its_lock_is_free() {
        let given = called("yours 60\n");
        assert_eq!(after(given.clone()), [TakerEffect::Open]);
        let waits = given.into_iter().chain([TakerEvent::Locked(Some(7)), TakerEvent::Locked(Some(7))]);
        let waits: Vec<_> = waits.collect();
        assert_eq!(after(waits.clone()), [TakerEffect::PauseForLock, TakerEffect::Open]);
        let taken = [TakerEffect::SayHave, TakerEffect::Take(Some(Span::MINUTE))];
        assert_eq!(after(waits.into_iter().chain([TakerEvent::Opened])), taken);
    }

    #[test]
    fn a_keeper_that_does_not_answer_is_named() {
        let silent = [TakerEvent::Locked(Some(7)), TakerEvent::Called(true), TakerEvent::Silent];
        assert_eq!(after(silent), [TakerEffect::GiveUpSilent(Some(7))]);
    }

    #[test]
    fn a_keeper_that_refuses_is_asked_again_and_its_reason_told() {
        let no = || called("no\tit has acts that are not saved yet\n");
        assert_eq!(after(no()), [TakerEffect::PauseForKeeper, TakerEffect::Open]);
        let all = (0..CALLS).flat_map(|_| no());
        let why = "it has acts that are not saved yet".to_owned();
        assert_eq!(after(all), [TakerEffect::PauseForKeeper, TakerEffect::GiveUpRefused(why)]);
    }

    #[test]
    fn one_that_cannot_be_called_is_given_up_after_two_seconds() {
        let all = (0..CALLS).flat_map(|_| [TakerEvent::Locked(None), TakerEvent::Called(false)]);
        assert_eq!(after(all), [TakerEffect::PauseForKeeper, TakerEffect::GiveUpUnreached(None)]);
    }

    #[test]
    fn a_lock_that_somebody_else_was_faster_at_is_asked_for_again() {
        let looks = (0..LOOKS).map(|_| TakerEvent::Locked(Some(9)));
        let effects = after(called("yours").into_iter().chain(looks));
        assert_eq!(effects, [TakerEffect::PauseForLock, TakerEffect::Open]);
    }

    #[test]
    fn a_folder_that_cannot_be_used_is_told_at_once() {
        assert_eq!(after([TakerEvent::Unusable]), [TakerEffect::GiveUpUnusable]);
    }
}
