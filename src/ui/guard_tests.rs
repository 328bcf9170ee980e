//! Only the cook acts: what wet hands, a paste, a mouse wheel or a ring at the same moment must not do.

use super::outside_tests::Kitchen;
use super::{Intent, Key};
use crate::engine::Act;
use crate::recipe::{Dish, RecipeSummary};
use crate::time::Span;
use crate::view::{Body, Overlay};
use std::sync::Arc;

const SECOND: Span = Span::SECOND;
const MINUTE: Span = Span::MINUTE;

fn timer(name: &str, mins: i64) -> Dish {
    Dish::timer(name.to_owned(), Span::mins(mins))
}

impl Kitchen {
    fn draws(&mut self) -> &mut Kitchen {
        let shown = self.app.showing(&self.app.scene(self.now));
        self.app.set_shown(shown);
        self
    }
    fn acts(&self) -> usize {
        self.app.session().log().len()
    }
    #[track_caller]
    fn types(&self, wanted: &str) {
        match self.app.shown(&self.app.scene(self.now), &crate::time::Clock::default()).screen.over {
            Some(Overlay::Entry { text, .. }) => assert_eq!(text, wanted),
            other => panic!("{other:?}"),
        }
    }
    fn is_ringing(&self) -> bool {
        let shown = self.app.shown(&self.app.scene(self.now), &crate::time::Clock::default());
        matches!(shown.screen.body, Body::Ring(_))
    }
}

#[test]
fn a_ring_in_the_same_breath_as_a_key_goes_on() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 1)]);
    kitchen.draws().after(MINUTE).draws();
    let acts = kitchen.acts();
    kitchen.press(Key::Space);
    assert_eq!(kitchen.acts(), acts, "it was meant for the board");
    kitchen.draws().press(Key::Space);
    assert_eq!(kitchen.acts(), acts + 1);
}

#[test]
fn what_is_typed_as_a_ring_appears_stays_in_the_field() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 1)]);
    kitchen.press(Key::Char('n')).press(Key::Char('1')).draws().after(Span::secs(58)).draws();
    assert!(kitchen.is_ringing());
    let acts = kitchen.acts();
    for key in [Key::Char('2'), Key::Enter] {
        for intent in kitchen.app.key(key, kitchen.now) {
            assert!(!matches!(intent, Intent::Act(_)), "{intent:?}");
        }
    }
    assert_eq!(kitchen.acts(), acts);
    kitchen.draws().after(SECOND).press(Key::Space);
    kitchen.types("12");
}

#[test]
fn a_younger_ring_is_not_quieted_with_an_older_one() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 1), Dish::timer("Tea".to_owned(), Span::secs(62))]);
    kitchen.draws().after(MINUTE).draws().after(Span::secs(2)).draws();
    kitchen.press(Key::Space);
    let quiet: Vec<bool> =
        kitchen.app.scene(kitchen.now).alarms.iter().map(|alarm| alarm.quiet_until.is_some()).collect();
    assert_eq!(quiet, [false, true]);
}

#[test]
fn enter_is_deaf_while_what_it_means_changes_by_itself() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 1), timer("Rice", 2)]);
    // Both have rung and are quiet: Enter means the eggs.
    kitchen.after(MINUTE.times(2)).press(Key::Space).draws();
    // A moment later something else burns soonest.
    let act = kitchen.app.add(timer("Tea", 0));
    kitchen.app.apply(act, kitchen.now).unwrap();
    let acts = kitchen.acts();
    kitchen.press(Key::Enter);
    assert_eq!(kitchen.acts(), acts);
}

#[test]
fn a_paste_acts_nowhere() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 10)]);
    for text in ["liquid smoke", "qs", " ", "xu"] {
        kitchen.app.paste(text, kitchen.now);
    }
    assert_eq!(kitchen.acts(), 1);
    kitchen.notes("Pasted text was dropped: nothing is typed here");
    assert!(kitchen.asked.is_empty());
}

