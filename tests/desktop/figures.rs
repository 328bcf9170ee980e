//! Figures that the desktop channel is held to, printed for `benches/README.md`: how late it calls, how soon a button is answered, what a
//! standing ring costs, and what a bad service costs everybody else.
//!
//! They are measured on whatever was built, a debug build too; the limits that are asserted leave room for a busy machine.

use crate::home::{Home, until};
use crate::pty::Pty;
use crate::service::{Service, What, boot_ms};
use crate::stage::{BUS, Bus, begin, keeper};
use baste::time::Span;
use std::fs;
use std::time::{Duration, Instant};

/// As many timers as are due in one session of a measurement.
const TIMERS: i64 = 30;
/// Rings where BASTE_RINGS says nothing else.
const RINGS: i64 = 300;
const HOUR: Span = Span::mins(60);

/// The value that so many hundredths are not above.
fn hundredth(values: &mut [f64], of: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values[(values.len() * of / 100).min(values.len() - 1)]
}

fn rings() -> i64 {
    std::env::var("BASTE_RINGS").ok().and_then(|rings| rings.parse().ok()).unwrap_or(RINGS)
}

/// When each of the timers is due, in milliseconds after the begin of the session.
fn due(n: i64) -> i64 {
    600 + 23 * n
}

fn names() -> Vec<String> {
    (0..TIMERS).map(|n| format!("Pot{n}")).collect()
}

/// A session in which they fall due one after the other; the moment of its begin.
fn one_after_the_other(home: &Home) -> f64 {
    let names = names();
    let timers: Vec<(Span, &str)> =
        names.iter().zip(0..).map(|(name, n)| (Span::millis(due(n)), name.as_str())).collect();
    begin(home, Span::ZERO, &timers);
    home.left().anchors[0].boot_ms as f64
}

#[test]
#[ignore = "measures; run by .ci/run"]
fn from_the_moment_to_the_notification() {
    let bus = Bus::start();
    let service = Service::start(&bus);
    let mut late: Vec<f64> = Vec::new();
    for _ in 0..rings() / TIMERS {
        let home = bus.home("late");
        let begun = one_after_the_other(&home);
        let _keeper = home.keep();
        for n in 0..TIMERS {
            let (at, _, title) = service.shown();
            assert!(title.starts_with(&format!("Pot{n}: ")), "{title}");
            late.push(at - begun - due(n) as f64);
        }
    }
    let (half, max) = (hundredth(&mut late, 50), hundredth(&mut late, 99));
    println!("{} notifications reached a service late by: p50 {half:.2} ms, p99 {max:.2} ms", late.len());
    assert!(late[0] > -1.0, "one came early: {late:?}");
    assert!(half < 50.0, "{half} ms");
}

#[test]
#[ignore = "measures; run by .ci/run"]
fn from_the_button_to_the_answer() {
    let bus = Bus::start();
    let service = Service::start(&bus);
    let mut took: Vec<f64> = Vec::new();
    for _ in 0..rings() / TIMERS {
        let home = bus.home("button");
        let names = names();
        let timers: Vec<(Span, &str)> = names.iter().map(|name| (Span::mins(12), name.as_str())).collect();
        let _keeper = keeper(&home, Span::mins(12), &timers);
        let shown: Vec<u32> = (0..TIMERS).map(|_| service.shown().1).collect();
        for id in shown {
            let pressed = service.press(id, "done");
            loop {
                let asked = service.next();
                if let What::Close { id: closed } = asked.what {
                    assert_eq!(closed, id);
                    took.push(asked.at - pressed);
                    break;
                }
            }
        }
        assert!(home.live().is_empty());
    }
    let (half, max) = (hundredth(&mut took, 50), hundredth(&mut took, 99));
    println!(
        "{} buttons, from the signal to the act in the journal and the notification taken back: p50 {half:.2} ms, p99 {max:.2} ms",
        took.len()
    );
    assert!(max < 100.0, "{max} ms");
}

/// How often the threads of a process went to sleep so far, and how many nanoseconds they ran.
fn counters(process: u32) -> (u64, u64) {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).unwrap().flatten();
    tasks.fold((0, 0), |(sleeps, nanos), task| {
        let status = fs::read_to_string(task.path().join("status")).unwrap();
        let slept = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:")).unwrap();
        let ran = fs::read_to_string(task.path().join("schedstat")).unwrap();
        let ran: u64 = ran.split(' ').next().unwrap().parse().unwrap();
        (sleeps + slept.trim().parse::<u64>().unwrap(), nanos + ran)
    })
}

fn resident_mib(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    kib.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
}

