//! Decides what a time is for: a timer, a reminder, or only information.
//!
//! The words right beside the time count first ("every", "in advance"), then the words of its sentence. There the nearest verb before
//! it decides, unless the whole sentence is about storing or reheating.

mod no_wait;

use super::amount::AmountForm;
use super::phrase::Phrase;
use super::tagged::Tagged;
use super::words::WordSense;
use crate::import::finding::{CueTime, FoundKind, NoWait, TimeRange, TimerRole};
use crate::time::Span;
use std::collections::HashSet;
use std::ops::Range;

/// The times of a recipe understood so far, which show that "after the 2 hours" repeats an earlier one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Earlier {
    ends: HashSet<Span>,
    /// The latest timer.
    last: Option<TimeRange>,
}

impl Earlier {
    fn knows(&self, time: &TimeRange) -> bool {
        (time.min > Span::ZERO && self.ends.contains(&time.min)) || time.max.is_some_and(|max| self.ends.contains(&max))
    }

    fn add(&mut self, time: TimeRange) {
        self.ends.extend((time.min > Span::ZERO).then_some(time.min));
        self.ends.extend(time.max);
        self.last = Some(time);
    }
}

/// Verbs and other words that decide, nearest first.
const DECIDING: &[WordSense] = &[
    WordSense::Wait,
    WordSense::Do,
    WordSense::Hands,
    WordSense::Store,
    WordSense::Keep,
    WordSense::Fridge,
    WordSense::Ripen,
    WordSense::Reheat,
    WordSense::Past,
    WordSense::Made,
    WordSense::Ready,
    WordSense::Check,
];

pub(super) struct Reader<'a> {
    pub(super) text: &'a Tagged,
    pub(super) earlier: &'a mut Earlier,
    /// Where the latest timer of this step ends.
    pub(super) last_timer: Option<usize>,
    /// Whether this step said how long something keeps.
    pub(super) stored: bool,
    /// The latest total or rate of this step, and its end.
    pub(super) last_sum: Option<(usize, NoWait)>,
}

/// The length that a phrase gives.
pub(super) fn stretch(phrase: &Phrase) -> TimeRange {
    // An amount is at most about a thousand years, so this cannot overflow.
    let span = |seconds: f64| Span::millis((seconds * 1_000.0).round() as i64);
    TimeRange { min: span(phrase.min), max: phrase.max.is_finite().then(|| span(phrase.max)) }
}

