//! Time phrases: an amount or a range, with the words before and after that belong to it.

use super::amount::{Amount, AmountForm, NIGHT, Quantity, amount, quantity};
use super::tagged::Tagged;
use super::words::{TimeUnit, WordSense};
use std::ops::Range;

/// A time with the words right before and after it.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) amount: Amount,
    /// All its tokens, including words that set its ends.
    pub(super) tokens: Range<usize>,
    /// The meanings of the words before it, nearest first, each with its start.
    pub(super) before: Vec<(WordSense, usize)>,
    /// The meanings of the words after it, nearest first, each with its end.
    pub(super) after: Vec<(WordSense, usize)>,
    /// Seconds; zero for "up to".
    pub(super) min: f64,
    /// Seconds; infinite for "at least".
    pub(super) max: f64,
}

const BEFORE: &[WordSense] = &[
    WordSense::Label,
    WordSense::TotalOf,
    WordSense::Least,
    WordSense::MoreThan,
    WordSense::Most,
    WordSense::Another,
    WordSense::Every,
    WordSense::Each,
    WordSense::After,
    WordSense::Last,
    WordSense::First,
    WordSense::Next,
    WordSense::Within,
    WordSense::Rather,
    WordSense::About,
    WordSense::For,
    WordSense::At,
    WordSense::In,
    WordSense::The,
    WordSense::Those,
    WordSense::Filler,
    WordSense::Between,
    WordSense::By,
    WordSense::Often,
    WordSense::Or,
];

const AFTER: &[WordSense] = &[
    WordSense::PerWeight,
    WordSense::Interval,
    WordSense::OneSide,
    WordSense::PerSide,
    WordSense::PerItem,
    WordSense::Left,
    WordSense::Ahead,
    WordSense::Over,
    WordSense::Told,
    WordSense::OrMore,
    WordSense::OrLess,
    WordSense::OrSo,
    WordSense::Total,
    WordSense::Point,
    WordSense::Later,
    WordSense::Before,
    WordSense::More,
    WordSense::Lasting,
];

impl Phrase {
    pub(super) fn led_by(&self, sense: WordSense) -> bool {
        self.before.iter().any(|(found, _)| *found == sense)
    }

    pub(super) fn followed_by(&self, sense: WordSense) -> bool {
        self.after.iter().any(|(found, _)| *found == sense)
    }

    /// The start of the words before it.
    pub(super) fn lead(&self) -> usize {
        self.before.last().map_or(self.tokens.start, |(_, at)| *at).min(self.tokens.start)
    }
}

/// All times of a text, in text order. `taken` returns the token after something whose numbers are not times.
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
                // "30 minutes to an hour (or overnight)" has two joins.
                let mut phrase = whole(text, joined(text, joined(text, first)));
                at = phrase.amount.end.max(at + 1);
                // "a few minutes at least overnight": words that fit both times belong to the first.
                if let Some(previous) = found.last_mut() {
                    phrase.tokens.start = phrase.tokens.start.max(previous.tokens.end).min(phrase.amount.start);
                    previous.tokens.end = previous.tokens.end.min(phrase.tokens.start);
                }
                found.push(phrase);
            }
            // The second number of a range without a unit does not start a time.
            None => at = quantity(text, at).map_or(at + 1, |number| number.end.max(at + 1)),
        }
    }
    found
}

/// A number that shares the unit of the time before it: "25 minutes at 350 °F, then 10 at 300", "3 minutes on one side and 2 on the
/// other", "low for 6 hours or high for 3", "3 minutes for rare, 5 for medium", "15 minutes, turning every 5". In a later sentence
/// only where it continues the action: "Bake another 5."
fn bare(text: &Tagged, at: usize, previous: Option<&Phrase>) -> Option<Amount> {
    let previous = previous.filter(|previous| at < previous.tokens.end + FAR)?;
    let number = quantity(text, at)?;
    let mut lead = at;
    let (mut is_for, mut further, mut marked) = (false, false, false);
    while let Some((start, sense)) = text.before(lead, COUNTING) {
        lead = start;
        (is_for, further) = (is_for || sense == WordSense::For, further || sense == WordSense::Another);
        marked |= matches!(sense, WordSense::Rather | WordSense::Every | WordSense::Last | WordSense::After);
    }
    let ends = |at: usize| text.sign(at).is_none_or(|sign| matches!(sign, '.' | ',' | ';' | ')')) && !text.is_word(at);
    let waits = is_for || text.before(lead, &[WordSense::Wait]).is_some();
    let more = text.sense(number.end, WordSense::More).is_some_and(ends);
    let on = waits && (more || further && ends(number.end)) || is_for && text.is(number.end, WordSense::Before);
    if on || !text.sentence(at).contains(&previous.tokens.start) {
        return on.then(|| previous.amount.counting(number, at));
    }
    let linked = text.before(lead, &[WordSense::Then, WordSense::And, WordSense::Or]).is_some();
    let beside = lead.checked_sub(1).is_some_and(|sign| text.is_sign(sign, ',') || text.is_sign(sign, '('));
    let goes_on =
        text.any(number.end, &[WordSense::Same, WordSense::More, WordSense::OneSide, WordSense::PerSide]).is_some();
    let set_to =
        text.is(number.end, WordSense::SetTo) && quantity(text, text.skip(number.end, &[WordSense::SetTo])).is_some();
    // "3 minutes for rare, 5 for medium", "20 minutes, or 25 if frozen", "a day (2 for a thick one)".
    let told_for = text.is(number.end, WordSense::For)
        && (text.is(previous.tokens.end, WordSense::For) || previous.tokens.end + 1 == lead);
    let told = told_for || text.is(number.end, WordSense::If);
    let alone = is_for && text.first_in(previous.tokens.end..lead, &[WordSense::Or, WordSense::Then]).is_some();
    let found =
        linked && (goes_on || set_to) || (linked || beside) && told || (alone || further || marked) && ends(number.end);
    found.then(|| previous.amount.counting(number, at))
}

