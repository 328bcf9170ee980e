//! Staying awake, beside services that hold sleep off, refuse to, or hang; each test on a bus of its own.
//!
//! Run by `.ci/run`; they need dbus-daemon, and python3 with dbus and gi. A test starts the bus and the services, and then itself again
//! with that bus in its environment, since a process must not change its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

use baste::alert::{Awake, ChannelEvent, Channels, Standing};
use baste::config::{Alerts, Sound};
use baste::runtime::clock::real_now;
use baste::time::{Clock, Moment};
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const PART: &str = "BASTE_AWAKE_PART";

/// A process that ends with this.
struct Kept(Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[track_caller]
fn start(command: &mut Command) -> (Kept, Lines<BufReader<ChildStdout>>) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (Kept(child), lines)
}

/// Runs one part beside these services; what they were asked.
#[track_caller]
fn beside(services: &[&str], part: &str) -> Vec<String> {
    asked(services, |address| run(part, address))
}

/// What these services were asked while `what` went on.
#[track_caller]
fn asked(services: &[&str], what: impl FnOnce(&str)) -> Vec<String> {
    let (_bus, mut said) = start(Command::new("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]));
    let address = said.next().unwrap().unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/fake_sleep.py");
    let mut python = Command::new("/usr/bin/python3");
    let (fake, mut asked) = start(python.arg(script).args(services).env("DBUS_SESSION_BUS_ADDRESS", &address));
    assert_eq!(asked.next().unwrap().unwrap(), "READY");
    what(&address);
    // What it was asked is on its way still.
    std::thread::sleep(Duration::from_millis(200));
    drop(fake);
    asked.map_while(Result::ok).collect()
}

#[track_caller]
fn run(part: &str, address: &str) {
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "inner", "--ignored", "--nocapture"])
        .env(PART, part)
        .env("DBUS_SESSION_BUS_ADDRESS", address)
        .env("DBUS_SYSTEM_BUS_ADDRESS", address)
        .status()
        .unwrap();
    assert!(status.success(), "{part}");
}

