//! Cuts lines into clauses: sentences, or parts of a sentence that contains several waits.
//!
//! Together the clauses of a line contain all its words, except conjunctions at the cuts ("and then"). A cut never splits a time or a
//! temperature that was found.

use super::word::{Word, words_of};
use super::words::{Hit, Steps};
use crate::import::{Finding, FoundKind, HeatOf, TimerRole};
use crate::recipe::Phase;
use crate::time::Span;
use std::ops::Range;

/// A sentence or part of one.
#[derive(Clone, Debug)]
pub(super) struct Clause<'a> {
    /// The clause as a sentence of its own.
    pub(super) text: String,
    /// The whole line.
    pub(super) line: &'a str,
    /// Its position in the line.
    pub(super) at: Range<usize>,
    /// What was found in it; positions are in the line.
    pub(super) found: Vec<&'a Finding>,
    /// Its words; positions are in the line.
    pub(super) words: Vec<Word>,
}

impl Clause<'_> {
    /// Its first "until", ignoring one inside a time ("20 bis 25 Minuten").
    pub(super) fn until(&self, words: &Steps) -> Option<Hit<()>> {
        let timed = |at: usize| {
            let byte = self.words.get(at).map_or(0, |word| word.at.start);
            let time = |what: &FoundKind| {
                matches!(what, FoundKind::Timer { .. } | FoundKind::Idle { .. } | FoundKind::Heat(_))
            };
            self.found.iter().any(|one| one.place.start <= byte && byte < one.place.end && time(&one.what))
        };
        words.until.all(&self.words).find(|hit| !timed(hit.at))
    }

    /// The number of its words before `byte` of the line.
    pub(super) fn words_before(&self, byte: usize) -> usize {
        self.words.partition_point(|word| word.at.start < byte)
    }

    /// The part of the line in `range`.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.line.get(range).unwrap_or_default()
    }
}

/// Whether a time gets a timer. With busy hands a short time is over before a timer is set.
pub(super) fn is_waited(time: &FoundKind) -> bool {
    match time {
        FoundKind::Timer { time, hands_on, .. } => {
            !(*hands_on && time.max.unwrap_or(Span::DAY) < Span::MINUTE) && time.max != Some(Span::ZERO)
        }
        FoundKind::Idle { .. } | FoundKind::Cue(_) | FoundKind::Vague | FoundKind::Heat(_) | FoundKind::Unread => false,
    }
}

/// The clauses of `line`.
pub(super) fn pieces<'a>(line: &'a str, found: &'a [Finding], steps: &Steps) -> Vec<Clause<'a>> {
    let words = words_of(line);
    let mut pieces = Vec::new();
    let mut rest = found;
    let (mut from, mut first) = (0, 0);
    for end in ends(line, found, steps) {
        let last = first + words.get(first..).unwrap_or_default().partition_point(|word| word.at.start < end);
        let (here, later) = rest.split_at(rest.partition_point(|one| one.place.start < end));
        sentence(line, from..end, words.get(first..last).unwrap_or_default(), here, steps, &mut pieces);
        (from, first, rest) = (end, last, later);
    }
    pieces
}

/// The ends of the sentences of `line`; the last is the end of the line.
fn ends(line: &str, found: &[Finding], steps: &Steps) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut inside = found.iter().peekable();
    let mut chars = line.char_indices().peekable();
    let mut last_word = 0;
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            last_word = at + c.len_utf8();
        }
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let short = line.get(last_word..at).unwrap_or_default().trim_start_matches(['(', '[']).to_lowercase();
        let mut end = at + c.len_utf8();
        while let Some((at, c)) =
            chars.next_if(|(_, c)| matches!(c, '.' | '!' | '?' | ')' | ']' | '"' | '\'' | '”' | '’'))
        {
            end = at + c.len_utf8();
        }
        let space = chars.peek().is_some_and(|(_, c)| c.is_whitespace());
        let next = line.get(end..).unwrap_or_default().trim_start().chars().next();
        while inside.next_if(|one| one.place.end <= at).is_some() {}
        let within = inside.peek().is_some_and(|one| one.place.start <= at && end < one.place.end);
        // "auf der 2. Schiene": a number behind an article counts off.
        let counts = || {
            let ordinal = !short.is_empty() && short.len() <= 2 && short.chars().all(|c| c.is_ascii_digit());
            let article = || {
                let before = line.get(..last_word).unwrap_or_default().split_whitespace().next_back()?;
                steps.articles.at(&words_of(before), 0)
            };
            steps.verbs_behind && ordinal && article().is_some()
        };
        let short_form = c == '.' && (steps.short_forms.contains(&short) || counts());
        let goes_on = next.is_none_or(char::is_lowercase) || short_form;
        if space && !within && !goes_on {
            ends.push(end);
        }
    }
    ends.push(line.len());
    ends
}

