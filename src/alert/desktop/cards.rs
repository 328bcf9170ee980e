//! What the desktop shows, compared with what it should, and the difference mended.
//!
//! Each notice has a card that is being sent, is up, is being closed, or failed. A request that gets no answer holds up nothing: the
//! others go on, and its late answer still counts, so that a slow service is not sent the same notice twice. Time and the bus
//! come from outside.

use crate::alert::{Notice, Road, Why};
use crate::time::{Moment, Span};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Something asked of the bus.
pub(super) type Job<T> = Pin<Box<dyn Future<Output = T>>>;

/// Who shows notifications.
pub(super) trait Bus {
    /// What it gives for a notification that is up.
    type Handle;
    /// Shows a notice, in place of an old one.
    fn show(&self, notice: &Notice, old: Option<Self::Handle>) -> Job<Result<Self::Handle, Why>>;
    /// Takes one away.
    fn close(&self, handle: Self::Handle) -> Job<()>;
    /// Asks whether anybody is there.
    fn probe(&self) -> Job<Result<(), Why>>;
}

/// An answer that takes longer is none, as far as the cook is concerned.
const SLOW: Span = Span::secs(3);
/// From then on not even a late answer is waited for.
const LOST: Span = Span::secs(60);
/// The first wait before another try; it doubles each time.
const AGAIN: Span = Span::secs(5);
/// How often it doubles: 5 s, 10 s and so on to about 5 min.
const DOUBLINGS: u32 = 6;

enum State<H> {
    Sending { job: Job<Result<H, Why>>, since: Moment },
    Up(H),
    Closing { job: Job<()>, since: Moment },
    Failed { again: Moment },
}

struct Card<H> {
    /// What it shows, or will.
    notice: Notice,
    state: State<H>,
}

/// All cards.
pub(super) struct Cards<B: Bus> {
    bus: B,
    cards: Vec<Card<B::Handle>>,
    probe: Option<(Job<Result<(), Why>>, Moment)>,
    /// Tries that failed since the last that did not.
    failed: u32,
    road: Road,
}

impl<B: Bus> Cards<B> {
    pub(super) fn new(bus: B) -> Cards<B> {
        Cards { bus, cards: Vec::new(), probe: None, failed: 0, road: Road::Untried }
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
    pub(super) fn probe(&mut self, now: Moment) {
        self.probe = Some((self.bus.probe(), now));
    }

    /// Takes in what was answered, and asks for what is still missing.
    pub(super) fn step(&mut self, wanted: &[Notice], now: Moment, cx: &mut Context<'_>) {
        // What is asked is polled once more, so that its answer wakes the thread; it may have been answered on the spot.
        while self.answers(now, cx) | self.mend(wanted, now) {}
    }

    /// When to step again, if nothing else happens.
    pub(super) fn next(&self, now: Moment) -> Option<Moment> {
        let limits = |since: Moment| [since + SLOW, since + LOST].into_iter().filter(|at| *at > now).min();
        let cards = self.cards.iter().filter_map(|card| match &card.state {
            State::Sending { since, .. } | State::Closing { since, .. } => limits(*since),
            State::Failed { again } => Some(*again),
            State::Up(_) => None,
        });
        cards.chain(self.probe.iter().filter_map(|(_, since)| limits(*since))).min()
    }

    /// Takes in answers; whether there was one.
    fn answers(&mut self, now: Moment, cx: &mut Context<'_>) -> bool {
        let mut any = false;
        let mut outcomes: Vec<Result<(), Why>> = Vec::new();
        if let Some((job, since)) = &mut self.probe {
            if let Poll::Ready(answer) = job.as_mut().poll(cx) {
                outcomes.push(answer);
                self.probe = None;
            } else if now - *since >= SLOW {
                outcomes.push(Err(Why::NoAnswer));
                if now - *since >= LOST {
                    self.probe = None;
                }
            }
        }
        let wait = AGAIN.times(1 << self.failed.min(DOUBLINGS));
        self.cards.retain_mut(|card| {
            let (next, outcome) = match &mut card.state {
                State::Sending { job, since } => match job.as_mut().poll(cx) {
                    Poll::Ready(Ok(handle)) => (Some(State::Up(handle)), Some(Ok(()))),
                    Poll::Ready(Err(why)) => (Some(State::Failed { again: now + wait }), Some(Err(why))),
                    Poll::Pending if now - *since >= LOST => {
                        (Some(State::Failed { again: now + wait }), Some(Err(Why::NoAnswer)))
                    }
                    Poll::Pending => (None, (now - *since >= SLOW).then_some(Err(Why::NoAnswer))),
                },
                State::Closing { job, since } => {
                    if job.as_mut().poll(cx).is_ready() || now - *since >= LOST {
                        any = true;
                        return false;
                    }
                    (None, None)
                }
                State::Up(_) | State::Failed { .. } => (None, None),
            };
            if let Some(next) = next {
                any = true;
                if matches!(next, State::Failed { .. }) {
                    self.failed = self.failed.saturating_add(1);
                }
                card.state = next;
            }
            outcomes.extend(outcome);
            true
        });
        for outcome in outcomes {
            match outcome {
                Ok(()) => {
                    self.failed = 0;
                    self.road = Road::Open;
                }
                Err(why) => self.road = Road::Silent(why),
            }
        }
        any
    }

    /// Asks for what differs from `wanted`; whether it asked for anything.
    fn mend(&mut self, wanted: &[Notice], now: Moment) -> bool {
        let mut any = false;
        let mut kept = Vec::with_capacity(self.cards.len());
        for card in std::mem::take(&mut self.cards) {
            let want = wanted.iter().find(|notice| notice.id == card.notice.id);
            let card = match (card.state, want) {
                (State::Up(handle), Some(notice)) if *notice != card.notice => {
                    Some(self.send(notice, Some(handle), now))
                }
                (State::Up(handle), None) => {
                    let job = self.bus.close(handle);
                    Some(Card { notice: card.notice, state: State::Closing { job, since: now } })
                }
                (State::Failed { .. }, None) => None,
                (State::Failed { again }, Some(notice)) if again <= now || *notice != card.notice => {
                    Some(self.send(notice, None, now))
                }
                (state, _) => {
                    kept.push(Card { notice: card.notice, state });
                    continue;
                }
            };
            any = true;
            kept.extend(card);
        }
        for notice in wanted {
            if !kept.iter().any(|card| card.notice.id == notice.id) {
                kept.push(self.send(notice, None, now));
                any = true;
            }
        }
        self.cards = kept;
        any
    }

    fn send(&self, notice: &Notice, old: Option<B::Handle>, now: Moment) -> Card<B::Handle> {
        let job = self.bus.show(notice, old);
        Card { notice: notice.clone(), state: State::Sending { job, since: now } }
    }

    /// The alarms whose notices are up.
    #[cfg(test)]
    fn up(&self) -> Vec<crate::engine::AlarmId> {
        let up = |card: &&Card<B::Handle>| matches!(card.state, State::Up(_));
        self.cards.iter().filter(up).map(|card| card.notice.id).collect()
    }
}

#[cfg(test)]
#[path = "cards_tests.rs"]
mod tests;
