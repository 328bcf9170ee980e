//! Whole phrases of time: an amount or a range of amounts, with the words at its sides that belong to it.

use super::amount::{Amount, Form, NIGHT, Quantity, amount, quantity};
use super::tag::Tagged;
use super::words::{Sense, Unit};
use std::ops::Range;

/// A time with what stands right before and behind it.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) amount: Amount,
    /// All its tokens, with the words that give it its ends.
    pub(super) tokens: Range<usize>,
    /// What stands before it, the nearest first, and where that begins.
    pub(super) before: Vec<(Sense, usize)>,
    /// What stands behind it, the nearest first, and where that ends.
    pub(super) after: Vec<(Sense, usize)>,
    /// Seconds; zero for "up to".
    pub(super) min: f64,
    /// Seconds; infinite for "at least".
    pub(super) max: f64,
}

const BEFORE: &[Sense] = &[
    Sense::Label,
    Sense::TotalOf,
    Sense::Least,
    Sense::Most,
    Sense::Another,
    Sense::Every,
    Sense::Each,
    Sense::After,
    Sense::Last,
    Sense::First,
    Sense::Next,
    Sense::Within,
    Sense::Rather,
    Sense::About,
    Sense::For,
    Sense::At,
    Sense::In,
    Sense::The,
    Sense::Those,
    Sense::Filler,
    Sense::Between,
    Sense::By,
    Sense::Often,
    Sense::Or,
];

const AFTER: &[Sense] = &[
    Sense::PerWeight,
    Sense::Interval,
    Sense::PerSide,
    Sense::PerItem,
    Sense::Left,
    Sense::Ahead,
    Sense::Over,
    Sense::Told,
    Sense::OrMore,
    Sense::OrLess,
    Sense::OrSo,
    Sense::Total,
    Sense::Point,
    Sense::Later,
    Sense::Before,
    Sense::More,
    Sense::Lasting,
];

impl Phrase {
    pub(super) fn led_by(&self, sense: Sense) -> bool {
        self.before.iter().any(|(found, _)| *found == sense)
    }

    pub(super) fn followed_by(&self, sense: Sense) -> bool {
        self.after.iter().any(|(found, _)| *found == sense)
    }

    /// Where the words before it begin.
    pub(super) fn lead(&self) -> usize {
        self.before.last().map_or(self.tokens.start, |(_, at)| *at).min(self.tokens.start)
    }
}

/// All times of a text, from left to right. `taken` tells the token behind what is no time although numbers are in it.
pub(super) fn phrases(text: &Tagged, taken: impl Fn(usize) -> Option<usize>) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(end) = taken(at) {
            at = end.max(at + 1);
            continue;
        }
        let previous = found.last();
        match amount(text, at).or_else(|| bare(text, at, previous)) {
            Some(first) => {
                // "30 minutes to an hour (or overnight)" joins twice.
                let mut phrase = whole(text, joined(text, joined(text, first)));
                at = phrase.amount.end.max(at + 1);
                // "a few minutes at least overnight": what could belong to both belongs to the first.
                if let Some(previous) = found.last_mut() {
                    phrase.tokens.start = phrase.tokens.start.max(previous.tokens.end).min(phrase.amount.start);
                    previous.tokens.end = previous.tokens.end.min(phrase.tokens.start);
                }
                found.push(phrase);
            }
            // The second number of a range without a unit begins no time of its own.
            None => at = quantity(text, at).map_or(at + 1, |number| number.end.max(at + 1)),
        }
    }
    found
}

