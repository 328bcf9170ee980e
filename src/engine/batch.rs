//! Batches of a step: which one is on, and when the next begins.
//!
//! Nothing advances by itself: which batch of a beat is on follows from when the beat was last set, as which cue is due does.

use super::ids::Run;
use super::state::{Cooking, State, StepState};
use crate::recipe::{DishStep, Repeat, StepId};
use crate::time::{Moment, Span};

/// How long the call for the next batch stands without a key, at most.
const STANDS: Span = Span::secs(20);

/// A batch at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its number, from 1.
    pub number: u32,
    /// How many there are; `None` if only a sign ends them.
    pub of: Option<u32>,
    /// When it began, or from when it waits.
    pub began: Moment,
    /// How long it takes.
    pub length: Span,
    /// Whether the next begins without a key.
    pub is_beat: bool,
    /// Whether it began by itself.
    pub by_itself: bool,
    /// The batch to which the cook sets the beat now: the next one if this is more than half over, else this one again.
    pub set_to: u32,
}

impl Batch {
    /// Whether none follows.
    pub fn is_last(&self) -> bool {
        self.of.is_some_and(|of| self.number >= of)
    }
    /// When its time is up.
    pub fn ends(&self) -> Moment {
        self.began + self.length
    }
    /// How long its call stands.
    pub(super) fn stands(&self) -> Span {
        STANDS.min(self.length.half())
    }
}

pub(super) fn times(step: &DishStep) -> Option<u32> {
    step.repeat.as_ref().and_then(Repeat::times)
}

impl Cooking {
    /// How many batches of a step were over when its count began.
    pub(super) fn batches_before(&self, id: StepId) -> u32 {
        self.batches.get(&id).copied().unwrap_or(0)
    }

    /// How many batches a step still has from the one on which it counts; 1 if it has no number.
    pub(super) fn batches_left(&self, id: StepId, step: &DishStep) -> i64 {
        times(step).map_or(1, |times| i64::from(times.saturating_sub(self.batches_before(id)).max(1)))
    }

    /// The batch that a repeating step is on; `None` for any other step, or if none is on.
    pub fn batch(&self, id: StepId, now: Moment) -> Option<Batch> {
        let step = self.dish.step(id)?;
        step.repeat.as_ref()?;
        let before = self.batches_before(id);
        let (of, is_beat) = (times(step), step.is_beat());
        let (start, ran, length) = match *self.state(id)? {
            StepState::Running { started_at, min, max, .. } => (started_at, now - started_at, max.unwrap_or(min)),
            StepState::Paused { ran, min, max, .. } => (now - ran, ran, max.unwrap_or(min)),
            StepState::Ready { since, .. } => (since, Span::ZERO, step.length?.longest()),
            StepState::Blocked | StepState::Done { .. } => return None,
        };
        let passed = if is_beat && length > Span::ZERO { ran.div(length).max(0) } else { 0 };
        let most = of.map_or(i64::MAX, |of| i64::from(of.saturating_sub(before).saturating_sub(1)));
        let passed = passed.min(most);
        let number = before.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX - 1)).saturating_add(1);
        // In whole seconds, like everything that is shown of it.
        let late = (ran - length.times(passed)).floor_secs().saturating_mul(2) > length.floor_secs();
        let follows = late && of.is_none_or(|of| number < of);
        Some(Batch {
            number,
            of,
            began: start + length.times(passed),
            length,
            is_beat,
            by_itself: passed > 0,
            set_to: number.saturating_add(u32::from(follows)),
        })
    }
}

impl State {
    /// The batch of a beat that a run is on; `None` for any other step.
    pub(super) fn beat(&self, run: Run, now: Moment) -> Option<Batch> {
        let (cooking, _, _) = self.of_run(run)?;
        cooking.batch(run.step, now).filter(|batch| batch.is_beat)
    }

    /// Whether a countdown has reached its last end.
    pub(super) fn is_over(&self, run: Run, now: Moment) -> bool {
        if let Some(batch) = self.beat(run, now) {
            return batch.is_last() && now >= batch.ends();
        }
        let count = self.of_run(run).and_then(|(_, _, state)| state.count(now));
        count.is_some_and(|(ran, min, max)| ran >= max.unwrap_or(min))
    }
}
