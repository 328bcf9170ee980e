//! The desktop road against real and faulty notification services, each on a bus of its own.
//!
//! Run by `.ci/run`; they need dbus-daemon, dunst, Xvfb, and python3 with dbus and gi. A test starts the bus and the service, and then
//! itself again with that bus in its environment, since a process must not change its own. Whatever it starts it ends by its
//! handle.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

use baste::alert::{Desktop, Notice, Road, Why};
use baste::engine::{ActId, AlarmId, Strength};
use baste::runtime::clock::real_now;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PART: &str = "BASTE_DESKTOP_PART";
const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";

/// A process that ends with this.
struct Kept(Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a process; gives its lines.
#[track_caller]
fn start(command: &mut Command) -> (Kept, Lines<BufReader<ChildStdout>>) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (Kept(child), lines)
}

/// A bus of its own, and its address.
fn bus() -> (Kept, String) {
    let (bus, mut lines) = start(Command::new("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]));
    let address = lines.next().unwrap().unwrap();
    (bus, address)
}

/// Runs one part of this file with `address` as its bus.
#[track_caller]
fn part(name: &str, address: &str) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "inner", "--ignored", "--nocapture"])
        .env(PART, name)
        .env(BUS, address)
        .status()
        .unwrap();
    assert!(status.success(), "{name}");
}

/// Runs one part beside a fake service; what that was asked.
#[track_caller]
fn beside_fake(mood: &str, name: &str) -> Vec<String> {
    let (_bus, address) = bus();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/fake_daemon.py");
    let (fake, mut lines) = start(Command::new("/usr/bin/python3").args([script, mood]).env(BUS, &address));
    assert_eq!(lines.next().unwrap().unwrap(), "READY");
    part(name, &address);
    drop(fake);
    lines.map_while(Result::ok).collect()
}

fn ring(n: u32, calls: u32) -> Notice {
    Notice {
        id: AlarmId::OvenHot(ActId(n)),
        strength: Strength::Ring,
        calls,
        title: format!("Oven {n} & co"),
        body: format!("Call <{calls}>"),
    }
}

fn desktop() -> (Desktop, Receiver<Road>) {
    let (sender, roads) = channel();
    (Desktop::new(real_now, move |road| drop(sender.send(road))), roads)
}

#[track_caller]
fn wait(roads: &Receiver<Road>, road: &Road) {
    assert_eq!(roads.recv_timeout(Duration::from_secs(10)).as_ref(), Ok(road));
}

/// What is shown on the dunst of this bus.
fn displayed(count: &str) -> bool {
    let output = Command::new("dunstctl").args(["count", "displayed"]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim() == count
}

#[track_caller]
fn soon(mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(10), "it never came");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
#[ignore = "started by the tests beside it, with a bus"]
fn inner() {
    let Ok(part) = std::env::var(PART) else { return };
    let (desktop, roads) = desktop();
    match part.as_str() {
        "dunst" => {
            desktop.probe();
            wait(&roads, &Road::Open);
            desktop.show(vec![ring(1, 0), ring(2, 0)]);
            soon(|| displayed("2"));
            desktop.show(vec![ring(1, 1), ring(2, 0)]);
            desktop.show(vec![ring(1, 1)]);
            soon(|| displayed("1"));
            desktop.withdraw(Duration::from_secs(5));
            soon(|| displayed("0"));
        }
        "life" => {
            desktop.show(vec![ring(1, 0)]);
            wait(&roads, &Road::Open);
            desktop.show(vec![ring(1, 1)]);
            desktop.withdraw(Duration::from_secs(5));
        }
        "hung" => {
            let start = Instant::now();
            for calls in 0..1_000 {
                desktop.show(vec![ring(1, calls), ring(2, calls)]);
            }
            assert!(start.elapsed() < Duration::from_millis(100), "the caller was held up");
            wait(&roads, &Road::Silent(Why::NoAnswer));
            let start = Instant::now();
            desktop.withdraw(Duration::from_millis(300));
            assert!(start.elapsed() < Duration::from_secs(1), "leaving was held up");
        }
        "late" => {
            desktop.show(vec![ring(1, 0)]);
            wait(&roads, &Road::Silent(Why::NoAnswer));
            wait(&roads, &Road::Open);
            desktop.withdraw(Duration::from_secs(10));
        }
        "nobody" => {
            desktop.probe();
            wait(&roads, &Road::Silent(Why::NoService));
        }
        "no bus" => {
            desktop.show(vec![ring(1, 0)]);
            wait(&roads, &Road::Silent(Why::NoBus));
        }
        other => panic!("no such part: {other}"),
    }
}

#[test]
#[ignore = "needs dbus-daemon, dunst and Xvfb; run by .ci/run"]
fn dunst_shows_replaces_and_closes() {
    let (_bus, address) = bus();
    let (_screen, mut lines) = start(Command::new("Xvfb").args(["-displayfd", "1", "-screen", "0", "800x600x24"]));
    let display = format!(":{}", lines.next().unwrap().unwrap());
    let (_dunst, _) = start(Command::new("dunst").env(BUS, &address).env("DISPLAY", &display));
    soon(|| {
        let asked = Command::new("dunstctl").arg("count").env(BUS, &address).output().unwrap();
        asked.status.success()
    });
    part("dunst", &address);
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
#[ignore = "needs dbus-daemon; run by .ci/run"]
fn nobody_who_shows_them_is_told() {
    let (_bus, address) = bus();
    part("nobody", &address);
}

#[test]
#[ignore = "opens a bus that is not there; run by .ci/run"]
fn no_bus_is_told() {
    part("no bus", "unix:path=/nowhere/bus");
}
