//! Buttons pressed on calls: which ones a call offers, what each does, and that a stale one does nothing.

use super::Key;
use super::outside_tests::{Kitchen, stew, timer, toast};
use crate::engine::{Act, AlarmId};
use crate::recipe::{Dish, SetUp};
use crate::time::{Moment, Span};
use crate::view::call::{Button, Press};

const SECOND: Span = Span::SECOND;
const MINUTE: Span = Span::MINUTE;

impl Kitchen {
    /// The buttons of the first call.
    fn offers(&self) -> Vec<String> {
        let calls = self.app.calls(&self.app.scene(self.now));
        calls.first().map(|call| call.offers.iter().map(|offer| offer.label()).collect()).unwrap_or_default()
    }
    /// The first call's button of that name.
    #[track_caller]
    fn button(&self, label: &str) -> Press {
        let calls = self.app.calls(&self.app.scene(self.now));
        let call = calls.first().expect("something calls");
        let offer = call.offers.iter().find(|offer| offer.label() == label).expect(label);
        Press { alarm: call.alarm.id, offer: *offer }
    }
    /// Presses it and returns the act.
    fn answer(&mut self, press: Press) -> Option<Act> {
        let act = self.app.answer(press, self.now)?;
        self.app.apply(act.clone(), self.now).expect("what was offered is taken");
        Some(act)
    }
    #[track_caller]
    fn clicks(&mut self, label: &str) -> &mut Kitchen {
        let press = self.button(label);
        assert!(self.answer(press).is_some(), "{label} does nothing");
        self
    }
    fn calling(&self) -> usize {
        self.app.calls(&self.app.scene(self.now)).iter().filter(|call| call.alarm.quiet_until.is_none()).count()
    }
}

#[test]
fn done_means_what_enter_means_once_it_is_quiet() {
    let mut by_button = Kitchen::with(vec![stew()]);
    let mut by_key = Kitchen::with(vec![stew()]);
    by_button.after(MINUTE.times(20)).clicks("Done").notes("From the desktop: beef stew: simmer is done");
    by_key.after(MINUTE.times(20)).press(Key::Space);
    by_key.press(Key::Enter);
    let last = |kitchen: &Kitchen| kitchen.app.session().log().last().map(|logged| logged.act.clone());
    assert_eq!(last(&by_button), last(&by_key));
}

#[test]
fn a_second_press_or_an_enter_with_it_never_ends_the_next_step() {
    let mut kitchen = Kitchen::with(vec![stew()]);
    kitchen.after(MINUTE.times(20));
    let done = kitchen.button("Done");
    assert!(kitchen.answer(done).is_some());
    let after = kitchen.app.session().clone();
    assert_eq!(kitchen.answer(done), None);
    kitchen.after(Span::millis(100)).press(Key::Enter);
    assert_eq!(*kitchen.app.session(), after);
    kitchen.press(Key::Enter);
    assert_ne!(*kitchen.app.session(), after, "a second later Enter is meant for the next step");
}

#[test]
fn a_button_of_a_ring_that_is_over_does_nothing_and_says_nothing() {
    let mut kitchen = Kitchen::with(vec![timer(3, "Tea"), timer(9, "Rice")]);
    kitchen.after(MINUTE.times(3));
    let buttons = [kitchen.button("Done"), kitchen.button("Quiet"), kitchen.button("+1 min")];
    kitchen.says("done", "Tea is done");
    let after = kitchen.app.session().clone();
    for press in buttons {
        assert_eq!(kitchen.answer(press), None);
    }
    assert_eq!(*kitchen.app.session(), after);
    kitchen.notes("From outside: tea is done");
}

#[test]
fn more_is_a_minute_for_what_is_short_and_five_for_what_is_long() {
    let mut kitchen = Kitchen::with(vec![timer(9, "Eggs")]);
    kitchen.after(MINUTE.times(9)).clicks("+1 min").notes("From the desktop: eggs: 1 min more");
    assert_eq!(kitchen.calling(), 0);
    assert_eq!(kitchen.after(MINUTE).calling(), 1);
    let mut kitchen = Kitchen::with(vec![timer(10, "Rice")]);
    kitchen.after(MINUTE.times(12)).clicks("+5 min");
    assert_eq!(kitchen.after(MINUTE.times(5) - SECOND).calling(), 0);
    assert_eq!(kitchen.after(SECOND).calling(), 1);
}

#[test]
fn quiet_is_not_done_and_calls_again() {
    let mut kitchen = Kitchen::with(vec![timer(10, "Rice")]);
    kitchen.after(MINUTE.times(10)).clicks("Quiet").notes("From the desktop: heard: rice: time is up");
    assert_eq!(kitchen.after(MINUTE.times(2) - SECOND).calling(), 0);
    assert_eq!(kitchen.after(SECOND).calling(), 1);
}

