//! Something asked of the desktop: its answer may be slow, or never come.

use super::connection::Reply;
use crate::time::{Moment, Span};
use std::task::{Context, Poll};

/// An answer that takes longer is none, as far as the cook is concerned.
const SLOW: Span = Span::secs(3);
/// From then on not even a late answer is waited for.
const LOST: Span = Span::secs(60);

/// Something asked, and since when.
pub(super) struct PendingRequest<T> {
    job: Reply<T>,
    since: Moment,
}

/// How something asked stands.
pub(super) enum RequestState<T> {
    Answered(T),
    Waits,
    /// It takes so long that the cook should know.
    Slow,
    Lost,
}

impl<T> PendingRequest<T> {
    pub(super) fn new(job: Reply<T>, since: Moment) -> PendingRequest<T> {
        PendingRequest { job, since }
    }

    /// How it stands now; its answer wakes whoever asks.
    pub(super) fn poll(&mut self, now: Moment, cx: &mut Context<'_>) -> RequestState<T> {
        match self.job.as_mut().poll(cx) {
            Poll::Ready(answer) => RequestState::Answered(answer),
            Poll::Pending if now - self.since >= LOST => RequestState::Lost,
            Poll::Pending if now - self.since >= SLOW => RequestState::Slow,
            Poll::Pending => RequestState::Waits,
        }
    }

    /// When it stands otherwise by time alone.
    pub(super) fn next(&self, now: Moment) -> Option<Moment> {
        [self.since + SLOW, self.since + LOST].into_iter().find(|at| *at > now)
    }
}