/// A number that counts as the time before it: "25 minutes at 350 °F, then 10 at 300", "3 minutes on one side and 2 on the other", "low for
/// 6 hours or high for 3", "3 minutes for rare, 5 for medium", "15 minutes, turning
/// every 5"; behind a full stop only where it is told to go on: "Bake another 5."
fn bare(text: &Tagged, at: usize, previous: Option<&Phrase>) -> Option<Amount> {
    let previous = previous.filter(|previous| at < previous.tokens.end + FAR)?;
    let number = quantity(text, at)?;
    let mut lead = at;
    let (mut is_for, mut further, mut marked) = (false, false, false);
    while let Some((start, sense)) = text.before(lead, COUNTING) {
        lead = start;
        (is_for, further) = (is_for || sense == Sense::For, further || sense == Sense::Another);
        marked |= matches!(sense, Sense::Rather | Sense::Every | Sense::Last | Sense::After);
    }
    let ends = |at: usize| text.sign(at).is_none_or(|sign| matches!(sign, '.' | ',' | ';' | ')')) && !text.is_word(at);
    let waits = is_for || text.before(lead, &[Sense::Wait]).is_some();
    let more = text.sense(number.end, Sense::More).is_some_and(ends);
    let on = waits && (more || further && ends(number.end)) || is_for && text.is(number.end, Sense::Before);
    if on || !text.sentence(at).contains(&previous.tokens.start) {
        return on.then(|| previous.amount.counting(number, at));
    }
    let linked = text.before(lead, &[Sense::Then, Sense::And, Sense::Or]).is_some();
    let beside = lead.checked_sub(1).is_some_and(|sign| text.is_sign(sign, ',') || text.is_sign(sign, '('));
    let goes_on = text.any(number.end, &[Sense::Same, Sense::More, Sense::PerSide]).is_some();
    let set_to = text.is(number.end, Sense::SetTo) && quantity(text, text.skip(number.end, &[Sense::SetTo])).is_some();
    // "3 minutes for rare, 5 for medium", "20 minutes, or 25 if frozen", "a day (2 for a thick one)".
    let told_for = text.is(number.end, Sense::For)
        && (text.is(previous.tokens.end, Sense::For) || previous.tokens.end + 1 == lead);
    let told = told_for || text.is(number.end, Sense::If);
    let alone = is_for && text.first_in(previous.tokens.end..lead, &[Sense::Or, Sense::Then]).is_some();
    let found =
        linked && (goes_on || set_to) || (linked || beside) && told || (alone || further || marked) && ends(number.end);
    found.then(|| previous.amount.counting(number, at))
}

/// What may stand before a number that counts as the time before it.
const COUNTING: &[Sense] =
    &[Sense::Another, Sense::About, Sense::For, Sense::Rather, Sense::Every, Sense::Last, Sense::After];

/// How far from its time a number may stand that counts as it does, in tokens.
const FAR: usize = 40;

/// Words that may stand before the second end of a range and change nothing.
const LIGHT: &[Sense] = &[Sense::For, Sense::About, Sense::Rather, Sense::The];

/// The range of two whole amounts, or of an amount and a night, where one begins with `first`.
fn joined(text: &Tagged, first: Amount) -> Amount {
    if first.form == Form::Few {
        return first;
    }
    let dot = text.is_sign(first.end, '.') && text.sentence(first.end).end > first.end + 1;
    let at = first.end + usize::from(dot);
    let both = |second: Amount, high: f64| Amount { end: second.end, high, more: first.more, ..first };
    let next = |at: usize| amount(text, text.skip(at, LIGHT)).filter(|second| second.form != Form::Few);

    // "45 seconds to 1 minute", "an hour - 90 minutes".
    let dash = text.is_sign(at, '-').then_some(at + 1);
    if let Some(second) = text.sense(at, Sense::To).or(dash).and_then(next)
        && (second.low > first.low || second.form == Form::Night)
    {
        return both(second, second.high);
    }
    // "between an hour and 90 minutes".
    let between = text.sense(at, Sense::And).filter(|_| text.before(first.start, &[Sense::Between]).is_some());
    if let Some(second) = between.and_then(next).filter(|second| second.low > first.low) {
        return both(second, second.high);
    }
    let open = text.is_sign(at, ',') || text.is_sign(at, '(');
    let from = at + usize::from(open);
    let after_or = text.any(from, &[Sense::Or, Sense::And]);
    let is_or = text.is(from, Sense::Or);
    let start = after_or.unwrap_or(from);
    let rather = text.skip(start, LIGHT);
    // "2 hours or up to 3 days", "1 hour (up to overnight)".
    let bare = |at: usize| {
        let number = quantity(text, text.skip(at, LIGHT)).filter(|number| !text.is_word(number.end))?;
        Some(first.counting(number, at))
    };
    if let Some(second) = text.sense(rather, Sense::Most).and_then(|at| next(at).or_else(|| bare(at))) {
        let base = if first.form == Form::Night { NIGHT.0 } else { first.low };
        if second.high > base {
            return Amount { low: base, ..both(second, second.high) };
        }
    }
    let min = text.skip(rather, &[Sense::Least, Sense::For, Sense::About]);
    let Some(second) = next(min) else { return first };
    let plain = rather == start && min == rather;
    match (first.form, second.form) {
        // "4 hours or overnight", "30 minutes, preferably overnight", "8 hours (overnight)".
        (_, Form::Night) if first.form != Form::Night => {
            let said_again = open && after_or.is_none() && text.is_sign(second.end, ')');
            if is_or || rather > start {
                both(second, second.high.max(first.low))
            } else if said_again {
                both(second, first.high)
            } else {
                first
            }
        }
        // "overnight, or at least 4 hours"; "overnight (8 to 12 hours)" says the same twice.
        (Form::Night, Form::Plain | Form::Adjective) if is_or || open && after_or.is_none() => {
            if !is_or {
                return both(Amount { low: second.low, ..second }, second.high).with_low(second.low);
            }
            let high = if second.high.is_finite() { second.high.max(NIGHT.1) } else { NIGHT.1 };
            both(second, high).with_low(second.low.min(NIGHT.0))
        }
        // "30 minutes or 1 hour", with no condition on the second.
        (Form::Plain, Form::Plain) if is_or && !open && plain => {
            let condition = text.any(second.end, &[Sense::If, Sense::For, Sense::In]).is_some();
            let near = second.low > first.low && second.low <= 4.0 * first.low;
            if near && !condition { both(second, second.high) } else { first }
        }
        // "1 hour (60 minutes)".
        (Form::Plain, Form::Plain)
            if open && after_or.is_none() && (first.low, first.high) == (second.low, second.high) =>
        {
            both(second, first.high)
        }
        _ => first,
    }
}

