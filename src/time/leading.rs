//! A length at the beginning of some words: "12 rice", "1h 30m bread".

use super::Span;
use super::parse::parse_span;

/// The longest run of words at the beginning that is a length, and the words behind it; a bare number is minutes.
pub fn leading_span<'w, 't>(words: &'w [&'t str]) -> Option<(Span, &'w [&'t str])> {
    (1..=words.len()).rev().find_map(|n| {
        let (length, rest) = words.split_at_checked(n)?;
        let length = length.join(" ");
        let bare = length.parse::<u16>().ok().map(|mins| format!("{mins}m"));
        Some((parse_span(bare.as_deref().unwrap_or(&length)).ok()?, rest))
    })
}
