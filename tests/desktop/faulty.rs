//! Services that hang, answer late, die, speak too soon or never come: nobody waits for them, and nothing is lost or done twice.
//!
//! Some parts run the channels alone. A test starts itself again with the bus in its environment for that, since a process must not change
//! its own.

use crate::home::until;
use crate::stage::{BUS, Bus, acts, begin, keeper};
use baste::alert::{ChannelEvent, ChannelKind, ChannelStatus, Channels, Notice, Standing, Unavailable};
use baste::config::Alerts;
use baste::engine::{Act, ActId, AlarmId, AlarmLevel};
use baste::runtime::clock::real_now;
use baste::time::{Clock, Moment, Span};
use baste::view::call::{Button, Meaning, Offer, Press};
use std::fs;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PART: &str = "BASTE_DESKTOP_PART";
const LONG: Duration = Duration::from_secs(20);
const HOUR: Span = Span::mins(60);

/// Runs one part of this file with `address` as its bus.
#[track_caller]
fn part(name: &str, address: &str) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "faulty::inner", "--ignored", "--nocapture"])
        .env(PART, name)
        .env(BUS, address)
        .status()
        .unwrap();
    assert!(status.success(), "{name}");
}

/// Runs one part beside a fake service; what that was asked.
#[track_caller]
fn beside_fake(mood: &str, name: &str) -> Vec<String> {
    let bus = Bus::start();
    let fake = bus.fake(mood);
    part(name, &bus.address);
    fake.end()
}

fn show(channels: &Channels, notices: &[Notice]) {
    channels.show(&Standing::of(notices, Moment::default(), &Clock::default()));
}

fn ring(n: u32, calls: u32) -> Notice {
    Notice {
        id: AlarmId::OvenHot(ActId(n)),
        level: AlarmLevel::Ring,
        since: Moment::default(),
        calls,
        dish: "Oven".to_owned(),
        title: format!("Oven {n} & co"),
        body: format!("Call <{calls}>"),
        phase: None,
        offers: vec![Offer { button: Button::Done, meaning: Meaning::Done }],
    }
}

/// The channels, and what comes back.
struct Told {
    channels: Channels,
    nudged: Receiver<()>,
}

impl Told {
    /// The desktop channel alone.
    fn new() -> Told {
        let (sender, nudged) = channel();
        let mut alerts = Alerts { terminal: false, stay_awake: false, ..Alerts::default() };
        alerts.sound.on = false;
        Told {
            channels: Channels::new(&alerts, None, real_now, move || {
                let _ = sender.send(());
            }),
            nudged,
        }
    }
    #[track_caller]
    fn next(&self) -> ChannelEvent {
        loop {
            if let Some(news) = self.channels.events().next() {
                return news;
            }
            self.nudged.recv_timeout(LONG).expect("something comes back");
        }
    }
    #[track_caller]
    fn stands(&self, status: ChannelStatus) {
        assert_eq!(self.next(), ChannelEvent::Stands(ChannelKind::Desktop, status));
    }
}

