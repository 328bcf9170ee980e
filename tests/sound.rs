//! Sound and voice with real processes: players that work, fail, hang or are not there, and a PulseAudio on which the tone is heard.
//!
//! What needs PulseAudio, or takes long, is run by `.ci/run`. Whatever a test starts it ends by its handle.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

#[path = "support/stubs.rs"]
mod stubs;

use baste::alert::{News, Road, Roads, Way, Why};
use baste::config::{Alerts, Sound, Voice};
use baste::runtime::clock::real_now;
use baste::time::{Moment, Span};
use std::f64::consts::TAU;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use stubs::{HOSTILE, Holds, Stubs, holds, ring, show, until};

/// Only the roads that a test names.
fn silent() -> Alerts {
    let sound = Sound { on: false, ..Sound::default() };
    Alerts { desktop: false, terminal: false, stay_awake: false, sound, ..Alerts::default() }
}

fn with_player(player: &[&str]) -> Alerts {
    let player = Some(player.iter().map(|&word| word.to_owned()).collect());
    Alerts { sound: Sound { player, ..Sound::default() }, ..silent() }
}

fn with_speaker(speaker: &str) -> Alerts {
    Alerts { voice: Voice { on: true, speaker: Some(vec![speaker.to_owned()]) }, ..silent() }
}

fn roads(alerts: &Alerts, now: fn() -> Moment) -> (Roads, Receiver<()>) {
    let (sender, nudges) = channel();
    (
        Roads::new(alerts, now, move || {
            let _ = sender.send(());
        }),
        nudges,
    )
}

#[track_caller]
fn news(roads: &(Roads, Receiver<()>)) -> News {
    until("news", || roads.0.news().next())
}

fn silent_for(words: &str) -> Road {
    Road::Silent(Why::Other(words.to_owned()))
}

#[test]
fn a_ring_is_played_from_a_private_file_that_is_gone_afterwards() {
    let stubs = Stubs::new("file");
    let player = stubs.program("player", "cp \"$2\" \"$log.wav\"; stat -c %a \"$(dirname \"$2\")\" >\"$log.mode\"");
    let roads = roads(&with_player(&[&player, "--softly"]), real_now);
    show(&roads.0, &[ring(1, 0, HOSTILE[0], HOSTILE[1])]);
    let call = stubs.called("player", 1)[0].clone();
    assert_eq!((call.len(), call[0].as_str()), (2, "--softly"));
    assert_eq!(news(&roads), News::Stands(Way::Sound, Road::Open));
    assert_eq!(&fs::read(stubs.path().join("player.log.wav")).unwrap()[..4], b"RIFF");
    assert_eq!(fs::read_to_string(stubs.path().join("player.log.mode")).unwrap().trim(), "700");
    assert!(Path::new(&call[1]).is_file(), "it lies there for the next time");
    roads.0.withdraw(Duration::from_secs(5));
    assert!(!Path::new(&call[1]).parent().unwrap().exists());
}

#[test]
fn a_player_that_is_not_there_or_fails_is_told() {
    let roads_ = roads(&with_player(&["no-such-player"]), real_now);
    show(&roads_.0, &[ring(1, 0, "a", "b")]);
    assert_eq!(news(&roads_), News::Stands(Way::Sound, silent_for("no-such-player: not found")));
    let stubs = Stubs::new("fails");
    let roads_ = roads(&with_player(&[&stubs.program("player", "exit 3")]), real_now);
    roads_.0.probe();
    assert_eq!(news(&roads_), News::Stands(Way::Sound, silent_for("player: failed (exit code 3)")));
    let roads_ = roads(&with_player(&["/"]), real_now);
    roads_.0.probe();
    assert_eq!(news(&roads_), News::Stands(Way::Sound, silent_for("/: may not be run")));
}

/// The hours that a test has slept, in milliseconds.
static SLEPT: AtomicI64 = AtomicI64::new(0);

fn slept_now() -> Moment {
    real_now() + Span::millis(SLEPT.load(Ordering::SeqCst))
}

#[test]
fn after_a_sleep_the_next_tone_comes_at_once() {
    let stubs = Stubs::new("sleep");
    let roads = roads(&with_player(&[&stubs.program("player", "")]), slept_now);
    show(&roads.0, &[ring(1, 0, "a", "b")]);
    stubs.called("player", 1);
    SLEPT.fetch_add(Span::HOUR.as_millis(), Ordering::SeqCst);
    let woken = Instant::now();
    roads.0.woke();
    stubs.called("player", 2);
    assert!(woken.elapsed() < Duration::from_secs(1), "{:?}", woken.elapsed());
}

#[test]
fn an_answer_and_a_mute_end_the_player_and_all_that_it_started() {
    let stubs = Stubs::new("ends");
    let player = stubs.program("player", "sleep 97 & echo $! >\"$log.child\"; wait");
    let roads = roads(&with_player(&[&player]), real_now);
    let alive = |n: usize| {
        stubs.called("player", n);
        let child = until("the child", || fs::read_to_string(stubs.path().join("player.log.child")).ok());
        let stat = format!("/proc/{}/stat", child.trim());
        let lives = move || fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z"));
        until("it runs", || lives().then_some(()));
        lives
    };
    show(&roads.0, &[ring(1, 0, "a", "b")]);
    let child = alive(1);
    show(&roads.0, &[]);
    until("it ends", || (!child()).then_some(()));
    fs::remove_file(stubs.path().join("player.log.child")).unwrap();
    show(&roads.0, &[ring(2, 0, "a", "b")]);
    let child = alive(2);
    roads.0.mute(Some(real_now() + Span::HOUR));
    until("it ends", || (!child()).then_some(()));
}

