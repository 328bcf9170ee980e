//! Temperatures: values on scales, and what has the temperature.
//!
//! "350 °F (180 °C, 160 °C fan, gas 4)" is one temperature with four values. A number without a scale counts as degrees only where
//! an oven or similar is set to it, and gets the scale that a cook would assume.

mod heat_of;

use super::amount::amount;
use super::number::number;
use super::tagged::Tagged;
use super::token::TokenKind;
use super::words::{Times, WordSense};
use crate::import::finding::{Degrees, Heat, HeatOf, Scale};
use heat_of::{guess, of};
use std::ops::Range;

/// What earlier steps of the recipe said about heat.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct HeatContext {
    /// What was set last: the oven or another appliance.
    set: Option<HeatOf>,
    /// The scale that the recipe as a whole suggests.
    pub(super) usual: Option<Scale>,
}

/// A value before its scale is known.
#[derive(Clone, Copy, Debug)]
struct Reading {
    end: usize,
    value: f64,
    max: Option<f64>,
    scale: Option<Scale>,
    fan: bool,
    /// Whether it is a dial number, which may have the degrees beside it.
    knob: bool,
}

/// All temperatures of a text, with their tokens, in text order.
pub(super) fn heats(text: &Tagged, words: &Times, earlier: &mut HeatContext) -> Vec<(Range<usize>, Heat)> {
    let mut found: Vec<(Range<usize>, Heat)> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let previous = found.last().map(|(tokens, _)| tokens.end);
        let Some(first) = reading(text, at).or_else(|| bare(text, at, previous)) else {
            at = number(text, at).map_or(at + 1, |number| number.end);
            continue;
        };
        let (readings, end) = chain(text, at, first);
        let tokens = at..end;
        at = end;
        if is_angle(text, &tokens, &readings) {
            continue;
        }
        let of = of(text, &tokens, &readings, earlier, words);
        if matches!(of, HeatOf::Oven | HeatOf::Machine) {
            earlier.set = Some(of);
        }
        found.push((tokens.clone(), heat(text, words, &tokens, &readings, of, earlier.usual)));
    }
    found
}

fn heat(
    text: &Tagged,
    words: &Times,
    tokens: &Range<usize>,
    readings: &[Reading],
    of: HeatOf,
    usual: Option<Scale>,
) -> Heat {
    let told = readings.iter().find_map(|reading| reading.scale);
    let given = readings.iter().map(|reading| Degrees {
        value: reading.value as f32,
        max: reading.max.map(|max| max as f32),
        scale: reading
            .scale
            .unwrap_or_else(|| guess(reading.max.unwrap_or(reading.value), of, told.ok_or(usual), words)),
        fan: reading.fan,
    });
    let given: Vec<Degrees> = given.collect();
    let sentence = text.sentence(tokens.start).start..tokens.start;
    let (heating, rest) = ([WordSense::Preheat, WordSense::Wait], text.clause_rest(tokens.end));
    let verb = if text.verbs_behind { text.first_in(rest, &heating) } else { None };
    let heated =
        verb.or_else(|| text.last_in(sentence, &heating)).is_some_and(|(_, sense)| sense == WordSense::Preheat);
    Heat {
        of,
        fan: given.iter().all(|degrees| degrees.fan),
        given,
        unit_inferred: readings.iter().any(|reading| reading.scale.is_none()),
        preheat: heated && matches!(of, HeatOf::Oven | HeatOf::Machine),
    }
}

/// A value that is clearly a temperature: with a degree sign, a scale, or a gas mark.
fn reading(text: &Tagged, at: usize) -> Option<Reading> {
    let fan_before = text.before(at, &[WordSense::Fan]).is_some();
    if let Some(mark) = knob(text, at) {
        return Some(Reading { fan: fan_before, ..mark });
    }
    let first = number(text, at)?;
    let degree = degree(text, first.end);
    if let Some((end, scale)) = scale(text, degree.unwrap_or(first.end), first.value, degree.is_some()) {
        // "350 °F to 375 °F" is a range on one scale.
        let max = joint(text, end).and_then(|from| {
            let upper = number(text, from).filter(|upper| upper.value > first.value)?;
            let after = self::degree(text, upper.end);
            let (end, other) = self::scale(text, after.unwrap_or(upper.end), upper.value, after.is_some())?;
            (other == scale).then_some((upper.value, end))
        });
        let (end, max) = max.map_or((end, None), |(max, end)| (end, Some(max)));
        return Some(Reading { end, value: first.value, max, scale: Some(scale), fan: fan_before, knob: false });
    }
    let upper = joint(text, degree.unwrap_or(first.end)).and_then(|from| {
        let upper = number(text, from).filter(|upper| upper.value > first.value)?;
        let after = self::degree(text, upper.end);
        let scale = self::scale(text, after.unwrap_or(upper.end), upper.value, after.is_some());
        let end = scale.map(|(end, _)| end).or(after)?;
        Some(Reading {
            end,
            value: first.value,
            max: Some(upper.value),
            scale: scale.map(|(_, scale)| scale),
            fan: fan_before,
            knob: false,
        })
    });
    let alone =
        degree.map(|end| Reading { end, value: first.value, max: None, scale: None, fan: fan_before, knob: false });
    upper.or(alone).filter(|reading| reading.value >= 1.0 && reading.value < 1_000.0)
}

