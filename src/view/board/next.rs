//! YOU, NEXT and THEN: what the cook does now, what calls next, and which steps follow.
//!
//! THEN repeats nothing that YOU or NEXT says.

use super::{call_word, cue_text, end_word, name};
use crate::engine::{Alarm, AlarmId, AlarmLevel, Cooking, NextCall, OvenUse, Run, Session, StepState};
use crate::recipe::{DishStep, Phase, StepId};
use crate::time::{Moment, Span, minutes};
use crate::view::active_steps::{ActiveStep, OvenWait, StepStatus};
use crate::view::batch::sentence_start;
use crate::view::dish_name::called;
use crate::view::frame_time::FrameTime;
use crate::view::scene::Scene;
use crate::view::todo::{Todo, ends_early, todo};
use crate::view::words::{capital, next_step, oven_set_text, oven_text, question, sentence, small, step_time, words};

/// What the cook does now and about how long it takes; Enter answers the same thing.
pub(super) fn you(
    scene: &Scene<'_>,
    picked: Option<Run>,
    hero: Option<&ActiveStep<'_>>,
    several: bool,
    frame: &FrameTime<'_>,
) -> (String, String) {
    if let Some(item) = ends_early(scene, picked) {
        return (format!("Enter ends {} early, Esc lets it be", small(&name(item, several))), String::new());
    }
    match todo(scene, picked) {
        Some(Todo::Oven(alarm)) => (oven_todo(scene, alarm, several, frame), String::new()),
        Some(Todo::Step(run)) => {
            let Some(item) = scene.step(run) else { return (String::new(), String::new()) };
            step_todo(scene, item, hero, several, frame)
        }
        None => (idle(scene, hero, several, frame), String::new()),
    }
}

/// What the cook has to do for a step.
fn step_todo(
    scene: &Scene<'_>,
    item: &ActiveStep<'_>,
    hero: Option<&ActiveStep<'_>>,
    several: bool,
    frame: &FrameTime<'_>,
) -> (String, String) {
    // The big digits already name it.
    let named = hero.is_some_and(|hero| hero.run == item.run);
    let whose = |text: String| if named { text } else { format!("{}: {}", name(item, several), small(&text)) };
    match &item.status {
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
            (whose(format!("{put}{press}: the clock starts then, not before")), String::new())
        }
        StepStatus::Waiting { heat, .. } => (oven_wait(scene, item, *heat, frame), String::new()),
        StepStatus::Overdue { .. } => {
            let then = item.step.then.as_deref().map(sentence);
            let then = then.unwrap_or_else(|| format!("{} is {}", item.step.title, end_word(item)));
            (whose(then), String::new())
        }
        StepStatus::Window { .. } => {
            let look = item.step.until.as_deref().map_or_else(
                || "Look every minute".to_owned(),
                |until| format!("Look every minute: {}", small(&question(until))),
            );
            (whose(look), String::new())
        }
        StepStatus::Hands => {
            let more = match scene.steps.iter().filter(|item| item.status == StepStatus::Hands).count() {
                0 | 1 => String::new(),
                n => format!(" (and {} more)", n - 1),
            };
            let takes = minutes(item.step.takes);
            match (named, item.step.what.as_deref()) {
                (true, what) => (what.map_or_else(|| "Do it, then press Enter".to_owned(), sentence), String::new()),
                (false, Some(what)) => (format!("{}: {}{more}", name(item, several), small(what)), takes),
                (false, None) => (format!("{}{more}", name(item, several)), takes),
            }
        }
        StepStatus::Held { until, .. } => (whose(held(item, *until, frame)), String::new()),
        StepStatus::Running { .. } => (whose(beat(item)), String::new()),
        StepStatus::CountUp { .. } | StepStatus::Paused { .. } => (String::new(), String::new()),
    }
}

/// A beat goes on by itself.
fn beat(item: &ActiveStep<'_>) -> String {
    let what = item.step.what.as_deref().map(sentence);
    let next = item
        .batch
        .filter(|batch| !batch.is_last())
        .map(|batch| format!("{} follows by itself", sentence_start(&batch, batch.number.saturating_add(1))));
    let last = "This is the last batch";
    what.into_iter().chain([next.unwrap_or_else(|| last.to_owned())]).collect::<Vec<_>>().join(" ")
}

