use super::NotificationSet;
use crate::alert::desktop::connection::{ClosedBy, Connection, Reply, Server, ServerEvent};
use crate::alert::notice::tests::notice;
use crate::alert::{ChannelStatus, Notice, Unavailable};
use crate::engine::{AlarmId, AlarmLevel};
use crate::time::{Moment, Span};
use crate::view::call::{Button, Press};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{pending, ready};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What a desktop was told, and how it answers.
#[derive(Clone, Default)]
struct Fake {
    mood: Rc<Cell<Mood>>,
    told: Rc<RefCell<Vec<String>>>,
    ids: Rc<Cell<u32>>,
    /// Which of several that follow each other shows notifications now.
    owner: Rc<Cell<u32>>,
    /// What the desktop will tell by itself; none cuts the line.
    tells: Rc<RefCell<VecDeque<Option<ServerEvent<Up>>>>>,
}

/// A notification: its number, and who shows it.
type Up = (u32, u32);

#[derive(Clone, Copy, Default, PartialEq)]
enum Mood {
    #[default]
    Works,
    Hangs,
    Fails,
    /// Hangs until the mood changes.
    Late,
    /// There is no line to it.
    Away,
}

impl Server for Fake {
    type Connection = Fake;
    fn open(&self) -> Reply<Result<Fake, Unavailable>> {
        let away = self.mood.get() == Mood::Away;
        Box::pin(ready(if away { Err(Unavailable::NoBus) } else { Ok(self.clone()) }))
    }
}

impl Connection for Fake {
    type NotificationId = Up;
    fn show(&self, notice: &Notice, old: Option<&Up>) -> Reply<Result<Up, Unavailable>> {
        let id = old.map_or_else(
            || {
                self.ids.set(self.ids.get() + 1);
                self.ids.get()
            },
            |old| old.0,
        );
        self.told.borrow_mut().push(format!("show {id} {} x{}", notice.title, notice.calls));
        let shown = (id, self.owner.get());
        match self.mood.get() {
            Mood::Works => Box::pin(ready(Ok(shown))),
            Mood::Hangs => Box::pin(pending()),
            Mood::Fails | Mood::Away => Box::pin(ready(Err(Unavailable::NoService))),
            Mood::Late => {
                let mood = Rc::clone(&self.mood);
                Box::pin(std::future::poll_fn(move |_| match mood.get() {
                    Mood::Late => Poll::Pending,
                    Mood::Works | Mood::Hangs | Mood::Fails | Mood::Away => Poll::Ready(Ok(shown)),
                }))
            }
        }
    }
    fn close(&self, shown: &Up) -> Reply<()> {
        self.told.borrow_mut().push(format!("close {}", shown.0));
        if self.mood.get() == Mood::Works { Box::pin(ready(())) } else { Box::pin(pending()) }
    }
    fn probe(&self) -> Reply<Result<(), Unavailable>> {
        match self.mood.get() {
            Mood::Works => Box::pin(ready(Ok(()))),
            Mood::Fails | Mood::Away => Box::pin(ready(Err(Unavailable::NoService))),
            Mood::Hangs | Mood::Late => Box::pin(pending()),
        }
    }
    fn heard(&mut self, _: &mut Context<'_>) -> Poll<Option<ServerEvent<Up>>> {
        let told = self.tells.borrow_mut().pop_front();
        told.map_or(Poll::Pending, Poll::Ready)
    }
    fn stands(&self, shown: &Up) -> bool {
        shown.1 == self.owner.get()
    }
}

struct Table {
    fake: Fake,
    entries: NotificationSet<Fake>,
    now: Moment,
}

impl Table {
    fn new(mood: Mood) -> Table {
        let fake = Fake::default();
        fake.mood.set(mood);
        Table { entries: NotificationSet::new(fake.clone()), fake, now: Moment::millis(0) }
    }
    /// After so long, with this wanted: what the desktop was told.
    fn step(&mut self, after: Span, wanted: &[Notice]) -> Vec<String> {
        self.now = self.now + after;
        self.entries.step(wanted, self.now, &mut Context::from_waker(Waker::noop()));
        self.fake.told.take()
    }
    fn tells(&mut self, heard: ServerEvent<Up>) -> &mut Table {
        self.fake.tells.borrow_mut().push_back(Some(heard));
        self
    }
    /// Who shows notifications is gone, or another is there.
    fn changes(&mut self, there: bool) -> &mut Table {
        self.fake.owner.set(self.fake.owner.get() + 1);
        self.tells(ServerEvent::Changed { there })
    }
    fn up(&self) -> Vec<AlarmId> {
        self.entries.up()
    }
}

