//! Times that nobody waits for: what stands right beside a time tells it, or else its sentence.

use super::super::amount::Form;
use super::super::phrase::{Phrase, is_long};
use super::super::words::{Sense, Unit};
use super::{DECIDING, Reader};
use crate::import::found::{Idle, Stretch};

/// How far before a time something of the same step may be told to do that takes so long, in tokens.
const NEAR: usize = 60;

impl Reader<'_> {
    /// Why it is no timer, as far as the words right beside it tell.
    pub(super) fn beside(&self, phrase: &Phrase, time: Stretch) -> Option<Idle> {
        let text = self.text;
        if phrase.amount.unit == Unit::Year {
            return Some(self.sentence(phrase).unwrap_or(Idle::Told));
        }
        // "not a second longer".
        if text.before(phrase.lead(), &[Sense::Not]).is_some() {
            return Some(Idle::Told);
        }
        // "add 5 minutes" changes a time, "add over 5 minutes" takes one.
        let changed = phrase.led_by(Sense::By) && !phrase.led_by(Sense::For) || phrase.led_by(Sense::Often);
        if changed
            || phrase.followed_by(Sense::PerWeight)
            || phrase.followed_by(Sense::Told)
            || self.said_of_a_thing(phrase)
        {
            return Some(Idle::Told);
        }
        if phrase.followed_by(Sense::Ahead) {
            return Some(Idle::Ahead);
        }
        if phrase.followed_by(Sense::Over) {
            return Some(Idle::Again);
        }
        if phrase.followed_by(Sense::Before) && self.leads(phrase) {
            let made = self.governor(phrase).is_some_and(|(_, sense)| sense == Sense::Made);
            return Some(if made || phrase.led_by(Sense::Most) { Idle::Ahead } else { Idle::Lead });
        }
        let heading = phrase.before.iter().find(|(sense, _)| *sense == Sense::Heading);
        // "Rest: 10 minutes" is told to do, where it is not one of several ("Prep: 5 minutes. Cook: 10 minutes").
        let told = |at| self.last_sum.is_none() && text.sense(at, Sense::Wait) == text.sense(at, Sense::Heading);
        if phrase.led_by(Sense::Label) || heading.is_some_and(|(_, at)| !told(*at)) {
            return Some(Idle::Total);
        }
        let waits =
            self.governor(phrase).is_some_and(|(_, sense)| matches!(sense, Sense::Wait | Sense::Hands | Sense::Do));
        if phrase.led_by(Sense::TotalOf) || phrase.followed_by(Sense::Total) {
            return (self.timer_in_sentence(phrase) || !waits).then_some(Idle::Total);
        }
        if phrase.led_by(Sense::Within) {
            let kept = text.first_in(self.sentence_before(phrase), &[Sense::Store, Sense::Leftover]).is_some();
            return Some(if kept { Idle::Storage } else { Idle::Told });
        }
        let part = text.has(self.sentence_before(phrase), Sense::Not) || self.timer_in_sentence(phrase);
        if phrase.led_by(Sense::First) && part {
            return Some(Idle::Told);
        }
        if phrase.led_by(Sense::Those) {
            return Some(Idle::Again);
        }
        let definite = phrase.before.first().is_some_and(|(sense, _)| *sense == Sense::The);
        let new = [Sense::First, Sense::Next, Sense::Another].iter().any(|sense| phrase.led_by(*sense));
        if definite && phrase.amount.form == Form::Night {
            return Some(Idle::Told);
        }
        (definite && !new && self.earlier.knows(&time)).then_some(Idle::Again)
    }

    /// What a total or a rate before it makes of a time that is joined to it: "20 minutes to the pound and 20 minutes over", "cooking time: 4
    /// hours on high or 8 on low".
    pub(super) fn summed(&self, phrase: &Phrase) -> Option<Idle> {
        let text = self.text;
        let (end, why) = self.last_sum.filter(|(end, _)| *end >= text.sentence(phrase.tokens.start).start)?;
        let between = end..phrase.tokens.start;
        // "prep 20 minutes; cook 50 minutes".
        if text.before(phrase.lead(), &[Sense::Heading]).is_some_and(|(at, _)| at == text.clause_start(at)) {
            return Some(why);
        }
        let joined = text.first_in(between.clone(), &[Sense::And, Sense::Or, Sense::Then]).is_some()
            || between.clone().any(|at| text.is_sign(at, '+'));
        (joined && text.first_in(between, DECIDING).is_none()).then_some(why)
    }

    /// Whether the time is said of a thing that is no waiting: "5-minute eggs", "a 30-minute meal".
    fn said_of_a_thing(&self, phrase: &Phrase) -> bool {
        let text = self.text;
        let end = phrase.tokens.end;
        let dash = text.is_sign(end, '-') && text.glued(end);
        let thing = end + usize::from(dash);
        let known = [Sense::Lasting, Sense::Function, Sense::Point, Sense::Interval, Sense::More];
        // "a 10-minute gentle simmer": a word or two may stand before what lasts.
        let lasts = (thing..thing + 3).take_while(|at| text.is_word(*at)).any(|at| text.is(at, Sense::Lasting));
        phrase.amount.form == Form::Adjective && text.is_word(thing) && text.any(thing, &known).is_none() && !lasts
    }

    /// Whether "5 minutes before" is so long before, rather than waited for: "rest 5 minutes before serving" waits.
    fn leads(&self, phrase: &Phrase) -> bool {
        if phrase.led_by(Sense::For) || phrase.amount.form == Form::Night {
            return false;
        }
        if self.text.verbs_behind && matches!(self.governor(phrase), Some((_, Sense::Wait))) {
            return false;
        }
        let clause = self.text.clause_start(phrase.tokens.start);
        let near = clause.max(phrase.lead().saturating_sub(8));
        !matches!(
            self.text.last_in(near..phrase.lead(), DECIDING),
            Some((_, Sense::Wait | Sense::Hands | Sense::Fridge | Sense::Ripen))
        ) || phrase.led_by(Sense::Most)
    }

    /// Why it is no timer, as far as its sentence tells.
    pub(super) fn sentence(&self, phrase: &Phrase) -> Option<Idle> {
        let text = self.text;
        let (before, after) = (self.sentence_before(phrase), self.sentence_after(phrase));
        let latest = if phrase.max.is_finite() { phrase.max } else { phrase.min };
        let days = latest >= Unit::Day.seconds();
        let open_to = phrase.min == 0.0;
        let kept = text.has(before.clone(), Sense::Leftover) || (days && text.has(after.clone(), Sense::Leftover));
        if let Some((at, _)) = text.last_in(before.clone(), &[Sense::Reheat])
            && !text.has(at..phrase.tokens.start, Sense::Vessel)
        {
            return Some(Idle::Reheat);
        }
        // "Thaw overnight before reheating."
        let again = text.first_in(after.start..after.end.min(after.start + 8), &[Sense::Reheat]);
        if again.is_some_and(|(at, _)| text.before(at, &[Sense::Before]).is_some()) {
            return Some(Idle::Reheat);
        }
        // "Store for at least 6 weeks before opening."
        if !phrase.max.is_finite() && phrase.led_by(Sense::For) && phrase.followed_by(Sense::Before) {
            return None;
        }
        let governor = self.governor(phrase);
        // "Freeze for up to 3 months. Thaw overnight."
        if self.stored && governor.is_some_and(|(at, _)| text.is(at, Sense::Thaw)) {
            return Some(Idle::Reheat);
        }
        let from = governor.map_or(before.start, |(at, _)| at);
        match governor.map(|(_, sense)| sense) {
            Some(Sense::Store) if phrase.amount.form != Form::Night => return Some(Idle::Storage),
            Some(Sense::Made) if days || open_to => return Some(Idle::Ahead),
            Some(Sense::Ready) => return Some(Idle::Total),
            Some(Sense::Past) if from >= text.clause_start(phrase.tokens.start) && self.is_tale(phrase) => {
                return Some(Idle::Told);
            }
            Some(Sense::Keep) if days || open_to => return Some(Idle::Storage),
            Some(Sense::Fridge) if days && open_to || phrase.amount.unit > Unit::Day => return Some(Idle::Storage),
            Some(Sense::Wait | Sense::Do | Sense::Ripen) if !kept => {}
            Some(_) | None if kept => return Some(Idle::Storage),
            Some(_) | None => {}
        }
        // What stands in the cold or shut up for up to some days is kept, whatever the verb.
        let cold = text.has(from.min(phrase.tokens.start)..phrase.tokens.start, Sense::Cold)
            || text.has(after.start..after.end.min(after.start + 6), Sense::Cold);
        let ripens = governor.is_some_and(|(at, _)| text.is(at, Sense::Ripen));
        if days && open_to && cold && !ripens {
            return Some(Idle::Storage);
        }
        if !is_long(phrase.amount.unit) || ripens {
            return None;
        }
        // Days and weeks are kept, unless something says that they are waited for.
        let stored = [before.clone(), after].into_iter().any(|tokens| text.has(tokens, Sense::Store));
        if stored || open_to {
            return Some(Idle::Storage);
        }
        let waits =
            text.first_in(before, &[Sense::Wait, Sense::Do, Sense::Ripen, Sense::Fridge, Sense::Hands]).is_some();
        (!waits).then_some(Idle::Told)
    }

    /// Whether "it took 40 minutes" only tells of another time: "Fry the onions. It took 10 minutes" is all there is to go by.
    fn is_tale(&self, phrase: &Phrase) -> bool {
        let at = phrase.tokens.start;
        let told_to = [Sense::Wait, Sense::Hands, Sense::Do];
        self.last_timer.is_some() || self.text.first_in(at.saturating_sub(NEAR)..at, &told_to).is_none()
    }
}
