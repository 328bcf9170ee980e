//! Compares a journal that was handed over with its content when it is taken back. The other process may have written to it, and
//! somebody may have ended the session.
//!
//! Whoever takes the lock trusts the journal, never its memory: acts that another keeper acknowledged are only there. Pure.

use crate::engine::Logged;
use crate::journal::{Anchor, Recovered};

/// The journal's content when it was handed over. All acts were written then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::runtime) struct LentJournal {
    pub(in crate::runtime) acts: Vec<Logged>,
    pub(in crate::runtime) anchors: Vec<Anchor>,
}

/// Its content now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum JournalFound {
    /// The same acts, and perhaps more.
    Extends,
    /// The same session without its last acts: the file is damaged.
    Shorter,
    /// Another session, or none: the old one was finished or set aside.
    AnotherSession,
}

/// Compares the content before and after.
pub(in crate::runtime) fn compare(lent: &LentJournal, read: &Recovered) -> JournalFound {
    let same_start = read.anchors.first().is_some_and(|anchor| lent.anchors.first() == Some(anchor));
    if read.acts.starts_with(&lent.acts) && (same_start || !lent.acts.is_empty()) {
        JournalFound::Extends
    } else if lent.acts.starts_with(&read.acts) && (same_start || !read.acts.is_empty()) {
        JournalFound::Shorter
    } else {
        JournalFound::AnotherSession
    }
}

#[cfg(test)]
mod tests {
    use super::{JournalFound, LentJournal, compare};
    use crate::engine::{Act, Logged};
    use crate::journal::{Anchor, ClockReading, MachineId, MomentSource, Recovered, Seq};
    use crate::recipe::{Dish, DishId};
    use crate::time::{Moment, Span};

    fn reading(boot_ms: i64) -> ClockReading {
        let moment = Moment::millis(boot_ms);
        ClockReading { machine: MachineId("00c0ffee".to_owned()), boot: None, boot_ms, wall_ms: 9, moment }
    }

    fn anchor(boot_ms: i64) -> Anchor {
        reading(boot_ms).anchor(MomentSource::Fresh)
    }

    fn timers(count: u16, at: i64) -> Vec<Logged> {
        let timer = |id| Act::Add { dish: DishId(id), what: Box::new(Dish::timer(format!("Eggs {id}"), Span::MINUTE)) };
        (0..count).map(|id| Logged { at: Moment::millis(at), act: timer(id), waits: false }).collect()
    }

    fn found(lent: (u16, i64), read: Option<(u16, i64)>) -> JournalFound {
        let lent = LentJournal { acts: timers(lent.0, lent.1), anchors: vec![anchor(lent.1)] };
        let acts = read.map_or_else(Vec::new, |(count, at)| timers(count, at));
        let anchors = read.map(|(_, at)| anchor(at)).into_iter().collect();
        let (source, next) = (MomentSource::SameBoot, Seq(0));
        compare(&lent, &Recovered { acts, anchors, here: reading(99), source, next, notes: Vec::new() })
    }

    #[test]
    fn acts_of_another_keeper_are_more_of_the_same_session() {
        assert_eq!(found((2, 5), Some((3, 5))), JournalFound::Extends);
        assert_eq!(found((2, 5), Some((2, 5))), JournalFound::Extends);
        assert_eq!(found((0, 5), Some((1, 5))), JournalFound::Extends);
    }

    #[test]
    fn a_session_that_somebody_ended_does_not_come_back() {
        assert_eq!(found((2, 5), None), JournalFound::AnotherSession);
        assert_eq!(found((2, 5), Some((0, 8))), JournalFound::AnotherSession);
        assert_eq!(found((2, 5), Some((3, 8))), JournalFound::AnotherSession);
        assert_eq!(found((0, 5), Some((1, 8))), JournalFound::AnotherSession);
    }

    #[test]
    fn a_journal_that_lost_its_end_is_damaged() {
        assert_eq!(found((2, 5), Some((1, 5))), JournalFound::Shorter);
        assert_eq!(found((2, 5), Some((0, 5))), JournalFound::Shorter);
    }
}
