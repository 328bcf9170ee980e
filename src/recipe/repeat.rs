//! Batches: a step that is done several times over, such as pancakes.
//!
//! A short one is a beat: the next batch begins by itself, as nobody has a hand free for a key. A longer one waits for the cook before each batch.

use super::{DishStep, Length};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// A batch shorter than this is followed by the next without a key.
const BEAT_BELOW: Span = Span::mins(5);
/// The most batches of a step.
pub(crate) const MOST_BATCHES: u32 = 500;

/// How often a step is repeated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Repeat {
    /// This many batches, above zero.
    Times(u32),
    /// Until a sign: "the batter is used up".
    Until(String),
}

impl Repeat {
    /// Reads "12 times", "12x", "12" or "until the batter is used up"; `None` if it is none of these.
    pub(crate) fn parse(text: &str) -> Option<Repeat> {
        let text = text.trim();
        let lower = text.to_lowercase();
        if let Some(sign) = lower.strip_prefix("until ") {
            let sign = text.get(text.len().checked_sub(sign.len())?..)?.trim();
            return (!sign.is_empty()).then(|| Repeat::Until(sign.to_owned()));
        }
        let number = lower.trim_end_matches("batches").trim_end_matches("times").trim_end_matches(['x', '×']).trim();
        number.parse().ok().filter(|n| (1..=MOST_BATCHES).contains(n)).map(Repeat::Times)
    }

    /// As many batches as the amounts make, rounded up.
    pub(crate) fn scaled(&self, own: u32, servings: u32) -> Repeat {
        match self {
            Repeat::Times(times) => {
                let wanted = (u64::from(*times) * u64::from(servings)).div_ceil(u64::from(own.max(1)));
                Repeat::Times(u32::try_from(wanted).unwrap_or(u32::MAX).clamp(1, MOST_BATCHES))
            }
            Repeat::Until(sign) => Repeat::Until(sign.clone()),
        }
    }

    /// How many batches; `None` if only the sign ends them.
    pub fn times(&self) -> Option<u32> {
        match self {
            Repeat::Times(times) => Some(*times),
            Repeat::Until(_) => None,
        }
    }

    /// "12 times", "until the batter is used up".
    pub fn words(&self) -> String {
        match self {
            Repeat::Times(times) => format!("{times} times"),
            Repeat::Until(sign) => format!("until {sign}"),
        }
    }
}

impl DishStep {
    /// Whether its batches follow each other without a key.
    pub fn is_beat(&self) -> bool {
        self.repeat.is_some() && self.length.and_then(Length::max).is_some_and(|max| max < BEAT_BELOW)
    }

    /// Whether the cook sets the dish aside here and takes it up again another day.
    pub fn is_held(&self) -> bool {
        self.length == Some(Length::Endless) && self.phase != super::Phase::Timer
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

#[cfg(test)]
mod tests {
    use super::Repeat;

    #[test]
    fn batches_are_read_as_they_are_said() {
        for (text, wanted) in [
            ("12 times", Some(Repeat::Times(12))),
            ("12x", Some(Repeat::Times(12))),
            ("3 Batches", Some(Repeat::Times(3))),
            ("12", Some(Repeat::Times(12))),
            ("until the batter is used up", Some(Repeat::Until("the batter is used up".to_owned()))),
            ("Until ÄLLES is gone", Some(Repeat::Until("ÄLLES is gone".to_owned()))),
            ("0 times", None),
            ("until ", None),
            ("often", None),
            ("501", None),
        ] {
            assert_eq!(Repeat::parse(text), wanted, "{text}");
        }
    }

    #[test]
    fn more_batter_is_more_batches() {
        assert_eq!(Repeat::Times(12).scaled(4, 6), Repeat::Times(18));
        assert_eq!(Repeat::Times(3).scaled(4, 1), Repeat::Times(1));
        assert_eq!(Repeat::Times(500).scaled(1, 99), Repeat::Times(500));
    }
}
