//! Commands: programs of the cook's own, run when something calls, calls again, is answered, or a dish is finished.
//!
//! For a phone, a lamp, a house. No shell is in between. What happened is found by comparing what stands with what was told ([`runner`]), so
//! that nothing is queued and nothing is lost; [`fields`] has what a program is told. A program that hangs delays only its own next
//! runs, and those not for long.

mod fields;
mod runner;

use self::fields::{Subject, SubjectId};
use self::runner::CommandRunner;
use super::program::{Processes, ProgramExit};
use super::worker::{Channel, ChannelInput, ChannelWork, Worker};
use super::{ChannelStatus, Standing};
use crate::recipe::DishId;
use crate::time::Moment;

/// What commands are derived from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Input {
    /// What calls, and the dishes that were served.
    subjects: Vec<Subject>,
    /// Dishes that had been served before this process began, which nobody needs to hear of.
    before: Option<Vec<DishId>>,
    /// Another process goes on: nothing more is told by this one.
    resting: bool,
}

impl ChannelInput for Input {
    fn show(&mut self, standing: &Standing<'_>) {
        let notices = standing.notices.iter().map(|notice| Subject::of_notice(notice, standing.now, standing.clock));
        let served = standing.served.iter().map(|served| Subject::of_served(served, standing.clock));
        let subjects: Vec<Subject> = notices.chain(served).collect();
        let is_served = |id: &DishId| subjects.iter().any(|subject| subject.of == SubjectId::Dish(*id));
        match &mut self.before {
            // A dish whose end is undone and that is finished again is told again.
            Some(before) => before.retain(is_served),
            None => self.before = Some(standing.served.iter().map(|served| served.id).collect()),
        }
        (self.subjects, self.resting) = (subjects, false);
    }
    /// Nothing more is told until something is shown again.
    fn clear(&mut self) {
        self.resting = true;
    }
    /// Nothing stands any more; unless it rests, that is told too. A program that still runs is not ended.
    fn leave(&mut self) {
        self.subjects.clear();
    }
}

/// None if there is nothing to run.
pub(super) fn channel(
    run: &[Vec<String>],
    now: fn() -> Moment,
    report: impl Fn(ChannelStatus) + Send + Sync + 'static,
) -> Option<Box<dyn Channel>> {
    let programs: Vec<Vec<String>> = run.iter().filter(|program| !program.is_empty()).cloned().collect();
    (!programs.is_empty()).then(|| -> Box<dyn Channel> {
        Box::new(Worker::new("commands", now, report, move |context| {
            CommandRunner::new(Processes::new(context.ends), programs.clone())
        }))
    })
}

impl ChannelWork for CommandRunner<Processes> {
    type Input = Input;
    type Status = ChannelStatus;

    fn step(&mut self, input: &Input, ended: Vec<ProgramExit>, now: Moment) {
        self.turn(&input.subjects, input.before.as_deref().unwrap_or_default(), input.resting, ended, now);
    }

    fn next(&self, _now: Moment) -> Option<Moment> {
        self.deadline()
    }

    fn status(&self) -> &ChannelStatus {
        self.stands()
    }

    fn is_done(&self) -> bool {
        self.is_idle()
    }
}
