//! One amount of time: numbers with units, compounds ("1 hour 30 minutes"), and ranges that share a unit.

use super::clock_form::{ClockForm, clock_form};
use super::number::{Number, number};
use super::tagged::Tagged;
use super::token::TokenKind;
use super::words::{Says, TimeUnit, WordSense};

/// How long "overnight" is, in seconds: the shortest and the longest.
pub(super) const NIGHT: (f64, f64) = (28_800.0, 43_200.0);

/// No recipe waits longer (about a thousand years); the limit keeps sums of times from overflowing.
const LONGEST: f64 = 3.2e10;

/// How an amount is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AmountForm {
    /// With a number and a unit.
    Plain,
    /// As an adjective: "30-minute", "10 minute".
    Adjective,
    /// "overnight".
    Night,
    /// "a few minutes": without a value.
    Few,
}

/// An amount of time in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub(super) start: usize,
    /// The token after it.
    pub(super) end: usize,
    /// Seconds.
    pub(super) low: f64,
    /// Seconds; infinite if open-ended ("4+ hours").
    pub(super) high: f64,
    /// The unit; the first of several.
    pub(super) unit: TimeUnit,
    pub(super) form: AmountForm,
    /// Whether it is an addition in itself ("15 more minutes").
    pub(super) more: bool,
}

impl Amount {
    fn single(&self) -> bool {
        self.low == self.high
    }
}

/// A number, or the two numbers of a range.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) end: usize,
    part: bool,
    words: bool,
}

/// The quantity that starts at a token.
pub(super) fn quantity(text: &Tagged, at: usize) -> Option<Quantity> {
    let Number { value, mut end, part, words } = number(text, at)?;
    let alone = Quantity { low: value, high: value, end, part, words };
    if text.is_sign(end, '+') || text.is(end, WordSense::OrMore) {
        end = text.sense(end, WordSense::OrMore).unwrap_or(end + 1);
        return Some(Quantity { high: f64::INFINITY, end, ..alone });
    }
    let between = text.before(at, &[WordSense::Between]).is_some();
    // "2, 3 or 4 hours": the middle number adds nothing.
    let listed = || {
        let comma = text.is_sign(end, ',') && !part;
        let middle = number(text, comma.then_some(end + 1)?).filter(|middle| middle.value > value)?;
        between_ends(text, middle.end, false)
    };
    let Some(from) = between_ends(text, end, between).or_else(listed) else { return Some(alone) };
    match number(text, from) {
        Some(upper) if upper.value > value && upper.value.is_finite() => {
            let plus = text.is_sign(upper.end, '+');
            let high = if plus { f64::INFINITY } else { upper.value };
            Some(Quantity { high, end: upper.end + usize::from(plus), part: upper.part, ..alone })
        }
        Some(_) | None => Some(alone),
    }
}

/// The token after what separates the two numbers of a range: a dash, "to", "or", a slash, "and up to".
fn between_ends(text: &Tagged, at: usize, between: bool) -> Option<usize> {
    let dashes = (at..).take(3).take_while(|at| matches!(text.sign(*at), Some('-' | '~'))).count();
    if dashes > 0 {
        let to = text.sense(at + dashes, WordSense::To).unwrap_or(at + dashes);
        return Some(to);
    }
    let joint = text.sense(at, WordSense::And).filter(|_| between);
    let joint = joint.or_else(|| text.sense(at, WordSense::To)).or_else(|| text.sense(at, WordSense::Or));
    let joint = joint.or_else(|| text.is_sign(at, '/').then_some(at + 1));
    let comma = at + usize::from(text.is_sign(at, ','));
    let max = text.any(comma, &[WordSense::And, WordSense::Or]).unwrap_or(comma);
    text.sense(max, WordSense::Most).or(joint).map(|end| text.skip(end, &[WordSense::About, WordSense::Rather]))
}

/// The amount that starts at a token, including compounds.
pub(super) fn amount(text: &Tagged, at: usize) -> Option<Amount> {
    let first = night(text, at).or_else(|| few(text, at)).or_else(|| simple(text, at))?;
    match first.form {
        AmountForm::Night | AmountForm::Few => Some(first),
        AmountForm::Plain | AmountForm::Adjective => Some(compound(text, first)),
    }
    .filter(|amount| {
        amount.low > 0.0 && amount.low < LONGEST && (amount.high < LONGEST || amount.high == f64::INFINITY)
    })
}

fn night(text: &Tagged, at: usize) -> Option<Amount> {
    let end = text.sense(at, WordSense::Overnight).filter(|_| !text.is(at, WordSense::NotOvernight))?;
    let (low, high) = NIGHT;
    Some(Amount { start: at, end, low, high, unit: TimeUnit::Hour, form: AmountForm::Night, more: false })
}