/// A dish that waits for another day.
fn held(item: &ActiveStep<'_>, until: Option<Moment>, frame: &FrameTime<'_>) -> String {
    let keeps = until.map_or_else(String::new, |until| format!("It keeps till {}. ", frame.time(until)));
    let next = following(item).map_or_else(String::new, |(_, next)| format!(": {}", small(&next.title)));
    format!("{keeps}On the day, Enter goes on{next}")
}

/// What YOU says if nothing waits for the cook.
fn idle(scene: &Scene<'_>, hero: Option<&ActiveStep<'_>>, several: bool, frame: &FrameTime<'_>) -> String {
    if let Some(item) = scene.steps.iter().find(|item| matches!(item.status, StepStatus::Paused { .. })) {
        let title = name(item, several);
        return match (item.on_heat(), hero.is_some_and(|hero| hero.run == item.run)) {
            (true, true) => "Space goes on. If it is still on the heat, it goes on cooking".to_owned(),
            (true, false) => format!("{title} is paused: if it is still on the heat, Tab picks it and Space goes on"),
            (false, true) => "Press Space to go on".to_owned(),
            (false, false) => format!("{title} is paused: Tab picks it, Space goes on"),
        };
    }
    if let Some(what) = hero.and_then(|hero| put_away(hero, frame)) {
        return what;
    }
    match upcoming(scene, several, frame).first() {
        Some((at, _)) => {
            let at = scene.next_wake.map_or(*at, |wake| wake.min(*at));
            format!("Nothing till {}", frame.time(at))
        }
        None => "Nothing".to_owned(),
    }
}

/// How long YOU shows the instructions of a calm step that has begun.
const PUT_AWAY_FOR: Span = Span::mins(5);

/// What to do first with a calm step that has just begun: "Wrap tightly, put it in the fridge".
fn put_away(item: &ActiveStep<'_>, frame: &FrameTime<'_>) -> Option<String> {
    let StepState::Running { begun, .. } = item.state() else { return None };
    let fresh = item.is_calm() && !item.is_timer() && frame.now - begun < PUT_AWAY_FOR;
    item.step.what.as_deref().filter(|_| fresh).map(sentence)
}

/// Why the food of a step cannot go in yet.
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
    let wanted = step.oven.map_or_else(String::new, |oven| {
        let same = oven.with_fan(used.at.has_fan()).filter(|_| oven.has_fan() != used.at.has_fan());
        let same = same.map_or_else(String::new, |same| format!(" (as hot as {})", oven_text(cooking, same)));
        format!("{}{same}", oven_text(cooking, oven))
    });
    let until = frame.time(used.until);
    format!(
        "The oven is at {at} for {other} till {until}; {} wants {wanted}: after it, or together at {at}",
        small(&step.title)
    )
}

/// What the oven needs from the cook, and what the hands do meanwhile.
fn oven_todo(scene: &Scene<'_>, id: AlarmId, several: bool, frame: &FrameTime<'_>) -> String {
    let title =
        || scene.alarms.iter().find(|alarm| alarm.id == id).map(|alarm| words(scene.session, alarm, frame.tick).title);
    let todo = match id {
        AlarmId::OvenOff(_) => "Once the oven is off, press Enter.".to_owned(),
        AlarmId::OvenHot(_) => "Once the oven is hot, press Enter.".to_owned(),
        AlarmId::OvenOn(_)
        | AlarmId::Start(_)
        | AlarmId::Waiting(_)
        | AlarmId::Cue { .. }
        | AlarmId::Batch { .. }
        | AlarmId::Look(_)
        | AlarmId::Out(_)
        | AlarmId::Paused(_) => format!("{}, then press Enter.", title().unwrap_or_default()),
    };
    let hands = scene.steps.iter().find(|item| item.status == StepStatus::Hands);
    match hands.and_then(|item| Some((item, item.step.what.as_deref()?))) {
        Some((_, what)) if !several => format!("{todo} Then: {}", small(what)),
        Some((item, what)) => format!("{todo} Then {}: {}", small(&item.called), small(what)),
        None => todo,
    }
}

/// The next call to turn the oven.
fn oven_call(scene: &Scene<'_>) -> Option<(Moment, String)> {
    if scene.alarms.iter().any(|alarm| matches!(alarm.id, AlarmId::OvenOn(_))) {
        return None;
    }
    let (at, run) = scene.session.oven_call(scene.now)?;
    let alarm = Alarm {
        id: AlarmId::OvenOn(run),
        since: at,
        level: AlarmLevel::Ring,
        calls: 0,
        quiet_until: None,
        missed: 0,
        cues: Vec::new(),
    };
    Some((at, words(scene.session, &alarm, at).title))
}