/// The program in a terminal of its own, with a home that is gone with it: keys go in once a text is on the screen.
fn cooks(name: &str, address: &str, args: &str, keys: &[(&str, &str)]) {
    let home = std::env::temp_dir().join(format!("baste-awake-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&home).unwrap();
    let socket = home.join("tmux").display().to_string();
    let tmux = |args: &[&str]| {
        let output = Command::new("tmux").args(["-S", &socket]).args(args).stderr(Stdio::null()).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let at = home.display();
    let program = format!(
        "env HOME={at} XDG_STATE_HOME={at}/state XDG_DATA_HOME={at}/data XDG_CONFIG_HOME={at}/config \
         XDG_RUNTIME_DIR={at}/run DBUS_SESSION_BUS_ADDRESS={address} DBUS_SYSTEM_BUS_ADDRESS={address} {} {args}",
        env!("CARGO_BIN_EXE_baste")
    );
    tmux(&["-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", &program]);
    for (text, key) in keys {
        let begun = Instant::now();
        while !tmux(&["capture-pane", "-p"]).contains(text) {
            assert!(begun.elapsed() < Duration::from_secs(10), "never came: {text}");
            std::thread::sleep(Duration::from_millis(20));
        }
        // What it asked of others has come to them by now.
        std::thread::sleep(Duration::from_millis(200));
        tmux(&["send-keys", key]);
    }
    std::thread::sleep(Duration::from_millis(300));
    tmux(&["kill-server"]);
    let _ = std::fs::remove_dir_all(&home);
}

fn stays(lid: bool, by: &[&'static str]) -> Awake {
    Awake::Stays { lid, by: by.to_vec() }
}

/// The channel that keeps the laptop awake, alone.
struct StayAwake {
    channels: Channels,
    woken: Receiver<()>,
}

impl StayAwake {
    fn new() -> StayAwake {
        let (wake, woken) = channel();
        let sound = Sound { on: false, ..Sound::default() };
        let alerts = Alerts { desktop: false, terminal: false, sound, ..Alerts::default() };
        let wake = Mutex::new(wake);
        let channels =
            Channels::new(&alerts, None, real_now, move || wake.lock().unwrap().send(()).unwrap_or_default());
        StayAwake { channels, woken }
    }
    fn hold(&self, awake: bool) {
        let clock = Clock::default();
        self.channels.show(&Standing { awake, ..Standing::of(&[], Moment::millis(0), &clock) });
    }
    #[track_caller]
    fn stands(&self, awake: &Awake) {
        self.woken.recv_timeout(Duration::from_secs(15)).expect("nothing came");
        let events: Vec<ChannelEvent> = self.channels.events().collect();
        assert_eq!(events, [ChannelEvent::Awake(awake.clone())]);
    }
    fn leave(&self, limit: Duration) {
        self.channels.withdraw(limit);
    }
}

#[test]
#[ignore = "started by the tests beside it, with a bus"]
fn inner() {
    let Ok(part) = std::env::var(PART) else { return };
    let awake = StayAwake::new();
    let leave = Duration::from_secs(5);
    match part.as_str() {
        // Nothing runs, something does, nothing does.
        "an evening" => {
            awake.hold(true);
            awake.stands(&stays(true, &["systemd-logind", "GNOME"]));
            awake.hold(false);
            std::thread::sleep(Duration::from_millis(300));
            awake.hold(true);
            std::thread::sleep(Duration::from_millis(300));
            awake.leave(leave);
        }
        "a look" => {
            awake.channels.probe();
            awake.stands(&stays(true, &["systemd-logind"]));
            awake.leave(leave);
        }
        "killed" => {
            awake.hold(true);
            awake.stands(&stays(true, &["systemd-logind", "the screen saver"]));
            std::process::exit(0);
        }
        "no lid" => {
            awake.hold(true);
            awake.stands(&stays(false, &["systemd-logind"]));
            awake.leave(leave);
        }
        "nobody" => {
            awake.hold(true);
            awake.stands(&Awake::Sleeps);
            awake.leave(leave);
        }
        "hung" => {
            let begun = Instant::now();
            (0..1_000).for_each(|n| awake.hold(n % 2 == 0));
            awake.hold(true);
            assert!(begun.elapsed() < Duration::from_millis(100), "the caller was held up");
            awake.stands(&stays(false, &["the screen saver"]));
            awake.leave(leave);
        }
        "left hung" => {
            awake.hold(true);
            let begun = Instant::now();
            awake.leave(Duration::from_millis(300));
            assert!(begun.elapsed() < Duration::from_secs(1), "leaving was held up");
        }
        other => panic!("no such part: {other}"),
    }
}

const ALL: &str = "take logind idle:sleep:handle-lid-switch block";

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn it_is_held_while_something_runs_and_given_back_when_nothing_does() {
    // The screen saver is not asked where GNOME answers.
    let asked = beside(&["logind=works", "gnome=works", "saver=works"], "an evening");
    for evening in asked.chunks(4) {
        assert_eq!(evening[..2], [ALL, "take gnome 0 12"], "{asked:?}");
        let mut given = evening[2..].to_vec();
        given.sort();
        assert_eq!(given, ["give gnome 7", "give logind"], "{asked:?}");
    }
    assert_eq!(asked.len(), 8, "{asked:?}");
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn a_look_leaves_nothing_held() {
    assert_eq!(beside(&["logind=works"], "a look"), [ALL, "give logind"]);
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn what_ends_without_a_word_holds_nothing() {
    assert_eq!(beside(&["logind=works", "saver=works"], "killed"), [ALL, "take saver", "give logind"]);
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn without_the_lid_the_rest_is_held() {
    let asked = beside(&["logind=lid"], "no lid");
    assert_eq!(asked, ["no logind idle:sleep:handle-lid-switch", "take logind idle:sleep block", "give logind"]);
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn who_is_refused_everywhere_sleeps() {
    let asked = beside(&["logind=refuses", "gnome=refuses", "saver=refuses"], "nobody");
    assert_eq!(asked.len(), 5, "{asked:?}");
    assert!(asked.iter().all(|line| line.starts_with("no ")), "{asked:?}");
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn services_that_hang_delay_nobody_and_hide_no_other() {
    let asked = beside(&["logind=hangs", "gnome=hangs", "saver=works"], "hung");
    assert_eq!(asked, ["take saver", "give saver 7"]);
    beside(&["logind=hangs", "gnome=hangs", "saver=hangs"], "left hung");
}

#[test]
#[ignore = "opens a bus that is not there; run by .ci/run"]
fn without_a_bus_it_sleeps() {
    run("nobody", "unix:path=/nowhere/bus");
}

#[test]
#[ignore = "needs dbus-daemon, python3-dbus and tmux; run by .ci/run"]
fn it_stays_awake_while_a_timer_counts_and_not_while_it_is_stopped() {
    let keys = [("min", "Space"), ("go on", "Space"), ("pause", "q"), ("stop all", "x")];
    let all = asked(&["logind=works"], |address| cooks("timer", address, "timer 12m Eggs", &keys));
    assert_eq!(all, [ALL, "give logind", ALL, "give logind"]);
    // Only looked at: it is tried, and nothing is held.
    let all = asked(&["logind=works"], |address| cooks("shelf", address, "", &[("pork belly", "Escape")]));
    assert_eq!(all, [ALL, "give logind"]);
}

#[test]
#[ignore = "needs dbus-daemon, python3-dbus and tmux; run by .ci/run"]
fn a_rehearsal_touches_nothing() {
    // A rehearsal is left at once.
    let keys = [("Rehearsal", "q")];
    let all = asked(&["logind=works", "gnome=works"], |address| {
        cooks("rehearsal", address, "--rehearse=2 timer 12m Eggs", &keys);
    });
    assert_eq!(all, Vec::<String>::new());
}
