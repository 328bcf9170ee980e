//! The channels of a made-up evening: the real ones, over programs that work, fail or hang as a test wants.

use super::Notice;
use super::command::simulated::SimulatedPhone;
use super::program::fake::Mood;
use super::sound::simulated::SimulatedTones;
use super::voice::simulated::SimulatedVoice;
use crate::time::{Clock, Moment};

/// How a program behaves from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Health {
    Works,
    Fails,
    Hangs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SimulatedChannel {
    Phone,
    Voice,
    Sound,
}

/// A channel was heard: the title or the words, or nothing for a tone.
pub(crate) type Heard = (SimulatedChannel, String);

pub(crate) struct SimulatedChannels {
    phone: SimulatedPhone,
    voice: SimulatedVoice,
    tones: SimulatedTones,
    phone_works: bool,
    voice_works: bool,
}

impl SimulatedChannels {
    pub(crate) fn new() -> SimulatedChannels {
        SimulatedChannels {
            phone: SimulatedPhone::new(),
            voice: SimulatedVoice::new(),
            tones: SimulatedTones::default(),
            phone_works: true,
            voice_works: true,
        }
    }

    /// That channel's program behaves so from now on; the player of tones always works.
    pub(crate) fn set_health(&mut self, channel: SimulatedChannel, health: Health) {
        let mood = match health {
            Health::Works => Mood::Works,
            Health::Fails => Mood::Fails,
            Health::Hangs => Mood::Hangs,
        };
        match channel {
            SimulatedChannel::Phone => {
                self.phone.mood(mood);
                self.phone_works = health == Health::Works;
            }
            SimulatedChannel::Voice => {
                self.voice.mood(mood);
                self.voice_works = health == Health::Works;
            }
            SimulatedChannel::Sound => {}
        }
    }

    /// These stand: what was heard of it.
    pub(crate) fn step(&mut self, notices: &[Notice], now: Moment, clock: &Clock) -> Vec<Heard> {
        let told = self.phone.step(notices, now, clock).into_iter().filter(|_| self.phone_works);
        let mut heard: Vec<Heard> = told.map(|line| (SimulatedChannel::Phone, line)).collect();
        let said = self.voice.step(notices, now).into_iter().filter(|_| self.voice_works);
        heard.extend(said.map(|line| (SimulatedChannel::Voice, line)));
        if self.tones.step(notices, now) {
            heard.push((SimulatedChannel::Sound, String::new()));
        }
        heard
    }

    /// When a channel has something to do by time alone.
    pub(crate) fn next(&self, now: Moment) -> Option<Moment> {
        [self.phone.next(), self.voice.next(now), self.tones.next()].into_iter().flatten().min()
    }
}
