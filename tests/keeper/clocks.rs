//! Clocks that jump: the laptop sleeps, its wall clock is set, it starts anew. Countdowns go by what really passed.
//!
//! A small library in C moves the clocks that one program sees; a time namespace shows the same of the kernel's own.

use crate::closed::Shell;
use crate::disk::Slow;
use crate::home::{Home, preload, said, until};
use baste::time::Span;
use rustix::process::getuid;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// The clocks of one home.
struct Clocks {
    ahead: PathBuf,
    boot: PathBuf,
}

impl Clocks {
    /// None where there is no compiler; says so.
    fn of(home: &mut Home) -> Option<Clocks> {
        let library = preload(home, "clock")?;
        let file = |name: &str| home.path().join(name);
        let (ahead, boot) = (file("ahead"), file("boot"));
        let text = |path: &PathBuf| path.to_str().unwrap().to_owned();
        home.env.extend([("LD_PRELOAD", library), ("BASTE_CLOCK", text(&ahead)), ("BASTE_BOOT", text(&boot))]);
        fs::write(&boot, fs::read("/proc/sys/kernel/random/boot_id").unwrap()).unwrap();
        let clocks = Clocks { ahead, boot };
        clocks.set(0, 0);
        Some(clocks)
    }

    /// Moves the clocks so far ahead of the real ones, in milliseconds. In place, since it is mapped.
    fn set(&self, boot: i64, wall: i64) {
        use std::os::unix::fs::FileExt;
        let file = fs::File::options().write(true).create(true).truncate(false).open(&self.ahead).unwrap();
        let bytes = [boot.to_ne_bytes(), wall.to_ne_bytes()].concat();
        file.write_all_at(&bytes, 0).unwrap();
    }

    /// The computer starts anew, half a minute ago.
    fn reboot(&self, wall: i64) {
        fs::write(&self.boot, "another boot\n").unwrap();
        self.set(30_000 - Home::here().boot_ms, wall);
    }
}

/// The seconds that are left of what is next, and when it is ready in minutes of the day, as `baste status` says them.
#[track_caller]
fn status(home: &Home) -> (i64, i64) {
    let (code, said) = home.baste(&["status", "--format", "{left} {at}"]);
    let number = |text: &str| -> i64 {
        text.split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().unwrap_or_else(|_| panic!("{said}")))
    };
    let (left, ready) = said.trim().split_once(' ').unwrap_or_else(|| panic!("{code} {said}"));
    (number(left), number(ready))
}

/// A countdown stands where it should, but for the time that the test took.
#[track_caller]
fn about(left: i64, wanted: i64) {
    assert!((wanted - 15..=wanted).contains(&left), "{left} s are left, not {wanted}");
}

fn eggs(test: &str) -> (Home, Option<Clocks>) {
    let mut home = Home::with(test, &[(Span::mins(60), "Eggs")]);
    let clocks = Clocks::of(&mut home);
    (home, clocks)
}

#[test]
#[ignore = "needs a C compiler; run by .ci/run"]
fn the_wall_clock_moves_no_countdown() {
    let (home, Some(clocks)) = eggs("wall") else { return };
    let _keeper = home.kept();
    let (left, ready) = status(&home);
    about(left, 3600);
    for hours in [3, -7, 24 * 400, 0] {
        clocks.set(0, hours * HOUR);
        // The kernel tells a keeper of a real one; this is not.
        home.ask("more 1m Eggs").unwrap();
        home.ask("undo").unwrap();
        let (left, now_ready) = status(&home);
        about(left, 3600);
        let moved = (now_ready - ready - hours * 60).rem_euclid(24 * 60);
        assert!(moved <= 1, "ready at {now_ready} min, and before at {ready}, moved by {hours} h");
    }
}

#[test]
#[ignore = "needs a C compiler; run by .ci/run"]
fn after_a_reboot_the_wall_clock_tells_how_long_it_was() {
    let (home, Some(clocks)) = eggs("reboot") else { return };
    let keeper = home.kept();
    // The clock was wrong, and is set; only what came after that counts.
    clocks.set(0, 3 * HOUR);
    home.ask("more 1m Eggs").unwrap();
    keeper.kill();
    clocks.reboot(3 * HOUR + 5 * MINUTE);
    about(status(&home).0, 3600 + 60 - 300);
    let _keeper = home.kept();
    about(status(&home).0, 3600 + 60 - 300);
    home.ask("more 1m Eggs").unwrap();
    about(status(&home).0, 3600 + 120 - 300);
}

#[test]
#[ignore = "needs a C compiler; run by .ci/run"]
fn a_clock_in_1970_loses_no_time_once_it_is_set() {
    let (home, Some(clocks)) = eggs("unset") else { return };
    home.kept().kill();
    let wall = Home::here().wall_ms;
    clocks.reboot(10_000 - wall);
    let keeper = home.kept();
    // It goes on from where it was, until somebody knows better.
    about(status(&home).0, 3600);
    clocks.reboot(20 * MINUTE);
    home.ask("more 1m Eggs").unwrap();
    about(status(&home).0, 3600 + 60 - 20 * 60);
    keeper.kill();
    about(status(&home).0, 3600 + 60 - 20 * 60);
}

