//! YOU, NEXT and THEN: what the cook does now, what calls next and which steps follow, in words.
//!
//! What YOU or NEXT has said, THEN does not say again.

use super::{call_word, cue_text, end_word, name};
use crate::engine::{Alarm, AlarmId, Cooking, NextCall, OvenUse, Session, StepState};
use crate::recipe::{DishStep, Phase, StepId};
use crate::time::{Moment, minutes};
use crate::view::active_steps::{ActiveStep, OvenWait, StepStatus};
use crate::view::dish_name::called;
use crate::view::frame_time::FrameTime;
use crate::view::scene::Scene;
use crate::view::words::{capital, next_step, oven_set_text, oven_text, question, sentence, small, step_time, words};

/// What the cook does now, and about how long it takes.
pub(super) fn you(
    scene: &Scene<'_>,
    hero: Option<&ActiveStep<'_>>,
    several: bool,
    frame: &FrameTime<'_>,
) -> (String, String) {
    let items = scene.steps.as_slice();
    if let Some(todo) = oven_todo(scene, frame) {
        let hands = hero.filter(|item| item.stand == StepStatus::Hands).and_then(|item| item.step.what.as_deref());
        return (hands.map_or_else(|| todo.clone(), |what| format!("{todo} Then: {}", small(what))), String::new());
    }
    if let Some(item) = hero {
        match &item.stand {
            StepStatus::Waiting { heat: None, .. } => {
                let put = item.step.what.as_deref().map_or_else(String::new, |what| format!("{} ", sentence(what)));
                let press = match (item.step.oven, item.step.phase, put.is_empty()) {
                    (Some(_), _, _) => "Put it in and press Enter",
                    (None, Phase::Boil, _) => "Press Enter once it boils",
                    (None, Phase::Simmer, _) => "Press Enter once it simmers",
                    (None, _, _) if item.on_heat() => "Press Enter once it is on the heat",
                    (None, _, false) => "Then press Enter",
                    (None, _, true) => "Press Enter",
                };
                return (format!("{put}{press}: the clock starts then, not before"), String::new());
            }
            StepStatus::Overdue { .. } => {
                let then = item
                    .step
                    .then
                    .as_deref()
                    .map(sentence)
                    .unwrap_or_else(|| format!("{} is {}", item.step.title, end_word(item)));
                return (then, String::new());
            }
            StepStatus::Window { .. } => {
                let look = item.step.until.as_deref().map_or_else(
                    || "Look every minute".to_owned(),
                    |until| format!("Look every minute: {}", small(&question(until))),
                );
                return (look, String::new());
            }
            StepStatus::Hands => {
                let done = || "Do it, then press Enter".to_owned();
                return (item.step.what.as_deref().map_or_else(done, sentence), String::new());
            }
            StepStatus::Running { .. }
            | StepStatus::CountUp { .. }
            | StepStatus::Paused { .. }
            | StepStatus::Waiting { .. } => {}
        }
    }
    let mut hands = items.iter().filter(|item| item.stand == StepStatus::Hands);
    if let Some(item) = hands.next() {
        let what = item.step.what.as_deref().map_or_else(String::new, |what| format!(": {}", small(what)));
        let more = match hands.count() {
            0 => String::new(),
            n => format!(" (and {n} more)"),
        };
        let name = name(item, several);
        return (format!("{name}{what}{more}"), minutes(item.step.takes));
    }
    let waits = items.iter().find_map(|item| match item.stand {
        StepStatus::Waiting { heat, .. } => Some((item, heat)),
        StepStatus::Running { .. }
        | StepStatus::CountUp { .. }
        | StepStatus::Window { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Hands
        | StepStatus::Paused { .. } => None,
    });
    if let Some((item, heat)) = waits {
        return (oven_wait(scene, item, heat, frame), String::new());
    }
    match upcoming(scene, several, frame).first() {
        Some((at, _)) => {
            let at = scene.next_wake.map_or(*at, |wake| wake.min(*at));
            (format!("Nothing till {}", frame.time(at)), String::new())
        }
        None if hero.is_some_and(|item| matches!(item.stand, StepStatus::Paused { .. })) => {
            ("Press Space to go on".to_owned(), String::new())
        }
        None => ("Nothing".to_owned(), String::new()),
    }
}

/// Why a step cannot go in yet.
pub(crate) fn oven_wait(
    scene: &Scene<'_>,
    item: &ActiveStep<'_>,
    heat: Option<OvenWait>,
    frame: &FrameTime<'_>,
) -> String {
    let name = &item.step.title;
    match heat {
        Some(OvenWait::Taken(used)) => oven_taken(scene.session, item.cooking, item.step, used, frame),
        Some(OvenWait::SetTo(to)) => {
            let wanted = item.step.oven.map_or_else(String::new, |oven| oven_text(item.cooking, oven));
            format!("The oven is at {}; {} wants {wanted}", oven_set_text(scene.session, to), small(name))
        }
        Some(OvenWait::Off | OvenWait::HotAt(_)) | None => format!("{name} waits for the oven"),
    }
}

/// "The oven is at 170 °C for the pork till 03:15; roast wants 220 °C: after it, or together at 170 °C".
pub(crate) fn oven_taken(
    session: &Session,
    cooking: &Cooking,
    step: &DishStep,
    used: OvenUse,
    frame: &FrameTime<'_>,
) -> String {
    let other = session.dish(used.dish).map_or_else(String::new, |cooking| small(&called(session, cooking)));
    let at = oven_set_text(session, used.at);
    let wanted = step.oven.map_or_else(String::new, |oven| oven_text(cooking, oven));
    let until = frame.time(used.until);
    format!(
        "The oven is at {at} for {other} till {until}; {} wants {wanted}: after it, or together at {at}",
        small(&step.title)
    )
}

/// What the oven wants of the cook, heard but not yet answered.
fn oven_todo(scene: &Scene<'_>, frame: &FrameTime<'_>) -> Option<String> {
    let into =
        scene.steps.iter().any(|item| item.step.oven.is_some() && matches!(item.stand, StepStatus::Waiting { .. }));
    scene.alarms.iter().find_map(|alarm| match alarm.id {
        AlarmId::OvenOff(_) => Some("Once the oven is off, press Enter.".to_owned()),
        AlarmId::OvenOn(_) => Some(format!("{}, then press Enter.", words(scene.session, alarm, frame.tick).title)),
        AlarmId::OvenHot(_) if !into => Some("Once the oven is hot, press Enter.".to_owned()),
        AlarmId::OvenHot(_)
        | AlarmId::Start(_)
        | AlarmId::Waiting(_)
        | AlarmId::Cue { .. }
        | AlarmId::Look(_)
        | AlarmId::Out(_)
        | AlarmId::Paused(_) => None,
    })
}

/// The call to turn the oven on, where it is the next of all.
fn oven_call(scene: &Scene<'_>) -> Option<(Moment, String)> {
    let wake = scene.next_wake?;
    let is_on = |alarm: &Alarm| matches!(alarm.id, AlarmId::OvenOn(_));
    if scene.alarms.iter().any(is_on) {
        return None;
    }
    let alarm = scene.session.alarms(wake).into_iter().find(is_on)?;
    Some((wake, words(scene.session, &alarm, wake).title))
}

/// What will call, and when, soonest first.
pub(super) fn upcoming(scene: &Scene<'_>, several: bool, frame: &FrameTime<'_>) -> Vec<(Moment, String)> {
    let session = scene.session;
    let calls = scene.steps.iter().filter_map(|item| match &item.stand {
        StepStatus::Running { call, what, .. } => {
            let text = match what {
                NextCall::Out => end_text(item, several),
                NextCall::Look => format!("{}: {}", name(item, several), call_word(item, what)),
                NextCall::Cues(cues) => format!("{}: {}", name(item, several), cue_text(item, cues)),
            };
            Some((*call, text))
        }
        StepStatus::Window { out } => Some((*out, end_text(item, several))),
        StepStatus::CountUp { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Waiting { .. }
        | StepStatus::Hands
        | StepStatus::Paused { .. } => None,
    });
    let later = session.dishes().filter(|c| c.is_live()).flat_map(|c| {
        c.iter().filter(|(_, _, state)| matches!(state, StepState::Ready { .. })).filter_map(move |(id, step, _)| {
            let at = session.due(c.id, id)?.at(frame.minute());
            (at > frame.now).then(|| (at, step.title.clone()))
        })
    });
    let mut all: Vec<(Moment, String)> = calls.chain(later).chain(oven_call(scene)).collect();
    all.sort();
    all
}

fn end_text(item: &ActiveStep<'_>, several: bool) -> String {
    if item.is_timer() {
        return item.step.title.clone();
    }
    let then = item.step.then.as_deref().map(|then| then.trim_end_matches('.').to_owned());
    let end = then.unwrap_or_else(|| format!("{} {}", item.step.title, end_word(item)));
    let end = if several { format!("{}: {}", item.called, small(&end)) } else { end };
    match next_step(item.cooking, item.run.step) {
        Some((_, next)) => format!("{end}, then {}", small(&next.title)),
        None => end,
    }
}

/// What calls next, or else which step follows; and when, where it is one call.
pub(super) fn next(scene: &Scene<'_>, several: bool, frame: &FrameTime<'_>) -> (String, String) {
    let all = upcoming(scene, several, frame);
    match all.as_slice() {
        [] => {
            let ready = scene.steps.iter().find_map(following);
            (ready.map_or_else(String::new, |(_, next)| format!("{} · {}", next.title, step_time(next))), String::new())
        }
        [(at, text)] => (text.clone(), frame.time(*at)),
        several => {
            let told = several.iter().take(3).map(|(at, text)| format!("{} {}", frame.time(*at), small(text)));
            (told.collect::<Vec<_>>().join(" · "), String::new())
        }
    }
}

/// The step that NEXT names, and THEN need not. If something else will call (`calls`), NEXT names that instead of the step that
/// follows.
pub(super) fn named_next(hero: &ActiveStep<'_>, calls: bool) -> Option<StepId> {
    match hero.stand {
        StepStatus::Running { what: NextCall::Out, .. } | StepStatus::Window { .. } => {
            next_step(hero.cooking, hero.run.step)
        }
        StepStatus::Running { .. } | StepStatus::CountUp { .. } => None,
        StepStatus::Overdue { .. } | StepStatus::Waiting { .. } | StepStatus::Hands | StepStatus::Paused { .. }
            if calls =>
        {
            None
        }
        StepStatus::Overdue { .. } | StepStatus::Waiting { .. } | StepStatus::Hands | StepStatus::Paused { .. } => {
            following(hero)
        }
    }
    .map(|(id, _)| id)
}

/// The step that NEXT names beside one on the go.
fn following<'a>(item: &ActiveStep<'a>) -> Option<(StepId, &'a DishStep)> {
    let ahead =
        || item.cooking.iter().find(|(_, _, state)| **state == StepState::Blocked).map(|(id, step, _)| (id, step));
    next_step(item.cooking, item.run.step).or_else(ahead)
}

/// The steps after that which NEXT names.
pub(super) fn then(cooking: &Cooking, next: Option<StepId>) -> String {
    let ahead = cooking.iter().filter(|(id, _, state)| **state == StepState::Blocked && Some(*id) != next);
    let told = ahead.map(|(_, step, _)| match step.length {
        Some(length) => format!("{} {}", small(&step.title), length.words()),
        None => small(&step.title),
    });
    capital(&told.collect::<Vec<_>>().join(" · "))
}
