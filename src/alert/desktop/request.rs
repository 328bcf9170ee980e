//! Something asked of the desktop: its answer may be slow, or never come.

use super::line::BusFuture;
use crate::time::{Moment, Span};
use std::task::{Context, Poll};

/// An answer that takes longer is none, as far as the cook is concerned.
const SLOW: Span = Span::secs(3);
/// From then on not even a late answer is waited for.
const LOST: Span = Span::secs(60);

/// Something asked, and since when.
pub(super) struct PendingAnswer<T> {
    job: BusFuture<T>,
    since: Moment,
}

/// How something asked stands.
pub(super) enum AnswerState<T> {
    Answered(T),
    Waits,
    /// It takes so long that the cook should know.
    Slow,
    Lost,
}

impl<T> PendingAnswer<T> {
    pub(super) fn new(job: BusFuture<T>, since: Moment) -> PendingAnswer<T> {
        PendingAnswer { job, since }
    }

    /// How it stands now; its answer wakes whoever asks.
    pub(super) fn poll(&mut self, now: Moment, cx: &mut Context<'_>) -> AnswerState<T> {
        match self.job.as_mut().poll(cx) {
            Poll::Ready(answer) => AnswerState::Answered(answer),
            Poll::Pending if now - self.since >= LOST => AnswerState::Lost,
            Poll::Pending if now - self.since >= SLOW => AnswerState::Slow,
            Poll::Pending => AnswerState::Waits,
        }
    }

    /// When it stands otherwise by time alone.
    pub(super) fn next(&self, now: Moment) -> Option<Moment> {
        [self.since + SLOW, self.since + LOST].into_iter().find(|at| *at > now)
    }
}
