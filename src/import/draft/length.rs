//! Computes how long a step runs and its cues, from what was found in a clause.

use super::clauses::{Clause, capital, is_waited};
use super::word::words_of;
use super::words::Steps;
use crate::import::{CueTime, Finding, FoundKind, NoWait, TimeRange, TimerRole};
use crate::recipe::text::clean;
use crate::recipe::{Cue, CueAt, Length, Phase, StepTime};
use crate::time::{LONGEST, Span};
use std::ops::Range;

/// The shortest span between two calls of an `every`.
const OFTEN: Span = Span::secs(10);
/// The longest name of an option, in bytes.
const NAME: usize = 40;
/// The longest text of a cue, in bytes.
const SAY: usize = 300;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Timed {
    pub(super) time: StepTime,
    /// Where it is in the line.
    pub(super) place: Range<usize>,
    /// Whether it was given for each side. The time is then for both sides, with a cue halfway.
    pub(super) sides: bool,
    /// What the cook should know about how it was read.
    pub(super) said: Vec<&'static str>,
}

/// The time of a clause, if the cook waits for it. `Err` says why it cannot be a timer.
pub(super) fn timed(piece: &Clause<'_>, steps: &Steps) -> Option<Result<Timed, &'static str>> {
    let waits = piece.found.iter().filter(|one| !steps.is_condition(&piece.words, &one.place));
    let mut timers = waits.filter_map(|one| match &one.what {
        FoundKind::Timer { time, role, .. } if is_waited(&one.what) => Some((one.place.clone(), *time, *role)),
        // "30 minutes before cooking, take it out of the fridge" is a wait too.
        FoundKind::Idle { time, why: NoWait::Lead } if warms(piece, steps) => {
            Some((one.place.clone(), *time, TimerRole::Main))
        }
        FoundKind::Timer { .. }
        | FoundKind::Idle { .. }
        | FoundKind::Cue(_)
        | FoundKind::Vague
        | FoundKind::Heat(_)
        | FoundKind::Unread => None,
    });
    let (place, time, role) = timers.next()?;
    let mut said = Vec::new();
    let sides = role == TimerRole::PerSide;
    if sides {
        said.push("for each side: the time of both, and a call to turn it");
    }
    if role == TimerRole::PerItem {
        said.push("for each piece or batch: start it again with a timer of its own");
    }
    if time.min <= Span::ZERO {
        said.push("up to so long: look earlier");
    }
    let written = piece.slice(place.clone());
    if written.contains(':') && !written.contains(char::is_alphabetic) {
        said.push("hours and minutes are a guess");
    }
    let both = |span: Span| if sides { span.times(2) } else { span };
    let first = match length(TimeRange { min: both(time.min), max: time.max.map(both) }) {
        Ok(length) => length,
        Err(why) => return Some(Err(why)),
    };
    let others: Vec<(Range<usize>, Length)> = timers
        .filter(|(_, _, role)| *role == TimerRole::Instead)
        .filter_map(|(place, time, _)| length(time).ok().map(|length| (place, length)))
        .filter(|(_, length)| *length != first)
        .collect();
    let night = night(piece, &place, first, steps);
    let time = match (others.is_empty(), night) {
        (true, None) => StepTime::Timed(first),
        (true, Some(options)) => StepTime::Choice { ask: None, options },
        (false, _) => StepTime::Choice { ask: None, options: options(piece, (place.clone(), first), others, steps) },
    };
    Some(Ok(Timed { time, place, sides, said }))
}

/// Whether something taken out of the fridge warms up at room temperature.
fn warms(piece: &Clause<'_>, steps: &Steps) -> bool {
    let out = steps.out.any(&piece.words);
    let places = || steps.places.all(&piece.words).map(|hit| hit.means);
    places().any(|phase| phase == Phase::Rest) || (out && places().any(|phase| phase == Phase::Chill))
}

/// The length as a recipe can state it, or why it cannot.
pub(super) fn length(time: TimeRange) -> Result<Length, &'static str> {
    let whole = |span: Span| Span::secs(span.floor_secs());
    let (min, max) = (whole(time.min), time.max.map(whole));
    if min.max(max.unwrap_or(min)) > LONGEST {
        return Err("longer than 14 days: no countdown");
    }
    match max {
        None if min > Span::ZERO => Ok(Length::Open(min)),
        Some(max) if min > Span::ZERO && max > min => Ok(Length::Range { min, max }),
        Some(max) if max > Span::ZERO => Ok(Length::Exact(max)),
        None | Some(_) => Err("no time at all"),
    }
}

