//! Hands the session from one keeper to the next without losing an alert.
//!
//! The newcomer asks over the socket. The old keeper answers, finishes its journal and releases the lock; the newcomer takes the lock
//! and confirms it. Without that confirmation the old keeper takes the lock again and continues. A keeper that does not answer is
//! stopped or hangs: the newcomer names its process, and changes nothing.
//!
//! Both sides are state machines: `step` takes an event and returns the effects. They use no socket, file, clock or thread; the event
//! loop carries out the giver's effects, [`take`] the taker's.

mod giver;
#[cfg(test)]
mod model;
mod reread;
mod take;
mod taker;

pub(super) use giver::{GiverEffect, GiverEvent, GiverState, LockTry};
pub(super) use reread::{JournalFound, LentJournal, compare};
pub(super) use take::{TakeError, TakenSession, is_free, take};

use crate::time::Span;

/// The newcomer's request.
pub(super) const TAKE: &str = "take";
/// The old keeper's answer when it hands over; the remaining seconds of muting may follow.
const YOURS: &str = "yours";
/// The newcomer's confirmation.
pub(super) const HAVE: &str = "have";

/// The longest muting that is accepted, in seconds.
const LONGEST_MUTE: i64 = 86_400;

/// The old keeper's answer when it hands over, with the remaining time of muting.
fn yours(muted: Option<Span>) -> String {
    muted.map_or_else(|| YOURS.to_owned(), |left| format!("{YOURS} {}", left.ceil_secs()))
}

/// Reads that answer: `None` if it refuses, otherwise the remaining time of muting.
fn given(answer: &str) -> Option<Option<Span>> {
    let rest = answer.trim_end().strip_prefix(YOURS)?;
    let seconds = rest.trim().parse().ok().filter(|seconds| (1..=LONGEST_MUTE).contains(seconds));
    Some(seconds.map(Span::secs))
}

#[cfg(test)]
mod tests {
    use super::{HAVE, TAKE, given, yours};
    use crate::time::Span;

    #[test]
    fn the_words_are_those_of_every_version() {
        assert_eq!((TAKE, HAVE), ("take", "have"));
        assert_eq!((yours(None), yours(Some(Span::secs(90)))), ("yours".to_owned(), "yours 90".to_owned()));
    }

    #[test]
    fn the_wish_for_silence_goes_with_the_session() {
        for muted in [None, Some(Span::secs(1)), Some(Span::mins(30))] {
            assert_eq!(given(&yours(muted)), Some(muted));
        }
        assert_eq!(given("no\tit is busy"), None);
        assert_eq!(given("yours -5"), Some(None));
        assert_eq!(given("yours 99999999999999999999"), Some(None));
    }
}
