//! A phone that is only played, behind the real runner of commands.

use super::fields::Subject;
use super::runner::CommandRunner;
use crate::alert::Notice;
use crate::alert::program::fake::{Fake, Mood};
use crate::time::{Clock, Moment};

pub(in crate::alert) struct SimulatedPhone {
    runner: CommandRunner<Fake>,
    program: Fake,
}

impl SimulatedPhone {
    pub(in crate::alert) fn new() -> SimulatedPhone {
        let program = Fake::default();
        let template = ["phone", "{event}", "{title}"].map(str::to_owned).to_vec();
        SimulatedPhone { runner: CommandRunner::new(program.clone(), template), program }
    }

    pub(in crate::alert) fn mood(&self, mood: Mood) {
        self.program.mood("phone", mood);
    }

    /// What it was told of what stands.
    pub(in crate::alert) fn step(&mut self, notices: &[Notice], now: Moment, clock: &Clock) -> Vec<String> {
        let subjects: Vec<Subject> = notices.iter().map(|notice| Subject::of_notice(notice, now, clock)).collect();
        let mut told = Vec::new();
        loop {
            let ended = self.program.ended();
            let is_over = ended.is_empty();
            self.runner.turn(&subjects, &[], false, ended, now);
            let before = told.len();
            told.extend(self.program.commands().into_iter().filter(|line| line.starts_with("phone ")));
            if is_over && told.len() == before {
                return told;
            }
        }
    }

    pub(in crate::alert) fn next(&self) -> Option<Moment> {
        self.runner.deadline()
    }
}
