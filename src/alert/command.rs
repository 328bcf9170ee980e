//! Commands: programs of the cook's own, run when something calls, calls again, is answered, or a dish is finished.
//!
//! For a phone, a lamp, a house. No shell is in between. What happened is found by comparing what stands with what was told ([`deck`]), so
//! that nothing is queued and nothing is lost; what a program is told stands in [`fields`]. A program that hangs holds up nothing but the
//! next word on the same call, and that not for long.

mod fields;
mod runner;

use self::fields::{Subject, SubjectId};
use self::runner::CommandRunner;
use super::program::{Ended, Processes};
use super::worker::{ChannelWork, Worker};
use super::{ChannelStatus, Standing};
use crate::recipe::DishId;
use crate::time::Moment;
use std::time::Duration;

/// The channel of commands.
pub(super) struct CommandChannel {
    worker: Worker<CommandRunner<Processes>>,
}

/// What the channel is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Input {
    /// What calls, and the dishes that were served.
    subjects: Vec<Subject>,
    /// Dishes that had been served before this process began, which nobody needs to hear of.
    before: Option<Vec<DishId>>,
    /// Another process goes on: nothing more is told by this one.
    resting: bool,
}

impl CommandChannel {
    /// Nothing starts yet; none where there is nothing to run.
    pub(super) fn new(
        run: &[Vec<String>],
        now: fn() -> Moment,
        report: impl Fn(ChannelStatus) + Send + Sync + 'static,
    ) -> Option<CommandChannel> {
        let programs: Vec<Vec<String>> = run.iter().filter(|program| !program.is_empty()).cloned().collect();
        let any = !programs.is_empty();
        let worker = Worker::new("commands", now, report, move |ends| {
            CommandRunner::new(Processes::new(ends), programs.clone())
        });
        any.then_some(CommandChannel { worker })
    }

    /// All that stands from now on.
    pub(super) fn show(&self, standing: &Standing<'_>) {
        let notices = standing.notices.iter().map(|notice| Subject::of_notice(notice, standing.now, standing.clock));
        let served = standing.served.iter().map(|served| Subject::of_served(served, standing.clock));
        let subjects: Vec<Subject> = notices.chain(served).collect();
        self.worker.tell(|input| {
            let is_served = |id: &DishId| subjects.iter().any(|subject| subject.of == SubjectId::Dish(*id));
            match &mut input.before {
                // What is taken back, and then served again, is news.
                Some(before) => before.retain(is_served),
                None => input.before = Some(standing.served.iter().map(|served| served.id).collect()),
            }
            (input.subjects, input.resting) = (subjects, false);
        });
    }

    /// Nothing more is told until something is shown again: another process goes on.
    pub(super) fn rest(&self) {
        self.worker.tell(|input| input.resting = true);
    }

    /// The machine slept.
    pub(super) fn woke(&self) {
        self.worker.woke();
    }

    /// Nothing stands any more, and nothing will; unless it rests, that is told too.
    pub(super) fn leave(&self) {
        self.worker.tell(|input| input.subjects.clear());
        self.worker.leave();
    }

    /// Waits until all was told, so long at most. A program that still runs then is left to itself.
    pub(super) fn wait(&self, limit: Duration) {
        self.worker.wait(limit);
    }
}

impl ChannelWork for CommandRunner<Processes> {
    type Input = Input;

    fn step(&mut self, input: &Input, ended: Vec<Ended>, now: Moment) {
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
