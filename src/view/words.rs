//! The words of every alarm and of what every key does, the same on every channel.

use super::batch::{numbered, which};
use crate::engine::{Alarm, AlarmId, Cooking, OvenState, OvenTurn, Session, StepState, WAITS_UNCALLED, on_heat};
use crate::recipe::oven::heating;
use crate::recipe::oven::names_heat;
use crate::recipe::{DishKind, DishStep, Oven, StepId};
use crate::time::{Moment, Span, minutes};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub dish: String,
    /// One or two short words in capitals.
    pub big: String,
    /// What has happened: "Roast is done".
    pub title: String,
    /// What to do now, one sentence each.
    pub todo: Vec<String>,
}

/// An oven setting in the unit chosen for that dish.
pub(crate) fn oven_text(cooking: &Cooking, oven: Oven) -> String {
    oven.show(cooking.dish.unit)
}

/// The oven's setting, in the unit of the dish that needs it.
pub(crate) fn oven_set_text(session: &Session, to: Oven) -> String {
    let mut live = session.dishes().filter(|cooking| cooking.is_live());
    let wants = live.find(|cooking| cooking.dish.steps.iter().any(|step| step.oven == Some(to)));
    wants.map_or_else(|| to.show(None), |cooking| oven_text(cooking, to))
}

impl Words {
    /// The title, with the dish if the title does not name it ("Eggs: time is up").
    pub(crate) fn with_dish(&self, dish: &str) -> String {
        let named = self.title.starts_with(&self.dish) || dish.is_empty();
        if named { self.title.clone() } else { format!("{dish}: {}", self.title) }
    }
}

/// The title of a step, or the name of a loose timer.
pub(crate) fn step_name(cooking: &Cooking, id: StepId) -> &str {
    cooking.dish.step(id).map_or("", |step| step.title.as_str())
}

/// Adds a full stop if there is none.
pub(crate) fn sentence(text: &str) -> String {
    let text = capital(text.trim());
    if text.ends_with(['.', '?', '!', ':']) || text.is_empty() { text } else { format!("{text}.") }
}

/// With a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// With a small first letter, unless the word is in capitals.
pub(crate) fn small(text: &str) -> String {
    let mut letters = text.chars();
    let (Some(first), second) = (letters.next(), text.chars().nth(1)) else { return String::new() };
    if second.is_some_and(char::is_uppercase) { text.to_owned() } else { first.to_lowercase().chain(letters).collect() }
}

/// Cut to `max` letters, between words if possible.
pub(crate) fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let short: String = text.chars().take(max).collect();
    match short.rsplit_once(' ') {
        Some((words, _)) if words.chars().count() * 2 >= max => words.to_owned(),
        Some(_) | None => short,
    }
}

/// The sign that a step is done, turned into a question.
pub(crate) fn question(until: &str) -> String {
    format!("{}?", capital(until.trim().trim_end_matches(['.', '?'])))
}

