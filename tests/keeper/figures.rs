//! Figures that a keeper is held to, printed for `benches/README.md`: how fast it is taken over, how late it calls, what it costs.
//!
//! They are measured on whatever was built, a debug build too; the limits that are asserted leave room for a busy machine.

use crate::home::{Home, until};
use baste::time::Span;
use rustix::time::{ClockId, clock_gettime};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const TAKE_OVERS: usize = 50;
/// As many timers as a session holds.
const TIMERS: i64 = 30;
/// Rings where BASTE_RINGS says nothing else.
const RINGS: i64 = 300;

/// The value that so many hundredths are not above.
fn hundredth<T: Copy + Ord>(values: &mut [T], of: usize) -> T {
    values.sort_unstable();
    values[(values.len() * of / 100).min(values.len() - 1)]
}

/// Ends with this.
struct Kept(Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A notification service on a bus of its own; tells what it is asked, and when.
struct Service {
    _bus: Kept,
    _service: Kept,
    address: String,
    asked: Receiver<(f64, String)>,
}

impl Service {
    fn start() -> Service {
        let lines = |command: &mut Command| {
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
            let lines: BufReader<ChildStdout> = BufReader::new(child.stdout.take().unwrap());
            (Kept(child), lines.lines())
        };
        let (bus, mut said) = lines(Command::new("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]));
        let address = said.next().unwrap().unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/fake_daemon.py");
        let mut python = Command::new("/usr/bin/python3");
        let (service, mut said) = lines(python.args([script, "works"]).env("DBUS_SESSION_BUS_ADDRESS", &address));
        assert_eq!(said.next().unwrap().unwrap(), "READY");
        let (sender, asked) = channel();
        std::thread::spawn(move || {
            for line in said.map_while(Result::ok) {
                if sender.send((boot_ms(), line)).is_err() {
                    return;
                }
            }
        });
        Service { _bus: bus, _service: service, address, asked }
    }

    fn home(&self, test: &str) -> Home {
        let mut home = Home::new(test);
        home.env = vec![("DBUS_SESSION_BUS_ADDRESS", self.address.clone())];
        home
    }

    #[track_caller]
    fn next(&self) -> (f64, String) {
        self.asked.recv_timeout(crate::home::LONG).unwrap()
    }
}

fn boot_ms() -> f64 {
    let at = clock_gettime(ClockId::Boottime);
    at.tv_sec as f64 * 1e3 + at.tv_nsec as f64 / 1e6
}

#[test]
#[ignore = "measures; run by .ci/run"]
fn a_keeper_is_taken_over_at_once() {
    let home = Home::five("over");
    let mut keeper = home.kept();
    let mut took: Vec<Duration> = Vec::new();
    for _ in 0..TAKE_OVERS {
        let start = Instant::now();
        let newcomer = home.keep();
        until("the newcomer has it", || (home.holder() == Some(newcomer.pid())).then_some(()));
        took.push(start.elapsed());
        assert_eq!(keeper.ends(), Some(0));
        keeper = newcomer;
        until("it answers", || home.ask("more 1m Stock").ok());
    }
    assert_eq!(home.live().len(), 5);
    let (half, max) = (hundredth(&mut took, 50), hundredth(&mut took, 99));
    println!("take-over, from the start of the process: p50 {half:?}, p99 {max:?}");
    assert!(half < Duration::from_millis(200), "{half:?}");
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn a_standing_ring_goes_with_the_session_and_is_shown_once() {
    let service = Service::start();
    let home = service.home("standing");
    home.begin(&[(Span::millis(1), "Peas"), (Span::mins(12), "Eggs")]);
    let old = home.kept();
    let (_, first) = service.next();
    assert!(first.starts_with("show 1 0 ") && first.contains("Peas"), "{first}");
    let newcomer = home.keep();
    assert_eq!(old.ends(), Some(0));
    let mut asked = vec![service.next().1, service.next().1];
    asked.sort();
    assert!(asked[0] == "close 1" && asked[1].starts_with("show 2 0 ") && asked[1].contains("Peas"), "{asked:?}");
    newcomer.kill();
    let _third = home.kept();
    // What one that was killed had shown, nobody can take back; the ring stands again.
    assert!(service.next().1.starts_with("show 3 0 "));
    home.ask("quiet").unwrap();
    assert_eq!(service.next().1, "close 3");
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn calls_are_not_late() {
    let service = Service::start();
    let rings = std::env::var("BASTE_RINGS").ok().and_then(|rings| rings.parse().ok()).unwrap_or(RINGS);
    let mut late: Vec<i64> = Vec::new();
    for _ in 0..rings / TIMERS {
        let home = service.home("late");
        let due = |n: i64| 600 + 23 * n;
        let names: Vec<String> = (0..TIMERS).map(|n| format!("Pot{n}")).collect();
        let timers: Vec<(Span, &str)> =
            names.iter().zip(0..).map(|(name, n)| (Span::millis(due(n)), name.as_str())).collect();
        home.begin(&timers);
        let begun = home.left().anchors[0].boot_ms as f64;
        let _keeper = home.keep();
        for n in 0..TIMERS {
            let (at, line) = loop {
                let (at, line) = service.next();
                if line.split(' ').nth(2) == Some("0") {
                    break (at, line);
                }
            };
            assert!(line.contains(&format!("Pot{n}: ")) || line.contains(&format!("Pot{n} ")), "{line}");
            late.push(((at - begun - due(n) as f64) * 1e3) as i64);
        }
    }
    let (half, max) = (hundredth(&mut late, 50), hundredth(&mut late, 99));
    println!("{} calls reached the service late by: p50 {half} µs, p99 {max} µs", late.len());
    assert!(*late.first().unwrap() > -1_000, "one came early: {late:?}");
    assert!(half < 50_000, "{half} µs");
}

/// How often the threads of a process went to sleep so far.
fn sleeps(process: i32) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).unwrap().flatten();
    tasks
        .map(|task| {
            let status = fs::read_to_string(task.path().join("status")).unwrap();
            let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line.unwrap().trim().parse::<u64>().unwrap()
        })
        .sum()
}

#[test]
#[ignore = "waits for half a minute; run by .ci/run"]
fn between_deadlines_nothing_wakes_a_keeper() {
    let home = Home::five("idle");
    let keeper = home.kept();
    let process = keeper.pid().as_raw_nonzero().get();
    // What it was asked last is synced, and its caller gone.
    std::thread::sleep(Duration::from_secs(2));
    let before = sleeps(process);
    std::thread::sleep(Duration::from_secs(30));
    let wakes = sleeps(process) - before;
    println!("wake-ups of a keeper in 30 s between deadlines: {wakes}");
    assert_eq!(wakes, 0);
}
