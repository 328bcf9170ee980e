//! Since when the cook has seen what a key would answer.
//!
//! A key at the moment when a ring appears, or when Enter changes its meaning, was meant for what was there before.

use super::outcome::Outcome;
use super::rehearsal::TimeScale;
use crate::engine::{Alarm, AlarmId};
use crate::time::{Moment, Span};

/// How long something is shown before a key is meant for it, in real time.
const SEEN_AFTER: Span = Span::millis(700);

/// What is on the screen, and since when.
#[derive(Clone, Debug, Default)]
pub struct ShownSince {
    /// Whether anything was ever drawn; without a screen, every key is meant for what is there.
    drawn: bool,
    rings: Vec<(AlarmId, Moment)>,
    /// What Enter means on the board; `None` before anything was shown.
    enter: Option<(Option<Outcome>, Option<Moment>)>,
}

impl ShownSince {
    /// What is shown after this, when `rings` call and Enter means `enter`.
    pub(super) fn next<'a>(
        &self,
        rings: impl Iterator<Item = &'a Alarm>,
        enter: Option<Outcome>,
        now: Moment,
    ) -> ShownSince {
        let rings = rings.map(|alarm| (alarm.id, self.ring(alarm.id).unwrap_or(now)));
        let enter = match &self.enter {
            Some((before, since)) if *before == enter => (enter, *since),
            Some(_) => (enter, Some(now)),
            None => (enter, None),
        };
        ShownSince { drawn: true, rings: rings.collect(), enter: Some(enter) }
    }

    fn ring(&self, id: AlarmId) -> Option<Moment> {
        self.rings.iter().find(|(ring, _)| *ring == id).map(|(_, since)| *since)
    }

    /// Whether a ring has been on the screen long enough to be answered.
    pub(super) fn is_seen(&self, ring: &Alarm, now: Moment, scale: TimeScale) -> bool {
        self.ring(ring.id).map_or(!self.drawn, |since| now - since >= scale.of(SEEN_AFTER))
    }

    /// Whether Enter still means what the cook saw; `enter` is its meaning at `now`.
    pub(super) fn means(&self, enter: Option<&Outcome>, now: Moment, scale: TimeScale) -> bool {
        match &self.enter {
            Some((shown, since)) => {
                shown.as_ref() == enter && since.is_none_or(|since| now - since >= scale.of(SEEN_AFTER))
            }
            None => true,
        }
    }

    /// A key changed what Enter means, so the cook knows.
    pub(super) fn forget_enter(&mut self) {
        self.enter = None;
    }
}