/// What will call and when, soonest first.
pub(super) fn upcoming(scene: &Scene<'_>, several: bool, frame: &FrameTime<'_>) -> Vec<(Moment, String)> {
    let session = scene.session;
    let calls = scene.steps.iter().filter_map(|item| match &item.status {
        StepStatus::Running { call, what, .. } => {
            let text = match what {
                NextCall::Out => end_text(item, several),
                NextCall::Look | NextCall::Batch(_) => format!("{}: {}", name(item, several), call_word(item, what)),
                NextCall::Cues(cues) => format!("{}: {}", name(item, several), cue_text(item, cues)),
            };
            Some((*call, text))
        }
        StepStatus::Window { out } => Some((*out, end_text(item, several))),
        StepStatus::CountUp { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Waiting { .. }
        | StepStatus::Hands
        | StepStatus::Held { .. }
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

/// What calls next, else which step follows, and its time if it is one call. Covers every dish.
pub(super) fn next(scene: &Scene<'_>, several: bool, frame: &FrameTime<'_>) -> (String, String) {
    let all = upcoming(scene, several, frame);
    match all.as_slice() {
        [] => {
            let ready = scene.steps.iter().find_map(following);
            (ready.map_or_else(String::new, |(_, next)| format!("{} · {}", next.title, step_time(next))), String::new())
        }
        [(at, text)] if !several => (text.clone(), frame.time(*at)),
        all => {
            let told = all.iter().map(|(at, text)| format!("{} {}", frame.time(*at), small(text)));
            let untimed = if several { without_call(scene) } else { Vec::new() };
            (told.chain(untimed).collect::<Vec<_>>().join(" · "), String::new())
        }
    }
}

/// What follows in each dish that waits for the cook and has no call by time: "rice: drain".
fn without_call(scene: &Scene<'_>) -> Vec<String> {
    let timed = |item: &&ActiveStep<'_>| match item.status {
        StepStatus::Running { .. } | StepStatus::Window { .. } => true,
        StepStatus::CountUp { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Waiting { .. }
        | StepStatus::Hands
        | StepStatus::Held { .. }
        | StepStatus::Paused { .. } => false,
    };
    let dishes = scene.session.dishes().filter(|cooking| cooking.is_live());
    let untimed = dishes.filter(|cooking| !scene.steps.iter().any(|item| item.run.dish == cooking.id && timed(&item)));
    let next = untimed.filter_map(|cooking| {
        let item = scene.steps.iter().find(|item| item.run.dish == cooking.id)?;
        let (_, next) = following(item)?;
        Some(format!("{}: {}", small(&item.called), small(&next.title)))
    });
    next.collect()
}

/// The step that NEXT names, so THEN leaves it out. If something else will call (`calls`), NEXT names that instead of
/// the following step.
pub(super) fn named_next(hero: &ActiveStep<'_>, calls: bool) -> Option<StepId> {
    match hero.status {
        StepStatus::Running { what: NextCall::Out, .. } | StepStatus::Window { .. } => {
            next_step(hero.cooking, hero.run.step)
        }
        StepStatus::Running { .. } | StepStatus::CountUp { .. } => None,
        StepStatus::Overdue { .. }
        | StepStatus::Waiting { .. }
        | StepStatus::Hands
        | StepStatus::Held { .. }
        | StepStatus::Paused { .. } => {
            if calls {
                None
            } else {
                following(hero)
            }
        }
    }
    .map(|(id, _)| id)
}

/// The step that follows an active one, as named by NEXT.
fn following<'a>(item: &ActiveStep<'a>) -> Option<(StepId, &'a DishStep)> {
    let ahead =
        || item.cooking.iter().find(|(_, _, state)| **state == StepState::Blocked).map(|(id, step, _)| (id, step));
    next_step(item.cooking, item.run.step).or_else(ahead)
}

/// The steps after the one that NEXT names.
pub(super) fn then(cooking: &Cooking, next: Option<StepId>) -> String {
    let ahead = cooking.iter().filter(|(id, _, state)| **state == StepState::Blocked && Some(*id) != next);
    let told = ahead.map(|(_, step, _)| match step.length_words() {
        Some(words) => format!("{} {words}", small(&step.title)),
        None => small(&step.title),
    });
    capital(&told.collect::<Vec<_>>().join(" · "))
}