/// The token after a degree sign or word.
fn degree(text: &Tagged, at: usize) -> Option<usize> {
    if text.is_sign(at, '°') {
        return Some(at + 1);
    }
    let dash = usize::from(text.is_sign(at, '-') && text.glued(at));
    let end = text.sense(at + dash, WordSense::Degree)?;
    Some(
        end + usize::from(
            text.is_sign(end, '.') && text.any(end + 1, &[WordSense::Fahrenheit, WordSense::Celsius]).is_some(),
        ),
    )
}

/// The token after what separates the ends of a range.
fn joint(text: &Tagged, at: usize) -> Option<usize> {
    let dash = text.is_sign(at, '-').then_some(at + 1);
    let and =
        text.sense(at, WordSense::And).filter(|_| text.before(at.saturating_sub(1), &[WordSense::Between]).is_some());
    dash.or(and).or_else(|| text.sense(at, WordSense::To))
}

/// The scale at a token. A letter that does not touch the number must be a capital: "4 c flour" is not a temperature.
fn scale(text: &Tagged, at: usize, value: f64, degree: bool) -> Option<(usize, Scale)> {
    let scales = [(WordSense::Fahrenheit, Scale::Fahrenheit), (WordSense::Celsius, Scale::Celsius)];
    let (end, scale) = scales.into_iter().find_map(|(sense, scale)| Some((text.sense(at, sense)?, scale)))?;
    let letter = text.cut.word(at).chars().count() == 1;
    let capital = text.cut.tokens.get(at).is_some_and(|token| token.capital);
    let sure = degree || !letter || value >= 30.0 && (capital || text.glued(at));
    (sure && !(text.glued(end) && text.is_word(end)) && value < 1_000.0).then_some((end, scale))
}

/// A dial number: "gas mark 4", "thermostat 6".
fn knob(text: &Tagged, at: usize) -> Option<Reading> {
    let gas = text.sense(at, WordSense::Gas).map(|end| (end, Scale::Gas, 1.0));
    let (from, scale, step) = gas.or_else(|| Some((text.sense(at, WordSense::Knob)?, Scale::Celsius, 30.0)))?;
    let from = from + usize::from(text.is_sign(from, '.') || text.is_sign(from, ':'));
    let first = number(text, from).filter(|mark| mark.value > 0.0 && mark.value <= 10.0)?;
    // "th. 6/7" is a range.
    let stroke = text.is_sign(first.end, '/').then_some(first.end + 1);
    let upper = joint(text, first.end).or(stroke).and_then(|from| number(text, from));
    let upper =
        upper.filter(|upper| upper.value > first.value && upper.value <= 10.0 && degree(text, upper.end).is_none());
    let end = upper.map_or(first.end, |upper| upper.end);
    let max = upper.map(|upper| upper.value * step);
    Some(Reading { end, value: first.value * step, max, scale: Some(scale), fan: false, knob: scale == Scale::Celsius })
}

/// A bare number that an oven or appliance is set to: "bake at 425 for 8 minutes".
fn bare(text: &Tagged, at: usize, previous: Option<usize>) -> Option<Reading> {
    let TokenKind::Number(value, true) = text.cut.tokens.get(at)?.kind else { return None };
    let upper = joint(text, at + 1)
        .and_then(|from| number(text, from))
        .filter(|upper| upper.value > value && upper.value <= 600.0);
    let end = upper.map_or(at + 1, |upper| upper.end);
    let (lead, _) = text.before(at, &[WordSense::About]).unwrap_or((at, WordSense::About));
    let colon = lead.checked_sub(1).filter(|colon| text.is_sign(*colon, ':')).unwrap_or(lead);
    // "425 degrees; bake 10 minutes, then 375 for 30": the next setting of the same oven.
    let next = text.before(lead, &[WordSense::Then]).filter(|_| {
        let minutes = text.sense(end, WordSense::For).and_then(|from| amount(text, from));
        previous.is_some() && minutes.is_some()
    });
    let set = text.before(lead, &[WordSense::SetTo]).or_else(|| text.before(colon, &[WordSense::OvenItself]));
    set.or(next)?;
    let sentence = text.sentence(at).start..at;
    let set = text
        .last_in(sentence.clone(), &[WordSense::Oven, WordSense::OvenItself, WordSense::Preheat, WordSense::Machine]);
    let set = set.is_some() || previous.is_some_and(|end| sentence.contains(&end));
    let next = [
        WordSense::Function,
        WordSense::For,
        WordSense::And,
        WordSense::Or,
        WordSense::Then,
        WordSense::Fan,
        WordSense::SetTo,
        WordSense::If,
    ];
    let ends =
        !text.is_word(end) && !text.is_sign(end, '%') && !text.is_sign(end, '/') || text.any(end, &next).is_some();
    let fits = (100.0..=600.0).contains(&value) && text.unit(end).is_none();
    (set && ends && fits).then_some(Reading {
        end,
        value,
        max: upper.map(|upper| upper.value),
        scale: None,
        fan: false,
        knob: false,
    })
}

