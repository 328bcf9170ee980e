use super::{Bus, Cards, Job};
use crate::alert::notice::tests::notice;
use crate::alert::{Notice, Road, Why};
use crate::engine::{AlarmId, Strength};
use crate::time::{Moment, Span};
use std::cell::{Cell, RefCell};
use std::future::{pending, ready};
use std::rc::Rc;
use std::task::{Context, Waker};

/// What a desktop was told, and how it answers.
#[derive(Clone, Default)]
struct Fake {
    mood: Rc<Cell<Mood>>,
    told: Rc<RefCell<Vec<String>>>,
    ids: Rc<Cell<u32>>,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Mood {
    #[default]
    Works,
    Hangs,
    Fails,
    /// Hangs until the mood changes.
    Late,
}

impl Bus for Fake {
    type Handle = u32;
    fn show(&self, notice: &Notice, old: Option<u32>) -> Job<Result<u32, Why>> {
        let id = old.unwrap_or_else(|| {
            self.ids.set(self.ids.get() + 1);
            self.ids.get()
        });
        self.told.borrow_mut().push(format!("show {id} {} x{}", notice.title, notice.calls));
        match self.mood.get() {
            Mood::Works => Box::pin(ready(Ok(id))),
            Mood::Hangs => Box::pin(pending()),
            Mood::Fails => Box::pin(ready(Err(Why::NoService))),
            Mood::Late => {
                let mood = Rc::clone(&self.mood);
                Box::pin(std::future::poll_fn(move |_| match mood.get() {
                    Mood::Late => std::task::Poll::Pending,
                    Mood::Works | Mood::Hangs | Mood::Fails => std::task::Poll::Ready(Ok(id)),
                }))
            }
        }
    }
    fn close(&self, id: u32) -> Job<()> {
        self.told.borrow_mut().push(format!("close {id}"));
        if self.mood.get() == Mood::Works { Box::pin(ready(())) } else { Box::pin(pending()) }
    }
    fn probe(&self) -> Job<Result<(), Why>> {
        match self.mood.get() {
            Mood::Works => Box::pin(ready(Ok(()))),
            Mood::Fails => Box::pin(ready(Err(Why::NoService))),
            Mood::Hangs | Mood::Late => Box::pin(pending()),
        }
    }
}

struct Desk {
    fake: Fake,
    cards: Cards<Fake>,
    now: Moment,
}

impl Desk {
    fn new(mood: Mood) -> Desk {
        let fake = Fake::default();
        fake.mood.set(mood);
        Desk { cards: Cards::new(fake.clone()), fake, now: Moment::millis(0) }
    }
    /// After so long, with this wanted: what the desktop was told.
    fn step(&mut self, after: Span, wanted: &[Notice]) -> Vec<String> {
        self.now = self.now + after;
        self.cards.step(wanted, self.now, &mut Context::from_waker(Waker::noop()));
        self.fake.told.take()
    }
    fn up(&self) -> Vec<AlarmId> {
        self.cards.up()
    }
}

fn ring(n: u32, calls: u32) -> Notice {
    notice(n, calls, Strength::Ring)
}

#[test]
fn shown_replaced_and_closed() {
    let mut desk = Desk::new(Mood::Works);
    assert_eq!(desk.step(Span::ZERO, &[ring(1, 0)]), ["show 1 Oven 1 x0"]);
    assert_eq!(desk.step(Span::ZERO, &[ring(1, 0)]), [""; 0]);
    assert_eq!(desk.step(Span::MINUTE, &[ring(1, 1), ring(2, 0)]), ["show 1 Oven 1 x1", "show 2 Oven 2 x0"]);
    assert_eq!(desk.up(), [ring(1, 0).id, ring(2, 0).id]);
    assert_eq!(desk.step(Span::ZERO, &[ring(2, 0)]), ["close 1"]);
    assert_eq!(desk.step(Span::ZERO, &[]), ["close 2"]);
    assert!(desk.cards.is_empty());
    assert_eq!(*desk.cards.road(), Road::Open);
    assert_eq!(desk.cards.next(desk.now), None);
}

#[test]
fn a_hung_desktop_is_told_of_and_holds_up_no_other() {
    let mut desk = Desk::new(Mood::Hangs);
    desk.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(*desk.cards.road(), Road::Untried);
    assert_eq!(desk.cards.next(desk.now), Some(desk.now + Span::secs(3)));
    desk.fake.mood.set(Mood::Works);
    assert_eq!(desk.step(Span::secs(1), &[ring(1, 0), ring(2, 0)]), ["show 2 Oven 2 x0"]);
    assert_eq!(desk.up(), [ring(2, 0).id]);
    desk.step(Span::secs(2), &[ring(1, 0), ring(2, 0)]);
    assert_eq!(*desk.cards.road(), Road::Silent(Why::NoAnswer));
}

#[test]
fn a_late_answer_counts_and_is_not_sent_twice() {
    let mut desk = Desk::new(Mood::Late);
    desk.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(desk.step(Span::secs(20), &[ring(1, 1)]), [""; 0]);
    desk.fake.mood.set(Mood::Works);
    assert_eq!(desk.step(Span::secs(1), &[ring(1, 1)]), ["show 1 Oven 1 x1"], "replaced in place");
    assert_eq!(*desk.cards.road(), Road::Open);
    assert_eq!(desk.step(Span::ZERO, &[]), ["close 1"]);
}

#[test]
fn what_was_answered_late_and_is_over_is_closed() {
    let mut desk = Desk::new(Mood::Late);
    desk.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(desk.step(Span::secs(5), &[]), [""; 0]);
    desk.fake.mood.set(Mood::Works);
    assert_eq!(desk.step(Span::secs(1), &[]), ["close 1"]);
    assert!(desk.cards.is_empty());
}

#[test]
fn a_desktop_that_was_away_shows_what_stands_when_it_returns() {
    let mut desk = Desk::new(Mood::Fails);
    desk.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(*desk.cards.road(), Road::Silent(Why::NoService));
    let again = desk.cards.next(desk.now).unwrap();
    assert_eq!(again - desk.now, Span::secs(5));
    assert_eq!(desk.step(again - desk.now, &[ring(1, 0)]).len(), 1);
    let later = desk.cards.next(desk.now).unwrap();
    assert_eq!(later - desk.now, Span::secs(10), "it waits longer each time");
    desk.fake.mood.set(Mood::Works);
    desk.step(later - desk.now, &[ring(1, 0)]);
    assert_eq!(desk.up(), [ring(1, 0).id]);
    assert_eq!(*desk.cards.road(), Road::Open);
}

#[test]
fn nothing_is_tried_again_where_nothing_is_to_be_shown() {
    let mut desk = Desk::new(Mood::Fails);
    desk.step(Span::ZERO, &[ring(1, 0)]);
    desk.step(Span::ZERO, &[]);
    assert!(desk.cards.is_empty());
    assert_eq!(desk.cards.next(desk.now), None);
}

#[test]
fn a_new_call_is_tried_at_once_on_a_road_that_failed() {
    let mut desk = Desk::new(Mood::Fails);
    desk.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(desk.step(Span::secs(1), &[ring(1, 0), ring(2, 0)]), ["show 2 Oven 2 x0"]);
    assert_eq!(desk.step(Span::secs(1), &[ring(1, 1), ring(2, 0)]), ["show 3 Oven 1 x1"]);
}

#[test]
fn a_probe_tells_how_it_stands() {
    for (mood, road) in [
        (Mood::Works, Road::Open),
        (Mood::Fails, Road::Silent(Why::NoService)),
        (Mood::Hangs, Road::Silent(Why::NoAnswer)),
    ] {
        let mut desk = Desk::new(mood);
        desk.cards.probe(desk.now);
        desk.step(Span::secs(3), &[]);
        assert_eq!(*desk.cards.road(), road);
        desk.step(Span::MINUTE, &[]);
        assert_eq!(desk.cards.next(desk.now), None);
    }
}

#[test]
fn a_failed_try_comes_back_after_it_was_quieted() {
    let mut desk = Desk::new(Mood::Works);
    desk.step(Span::ZERO, &[ring(1, 0)]);
    desk.step(Span::ZERO, &[]);
    assert_eq!(desk.step(Span::mins(2), &[ring(1, 1)]), ["show 2 Oven 1 x1"]);
}