#[test]
#[ignore = "started by the tests beside it, with a bus"]
fn inner() {
    let Ok(part) = std::env::var(PART) else { return };
    let told = Told::new();
    let channels = &told.channels;
    match part.as_str() {
        "life" => {
            show(channels, &[ring(1, 0)]);
            told.stands(ChannelStatus::Open);
            show(channels, &[ring(1, 1)]);
            channels.withdraw(Duration::from_secs(5));
        }
        "hung" => {
            let mut longest = Duration::ZERO;
            for calls in 0..1_000 {
                let start = Instant::now();
                show(channels, &[ring(1, calls), ring(2, calls)]);
                longest = longest.max(start.elapsed());
            }
            println!("the longest that a caller waited beside a hung service: {longest:?}");
            assert!(longest < Duration::from_millis(100), "the caller was held up");
            told.stands(ChannelStatus::Silent(Unavailable::NoAnswer));
            let start = Instant::now();
            channels.withdraw(Duration::from_millis(300));
            assert!(start.elapsed() < Duration::from_secs(1), "leaving was held up");
        }
        "late" => {
            show(channels, &[ring(1, 0)]);
            told.stands(ChannelStatus::Silent(Unavailable::NoAnswer));
            told.stands(ChannelStatus::Open);
            channels.withdraw(Duration::from_secs(10));
        }
        "breath" => {
            show(channels, &[ring(1, 0)]);
            let news = [told.next(), told.next()];
            let asked = ring(1, 0);
            let done = asked.offers.iter().find(|offer| offer.button == Button::Done).unwrap();
            let press = ChannelEvent::Pressed(Press { alarm: asked.id, offer: *done });
            assert!(news.contains(&press), "{news:?}");
        }
        "nobody" => {
            channels.probe();
            told.stands(ChannelStatus::Silent(Unavailable::NoService));
        }
        "never" => {
            show(channels, &[ring(1, 0)]);
            told.stands(ChannelStatus::Silent(Unavailable::NoAnswer));
            channels.withdraw(Duration::from_millis(300));
        }
        "no bus" => {
            show(channels, &[ring(1, 0)]);
            told.stands(ChannelStatus::Silent(Unavailable::NoBus));
        }
        other => panic!("no such part: {other}"),
    }
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn an_alert_is_replaced_in_place_and_taken_back() {
    let asked = beside_fake("works", "life");
    assert_eq!(asked.first().map(String::as_str), Some("show 1 0 2 Oven 1 & co | Call &lt;0&gt;"));
    assert_eq!(asked.last().map(String::as_str), Some("close 1"));
    for line in &asked[1..asked.len() - 1] {
        assert_eq!(line, "show 1 1 2 Oven 1 & co | Call &lt;1&gt;");
    }
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn a_hung_service_delays_nobody_and_is_not_asked_twice() {
    let asked = beside_fake("hangs", "hung");
    assert_eq!(asked.iter().filter(|line| line.contains("Oven 1")).count(), 1, "{asked:?}");
    assert_eq!(asked.iter().filter(|line| line.contains("Oven 2")).count(), 1, "{asked:?}");
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn a_late_answer_is_taken_and_taken_back() {
    assert_eq!(beside_fake("late", "late"), ["show 1 0 2 Oven 1 & co | Call &lt;0&gt;", "close 1"]);
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn a_button_told_of_too_soon_is_heard_all_the_same() {
    for mood in ["breath", "before"] {
        for _ in 0..20 {
            beside_fake(mood, "breath");
        }
    }
}

#[test]
#[ignore = "needs dbus-daemon; run by .ci/run"]
fn nobody_who_shows_them_is_told() {
    part("nobody", &Bus::bare().address);
}

#[test]
#[ignore = "needs dbus-daemon; run by .ci/run"]
fn a_service_that_never_comes_is_told() {
    part("never", &Bus::sleeping("never").address);
}

#[test]
#[ignore = "opens a bus that is not there; run by .ci/run"]
fn no_bus_is_told() {
    part("no bus", "unix:path=/nowhere/bus");
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn one_that_dies_of_a_notification_is_not_fed_it_at_once_again() {
    let bus = Bus::start();
    let home = bus.home("dies");
    let fake = bus.fake("dies");
    let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    assert!(fake.next().starts_with("show 1 0 2 Peas"));
    let fake = bus.fake("works");
    assert!(fake.next().starts_with("show 1 0 2 Peas"), "who comes in its place is shown what stands");
    home.ask("quiet").unwrap();
    assert_eq!(fake.next(), "close 1");
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn a_bus_that_ends_takes_nothing_along() {
    let bus = Bus::start();
    let home = bus.home("ends");
    let fake = bus.fake("works");
    let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    assert!(fake.next().starts_with("show 1 0 2 Peas"));
    let address = bus.address.clone();
    drop(fake);
    drop(bus);
    home.ask("more 1m Bread").unwrap();
    // The same address again, as after a new login.
    let bus = Bus::at(&address);
    let fake = bus.fake("works");
    assert!(fake.next().starts_with("show 1 0 2 Peas"));
    fake.tells("press 1 done");
    until("it is done", || (home.live() == ["Bread"]).then_some(()));
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn what_a_killed_keeper_left_standing_is_taken_away_by_the_next() {
    let bus = Bus::start();
    let mut home = bus.home("left");
    let runtime = home.path().join("run");
    fs::create_dir_all(&runtime).unwrap();
    home.env.push(("XDG_RUNTIME_DIR", runtime.display().to_string()));
    let fake = bus.fake("works");
    begin(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    let first = home.keep();
    assert!(fake.next().starts_with("show 1 0 2 Peas"));
    let notes = || {
        let files = fs::read_dir(runtime.join("baste")).unwrap().flatten();
        files.filter(|file| file.file_name().to_string_lossy().starts_with("shown-")).count()
    };
    until("it is noted", || (notes() == 1).then_some(()));
    first.kill();
    let second = home.keep();
    let mut asked = [fake.next(), fake.next()];
    asked.sort();
    assert!(asked[0] == "close 1" && asked[1].starts_with("show 2 0 2 Peas"), "{asked:?}");
    // What a living one shows is its own, whoever else comes: a rehearsal, say, or another home of this user.
    let mut other = bus.home("other");
    other.env.clone_from(&home.env);
    begin(&other, Span::mins(12), &[(Span::mins(12), "Tea"), (HOUR, "Stock")]);
    let third = other.keep();
    assert!(fake.next().starts_with("show 3 0 2 Tea"));
    fake.tells("press 3 done");
    assert_eq!(fake.next(), "close 3");
    assert_eq!(fake.end(), [""; 0], "nobody closed what the second shows");
    drop((second, third));
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn what_no_button_of_ours_was_does_nothing() {
    let bus = Bus::start();
    let home = bus.home("stale");
    let fake = bus.fake("works");
    let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    assert!(fake.next().starts_with("show 1 0 2 Peas"));
    for line in ["press 7 done", "press 1 default", "press 1 \u{1b}done", "closed 9 2", "closed 7 3"] {
        fake.tells(line);
    }
    fake.tells("press 1 done");
    until("it is done", || (home.live() == ["Bread"]).then_some(()));
    assert_eq!(fake.next(), "close 1");
    // Pressed once more after it was taken back, and another way: it is over.
    for line in ["press 1 done", "press 1 more", "closed 1 2"] {
        fake.tells(line);
    }
    home.ask("more 1m Bread").unwrap();
    let acts = acts(&home, 2);
    assert!(matches!(acts.as_slice(), [Act::Done { .. }, Act::More { .. }]), "{acts:?}");
}

/// Threads and descriptors of a process.
fn weight(process: u32) -> (usize, usize) {
    let count = |what: &str| fs::read_dir(format!("/proc/{process}/{what}")).unwrap().count();
    (count("task"), count("fd"))
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn a_thousand_rings_leave_no_thread_and_no_descriptor() {
    const CROWD: u32 = 20;
    for mood in ["works", "hangs"] {
        let bus = Bus::start();
        let home = bus.home("crowd");
        let fake = bus.fake(mood);
        let names: Vec<String> = (0..CROWD).map(|n| format!("Pot{n}")).collect();
        let timers: Vec<(Span, &str)> = names.iter().map(|name| (Span::mins(12), name.as_str())).collect();
        let keeper = keeper(&home, Span::mins(12), &timers);
        (0..CROWD).for_each(|_| drop(fake.next()));
        let process = keeper.0.id();
        let before = weight(process);
        for _ in 0..1_000 / CROWD {
            // Each gets a minute more, so that it is taken back, and loses it, so that it calls anew.
            for name in &names {
                home.ask(&format!("more 1m {name}")).unwrap();
            }
            for name in &names {
                home.ask(&format!("undo {name}")).unwrap();
            }
        }
        let shows = fake.asked.try_iter().filter(|line| line.starts_with("show")).count();
        let after = weight(process);
        println!("{mood}: {shows} shown; threads and descriptors {before:?}, then {after:?}");
        assert!(after.0 <= before.0 && after.1 <= before.1 + 1, "{before:?} grew to {after:?}");
        assert!(mood != "works" || shows > 500, "{shows}");
    }
}