pub(crate) fn words(session: &Session, alarm: &Alarm, now: Moment) -> Words {
    let found = alarm.id.run().and_then(|run| {
        let cooking = session.dish(run.dish)?;
        Some((cooking, run.step, cooking.dish.step(run.step)?))
    });
    let Some((cooking, id, step)) = found else { return oven_words(session, alarm) };
    let dish = cooking.dish.name.clone();
    let name = step.title.as_str();
    match alarm.id {
        AlarmId::Out(_) => out(session, cooking, id, step, now),
        AlarmId::Look(_) => {
            let sign = step.until.as_deref().map(question);
            let end = format!("At the latest in {}.", minutes(left(cooking, id, now)));
            let todo = sign.into_iter().chain([end]).collect();
            Words { dish, big: "LOOK".to_owned(), title: format!("{name}: time to look"), todo }
        }
        AlarmId::Cue { .. } => {
            let say = |cue: &u16| step.cues.get(usize::from(*cue)).map(|cue| sentence(&cue.say));
            let mut todo: Vec<String> = alarm.cues.iter().filter_map(say).collect();
            let big = todo.first().map_or_else(|| "NOW".to_owned(), |first| big_word(first));
            let title = todo
                .first()
                .map_or_else(|| name.to_owned(), |first| format!("{name}: {}", small(first.trim_end_matches('.'))));
            // The title already says the first of them.
            todo.drain(..todo.len().min(1));
            if alarm.missed > 0 {
                todo.push(format!("{} missed.", alarm.missed));
            }
            Words { dish, big, title, todo }
        }
        AlarmId::Batch { number, .. } => {
            let batch = cooking.batch(id, now);
            let which = batch.map_or_else(|| number.to_string(), |batch| numbered(&batch, number));
            let todo = step.what.iter().map(|what| sentence(what)).collect();
            Words { dish, big: "NEXT".to_owned(), title: format!("{name}: {which}"), todo }
        }
        AlarmId::Start(_) => {
            let todo = step.what.iter().map(|what| sentence(what)).collect();
            Words { dish, big: big_word(name), title: format!("Time for: {}", small(name)), todo }
        }
        AlarmId::Waiting(_) => {
            let waits = minutes(now - alarm.since + WAITS_UNCALLED);
            let todo = step.what.iter().map(|what| sentence(what)).collect();
            Words { dish, big: big_word(name), title: format!("{name} has waited {waits} for you"), todo }
        }
        AlarmId::Paused(_) => {
            let todo = vec!["If it is still on the heat, it goes on cooking.".to_owned(), "Space goes on.".to_owned()];
            Words { dish, big: "PAUSED".to_owned(), title: format!("{name} is paused"), todo }
        }
        AlarmId::OvenOn(_) => {
            let Some(wanted) = step.oven else { return oven_words(session, alarm) };
            let to = oven_text(cooking, wanted);
            let (big, title, takes) = match *session.oven() {
                OvenState::Off => ("OVEN ON", format!("Turn the oven on: {to}"), step.preheat),
                OvenState::On { to: from, .. } => {
                    let way = if wanted.celsius() > from.celsius() { "up" } else { "down" };
                    let big = if way == "up" { "OVEN UP" } else { "OVEN DOWN" };
                    let title = format!("Oven {way} from {} to {to}", oven_set_text(session, from));
                    (big, title, heating(from, wanted, step.preheat))
                }
            };
            let takes = if takes > Span::ZERO {
                format!("It takes about {}, and is for", minutes(takes))
            } else {
                "It is for".to_owned()
            };
            let todo = vec![format!("{takes}: {}.", small(name))];
            Words { dish, big: big.to_owned(), title, todo }
        }
        AlarmId::OvenHot(_) | AlarmId::OvenOff(_) => oven_words(session, alarm),
    }
}

fn out(session: &Session, cooking: &Cooking, id: StepId, step: &DishStep, now: Moment) -> Words {
    let dish = cooking.dish.name.clone();
    let name = step.title.as_str();
    if cooking.dish.kind == DishKind::Timer {
        return Words { dish, big: "DONE".to_owned(), title: format!("{name}: time is up"), todo: Vec::new() };
    }
    if step.is_held() {
        let kept = step.keeps.map_or_else(String::new, |keeps| format!("It has been kept {}.", minutes(keeps)));
        let todo = [kept].into_iter().filter(|kept| !kept.is_empty()).collect();
        return Words { dish, big: "GO ON".to_owned(), title: format!("{name}: take it up again"), todo };
    }
    let open = step.length.is_some_and(|length| length.max().is_none());
    let name = match cooking.batch(id, now).filter(|batch| !batch.is_beat) {
        Some(batch) => format!("{name}, {}", which(&batch)),
        None => name.to_owned(),
    };
    let (title, big) = match (open, out_comes(cooking, id)) {
        (true, _) => (format!("{name}: ready from now on"), "READY"),
        (false, true) => (format!("{name} is done"), "OUT"),
        (false, false) => (format!("{name} is done"), "DONE"),
    };
    let mut todo: Vec<String> = step.until.as_deref().map(question).into_iter().collect();
    todo.extend(step.then.as_deref().map(sentence));
    todo.extend(oven_change(session, cooking, id, now));
    if let Some((next_id, next)) = next_step(cooking, id) {
        let what = next.what.as_deref().map_or_else(String::new, |what| format!(": {}", small(what)));
        let length =
            next.length.filter(|_| next_id != id).map_or_else(String::new, |length| format!(", {}", length.words()));
        let named = match cooking.batch(id, now).filter(|_| next_id == id) {
            Some(batch) => numbered(&batch, batch.number.saturating_add(1)),
            None => small(&next.title),
        };
        todo.push(sentence(&format!("Then {named}{length}{what}")));
    }
    Words { dish, big: big.to_owned(), title, todo }
}

