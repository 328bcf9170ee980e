//! Sound: our own tones, played by a program that is there already.
//!
//! No device is opened here and no sound library is linked: that a player is missing, fails or hangs can harm nothing. Between two
//! tones nothing wakes. When which tone comes is [`plan`]'s; what it sounds like [`tone`]'s; the programs are [`player`]'s.

mod player;
#[cfg(test)]
#[path = "sound/simulated_tests.rs"]
pub(super) mod simulated;
mod tone;
mod tone_plan;

use self::player::ToneFiles;
pub(super) use self::player::players;
use self::tone::{Tone, ToneKind};
use self::tone_plan::TonePlan;
use super::fallback_runner::{FallbackRunner, RunnerJob};
use super::notice::same_calls;
use super::program::{Launcher, Processes, ProgramExit};
use super::voice::AudioLock;
use super::worker::{Channel, ChannelInput, ChannelWork, Worker};
use super::{ChannelStatus, Notice, Standing, Unavailable};
use crate::config;
use crate::time::{Moment, Span};
use std::sync::Arc;

/// How long a player may take beyond the tone itself.
const SLACK: Span = Span::secs(3);

/// What sound depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Input {
    notices: Vec<Notice>,
    mute: Option<Moment>,
    probe: bool,
}

impl ChannelInput for Input {
    fn show(&mut self, standing: &Standing<'_>) {
        if !same_calls(&self.notices, standing.notices) {
            self.notices = standing.notices.to_vec();
        }
    }
    fn clear(&mut self) {
        self.notices.clear();
    }
    fn mute(&mut self, until: Option<Moment>) {
        self.mute = until;
    }
    /// With no sound.
    fn probe(&mut self) {
        self.probe = true;
    }
}

/// None if the cook wants no sound. While somebody has the `audio_lock`, tones wait.
pub(super) fn channel(
    settings: &config::Sound,
    audio_lock: Arc<AudioLock>,
    now: fn() -> Moment,
    report: impl Fn(ChannelStatus) + Send + Sync + 'static,
) -> Option<Box<dyn Channel>> {
    let (programs, volume) = (players(settings.player.as_ref()), settings.volume);
    (settings.on && settings.volume > 0).then(|| -> Box<dyn Channel> {
        Box::new(Worker::new("sound", now, report, move |context| {
            let runner = FallbackRunner::new(Processes::new(context.ends), programs.clone());
            TonePlayer::new(runner, volume, Arc::clone(&audio_lock))
        }))
    })
}

/// Plays what the plan says.
struct TonePlayer<S: Launcher> {
    plan: TonePlan,
    runner: FallbackRunner<S>,
    files: ToneFiles,
    audio_lock: Arc<AudioLock>,
    mute: Option<Moment>,
    probed: bool,
    /// Whether the tone that plays now only finds out which player works.
    probing: bool,
    /// It falls silent for good.
    leaves: bool,
}

impl<S: Launcher> TonePlayer<S> {
    fn new(runner: FallbackRunner<S>, volume: u8, audio_lock: Arc<AudioLock>) -> TonePlayer<S> {
        let (plan, files) = (TonePlan::default(), ToneFiles::new(volume));
        TonePlayer { plan, runner, files, audio_lock, mute: None, probed: false, probing: false, leaves: false }
    }

    /// Before this, tones wait.
    fn earliest(&self) -> Option<Moment> {
        self.mute.max(self.audio_lock.until())
    }

    fn play(&mut self, tone: Tone, now: Moment) {
        match self.files.file(tone) {
            Ok(path) => {
                let arguments = vec![path.to_string_lossy().into_owned()];
                self.runner.start(RunnerJob { arguments, limit: tone.kind.length() + SLACK }, now);
            }
            Err(e) => self.runner.cannot(Unavailable::Other(format!("no place for a tone: {e}"))),
        }
    }
}

impl<S: Launcher> ChannelWork for TonePlayer<S> {
    type Input = Input;
    type Status = ChannelStatus;

    fn step(&mut self, input: &Input, ended: Vec<ProgramExit>, now: Moment) {
        self.plan.set(if self.leaves { &[] } else { &input.notices }, now);
        self.mute = input.mute;
        for ended in ended {
            self.runner.ended(&ended, now);
        }
        let muted = self.mute.is_some_and(|until| until > now);
        if !self.probing && (muted || self.plan.is_silent()) {
            self.runner.stop();
        }
        self.runner.tick(now);
        if let Some(tone) = self.plan.take(now, self.earliest()) {
            if self.probing {
                self.runner.stop();
            }
            (self.probing, self.probed) = (false, true);
            self.play(tone, now);
        } else if input.probe && !self.probed {
            (self.probing, self.probed) = (true, true);
            self.play(Tone { kind: ToneKind::Silence, gain: 0 }, now);
        }
        if self.runner.is_idle() {
            self.probing = false;
        }
    }

    fn next(&self, _now: Moment) -> Option<Moment> {
        [self.plan.next(self.earliest()), self.runner.next()].into_iter().flatten().min()
    }

    fn status(&self) -> &ChannelStatus {
        self.runner.status()
    }

    fn leave(&mut self) {
        self.leaves = true;
    }

    fn is_done(&self) -> bool {
        self.plan.is_silent() && (self.runner.is_idle() || self.probing)
    }
}

#[cfg(test)]
#[path = "sound/tone_player_tests.rs"]
mod tests;
