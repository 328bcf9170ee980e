//! The newcomer that takes over a session, as a state machine.

use super::given;
use crate::recipe::text::clean;
use crate::time::Span;

/// How often a lock being released is tried: for about two seconds.
const LOOKS: u32 = 1_000;
/// How often a keeper that is just starting or ending is called: for about two seconds.
const CALLS: u32 = 100;

/// The state of taking over.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum TakerState {
    /// It tries the lock; if it is held, the holder is called.
    Tries(Tries),
    /// It calls the keeper.
    Calls(Tries),
    /// It has asked the keeper.
    Asks(Tries),
    /// The keeper handed over: it tries the lock until it is free.
    Looks { tries: Tries, looks: u32, muted: Option<Span> },
    /// It is over.
    Ended,
}

/// What is known so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Tries {
    calls: u32,
    /// The process that holds the lock, if known.
    keeper: Option<u32>,
    /// Why the keeper refused, if it did.
    refused: Option<String>,
}

/// The events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TakerEvent {
    /// This process has the lock, and has read the journal.
    Opened,
    /// Another process has the lock; its id, if known.
    Locked(Option<u32>),
    /// The folder cannot be used.
    Unusable,
    /// Whether the keeper could be called.
    Called(bool),
    /// The keeper's answer; empty if the keeper went away.
    Answered(String),
    /// The request could not be sent.
    NotAsked,
    /// The keeper did not answer in time.
    Silent,
}

/// The effects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum TakerEffect {
    /// Try the lock, and read the journal if it is free.
    Open,
    /// Call the keeper.
    Call,
    /// Ask for the session.
    Ask,
    /// Wait for a keeper that is just starting or ending.
    PauseForKeeper,
    /// Wait for the lock.
    PauseForLock,
    /// Confirm to the old keeper that the session was taken.
    SayHave,
    /// Continue as the keeper, with the remaining time of muting.
    Take(Option<Span>),
    /// Fail, as the keeper does not answer; its process id, if known.
    GiveUpSilent(Option<u32>),
    /// Fail, as the keeper could not be called; its process id, if known.
    GiveUpUnreached(Option<u32>),
    /// Fail, as the keeper refused with this reason.
    GiveUpRefused(String),
    /// Fail, as the folder cannot be used.
    GiveUpUnusable,
}

impl TakerState {
    pub(super) fn begin() -> (TakerState, Vec<TakerEffect>) {
        (TakerState::Tries(Tries { calls: 1, ..Tries::default() }), vec![TakerEffect::Open])
    }

    /// The next state and the effects of an event; an unexpected event changes nothing.
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
            // If the confirmation is lost, the old keeper finds the lock taken, and ends all the same.
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

/// Tries the lock again after these effects, or gives up.
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

    /// The effects of the last of these events.
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
