//! Alarms: what calls the cook at a moment, derived from the state and never stored.

use super::ids::{ActId, Run};
use crate::time::Moment;
use serde::{Deserialize, Serialize};

/// What an alarm is about. Two alarms with the same id are the same call, told again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlarmId {
    /// A step is due to begin: its moment beside its host or in the plan has come.
    Start(Run),
    /// A timed step has waited for the cook to set it going, for five minutes and more.
    Waiting(Run),
    /// A reminder inside a running step; cues of one moment are one, named by the first of them.
    Cue {
        /// The running step.
        run: Run,
        /// The cue's place in the step.
        cue: u16,
        /// For an `every`, which call, from 1; else 0.
        nth: u32,
    },
    /// The earlier end of a range: time to look.
    Look(Run),
    /// The end of a step, or an open step that is ready.
    Out(Run),
    /// Something on the heat has been paused for five minutes and more.
    Paused(Run),
    /// Turn the oven on for that step, or to what it needs where the oven is on.
    OvenOn(Run),
    /// Is the oven hot? Asked once its time is up.
    OvenHot(ActId),
    /// No step needs the oven any more.
    OvenOff(ActId),
}

impl AlarmId {
    /// The run that it is about; none for what the oven alone is asked.
    pub fn run(self) -> Option<Run> {
        match self {
            AlarmId::Start(run)
            | AlarmId::Waiting(run)
            | AlarmId::Cue { run, .. }
            | AlarmId::Look(run)
            | AlarmId::Out(run)
            | AlarmId::Paused(run)
            | AlarmId::OvenOn(run) => Some(run),
            AlarmId::OvenHot(_) | AlarmId::OvenOff(_) => None,
        }
    }
}

/// How hard it calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Once, softly; nothing spoils. In quiet hours only on the screen.
    Soft,
    /// A reminder.
    Cue,
    /// Until it is answered.
    Ring,
}

/// Something that calls the cook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// What it is about.
    pub id: AlarmId,
    /// When it fell due.
    pub since: Moment,
    /// How hard it calls.
    pub strength: Strength,
    /// How often it has called again: 0 at first, then 1, 2 … at 1, 3, 5 and every 5 minutes.
    pub calls: u32,
    /// Until when the cook wants no noise from it; it stands all the same.
    pub quiet_until: Option<Moment>,
    /// Repeats of an `every` that went by unseen before this one.
    pub missed: u32,
    /// For a cue, the cues of the step that call at this moment, in the order of the recipe; else empty.
    pub cues: Vec<u16>,
}
