//! Commands: programs of the cook's own, run when something calls, calls again, is answered, or a dish is finished.
//!
//! For a phone, a lamp, a house. No shell is in between. What happened is found by comparing what stands with what was told ([`runner`]), so
//! that nothing is queued and nothing is lost; [`fields`] has what a program is told. A program that hangs delays only its own next
//! runs, and those not for long: each program has a thread of its own, since starting one may hang too (a network mount).

mod fields;
mod runner;
#[cfg(test)]
#[path = "command/simulated_tests.rs"]
pub(super) mod simulated;

use self::fields::{Subject, SubjectId};
use self::runner::CommandRunner;
use super::program::{Processes, ProgramExit};
use super::worker::{Channel, ChannelInput, ChannelWork, Worker};
use super::{ChannelStatus, Standing};
use crate::recipe::DishId;
use crate::time::Moment;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

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

/// The programs, each with its own [`CommandRunner`].
struct Commands {
    workers: Vec<Worker<CommandRunner<Processes>>>,
    now: fn() -> Moment,
}

/// None if there is nothing to run.
pub(super) fn channel(
    run: &[Vec<String>],
    now: fn() -> Moment,
    report: impl Fn(ChannelStatus) + Send + Sync + 'static,
) -> Option<Box<dyn Channel>> {
    let programs: Vec<&Vec<String>> = run.iter().filter(|program| !program.is_empty()).collect();
    let all = Arc::new(Mutex::new(Statuses::new(programs.len())));
    let report = Arc::new(report);
    let worker = |(at, program): (usize, &&Vec<String>)| {
        let (program, all, report) = ((*program).clone(), Arc::clone(&all), Arc::clone(&report));
        let report = move |status| {
            // Held while it is reported, so that an older status never follows a newer one.
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(changed) = all.set(at, status) {
                report(changed);
            }
        };
        Worker::new("command", now, report, move |context| {
            CommandRunner::new(Processes::new(context.ends), program.clone())
        })
    };
    let workers: Vec<_> = programs.iter().enumerate().map(worker).collect();
    (!workers.is_empty()).then(|| -> Box<dyn Channel> { Box::new(Commands { workers, now }) })
}

impl Channel for Commands {
    fn show(&self, standing: &Standing<'_>) {
        self.workers.iter().for_each(|worker| worker.show(standing));
    }
    fn clear(&self) {
        self.workers.iter().for_each(Channel::clear);
    }
    fn mute(&self, until: Option<Moment>) {
        self.workers.iter().for_each(|worker| worker.mute(until));
    }
    fn probe(&self) {
        self.workers.iter().for_each(Channel::probe);
    }
    fn woke(&self) {
        self.workers.iter().for_each(Channel::woke);
    }
    fn leave(&self) {
        self.workers.iter().for_each(Channel::leave);
    }
    fn wait(&self, limit: Duration) {
        let begun = (self.now)();
        for worker in &self.workers {
            let gone = u64::try_from(((self.now)() - begun).as_millis()).unwrap_or(0);
            worker.wait(limit.saturating_sub(Duration::from_millis(gone)));
        }
    }
}

/// The status of each program, and the one that is reported for all.
struct Statuses {
    each: Vec<ChannelStatus>,
    reported: ChannelStatus,
}

impl Statuses {
    fn new(programs: usize) -> Statuses {
        Statuses { each: vec![ChannelStatus::Untried; programs], reported: ChannelStatus::Untried }
    }

    /// The program at that place has that status; the one for all, if that changes it. A program that works must not hide one that does not.
    fn set(&mut self, at: usize, status: ChannelStatus) -> Option<ChannelStatus> {
        if let Some(known) = self.each.get_mut(at) {
            *known = status;
        }
        let silent = self.each.iter().find(|status| matches!(status, ChannelStatus::Silent(_)));
        let worst = silent.or_else(|| self.each.iter().find(|status| **status == ChannelStatus::Open));
        let worst = worst.cloned().unwrap_or_default();
        (worst != self.reported).then(|| {
            self.reported = worst.clone();
            worst
        })
    }
}

impl ChannelWork for CommandRunner<Processes> {
    type Input = Input;
    type Status = ChannelStatus;

    /// There may be many programs, and what they were asked to tell was waited for by [`Channel::wait`].
    const PARTING: Duration = Duration::ZERO;

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

#[cfg(test)]
mod tests {
    use super::Statuses;
    use crate::alert::{ChannelStatus, Unavailable};

    #[test]
    fn one_that_works_does_not_hide_one_that_fails() {
        let silent = ChannelStatus::Silent(Unavailable::NotFound("phone".to_owned()));
        let mut statuses = Statuses::new(2);
        assert_eq!(statuses.set(0, silent.clone()), Some(silent));
        assert_eq!(statuses.set(1, ChannelStatus::Open), None);
        assert_eq!(statuses.set(0, ChannelStatus::Open), Some(ChannelStatus::Open));
    }
}
