//! Batches: a step that is done several times over, such as pancakes.
//!
//! A short one is a beat: the next batch begins by itself, as nobody has a hand free for a key. A longer one waits for the cook before each batch.

use serde::{Deserialize, Serialize};

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
