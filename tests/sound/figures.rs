//! What sound costs, printed for `benches/README.md`.
//!
//! They are measured on whatever was built, a debug build too; the limits that are asserted leave room for a busy machine.

use crate::keeper::home;
use crate::stubs::{Stubs, ring, show};
use crate::{channels, with_player};
use baste::runtime::clock::real_now;
use baste::time::{Moment, Span};
use std::fs::{self, File};
use std::io::Read;
use std::process::Command;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

const RINGS: u32 = 300;
/// How long a standing ring is watched, in seconds.
const WATCHED: u64 = 60;

/// The value that so many hundredths are not above.
fn hundredth<T: Copy + Ord>(values: &mut [T], of: usize) -> T {
    values.sort_unstable();
    values[(values.len() * of / 100).min(values.len() - 1)]
}

/// The time that has passed, in milliseconds.
static PASSED: AtomicI64 = AtomicI64::new(0);

fn passed_now() -> Moment {
    real_now() + Span::millis(PASSED.load(Ordering::SeqCst))
}

#[test]
#[ignore = "measures; run by .ci/run"]
fn a_ring_is_played_at_once() {
    let stubs = Stubs::new("figures");
    let pipe = stubs.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    // Whoever opens it to read waits until the player opens it to write.
    let player = stubs.program("player", &format!("echo >{}", pipe.display()));
    let channels = self::channels(&with_player(&[&player]), passed_now);
    let mut took: Vec<Duration> = (0..RINGS)
        .map(|n| {
            let start = Instant::now();
            show(&channels.0, &[ring(n, 0, "a", "b")]);
            let mut bytes = Vec::new();
            File::open(&pipe).unwrap().read_to_end(&mut bytes).unwrap();
            let took = start.elapsed();
            show(&channels.0, &[]);
            PASSED.fetch_add(3_000, Ordering::SeqCst);
            took
        })
        .collect();
    let first = took[0];
    let (half, max) = (hundredth(&mut took, 50), hundredth(&mut took, 99));
    println!("ring to the first line of the player's script: p50 {half:?}, p99 {max:?}, the first {first:?}");
    assert!(half < Duration::from_millis(100), "{half:?}");
}

/// How often all threads of a process woke, and their processor time with and without that of its children, in milliseconds.
fn cost(process: i32) -> (u64, f64, f64) {
    let mut wakes = 0;
    for task in fs::read_dir(format!("/proc/{process}/task")).unwrap().flatten() {
        let status = fs::read_to_string(task.path().join("status")).unwrap_or_default();
        let found = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        wakes += found.map_or(0, |count| count.trim().parse::<u64>().unwrap());
    }
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<f64> =
        stat.rsplit(')').next().unwrap().split_whitespace().skip(1).map(|f| f.parse().unwrap_or(0.0)).collect();
    // Of proc_pid_stat(5), 14 to 17, a hundredth of a second each.
    let own = (fields[10] + fields[11]) * 10.0;
    (wakes, own, own + (fields[12] + fields[13]) * 10.0)
}

#[test]
#[ignore = "takes two minutes; run by .ci/long"]
fn long_a_standing_ring_costs_little() {
    for (name, sound) in [("with sound", "true"), ("without", "false")] {
        let stubs = Stubs::new("cost");
        stubs.program("pw-play", "sleep 1");
        let home = home("cost", &stubs, &format!("alerts.sound.on = {sound}\n"));
        home.begin(&[(Span::millis(1), "Eggs")]);
        let keeper = home.kept();
        std::thread::sleep(Duration::from_secs(2));
        let process = keeper.pid().as_raw_nonzero().get();
        let (wakes, own, all) = cost(process);
        std::thread::sleep(Duration::from_secs(WATCHED));
        let (wakes_then, own_then, all_then) = cost(process);
        let tones = stubs.calls("pw-play").len();
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("?").trim();
        println!(
            "{name}: {} wake-ups in {WATCHED} s, {} ms of processor time, {} ms with the players; {tones} tones; {resident} resident",
            wakes_then.saturating_sub(wakes),
            own_then - own,
            all_then - all
        );
        assert!(wakes_then.saturating_sub(wakes) < 120);
    }
}
