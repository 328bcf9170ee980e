//! What acts do to batches: the next one waits for the cook, and a beat is set anew or moved.

use super::act::Refused;
use super::alarm::AlarmId;
use super::batch::Batch;
use super::ids::{ActId, Run};
use super::session::Session;
use super::state::{State, StepState};
use crate::time::{Moment, Span};

impl State {
    pub(super) fn set_batches(&mut self, run: Run, over: u32) {
        if let Some(cooking) = self.dishes.get_mut(&run.dish) {
            cooking.batches.insert(run.step, over);
        }
    }

    /// Ends a batch after which another one waits for the cook; `false` if none does.
    pub(super) fn next_batch(&mut self, run: Run, act: ActId, now: Moment) -> Result<bool, Refused> {
        let (cooking, _, state) = self.of_run(run).ok_or(Refused::Stale)?;
        let counts = matches!(state, StepState::Running { .. } | StepState::Paused { .. });
        let Some(batch) = cooking.batch(run.step, now).filter(|batch| counts && !batch.is_beat && !batch.is_last())
        else {
            return Ok(false);
        };
        self.set_batches(run, batch.number);
        self.set(run, StepState::Ready { act, since: now }, now);
        Ok(true)
    }

    /// Sets the beat: that batch begins now.
    pub(super) fn batch(&mut self, run: Run, number: u32, now: Moment) -> Result<(), Refused> {
        let on = self.beat(run, now).ok_or(Refused::NotNow)?;
        let next = on.number.saturating_add(u32::from(!on.is_last()));
        if !(on.number..=next).contains(&number) {
            return Err(Refused::Stale);
        }
        let (_, state) = self.live_mut(run)?;
        let StepState::Running { act, begun, min, max, .. } = state else { return Err(Refused::NotNow) };
        self.quiet.remove(&AlarmId::Out(run));
        self.quiet.remove(&AlarmId::Look(run));
        self.set_batches(run, number.saturating_sub(1));
        self.cues_heard.retain(|(of, _), _| *of != run);
        self.set(run, StepState::Running { act, begun, started_at: now, min, max }, now);
        Ok(())
    }

    /// Moves the end of the batch that is on, and with it all later ones.
    pub(super) fn move_beat(&mut self, run: Run, batch: Batch, by: Span, now: Moment) -> Result<(), Refused> {
        let left = (batch.ends() - now).max(Span::ZERO) + by;
        if by <= Span::ZERO && left < Session::LEAST_LEFT {
            return Err(Refused::TooShort);
        }
        let (_, mut state) = self.live_mut(run)?;
        let ran_now = batch.length - left;
        match &mut state {
            StepState::Running { started_at, .. } => *started_at = now - ran_now,
            StepState::Paused { ran, .. } => *ran = ran_now,
            StepState::Blocked | StepState::Ready { .. } | StepState::Done { .. } => return Err(Refused::NotNow),
        }
        self.quiet.remove(&AlarmId::Out(run));
        self.quiet.remove(&AlarmId::Look(run));
        self.set_batches(run, batch.number.saturating_sub(1));
        self.set(run, state, now);
        Ok(())
    }
}
