//! Recognises times that nobody waits for, by the words right beside them or else by their sentence.

use super::super::amount::AmountForm;
use super::super::phrase::{Phrase, is_long};
use super::super::words::{TimeUnit, WordSense};
use super::{DECIDING, Reader};
use crate::import::finding::{NoWait, TimeRange};

/// How far before a time the same step may mention the action that takes this long, in tokens.
const NEAR: usize = 60;

impl Reader<'_> {
    /// Why it is not a timer, judging by the words right beside it.
    pub(super) fn beside(&self, phrase: &Phrase, time: TimeRange) -> Option<NoWait> {
        let text = self.text;
        if phrase.amount.unit == TimeUnit::Year {
            return Some(self.sentence(phrase).unwrap_or(NoWait::Told));
        }
        // "not a second longer".
        if text.before(phrase.lead(), &[WordSense::Not]).is_some() {
            return Some(NoWait::Told);
        }
        // "do not leave it longer than 12 hours" forbids waiting.
        let forbidden = || text.has(text.clause_start(phrase.tokens.start)..phrase.lead(), WordSense::Not);
        let condition = || text.has(text.clause_start(phrase.tokens.start)..phrase.lead(), WordSense::If);
        if phrase.led_by(WordSense::MoreThan) && (forbidden() || condition()) {
            return Some(NoWait::Told);
        }
        // In "1-2 hours (overnight is even better)" the night is only an alternative.
        if phrase.amount.form != AmountForm::Night && self.in_bracket_behind(phrase) {
            return Some(NoWait::Told);
        }
        // "add 5 minutes" changes a time; "add over 5 minutes" takes that long.
        let changed = phrase.led_by(WordSense::By) && !phrase.led_by(WordSense::For) || phrase.led_by(WordSense::Often);
        if changed
            || phrase.followed_by(WordSense::PerWeight)
            || phrase.followed_by(WordSense::Told)
            || self.said_of_a_thing(phrase)
        {
            return Some(NoWait::Told);
        }
        if phrase.followed_by(WordSense::Ahead) {
            return Some(NoWait::Ahead);
        }
        if phrase.followed_by(WordSense::Over) {
            return Some(NoWait::Again);
        }
        if phrase.followed_by(WordSense::Before) && self.leads(phrase) {
            let made = self.governor(phrase).is_some_and(|(_, sense)| sense == WordSense::Made);
            return Some(if made || phrase.led_by(WordSense::Most) { NoWait::Ahead } else { NoWait::Lead });
        }
        let heading = phrase.before.iter().find(|(sense, _)| *sense == WordSense::Heading);
        // "Rest: 10 minutes" is an instruction, unless it is one of several such times ("Prep: 5 minutes. Cook: 10 minutes").
        let told =
            |at| self.last_sum.is_none() && text.sense(at, WordSense::Wait) == text.sense(at, WordSense::Heading);
        if phrase.led_by(WordSense::Label) || heading.is_some_and(|(_, at)| !told(*at)) {
            return Some(NoWait::Total);
        }
        let waits = self
            .governor(phrase)
            .is_some_and(|(_, sense)| matches!(sense, WordSense::Wait | WordSense::Hands | WordSense::Do));
        if phrase.led_by(WordSense::TotalOf) || phrase.followed_by(WordSense::Total) {
            return (self.timer_in_sentence(phrase) || !waits).then_some(NoWait::Total);
        }
        if phrase.led_by(WordSense::Within) {
            let kept = text.first_in(self.sentence_before(phrase), &[WordSense::Store, WordSense::Leftover]).is_some();
            return Some(if kept { NoWait::Storage } else { NoWait::Told });
        }
        let part = text.has(self.sentence_before(phrase), WordSense::Not) || self.timer_in_sentence(phrase);
        if phrase.led_by(WordSense::First) && part {
            return Some(NoWait::Told);
        }
        if phrase.led_by(WordSense::Those) {
            return Some(NoWait::Again);
        }
        let definite = phrase.before.first().is_some_and(|(sense, _)| *sense == WordSense::The);
        let new = [WordSense::First, WordSense::Next, WordSense::Another].iter().any(|sense| phrase.led_by(*sense));
        if definite && phrase.amount.form == AmountForm::Night {
            return Some(NoWait::Told);
        }
        (definite && !new && self.earlier.knows(&time)).then_some(NoWait::Again)
    }

    /// Whether a bracket only explains the time before it: "10 minutes (it takes about 15 minutes to come up)", "bursts (up to 80 seconds)".
    fn in_bracket_behind(&self, phrase: &Phrase) -> bool {
        let text = self.text;
        let start = text.sentence(phrase.tokens.start).start;
        let Some(open) = (start..phrase.tokens.start).rev().find(|at| matches!(text.sign(*at), Some('(' | ')'))) else {
            return false;
        };
        if !text.is_sign(open, '(') {
            return false;
        }
        let inside = open + 1..phrase.tokens.start;
        // "(then rest for 5 minutes)" is an instruction; "(it takes 5 minutes)" is not.
        let told_to = |at: usize| {
            let verb = text.any(at, &[WordSense::Wait, WordSense::Hands, WordSense::Do]).is_some();
            let begins = at == open + 1
                || text.is_sign(at - 1, ',')
                || text.before(at, &[WordSense::And, WordSense::Then]).is_some();
            verb && begins
        };
        let acts = inside.clone().any(told_to);
        let other = [
            WordSense::Or,
            WordSense::If,
            WordSense::Fan,
            WordSense::Alternatively,
            WordSense::Rather,
            WordSense::Every,
            WordSense::After,
        ]
        .iter()
        .any(|sense| text.has(inside.clone(), *sense) || phrase.led_by(*sense));
        let end = phrase.tokens.end;
        let for_other = text.first_in(end..end + 4, &[WordSense::Fan, WordSense::If, WordSense::For]).is_some();
        let sides = phrase.followed_by(WordSense::PerSide) || phrase.followed_by(WordSense::PerItem);
        let capped = phrase.led_by(WordSense::Most) && phrase.max < 120.0;
        let timed = self.last_timer.is_some_and(|last| last <= open && last >= start);
        !acts && !other && !for_other && !sides && (timed || capped)
    }

    /// Whether a time joined to a total or a rate belongs to it: "20 minutes to the pound and 20 minutes over", "cooking time: 4 hours
    /// on high or 8 on low".
    pub(super) fn summed(&self, phrase: &Phrase) -> Option<NoWait> {
        let text = self.text;
        let (end, why) = self.last_sum.filter(|(end, _)| *end >= text.sentence(phrase.tokens.start).start)?;
        let between = end..phrase.tokens.start;
        // "prep 20 minutes; cook 50 minutes".
        if text.before(phrase.lead(), &[WordSense::Heading]).is_some_and(|(at, _)| at == text.clause_start(at)) {
            return Some(why);
        }
        let joined = text.first_in(between.clone(), &[WordSense::And, WordSense::Or, WordSense::Then]).is_some()
            || between.clone().any(|at| text.is_sign(at, '+'));
        (joined && text.first_in(between, DECIDING).is_none()).then_some(why)
    }

    /// Whether the time describes a thing rather than a wait: "5-minute eggs", "a 30-minute meal".
    fn said_of_a_thing(&self, phrase: &Phrase) -> bool {
        let text = self.text;
        let end = phrase.tokens.end;
        let dash = text.is_sign(end, '-') && text.glued(end);
        let thing = end + usize::from(dash);
        let known = [WordSense::Lasting, WordSense::Function, WordSense::Point, WordSense::Interval, WordSense::More];
        // "a 10-minute gentle simmer": a word or two may come before the noun.
        let lasts = (thing..thing + 3).take_while(|at| text.is_word(*at)).any(|at| text.is(at, WordSense::Lasting));
        phrase.amount.form == AmountForm::Adjective
            && text.is_word(thing)
            && text.any(thing, &known).is_none()
            && !lasts
    }

    /// Whether "5 minutes before" means that much earlier. In "rest 5 minutes before serving" the cook waits.
    fn leads(&self, phrase: &Phrase) -> bool {
        if phrase.led_by(WordSense::For) || phrase.amount.form == AmountForm::Night {
            return false;
        }
        if self.text.verbs_behind && matches!(self.governor(phrase), Some((_, WordSense::Wait))) {
            return false;
        }
        let clause = self.text.clause_start(phrase.tokens.start);
        let near = clause.max(phrase.lead().saturating_sub(8));
        !matches!(
            self.text.last_in(near..phrase.lead(), DECIDING),
            Some((_, WordSense::Wait | WordSense::Hands | WordSense::Fridge | WordSense::Ripen))
        ) || phrase.led_by(WordSense::Most)
    }

    /// Why it is not a timer, judging by its sentence.
    pub(super) fn sentence(&self, phrase: &Phrase) -> Option<NoWait> {
        let text = self.text;
        let (before, after) = (self.sentence_before(phrase), self.sentence_after(phrase));
        let latest = if phrase.max.is_finite() { phrase.max } else { phrase.min };
        let days = latest >= TimeUnit::Day.seconds();
        let open_to = phrase.min == 0.0;
        let kept =
            text.has(before.clone(), WordSense::Leftover) || (days && text.has(after.clone(), WordSense::Leftover));
        if let Some((at, _)) = text.last_in(before.clone(), &[WordSense::Reheat])
            && !text.has(at..phrase.tokens.start, WordSense::Vessel)
        {
            return Some(NoWait::Reheat);
        }
        // "Thaw overnight before reheating."
        let again = text.first_in(after.start..after.end.min(after.start + 8), &[WordSense::Reheat]);
        if again.is_some_and(|(at, _)| text.before(at, &[WordSense::Before]).is_some()) {
            return Some(NoWait::Reheat);
        }
        // "Store for at least 6 weeks before opening."
        if !phrase.max.is_finite() && phrase.led_by(WordSense::For) && phrase.followed_by(WordSense::Before) {
            return None;
        }
        let governor = self.governor(phrase);
        // "Freeze for up to 3 months. Thaw overnight."
        if self.stored && governor.is_some_and(|(at, _)| text.is(at, WordSense::Thaw)) {
            return Some(NoWait::Reheat);
        }
        let from = governor.map_or(before.start, |(at, _)| at);
        match governor.map(|(_, sense)| sense) {
            Some(WordSense::Store) if phrase.amount.form != AmountForm::Night => return Some(NoWait::Storage),
            Some(WordSense::Made) if days || open_to => return Some(NoWait::Ahead),
            Some(WordSense::Ready) => return Some(NoWait::Total),
            Some(WordSense::Past) if from >= text.clause_start(phrase.tokens.start) && self.is_tale(phrase) => {
                return Some(NoWait::Told);
            }
            Some(WordSense::Keep) if days || open_to => return Some(NoWait::Storage),
            Some(WordSense::Fridge) if days && open_to || phrase.amount.unit > TimeUnit::Day => {
                return Some(NoWait::Storage);
            }
            Some(WordSense::Wait | WordSense::Do | WordSense::Ripen) if !kept => {}
            Some(_) | None if kept => return Some(NoWait::Storage),
            Some(_) | None => {}
        }
        // Something put in the fridge or sealed for up to some days is being stored, whatever the verb.
        let cold = text.has(from.min(phrase.tokens.start)..phrase.tokens.start, WordSense::Cold)
            || text.has(after.start..after.end.min(after.start + 6), WordSense::Cold);
        let ripens = governor.is_some_and(|(at, _)| text.is(at, WordSense::Ripen));
        if days && open_to && cold && !ripens {
            return Some(NoWait::Storage);
        }
        if !is_long(phrase.amount.unit) || ripens {
            return None;
        }
        // Days and weeks mean storing, unless a word says to wait for them.
        let stored = [before.clone(), after].into_iter().any(|tokens| text.has(tokens, WordSense::Store));
        if stored || open_to {
            return Some(NoWait::Storage);
        }
        let waits = text
            .first_in(before, &[WordSense::Wait, WordSense::Do, WordSense::Ripen, WordSense::Fridge, WordSense::Hands])
            .is_some();
        (!waits).then_some(NoWait::Told)
    }

    /// Whether "it took 40 minutes" only comments on another time. In "Fry the onions. It took 10 minutes" it is the only time given.
    fn is_tale(&self, phrase: &Phrase) -> bool {
        let at = phrase.tokens.start;
        let told_to = [WordSense::Wait, WordSense::Hands, WordSense::Do];
        self.last_timer.is_some() || self.text.first_in(at.saturating_sub(NEAR)..at, &told_to).is_none()
    }
}
