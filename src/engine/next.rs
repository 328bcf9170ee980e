//! What a running step will call for next: the moment that its big digits count to.

use super::act::Run;
use super::calls::cue_calls;
use super::session::Session;
use super::state::StepState;
use crate::time::{Moment, Span};

/// What a running step calls for next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextCall {
    /// These cues, in the order of the recipe.
    Cues(Vec<u16>),
    /// A look: the earlier end of its range.
    Look,
    /// Its end.
    Out,
}

impl Session {
    /// What a running step calls for next after `now`, and when; none where nothing more will call.
    pub fn next_call(&self, run: Run, now: Moment) -> Option<(Moment, NextCall)> {
        let (_, step, state) = self.state().of_run(run)?;
        let StepState::Running { zero, least, most, .. } = *state else { return None };
        let ran = now - zero;
        let out = most.unwrap_or(least);
        // Past its last end only what is open goes on with its reminders.
        if ran >= out && most.is_some() {
            return None;
        }
        let end = if ran >= out {
            None
        } else if most.is_some() && ran < least && out > least {
            Some((least, NextCall::Look))
        } else {
            Some((out, NextCall::Out))
        };
        let mut first: Option<(Span, Vec<u16>)> = None;
        for (cue, index) in step.cues.iter().zip(0u16..) {
            let Some(at) = cue_calls(cue.at, ran, least, most).1 else { continue };
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
        soonest.map(|(at, what)| (zero + at, what))
    }
}
