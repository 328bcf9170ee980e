//! Channels that start real programs, and what is left of them.

use crate::stubs::{HOSTILE, Holds, Stubs, holds, ring, show, until};
use crate::{channels, events, silent_for, with_player, with_speaker};
use baste::alert::{ChannelEvent, ChannelKind, ChannelStatus, Unavailable};
use baste::config::{Alerts, Voice};
use baste::runtime::clock::real_now;
use baste::time::{Moment, Span};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

#[test]
fn a_ring_is_played_from_a_private_file_that_is_gone_afterwards() {
    let stubs = Stubs::new("file");
    let player = stubs.program("player", "cp \"$2\" \"$log.wav\"; stat -c %a \"$(dirname \"$2\")\" >\"$log.mode\"");
    let channels = self::channels(&with_player(&[&player, "--softly"]), real_now);
    show(&channels.0, &[ring(1, 0, HOSTILE[0], HOSTILE[1])]);
    let call = stubs.called("player", 1)[0].clone();
    assert_eq!((call.len(), call[0].as_str()), (2, "--softly"));
    assert_eq!(events(&channels), ChannelEvent::Stands(ChannelKind::Sound, ChannelStatus::Open));
    assert_eq!(&fs::read(stubs.path().join("player.log.wav")).unwrap()[..4], b"RIFF");
    assert_eq!(fs::read_to_string(stubs.path().join("player.log.mode")).unwrap().trim(), "700");
    assert!(Path::new(&call[1]).is_file(), "it lies there for the next time");
    channels.0.withdraw(Duration::from_secs(5));
    assert!(!Path::new(&call[1]).parent().unwrap().exists());
}

#[test]
fn a_player_that_is_not_there_or_fails_is_told() {
    let channels = self::channels(&with_player(&["no-such-player"]), real_now);
    show(&channels.0, &[ring(1, 0, "a", "b")]);
    assert_eq!(
        events(&channels),
        ChannelEvent::Stands(
            ChannelKind::Sound,
            ChannelStatus::Silent(Unavailable::NotFound("no-such-player".to_owned()))
        )
    );
    let stubs = Stubs::new("fails");
    let channels = self::channels(&with_player(&[&stubs.program("player", "exit 3")]), real_now);
    channels.0.probe();
    assert_eq!(events(&channels), ChannelEvent::Stands(ChannelKind::Sound, silent_for("player: failed (exit code 3)")));
    let channels = self::channels(&with_player(&["/"]), real_now);
    channels.0.probe();
    assert_eq!(events(&channels), ChannelEvent::Stands(ChannelKind::Sound, silent_for("/: may not be run")));
}

/// The hours that a test has slept, in milliseconds.
static SLEPT: AtomicI64 = AtomicI64::new(0);

fn slept_now() -> Moment {
    real_now() + Span::millis(SLEPT.load(Ordering::SeqCst))
}

#[test]
fn after_a_sleep_the_next_tone_comes_at_once() {
    let stubs = Stubs::new("sleep");
    let channels = self::channels(&with_player(&[&stubs.program("player", "")]), slept_now);
    show(&channels.0, &[ring(1, 0, "a", "b")]);
    stubs.called("player", 1);
    SLEPT.fetch_add(Span::HOUR.as_millis(), Ordering::SeqCst);
    let woken = Instant::now();
    channels.0.woke();
    stubs.called("player", 2);
    assert!(woken.elapsed() < Duration::from_secs(1), "{:?}", woken.elapsed());
}