fn ring(n: u32, calls: u32) -> Notice {
    notice(n, calls, AlarmLevel::Ring)
}

#[test]
fn shown_replaced_and_closed() {
    let mut table = Table::new(Mood::Works);
    assert_eq!(table.step(Span::ZERO, &[ring(1, 0)]), ["show 1 Oven 1 x0"]);
    assert_eq!(table.step(Span::ZERO, &[ring(1, 0)]), [""; 0]);
    assert_eq!(table.step(Span::MINUTE, &[ring(1, 1), ring(2, 0)]), ["show 1 Oven 1 x1", "show 2 Oven 2 x0"]);
    assert_eq!(table.up(), [ring(1, 0).id, ring(2, 0).id]);
    assert_eq!(table.step(Span::ZERO, &[ring(2, 0)]), ["close 1"]);
    assert_eq!(table.step(Span::ZERO, &[]), ["close 2"]);
    assert!(table.entries.is_empty());
    assert_eq!(*table.entries.status(), ChannelStatus::Open);
    assert_eq!(table.entries.next(table.now), None);
}

#[test]
fn a_hung_desktop_is_told_of_and_holds_up_no_other() {
    let mut table = Table::new(Mood::Hangs);
    table.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(*table.entries.status(), ChannelStatus::Untried);
    assert_eq!(table.entries.next(table.now), Some(table.now + Span::secs(3)));
    table.fake.mood.set(Mood::Works);
    assert_eq!(table.step(Span::secs(1), &[ring(1, 0), ring(2, 0)]), ["show 2 Oven 2 x0"]);
    assert_eq!(table.up(), [ring(2, 0).id]);
    table.step(Span::secs(2), &[ring(1, 0), ring(2, 0)]);
    assert_eq!(*table.entries.status(), ChannelStatus::Silent(Unavailable::NoAnswer));
}

#[test]
fn a_late_answer_counts_and_is_not_sent_twice() {
    let mut table = Table::new(Mood::Late);
    table.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(table.step(Span::secs(20), &[ring(1, 1)]), [""; 0]);
    table.fake.mood.set(Mood::Works);
    assert_eq!(table.step(Span::secs(1), &[ring(1, 1)]), ["show 1 Oven 1 x1"], "replaced in place");
    assert_eq!(*table.entries.status(), ChannelStatus::Open);
    assert_eq!(table.step(Span::ZERO, &[]), ["close 1"]);
}

#[test]
fn what_was_answered_late_and_is_over_is_closed() {
    let mut table = Table::new(Mood::Late);
    table.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(table.step(Span::secs(5), &[]), [""; 0]);
    table.fake.mood.set(Mood::Works);
    assert_eq!(table.step(Span::secs(1), &[]), ["close 1"]);
    assert!(table.entries.is_empty());
}

#[test]
fn a_desktop_that_was_away_shows_what_stands_when_it_returns() {
    let mut table = Table::new(Mood::Fails);
    table.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(*table.entries.status(), ChannelStatus::Silent(Unavailable::NoService));
    let again = table.entries.next(table.now).unwrap();
    assert_eq!(again - table.now, Span::secs(5));
    assert_eq!(table.step(again - table.now, &[ring(1, 0)]).len(), 1);
    let later = table.entries.next(table.now).unwrap();
    assert_eq!(later - table.now, Span::secs(10), "it waits longer each time");
    table.fake.mood.set(Mood::Works);
    table.step(later - table.now, &[ring(1, 0)]);
    assert_eq!(table.up(), [ring(1, 0).id]);
    assert_eq!(*table.entries.status(), ChannelStatus::Open);
}

#[test]
fn nothing_is_tried_again_where_nothing_is_to_be_shown() {
    let mut table = Table::new(Mood::Fails);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.step(Span::ZERO, &[]);
    assert!(table.entries.is_empty());
    assert_eq!(table.entries.next(table.now), None);
}