/// The words for an oven change at the end of a step, unless the recipe's words name the new heat.
fn oven_change(session: &Session, cooking: &Cooking, id: StepId, now: Moment) -> Option<String> {
    let step = cooking.dish.step(id)?;
    let from = step.oven?;
    match session.oven_after(cooking.run(id)?, now) {
        OvenTurn::Stays => None,
        OvenTurn::To(to) if step.then.as_deref().is_some_and(|then| names_heat(then, to)) => None,
        OvenTurn::Off => Some("Oven off.".to_owned()),
        OvenTurn::To(to) if to.celsius() > from.celsius() => Some(format!("Oven up to {}.", oven_text(cooking, to))),
        OvenTurn::To(to) => Some(format!("Oven down to {}.", oven_text(cooking, to))),
    }
}

fn oven_words(session: &Session, alarm: &Alarm) -> Words {
    let dish = "Oven".to_owned();
    let to = match *session.oven() {
        OvenState::On { to, .. } => oven_set_text(session, to),
        OvenState::Off => String::new(),
    };
    if matches!(alarm.id, AlarmId::OvenOff(_)) {
        // The ring that ended the last step has usually said so; this asks whether it was done.
        let todo = vec!["Nothing needs it any more.".to_owned()];
        return Words { dish, big: "OVEN OFF".to_owned(), title: "Is the oven off?".to_owned(), todo };
    }
    let waits = session.dishes().filter(|c| c.is_live()).find_map(|c| {
        c.iter().find(|(_, s, state)| s.oven.is_some() && matches!(state, StepState::Ready { .. })).map(|(_, s, _)| s)
    });
    let todo = match waits {
        Some(step) => {
            let what = step.what.as_deref().map_or_else(String::new, |what| format!(": {}", small(what)));
            vec![sentence(&format!("Then {}{what}", small(&step.title)))]
        }
        None => Vec::new(),
    };
    Words { dish, big: "OVEN HOT".to_owned(), title: format!("Is the oven hot? It should be at {to}"), todo }
}

/// The time left to the end of a running step.
pub(crate) fn left(cooking: &Cooking, id: StepId, now: Moment) -> Span {
    if let Some(batch) = cooking.batch(id, now).filter(|batch| batch.is_beat) {
        let more = batch.of.map_or(0, |of| of.saturating_sub(batch.number));
        return batch.ends() + batch.length.times(i64::from(more)) - now;
    }
    match cooking.state(id) {
        Some(StepState::Running { started_at, min, max, .. }) => *started_at + max.unwrap_or(*min) - now,
        Some(StepState::Paused { ran, min, max, .. }) => max.unwrap_or(*min) - *ran,
        Some(StepState::Blocked | StepState::Ready { .. } | StepState::Done { .. }) | None => Span::ZERO,
    }
}

/// The step that becomes ready when this one is done, if any.
pub(crate) fn next_step(cooking: &Cooking, id: StepId) -> Option<(StepId, &DishStep)> {
    // Of a step in batches the next one, unless they follow each other without a key.
    let again = cooking.batch(id, Moment::default()).is_some_and(|batch| !batch.is_beat && !batch.is_last());
    let counts = cooking.state(id).is_some_and(StepState::has_begun);
    if again && counts {
        return cooking.dish.step(id).map(|step| (id, step));
    }
    let done = |before: &StepId| *before == id || cooking.state(*before).is_some_and(StepState::is_done);
    let ahead = cooking.iter().filter(|(_, _, state)| **state == StepState::Blocked);
    let mut opens = ahead.filter(|(_, step, _)| step.waits_for.contains(&id) && step.waits_for.iter().all(done));
    opens.next().map(|(id, step, _)| (id, step))
}

/// Whether the food comes off the heat when this step ends.
pub(crate) fn out_comes(cooking: &Cooking, id: StepId) -> bool {
    let inside = |next: &DishStep| next.oven.is_some() && next.follows == Some(id);
    let step = cooking.dish.step(id);
    step.is_some_and(|step| step.oven.is_some() && on_heat(step))
        && !next_step(cooking, id).is_some_and(|(_, next)| inside(next))
}

/// A step's length in words, or roughly what a hands step takes.
pub(crate) fn step_time(step: &DishStep) -> String {
    step.length_words().unwrap_or_else(|| format!("about {}", minutes(step.takes)))
}

/// The first word or two in capitals, for big letters.
pub(crate) fn big_word(text: &str) -> String {
    let text = text.trim().trim_end_matches(['.', '?', ',']);
    let first = text.split_whitespace().next().unwrap_or("NOW");
    first.trim_end_matches([',', ':', ';', '.']).to_uppercase().chars().take(10).collect()
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
