//! Voice: what calls is said aloud, once for each call, by a program that is there already.
//!
//! It speaks after the tone and not over it, and has the [`AudioLock`] meanwhile: tones wait, though never long, since a speaker may hang.
//! What was answered is not said to its end.

#[cfg(test)]
#[path = "voice/simulated_tests.rs"]
pub(super) mod simulated;
mod spoken_text;

use self::spoken_text::spoken;
use super::fallback_runner::{FallbackRunner, Program, RunnerJob};
use super::notice::same_calls;
use super::program::{Launcher, Processes, ProgramExit};
use super::worker::{Channel, ChannelInput, ChannelWork, Worker};
use super::{ChannelStatus, Notice, Standing};
use crate::config;
use crate::engine::{AlarmId, AlarmLevel};
use crate::time::{Moment, Span};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Programs that speak: the desktop's own, a synthesiser, that of macOS. The words, which begin with a letter or a number, come last.
const KNOWN: [&[&str]; 3] = [&["spd-say", "-w", "--"], &["espeak-ng", "--"], &["say"]];
/// How long the tone of a call has the word.
const TONE: Span = Span::millis(1_400);
/// How long it takes to begin, and each letter.
const BREATH: Span = Span::millis(500);
const LETTER: Span = Span::millis(75);
/// How much longer than twice its time a speaker may take: not all speak as fast.
const SLACK: Span = Span::secs(4);
/// Nobody holds the audio lock for longer.
const FLOOR: Span = Span::secs(8);
/// How often a reminder inside a step is said: it needs no key, and may have been noticed long ago.
const REMINDED: u32 = 2;

/// The wait before a ring that could not be said is tried again; it doubles with each failure in a row.
const AGAIN: Span = Span::secs(5);
/// How often the wait doubles: up to 5 min 20 s.
const DOUBLINGS: u32 = 6;

/// Held by whoever speaks, so that a tone waits.
#[derive(Debug)]
pub(super) struct AudioLock(AtomicI64);

impl Default for AudioLock {
    fn default() -> AudioLock {
        AudioLock(AtomicI64::new(i64::MIN))
    }
}

impl AudioLock {
    /// Until when somebody has it at the latest, on the real clock.
    pub(super) fn until(&self) -> Option<Moment> {
        Some(self.0.load(Ordering::SeqCst)).filter(|until| *until > i64::MIN).map(Moment::millis)
    }

    pub(super) fn take(&self, until: Moment) {
        self.0.store(until.as_millis(), Ordering::SeqCst);
    }

    fn give(&self) {
        self.0.store(i64::MIN, Ordering::SeqCst);
    }
}

/// What the voice depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Input {
    notices: Vec<Notice>,
    mute: Option<Moment>,
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
}

/// None if the cook wants no voice. `tones` says whether there are any to wait for.
pub(super) fn channel(
    settings: &config::Voice,
    tones: bool,
    audio_lock: Arc<AudioLock>,
    now: fn() -> Moment,
    report: impl Fn(ChannelStatus) + Send + Sync + 'static,
) -> Option<Box<dyn Channel>> {
    let programs = speakers(settings.speaker.as_ref());
    settings.on.then(|| -> Box<dyn Channel> {
        Box::new(Worker::new("voice", now, report, move |context| {
            let runner = FallbackRunner::new(Processes::new(context.ends), programs.clone());
            Speech::new(runner, tones, Arc::clone(&audio_lock))
        }))
    })
}

/// The speaker of the settings, or else the first that works.
pub(super) fn speakers(wanted: Option<&Vec<String>>) -> Vec<Program> {
    let known = || KNOWN.iter().map(|program| program.iter().map(|word| (*word).to_owned()).collect()).collect();
    wanted.map_or_else(known, |program| vec![program.clone()])
}

/// What was said of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Heard {
    id: AlarmId,
    calls: u32,
    /// Not before this.
    from: Moment,
    said: bool,
}

/// Says what stands, one after the other, the most urgent first.
struct Speech<S: Launcher> {
    runner: FallbackRunner<S>,
    /// How long the tone of a call is waited for.
    tone: Span,
    audio_lock: Arc<AudioLock>,
    heard: Vec<Heard>,
    saying: Option<AlarmId>,
    /// Calls in a row that no program could say.
    failures: u32,
    mute: Option<Moment>,
    /// It falls silent for good.
    leaves: bool,
}

