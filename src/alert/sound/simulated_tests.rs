//! Tones that nobody plays, by the real plan.

use super::tone_plan::TonePlan;
use crate::alert::Notice;
use crate::time::Moment;

#[derive(Default)]
pub(in crate::alert) struct SimulatedTones(TonePlan);

impl SimulatedTones {
    /// Whether a tone is played now.
    pub(in crate::alert) fn step(&mut self, notices: &[Notice], now: Moment) -> bool {
        self.0.set(notices, now);
        self.0.take(now, None).is_some()
    }

    pub(in crate::alert) fn next(&self) -> Option<Moment> {
        self.0.next(None)
    }
}