#[test]
fn a_new_call_is_tried_at_once_on_a_channel_that_failed() {
    let mut table = Table::new(Mood::Fails);
    table.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(table.step(Span::secs(1), &[ring(1, 0), ring(2, 0)]), ["show 2 Oven 2 x0"]);
    assert_eq!(table.step(Span::secs(1), &[ring(1, 1), ring(2, 0)]), ["show 3 Oven 1 x1"]);
}

#[test]
fn a_probe_tells_how_it_stands() {
    for (mood, status) in [
        (Mood::Works, ChannelStatus::Open),
        (Mood::Fails, ChannelStatus::Silent(Unavailable::NoService)),
        (Mood::Hangs, ChannelStatus::Silent(Unavailable::NoAnswer)),
    ] {
        let mut table = Table::new(mood);
        table.entries.probe();
        table.step(Span::ZERO, &[]);
        table.step(Span::secs(3), &[]);
        assert_eq!(*table.entries.status(), status);
        table.step(Span::MINUTE, &[]);
        assert_eq!(table.entries.next(table.now), None);
    }
}

#[test]
fn a_failed_try_comes_back_after_it_was_quieted() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.step(Span::ZERO, &[]);
    assert_eq!(table.step(Span::mins(2), &[ring(1, 1)]), ["show 2 Oven 1 x1"]);
}

fn pressed(n: u32, button: Button) -> Press {
    let notice = ring(n, 0);
    let offer = *notice.offers.iter().find(|offer| offer.button == button).unwrap();
    Press { alarm: notice.id, offer }
}

#[test]
fn the_same_call_is_not_shown_again_though_its_words_count_minutes() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    let later = Notice { title: "Oven 1 has waited 6 min".to_owned(), ..ring(1, 0) };
    assert_eq!(table.step(Span::MINUTE, &[later]), [""; 0]);
}

#[test]
fn a_button_is_heard_once() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0), ring(2, 0)]);
    table.tells(ServerEvent::Pressed((2, 0), Button::Done)).step(Span::SECOND, &[ring(1, 0), ring(2, 0)]);
    assert_eq!(table.entries.pressed(), [pressed(2, Button::Done)]);
    assert_eq!(table.entries.pressed(), []);
    assert_eq!(table.step(Span::ZERO, &[ring(1, 0)]), ["close 2"]);
}

#[test]
fn a_button_that_is_not_offered_or_of_no_ring_of_ours_is_nothing() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.tells(ServerEvent::Pressed((1, 0), Button::More)).tells(ServerEvent::Pressed((9, 0), Button::Done));
    table.tells(ServerEvent::Pressed((1, 7), Button::Done)).step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(table.entries.pressed(), []);
}

#[test]
fn a_button_of_a_ring_that_is_over_is_nothing() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.fake.mood.set(Mood::Hangs);
    table.step(Span::ZERO, &[]);
    table.tells(ServerEvent::Pressed((1, 0), Button::Done)).step(Span::ZERO, &[]);
    assert_eq!(table.entries.pressed(), []);
}

#[test]
fn a_button_that_is_pressed_before_the_answer_came_counts() {
    let mut table = Table::new(Mood::Late);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.tells(ServerEvent::Pressed((1, 0), Button::Done)).step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(table.entries.pressed(), [], "nobody knows yet which it is");
    table.fake.mood.set(Mood::Works);
    table.step(Span::SECOND, &[ring(1, 0)]);
    assert_eq!(table.entries.pressed(), [pressed(1, Button::Done)]);
}

#[test]
fn a_button_that_is_pressed_while_it_calls_again_counts() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.fake.mood.set(Mood::Hangs);
    assert_eq!(table.step(Span::MINUTE, &[ring(1, 1)]), ["show 1 Oven 1 x1"]);
    table.tells(ServerEvent::Pressed((1, 0), Button::Quiet)).step(Span::SECOND, &[ring(1, 1)]);
    assert_eq!(table.entries.pressed(), [pressed(1, Button::Quiet)]);
}

#[test]
fn closed_by_hand_is_heard_and_never_done() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.tells(ServerEvent::Closed((1, 0), ClosedBy::Cook)).step(Span::SECOND, &[ring(1, 0)]);
    assert_eq!(table.entries.pressed(), [pressed(1, Button::Quiet)]);
    assert_eq!(table.step(Span::SECOND, &[ring(1, 0)]), [""; 0], "it is not shown again at once");
    assert_eq!(table.step(Span::SECOND, &[]), [""; 0], "and what is closed is not closed again");
    assert_eq!(table.step(Span::mins(2), &[ring(1, 1)]), ["show 2 Oven 1 x1"]);
}