impl<S: Launcher> Speech<S> {
    fn new(runner: FallbackRunner<S>, tones: bool, audio_lock: Arc<AudioLock>) -> Speech<S> {
        let tone = if tones { TONE } else { Span::ZERO };
        Speech { runner, tone, audio_lock, heard: Vec::new(), saying: None, failures: 0, mute: None, leaves: false }
    }

    /// These stand: what is new or calls again is to be said.
    fn set(&mut self, notices: &[Notice], now: Moment) {
        let before = std::mem::take(&mut self.heard);
        let heard = notices.iter().map(|notice| {
            let known = before.iter().find(|heard| heard.id == notice.id);
            match known {
                Some(heard) if heard.calls == notice.calls => *heard,
                Some(_) | None => {
                    let over = matches!(notice.id, AlarmId::Cue { .. }) && notice.calls >= REMINDED && known.is_some();
                    Heard { id: notice.id, calls: notice.calls, from: now + self.tone, said: over }
                }
            }
        });
        self.heard = heard.collect();
    }

    fn hush(&mut self) {
        self.runner.stop();
        self.saying = None;
    }

    /// The runner is idle: what it was to say was said, or could not be. A ring that could not is tried again while it stands.
    fn finish(&mut self, notices: &[Notice], now: Moment) {
        let Some(saying) = self.saying.take() else { return };
        match self.runner.status() {
            ChannelStatus::Open | ChannelStatus::Untried => self.failures = 0,
            ChannelStatus::Silent(_) => {
                let is_ring = |notice: &Notice| notice.id == saying && notice.level == AlarmLevel::Ring;
                let heard = self.heard.iter_mut().find(|heard| heard.id == saying && heard.said);
                if let Some(heard) = heard.filter(|_| notices.iter().any(is_ring)) {
                    (heard.said, heard.from) = (false, now + AGAIN.times(1 << self.failures.min(DOUBLINGS)));
                    self.failures = self.failures.saturating_add(1);
                }
            }
        }
    }

    fn say(&mut self, notice: &Notice, now: Moment) {
        let words = spoken(&notice.title, &notice.body);
        let takes = BREATH + LETTER.times(i64::try_from(words.chars().count()).unwrap_or(i64::MAX));
        self.runner.start(RunnerJob { arguments: vec![words], limit: takes.times(2) + SLACK }, now);
        if !self.runner.is_idle() {
            self.saying = Some(notice.id);
            self.audio_lock.take(now + takes.min(FLOOR));
        }
    }
}

impl<S: Launcher> ChannelWork for Speech<S> {
    type Input = Input;
    type Status = ChannelStatus;

    fn step(&mut self, input: &Input, ended: Vec<ProgramExit>, now: Moment) {
        let notices: &[Notice] = if self.leaves { &[] } else { &input.notices };
        self.set(notices, now);
        self.mute = input.mute;
        for ended in ended {
            self.runner.ended(&ended, now);
        }
        let muted = self.mute.is_some_and(|until| until > now);
        let stands = |id: AlarmId| self.heard.iter().any(|heard| heard.id == id);
        if muted || self.saying.is_some_and(|id| !stands(id)) {
            self.hush();
        }
        self.runner.tick(now);
        while self.runner.is_idle() && !muted {
            self.finish(notices, now);
            let due = |notice: &&Notice| {
                self.heard.iter().any(|heard| heard.id == notice.id && !heard.said && heard.from <= now)
            };
            let Some(notice) = notices.iter().rev().filter(due).max_by_key(|notice| notice.level) else {
                break;
            };
            if let Some(heard) = self.heard.iter_mut().find(|heard| heard.id == notice.id) {
                heard.said = true;
            }
            self.say(notice, now);
        }
        if self.runner.is_idle() {
            self.finish(notices, now);
            self.audio_lock.give();
        }
    }

    fn next(&self, _now: Moment) -> Option<Moment> {
        let waits = self.heard.iter().filter(|heard| !heard.said).map(|heard| heard.from);
        // While one sentence is spoken, the others wait for its end.
        let due = if self.runner.is_idle() { waits.min().max(self.mute.filter(|_| self.any_waits())) } else { None };
        [due, self.runner.next()].into_iter().flatten().min()
    }

    fn status(&self) -> &ChannelStatus {
        self.runner.status()
    }

    fn leave(&mut self) {
        self.leaves = true;
    }

    fn is_done(&self) -> bool {
        self.runner.is_idle()
    }
}

impl<S: Launcher> Speech<S> {
    fn any_waits(&self) -> bool {
        self.heard.iter().any(|heard| !heard.said)
    }
}

#[cfg(test)]
#[path = "voice/speech_tests.rs"]
mod tests;