#[test]
fn a_paste_is_typed_where_letters_are_wanted() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 10)]);
    kitchen.press(Key::Char('n'));
    kitchen.app.paste("12m rice", kitchen.now);
    kitchen.types("12m rice");
    let recipes = crate::recipe::read::read(include_bytes!("../../recipes.toml")).recipes;
    let cards = recipes.iter().map(|recipe| Arc::new(RecipeSummary::of(recipe))).collect();
    let mut app = super::App::new(cards, Vec::new());
    app.paste("crispy", kitchen.now);
    match app.shown(&app.scene(kitchen.now), &crate::time::Clock::default()).screen.body {
        Body::Shelf(shelf) => assert_eq!((shelf.filter.as_str(), shelf.fit), ("crispy", 1)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_held_arrow_or_a_turned_wheel_counts_once() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 10)]);
    for _ in 0..30 {
        for intent in kitchen.app.key(Key::Up, kitchen.now) {
            if let Intent::Act(act) = intent {
                kitchen.app.apply(act, kitchen.now).unwrap();
            }
        }
        kitchen.after(Span::millis(33));
    }
    let more: Vec<Act> = kitchen.app.session().log().iter().skip(1).map(|logged| logged.act.clone()).collect();
    assert!(matches!(more.as_slice(), [Act::More { by: MINUTE, .. }]), "{more:?}");
    // Slower than a repeat, so it is a press.
    kitchen.after(Span::millis(200)).press(Key::Up).after(Span::millis(200)).press(Key::Up);
    assert_eq!(kitchen.acts(), 4);
}

#[test]
fn two_arrows_in_turn_are_two_presses() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 10)]);
    kitchen.press(Key::Up).press(Key::Down).press(Key::Up);
    assert_eq!(kitchen.acts(), 4);
}

#[test]
fn every_page_gives_way_to_the_board_while_something_cooks() {
    for key in [Key::Char('a'), Key::Char('n'), Key::Char('?'), Key::Char('x'), Key::Char('q')] {
        let mut kitchen = Kitchen::with(vec![timer("Eggs", 30)]);
        kitchen.press(key).after(Span::secs(118));
        kitchen.app.settle(kitchen.now);
        let shown =
            |kitchen: &Kitchen| kitchen.app.shown(&kitchen.app.scene(kitchen.now), &crate::time::Clock::default());
        let before = shown(&kitchen);
        assert!(before.screen.over.is_some() || !matches!(before.screen.body, Body::Board(_)), "{key:?}");
        assert!(before.until.is_some_and(|until| until <= kitchen.now + SECOND));
        kitchen.after(SECOND);
        kitchen.app.settle(kitchen.now);
        let after = shown(&kitchen).screen;
        assert!(after.over.is_none() && matches!(after.body, Body::Board(_)), "{key:?}");
    }
}

#[test]
fn what_was_taken_back_comes_again() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 10)]);
    kitchen.press(Key::Up).press(Key::Char('u'));
    let length = |kitchen: &Kitchen| {
        let cooking = kitchen.app.session().dishes().next().cloned().unwrap();
        crate::view::words::left(&cooking, crate::recipe::StepId(0), kitchen.now)
    };
    assert!(length(&kitchen) < Span::mins(10));
    kitchen.press(Key::Char('y'));
    assert!(length(&kitchen) > Span::mins(10));
    kitchen.press(Key::Char('y'));
    kitchen.notes("There is nothing to bring again");
}

#[test]
fn x_asks_and_begins_again_or_gives_up() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 10)]);
    kitchen.after(MINUTE.times(3)).press(Key::Char('x')).press(Key::Enter);
    assert_eq!(kitchen.acts(), 1, "Enter keeps it");
    kitchen.after(SECOND).press(Key::Char('x')).press(Key::Char('b'));
    assert!(matches!(kitchen.app.session().log().last().map(|logged| &logged.act), Some(Act::Restart { .. })));
    kitchen.press(Key::Char('x')).press(Key::Char('x'));
    assert!(!kitchen.app.session().is_live());
}

#[test]
fn plus_opens_a_field_for_more() {
    let mut kitchen = Kitchen::with(vec![timer("Eggs", 10)]);
    kitchen.press(Key::Char('+')).press(Key::Enter);
    assert!(
        matches!(kitchen.app.session().log().last().map(|l| &l.act), Some(Act::More { by, .. }) if *by == Span::mins(5))
    );
    kitchen.after(SECOND).press(Key::Char('+')).press(Key::Char('9')).press(Key::Char('0')).press(Key::Char('s'));
    kitchen.press(Key::Enter);
    assert!(
        matches!(kitchen.app.session().log().last().map(|l| &l.act), Some(Act::More { by, .. }) if *by == Span::secs(90))
    );
}

#[test]
fn a_key_that_bounces_ends_nothing() {
    for key in [Key::Char('x'), Key::Char('q')] {
        let mut kitchen = Kitchen::with(vec![timer("Eggs", 10)]);
        for _ in 0..2 {
            assert_eq!(kitchen.app.key(key, kitchen.now), [], "{key:?}");
            kitchen.after(Span::millis(40));
        }
        assert!(kitchen.app.session().is_live());
    }
}