/// The values of one temperature, and the token after them.
fn chain(text: &Tagged, at: usize, first: Reading) -> (Vec<Reading>, usize) {
    let near = at.saturating_sub(6).max(text.sentence(at).start)..at;
    let fan = matches!(text.last_in(near, &[WordSense::Fan, WordSense::Still]), Some((_, WordSense::Fan)));
    let first = with_fan(text, Reading { fan: first.fan || fan, ..first });
    let mut readings = vec![first];
    let mut end = first.end;
    while let Some((next, from)) = next_value(text, end) {
        let next = with_fan(text, next);
        // "180 °C (th. 6)" gives the same setting twice; the degrees are kept.
        if let Some(last) = readings.last_mut().filter(|last| last.scale == next.scale && (last.knob || next.knob)) {
            *last = if last.knob { next } else { *last };
            end = next.end;
            continue;
        }
        let same = readings.iter().any(|known| known.scale == next.scale && known.fan == next.fan);
        if same || readings.len() >= 8 || from - end > 8 {
            break;
        }
        end = next.end;
        readings.push(next);
    }
    if text.is_sign(end, ')') && end > first.end {
        end += 1;
    }
    (readings, end)
}

/// Applies "fan" to its value: in "180C fan" to the value before, in "200C / fan 180C" to the one after.
fn with_fan(text: &Tagged, reading: Reading) -> Reading {
    let end = reading.end;
    let bracket = text.is_sign(end, '(');
    let dash = text.is_sign(end, '-') && text.glued(end);
    let Some(mut after) = text.sense(end + usize::from(bracket || dash), WordSense::Fan) else { return reading };
    let closed = text.is_sign(after, ')');
    let ahead = text.skip(after, &[WordSense::OvenItself, WordSense::SetTo, WordSense::About]);
    let of_next = text.is_sign(after, ':') || self::reading(text, ahead).is_some();
    if of_next || bracket && !closed {
        return reading;
    }
    after += usize::from(bracket);
    Reading { fan: true, end: after, ..reading }
}

/// The next value of the same temperature, after a slash, bracket, comma, "or", "fan" or "conventional".
fn next_value(text: &Tagged, end: usize) -> Option<(Reading, usize)> {
    let mut at = end;
    let mut fan = false;
    let limit = end + 7;
    while at < limit {
        if let Some(found) = reading(text, at) {
            return (at > end || text.glued(at)).then_some((Reading { fan: fan || found.fan, ..found }, at));
        }
        let sign = matches!(text.sign(at), Some('/' | '(' | ')' | ',' | '-' | '|' | '[' | ']' | ';' | ':' | '~' | '='));
        if let Some(after) = text.sense(at, WordSense::Fan) {
            (fan, at) = (true, after);
        } else if let Some(after) = text.sense(at, WordSense::Still) {
            (fan, at) = (false, after);
        } else if sign {
            at += 1;
        } else {
            at = text.any(at, &[WordSense::Or, WordSense::OvenItself, WordSense::About, WordSense::SetTo])?;
        }
    }
    None
}

/// Whether the degrees are an angle: "rotate by 90 degrees".
fn is_angle(text: &Tagged, tokens: &Range<usize>, readings: &[Reading]) -> bool {
    let round =
        readings.iter().all(|reading| reading.scale.is_none() && [45.0, 90.0, 180.0, 360.0].contains(&reading.value));
    let near = tokens.start.saturating_sub(10).max(text.sentence(tokens.start).start)..tokens.start;
    let turned = text.last_in(near, &[WordSense::Turning, WordSense::OvenItself, WordSense::Preheat]);
    let behind = text.is(tokens.end, WordSense::Turning);
    round && (behind || turned.is_some_and(|(_, sense)| sense == WordSense::Turning))
}
