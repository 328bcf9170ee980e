//! Finds numbers beside a word of time or heat that were not understood. The cook is told, as they may be a time or a temperature.

use super::tagged::Tagged;
use super::token::TokenKind;
use super::words::WordSense;
use crate::import::finding::{Finding, FoundKind};

/// Numbers directly before a unit of time or heat that are in none of `found`.
pub(super) fn unread(text: &Tagged, found: &[Finding]) -> Vec<Finding> {
    let mut left = Vec::new();
    for (at, token) in text.cut.tokens.iter().enumerate() {
        let TokenKind::Number(..) = token.kind else { continue };
        let dash = usize::from(text.is_sign(at + 1, '-') && text.glued(at + 1));
        let behind = at + 1 + dash;
        let timed = text.unit(behind).map(|(end, ..)| end);
        let hot = || text.is_sign(behind, '°').then_some(behind + 1).or_else(|| text.sense(behind, WordSense::Degree));
        let Some(end) = timed.or_else(hot) else { continue };
        let place = text.place(at..end);
        let read = |one: &Finding| one.place.start <= token.place.start && token.place.end <= one.place.end;
        // "rotate by 180 degrees" is an angle.
        let near = at.saturating_sub(10)..(end + 4).min(text.len());
        let angle = timed.is_none() && text.has(near, WordSense::Turning);
        if !angle && !found.iter().any(read) {
            left.push(Finding { place, what: FoundKind::Unread });
        }
    }
    left
}
