//! Answers to a call from beyond the screen: the buttons of a notification.
//!
//! A button means what a key means on that very ring, by the same resolution (`resolved`). It names the alarm that the cook saw: one that
//! stands no more is refused, and nothing happens; so neither a stale button nor a second press can ever end the next step.

use super::App;
use super::HEARD_FOR;
use super::control::{ended, told};
use super::resolve::{Effect, answer_ring, extendable};
use crate::engine::{Act, Alarm, AlarmId, Session, Strength};
use crate::time::{Moment, minutes};
use crate::view::active_steps::{ActiveStep, active_steps};
use crate::view::call::{Button, Meaning, Offer, Press};
use crate::view::words::small;

/// The buttons that mean something on that alarm, the one that does no harm first.
pub(super) fn offers(session: &Session, items: &[ActiveStep<'_>], alarm: &Alarm, now: Moment) -> Vec<Offer> {
    [Button::Quiet, Button::Done, Button::More]
        .into_iter()
        .filter_map(|button| {
            let act = act(session, items, alarm, button, now)?;
            Some(Offer { button, meaning: meaning(session, alarm, &act) })
        })
        .collect()
}

fn act(session: &Session, items: &[ActiveStep<'_>], alarm: &Alarm, button: Button, now: Moment) -> Option<Act> {
    match button {
        Button::Quiet => Some(Act::Acknowledge { alarm: alarm.id }),
        Button::Done => match answer_ring(items, alarm)?.effect {
            Effect::Act(act) => Some(act),
            Effect::Change(_) => None,
        },
        Button::More => extendable(session, alarm, now).map(|(run, by)| Act::More { run, by }),
    }
}

/// What an act means on that alarm.
fn meaning(session: &Session, alarm: &Alarm, act: &Act) -> Meaning {
    match act {
        Act::Acknowledge { .. } if is_cleared(alarm) => Meaning::Heard,
        Act::Acknowledge { .. } => Meaning::Quiet,
        Act::More { by, .. } => Meaning::More(*by),
        Act::Start { run, .. } => {
            let step = session.dish(run.dish).and_then(|cooking| cooking.dish.step(run.step));
            if step.is_some_and(|step| step.oven.is_some()) { Meaning::In } else { Meaning::Start }
        }
        Act::OvenOn { .. } => Meaning::OvenOn,
        Act::OvenHot { .. } => Meaning::OvenHot,
        Act::OvenOff { .. } => Meaning::OvenOff,
        Act::Done { .. }
        | Act::Add { .. }
        | Act::Pause { .. }
        | Act::Resume { .. }
        | Act::Abandon { .. }
        | Act::Plan { .. }
        | Act::Undo { .. } => Meaning::Done,
    }
}

/// Whether being heard is all that it asks for.
fn is_cleared(alarm: &Alarm) -> bool {
    match alarm.id {
        AlarmId::Cue { .. } | AlarmId::Start(_) | AlarmId::Look(_) => true,
        AlarmId::Out(_)
        | AlarmId::Waiting(_)
        | AlarmId::Paused(_)
        | AlarmId::OvenOn(_)
        | AlarmId::OvenHot(_)
        | AlarmId::OvenOff(_) => alarm.strength == Strength::Soft,
    }
}

impl App {
    /// The act that a pressed button leads to, for [`App::apply`]; none where that call stands no more, or means nothing of the kind.
    pub fn answer(&mut self, press: Press, now: Moment) -> Option<Act> {
        let button = press.offer.button;
        let alarm = self.calls(now).into_iter().map(|call| call.alarm).find(|alarm| alarm.id == press.alarm)?;
        let items = active_steps(&self.session, now);
        let act = act(&self.session, &items, &alarm, button, now)?;
        // The same call may have come to mean something else since: "It is hot" is not "It is in".
        if button == Button::Done && meaning(&self.session, &alarm, &act) != press.offer.meaning {
            return None;
        }
        let mut probe = self.session.clone();
        probe.apply(act.clone(), now).ok()?;
        let said = self.said(&items, &alarm, button, &act, now);
        // Whoever stands before the screen sees what happened, and an Enter that was meant for the same ring does no more.
        self.flash(format!("From the desktop: {}", small(&said)), now);
        self.debounce.after_enter(now, self.speed);
        if matches!(act, Act::Done { .. } | Act::Start { .. }) {
            self.picked = None;
        }
        if button == Button::Quiet {
            self.hear(alarm.id, now);
        }
        Some(act)
    }

    /// In a rehearsal a ring that was heard stays quiet by the cook's own clock.
    pub(super) fn hear(&mut self, alarm: AlarmId, now: Moment) {
        if self.speed > 1 {
            self.heard.retain(|(_, until)| *until > now);
            self.heard.push((alarm, now + HEARD_FOR.times(self.speed)));
        }
    }

    fn said(&self, items: &[ActiveStep<'_>], alarm: &Alarm, button: Button, act: &Act, now: Moment) -> String {
        let told = told(&self.session, alarm, now);
        match (button, act) {
            (Button::Quiet, _) => format!("heard: {told}"),
            (Button::More, Act::More { run, by }) => {
                let item = items.iter().find(|item| item.run == *run);
                format!("{}: {} more", item.map_or(told.as_str(), |item| &item.step.title), minutes(*by))
            }
            (Button::More | Button::Done, _) => {
                let kitchen = self.kitchen(items, now);
                answer_ring(items, alarm)
                    .and_then(|resolved| ended(&kitchen, resolved).ok())
                    .map_or(told, |(_, said)| said)
            }
        }
    }
}