#[test]
fn a_reminder_asks_for_nothing_but_to_be_heard() {
    let mut kitchen = Kitchen::with(vec![stew()]);
    assert_eq!(kitchen.after(MINUTE.times(5)).offers(), ["I heard it"]);
    kitchen.clicks("I heard it");
    assert_eq!(kitchen.after(MINUTE.times(5)).calling(), 0);
    assert_eq!(kitchen.after(MINUTE.times(5)).offers(), ["I heard it", "Done", "+5 min"], "time to look");
}

#[test]
fn the_oven_is_answered_in_its_own_words() {
    let mut kitchen = Kitchen::with(vec![toast()]);
    assert_eq!(kitchen.offers(), ["Quiet", "It is on"]);
    assert_eq!(kitchen.clicks("It is on").after(MINUTE.times(15)).offers(), ["Quiet", "It is in"]);
    assert_eq!(kitchen.clicks("It is in").after(MINUTE.times(10)).offers(), ["Quiet", "Done", "+5 min"]);
    assert_eq!(kitchen.clicks("Done").after(MINUTE.times(2)).offers(), ["Quiet", "It is off"]);
    assert_eq!(kitchen.clicks("It is off").offers(), [""; 0]);
}

#[test]
fn what_is_paused_has_no_end_to_be_answered() {
    let mut kitchen = Kitchen::with(vec![stew()]);
    kitchen.says("pause", "Simmer is paused").after(MINUTE.times(5));
    assert_eq!(kitchen.offers(), ["Quiet"]);
}

#[test]
fn a_ring_that_is_asked_about_first_cannot_be_answered_past_the_question() {
    let mut kitchen = Kitchen::with(vec![timer(60, "Roast")]);
    kitchen.after(MINUTE.times(60));
    let done = kitchen.button("Done");
    kitchen.after(Span::hours(13));
    kitchen.app.ask_resume(kitchen.now);
    assert_eq!(kitchen.answer(done), None);
}

#[test]
fn in_a_rehearsal_a_ring_that_was_heard_is_left_alone_for_as_long_as_by_key() {
    let (mut by_button, mut by_key) = (Kitchen::with(vec![timer(10, "Rice")]), Kitchen::with(vec![timer(10, "Rice")]));
    for kitchen in [&mut by_button, &mut by_key] {
        kitchen.app.set_speed(120);
        kitchen.after(MINUTE.times(10));
    }
    by_button.clicks("Quiet");
    by_key.press(Key::Space);
    for seconds in [30, 240, 400, 700] {
        let shown = |kitchen: &Kitchen| {
            let at = Moment::millis(5_000_000) + MINUTE.times(10) + Span::secs(seconds);
            matches!(
                kitchen.app.shown(&kitchen.app.scene(at), &crate::time::Clock::default()).screen.body,
                crate::view::Body::Ring(_)
            )
        };
        assert_eq!(shown(&by_button), shown(&by_key), "{seconds}");
    }
}

/// Every button of every call in a whole evening, in any order.
#[test]
fn whatever_is_offered_is_taken() {
    let recipes = crate::recipe::read::read(include_bytes!("../../recipes.toml")).recipes;
    let dishes: Vec<Dish> = recipes.iter().map(|recipe| Dish::prepare(recipe, &SetUp::default())).collect();
    let (mut kitchen, mut seen) = (Kitchen::with(dishes), std::collections::BTreeSet::new());
    for turn in 0..600_usize {
        let calls = kitchen.app.calls(&kitchen.app.scene(kitchen.now));
        for call in &calls {
            assert_eq!(call.offers.first().map(|offer| offer.button), Some(Button::Quiet));
            for offer in &call.offers {
                let mut other = Kitchen { app: kitchen.app.clone(), now: kitchen.now, asked: Vec::new() };
                assert!(other.answer(Press { alarm: call.alarm.id, offer: *offer }).is_some(), "{offer:?}");
                seen.insert(offer.label());
            }
            let oven = matches!(call.alarm.id, AlarmId::OvenOn(_) | AlarmId::OvenHot(_) | AlarmId::OvenOff(_));
            assert_eq!(call.phase.is_none(), oven);
        }
        if let Some(call) = calls.first() {
            let offer = &call.offers[turn % call.offers.len()];
            kitchen.answer(Press { alarm: call.alarm.id, offer: *offer });
        } else {
            let _ = kitchen
                .app
                .control(
                    &super::control::Control { what: super::control::ControlVerb::Done, dish: None },
                    kitchen.now,
                    &crate::time::Clock::default(),
                )
                .map(|(acts, _)| acts.into_iter().try_for_each(|act| kitchen.app.apply(act, kitchen.now)));
        }
        let next = kitchen.app.scene(kitchen.now).next_wake.unwrap_or(kitchen.now + MINUTE);
        kitchen.after((next - kitchen.now).min(MINUTE.times(10)));
    }
    assert!(seen.len() >= 5, "{seen:?}");
}
