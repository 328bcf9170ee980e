//! `baste alert-test` beside services that work, and beside one that hangs.
//!
//! Run by `.ci/run`; they need dbus-daemon, and python3 with dbus and gi.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

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

/// What it says beside these services, and its exit code.
#[track_caller]
fn beside(test: &str, services: &[&[&str]]) -> (String, Option<i32>) {
    let (_bus, mut said) = start(Command::new("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]));
    let address = said.next().unwrap().unwrap();
    let kept = services.iter().map(|service| {
        let script = format!("{}/tests/support/{}", env!("CARGO_MANIFEST_DIR"), service[0]);
        let mut python = Command::new("/usr/bin/python3");
        let python = python.arg(script).args(&service[1..]);
        let (service, mut said) = start(python.env("DBUS_SESSION_BUS_ADDRESS", &address));
        assert_eq!(said.next().unwrap().unwrap(), "READY");
        // What it says must go somewhere.
        std::thread::spawn(move || said.for_each(drop));
        service
    });
    let kept: Vec<Kept> = kept.collect();
    let home = std::env::temp_dir().join(format!("baste-alert-test-{test}-{}", std::process::id()));
    std::fs::create_dir_all(home.join("baste")).unwrap();
    std::fs::write(home.join("baste/config.toml"), "alerts.sound.on = false\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_baste"))
        .arg("alert-test")
        .env("XDG_CONFIG_HOME", &home)
        .env("DBUS_SESSION_BUS_ADDRESS", &address)
        .env("DBUS_SYSTEM_BUS_ADDRESS", &address)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    drop(kept);
    let _ = std::fs::remove_dir_all(&home);
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn who_shows_it_and_who_keeps_the_laptop_awake() {
    let services: [&[&str]; 2] = [&["fake_daemon.py", "works"], &["fake_sleep.py", "logind=works", "gnome=works"]];
    let (said, code) = beside("works", &services);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Desktop   shown by fake 1\n"), "{said}");
    assert!(said.contains("Awake     kept by systemd-logind and GNOME, its lid closed too\n"), "{said}");
    assert!(said.ends_with("You are called beyond this screen.\n"), "{said}");
}

#[test]
#[ignore = "needs dbus-daemon and python3-dbus; run by .ci/run"]
fn what_hangs_is_given_up() {
    let (said, code) = beside("hangs", &[&["fake_daemon.py", "hangs"], &["fake_sleep.py", "logind=hangs"]]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("what shows notifications does not answer"), "{said}");
    assert!(said.contains("nobody here keeps it awake"), "{said}");
}
