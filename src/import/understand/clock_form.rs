//! Times written with colons or primes: "1:30 hours", "0:45 h", "1:30:00", "90'", "6'30"".
//!
//! The unit after it tells what "1:30" means. Without a unit it is hours and minutes where the sentence calls for a time ("bake for
//! 1:15"), and otherwise a ratio or a time of day. A prime means minutes in such a place or before seconds, and otherwise feet or inches.

use super::tagged::Tagged;
use super::token::TokenKind;
use super::words::{Says, TimeUnit, WordSense};

/// Words that call for a time after them.
const AWAITING: &[WordSense] =
    &[WordSense::For, WordSense::About, WordSense::Least, WordSense::Another, WordSense::Wait];

/// A time written in this form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ClockForm {
    /// The token after it.
    pub(super) end: usize,
    pub(super) seconds: f64,
    /// The unit of later numbers that have none.
    pub(super) unit: TimeUnit,
}

/// The time that starts at a token, if it has this form.
pub(super) fn clock_form(text: &Tagged, at: usize) -> Option<ClockForm> {
    colon(text, at).or_else(|| primes(text, at))
}

fn whole(text: &Tagged, at: usize) -> Option<f64> {
    match text.cut.tokens.get(at)?.kind {
        TokenKind::Number(value, true) => Some(value),
        TokenKind::Number(_, false)
        | TokenKind::Word
        | TokenKind::Fraction(_)
        | TokenKind::Sign(_)
        | TokenKind::Break => None,
    }
}

/// Two digits below sixty, with nothing before them.
fn sixtieths(text: &Tagged, at: usize) -> Option<f64> {
    whole(text, at).filter(|value| *value < 60.0 && text.cut.word(at).len() == 2 && text.glued(at))
}

fn form(end: usize, seconds: f64, unit: TimeUnit) -> Option<ClockForm> {
    (seconds > 0.0).then_some(ClockForm { end, seconds, unit })
}

fn awaited(text: &Tagged, at: usize) -> bool {
    text.before(at, AWAITING).is_some()
}

fn colon(text: &Tagged, at: usize) -> Option<ClockForm> {
    let first = whole(text, at)?;
    let second = sixtieths(text, (text.is_sign(at + 1, ':') && text.glued(at + 1)).then_some(at + 2)?)?;
    if text.is_sign(at + 3, ':') && text.glued(at + 3) {
        let third = sixtieths(text, at + 4)?;
        return form(at + 5, first * 3_600.0 + second * 60.0 + third, TimeUnit::Hour);
    }
    let brief = || text.longest(at + 3, |says| if let Says::Brief(unit) = says { Some(unit) } else { None });
    let unit = text.unit(at + 3).map(|(end, unit, _)| (end, unit)).or_else(brief);
    match unit {
        Some((end, TimeUnit::Hour)) => form(end, first * 3_600.0 + second * 60.0, TimeUnit::Minute),
        Some((end, TimeUnit::Minute)) => form(end, first * 60.0 + second, TimeUnit::Minute),
        Some(_) => None,
        None => {
            let ends = !text.is_word(at + 3) || text.any(at + 3, &[WordSense::Function, WordSense::Or]).is_some();
            // From twelve hours on it is a time of day: "serve at 19:30".
            let likely = awaited(text, at) && ends && first < 12.0;
            form(at + 3, first * 3_600.0 + second * 60.0, TimeUnit::Minute).filter(|_| likely)
        }
    }
}

fn primes(text: &Tagged, at: usize) -> Option<ClockForm> {
    let minutes = whole(text, at)?;
    let sign = |at: usize| text.is_sign(at, '\'') && text.glued(at);
    if !sign(at + 1) {
        return None;
    }
    let doubled = |at: usize| {
        let one = matches!(text.sign(at), Some('"' | '″' | '”')) && text.glued(at);
        if one { Some(at + 1) } else { (sign(at) && sign(at + 1)).then_some(at + 2) }
    };
    if let Some(seconds) = sixtieths(text, at + 2) {
        let end = doubled(at + 3).unwrap_or(at + 3);
        return form(end, minutes * 60.0 + seconds, TimeUnit::Minute);
    }
    // "5's" is not a time, and neither is "a 5' board".
    let ends = !(text.is_word(at + 2) && text.glued(at + 2)) && doubled(at + 1).is_none();
    form(at + 2, minutes * 60.0, TimeUnit::Minute).filter(|_| ends && awaited(text, at))
}
