//! A speaker that is only played, behind the real voice.

use super::{AudioLock, Input, Speech};
use crate::alert::Notice;
use crate::alert::fallback_runner::FallbackRunner;
use crate::alert::program::fake::{Fake, Mood};
use crate::alert::worker::ChannelWork;
use crate::time::Moment;
use std::sync::Arc;

pub(in crate::alert) struct SimulatedVoice {
    speech: Speech<Fake>,
    program: Fake,
}

impl SimulatedVoice {
    pub(in crate::alert) fn new() -> SimulatedVoice {
        let program = Fake::default();
        let speakers = FallbackRunner::new(program.clone(), vec![vec!["say".to_owned(), "--".to_owned()]]);
        SimulatedVoice { speech: Speech::new(speakers, true, Arc::new(AudioLock::default())), program }
    }

    pub(in crate::alert) fn mood(&self, mood: Mood) {
        self.program.mood("say", mood);
    }

    /// What it said of what stands.
    pub(in crate::alert) fn step(&mut self, notices: &[Notice], now: Moment) -> Vec<String> {
        let input = Input { notices: notices.to_vec(), mute: None };
        let mut said = Vec::new();
        loop {
            let ended = self.program.ended();
            let is_over = ended.is_empty();
            self.speech.step(&input, ended, now);
            let before = said.len();
            said.extend(self.program.commands().into_iter().filter(|line| line.starts_with("say ")));
            if is_over && said.len() == before {
                return said;
            }
        }
    }

    pub(in crate::alert) fn next(&self, now: Moment) -> Option<Moment> {
        self.speech.next(now)
    }
}