fn few(text: &Tagged, at: usize) -> Option<Amount> {
    let end = text.sense(at, WordSense::Few)?;
    let (end, unit, _) = text.unit(text.skip(end, &[WordSense::More, WordSense::Filler, WordSense::Of]))?;
    let low = unit.seconds();
    Some(Amount { start: at, end, low, high: low, unit, form: AmountForm::Few, more: false })
}

/// A quantity and its unit.
fn simple(text: &Tagged, at: usize) -> Option<Amount> {
    if let Some(ClockForm { end, seconds, unit }) = clock_form(text, at) {
        let form = AmountForm::Plain;
        return Some(Amount { start: at, end, low: seconds, high: seconds, unit, form, more: false });
    }
    if let Some(amount) = one_word(text, at) {
        return Some(amount);
    }
    let one = Quantity { low: 1.0, high: 1.0, end: at, part: false, words: true };
    let quantity = match (quantity(text, at), text.sense(at, WordSense::One)) {
        (Some(found), _) => found,
        // "a half hour", "a 30-minute rest": here the article is not a number.
        (None, Some(end)) => quantity(text, end).filter(|found| found.part).unwrap_or(Quantity { end, ..one }),
        // "every hour", "the first minute": one, without a number.
        (None, None) => {
            text.before(at, &[WordSense::Another, WordSense::Every, WordSense::Each, WordSense::First]).map(|_| one)?
        }
    };
    let mut end = quantity.end;
    let (mut more, mut dashed) = (false, false);
    for _ in 0..6 {
        if text.is_sign(end, '-') && text.glued(end) {
            (end, dashed) = (end + 1, true);
        } else if let Some(after) = text.sense(end, WordSense::More) {
            (end, more) = (after, true);
        } else if let Some(after) = text.sense(end, WordSense::Filler) {
            end = after;
        } else {
            break;
        }
    }
    if quantity.part {
        end = text.skip(end, &[WordSense::Of, WordSense::One]);
    }
    let (end, unit, singular) = text.unit(end).or_else(|| brief(text, end, quantity.low))?;
    // "a second time": in many languages the word for the unit is also an ordinal.
    let goes_on = text.any(
        end,
        &[
            WordSense::Function,
            WordSense::Or,
            WordSense::And,
            WordSense::More,
            WordSense::OneSide,
            WordSense::PerSide,
            WordSense::PerItem,
        ],
    );
    if unit == TimeUnit::Second && quantity.words && quantity.end == at + 1 && text.is_word(end) && goes_on.is_none() {
        return None;
    }
    let adjective = dashed && !quantity.part || singular && quantity.low > 1.0;
    let form = if adjective { AmountForm::Adjective } else { AmountForm::Plain };
    let (low, high) = (quantity.low * unit.seconds(), quantity.high * unit.seconds());
    let found = Amount { start: at, end, low, high, unit, form, more };
    Some(or_two(text, with_part(text, found), &quantity))
}

/// "a Viertelstunde": a word that is an amount in itself, perhaps with a number.
fn one_word(text: &Tagged, at: usize) -> Option<Amount> {
    let counted = number(text, at).filter(|count| !count.part);
    let (count, from) = match (counted, text.sense(at, WordSense::One)) {
        (Some(count), _) => (count.value, count.end),
        (None, Some(end)) => (1.0, end),
        (None, None) => (1.0, at),
    };
    let pick = |says| if let Says::Amount(length, unit) = says { Some((length, unit)) } else { None };
    let (end, (length, unit)) = text.longest(from, pick)?;
    let low = count * length * unit.seconds();
    let found = Amount { start: at, end, low, high: low, unit, form: AmountForm::Plain, more: false };
    Some(with_part(text, found))
}

/// A single letter that is a unit only in context: "30m" or "30 s" after "for", but not "5,000 m".
fn brief(text: &Tagged, at: usize, value: f64) -> Option<(usize, TimeUnit, bool)> {
    let (end, unit) = text.longest(at, |says| if let Says::Brief(unit) = says { Some(unit) } else { None })?;
    let number = at.checked_sub(1)?;
    let led = text.before(
        number,
        &[
            WordSense::For,
            WordSense::About,
            WordSense::Least,
            WordSense::MoreThan,
            WordSense::Most,
            WordSense::Every,
            WordSense::Another,
        ],
    );
    // "for 30 s", but not "for 30 m of string".
    let apart = matches!(led, Some((_, WordSense::For)))
        && unit == TimeUnit::Second
        && (!text.is_word(end) || text.is(end, WordSense::Function));
    ((text.glued(at) || apart) && value < 1_000.0 && led.is_some()).then_some((end, unit, false))
}

