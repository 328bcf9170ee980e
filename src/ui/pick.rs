//! What Tab picked. A pick ends after 30 s without a key: a forgotten one must not change what Enter means all evening.

use super::rehearsal::TimeScale;
use crate::engine::{Run, Session};
use crate::time::{Moment, Span};

const PICKED_FOR: Span = Span::secs(30);

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pick(Option<(Run, Moment)>);

impl Pick {
    pub(super) fn set(&mut self, run: Option<Run>, now: Moment, scale: TimeScale) {
        self.0 = run.map(|run| (run, now + scale.of(PICKED_FOR)));
    }

    /// Prolongs a pick after a key, unless it has already ended.
    pub(super) fn prolong(&mut self, now: Moment, scale: TimeScale) {
        self.set(self.at(now), now, scale);
    }

    pub(super) fn clear(&mut self) {
        self.0 = None;
    }

    /// Drops the pick if its step has ended.
    pub(super) fn follow(&mut self, session: &Session) {
        let stands = |run: Run| {
            session.dish(run.dish).filter(|cooking| cooking.is_live()).and_then(|cooking| cooking.run(run.step))
                == Some(run)
        };
        self.0 = self.0.filter(|(run, _)| stands(*run));
    }

    pub(super) fn at(&self, now: Moment) -> Option<Run> {
        self.0.filter(|(_, until)| *until > now).map(|(run, _)| run)
    }

    pub(super) fn until(&self) -> Option<Moment> {
        self.0.map(|(_, until)| until)
    }
}
