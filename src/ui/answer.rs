//! Answers to a call from outside the screen: the buttons of a notification.
//!
//! A button means what a key means on the same ring, through the same resolution (`resolved`). It names the alarm that
//! the cook saw, and is refused if that alarm no longer stands. So neither a stale button nor a second press can end
//! the next step.

use super::control::{ended, title_of};
use super::outcome::Outcome;
use super::resolve::{answer_ring, extendable};
use crate::engine::{Act, Alarm, AlarmId, AlarmLevel};
use crate::time::minutes;
use crate::view::call::{Button, Meaning, Offer, Press};
use crate::view::scene::Scene;

/// The buttons for that alarm, the harmless one first.
pub(super) fn offers(scene: &Scene<'_>, alarm: &Alarm) -> Vec<Offer> {
    let offer = |button| act(scene, alarm, button).map(|act| Offer { button, meaning: meaning(scene, alarm, &act) });
    [Button::Quiet, Button::Done, Button::More].into_iter().filter_map(offer).collect()
}

fn act(scene: &Scene<'_>, alarm: &Alarm, button: Button) -> Option<Act> {
    match button {
        Button::Quiet => Some(Act::Acknowledge { alarm: alarm.id }),
        Button::Done => {
            if let Outcome::Act(act) = answer_ring(&scene.steps, alarm)?.outcome {
                Some(act)
            } else {
                None
            }
        }
        Button::More => extendable(scene, alarm).map(|(run, by)| Act::More { run, by }),
    }
}

/// What an act means as an answer to that alarm.
fn meaning(scene: &Scene<'_>, alarm: &Alarm, act: &Act) -> Meaning {
    match act {
        Act::Acknowledge { .. } if is_cleared(alarm) => Meaning::Heard,
        Act::Acknowledge { .. } => Meaning::Quiet,
        Act::More { by, .. } => Meaning::More(*by),
        Act::Start { run, .. } => {
            let step = scene.session.dish(run.dish).and_then(|cooking| cooking.dish.step(run.step));
            if step.is_some_and(|step| step.oven.is_some()) { Meaning::In } else { Meaning::Start }
        }
        Act::OvenOn { .. } => Meaning::OvenOn,
        Act::OvenHot { .. } => Meaning::OvenHot,
        Act::OvenOff { .. } => Meaning::OvenOff,
        Act::Done { .. }
        | Act::Add { .. }
        | Act::Pause { .. }
        | Act::Resume { .. }
        | Act::Restart { .. }
        | Act::Batch { .. }
        | Act::Skip { .. }
        | Act::Rename { .. }
        | Act::EndAt { .. }
        | Act::Abandon { .. }
        | Act::Plan { .. }
        | Act::Redo { .. }
        | Act::Undo { .. } => Meaning::Done,
    }
}

/// Whether hearing the alarm ends it.
fn is_cleared(alarm: &Alarm) -> bool {
    match alarm.id {
        AlarmId::Cue { .. } | AlarmId::Batch { .. } | AlarmId::Start(_) | AlarmId::Look(_) => true,
        AlarmId::Out(_)
        | AlarmId::Waiting(_)
        | AlarmId::Paused(_)
        | AlarmId::OvenOn(_)
        | AlarmId::OvenHot(_)
        | AlarmId::OvenOff(_) => alarm.level == AlarmLevel::Soft,
    }
}

pub(super) struct Answer {
    pub(super) act: Act,
    /// What the screen says about it.
    pub(super) message: String,
}

/// What a pressed button leads to; `None` if the call no longer stands or has no such button.
pub(super) fn answer(press: Press, alarm: &Alarm, scene: &Scene<'_>) -> Option<Answer> {
    let button = press.offer.button;
    let act = act(scene, alarm, button)?;
    // The same call may mean something else by now: "It is hot" is not "It is in".
    if button == Button::Done && meaning(scene, alarm, &act) != press.offer.meaning {
        return None;
    }
    let mut probe = scene.session.clone();
    probe.apply(act.clone(), scene.now).ok()?;
    let message = message(scene, alarm, button, &act);
    Some(Answer { act, message })
}

fn message(scene: &Scene<'_>, alarm: &Alarm, button: Button, act: &Act) -> String {
    let title = title_of(scene, alarm);
    match (button, act) {
        (Button::Quiet, _) => format!("heard: {title}"),
        (Button::More, Act::More { run, by }) => {
            format!("{}: {} more", scene.step(*run).map_or(title.as_str(), |item| &item.step.title), minutes(*by))
        }
        (Button::More | Button::Done, _) => {
            let ended = answer_ring(&scene.steps, alarm).and_then(|resolved| ended(scene, resolved).ok());
            ended.map_or(title, |(_, message)| message)
        }
    }
}
