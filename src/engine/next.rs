//! What a running step calls for next: the moment its big digits count to.

use super::calls::cue_calls;
use super::ids::Run;
use super::session::Session;
use super::state::StepState;
use crate::time::{Moment, Span};

/// What a running step calls for next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextCall {
    /// These cues, in recipe order.
    Cues(Vec<u16>),
    /// The earlier end of its range.
    Look,
    /// The next batch, by its number.
    Batch(u32),
    /// Its end.
    Out,
}

impl Session {
    /// What a running step calls for next after `now`, and when; `None` if it will not call again.
    pub fn next_call(&self, run: Run, now: Moment) -> Option<(Moment, NextCall)> {
        let (_, step, state) = self.state().of_run(run)?;
        let StepState::Running { started_at, min, max, .. } = *state else { return None };
        let batch = self.state().beat(run, now);
        let started_at = batch.map_or(started_at, |batch| batch.began);
        let ran = now - started_at;
        let out = max.unwrap_or(min);
        // Only an open step has cues past its end.
        if ran >= out && max.is_some() {
            return None;
        }
        let end = if ran >= out {
            None
        } else if max.is_some() && ran < min && out > min {
            Some((min, NextCall::Look))
        } else {
            Some((
                out,
                batch
                    .filter(|batch| !batch.is_last())
                    .map_or(NextCall::Out, |b| NextCall::Batch(b.number.saturating_add(1))),
            ))
        };
        let mut first: Option<(Span, Vec<u16>)> = None;
        for (cue, index) in step.cues.iter().zip(0u16..) {
            let Some(at) = cue_calls(cue.at, ran, min, max).1 else { continue };
            match &mut first {
                Some((earliest, cues)) if *earliest == at => cues.push(index),
                Some((earliest, _)) if *earliest < at => {}
                _ => first = Some((at, vec![index])),
            }
        }
        let cues = first.map(|(at, cues)| (at, NextCall::Cues(cues)));
        let soonest = match (cues, end) {
            (Some(cues), Some(end)) => Some(if cues.0 < end.0 { cues } else { end }),
            (cues, end) => cues.or(end),
        };
        soonest.map(|(at, what)| (started_at + at, what))
    }
}