/// "and a half" after the unit.
fn with_part(text: &Tagged, amount: Amount) -> Amount {
    let part = || {
        let after = text.sense(amount.end, WordSense::And).filter(|_| amount.single())?;
        let found = number(text, text.sense(after, WordSense::One).unwrap_or(after)).filter(|found| found.part)?;
        // In "an hour and half a minute" the second part has its own unit.
        let ahead = text.skip(found.end, &[WordSense::Of, WordSense::One]);
        text.unit(ahead).is_none().then_some(found)
    };
    match part() {
        Some(Number { value, end, .. }) => {
            let low = amount.low + value * amount.unit.seconds();
            Amount { low, high: low, end, ..amount }
        }
        None => amount,
    }
}

/// "a minute or two".
fn or_two(text: &Tagged, amount: Amount, quantity: &Quantity) -> Amount {
    let upper = || {
        let after = text
            .sense(amount.end, WordSense::Or)
            .filter(|_| quantity.low == 1.0 && quantity.words && amount.single())?;
        let upper = number(text, after).filter(|upper| (2.0..=5.0).contains(&upper.value))?;
        (text.unit(upper.end).is_none() && !text.is(upper.end, WordSense::Degree)).then_some(upper)
    };
    match upper() {
        Some(Number { value, end, .. }) => Amount { high: value * amount.unit.seconds(), end, ..amount },
        None => amount,
    }
}

/// Adds smaller units: "1 hour and 30 minutes", "1h30", "1 hour 20 to 30 minutes".
fn compound(text: &Tagged, amount: Amount) -> Amount {
    if !amount.single() {
        return amount;
    }
    if let Some((minutes, end)) = bare_minutes(text, &amount) {
        let low = amount.low + minutes;
        // A later number without a unit means minutes: "1 hour 20, turning after 40".
        return Amount { low, high: low, end, unit: TimeUnit::Minute, ..amount };
    }
    let point = amount.end + usize::from(text.is_sign(amount.end, '.') && text.glued(amount.end));
    let comma = point + usize::from(text.is_sign(point, ','));
    let dash = usize::from(text.is_sign(comma, '-') && text.glued(comma));
    let from = text.sense(comma, WordSense::And).unwrap_or(comma + dash);
    let smaller = simple(text, from).or_else(|| {
        let quantity = quantity(text, from)?;
        let (end, unit) =
            text.longest(quantity.end, |says| if let Says::Brief(unit) = says { Some(unit) } else { None })?;
        let (low, high) = (quantity.low * unit.seconds(), quantity.high * unit.seconds());
        Some(Amount { start: from, end, low, high, unit, form: AmountForm::Plain, more: false })
    });
    match smaller {
        Some(rest)
            if rest.unit < amount.unit
                && rest.high < amount.unit.seconds()
                && !rest.more
                && !text.is(from, WordSense::One) =>
        {
            // "1 hour, 30 minutes" is one time, unless the words around the second belong to it alone.
            let (low, high) = (amount.low + rest.low, amount.low + rest.high);
            compound(text, Amount { low, high, end: rest.end, ..amount })
        }
        Some(_) | None => amount,
    }
}

/// The minutes of "1h30", "1 h 30" and "1 hr 30", written without a unit.
fn bare_minutes(text: &Tagged, amount: &Amount) -> Option<(f64, usize)> {
    let (at, end) = (amount.end, amount.end + 1);
    let letter = text.cut.word(at.checked_sub(1)?).chars().count() == 1;
    let TokenKind::Number(value, true) = text.cut.tokens.get(at)?.kind else { return None };
    let two_digits = text.cut.word(at).len() == 2 && value < 60.0;
    let joined = text.glued(at) || letter;
    let named = text.unit(end).is_some() || text.tags(end).iter().any(|tag| matches!(tag.says, Says::Brief(_)));
    // In "1 hour 15 to 20 minutes" the range is of minutes; in "1 hr 15 to 1 hr 20" it is not.
    let upper = text.is_sign(end, '-').then_some(end + 1).or_else(|| text.sense(end, WordSense::To));
    let closed = match (upper, text.sign(end)) {
        (Some(upper), _) => {
            let hours = simple(text, upper).is_some_and(|upper| upper.unit == TimeUnit::Hour);
            hours || number(text, upper).is_none() && text.is_word(end)
        }
        (None, Some(sign)) => matches!(sign, '.' | ',' | ';' | '(' | ')'),
        (None, None) => !text.is_word(end) || text.any(end, &[WordSense::Function, WordSense::Or]).is_some(),
    };
    (amount.unit == TimeUnit::Hour && two_digits && (joined || closed) && !named).then_some((value * 60.0, end))
}
