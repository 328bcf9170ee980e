//! Sound: our own tones, played by a program that is there already.
//!
//! No device is opened here and no sound library is linked: that a player is missing, fails or hangs can harm nothing. Between two
//! tones nothing wakes. When which tone comes is [`plan`]'s; what it sounds like [`tone`]'s; the programs are [`player`]'s.

mod plan;
mod player;
mod tone;

use self::plan::TonePlan;
use self::player::Files;
pub(super) use self::player::players;
use self::tone::{Tone, ToneKind};
use super::fallback_runner::{FallbackRunner, RunnerJob};
use super::notice::same_calls;
use super::program::{Ended, Processes, Starts};
use super::voice::AudioLock;
use super::worker::{ChannelWork, Worker};
use super::{ChannelStatus, Notice, Unavailable};
use crate::config;
use crate::time::{Moment, Span};
use std::sync::Arc;
use std::time::Duration;

/// How long a player may take beyond the tone itself.
const SLACK: Span = Span::secs(3);

/// The sound channel.
pub(super) struct SoundChannel {
    worker: Worker<TonePlayer<Processes>>,
}

/// What the channel is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Input {
    notices: Vec<Notice>,
    mute: Option<Moment>,
    probe: bool,
}

impl SoundChannel {
    /// Nothing starts yet; none where the cook wants no sound. While somebody has the `audio_lock`, tones wait.
    pub(super) fn new(
        settings: &config::Sound,
        audio_lock: Arc<AudioLock>,
        now: fn() -> Moment,
        report: impl Fn(ChannelStatus) + Send + Sync + 'static,
    ) -> Option<SoundChannel> {
        let (programs, volume) = (players(settings.player.as_ref()), settings.volume);
        let worker = Worker::new("sound", now, report, move |ends| {
            TonePlayer::new(
                FallbackRunner::new(Processes::new(ends), programs.clone()),
                volume,
                Arc::clone(&audio_lock),
            )
        });
        (settings.on && settings.volume > 0).then_some(SoundChannel { worker })
    }

    /// All that should be heard from now on.
    pub(super) fn show(&self, notices: &[Notice]) {
        self.worker.tell(|input| {
            if !same_calls(&input.notices, notices) {
                input.notices = notices.to_vec();
            }
        });
    }

    /// No tone before that moment, on the real clock.
    pub(super) fn mute(&self, until: Option<Moment>) {
        self.worker.tell(|input| input.mute = until);
    }

    /// Finds out, without a sound and without waiting for it, whether anybody plays.
    pub(super) fn probe(&self) {
        self.worker.tell(|input| input.probe = true);
    }

    /// The machine slept.
    pub(super) fn woke(&self) {
        self.worker.woke();
    }

    /// Falls silent for good.
    pub(super) fn leave(&self) {
        self.worker.tell(|input| input.notices.clear());
        self.worker.leave();
    }

    /// Waits until it has fallen silent, so long at most.
    pub(super) fn wait(&self, limit: Duration) {
        self.worker.wait(limit);
    }
}

impl Drop for SoundChannel {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Plays what the plan says.
struct TonePlayer<S: Starts> {
    plan: TonePlan,
    runner: FallbackRunner<S>,
    files: Files,
    audio_lock: Arc<AudioLock>,
    mute: Option<Moment>,
    probed: bool,
    /// Whether what is played now is only to find out who plays.
    probing: bool,
}

impl<S: Starts> TonePlayer<S> {
    fn new(runner: FallbackRunner<S>, volume: u8, audio_lock: Arc<AudioLock>) -> TonePlayer<S> {
        let (plan, files) = (TonePlan::default(), Files::new(volume));
        TonePlayer { plan, runner, files, audio_lock, mute: None, probed: false, probing: false }
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

impl<S: Starts> ChannelWork for TonePlayer<S> {
    type Input = Input;

    fn step(&mut self, input: &Input, ended: Vec<Ended>, now: Moment) {
        self.plan.set(&input.notices, now);
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

    fn is_done(&self) -> bool {
        self.plan.is_silent() && (self.runner.is_idle() || self.probing)
    }
}

#[cfg(test)]
#[path = "sound/tone_player_tests.rs"]
mod tests;
