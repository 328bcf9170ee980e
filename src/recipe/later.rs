//! What a recipe says about the time after the meal: leftovers into the fridge, slices made crisp again. Each is a card that the cook can
//! start as a timer once the dish is served; none starts by itself.

use super::{DishId, Length};
use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The most cards of a recipe: each has a digit.
pub(crate) const MOST: usize = 9;

/// A card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaterCard {
    /// A short name: "Into the fridge".
    pub title: String,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// How long it takes, or by when it must be done.
    pub time: LaterTime,
}

/// Which card a timer was started from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardId {
    /// The dish that was served.
    pub dish: DishId,
    /// The place of the card in that dish.
    pub card: u8,
}

/// The time of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LaterTime {
    /// It takes so long.
    For(Length),
    /// It must be done within this, from when the card is started.
    Within(Span),
}

impl LaterCard {
    /// "Into the fridge, within 2 h", "Crisp again, 3 min".
    pub fn words(&self) -> String {
        match self.time {
            LaterTime::For(length) => format!("{}, {}", self.title, length.words()),
            LaterTime::Within(span) => format!("{}, within {}", self.title, crate::time::exact(span)),
        }
    }
}
