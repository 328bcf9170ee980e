//! A PulseAudio of its own, on which the tones and the voice are really heard.

use crate::stubs::{Stubs, ring, show, until};
use crate::{channels, events, with_player};
use baste::alert::{ChannelEvent, ChannelKind, ChannelStatus};
use baste::config::Voice;
use baste::runtime::clock::real_now;
use std::f64::consts::TAU;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// A process that ends with this.
struct Kept(Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A PulseAudio of its own, whose only device leads nowhere but can be listened to.
struct Pulse {
    _daemon: Kept,
    stubs: Stubs,
}

impl Pulse {
    fn start(test: &str) -> Pulse {
        let stubs = Stubs::new(test);
        let mut daemon = Command::new("pulseaudio");
        daemon.args(["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes"]);
        daemon.arg(format!("--load=module-native-protocol-unix auth-anonymous=1 socket={}", socket(&stubs)));
        daemon.arg("--load=module-null-sink sink_name=kitchen rate=44100 channels=1");
        own(&mut daemon, &stubs);
        let daemon = Kept(daemon.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        until("the daemon", || Path::new(&socket(&stubs)).exists().then_some(()));
        Pulse { _daemon: daemon, stubs }
    }

    fn server(&self) -> String {
        format!("--server=unix:{}", socket(&self.stubs))
    }

    /// Listens from now on.
    fn listen(&self) -> Ears {
        let mut ears = Command::new("parec");
        ears.args([&self.server(), "--device=kitchen.monitor", "--raw", "--format=s16le", "--rate=44100"]);
        ears.args(["--channels=1", "--latency-msec=20"]);
        own(&mut ears, &self.stubs);
        let mut process = ears.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut sound = process.stdout.take().unwrap();
        let (sender, heard) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4_410];
            // A twentieth of a second at a time.
            while sound.read_exact(&mut bytes).is_ok() {
                let samples: Vec<i16> = bytes.chunks_exact(2).map(|b| i16::from_le_bytes([b[0], b[1]])).collect();
                if sender.send(samples).is_err() {
                    return;
                }
            }
        });
        // What is silent is sent too: it listens once the first of it came.
        heard.recv_timeout(Duration::from_secs(20)).unwrap();
        Ears { _process: Kept(process), heard }
    }
}

/// Nothing of the user's own.
fn own(command: &mut Command, stubs: &Stubs) {
    let home = stubs.path();
    for name in ["HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "PULSE_RUNTIME_PATH"] {
        command.env(name, home);
    }
}

fn socket(stubs: &Stubs) -> String {
    stubs.path().join("pulse.socket").display().to_string()
}

struct Ears {
    _process: Kept,
    heard: Receiver<Vec<i16>>,
}

impl Ears {
    /// What is heard from the first sound on, for so many twentieths of a second; none where nothing is heard in `limit`.
    fn hear(&self, limit: Duration, twentieths: usize) -> Option<Vec<i16>> {
        let start = Instant::now();
        loop {
            let left = limit.checked_sub(start.elapsed())?;
            let samples = self.heard.recv_timeout(left).ok()?;
            if samples.iter().any(|sample| sample.unsigned_abs() > 200) {
                let rest = self.heard.iter().take(twentieths - 1).flatten();
                return Some(samples.into_iter().chain(rest).collect());
            }
        }
    }
}

/// How much of a pitch is in it (Goertzel's algorithm), as the height of that sine.
fn goertzel(samples: &[i16], pitch: f64) -> f64 {
    let turn = TAU * pitch / 44_100.0;
    let (mut one, mut two) = (0.0, 0.0);
    for sample in samples {
        (one, two) = (f64::from(*sample) + 2.0 * turn.cos() * one - two, one);
    }
    let power: f64 = one * one + two * two - 2.0 * turn.cos() * one * two;
    power.max(0.0).sqrt() * 2.0 / samples.len() as f64
}

#[test]
#[ignore = "needs pulseaudio, paplay and parec; run by .ci/run"]
fn a_ring_is_heard_with_its_three_notes_and_an_answer_ends_it() {
    let pulse = Pulse::start("pulse");
    let channels = self::channels(&with_player(&["paplay", &pulse.server()]), real_now);
    let ears = pulse.listen();
    show(&channels.0, &[ring(1, 0, "Roast", "Out")]);
    let tone = ears.hear(Duration::from_secs(10), 24).expect("the first tone");
    let heard = [659.26, 880.0, 1108.73, 523.25, 740.0].map(|pitch| goertzel(&tone, pitch));
    println!("heights at 659, 880, 1109 Hz: {:.0?}; at 523 and 740 Hz: {:.0?}", &heard[..3], &heard[3..]);
    for note in &heard[..3] {
        assert!(*note > 100.0 && *note > heard[3] * 3.0 && *note > heard[4] * 3.0, "{heard:?}");
    }
    assert_eq!(events(&channels), ChannelEvent::Stands(ChannelKind::Sound, ChannelStatus::Open));
    ears.hear(Duration::from_secs(10), 24).expect("it is repeated until it is answered");
    show(&channels.0, &[]);
    assert!(ears.hear(Duration::from_secs(7), 1).is_none(), "it was answered");
}

#[test]
#[ignore = "needs pulseaudio, paplay, parec and espeak-ng; run by .ci/run"]
fn the_voice_is_heard_after_the_tone_and_not_over_it() {
    let pulse = Pulse::start("speech");
    let (wav, server) = (pulse.stubs.path().join("said.wav"), pulse.server());
    let speaks = format!("espeak-ng -w {0} -- \"$1\" && paplay {server} {0}", wav.display());
    let speaker = pulse.stubs.program("speaker", &speaks);
    let mut alerts = with_player(&["paplay", &server]);
    alerts.voice = Voice { on: true, speaker: Some(vec![speaker]) };
    let channels = self::channels(&alerts, real_now);
    let ears = pulse.listen();
    show(&channels.0, &[ring(1, 0, "The roast is done", "Take it out. Then rest it under foil for ten minutes.")]);
    let all = ears.hear(Duration::from_secs(10), 200).expect("a tone");
    // Ten seconds: the tone, the words, the tone again; never the tone while somebody speaks.
    let loud: Vec<bool> = all.chunks(2_205).map(|part| part.iter().any(|s| s.unsigned_abs() > 300)).collect();
    let spoken = loud.iter().skip(26).take(40).filter(|loud| **loud).count();
    assert!(spoken > 20, "{loud:?}");
    // The third note is nearly all that sounds while it does; no voice is like that.
    let pure = |at: &usize| {
        let part = &all[at * 2_205..(at + 4) * 2_205];
        let mean = part.iter().map(|sample| f64::from(*sample).powi(2)).sum::<f64>() / part.len() as f64;
        mean.sqrt() > 100.0 && goertzel(part, 1108.73) > mean.sqrt()
    };
    let tones: Vec<usize> = (0..all.len() / 2_205 - 4).filter(pure).collect();
    println!("the third note at {tones:?} twentieths of a second");
    assert!(tones.iter().any(|at| *at < 20), "{tones:?}");
    assert!(
        tones.iter().all(|at| *at < 20 || *at > 110),
        "not over the words, though five seconds were over: {tones:?}"
    );
    assert!(tones.iter().any(|at| *at > 110), "it rings again: {tones:?}");
}
