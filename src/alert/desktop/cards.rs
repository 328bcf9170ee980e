//! What the desktop shows, compared with what it should, and the difference mended.
//!
//! Each notice has a card that is due, is being sent, is up, was put away, or is being closed. A request that gets no answer holds
//! up nothing: the others go on, and its late answer still counts, so that a slow service is not sent the same notice twice. Who cuts the
//! line, or shows notifications in place of another, is told anew all that stands. Time and the desktop come from outside.

use super::line::{By, Desk, Heard, Job, Line};
use crate::alert::{Notice, Road, Why};
use crate::time::{Moment, Span};
use crate::ui::answer::{Button, Press};
use std::task::{Context, Poll};

/// An answer that takes longer is none, as far as the cook is concerned.
const SLOW: Span = Span::secs(3);
/// From then on not even a late answer is waited for.
const LOST: Span = Span::secs(60);
/// The first wait before another try; it doubles each time.
const AGAIN: Span = Span::secs(5);
/// How often it doubles: 5 s, 10 s and so on to about 5 min.
const DOUBLINGS: u32 = 6;
/// What is kept of things heard about a notification before it was said which one it is.
const EARLY: usize = 16;

/// Something asked, and since when.
struct Asked<T> {
    job: Job<T>,
    since: Moment,
}

/// How something asked stands.
enum Stands<T> {
    Answered(T),
    Waits,
    /// It takes so long that the cook should know.
    Slow,
    Lost,
}

impl<T> Asked<T> {
    fn poll(&mut self, now: Moment, cx: &mut Context<'_>) -> Stands<T> {
        match self.job.as_mut().poll(cx) {
            Poll::Ready(answer) => Stands::Answered(answer),
            Poll::Pending if now - self.since >= LOST => Stands::Lost,
            Poll::Pending if now - self.since >= SLOW => Stands::Slow,
            Poll::Pending => Stands::Waits,
        }
    }
    /// When it stands otherwise by time alone.
    fn next(&self, now: Moment) -> Option<Moment> {
        [self.since + SLOW, self.since + LOST].into_iter().find(|at| *at > now)
    }
}

enum State<S> {
    /// To be shown from that moment on.
    Due {
        at: Moment,
        old: Option<S>,
    },
    Sending {
        asked: Asked<Result<S, Why>>,
        old: Option<S>,
    },
    Up {
        shown: S,
        pressed: bool,
    },
    /// Put away by the cook or the desktop, until it calls again.
    Away,
    Closing {
        asked: Asked<()>,
    },
}

struct Card<S> {
    /// What it shows, or will.
    notice: Notice,
    state: State<S>,
}

enum Wire<L> {
    Cut,
    Opening(Asked<Result<L, Why>>),
    Open(L),
}

/// All cards.
pub(super) struct Cards<D: Desk> {
    desk: D,
    wire: Wire<D::Line>,
    cards: Vec<Card<Shown<D>>>,
    /// Whether to ask who is there as soon as there is a line.
    curious: bool,
    probe: Option<Asked<Result<(), Why>>>,
    early: Vec<Heard<Shown<D>>>,
    pressed: Vec<Press>,
    /// Tries that failed since the last that did not, and when the next one comes.
    failed: u32,
    again: Option<Moment>,
    road: Road,
}

type Shown<D> = <<D as Desk>::Line as Line>::Shown;

impl<D: Desk> Cards<D> {
    pub(super) fn new(desk: D) -> Cards<D> {
        Cards {
            desk,
            wire: Wire::Cut,
            cards: Vec::new(),
            curious: false,
            probe: None,
            early: Vec::new(),
            pressed: Vec::new(),
            failed: 0,
            again: None,
            road: Road::Untried,
        }
    }

    /// How the road stands.
    pub(super) fn road(&self) -> &Road {
        &self.road
    }