/// What may come before a number that shares the unit of the time before it.
const COUNTING: &[WordSense] = &[
    WordSense::Another,
    WordSense::About,
    WordSense::For,
    WordSense::Rather,
    WordSense::Every,
    WordSense::Last,
    WordSense::After,
];

/// How far from its time such a number may be, in tokens.
const FAR: usize = 40;

/// Words before the second end of a range that change nothing.
const LIGHT: &[WordSense] = &[WordSense::For, WordSense::About, WordSense::Rather, WordSense::The];

/// The range that starts with `first`: to a second amount, or to a night.
fn joined(text: &Tagged, first: Amount) -> Amount {
    if first.form == AmountForm::Few {
        return first;
    }
    // "über Nacht marinieren, mindestens aber 4 Stunden": the verb for the night is in between.
    let behind = text.sense(first.end, WordSense::Wait).filter(|end| {
        first.form == AmountForm::Night
            && text.verbs_behind
            && text.is_sign(*end, ',')
            && text.is(end + 1, WordSense::Least)
    });
    let first = Amount { end: behind.unwrap_or(first.end), ..first };
    let dot = text.is_sign(first.end, '.') && text.sentence(first.end).end > first.end + 1;
    let at = first.end + usize::from(dot);
    let both = |second: Amount, high: f64| Amount { end: second.end, high, more: first.more, ..first };
    let next = |at: usize| amount(text, text.skip(at, LIGHT)).filter(|second| second.form != AmountForm::Few);

    // "45 seconds to 1 minute", "an hour - 90 minutes".
    let dash = text.is_sign(at, '-').then_some(at + 1);
    if let Some(second) = text.sense(at, WordSense::To).or(dash).and_then(next)
        && (second.low > first.low || second.form == AmountForm::Night)
    {
        return both(second, second.high);
    }
    // "1h15/1h45".
    let stroke = text.is_sign(at, '/').then_some(at + 1).and_then(next);
    if let Some(second) = stroke
        && second.form == AmountForm::Plain
        && first.low == first.high
        && second.low > first.low
    {
        return both(second, second.high);
    }
    // "between an hour and 90 minutes".
    let between = text.sense(at, WordSense::And).filter(|_| text.before(first.start, &[WordSense::Between]).is_some());
    if let Some(second) = between.and_then(next).filter(|second| second.low > first.low) {
        return both(second, second.high);
    }
    let open = text.is_sign(at, ',') || text.is_sign(at, '(');
    let from = at + usize::from(open);
    let after_or = text.any(from, &[WordSense::Or, WordSense::And]);
    let is_or = text.is(from, WordSense::Or);
    let start = after_or.unwrap_or(from);
    let rather = text.skip(start, LIGHT);
    // "2 hours or up to 3 days", "1 hour (up to overnight)".
    let bare = |at: usize| {
        let number = quantity(text, text.skip(at, LIGHT)).filter(|number| !text.is_word(number.end))?;
        Some(first.counting(number, at))
    };
    if let Some(second) = text.sense(rather, WordSense::Most).and_then(|at| next(at).or_else(|| bare(at))) {
        let base = if first.form == AmountForm::Night { NIGHT.0 } else { first.low };
        if second.high > base {
            return Amount { low: base, ..both(second, second.high) };
        }
    }
    let min = text.skip(rather, &[WordSense::Least, WordSense::MoreThan, WordSense::For, WordSense::About]);
    let Some(second) = next(min) else { return first };
    let plain = rather == start && min == rather;
    // "overnight, but at least 4 hours".
    if first.form == AmountForm::Night && second.form == AmountForm::Plain && text.is(rather, WordSense::Least) && open
    {
        return both(second, NIGHT.1.max(second.high)).with_low(second.low);
    }
    match (first.form, second.form) {
        // "4 hours or overnight", "30 minutes, preferably overnight", "8 hours (overnight)".
        (_, AmountForm::Night) if first.form != AmountForm::Night => {
            let said_again = open && after_or.is_none() && text.is_sign(second.end, ')');
            if is_or && first.low < first.high && first.high.is_finite() {
                // "3 to 4 hours or overnight" are alternatives, with nothing in between.
                first
            } else if is_or || rather > start {
                both(second, second.high.max(first.low))
            } else if said_again {
                both(second, first.high)
            } else {
                first
            }
        }
        // "overnight, or at least 4 hours"; in "overnight (8 to 12 hours)" both are the same.
        (AmountForm::Night, AmountForm::Plain | AmountForm::Adjective) if is_or || open && after_or.is_none() => {
            if !is_or {
                return both(Amount { low: second.low, ..second }, second.high).with_low(second.low);
            }
            let high = if second.high.is_finite() { second.high.max(NIGHT.1) } else { NIGHT.1 };
            both(second, high).with_low(second.low.min(NIGHT.0))
        }
        // "30 minutes or 1 hour", if the second has no condition.
        (AmountForm::Plain, AmountForm::Plain) if is_or && !open && plain => {
            let condition = text.any(second.end, &[WordSense::If, WordSense::For, WordSense::In]).is_some();
            let near = second.low > first.low && second.low <= 4.0 * first.low;
            if near && !condition { both(second, second.high) } else { first }
        }
        // "1 hour (60 minutes)".
        (AmountForm::Plain, AmountForm::Plain)
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

    /// A number without a unit, in the unit of this amount.
    fn counting(&self, number: Quantity, start: usize) -> Amount {
        let unit = self.unit.seconds();
        let (low, high) = (number.low * unit, number.high * unit);
        Amount { start, end: number.end, low, high, form: AmountForm::Plain, more: false, ..*self }
    }
}

/// An amount with the words before and after it.
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
            WordSense::Least
                | WordSense::MoreThan
                | WordSense::Most
                | WordSense::Another
                | WordSense::Every
                | WordSense::Each
                | WordSense::After
                | WordSense::Last
                | WordSense::Between
        )
    });
    phrase.tokens.start = value_before.map(|(_, at)| *at).min().unwrap_or(amount.start);
    let value_after = phrase.after.iter().filter(|(sense, _)| {
        !matches!(
            sense,
            WordSense::OrSo
                | WordSense::Before
                | WordSense::Lasting
                | WordSense::Told
                | WordSense::Total
                | WordSense::Over
        )
    });
    phrase.tokens.end = value_after.map(|(_, end)| *end).max().unwrap_or(amount.end);
    let is_night = amount.form == AmountForm::Night;
    let least = phrase.led_by(WordSense::Least) || phrase.led_by(WordSense::MoreThan);
    if phrase.followed_by(WordSense::OrMore) || least && (single || is_night) {
        phrase.max = f64::INFINITY;
    } else if (phrase.led_by(WordSense::Most) || phrase.followed_by(WordSense::OrLess) && single) && !is_night {
        phrase.min = 0.0;
    }
    phrase
}

