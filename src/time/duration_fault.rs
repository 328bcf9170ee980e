//! Why a length of time was refused, and what to write instead.

use std::error::Error;
use std::fmt;

/// Why a length of time was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurationFault {
    /// What is wrong, in words.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl fmt::Display for DurationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.hint)
    }
}

impl Error for DurationFault {}

pub(super) fn fault<T>(message: impl Into<String>, hint: impl Into<String>) -> Result<T, DurationFault> {
    Err(DurationFault { message: message.into(), hint: hint.into() })
}

/// Shortened for a message, on one line without control characters.
pub(super) fn quote(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    match clean.char_indices().nth(40) {
        Some((cut, _)) => format!("`{}…`", clean.get(..cut).unwrap_or_default()),
        None => format!("`{clean}`"),
    }
}