    /// Whether nothing is up and nothing is asked.
    pub(super) fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }

    /// Asks whether anybody is there.
    pub(super) fn probe(&mut self) {
        self.curious = true;
    }

    /// The buttons that were pressed since the last time.
    pub(super) fn pressed(&mut self) -> Vec<Press> {
        std::mem::take(&mut self.pressed)
    }

    /// Takes in what was answered, and asks for what is still missing.
    pub(super) fn step(&mut self, wanted: &[Notice], now: Moment, cx: &mut Context<'_>) {
        // What is asked is polled once more, so that its answer wakes the thread; it may have been answered on the spot.
        while self.answers(now, cx) | self.hear(now, cx) | self.mend(wanted, now) {}
    }

    /// When to step again, if nothing else happens.
    pub(super) fn next(&self, now: Moment) -> Option<Moment> {
        let cards = self.cards.iter().filter_map(|card| match &card.state {
            State::Sending { asked, .. } => asked.next(now),
            State::Closing { asked } => asked.next(now),
            // Without a line it is the line that is waited for.
            State::Due { at, .. } => Some(*at).filter(|at| *at > now),
            State::Up { .. } | State::Away => None,
        });
        let wire = match &self.wire {
            Wire::Opening(asked) => asked.next(now),
            Wire::Cut | Wire::Open(_) => None,
        };
        let probe = self.probe.as_ref().and_then(|asked| asked.next(now));
        cards.chain(wire).chain(probe).min()
    }

    fn good(&mut self) {
        (self.failed, self.again) = (0, None);
        self.road = Road::Open;
    }

    /// Says why nothing came of it, and gives the moment of the next try.
    fn bad(&mut self, why: Why, now: Moment) -> Moment {
        self.road = Road::Silent(why);
        self.later(now)
    }

    /// The moment of the next try, the same for all that failed together.
    fn later(&mut self, now: Moment) -> Moment {
        if let Some(again) = self.again.filter(|again| *again > now) {
            return again;
        }
        let again = now + AGAIN.times(1 << self.failed.min(DOUBLINGS));
        (self.failed, self.again) = (self.failed.saturating_add(1), Some(again));
        again
    }

    /// Takes in answers; whether there was one.
    fn answers(&mut self, now: Moment, cx: &mut Context<'_>) -> bool {
        let line = self.line_answers(now, cx);
        let probe = self.probe_answers(now, cx);
        let mut any = line || probe;
        for mut card in std::mem::take(&mut self.cards) {
            let (state, moved) = match card.state {
                State::Sending { mut asked, old } => match asked.poll(now, cx) {
                    Stands::Answered(Ok(shown)) => {
                        self.good();
                        (State::Up { shown, pressed: false }, true)
                    }
                    Stands::Answered(Err(why)) => (State::Due { at: self.bad(why, now), old }, true),
                    Stands::Lost => (State::Due { at: self.bad(Why::NoAnswer, now), old }, true),
                    Stands::Slow => {
                        self.road = Road::Silent(Why::NoAnswer);
                        (State::Sending { asked, old }, false)
                    }
                    Stands::Waits => (State::Sending { asked, old }, false),
                },
                State::Closing { mut asked } => match asked.poll(now, cx) {
                    Stands::Answered(()) | Stands::Lost => {
                        any = true;
                        continue;
                    }
                    Stands::Slow | Stands::Waits => (State::Closing { asked }, false),
                },
                State::Due { .. } | State::Up { .. } | State::Away => (card.state, false),
            };
            any |= moved;
            card.state = state;
            self.cards.push(card);
        }
        any
    }

    fn line_answers(&mut self, now: Moment, cx: &mut Context<'_>) -> bool {
        let Wire::Opening(asked) = &mut self.wire else { return false };
        let why = match asked.poll(now, cx) {
            Stands::Waits => return false,
            Stands::Slow => {
                self.road = Road::Silent(Why::NoAnswer);
                return false;
            }
            Stands::Answered(Ok(line)) => {
                self.wire = Wire::Open(line);
                self.came(now);
                return true;
            }
            Stands::Answered(Err(why)) => why,
            Stands::Lost => Why::NoAnswer,
        };
        self.wire = Wire::Cut;
        self.curious = false;
        let again = self.bad(why, now);
        for card in &mut self.cards {
            if let State::Due { at, .. } = &mut card.state {
                *at = again;
            }
        }
        true
    }

    fn probe_answers(&mut self, now: Moment, cx: &mut Context<'_>) -> bool {
        let Some(asked) = &mut self.probe else { return false };
        match asked.poll(now, cx) {
            Stands::Waits => return false,
            Stands::Slow => {
                // What was shown meanwhile tells more.
                if self.road == Road::Untried {
                    self.road = Road::Silent(Why::NoAnswer);
                }
                return false;
            }
            Stands::Answered(Ok(())) => self.good(),
            Stands::Answered(Err(why)) => self.road = Road::Silent(why),
            Stands::Lost => {}
        }
        self.probe = None;
        true
    }

    /// Takes in what the desktop tells by itself; whether there was anything.
    fn hear(&mut self, now: Moment, cx: &mut Context<'_>) -> bool {
        let mut any = false;
        // What came early may be known by now.
        for heard in std::mem::take(&mut self.early) {
            any |= self.heed(heard);
        }
        loop {
            let Wire::Open(line) = &mut self.wire else { return any };
            match line.heard(cx) {
                Poll::Pending => return self.forget_lost(now) || any,
                Poll::Ready(Some(Heard::Changed { there })) => {
                    self.forget_lost(now);
                    if there {
                        self.came(now);
                    }
                    any = true;
                }
                Poll::Ready(Some(heard)) => any |= self.heed(heard),
                Poll::Ready(None) => {
                    self.cut(now);
                    return true;
                }
            }
        }
    }

    /// What was shown by one who does not show any more is gone; whether there was any.
    fn forget_lost(&mut self, now: Moment) -> bool {
        let Wire::Open(line) = &self.wire else { return false };
        let lost = |card: &Card<Shown<D>>| matches!(&card.state, State::Up { shown, .. } if !line.stands(shown));
        if !self.cards.iter().any(lost) {
            return false;
        }
        // Not at once: who falls over what it is shown must not be fed it again and again.
        let again = self.later(now);
        let Wire::Open(line) = &self.wire else { return false };
        for card in &mut self.cards {
            if matches!(&card.state, State::Up { shown, .. } if !line.stands(shown)) {
                card.state = State::Due { at: again, old: None };
            }
        }
        true
    }

    /// Who has just come takes what waited for another try, and what the one before had put away.
    fn came(&mut self, now: Moment) {
        self.curious = true;
        for card in &mut self.cards {
            match &mut card.state {
                State::Due { at, .. } => *at = now.min(*at),
                State::Away => card.state = State::Due { at: now, old: None },
                State::Sending { .. } | State::Up { .. } | State::Closing { .. } => {}
            }
        }
    }

    /// The line is cut, and with it goes all that was shown over it.
    fn cut(&mut self, now: Moment) {
        self.wire = Wire::Cut;
        self.probe = None;
        self.early.clear();
        let again = self.bad(Why::NoBus, now);
        self.cards.retain(|card| !matches!(card.state, State::Closing { .. }));
        for card in &mut self.cards {
            match &mut card.state {
                State::Due { at, old } => (*at, *old) = (again, None),
                state @ (State::Sending { .. } | State::Up { .. } | State::Away) => {
                    *state = State::Due { at: again, old: None };
                }
                State::Closing { .. } => {}
            }
        }
    }

    /// What was heard of one notification; whether it changed anything.
    fn heed(&mut self, heard: Heard<Shown<D>>) -> bool {
        let about = match &heard {
            Heard::Pressed(shown, _) | Heard::Closed(shown, _) => shown,
            Heard::Changed { .. } => return false,
        };
        let found = self.cards.iter_mut().find(|card| match &card.state {
            State::Up { shown, .. } => shown == about,
            State::Sending { old, .. } | State::Due { old, .. } => old.as_ref() == Some(about),
            // It was taken back, or put away before.
            State::Away | State::Closing { .. } => false,
        });
        let Some(card) = found else {
            // It may be about one whose answer is still on its way.
            if self.cards.iter().any(|card| matches!(card.state, State::Sending { old: None, .. })) {
                if self.early.len() >= EARLY {
                    self.early.remove(0);
                }
                self.early.push(heard);
            }
            return false;
        };
        let alarm = card.notice.id;
        match heard {
            Heard::Pressed(_, button) => {
                if card.notice.offers.iter().any(|offer| offer.button == button) {
                    self.pressed.push(Press { alarm, button });
                }
                if let State::Up { pressed, .. } = &mut card.state {
                    *pressed = true;
                }
            }
            Heard::Closed(_, by) => {
                let (next, pressed) = match &card.state {
                    State::Up { pressed, .. } => (Some(State::Away), *pressed),
                    State::Due { at, .. } => (Some(State::Due { at: *at, old: None }), false),
                    State::Sending { .. } | State::Away | State::Closing { .. } => (None, true),
                };
                // Closed by hand is heard, as any key on a ring is; never done.
                if by == By::Cook && !pressed {
                    self.pressed.push(Press { alarm, button: Button::Quiet });
                }
                if let Some(next) = next {
                    card.state = next;
                }
            }
            Heard::Changed { .. } => {}
        }
        true
    }

    /// Asks for what differs from `wanted`; whether it asked for anything.
    fn mend(&mut self, wanted: &[Notice], now: Moment) -> bool {
        let mut any = self.sort(wanted, now);
        let due = |card: &Card<Shown<D>>| matches!(card.state, State::Due { at, .. } if at <= now);
        match &self.wire {
            Wire::Cut if self.curious || self.cards.iter().any(due) => {
                self.wire = Wire::Opening(Asked { job: self.desk.open(), since: now });
                true
            }
            Wire::Cut | Wire::Opening(_) => any,
            Wire::Open(line) => {
                if std::mem::take(&mut self.curious) {
                    self.probe = Some(Asked { job: line.probe(), since: now });
                    any = true;
                }
                for card in self.cards.iter_mut().filter(|card| due(card)) {
                    if let State::Due { old, .. } = &mut card.state {
                        let old = old.take().filter(|old| line.stands(old));
                        let asked = Asked { job: line.show(&card.notice, old.as_ref()), since: now };
                        card.state = State::Sending { asked, old };
                        any = true;
                    }
                }
                any
            }
        }
    }

    /// Gives each wanted notice its card, and closes what is wanted no more; whether that asked for anything.
    fn sort(&mut self, wanted: &[Notice], now: Moment) -> bool {
        let mut any = false;
        for mut card in std::mem::take(&mut self.cards) {
            let want = wanted.iter().find(|notice| notice.id == card.notice.id);
            let news = want.filter(|notice| !notice.is_same_call(&card.notice));
            card.state = match (card.state, want, news) {
                (State::Up { shown, .. }, Some(_), Some(_)) => State::Due { at: now, old: Some(shown) },
                (State::Due { old, .. }, Some(_), Some(_)) => State::Due { at: now, old },
                (State::Away, Some(_), Some(_)) => State::Due { at: now, old: None },
                (State::Up { shown, .. } | State::Due { old: Some(shown), .. }, None, _) => match &self.wire {
                    Wire::Open(line) => {
                        any = true;
                        State::Closing { asked: Asked { job: line.close(&shown), since: now } }
                    }
                    Wire::Cut | Wire::Opening(_) => continue,
                },
                (State::Due { old: None, .. } | State::Away, None, _) => continue,
                (state @ (State::Sending { .. } | State::Closing { .. }), _, _) => state,
                (state @ (State::Up { .. } | State::Due { .. } | State::Away), Some(_), None) => state,
            };
            if let Some(notice) = news.filter(|_| matches!(card.state, State::Due { .. })) {
                card.notice = notice.clone();
            }
            self.cards.push(card);
        }
        for notice in wanted {
            let has =
                |card: &Card<Shown<D>>| card.notice.id == notice.id && !matches!(card.state, State::Closing { .. });
            if !self.cards.iter().any(has) {
                self.cards.push(Card { notice: notice.clone(), state: State::Due { at: now, old: None } });
            }
        }
        any
    }

    /// The alarms whose notices are up.
    #[cfg(test)]
    fn up(&self) -> Vec<crate::engine::AlarmId> {
        let up = |card: &&Card<Shown<D>>| matches!(card.state, State::Up { .. });
        self.cards.iter().filter(up).map(|card| card.notice.id).collect()
    }
}

#[cfg(test)]
#[path = "cards_tests.rs"]
mod tests;