fn lead(text: &Tagged, start: usize) -> Vec<(WordSense, usize)> {
    let mut found = Vec::new();
    let mut at = start;
    while let Some((from, sense)) = text.before(at, BEFORE).or_else(|| {
        // "Total time: 30 minutes".
        let colon = at.checked_sub(1).filter(|colon| text.is_sign(*colon, ':'))?;
        text.before(colon, &[WordSense::Label, WordSense::Heading])
    }) {
        if from >= at || found.len() > 6 {
            break;
        }
        found.push((sense, from));
        at = from;
    }
    found
}

fn tail(text: &Tagged, end: usize) -> Vec<(WordSense, usize)> {
    let mut found = Vec::new();
    let mut at = end;
    while found.len() < 6 {
        let dash = text.is_sign(at, '-') && text.glued(at);
        let dot = text.is_sign(at, '.') && text.sentence(at).end > at + 1;
        let light = at + usize::from(dash || dot || text.is_sign(at, '('));
        let next = AFTER.iter().filter_map(|sense| Some((*sense, text.sense(light, *sense)?)));
        // The longest phrase wins; of equally long ones, the first above.
        match next.reduce(|best, next| if next.1 > best.1 { next } else { best }) {
            Some((sense, to)) => {
                found.push((sense, to));
                at = to;
            }
            None => {
                // "5 minutes, per side".
                let comma = Some(at + 1).filter(|_| text.is_sign(at, ','));
                let sides = [
                    WordSense::OneSide,
                    WordSense::PerSide,
                    WordSense::PerItem,
                    WordSense::PerWeight,
                    WordSense::Total,
                    WordSense::OrLess,
                ];
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
        found.push((WordSense::OrMore, end + 1));
    }
    found
}

/// Whether a unit is typical for storing food rather than for cooking it.
pub(super) fn is_long(unit: TimeUnit) -> bool {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => false,
        TimeUnit::Day | TimeUnit::Week | TimeUnit::Month | TimeUnit::Year => true,
    }
}
