//! The tones: short, our own, and made of nothing but sines.
//!
//! A tone is a WAV file in memory: one channel, 16 bits, 44,100 samples a second, which every player takes
//! (<https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html>). Each note is struck and dies away like a bell's; none begins or ends
//! with a click. All lie between 500 and 1,500 Hz, where a kitchen's hiss hides them least and where ears that are not young
//! still hear well.

use crate::time::Span;
use std::f64::consts::TAU;

/// Samples a second.
pub(super) const RATE: u32 = 44_100;
/// The bytes before the samples.
const HEADER: usize = 44;
/// How much of each multiple of its pitch is in a note.
const PARTIALS: [(f64, f64); 3] = [(1.0, 1.0), (2.0, 0.35), (3.0, 0.12)];
/// A little silence at the end, since some players cut what they have not yet played.
const TAIL: f64 = 0.08;

/// What a tone says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ToneKind {
    /// Nothing: it finds out whether anybody plays.
    Silence,
    /// A calm end.
    Soft,
    /// A reminder.
    Cue,
    /// An end.
    Ring,
}

/// A tone, and how loud it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tone {
    pub(super) kind: ToneKind,
    /// In percent of what the cook's volume allows.
    pub(super) gain: u8,
}

/// One note: its pitch in hertz; when it begins, how fast it comes and how long until it has died away, in seconds.
struct NotePitch {
    pitch: f64,
    at: f64,
    rise: f64,
    fall: f64,
}

impl ToneKind {
    fn notes(self) -> &'static [NotePitch] {
        match self {
            ToneKind::Silence => &[],
            // C5, slowly.
            ToneKind::Soft => &[NotePitch { pitch: 523.25, at: 0.0, rise: 0.08, fall: 1.0 }],
            // A5.
            ToneKind::Cue => &[NotePitch { pitch: 880.0, at: 0.0, rise: 0.006, fall: 0.7 }],
            // E5, A5, C sharp 6: upwards, as a question that wants an answer.
            ToneKind::Ring => &[
                NotePitch { pitch: 659.26, at: 0.0, rise: 0.004, fall: 0.4 },
                NotePitch { pitch: 880.0, at: 0.2, rise: 0.004, fall: 0.4 },
                NotePitch { pitch: 1108.73, at: 0.4, rise: 0.004, fall: 0.7 },
            ],
        }
    }

    fn seconds(self) -> f64 {
        self.notes().iter().map(|note| note.at + note.fall).fold(0.05, f64::max) + TAIL
    }

    /// How long it sounds.
    pub(super) fn length(self) -> Span {
        Span::millis((self.seconds() * 1_000.0) as i64)
    }

    /// As a word, for the name of its file.
    pub(super) fn word(self) -> &'static str {
        match self {
            ToneKind::Silence => "silence",
            ToneKind::Soft => "soft",
            ToneKind::Cue => "cue",
            ToneKind::Ring => "ring",
        }
    }
}

impl NotePitch {
    /// Its height from -1 to 1 at a time from the beginning of the tone, in seconds.
    fn height(&self, time: f64) -> f64 {
        let time = time - self.at;
        if time < 0.0 || time >= self.fall {
            return 0.0;
        }
        let wave: f64 = PARTIALS.iter().map(|(times, part)| part * (TAU * self.pitch * times * time).sin()).sum();
        let whole: f64 = PARTIALS.iter().map(|(_, part)| part).sum();
        // It dies away to a hundredth, and the last of that is taken off evenly.
        let decay = (-4.6 * time / self.fall).exp() * (1.0 - time / self.fall);
        wave / whole * decay * (time / self.rise).min(1.0)
    }
}

/// How far a volume in percent moves the air: loudness is heard by its square root, about.
fn reach(percent: u8) -> f64 {
    let share = f64::from(percent.min(100)) / 100.0;
    share * share
}

