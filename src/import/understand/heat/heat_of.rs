//! Decides what a temperature belongs to, and which scale a bare number has.

use super::{HeatContext, Reading};
use crate::import::finding::{HeatOf, Scale};
use crate::import::understand::tagged::Tagged;
use crate::import::understand::words::{Times, WordSense};
use std::ops::Range;

/// Things whose temperature is measured rather than set.
const MEASURED: &[WordSense] = &[
    WordSense::Inside,
    WordSense::Oil,
    WordSense::Sugar,
    WordSense::Liquid,
    WordSense::Dough,
    WordSense::Room,
    WordSense::Machine,
];

const ALL: &[WordSense] = &[
    WordSense::OvenItself,
    WordSense::Machine,
    WordSense::Inside,
    WordSense::Oil,
    WordSense::Sugar,
    WordSense::Liquid,
    WordSense::Dough,
    WordSense::Room,
    WordSense::Oven,
];

const NAMED: &[(WordSense, HeatOf)] = &[
    (WordSense::Oven, HeatOf::Oven),
    (WordSense::OvenItself, HeatOf::Oven),
    (WordSense::Inside, HeatOf::Inside),
    (WordSense::Oil, HeatOf::Oil),
    (WordSense::Sugar, HeatOf::Sugar),
    (WordSense::Liquid, HeatOf::Liquid),
    (WordSense::Dough, HeatOf::Dough),
    (WordSense::Room, HeatOf::Room),
    (WordSense::Machine, HeatOf::Machine),
];

fn named(sense: WordSense) -> Option<HeatOf> {
    NAMED.iter().find(|(known, _)| *known == sense).map(|(_, of)| *of)
}

/// The highest plausible temperature, in degrees Celsius.
fn hottest(of: HeatOf) -> f64 {
    match of {
        HeatOf::Oven | HeatOf::Machine => 500.0,
        HeatOf::Oil => 235.0,
        HeatOf::Sugar => 200.0,
        HeatOf::Liquid => 105.0,
        HeatOf::Inside => 105.0,
        HeatOf::Dough => 60.0,
        HeatOf::Room => 50.0,
    }
}

/// The lowest plausible temperature, in degrees Celsius.
fn coldest(of: HeatOf) -> f64 {
    match of {
        HeatOf::Oven => 45.0,
        HeatOf::Machine => 30.0,
        HeatOf::Oil => 60.0,
        HeatOf::Sugar => 40.0,
        HeatOf::Liquid | HeatOf::Inside | HeatOf::Dough | HeatOf::Room => -30.0,
    }
}

fn celsius(value: f64, scale: Scale) -> f64 {
    match scale {
        Scale::Celsius => value,
        Scale::Fahrenheit => (value - 32.0) / 1.8,
        // Gas mark 1 is 140 °C, and each further mark about 15 °C more.
        Scale::Gas => 125.0 + 15.0 * value,
    }
}

/// Whether this value is plausible for it, on the given scale or on either if none is given.
fn can_be(of: HeatOf, reading: &Reading) -> bool {
    let on = |scale| (coldest(of)..=hottest(of)).contains(&celsius(reading.value, scale));
    match reading.scale {
        Some(scale) => on(scale),
        None => on(Scale::Celsius) || on(Scale::Fahrenheit),
    }
}