#[test]
fn an_answer_and_a_mute_end_the_player_and_all_that_it_started() {
    let stubs = Stubs::new("ends");
    let player = stubs.program("player", "sleep 97 & echo $! >\"$log.child\"; wait");
    let channels = self::channels(&with_player(&[&player]), real_now);
    let alive = |n: usize| {
        stubs.called("player", n);
        let child = until("the child", || {
            let written = fs::read_to_string(stubs.path().join("player.log.child")).ok();
            written.filter(|child| child.ends_with('\n'))
        });
        let stat = format!("/proc/{}/stat", child.trim());
        let lives = move || fs::read_to_string(&stat).is_ok_and(|stat| !stat.contains(") Z"));
        until("it runs", || lives().then_some(()));
        lives
    };
    show(&channels.0, &[ring(1, 0, "a", "b")]);
    let child = alive(1);
    show(&channels.0, &[]);
    until("it ends", || (!child()).then_some(()));
    fs::remove_file(stubs.path().join("player.log.child")).unwrap();
    show(&channels.0, &[ring(2, 0, "a", "b")]);
    let child = alive(2);
    channels.0.mute(Some(real_now() + Span::HOUR));
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
    let min = |a: Holds, b: Holds| Holds {
        threads: a.threads.min(b.threads),
        descriptors: a.descriptors.min(b.descriptors),
        children: a.children.min(b.children),
    };
    looks.reduce(min).unwrap()
}

#[test]
#[ignore = "takes a minute, and must be alone; run by .ci/run"]
fn a_thousand_rings_leave_no_thread_no_process_and_no_descriptor() {
    let stubs = Stubs::new("thousand");
    let [player, speaker, command] = ["player", "speaker", "command"].map(|name| stubs.program(name, ""));
    let mut alerts = Alerts { run: vec![vec![command, "{event}".to_owned()]], ..with_player(&[&player]) };
    alerts.voice = Voice { on: true, speaker: Some(vec![speaker]) };
    let channels = self::channels(&alerts, passed_now);
    let rings = |from: usize, to: usize| {
        for n in from..to {
            show(&channels.0, &[ring(u32::try_from(n).unwrap(), 0, HOSTILE[n % 8], HOSTILE[(n + 3) % 8])]);
            stubs.called("player", n);
            stubs.called("command", n * 2 - 1);
            // The voice waits for the tone.
            PASSED.fetch_add(3_000, Ordering::SeqCst);
            channels.0.woke();
            stubs.called("speaker", n);
            show(&channels.0, &[]);
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
    let channels = self::channels(&with_player(&[&player]), hung_now);
    show(&channels.0, &[ring(1, 0, "a", "b")]);
    for tone in 1..=30 {
        stubs.called("player", tone);
        // Each comes a minute after the last, in whose time that is given up.
        HUNG.fetch_add(60_000, Ordering::SeqCst);
        channels.0.woke();
    }
    show(&channels.0, &[]);
    let ids = || fs::read_to_string(stubs.path().join("player.log.ids")).unwrap_or_default();
    until("all end", || {
        let alive = |id: &&str| Path::new(&format!("/proc/{id}/cwd")).exists();
        ids().lines().all(|id| !alive(&id)).then_some(())
    });
    assert_eq!(events(&channels), ChannelEvent::Stands(ChannelKind::Sound, silent_for("player: did not end")));
}

#[test]
fn what_is_said_reaches_the_speaker_as_one_argument() {
    let stubs = Stubs::new("voice");
    let speaker = stubs.program("speaker", "");
    for (n, (title, body)) in HOSTILE.into_iter().zip(HOSTILE.into_iter().rev()).enumerate() {
        let channels = self::channels(&with_speaker(&speaker), real_now);
        show(&channels.0, &[ring(1, 0, title, body)]);
        let call = stubs.called("speaker", n + 1)[n].clone();
        assert_eq!(call.len(), 1, "{call:?}");
        assert!(call[0].starts_with(char::is_alphanumeric), "{call:?}");
        assert!(!call[0].contains(['$', '`', '"', '{', '\n', '\u{1b}', '<']), "{call:?}");
        assert_eq!(events(&channels), ChannelEvent::Stands(ChannelKind::Voice, ChannelStatus::Open));
    }
    assert!(!Path::new("pwned").exists());
}
