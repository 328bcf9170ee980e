//! Limits and devices that would stop another program: a limit on file sizes, a terminal that takes nothing, a zone without an end.

use crate::home::{BASTE, Home, Keeper, LONG, until};
use baste::engine::Act;
use rustix::fs::{Mode, OFlags, open};
use rustix::process::{Resource, Rlimit, Signal, kill_process, prlimit};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, ptsname, unlockpt};
use rustix::termios::{Action, Winsize, tcflow, tcsetwinsize};
use std::fs::{self, File};
use std::io::Read;
use std::os::fd::OwnedFd;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

fn more(home: &Home) -> usize {
    home.left().acts.iter().filter(|logged| matches!(logged.act, Act::More { .. })).count()
}

#[test]
fn beyond_a_limit_on_file_sizes_cooking_goes_on_and_is_written_once_it_is_lifted() {
    let home = Home::five("file-size");
    let keeper = home.kept();
    let size = fs::metadata(home.journal()).unwrap().len();
    let limit = |most| prlimit(Some(keeper.pid()), Resource::Fsize, Rlimit { current: most, maximum: None }).unwrap();
    limit(Some(size + 200));
    for _ in 0..20 {
        home.ask("more 1m Bread").unwrap();
    }
    assert!(more(&home) < 20);
    limit(None);
    until("it is written", || {
        home.ask("more 1m Eggs").unwrap();
        (more(&home) > 20).then_some(())
    });
    keeper.kill();
    assert_eq!(home.live().len(), 5);
}

/// A screen whose terminal is read only if somebody asks for it.
struct Screen {
    child: Child,
    far: OwnedFd,
    near: File,
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Screen {
    fn start(home: &Home, args: &[&str]) -> Screen {
        let near = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&near).unwrap();
        unlockpt(&near).unwrap();
        tcsetwinsize(&near, Winsize { ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let far = || -> OwnedFd { ioctl_tiocgptpeer(&near, OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap() };
        let mut command = home.command(args);
        let child = command.env("TERM", "xterm").stdin(far()).stdout(far()).stderr(far()).spawn().unwrap();
        // Opened by its name: settings of this one are not shared.
        let far = open(ptsname(&near, Vec::new()).unwrap(), OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        Screen { child, far, near: File::from(near) }
    }

    fn reads(&mut self, text: &str) {
        let (mut all, mut bytes) = (Vec::new(), vec![0; 65_536]);
        while !String::from_utf8_lossy(&all).contains(text) {
            let count = self.near.read(&mut bytes).unwrap();
            all.extend_from_slice(&bytes[..count]);
        }
    }

    /// The terminal takes nothing any more.
    fn freezes(&self) {
        tcflow(&self.far, Action::OOff).unwrap();
    }

    #[track_caller]
    fn ends(&mut self) {
        let begun = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(begun.elapsed() < Duration::from_secs(3), "it still runs");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn a_frozen_terminal_keeps_nobody_from_ending() {
    let home = Home::new("frozen");
    let mut first = Screen::start(&home, &["timer", "12m", "Bread"]);
    first.reads("Bread");
    until("it is written", || (home.live() == ["Bread"]).then_some(()));
    first.freezes();
    // Another one takes over; the first says so, to nobody.
    let mut second = Screen::start(&home, &[]);
    second.reads("Bread");
    first.ends();
    second.freezes();
    kill_process(rustix::process::Pid::from_child(&second.child), Signal::TERM).unwrap();
    second.ends();
    assert_eq!(home.live(), ["Bread"]);
}

#[test]
fn the_last_sentence_is_read_by_whoever_reads() {
    let home = Home::new("last");
    let mut first = Screen::start(&home, &["timer", "12m", "Bread"]);
    first.reads("Bread");
    until("it is written", || (home.live() == ["Bread"]).then_some(()));
    let mut second = Screen::start(&home, &[]);
    first.reads("It goes on in another terminal.");
    second.reads("Bread");
    first.ends();
}

#[test]
fn a_zone_without_an_end_delays_nothing() {
    let home = Home::five("zone");
    for zone in [":/dev/zero", ":/dev/random", "/dev/zero", ""] {
        let begun = Instant::now();
        let status = || home.command(&["status", "--format", "{left}"]).env("TZ", zone).output().unwrap();
        assert!(status().status.success(), "{zone}");
        assert!(begun.elapsed() < Duration::from_secs(1), "{zone}: {:?}", begun.elapsed());
    }
    let mut keep = home.command(&["keep"]);
    keep.env("TZ", ":/dev/zero").stdout(Stdio::null()).stderr(Stdio::null());
    assert_eq!(keep.get_program(), BASTE);
    let keeper = Keeper(keep.spawn().unwrap());
    let begun = Instant::now();
    until("it answers", || home.ask("more 1m Bread").ok());
    assert!(begun.elapsed() < LONG / 4);
    keeper.kill();
}