#[test]
fn a_desktop_that_closes_what_was_answered_answers_nothing_more() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.tells(ServerEvent::Pressed((1, 0), Button::Done)).tells(ServerEvent::Closed((1, 0), ClosedBy::Cook));
    table.step(Span::ZERO, &[ring(1, 0)]);
    assert_eq!(table.entries.pressed(), [pressed(1, Button::Done)]);
}

#[test]
fn what_the_desktop_put_away_by_itself_comes_when_it_calls_again() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.tells(ServerEvent::Closed((1, 0), ClosedBy::Other));
    assert_eq!(table.step(Span::secs(10), &[ring(1, 0)]), [""; 0]);
    assert_eq!(table.entries.pressed(), []);
    assert_eq!(table.step(Span::MINUTE, &[ring(1, 1)]), ["show 2 Oven 1 x1"]);
}

#[test]
fn who_takes_over_is_shown_what_stands() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0), ring(2, 0)]);
    table.changes(true);
    assert_eq!(table.step(Span::SECOND, &[ring(1, 0), ring(2, 0)]), ["show 3 Oven 1 x0", "show 4 Oven 2 x0"]);
    assert_eq!(table.step(Span::SECOND, &[ring(1, 0)]), ["close 4"]);
    table.tells(ServerEvent::Pressed((1, 0), Button::Done)).step(Span::SECOND, &[ring(1, 0)]);
    assert_eq!(table.entries.pressed(), [], "numbers of the one before mean nothing");
}

#[test]
fn who_dies_is_tried_again_later_and_at_once_when_it_is_back() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.changes(false);
    assert_eq!(table.step(Span::SECOND, &[ring(1, 0)]), [""; 0]);
    assert_eq!(table.entries.next(table.now), Some(table.now + Span::secs(5)));
    table.changes(true);
    assert_eq!(table.step(Span::SECOND, &[ring(1, 0)]), ["show 2 Oven 1 x0"]);
    table.changes(false).step(Span::SECOND, &[ring(1, 0)]);
    assert_eq!(table.step(Span::secs(5), &[ring(1, 0)]), ["show 3 Oven 1 x0"]);
}

#[test]
fn who_dies_before_its_answer_was_read_shows_nothing() {
    let mut table = Table::new(Mood::Late);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.changes(true).step(Span::ZERO, &[ring(1, 0)]);
    table.fake.mood.set(Mood::Works);
    assert_eq!(table.step(Span::ZERO, &[ring(1, 0)]), [""; 0]);
    assert_eq!(table.step(Span::secs(5), &[ring(1, 0)]), ["show 2 Oven 1 x0"]);
}

#[test]
fn a_line_that_is_cut_is_opened_again() {
    let mut table = Table::new(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0)]);
    table.fake.tells.borrow_mut().push_back(None);
    assert_eq!(table.step(Span::SECOND, &[ring(1, 0)]), [""; 0]);
    assert_eq!(*table.entries.status(), ChannelStatus::Silent(Unavailable::NoBus));
    assert_eq!(table.step(Span::secs(5), &[ring(1, 0)]), ["show 2 Oven 1 x0"]);
    assert_eq!(*table.entries.status(), ChannelStatus::Open);
}

#[test]
fn without_a_line_it_is_tried_less_and_less_often() {
    let mut table = Table::new(Mood::Away);
    let mut tries = 0;
    table.step(Span::ZERO, &[ring(1, 0)]);
    while table.now < Moment::millis(0) + Span::hours(1) {
        let next = table.entries.next(table.now).unwrap();
        table.step(next - table.now, &[ring(1, 0)]);
        tries += 1;
    }
    assert!((10..20).contains(&tries), "{tries}");
    table.fake.mood.set(Mood::Works);
    table.step(Span::ZERO, &[ring(1, 0), ring(2, 0)]);
    assert_eq!(
        table.up(),
        [ring(1, 0).id, ring(2, 0).id],
        "something new is tried at once, and takes the others along"
    );
}