/// The time that a test has let pass, in milliseconds.
static PASSED: AtomicI64 = AtomicI64::new(0);

fn passed_now() -> Moment {
    real_now() + Span::millis(PASSED.load(Ordering::SeqCst))
}

/// Descriptors and children come and go with other tests of this file: the fewest of many looks count.
fn fewest() -> Holds {
    let looks = (0..200).map(|_| {
        std::thread::sleep(Duration::from_millis(2));
        holds()
    });
    let least = |a: Holds, b: Holds| Holds {
        threads: a.threads.min(b.threads),
        descriptors: a.descriptors.min(b.descriptors),
        children: a.children.min(b.children),
    };
    looks.reduce(least).unwrap()
}

#[test]
#[ignore = "takes a minute, and must be alone; run by .ci/run"]
fn a_thousand_rings_leave_no_thread_no_process_and_no_descriptor() {
    let stubs = Stubs::new("thousand");
    let [player, speaker, command] = ["player", "speaker", "command"].map(|name| stubs.program(name, ""));
    let mut alerts = Alerts { run: vec![vec![command, "{event}".to_owned()]], ..with_player(&[&player]) };
    alerts.voice = Voice { on: true, speaker: Some(vec![speaker]) };
    let roads = roads(&alerts, passed_now);
    let rings = |from: usize, to: usize| {
        for n in from..to {
            show(&roads.0, &[ring(u32::try_from(n).unwrap(), 0, HOSTILE[n % 8], HOSTILE[(n + 3) % 8])]);
            stubs.called("player", n);
            stubs.called("command", n * 2 - 1);
            // The voice waits for the tone.
            PASSED.fetch_add(3_000, Ordering::SeqCst);
            roads.0.woke();
            stubs.called("speaker", n);
            show(&roads.0, &[]);
            stubs.called("command", n * 2);
            PASSED.fetch_add(3_000, Ordering::SeqCst);
        }
    };
    rings(1, 20);
    let before = fewest();
    rings(20, 1_001);
    let after = fewest();
    println!("before {before:?}, after {after:?}");
    assert!(after.threads <= before.threads && after.children == 0, "{before:?} {after:?}");
    assert!(after.descriptors <= before.descriptors, "{before:?} {after:?}");
    assert_eq!(stubs.calls("player").len(), 1_000);
}

/// The same for players that hang.
static HUNG: AtomicI64 = AtomicI64::new(0);

fn hung_now() -> Moment {
    real_now() + Span::millis(HUNG.load(Ordering::SeqCst))
}

#[test]
fn players_that_hang_do_not_pile_up_and_delay_no_tone() {
    let stubs = Stubs::new("hangs");
    let player = stubs.program("player", "trap '' TERM HUP INT; echo $$ >>\"$log.ids\"; while :; do sleep 97; done");
    let roads = roads(&with_player(&[&player]), hung_now);
    show(&roads.0, &[ring(1, 0, "a", "b")]);
    for tone in 1..=30 {
        stubs.called("player", tone);
        // Each comes a minute after the last, in whose time that is given up.
        HUNG.fetch_add(60_000, Ordering::SeqCst);
        roads.0.woke();
    }
    show(&roads.0, &[]);
    let ids = || fs::read_to_string(stubs.path().join("player.log.ids")).unwrap_or_default();
    until("all end", || {
        let alive = |id: &&str| Path::new(&format!("/proc/{id}/cwd")).exists();
        ids().lines().all(|id| !alive(&id)).then_some(())
    });
    assert_eq!(news(&roads), News::Stands(Way::Sound, silent_for("player: did not end")));
}

#[test]
fn what_is_said_reaches_the_speaker_as_one_argument() {
    let stubs = Stubs::new("voice");
    let speaker = stubs.program("speaker", "");
    for (n, (title, body)) in HOSTILE.into_iter().zip(HOSTILE.into_iter().rev()).enumerate() {
        let roads = roads(&with_speaker(&speaker), real_now);
        show(&roads.0, &[ring(1, 0, title, body)]);
        let call = stubs.called("speaker", n + 1)[n].clone();
        assert_eq!(call.len(), 1, "{call:?}");
        assert!(call[0].starts_with(char::is_alphanumeric), "{call:?}");
        assert!(!call[0].contains(['$', '`', '"', '{', '\n', '\u{1b}', '<']), "{call:?}");
        assert_eq!(news(&roads), News::Stands(Way::Voice, Road::Open));
    }
    assert!(!Path::new("pwned").exists());
}

// --- PulseAudio ---

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
    let roads = roads(&with_player(&["paplay", &pulse.server()]), real_now);
    let ears = pulse.listen();
    show(&roads.0, &[ring(1, 0, "Roast", "Out")]);
    let tone = ears.hear(Duration::from_secs(10), 24).expect("the first tone");
    let heard = [659.26, 880.0, 1108.73, 523.25, 740.0].map(|pitch| goertzel(&tone, pitch));
    println!("heights at 659, 880, 1109 Hz: {:.0?}; at 523 and 740 Hz: {:.0?}", &heard[..3], &heard[3..]);
    for note in &heard[..3] {
        assert!(*note > 100.0 && *note > heard[3] * 3.0 && *note > heard[4] * 3.0, "{heard:?}");
    }
    assert_eq!(news(&roads), News::Stands(Way::Sound, Road::Open));
    ears.hear(Duration::from_secs(10), 24).expect("it is repeated until it is answered");
    show(&roads.0, &[]);
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
    let roads = roads(&alerts, real_now);
    let ears = pulse.listen();
    show(&roads.0, &[ring(1, 0, "The roast is done", "Take it out. Then rest it under foil for ten minutes.")]);
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
