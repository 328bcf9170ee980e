//! Builds small dishes for tests. A step follows the one before it unless it says otherwise.

use crate::recipe::{Beside, Cue, CueAt, Dish, DishKind, DishStep, HostAt, Length, Oven, Phase, Repeat, StepId};
use crate::time::Span;
use std::collections::BTreeMap;

/// "1h 30m", "45m", "20s", "5": minutes if there is no unit. "-5m" is negative.
#[track_caller]
pub(super) fn span(text: &str) -> Span {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let sum = text.split_whitespace().fold(Span::ZERO, |sum, word| {
        let digits = word.trim_end_matches(char::is_alphabetic);
        let unit = match &word[digits.len()..] {
            "d" => Span::DAY,
            "h" => Span::HOUR,
            "m" | "" => Span::MINUTE,
            "s" => Span::SECOND,
            "ms" => Span::millis(1),
            other => panic!("no unit: {other}"),
        };
        sum + unit.times(digits.parse().expect("a number"))
    });
    sum.times(sign)
}

/// A step and its links to others.
#[derive(Clone)]
pub(super) struct Piece {
    step: DishStep,
    host: Option<(&'static str, HostAt)>,
    part: Option<&'static str>,
    after: Option<Vec<&'static str>>,
}

fn piece(title: &str, phase: Phase, length: Option<Length>) -> Piece {
    let mut step = Dish::timer(title.to_owned(), Span::ZERO).steps.remove(0);
    step.phase = phase;
    step.length = length;
    step.takes = span("2m");
    step.preheat = span("15m");
    Piece { step, host: None, part: None, after: None }
}

pub(super) fn hands(title: &str) -> Piece {
    piece(title, Phase::Prep, None)
}

/// Timed, on the heat, not in the oven.
pub(super) fn boil(title: &str, length: &str) -> Piece {
    piece(title, Phase::Boil, Some(Length::Exact(span(length))))
}

pub(super) fn rest(title: &str, length: &str) -> Piece {
    piece(title, Phase::Rest, Some(Length::Exact(span(length))))
}

pub(super) fn range(title: &str, min: &str, max: &str) -> Piece {
    piece(title, Phase::Boil, Some(Length::Range { min: span(min), max: span(max) }))
}

pub(super) fn open(title: &str, min: &str) -> Piece {
    piece(title, Phase::Chill, Some(Length::Open(span(min))))
}

/// Timed, in the oven, in degrees Celsius.
pub(super) fn roast(title: &str, length: &str, celsius: u16) -> Piece {
    let mut piece = piece(title, Phase::Roast, Some(Length::Exact(span(length))));
    piece.step.oven = Some(Oven::Celsius(celsius));
    piece
}

pub(super) fn every(each: &str) -> CueAt {
    CueAt::Every { each: span(each), until: None }
}

pub(super) fn every_to(each: &str, until: &str) -> CueAt {
    CueAt::Every { each: span(each), until: Some(span(until)) }
}

impl Piece {
    pub(super) fn phase(mut self, phase: Phase) -> Piece {
        self.step.phase = phase;
        self
    }
    pub(super) fn takes(mut self, takes: &str) -> Piece {
        self.step.takes = span(takes);
        self
    }
    pub(super) fn preheat(mut self, preheat: &str) -> Piece {
        self.step.preheat = span(preheat);
        self
    }
    pub(super) fn cue(mut self, at: CueAt, say: &str) -> Piece {
        self.step.cues.push(Cue { at, say: say.to_owned() });
        self
    }
    pub(super) fn beside(mut self, host: &'static str, at: HostAt) -> Piece {
        self.host = Some((host, at));
        self
    }
    pub(super) fn repeat(mut self, repeat: Repeat) -> Piece {
        self.step.repeat = Some(repeat);
        self
    }
    /// It is set aside, and keeps so long.
    pub(super) fn another_day(mut self, keeps: &str) -> Piece {
        self.step.length = Some(Length::Endless);
        self.step.keeps = Some(span(keeps));
        self
    }
    pub(super) fn part(mut self, part: &'static str) -> Piece {
        self.part = Some(part);
        self
    }
    pub(super) fn after(mut self, titles: &[&'static str]) -> Piece {
        self.after = Some(titles.to_vec());
        self
    }
}

/// Links the pieces: the main line, parts and `while` lines each follow on; the main line waits for the `while` steps
/// written before it, and the last piece waits for all.
pub(super) fn dish<const N: usize>(name: &str, pieces: [Piece; N]) -> Dish {
    let ids: BTreeMap<String, StepId> =
        (0u16..).map(StepId).zip(&pieces).map(|(id, p)| (p.step.title.clone(), id)).collect();
    let mut ends: BTreeMap<(Option<&str>, Option<&str>), StepId> = BTreeMap::new();
    let mut since = Vec::new();
    let mut steps = Vec::new();
    for (id, piece) in (0u16..).map(StepId).zip(pieces.iter().cloned()) {
        let mut step = piece.step;
        let line = (piece.part, piece.host.map(|(host, _)| host).filter(|_| piece.part.is_none()));
        let before = ends.insert(line, id);
        step.waits_for = match &piece.after {
            Some(titles) => titles.iter().map(|title| ids[*title]).collect(),
            None => before.into_iter().collect(),
        };
        step.follows = before.filter(|before| step.waits_for.contains(before));
        step.beside = piece.host.map(|(host, at)| Beside { host: ids[host], at });
        match line {
            (None, None) => step.waits_for.append(&mut since),
            (None, Some(_)) => since.push(id),
            (Some(_), _) => {}
        }
        if id.index() + 1 == N {
            step.waits_for = (0..id.0).map(StepId).collect();
        }
        steps.push(step);
    }
    Dish { kind: DishKind::Recipe, steps, ..Dish::timer(name.to_owned(), Span::ZERO) }
}
