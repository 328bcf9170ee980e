//! What one program was told of each call, compared with what stands; the difference is told.
//!
//! Every call is a line of its own, with one process at a time, so that what is said of one call comes in its order and a process that hangs
//! delays no other call. Events are not queued but found: what came and went while a process was busy is over, and is not told. A call that
//! failed is tried again for as long as it stands. The processes of the program are few ([`SLOTS`]), but the first word of a call does not
//! wait for the others ([`MOST`]).

use super::fields::{CommandEvent, Fields, Subject, SubjectId};
use crate::alert::ChannelStatus;
use crate::alert::fallback_runner::Program;
use crate::alert::program::{JobId, LaunchError, Launcher, ProgramExit, RunningProgram, name};
use crate::recipe::DishId;
use crate::time::{Moment, Span};

/// Processes at a time, of this program.
const SLOTS: usize = 4;
/// Processes at a time where calls fall due that the program does not know yet: that word must not be late.
const MOST: usize = 16;
/// How long a process may take; how long where something newer waits for it.
const LIMIT: Span = Span::secs(10);
const PRESSED: Span = Span::secs(3);
/// After a failure it is tried again, that much later; the wait doubles with each failure in a row.
const AGAIN: Span = Span::secs(2);
/// How often the wait doubles: up to 4 min 16 s.
const DOUBLINGS: u32 = 7;
/// Lines that are kept of what calls no more, to know it again after a quiet.
const KEPT: usize = 64;

/// What a program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Nothing,
    /// It calls; `calls` is how often it has called again.
    Calls {
        calls: u32,
    },
    /// It called, and calls no more.
    Answered,
    Finished,
}

struct Job<R> {
    id: JobId,
    running: R,
    since: Moment,
    event: CommandEvent,
    /// Whether the event failed before.
    retried: bool,
}

/// What the program was told of one call.
struct Line<R> {
    /// As it stood last.
    subject: Subject,
    stands: bool,
    told: Progress,
    job: Option<Job<R>>,
    /// What failed, and when it is tried again, unless there is a new event by then.
    again: Option<(CommandEvent, Moment)>,
    /// Failures in a row.
    failures: u32,
}

impl<R> Line<R> {
    /// What the program does not know yet.
    fn events(&self) -> Option<CommandEvent> {
        match (self.stands, self.told) {
            (true, Progress::Nothing) => Some(match self.subject.of {
                SubjectId::Alarm(_) => CommandEvent::Ring,
                SubjectId::Dish(_) => CommandEvent::Finished,
            }),
            (true, Progress::Calls { calls }) => (calls != self.subject.calls).then_some(CommandEvent::Again),
            // Back after a quiet.
            (true, Progress::Answered) => Some(CommandEvent::Again),
            (false, Progress::Calls { .. }) => Some(CommandEvent::Answered),
            (true, Progress::Finished) | (false, Progress::Nothing | Progress::Answered | Progress::Finished) => None,
        }
    }

    /// What is to be told at `now`.
    fn due(&self, now: Moment) -> Option<CommandEvent> {
        let again = self.again.filter(|(_, at)| *at <= now).map(|(event, _)| event);
        self.events().or(again).filter(|_| self.job.is_none())
    }

    /// Takes in that `event` failed. It is tried again once, and while it is a call that stands, again and again.
    fn failed(&mut self, event: CommandEvent, retried: bool, now: Moment) {
        let calls = match event {
            CommandEvent::Ring | CommandEvent::Again => self.stands,
            CommandEvent::Answered | CommandEvent::Finished => false,
        };
        let wait = AGAIN.times(1 << self.failures.min(DOUBLINGS));
        self.failures = self.failures.saturating_add(1);
        self.again = (calls || !retried).then_some((event, now + wait));
    }
}

/// All lines of one program.
pub(super) struct CommandRunner<S: Launcher> {
    starts: S,
    program: Program,
    lines: Vec<Line<S::Running>>,
    ids: u64,
    status: ChannelStatus,
    /// Whether something waits for a process to end.
    pressed: bool,
    resting: bool,
}

impl<S: Launcher> CommandRunner<S> {
    pub(super) fn new(starts: S, program: Program) -> CommandRunner<S> {
        let (lines, status) = (Vec::new(), ChannelStatus::Untried);
        CommandRunner { starts, program, lines, ids: 0, status, pressed: false, resting: false }
    }

    /// Takes in what stands and what ended, and tells what is to be told. `before` are dishes that nobody needs to hear of.
    pub(super) fn turn(
        &mut self,
        subjects: &[Subject],
        before: &[DishId],
        resting: bool,
        ended: Vec<ProgramExit>,
        now: Moment,
    ) {
        self.resting = resting;
        for ended in ended {
            self.ended(&ended, now);
        }
        if !resting {
            self.set(subjects, before);
        }
        self.limits(now);
        if !resting {
            self.tell(now);
        }
        self.forget();
    }

    /// When a process has had its time, or something is tried again.
    pub(super) fn deadline(&self) -> Option<Moment> {
        let full = self.running() >= SLOTS;
        let next = self.lines.iter().filter_map(|line| match &line.job {
            Some(job) => Some(job.since + self.limit(line)),
            None => line.again.map(|(_, at)| at).filter(|_| !full && !self.resting),
        });
        next.min()
    }

    /// How the channel stands.
    pub(super) fn stands(&self) -> &ChannelStatus {
        &self.status
    }