/// Splits "30 minutes or overnight" into two options.
fn night(piece: &Clause<'_>, place: &Range<usize>, length: Length, steps: &Steps) -> Option<Vec<(String, Length)>> {
    let Length::Range { min, max } = length else { return None };
    let words = words_of(piece.slice(place.clone()));
    steps.night.first(&words)?;
    let night = Span::hours(8);
    // There is only one option if the word stands alone, or if no shorter time is in the range.
    if min >= night || max <= night {
        return None;
    }
    Some(vec![(steps.quick.clone(), Length::Open(min)), (steps.overnight.clone(), Length::Range { min: night, max })])
}

/// The first time and its alternatives, each with a name.
fn options(
    piece: &Clause<'_>,
    first: (Range<usize>, Length),
    others: Vec<(Range<usize>, Length)>,
    steps: &Steps,
) -> Vec<(String, Length)> {
    let all: Vec<(Range<usize>, Length)> = std::iter::once(first).chain(others).collect();
    let shortest = all.iter().map(|(_, length)| length.min()).min().unwrap_or_default();
    let longest = all.iter().map(|(_, length)| length.longest()).max().unwrap_or_default();
    let ends: Vec<usize> = all.iter().skip(1).map(|(place, _)| place.start).chain([piece.at.end]).collect();
    let mut options: Vec<(String, Length)> = Vec::new();
    for ((place, length), end) in all.iter().zip(ends) {
        let own = words_of(piece.slice(place.clone()));
        let is_night = steps.night.any(&own);
        let name = match () {
            () if is_night => steps.overnight.clone(),
            () => match beside(piece, place.end..end.max(place.end), steps) {
                Some(name) => name,
                None if length.min() == shortest && all.len() == 2 => {
                    let other = all.iter().any(|(place, _)| steps.night.any(&words_of(piece.slice(place.clone()))));
                    if other { steps.quick.clone() } else { steps.short.clone() }
                }
                None if length.longest() == longest && all.len() == 2 => steps.long.clone(),
                None => length.words(),
            },
        };
        if !options.iter().any(|(other, _)| *other == name) {
            options.push((name, *length));
        }
    }
    options
}

/// The words after a time that distinguish it from its alternatives: "for rare", "in a fan oven".
fn beside(piece: &Clause<'_>, range: Range<usize>, steps: &Steps) -> Option<String> {
    let text = piece.slice(range);
    let end = text.find([',', '.', ';', '(', ')']).unwrap_or(text.len());
    let text = text.get(..end)?;
    let words = words_of(text);
    let from = (0..words.len()).find(|i| steps.skip.at(&words, *i).is_none())?;
    let upto = (from + 1..words.len()).find(|i| steps.stops.at(&words, *i).is_some()).unwrap_or(words.len());
    let words = words.get(..upto)?;
    let (first, last) = (words.get(from)?, words.last()?);
    // Only a few words that start with one such as "for".
    let led = from > 0 && words.len() - from <= 3 && !steps.until.any(words);
    let name = text.get(first.at.start..last.at.end)?;
    (led && name.len() <= NAME).then(|| name.to_lowercase())
}

