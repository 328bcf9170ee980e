//! A bus, a screen, a service on them, and a keeper with a session that began a while ago.

use crate::home::{Home, Keeper, until};
use baste::engine::{Act, ActId, Logged, Session};
use baste::journal::{MomentSource, Seq, line};
use baste::recipe::Dish;
use baste::time::{Moment, Span};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

pub(crate) const BUS: &str = "DBUS_SESSION_BUS_ADDRESS";

/// A process that ends with this.
pub(crate) struct Kept(pub(crate) Child);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a process; gives its lines.
#[track_caller]
pub(crate) fn start(command: &mut Command) -> (Kept, Lines<BufReader<ChildStdout>>) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (Kept(child), lines)
}

/// A session bus of its own.
pub(crate) struct Bus {
    _process: Kept,
    pub(crate) address: String,
    folder: Option<PathBuf>,
}

impl Drop for Bus {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

impl Bus {
    pub(crate) fn start() -> Bus {
        Bus::with(&["--session", "--print-address=1", "--nofork"])
    }

    /// A bus at that address.
    pub(crate) fn at(address: &str) -> Bus {
        Bus::with(&["--session", "--print-address=1", "--nofork", "--address", address])
    }

    /// A bus on which nobody can be started.
    pub(crate) fn bare() -> Bus {
        Bus::configured("bare", "")
    }

    /// A bus that starts a service which never says that it is there.
    pub(crate) fn sleeping(test: &str) -> Bus {
        Bus::configured(test, "[D-BUS Service]\nName=org.freedesktop.Notifications\nExec=/bin/sleep 60\n")
    }

    fn configured(test: &str, service: &str) -> Bus {
        let folder = std::env::temp_dir().join(format!("baste-bus-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("notifications.service"), service).unwrap();
        let path = folder.display();
        let config = format!(
            "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><servicedir>{path}</servicedir>\
             <policy context='default'><allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/>\
             <allow own='*'/></policy></busconfig>"
        );
        fs::write(folder.join("bus.conf"), config).unwrap();
        let mut bus = Bus::with(&["--config-file", &format!("{path}/bus.conf"), "--print-address=1", "--nofork"]);
        bus.folder = Some(folder);
        bus
    }

    fn with(args: &[&str]) -> Bus {
        let (process, mut lines) = start(Command::new("dbus-daemon").args(args));
        let address = lines.next().unwrap().unwrap();
        // Without the mark of this one bus, so that another may take its place.
        let address = address.split(',').next().unwrap().to_owned();
        Bus { _process: process, address, folder: None }
    }

    /// A home whose programs are on this bus.
    pub(crate) fn home(&self, test: &str) -> Home {
        let mut home = Home::new(test);
        home.env = vec![(BUS, self.address.clone())];
        home
    }

    /// A fake service, which behaves as told.
    #[track_caller]
    pub(crate) fn fake(&self, mood: &str) -> Fake {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/fake_daemon.py");
        let mut python = Command::new("/usr/bin/python3");
        python.args([script, mood]).env(BUS, &self.address).stdin(Stdio::piped());
        let (process, mut lines) = start(&mut python);
        assert_eq!(lines.next().unwrap().unwrap(), "READY");
        let (sender, asked) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Fake { process, asked }
    }
}

/// A fake service, and what it was asked.
pub(crate) struct Fake {
    process: Kept,
    pub(crate) asked: Receiver<String>,
}

impl Fake {
    #[track_caller]
    pub(crate) fn next(&self) -> String {
        self.asked.recv_timeout(crate::home::LONG).expect("it is asked for something")
    }
    /// Makes it tell something by itself.
    pub(crate) fn tells(&self, line: &str) {
        writeln!(self.process.0.stdin.as_ref().unwrap(), "{line}").unwrap();
    }
    /// Ends it; all that it was asked and not yet told.
    pub(crate) fn end(self) -> Vec<String> {
        drop(self.process);
        self.asked.iter().collect()
    }
}

/// An X server without a screen.
pub(crate) struct Screen {
    _process: Kept,
    pub(crate) display: String,
}

impl Screen {
    pub(crate) fn start() -> Screen {
        let (process, mut lines) =
            start(Command::new("Xvfb").args(["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]));
        let display = format!(":{}", lines.next().unwrap().unwrap());
        Screen { _process: process, display }
    }

    /// Leaves a picture of it in `target/artefacts`.
    pub(crate) fn picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/artefacts");
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("{name}.png"));
        let taken = Command::new("import").args(["-window", "root"]).arg(&path).env("DISPLAY", &self.display).status();
        assert!(taken.unwrap().success());
    }

    pub(crate) fn xdotool(&self, args: &[&str]) -> String {
        let output = Command::new("xdotool").args(args).env("DISPLAY", &self.display).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

/// Writes the journal of a session that began so long ago.
pub(crate) fn begin(home: &Home, ago: Span, timers: &[(Span, &str)]) {
    let (mut here, at) = (Home::here(), Moment::millis(0));
    here.boot_ms -= ago.as_millis();
    here.wall_ms -= ago.as_millis();
    let mut journal = line::anchor(Seq(0), &here.tied(at).anchor(MomentSource::Fresh)).unwrap();
    let mut session = Session::new();
    for ((span, name), n) in timers.iter().zip(0u32..) {
        let what = Box::new(Dish::timer((*name).to_owned(), *span));
        let act = Act::Add { dish: session.next_dish(), what };
        session.apply(act.clone(), at).unwrap();
        journal.extend(line::act(Seq(u64::from(n) + 1), ActId(n), &Logged { at, act, waits: false }).unwrap());
    }
    fs::create_dir_all(home.folder()).unwrap();
    fs::write(home.journal(), journal).unwrap();
}

/// The acts that came after the first so many.
pub(crate) fn acts(home: &Home, begun: usize) -> Vec<Act> {
    home.left().acts.into_iter().skip(begun).map(|logged| logged.act).collect()
}

/// A keeper whose first ring stands.
#[track_caller]
pub(crate) fn keeper(home: &Home, ago: Span, timers: &[(Span, &str)]) -> Keeper {
    begin(home, ago, timers);
    home.kept()
}

#[track_caller]
pub(crate) fn soon(what: &str, mut is_so: impl FnMut() -> bool) {
    until(what, || is_so().then_some(()));
}