fn sentence<'a>(
    line: &'a str,
    at: Range<usize>,
    words: &[Word],
    found: &'a [Finding],
    steps: &Steps,
    pieces: &mut Vec<Clause<'a>>,
) {
    let cuts = Sentence { line, words, found, steps }.cuts();
    let bytes = cuts.iter().filter_map(|cut| words.get(*cut)).map(|word| word.at.start);
    let ends: Vec<usize> = bytes.chain([at.end]).collect();
    let (mut from, mut rest, mut words) = (at.start, found, words);
    for end in ends {
        let (here, later) = rest.split_at(rest.partition_point(|one| one.place.start < end));
        let (own, others) = words.split_at(words.partition_point(|word| word.at.start < end));
        let text = tidy(line.get(from..end).unwrap_or_default(), own, from, steps);
        if text.chars().any(char::is_alphanumeric) {
            pieces.push(Clause { text, line, at: from..end, found: here.iter().collect(), words: own.to_vec() });
        }
        (from, rest, words) = (end, later, others);
    }
}

/// Makes a sentence of `text`, whose `words` count from `from`: without a conjunction at the start, with a capital and a full stop.
fn tidy(text: &str, words: &[Word], from: usize, steps: &Steps) -> String {
    let joined = steps.joins.at(words, 0).and_then(|hit| words.get(hit.len));
    let text = match joined.filter(|_| text.trim_start().starts_with(char::is_lowercase)) {
        Some(next) => text.get(next.at.start - from..).unwrap_or(text),
        None => text,
    };
    let text = text.trim().trim_end_matches([',', ';', ':', '–', '—']).trim_end();
    let text = text.trim_start_matches([',', ';', ':', '–', '—', '.', '!', '?']).trim_start();
    let mut out = capital(text);
    if out.ends_with(char::is_alphanumeric) {
        out.push('.');
    }
    out
}

/// Capitalises the first letter, if it has a capital form of one character ("ß" and "µ" stay).
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let mut upper = first.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(large), None) if large.to_lowercase().eq([first]) => std::iter::once(large).chain(letters).collect(),
        (_, _) => text.to_owned(),
    }
}

/// Something in a sentence that may need a clause of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Event {
    /// A time that the cook waits for.
    Timer,
    /// The oven is preheated.
    Preheat,
    /// The oven is made hotter or cooler.
    Change,
}

struct Sentence<'a> {
    line: &'a str,
    words: &'a [Word],
    found: &'a [Finding],
    steps: &'a Steps,
}

