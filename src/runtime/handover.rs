//! From one keeper to the next: the folder changes hands, and no alert is lost between them.
//!
//! The newcomer asks over the socket. The old keeper answers, then finishes its journal and lets the lock go; the newcomer takes it, and
//! says so. If that word does not come, the old one takes the lock again and goes on. A keeper that does not answer at all is
//! stopped or hangs: the newcomer says which process it is, and changes nothing.
//!
//! Both sides are state machines: `step` takes what happened and gives what is to be done next. They know no socket, no file, no clock
//! and no thread; the event loop carries out the giver's effects, [`take`] the taker's.

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

/// What the newcomer asks.
pub(super) const TAKE: &str = "take";
/// What the old keeper answers when it gives; for how many seconds more the cook wants no sound may follow.
const YOURS: &str = "yours";
/// What the newcomer says when it has it.
pub(super) const HAVE: &str = "have";

/// The longest wish for silence that is taken over, in seconds.
const LONGEST_MUTE: i64 = 86_400;

/// The old keeper's answer when it gives, with the cook's wish for silence.
fn yours(muted: Option<Span>) -> String {
    muted.map_or_else(|| YOURS.to_owned(), |left| format!("{YOURS} {}", left.ceil_secs()))
}

/// Whether that answer gives; and the wish for silence that came with it.
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
