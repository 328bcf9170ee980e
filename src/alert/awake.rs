//! Keeping the laptop awake while something runs: asleep it can call nobody.
//!
//! Best effort: a service that hangs delays nothing else. The hold is released as soon as nothing runs, and the system releases it
//! when the process ends, however it ends. [`Inhibitor`] is what a system offers for it.

#[cfg(target_os = "macos")]
mod caffeinate;
#[cfg(not(target_os = "macos"))]
mod dbus_inhibitor;

#[cfg(target_os = "macos")]
use self::caffeinate::Caffeinate as Inhibitor;
#[cfg(not(target_os = "macos"))]
use self::dbus_inhibitor::Inhibitor;
use super::Standing;
use super::program::ProgramExit;
use super::worker::{Channel, ChannelInput, ChannelWork, LatestInput, Worker};
use crate::time::Moment;
use std::io;
use std::time::Duration;

/// Whether the laptop stays awake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Awake {
    /// Not tried yet.
    #[default]
    Untried,
    /// It can be kept awake.
    Stays {
        /// With its lid closed too.
        lid: bool,
        /// By whom: "systemd-logind".
        by: Vec<&'static str>,
    },
    /// No service does that, or none does it for this user.
    Sleeps,
}

impl From<&io::Error> for Awake {
    /// For a channel whose thread could not be started.
    fn from(_: &io::Error) -> Awake {
        Awake::Sleeps
    }
}

/// What the hold depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Input {
    /// Whether something runs or calls.
    wanted: bool,
    /// How often somebody wanted to know whether it can be kept awake.
    probes: u32,
}

impl ChannelInput for Input {
    fn show(&mut self, standing: &Standing<'_>) {
        self.wanted = standing.awake;
    }
    fn probe(&mut self) {
        self.probes += 1;
    }
    fn leave(&mut self) {
        self.wanted = false;
    }
}

/// `report` is called on another thread whenever the answer changes.
pub(super) fn channel(now: fn() -> Moment, report: impl Fn(Awake) + Send + Sync + 'static) -> Box<dyn Channel> {
    Box::new(Worker::new("awake", now, report, move |context| StayAwake {
        latest: context.latest,
        now,
        held: None,
        probes: 0,
        leaves: false,
        awake: Awake::Untried,
    }))
}

struct StayAwake {
    latest: LatestInput<Input>,
    now: fn() -> Moment,
    held: Option<Inhibitor>,
    probes: u32,
    leaves: bool,
    awake: Awake,
}

impl ChannelWork for StayAwake {
    type Input = Input;
    type Status = Awake;

    // The hold ends with the process.
    const PARTING: Duration = Duration::ZERO;

    fn step(&mut self, input: &Input, _ended: Vec<ProgramExit>, _now: Moment) {
        let probe = input.probes != std::mem::replace(&mut self.probes, input.probes);
        if (input.wanted || probe) && !self.leaves && self.held.is_none() {
            // Once the hold is not wanted any more, no further service is asked: each may hang.
            let goes_on = || self.latest.holds(|input| input.wanted || probe);
            let held = Inhibitor::take(self.now, &goes_on);
            self.awake = held.awake();
            self.held = Some(held);
        }
        if !self.latest.holds(|input| input.wanted)
            && let Some(held) = self.held.take()
        {
            held.give(self.now);
        }
    }

    fn next(&self, _now: Moment) -> Option<Moment> {
        None
    }

    fn status(&self) -> &Awake {
        &self.awake
    }

    fn leave(&mut self) {
        self.leaves = true;
    }

    fn is_done(&self) -> bool {
        true
    }
}