#[test]
#[ignore = "needs a C compiler; run by .ci/run"]
fn asleep_a_keeper_without_a_screen_counts_on() {
    let (home, Some(clocks)) = eggs("asleep") else { return };
    let _keeper = home.kept();
    clocks.set(31 * MINUTE, 31 * MINUTE);
    // A process of its own, which sees the same clock: a command has a moment until which it is wanted.
    assert_eq!(home.baste(&["more", "1m", "Eggs"]).0, 0);
    about(status(&home).0, 3600 + 60 - 31 * 60);
    clocks.set(61 * MINUTE + 30_000, 61 * MINUTE + 30_000);
    let (_, said) = home.baste(&["status"]);
    assert!(said.contains("Eggs"), "{said}");
    until("it calls", || (home.baste(&["quiet"]).0 == 0).then_some(()));
}

#[test]
#[ignore = "needs tmux and a C compiler; run by .ci/run"]
fn on_waking_what_is_over_rings_at_once_and_the_sleep_is_told() {
    let mut home = Home::new("wakes");
    let Some(clocks) = Clocks::of(&mut home) else { return };
    let shell = Shell::new("wakes");
    shell.baste(&home, "timer 12m Eggs 25m Rice 60m Bread", "Bread");
    clocks.set(31 * MINUTE, 31 * MINUTE);
    let start = Instant::now();
    shell.shows("Eggs: time is up");
    shell.shows("Rice: time is up");
    println!("rang {:?} after waking", start.elapsed());
    assert!(start.elapsed() < Duration::from_secs(3));
    // One key hears both, once they have stood for a moment; the line is on the board under them.
    shell.slow_key("Space");
    shell.shows("YOU");
    shell.shows("The laptop slept 31 min");
    shell.end();
}

#[test]
#[ignore = "needs a time namespace; run by .ci/run"]
fn the_kernels_own_clock_that_counts_sleep_is_the_one() {
    let home = Home::five("namespace");
    if !getuid().is_root() {
        println!("skipped: only root makes time namespaces");
        return;
    }
    let mut unshare = Command::new("unshare");
    unshare.args(["--time", "--boottime", "360", crate::home::BASTE, "status", "--format", "{left} {dish}"]);
    let (code, text) = said(unshare.env("HOME", home.path()).env_remove("XDG_STATE_HOME"));
    if text.contains("unshare") {
        println!("skipped: {text}");
        return;
    }
    // Six of its seven minutes were slept through.
    assert!(
        code == 0 && text.ends_with("Peas\n") && (text.starts_with("0:") || text.starts_with("1:00")),
        "{code} {text}"
    );
}

/// The moment of an anchor, counted from the boot: a countdown moves by what this changes.
fn offsets(home: &Home) -> Vec<i64> {
    home.left().anchors.iter().map(|anchor| anchor.moment.as_millis() - anchor.boot_ms).collect()
}

#[test]
fn no_countdown_moves_however_often_the_session_changes_hands() {
    let home = Home::five("hands");
    let mut keeper = home.kept();
    for _ in 0..12 {
        let newcomer = home.keep();
        assert_eq!(keeper.ends(), Some(0));
        keeper = newcomer;
    }
    until("the last one answers", || home.ask("pause Bread").ok());
    let offsets = offsets(&home);
    assert!(offsets.len() > 12, "{offsets:?}");
    assert!(offsets.windows(2).all(|pair| pair[0] == pair[1]), "{offsets:?}");
}

/// Opened after a kill and handed over in turns; the number of anchors that all have the same offset.
#[track_caller]
fn change_hands(home: &Home, times: u32) -> usize {
    let mut keeper = home.kept();
    let mut handed = 0;
    for n in 0..times {
        let newcomer = if n % 2 == 0 {
            keeper.kill();
            home.kept()
        } else {
            let mut newcomer = home.keep();
            // On a slow disk it may be refused, or be too late; then the old one goes on.
            let went = until("one of them ends", || {
                keeper.0.try_wait().unwrap().map(|_| true).or(newcomer.0.try_wait().unwrap().map(|_| false))
            });
            handed += u32::from(went);
            if went { newcomer } else { keeper }
        };
        keeper = newcomer;
        until("it acts", || home.ask("more 1m Stock").ok());
    }
    keeper.kill();
    let offsets = offsets(home);
    assert!(offsets.windows(2).all(|pair| pair[0] == pair[1]), "{offsets:?}");
    println!("{times} changes, {handed} of them by hand-over: {} anchors of one offset", offsets.len());
    assert!(home.left().notes.is_empty());
    offsets.len()
}

#[test]
#[ignore = "takes ten seconds; run by .ci/run"]
fn over_a_hundred_openings_and_hand_overs_no_countdown_moves() {
    assert!(change_hands(&Home::five("hundred"), 100) > 100);
}

fn change_hands_slowly(test: &str, times: u32) {
    let mut home = Home::five(test);
    let Some(slow) = Slow::of(&mut home) else { return };
    slow.by(700);
    assert!(change_hands(&home, times) > times as usize / 2);
}

#[test]
#[ignore = "needs a C compiler; run by .ci/run"]
fn on_a_disk_that_takes_long_no_countdown_moves() {
    change_hands_slowly("slow-hands", 4);
}

#[test]
#[ignore = "takes minutes; run by .ci/long"]
fn long_on_a_disk_that_takes_long_no_countdown_moves_in_a_hundred_changes() {
    change_hands_slowly("slow-hundred", 100);
}