/// What has the temperature: the oven if something is set to it, otherwise the thing named nearest.
pub(super) fn of(
    text: &Tagged,
    tokens: &Range<usize>,
    readings: &[Reading],
    earlier: &HeatContext,
    words: &Times,
) -> HeatOf {
    let Some(first) = readings.first() else { return HeatOf::Oven };
    if readings.iter().any(|reading| reading.scale == Some(Scale::Gas)) {
        return HeatOf::Oven;
    }
    // "5 min/100 °C/vel 2" is a setting of a mixer that heats.
    if text.is_sign(tokens.end, '/') && text.has(tokens.end..(tokens.end + 6).min(text.len()), WordSense::Machine) {
        return HeatOf::Machine;
    }
    let sentence = text.sentence(tokens.start).start..tokens.start;
    let fits = |(_, sense)| named(sense).filter(|of| can_be(*of, first));
    if let Some(of) = behind(text, tokens.end).and_then(|sense| named(sense).filter(|of| can_be(*of, first))) {
        return of;
    }
    // Only ovens have a fan setting.
    if readings.iter().any(|reading| reading.fan) && !text.has(sentence.clone(), WordSense::Machine) {
        return HeatOf::Oven;
    }
    let reaches = text.last_in(sentence.clone(), &[WordSense::Reaches, WordSense::Preheat]).filter(|(at, _)| {
        // In "Freeze until firm, then bake at 190 °C" the later verb decides, so it is an oven setting.
        let set = text.before(tokens.start, &[WordSense::SetTo]).map_or(tokens.start, |(at, _)| at);
        let oven = text.last_in(*at..set, &[WordSense::Oven]).filter(|_| set < tokens.start);
        oven.is_none_or(|(oven, _)| text.before(oven, &[WordSense::Then, WordSense::And]).is_none())
    });
    if let Some((at, WordSense::Reaches)) = reaches {
        let near = at.saturating_sub(4).max(sentence.start)..tokens.start;
        if text.has(near.clone(), WordSense::Inside) {
            return HeatOf::Inside;
        }
        let itself = text.last_in(near.clone(), &[WordSense::OvenItself]).and_then(fits);
        let measured = text.last_in(near, MEASURED).or_else(|| text.last_in(sentence.clone(), MEASURED)).and_then(fits);
        // Sugar and oil often stay the subject for several sentences.
        let step = tokens.start.saturating_sub(80)..sentence.start;
        let boiled = text
            .last_in(step, &[WordSense::Sugar, WordSense::Oil])
            .and_then(fits)
            .filter(|_| !can_be(HeatOf::Inside, first));
        return itself.or(measured).or(boiled).unwrap_or(HeatOf::Inside);
    }
    let mut from = sentence.clone();
    while let Some((at, sense)) = text.last_in(from.clone(), ALL) {
        if let Some(of) = fits((at, sense)) {
            return of;
        }
        from.end = at;
    }
    if let Some(of) = Some(text.clause_rest(tokens.end))
        .filter(|_| text.verbs_behind)
        .and_then(|rest| text.first_in(rest, ALL))
        .and_then(fits)
    {
        return of;
    }
    let step = tokens.start.saturating_sub(80)..sentence.start;
    let plain = if words.fahrenheit { Scale::Fahrenheit } else { Scale::Celsius };
    let hot = readings.iter().any(|reading| celsius(reading.value, reading.scale.unwrap_or(plain)) >= 93.0);
    if !hot {
        return text.last_in(step, MEASURED).and_then(fits).unwrap_or(HeatOf::Inside);
    }
    let set = text.last_in(step, &[WordSense::OvenItself, WordSense::Oven, WordSense::Machine]).and_then(fits);
    set.or(earlier.set).unwrap_or(HeatOf::Oven)
}

/// What is named right after the value: "a 250 °F oven", "165 °F inside".
fn behind(text: &Tagged, end: usize) -> Option<WordSense> {
    for at in end..end + 4 {
        let stop = !text.is_word(at) && !text.is_sign(at, '-')
            || text.any(at, &[WordSense::And, WordSense::Or, WordSense::Then]).is_some();
        if stop || text.sense(at, WordSense::If).is_some() {
            return None;
        }
        let here = ALL.iter().filter(|sense| **sense != WordSense::Oven).find(|sense| text.is(at, **sense));
        if here.is_some() {
            return here.copied();
        }
    }
    None
}

/// The scale that a cook would assume for a bare number.
/// `told` is the scale of the value beside it, or else the recipe's usual scale.
pub(super) fn guess(value: f64, of: HeatOf, told: Result<Scale, Option<Scale>>, words: &Times) -> Scale {
    let fits = |scale| (coldest(of)..=hottest(of)).contains(&celsius(value, scale));
    // Ovens are rarely set above 250 °C or below 250 °F.
    let usual = match of {
        HeatOf::Oven => value < 250.0,
        // Grills and smokers are less common where Celsius is used.
        HeatOf::Machine => value < 200.0,
        HeatOf::Oil => value <= 200.0,
        HeatOf::Sugar => value <= 190.0,
        HeatOf::Inside | HeatOf::Liquid => value <= 85.0,
        HeatOf::Dough | HeatOf::Room => value <= 45.0,
    };
    if !words.fahrenheit {
        return Scale::Celsius;
    }
    match told {
        Ok(scale @ (Scale::Celsius | Scale::Fahrenheit)) if fits(scale) => {
            // Next to a value on one scale, a bare number is on the other.
            if scale == Scale::Celsius && !usual { Scale::Fahrenheit } else { scale }
        }
        // Only settings follow the recipe's usual scale; for water and meat the plausible values decide.
        Err(Some(Scale::Fahrenheit)) if matches!(of, HeatOf::Oven | HeatOf::Machine) && fits(Scale::Fahrenheit) => {
            Scale::Fahrenheit
        }
        Err(Some(Scale::Celsius)) if of == HeatOf::Oven && value <= 260.0 => Scale::Celsius,
        _ if usual => Scale::Celsius,
        _ => Scale::Fahrenheit,
    }
}