#[test]
#[ignore = "waits for two minutes; run by .ci/long"]
fn long_a_standing_ring_costs_next_to_nothing() {
    const MINUTE: Duration = Duration::from_secs(60);
    let bus = Bus::start();
    let service = Service::start(&bus);
    // It called six minutes ago and a little, and calls again in nearly four.
    let (ago, timers) = (Span::mins(18) + Span::secs(5), [(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    let home = bus.home("standing");
    let keeper = keeper(&home, ago, &timers);
    service.shown();
    std::thread::sleep(Duration::from_secs(2));
    let before = counters(keeper.0.id());
    std::thread::sleep(MINUTE);
    let after = counters(keeper.0.id());
    println!(
        "a standing ring without a face, over a minute: {} wake-ups, {:.2} ms CPU, {:.1} MiB resident",
        after.0 - before.0,
        (after.1 - before.1) as f64 / 1e6,
        resident_mib(keeper.0.id())
    );
    assert_eq!(after.0 - before.0, 0);
    drop(keeper);

    let home = bus.home("face");
    begin(&home, ago, &timers);
    let pty = Pty::start(&home);
    service.shown();
    std::thread::sleep(Duration::from_secs(2));
    let before = counters(pty.process());
    std::thread::sleep(MINUTE);
    let after = counters(pty.process());
    println!(
        "and on the screen: {} wake-ups, {:.2} ms CPU, {:.1} MiB resident, {} threads",
        after.0 - before.0,
        (after.1 - before.1) as f64 / 1e6,
        resident_mib(pty.process()),
        fs::read_dir(format!("/proc/{}/task", pty.process())).unwrap().count()
    );
    // The time that it is over by is told in seconds.
    assert!(after.0 - before.0 < 150, "{}", after.0 - before.0);
}

/// Rings that each change the screen.
const NAMED: i64 = 6;

/// How late the bell rings, and how late the screen names what rings, beside a service of that kind.
fn beside(mood: &str) -> (Vec<f64>, Vec<f64>) {
    let (mut bells, mut frames) = (Vec::new(), Vec::new());
    for _ in 0..rings().min(120) / TIMERS {
        let (bus, address);
        let mut fake = None;
        match mood {
            "no bus" => address = "unix:path=/nowhere/bus".to_owned(),
            "never comes" => {
                bus = Bus::sleeping("beside");
                address = bus.address.clone();
            }
            mood => {
                bus = Bus::start();
                fake = Some(bus.fake(mood));
                address = bus.address.clone();
            }
        }
        let mut home = Home::new("beside");
        home.env = vec![(BUS, address)];
        let begun = one_after_the_other(&home);
        let mut pty = Pty::start(&home);
        while boot_ms() < begun + due(TIMERS) as f64 + 500.0 {
            pty.pump(Duration::from_millis(100));
        }
        // Where two fall due in one round, one bell rings for both.
        bells.extend((0..TIMERS).map(|n| {
            let moment = begun + due(n) as f64;
            pty.bells().find(|at| *at >= moment - 1.0).unwrap() - moment
        }));
        // The first ring fills the screen; as many more as there is room for are named below it.
        for n in 0..NAMED {
            let moment = begun + due(n) as f64;
            frames.push(pty.drawn_from(moment).unwrap() - moment);
        }
        drop(fake);
    }
    (bells, frames)
}

#[test]
#[ignore = "measures; run by .ci/run"]
fn a_bad_service_makes_nothing_else_late() {
    for mood in ["no bus", "works", "hangs", "late", "dies", "breath", "never comes"] {
        let (mut bells, mut frames) = beside(mood);
        let (half, max) = (hundredth(&mut bells, 50), hundredth(&mut bells, 99));
        let (half_frame, most_frame) = (hundredth(&mut frames, 50), hundredth(&mut frames, 99));
        println!(
            "{mood}: {} bells late by p50 {half:.2} ms, p99 {max:.2} ms; frames by p50 {half_frame:.2} ms, p99 {most_frame:.2} ms",
            bells.len()
        );
        assert!(half < 20.0 && half_frame < 40.0, "{mood}: {half} ms, {half_frame} ms");
    }
}

#[test]
#[ignore = "needs dbus-daemon; run by .ci/run"]
fn a_button_on_a_ring_is_told_on_the_screen() {
    let bus = Bus::start();
    let service = Service::start(&bus);
    let home = bus.home("told");
    begin(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    let mut pty = Pty::start(&home);
    let (_, id, _) = service.shown();
    let (pressed, start) = (service.press(id, "done"), Instant::now());
    let shown = until("it is told", || {
        pty.pump(Duration::from_millis(20));
        pty.at("From the desktop")
    });
    println!("from the signal to the screen: {:.1} ms", shown - pressed);
    assert!(start.elapsed() < Duration::from_secs(5) && boot_ms() > shown);
    assert_eq!(home.live(), ["Bread"]);
}