/// The cues in a clause. Those that could never call in such a time are left out, with a remark.
pub(super) fn cues(piece: &Clause<'_>, steps: &Steps) -> Vec<Cue> {
    let mark = |one: &&Finding| match &one.what {
        FoundKind::Cue(mark) => Some((one.place.clone(), *mark)),
        FoundKind::Timer { .. }
        | FoundKind::Idle { .. }
        | FoundKind::Vague
        | FoundKind::Heat(_)
        | FoundKind::Unread => None,
    };
    let marks = piece.found.iter().filter_map(mark);
    marks.filter_map(|(place, mark)| Some(Cue { at: cue_at(mark)?, say: say(piece, &place, steps) })).collect()
}

fn cue_at(mark: CueTime) -> Option<CueAt> {
    let span = |time: TimeRange| {
        let span = if time.min > Span::ZERO { time.min } else { time.max.unwrap_or_default() };
        let span = Span::secs(span.floor_secs());
        (span > Span::ZERO && span <= LONGEST).then_some(span)
    };
    match mark {
        CueTime::Every(time) => span(time).filter(|each| *each >= OFTEN).map(|each| CueAt::Every { each, until: None }),
        CueTime::After(time) => span(time).map(CueAt::From),
        CueTime::Left(time) => span(time).map(CueAt::Left),
        CueTime::Half => Some(CueAt::Half),
    }
}

/// Whether a cue calls within that time, for at least one of its options.
pub(super) fn fits(cue: &Cue, time: &StepTime) -> bool {
    match time {
        StepTime::Hands => false,
        StepTime::Timed(length) => cue.at.fits(*length),
        StepTime::Choice { options, .. } => options.iter().any(|(_, length)| cue.at.fits(*length)),
    }
}

/// What to do at the cue: its part of the sentence, without the words for the moment.
fn say(piece: &Clause<'_>, place: &Range<usize>, steps: &Steps) -> String {
    let whole = || short(&piece.text);
    let before = piece.slice(piece.at.start..place.start.max(piece.at.start));
    let after = piece.slice(place.end.min(piece.at.end)..piece.at.end);
    // After another time, the following words belong to the cue and the preceding ones to that time.
    let timer = piece.found.iter().filter(|one| one.place.end <= place.start).map(|one| one.place.end).max();
    let from = timer.map_or(0, |end| end.saturating_sub(piece.at.start)).min(before.len());
    let from = before.rfind([',', ';', '(', ':']).map_or(from, |at| from.max(at + 1));
    let lead = before.get(from..).unwrap_or_default().trim();
    let tail = |from: usize| {
        let text = after.get(from..).unwrap_or_default();
        let end = text.find([',', ';', ')', '.']).unwrap_or(text.len());
        text.get(..end).unwrap_or_default().trim()
    };
    let near = tail(0);
    let tells = |text: &str| words_of(text).len() > 1 || steps.any_verb.any(&words_of(text));
    let words = words_of(lead);
    let lead_tells = words.len() > 1 || steps.any_verb.any(&words) || words.iter().any(|word| word.low.len() > 5);
    let text = match () {
        () if lead_tells => {
            let lead = steps
                .joins
                .at(&words, 0)
                .and_then(|hit| words.get(hit.len))
                .map_or(lead, |word| lead.get(word.at.start..).unwrap_or(lead));
            // "Stir every 5 minutes with a wooden spoon": the cue needs the words on both sides.
            if tells(near) && !near.is_empty() && after.starts_with(' ') && !steps.until.any(&words_of(near)) {
                format!("{lead} {near}")
            } else {
                lead.to_owned()
            }
        }
        () if tells(near) => near.to_owned(),
        () => {
            let next = after.find([',', ':', ';']).map_or("", |at| tail(at + 1));
            if next.is_empty() { return whole() } else { next.to_owned() }
        }
    };
    if words_of(&text).is_empty() { whole() } else { short(&capital(&text)) }
}

/// The text shortened to what a cue can say.
fn short(text: &str) -> String {
    match text.char_indices().find(|(at, _)| *at >= SAY) {
        Some((cut, _)) => format!("{}…", clean(text.get(..cut).unwrap_or_default())),
        None => clean(text.trim_end_matches('.')),
    }
}
