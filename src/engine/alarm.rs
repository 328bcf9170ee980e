//! Alarms: what calls the cook at a moment, derived from the state and never stored.

use super::ids::{ActId, Run};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// What an alarm is about. Two alarms with the same id are the same call, repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlarmId {
    /// A step is due to begin, beside its host or by the plan.
    Start(Run),
    /// A timed step has waited five minutes or more for the cook to start it.
    Waiting(Run),
    /// A reminder inside a running step. Cues of the same moment are one alarm, named by the first of them.
    Cue {
        /// The running step.
        run: Run,
        /// The cue's index in the step.
        cue: u16,
        /// For an `every`, the number of the call, from 1; else 0.
        nth: u32,
    },
    /// The next batch of a beat begins.
    Batch {
        /// The running step.
        run: Run,
        /// The batch, from 1.
        number: u32,
    },
    /// The earlier end of a range: time to look.
    Look(Run),
    /// The end of a step, or an open step that is ready.
    Out(Run),
    /// Something on the heat has been paused for five minutes or more.
    Paused(Run),
    /// Turn the oven on for that step, or change it to what that step needs.
    OvenOn(Run),
    /// Is the oven hot? Asked when the preheat is over.
    OvenHot(ActId),
    /// No step needs the oven any more.
    OvenOff(ActId),
}

impl AlarmId {
    /// The run it is about; `None` for questions about the oven alone.
    pub fn run(self) -> Option<Run> {
        match self {
            AlarmId::Start(run)
            | AlarmId::Waiting(run)
            | AlarmId::Cue { run, .. }
            | AlarmId::Batch { run, .. }
            | AlarmId::Look(run)
            | AlarmId::Out(run)
            | AlarmId::Paused(run)
            | AlarmId::OvenOn(run) => Some(run),
            AlarmId::OvenHot(_) | AlarmId::OvenOff(_) => None,
        }
    }
}

/// How insistently an alarm calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlarmLevel {
    /// Once and softly, as nothing spoils. In quiet hours it is only shown.
    Soft,
    /// A reminder.
    Cue,
    /// Repeated until it is answered.
    Ring,
}

/// Something that calls the cook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// What it is about.
    pub id: AlarmId,
    /// When it fell due.
    pub since: Moment,
    /// How insistently it calls.
    pub level: AlarmLevel,
    /// How often it has called again; for a ring at 1, 3 and 5 minutes, then every 5.
    pub calls: u32,
    /// Until when it makes no noise; it still stands.
    pub quiet_until: Option<Moment>,
    /// Calls of an `every` before this one that nobody saw.
    pub missed: u32,
    /// For a cue, all cues of the step that call at this moment, in recipe order; else empty.
    pub cues: Vec<u16>,
}
