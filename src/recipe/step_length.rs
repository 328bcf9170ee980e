//! How long a step of a dish takes, with all its batches and until another day.

use super::{DishStep, Length, Phase, Repeat};
use crate::time::Span;

/// A batch shorter than this is followed by the next without a key.
const BEAT_BELOW: Span = Span::mins(5);

impl DishStep {
    /// Whether its batches follow each other without a key.
    pub fn is_beat(&self) -> bool {
        self.repeat.is_some() && self.length.and_then(Length::max).is_some_and(|max| max < BEAT_BELOW)
    }

    /// Whether the cook sets the dish aside here and takes it up again another day.
    pub fn is_held(&self) -> bool {
        self.length == Some(Length::Endless) && self.phase != Phase::Timer
    }

    /// Its countdown to that end, all batches together; zero if nothing counts down.
    pub(crate) fn counted(&self, end: fn(Length) -> Span) -> Span {
        let one = self.length.filter(|_| !self.is_held()).map_or(Span::ZERO, end);
        let times = self.repeat.as_ref().and_then(Repeat::times).unwrap_or(1);
        one.times(i64::from(times))
    }

    /// The shortest time that it takes; for a step of the hands, the estimate.
    pub fn least(&self) -> Span {
        if self.length.is_some() { self.counted(Length::min) } else { self.takes }
    }

    /// The longest time that it takes, as far as it is known.
    pub fn longest(&self) -> Span {
        if self.length.is_some() { self.counted(Length::longest) } else { self.takes }
    }

    /// "1 to 2 min, 12 times".
    pub fn length_words(&self) -> Option<String> {
        let words = self.length.map(|length| if self.is_held() { HELD.to_owned() } else { length.words() })?;
        Some(self.repeat.as_ref().map_or_else(|| words.clone(), |repeat| format!("{words}, {}", repeat.words())))
    }
}

/// The length of a step that the cook takes up again another day, in words and in a recipe.
pub(crate) const HELD: &str = "until another day";