impl Amount {
    fn with_low(self, low: f64) -> Amount {
        Amount { low, ..self }
    }

    /// A number without a unit, counted as this is.
    fn counting(&self, number: Quantity, start: usize) -> Amount {
        let unit = self.unit.seconds();
        let (low, high) = (number.low * unit, number.high * unit);
        Amount { start, end: number.end, low, high, form: Form::Plain, more: false, ..*self }
    }
}

/// An amount with what stands at its sides.
fn whole(text: &Tagged, amount: Amount) -> Phrase {
    let mut phrase = Phrase {
        tokens: amount.start..amount.end,
        before: lead(text, amount.start),
        after: tail(text, amount.end),
        min: amount.low,
        max: amount.high,
        amount,
    };
    let single = amount.low == amount.high;
    let value_before = phrase.before.iter().filter(|(sense, _)| {
        matches!(
            sense,
            Sense::Least
                | Sense::Most
                | Sense::Another
                | Sense::Every
                | Sense::Each
                | Sense::After
                | Sense::Last
                | Sense::Between
        )
    });
    phrase.tokens.start = value_before.map(|(_, at)| *at).min().unwrap_or(amount.start);
    let value_after = phrase.after.iter().filter(|(sense, _)| {
        !matches!(sense, Sense::OrSo | Sense::Before | Sense::Lasting | Sense::Told | Sense::Total | Sense::Over)
    });
    phrase.tokens.end = value_after.map(|(_, end)| *end).max().unwrap_or(amount.end);
    let is_night = amount.form == Form::Night;
    if phrase.followed_by(Sense::OrMore) || phrase.led_by(Sense::Least) && (single || is_night) {
        phrase.max = f64::INFINITY;
    } else if (phrase.led_by(Sense::Most) || phrase.followed_by(Sense::OrLess)) && !is_night {
        phrase.min = 0.0;
    }
    phrase
}

fn lead(text: &Tagged, start: usize) -> Vec<(Sense, usize)> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some((from, sense)) = text.before(at, BEFORE).or_else(|| {
        // "Total time: 30 minutes".
        let colon = at.checked_sub(1).filter(|colon| text.is_sign(*colon, ':'))?;
        text.before(colon, &[Sense::Label, Sense::Heading])
    }) {
        if from >= at || found.len() > 6 {
            break;
        }
        found.push((sense, from));
        at = from;
    }
    found
}

fn tail(text: &Tagged, end: usize) -> Vec<(Sense, usize)> {
    let mut found = Vec::new();
    let mut at = end;
    while found.len() < 6 {
        let dash = text.is_sign(at, '-') && text.glued(at);
        let dot = text.is_sign(at, '.') && text.sentence(at).end > at + 1;
        let light = at + usize::from(dash || dot || text.is_sign(at, '('));
        let next = AFTER.iter().filter_map(|sense| Some((*sense, text.sense(light, *sense)?)));
        // The longest phrase is meant; of two as long, the one named first above.
        match next.reduce(|best, next| if next.1 > best.1 { next } else { best }) {
            Some((sense, to)) => {
                found.push((sense, to));
                at = to;
            }
            None => {
                // "5 minutes, per side".
                let comma = Some(at + 1).filter(|_| text.is_sign(at, ','));
                let sides = [Sense::PerSide, Sense::PerItem, Sense::PerWeight, Sense::Total, Sense::OrLess];
                let Some((sense, to)) =
                    comma.and_then(|from| sides.iter().find_map(|sense| Some((*sense, text.sense(from, *sense)?))))
                else {
                    break;
                };
                found.push((sense, to));
                at = to;
            }
        }
    }
    // "2 hours+", but not "20 minutes + 20 minutes".
    if text.is_sign(end, '+') && quantity(text, end + 1).is_none() {
        found.push((Sense::OrMore, end + 1));
    }
    found
}

/// Whether a unit is one in which things are kept rather than cooked.
pub(super) fn is_long(unit: Unit) -> bool {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => false,
        Unit::Day | Unit::Week | Unit::Month | Unit::Year => true,
    }
}