impl Sentence<'_> {
    /// The words before which the sentence is cut.
    fn cuts(&self) -> Vec<usize> {
        let events = self.events();
        let mut cuts = Vec::new();
        let Some((first, last)) = events.first().zip(events.last()) else { return cuts };
        if first.0 == Event::Timer {
            cuts.extend(self.work_before(first.1.start));
        }
        for pair in events.windows(2) {
            let [(a, at), (b, next)] = pair else { continue };
            let between = at.end..next.start + 1;
            match (a, b) {
                (Event::Timer, Event::Timer) => {
                    let fallback = || between.clone().rev().find(|i| self.breaks(*i)).unwrap_or(at.end);
                    cuts.push(self.best(between.clone()).unwrap_or_else(fallback));
                }
                (Event::Timer | Event::Preheat, _) => cuts.extend(self.best(between)),
                (Event::Change, _) => {}
            }
        }
        let after = last.1.end..self.words.len();
        match last.0 {
            Event::Timer => cuts.extend(after.clone().find(|i| self.strong(*i) && self.verb(*i))),
            Event::Preheat => cuts.extend(self.best(after)),
            Event::Change => {}
        }
        cuts.retain(|cut| *cut > 0 && *cut < self.words.len());
        cuts.dedup();
        cuts
    }

    /// The events, each with its words.
    fn events(&self) -> Vec<(Event, Range<usize>)> {
        let mut events: Vec<(Event, Range<usize>)> = Vec::new();
        for one in self.found {
            let event = match &one.what {
                FoundKind::Timer { role, .. } if *role != TimerRole::Instead && is_waited(&one.what) => {
                    if self.steps.is_condition(self.words, &one.place) {
                        continue;
                    }
                    Event::Timer
                }
                FoundKind::Heat(heat) if heat.of == HeatOf::Oven && heat.preheat => Event::Preheat,
                FoundKind::Heat(heat) if heat.of == HeatOf::Oven && self.changes(one.place.start) => Event::Change,
                FoundKind::Timer { .. }
                | FoundKind::Heat(_)
                | FoundKind::Idle { .. }
                | FoundKind::Cue(_)
                | FoundKind::Vague
                | FoundKind::Unread => continue,
            };
            let from = self.words.partition_point(|word| word.at.end <= one.place.start);
            let to = self.words.partition_point(|word| word.at.start < one.place.end);
            if events.last().is_none_or(|(_, before)| before.end <= from) {
                events.push((event, from..to.max(from + 1)));
            }
        }
        events
    }

    /// Whether the oven is changed before `byte`.
    fn changes(&self, byte: usize) -> bool {
        let upto = self.words.partition_point(|word| word.at.start < byte);
        let behind = if self.steps.verbs_behind { 5 } else { 0 };
        let near = upto.saturating_sub(8)..self.words.len().min(upto + behind);
        self.words.get(near).is_some_and(|words| self.steps.oven_change.any(words))
    }

    /// Where to cut work from the wait in the same sentence: food that is brushed is out of the oven, and long work takes time of its own.
    fn work_before(&self, timer: usize) -> Option<usize> {
        let first = if self.steps.verbs_behind {
            self.steps.verbs.first(self.words)
        } else {
            self.steps.verbs.at(self.words, 0)
        };
        let basting = first.is_some_and(|hit| hit.means == Phase::Baste && hit.at < timer);
        let mut breaks = (1..timer).filter(|i| self.breaks(*i) && self.verb(*i));
        if basting {
            return breaks.next_back();
        }
        let leads = self.steps.over.at(self.words, 0).is_some();
        breaks.rfind(|i| self.strong(*i)).filter(|i| *i >= 6 && !leads)
    }

    /// The best place to cut among `words`: before a verb.
    fn best(&self, words: Range<usize>) -> Option<usize> {
        let fits = |i: &usize| self.breaks(*i) && self.verb(*i);
        let strong = words.clone().find(|i| fits(i) && self.strong(*i));
        strong.or_else(|| words.clone().find(fits))
    }

    fn gap(&self, i: usize) -> &str {
        let before = i.checked_sub(1).and_then(|i| self.words.get(i)).map_or(0, |word| word.at.end);
        let here = self.words.get(i).map_or(before, |word| word.at.start);
        self.line.get(before..here).unwrap_or_default()
    }

    fn inside(&self, i: usize) -> bool {
        let at = self.words.get(i).map_or(0, |word| word.at.start);
        let before = self.found.partition_point(|one| one.place.start < at);
        before.checked_sub(1).and_then(|n| self.found.get(n)).is_some_and(|one| at < one.place.end)
    }

    /// Whether a clause may begin at word `i`.
    fn breaks(&self, i: usize) -> bool {
        let joined = self.steps.joins.at(self.words, i).is_some();
        !self.inside(i) && (joined || self.gap(i).contains([',', ';', ':', '(', '–', '—']))
    }

    fn strong(&self, i: usize) -> bool {
        !self.inside(i) && (self.gap(i).contains([';', '—', '–']) || self.steps.strong.at(self.words, i).is_some())
    }

    /// Whether word `i` is a verb after a conjunction, or a verb that ends the clause before.
    fn verb(&self, i: usize) -> bool {
        let at = i + self.steps.joins.at(self.words, i).map_or(0, |hit| hit.len);
        let ended = |i: usize| (i.saturating_sub(2)..i).any(|n| self.verb_over(n, i));
        self.steps.any_verb.at(self.words, at).is_some() || (self.steps.verbs_behind && ended(i))
    }

    /// Whether a verb phrase that begins at word `n` has ended by word `i`.
    fn verb_over(&self, n: usize, i: usize) -> bool {
        self.steps.any_verb.at(self.words, n).is_some_and(|hit| hit.at + hit.len == i)
    }
}