    /// Whether nothing is left to be told.
    pub(super) fn is_idle(&self) -> bool {
        self.resting || self.lines.iter().all(|line| line.job.is_none() && line.events().is_none())
    }

    fn running(&self) -> usize {
        self.lines.iter().filter(|line| line.job.is_some()).count()
    }

    /// Whether something is to be told for which there is no room.
    fn waits(&self, line: &Line<S::Running>, now: Moment) -> bool {
        line.due(now).is_some_and(|event| self.running() >= slots(event, line.events().is_none()))
    }

    fn limit(&self, line: &Line<S::Running>) -> Span {
        if self.pressed || line.events().is_some() { PRESSED } else { LIMIT }
    }

    fn set(&mut self, subjects: &[Subject], before: &[DishId]) {
        self.lines.iter_mut().for_each(|line| line.stands = false);
        for subject in subjects {
            if let Some(line) = self.lines.iter_mut().find(|line| line.subject.of == subject.of) {
                // Due anew, as in another session: a first call, and no second one.
                if line.told == Progress::Answered && line.subject.since != subject.since {
                    line.told = Progress::Nothing;
                }
                (line.stands, line.subject) = (true, subject.clone());
                continue;
            }
            let known = matches!(subject.of, SubjectId::Dish(id) if before.contains(&id));
            let told = if known { Progress::Finished } else { Progress::Nothing };
            let subject = subject.clone();
            self.lines.push(Line { subject, stands: true, told, job: None, again: None, failures: 0 });
        }
    }

    /// Takes in that a process ended by itself.
    fn ended(&mut self, ended: &ProgramExit, now: Moment) {
        let is_it = |job: &mut Job<S::Running>| job.id == ended.job;
        let found = self.lines.iter_mut().find_map(|line| line.job.take_if(is_it).map(|job| (job, line)));
        let Some((job, line)) = found else { return };
        match &ended.outcome {
            Ok(()) => {
                line.failures = 0;
                self.status = ChannelStatus::Open;
            }
            Err(words) => {
                line.failed(job.event, job.retried, now);
                self.status = silent(&self.program, &LaunchError::Other(words.clone()));
            }
        }
    }

    /// Ends what has had its time.
    fn limits(&mut self, now: Moment) {
        self.pressed = !self.resting && self.lines.iter().any(|line| self.waits(line, now));
        let over: Vec<bool> = self
            .lines
            .iter()
            .map(|line| line.job.as_ref().is_some_and(|job| job.since + self.limit(line) <= now))
            .collect();
        for (line, _) in self.lines.iter_mut().zip(over).filter(|(_, over)| *over) {
            if let Some(job) = line.job.take() {
                job.running.kill();
                line.failed(job.event, job.retried, now);
                self.status = silent(&self.program, &LaunchError::Other("did not end".to_owned()));
            }
        }
    }

    /// Starts what is to be told: new events before second tries, rings first.
    fn tell(&mut self, now: Moment) {
        let lines = self.lines.iter().enumerate();
        let mut due: Vec<(bool, CommandEvent, usize)> =
            lines.filter_map(|(at, line)| Some((line.events().is_none(), line.due(now)?, at))).collect();
        due.sort();
        let mut running = self.running();
        for (retried, event, at) in due {
            if running >= slots(event, retried) {
                self.pressed = true;
                continue;
            }
            let Some(line) = self.lines.get_mut(at) else { continue };
            // Even if it fails it may have arrived, so the next event is the one after it.
            line.again = None;
            line.told = match event {
                CommandEvent::Ring | CommandEvent::Again => Progress::Calls { calls: line.subject.calls },
                CommandEvent::Answered => Progress::Answered,
                CommandEvent::Finished => Progress::Finished,
            };
            let fields = Fields::new(event, &line.subject);
            self.ids += 1;
            let id = JobId(self.ids);
            match self.starts.start(id, &fields.command(&self.program), &fields.env()) {
                Ok(job) => {
                    line.job = Some(Job { id, running: job, since: now, event, retried });
                    running += 1;
                }
                Err(how) => {
                    // A program that is missing is still missing two seconds later.
                    if how != LaunchError::NotFound {
                        line.failed(event, retried, now);
                    }
                    self.status = silent(&self.program, &how);
                }
            }
        }
    }

    /// Drops lines that are over: dishes at once, calls when there are many.
    fn forget(&mut self) {
        let is_over = |line: &Line<S::Running>| {
            !line.stands && line.job.is_none() && line.again.is_none() && line.events().is_none()
        };
        self.lines.retain(|line| !is_over(line) || line.told == Progress::Answered);
        let mut many = self.lines.iter().filter(|line| is_over(line)).count().saturating_sub(KEPT);
        self.lines.retain(|line| {
            let drops = many > 0 && is_over(line);
            many -= usize::from(drops);
            !drops
        });
    }
}

/// How many processes there may be where that is told.
fn slots(event: CommandEvent, retried: bool) -> usize {
    match event {
        CommandEvent::Ring if !retried => MOST,
        CommandEvent::Ring | CommandEvent::Again | CommandEvent::Answered | CommandEvent::Finished => SLOTS,
    }
}

fn silent(program: &[String], how: &LaunchError) -> ChannelStatus {
    ChannelStatus::Silent(how.of(name(program)))
}

#[cfg(test)]
#[path = "runner_tests.rs"]
mod tests;