/// The tone as a WAV file, at the cook's volume in percent.
pub(super) fn wav(tone: Tone, volume: u8) -> Vec<u8> {
    let samples = (tone.kind.seconds() * f64::from(RATE)) as u32;
    let bytes = samples.saturating_mul(2);
    let mut file = Vec::with_capacity(HEADER + bytes as usize);
    file.extend(b"RIFF");
    file.extend((bytes + 36).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16u32.to_le_bytes());
    // Plain samples, one channel.
    file.extend([1, 0, 1, 0]);
    file.extend(RATE.to_le_bytes());
    file.extend((RATE * 2).to_le_bytes());
    // Two bytes for all channels of one instant, 16 bits each.
    file.extend([2, 0, 16, 0]);
    file.extend(b"data");
    file.extend(bytes.to_le_bytes());
    let top = f64::from(i16::MAX) * reach(volume) * f64::from(tone.gain.min(100)) / 100.0;
    let notes = tone.kind.notes();
    // Notes that overlap could together be higher than one.
    let heights = |at: u32| -> f64 {
        let time = f64::from(at) / f64::from(RATE);
        notes.iter().map(|note| note.height(time)).sum::<f64>().clamp(-1.0, 1.0)
    };
    for at in 0..samples {
        file.extend(((heights(at) * top) as i16).to_le_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::{HEADER, RATE, Tone, ToneKind, wav};
    use std::f64::consts::TAU;

    const ALL: [ToneKind; 4] = [ToneKind::Silence, ToneKind::Soft, ToneKind::Cue, ToneKind::Ring];

    fn samples(kind: ToneKind, gain: u8, volume: u8) -> Vec<i16> {
        let file = wav(Tone { kind, gain }, volume);
        file[HEADER..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect()
    }

    fn peak(samples: &[i16]) -> u16 {
        samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0)
    }

    /// How much of a pitch is in it (Goertzel's algorithm), as the height of that sine.
    fn goertzel(samples: &[i16], pitch: f64) -> f64 {
        let turn = TAU * pitch / f64::from(RATE);
        let (mut one, mut two) = (0.0, 0.0);
        for sample in samples {
            (one, two) = (f64::from(*sample) + 2.0 * turn.cos() * one - two, one);
        }
        let power: f64 = one * one + two * two - 2.0 * turn.cos() * one * two;
        power.max(0.0).sqrt() * 2.0 / samples.len() as f64
    }

    fn at(samples: &[i16], from: f64, to: f64) -> &[i16] {
        let place = |time: f64| (time * f64::from(RATE)) as usize;
        &samples[place(from)..place(to)]
    }

    #[test]
    fn the_header_tells_what_follows() {
        for kind in ALL {
            let file = wav(Tone { kind, gain: 100 }, 100);
            let number = |at: usize| u32::from_le_bytes(file[at..at + 4].try_into().unwrap()) as usize;
            assert_eq!((&file[..4], &file[8..16], &file[36..40]), (&b"RIFF"[..], &b"WAVEfmt "[..], &b"data"[..]));
            assert_eq!((number(4), number(40)), (file.len() - 8, file.len() - HEADER));
            assert_eq!((number(24), number(28)), (44_100, 88_200));
            let millis = i64::try_from((file.len() - HEADER) * 1_000 / 88_200).unwrap();
            assert!((millis - kind.length().as_millis()).abs() <= 1, "{kind:?}");
        }
    }

    #[test]
    fn a_ring_is_three_notes_one_after_the_other() {
        let ring = samples(ToneKind::Ring, 100, 100);
        let pitches = [659.26, 880.0, 1108.73];
        for (n, (from, to)) in [(0.02, 0.19), (0.22, 0.39), (0.42, 0.6)].into_iter().enumerate() {
            let heard = pitches.map(|pitch| goertzel(at(&ring, from, to), pitch));
            let loudest = (0..3).max_by(|a, b| heard[*a].total_cmp(&heard[*b]));
            assert_eq!(loudest, Some(n), "{heard:?}");
            assert!(goertzel(at(&ring, from, to), 740.0) < heard[n] / 3.0);
        }
    }

    #[test]
    fn a_cue_and_a_calm_end_are_one_note_each() {
        for (kind, pitch, other) in [(ToneKind::Cue, 880.0, 523.25), (ToneKind::Soft, 523.25, 880.0)] {
            let tone = samples(kind, 100, 100);
            assert!(goertzel(&tone, pitch) > goertzel(&tone, other) * 10.0, "{kind:?}");
        }
    }

    #[test]
    fn nothing_begins_or_ends_with_a_click() {
        for kind in ALL {
            let tone = samples(kind, 100, 100);
            let jump = tone.windows(2).map(|pair| (i32::from(pair[0]) - i32::from(pair[1])).abs()).max();
            assert!(jump < Some(8_000), "{kind:?}: {jump:?}");
            assert!(tone[0].abs() < 100 && tone[tone.len() - 1] == 0, "{kind:?}");
        }
    }

    #[test]
    fn volume_and_gain_go_from_nothing_to_all_without_a_cut() {
        let peaks = [0, 25, 50, 100].map(|volume| peak(&samples(ToneKind::Ring, 100, volume)));
        assert!(peaks.is_sorted() && peaks[0] == 0 && peaks[1] > 500, "{peaks:?}");
        assert!((15_000..=32_767).contains(&peaks[3]), "{peaks:?}");
        assert!(peak(&samples(ToneKind::Ring, 50, 100)) < peaks[3] / 2 + 2);
        assert_eq!(peak(&samples(ToneKind::Silence, 100, 100)), 0);
        let whole = samples(ToneKind::Ring, 100, 100);
        assert!(whole.iter().filter(|sample| sample.unsigned_abs() >= 32_766).count() < 3, "it is cut");
    }
}
