//! One job at a time, and several programs that could do it: they are tried in turn until one does.
//!
//! The one that did it last is tried first. One that is not there, fails, or is not done in time gives way to the next at once; when all
//! have, the channel is silent, and the next job tries them again. A new job ends the one before it: what hangs can neither hold it up
//! nor pile up.

use super::program::{JobId, LaunchError, Launcher, ProgramExit, RunningProgram, name};
use super::{ChannelStatus, Unavailable};
use crate::time::{Moment, Span};

/// A program with its arguments; the job's own come behind them.
pub(super) type Program = Vec<String>;

/// What the programs are asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RunnerJob {
    /// The arguments that are added.
    pub(super) arguments: Vec<String>,
    /// How long it may take.
    pub(super) limit: Span,
}

/// A job being done.
struct ActiveJob<R> {
    id: JobId,
    job: RunnerJob,
    /// The program, by its place.
    at: usize,
    /// How many could not do it.
    failed: usize,
    /// The worst that was heard of those: one that failed tells more than one that is not there.
    why: Option<Unavailable>,
    running: R,
    since: Moment,
}

impl<R> ActiveJob<R> {
    fn until(&self) -> Moment {
        self.since + self.job.limit
    }
}

/// Programs that take turns.
pub(super) struct FallbackRunner<S: Launcher> {
    starts: S,
    programs: Vec<Program>,
    /// The place of the one that is tried first.
    first: usize,
    doing: Option<ActiveJob<S::Running>>,
    ids: u64,
    status: ChannelStatus,
}

impl<S: Launcher> FallbackRunner<S> {
    pub(super) fn new(starts: S, programs: Vec<Program>) -> FallbackRunner<S> {
        FallbackRunner { starts, programs, first: 0, doing: None, ids: 0, status: ChannelStatus::Untried }
    }

    /// How the channel stands.
    pub(super) fn status(&self) -> &ChannelStatus {
        &self.status
    }

    /// The job cannot be given to anybody.
    pub(super) fn cannot(&mut self, why: Unavailable) {
        self.status = ChannelStatus::Silent(why);
    }

    /// Whether nothing is being done.
    pub(super) fn is_idle(&self) -> bool {
        self.doing.is_none()
    }

    /// When what is being done has had its time.
    pub(super) fn next(&self) -> Option<Moment> {
        self.doing.as_ref().map(ActiveJob::until)
    }

    /// Starts `job` and ends the one before it. If that one has used more than half of its time, its program is taken to hang.
    pub(super) fn start(&mut self, job: RunnerJob, now: Moment) {
        if let Some(doing) = self.doing.take() {
            doing.running.kill();
            let hangs = now - doing.since > doing.job.limit.half();
            self.first = if hangs { self.after(doing.at) } else { doing.at };
        }
        self.turn(job, self.first, 0, None, now);
    }

    /// Ends what is being done, which counts as no failure.
    pub(super) fn stop(&mut self) {
        if let Some(doing) = self.doing.take() {
            doing.running.kill();
        }
    }

    /// Takes in that a program ended; whether the job was done by it.
    pub(super) fn ended(&mut self, ended: &ProgramExit, now: Moment) -> bool {
        let Some(doing) = self.doing.take_if(|doing| doing.id == ended.job) else { return false };
        match &ended.outcome {
            Ok(()) => {
                (self.first, self.status) = (doing.at, ChannelStatus::Open);
                true
            }
            Err(words) => {
                self.pass_on(doing, &LaunchError::Other(words.clone()), now);
                false
            }
        }
    }

    /// Ends what has had its time.
    pub(super) fn tick(&mut self, now: Moment) {
        if let Some(doing) = self.doing.take_if(|doing| doing.until() <= now) {
            doing.running.kill();
            self.pass_on(doing, &LaunchError::Other("did not end".to_owned()), now);
        }
    }

    fn pass_on(&mut self, doing: ActiveJob<S::Running>, how: &LaunchError, now: Moment) {
        let why = doing.why.or_else(|| Some(self.why(doing.at, how)));
        self.turn(doing.job, self.after(doing.at), doing.failed + 1, why, now);
    }

    /// Starts the first that starts, from that place on.
    fn turn(&mut self, job: RunnerJob, mut at: usize, mut failed: usize, mut why: Option<Unavailable>, now: Moment) {
        while failed < self.programs.len() {
            let Some(program) = self.programs.get(at) else { break };
            let command: Vec<String> = program.iter().chain(&job.arguments).cloned().collect();
            self.ids += 1;
            let id = JobId(self.ids);
            match self.starts.start(id, &command, &[]) {
                Ok(running) => {
                    self.doing = Some(ActiveJob { id, job, at, failed, why, running, since: now });
                    return;
                }
                // A missing program is not worth a word where there are others.
                Err(LaunchError::NotFound) if self.programs.len() > 1 => {}
                Err(how) => why = why.or_else(|| Some(self.why(at, &how))),
            }
            (at, failed) = (self.after(at), failed + 1);
        }
        self.status = ChannelStatus::Silent(why.unwrap_or_else(|| self.nobody()));
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) % self.programs.len().max(1)
    }

    fn why(&self, at: usize, how: &LaunchError) -> Unavailable {
        how.of(self.programs.get(at).map_or("", |program| name(program)))
    }

    fn nobody(&self) -> Unavailable {
        let names: Vec<&str> = self.programs.iter().map(|program| name(program)).collect();
        Unavailable::Other(format!("none of these is here: {}", names.join(", ")))
    }
}

#[cfg(test)]
#[path = "fallback_runner_tests.rs"]
mod tests;