impl Reader<'_> {
    /// What a phrase means.
    pub(super) fn read(&mut self, phrase: &Phrase) -> FoundKind {
        let what = self.what(phrase);
        match &what {
            FoundKind::Timer { time, .. } => {
                self.earlier.add(*time);
                (self.last_timer, self.last_sum) = (Some(phrase.tokens.end), None);
            }
            FoundKind::Idle { why, .. } if *why == NoWait::Total || phrase.followed_by(WordSense::PerWeight) => {
                self.last_sum = Some((phrase.tokens.end, *why));
            }
            FoundKind::Idle { why, .. } => self.stored |= *why == NoWait::Storage,
            FoundKind::Cue(_) | FoundKind::Vague | FoundKind::Heat(_) | FoundKind::Unread => {}
        }
        what
    }

    fn what(&self, phrase: &Phrase) -> FoundKind {
        if phrase.amount.form == AmountForm::Few {
            return FoundKind::Vague;
        }
        let time = stretch(phrase);
        let idle = |why| FoundKind::Idle { time, why };
        if let Some(mark) = self.mark(phrase, time) {
            return FoundKind::Cue(mark);
        }
        if let Some(why) = self.beside(phrase, time).or_else(|| self.summed(phrase)) {
            return idle(why);
        }
        if let Some(after) = self.after(phrase, time) {
            return after;
        }
        match self.sentence(phrase) {
            Some(why) => idle(why),
            None => FoundKind::Timer { time, role: self.role(phrase), hands_on: self.hands_on(phrase) },
        }
    }

    fn sentence_before(&self, phrase: &Phrase) -> Range<usize> {
        let at = phrase.tokens.start;
        self.text.sentence(at).start..at
    }

    fn sentence_after(&self, phrase: &Phrase) -> Range<usize> {
        let at = phrase.tokens.end;
        at..self.text.sentence(phrase.tokens.start).end.max(at)
    }

    /// Whether a timer comes before the phrase in its sentence.
    fn timer_in_sentence(&self, phrase: &Phrase) -> bool {
        self.last_timer.is_some_and(|end| end > self.text.sentence_start(phrase.tokens.start))
    }

    /// The deciding word: the nearest before the phrase in its sentence, or after it in languages with the verb at the end.
    fn governor(&self, phrase: &Phrase) -> Option<(usize, WordSense)> {
        let text = self.text;
        let behind = if text.verbs_behind { text.last_in(text.clause_rest(phrase.tokens.end), DECIDING) } else { None };
        behind.or_else(|| text.last_in(self.sentence_before(phrase), DECIDING))
    }

    fn mark(&self, phrase: &Phrase, time: TimeRange) -> Option<CueTime> {
        let nearest = phrase.before.first().map(|(sense, _)| *sense);
        let each = nearest == Some(WordSense::Each) && !self.text.is(phrase.tokens.end, WordSense::PerSide);
        if phrase.led_by(WordSense::Every) || each || phrase.followed_by(WordSense::Interval) {
            return Some(CueTime::Every(time));
        }
        if phrase.led_by(WordSense::Last) || phrase.followed_by(WordSense::Left) {
            return Some(CueTime::Left(time));
        }
        // "at the 20-minute mark", "covering it after the first hour".
        let opening = phrase.led_by(WordSense::After) && phrase.led_by(WordSense::First) && self.last_timer.is_some();
        if phrase.followed_by(WordSense::Point) || opening {
            return Some(CueTime::After(time));
        }
        if nearest == Some(WordSense::At) && self.last_timer.is_some() {
            return Some(CueTime::After(time));
        }
        let checked = self.governor(phrase).is_some_and(|(_, sense)| sense == WordSense::Check);
        let from_then = phrase.led_by(WordSense::After) || phrase.led_by(WordSense::At);
        (checked && from_then).then_some(CueTime::After(time))
    }

    /// "After 20 minutes" can repeat an earlier time, be a cue within a longer one, or be new.
    fn after(&self, phrase: &Phrase, time: TimeRange) -> Option<FoundKind> {
        // "once crisp, flip it, another 7 minutes" adds time, even if it equals an earlier one.
        if phrase.led_by(WordSense::Another) || phrase.amount.more {
            return None;
        }
        let at = phrase.tokens.start;
        let beside = phrase.led_by(WordSense::After) || phrase.followed_by(WordSense::Later);
        let clause = self.text.clause_start(at);
        let within = self.text.has(clause..at, WordSense::Once);
        if !beside && !within {
            return None;
        }
        let longer = |last: &TimeRange| last.max.is_none_or(|max| max > time.min);
        let running = self.earlier.last.filter(longer).is_some();
        if beside && running && self.last_timer.is_some() && !phrase.led_by(WordSense::The) {
            return Some(FoundKind::Cue(CueTime::After(time)));
        }
        let opens = phrase.lead() <= clause + 2 || within;
        if self.earlier.knows(&time) && (opens || !self.timer_in_sentence(phrase)) {
            return Some(FoundKind::Idle { time, why: NoWait::Again });
        }
        (beside && running && !within).then_some(FoundKind::Cue(CueTime::After(time)))
    }

    fn role(&self, phrase: &Phrase) -> TimerRole {
        let text = self.text;
        let side = |sense| phrase.followed_by(sense) || text.before(phrase.lead(), &[sense]).is_some();
        if side(WordSense::PerSide) {
            return TimerRole::PerSide;
        }
        if side(WordSense::PerItem) || phrase.led_by(WordSense::Each) {
            return TimerRole::PerItem;
        }
        if phrase.amount.more || phrase.led_by(WordSense::Another) || phrase.followed_by(WordSense::More) {
            return TimerRole::Further;
        }
        let instead = phrase.led_by(WordSense::Or)
            || phrase.led_by(WordSense::Rather)
            || text.is(phrase.tokens.end, WordSense::Rather);
        let condition = text.has(self.sentence_before(phrase), WordSense::Alternatively);
        // "4 hours on high or 6 hours on low": an "or" after the previous timer, without another verb.
        let since = self.last_timer.filter(|_| self.timer_in_sentence(phrase)).map(|last| last..phrase.tokens.start);
        let or = since.is_some_and(|since| {
            (text.has(since.clone(), WordSense::Or)
                || since.len() <= 3 && since.clone().any(|at| text.is_sign(at, '/')))
                && text.first_in(since, &[WordSense::Wait, WordSense::Hands, WordSense::Do]).is_none()
        });
        // "25 minutes (20 minutes in a fan oven)".
        let end = phrase.tokens.end;
        let bracket = phrase.lead().checked_sub(1).is_some_and(|at| text.is_sign(at, '('))
            && (text.is(end, WordSense::For)
                || text.first_in(end..end + 4, &[WordSense::Fan, WordSense::If]).is_some());
        // "3 minutes for rare, 4 minutes for medium".
        let parallel = self.last_timer.is_some_and(|last| {
            [last, end].iter().all(|at| text.is(*at, WordSense::For)) && text.first_in(last..end, DECIDING).is_none()
        });
        if self.last_timer.is_some() && (instead || condition || or || bracket || parallel) {
            TimerRole::Instead
        } else {
            TimerRole::Main
        }
    }

    fn hands_on(&self, phrase: &Phrase) -> bool {
        let text = self.text;
        if let Some((at, sense)) = self.governor(phrase) {
            let end = self.sentence_after(phrase).end.min(phrase.tokens.end + 12);
            return sense == WordSense::Hands || text.has(at.min(phrase.lead()).min(end)..end, WordSense::Constantly);
        }
        text.first_in(self.sentence_after(phrase), &[WordSense::Hands, WordSense::Wait])
            .is_some_and(|(_, sense)| sense == WordSense::Hands)
    }
}
