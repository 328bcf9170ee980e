//! `baste status` and the commands from outside, on a real keeper: one session in a home of its own, no screen, no notifications.

#![cfg(unix)]
#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

use baste::engine::{Act, ActId, Logged, Session};
use baste::journal::{Machine, MomentSource, Seq, line};
use baste::recipe::Dish;
use baste::runtime::clock::here;
use baste::time::{Moment, Span};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A home with a session in it, gone with the test.
struct Home {
    path: PathBuf,
    keeper: Option<Child>,
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            let _ = keeper.kill();
            let _ = keeper.wait();
        }
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Home {
    fn new(test: &str) -> Home {
        let path = std::env::temp_dir().join(format!("baste-outside-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Home { path, keeper: None }
    }

    /// A session that began just now, as a keeper that was killed would have left it.
    fn left_behind(test: &str, timers: &[(i64, &str)]) -> Home {
        let home = Home::new(test);
        let here = here(&Machine::this());
        let at = Moment::millis(0);
        let mut journal = line::anchor(Seq(0), &here.tied(at).anchor(MomentSource::Fresh)).unwrap();
        let mut session = Session::new();
        for ((mins, name), n) in timers.iter().zip(0u32..) {
            let what = Box::new(Dish::timer((*name).to_owned(), Span::mins(*mins)));
            let act = Act::Add { dish: session.next_dish(), what };
            session.apply(act.clone(), at).unwrap();
            let logged = Logged { at, act, waits: false };
            journal.extend(line::act(Seq(u64::from(n) + 1), ActId(n), &logged).unwrap());
        }
        let folder = home.path.join(".local/state/baste");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(format!("journal-{}", here.machine.0)), journal).unwrap();
        home
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baste"));
        command.args(args).env("HOME", &self.path).env("TZ", "UTC");
        for name in ["XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY"] {
            command.env_remove(name);
        }
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus");
        command.stdin(Stdio::null());
        command
    }

    fn keep(&mut self) {
        let mut keeper = self.command(&["keep"]);
        self.keeper = Some(keeper.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
    }

    fn keeper(&self) -> u32 {
        self.keeper.as_ref().unwrap().id()
    }

    fn signal(&self, name: &str) {
        let id = self.keeper().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    /// Everything that a command says, and its exit code.
    fn baste(&self, args: &[&str]) -> (i32, String) {
        let output = self.command(args).output().unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (output.status.code().unwrap(), said)
    }

    #[track_caller]
    fn says(&self, line: &str, code: i32, part: &str) -> &Home {
        let (ended, said) = self.baste(&line.split(' ').collect::<Vec<_>>());
        assert!(ended == code && said.contains(part), "baste {line} ends with {ended} and says {said:?}");
        self
    }

    /// The same, as soon as the keeper is there.
    #[track_caller]
    fn soon_says(&self, line: &str, part: &str) -> &Home {
        let start = Instant::now();
        loop {
            let (code, said) = self.baste(&line.split(' ').collect::<Vec<_>>());
            if code == 0 && said.contains(part) {
                return self;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "baste {line} still ends with {code}: {said}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn where_nothing_is_on_the_go() {
    let home = Home::new("nothing");
    home.says("status", 3, "Nothing on the go\n").says("status --json", 3, "\"class\":\"idle\"");
    home.says("status --format {lfet}", 2, "did you mean {left}?").says("status --format {class}", 3, "idle\n");
    home.says("done", 3, "nothing is on the go").says("more 0m", 2, "0m").says("--help", 0, "3 nothing is on the go");
    assert!(!home.path.join(".local").exists(), "a look leaves nothing behind");
}

#[test]
fn commands_reach_the_keeper_and_the_status_shows_it() {
    let mut home = Home::left_behind("commands", &[(60, "Bread"), (12, "Eggs")]);
    home.says("status", 0, "Eggs 1").says("pause bread", 3, "baste keep");
    home.keep();
    home.soon_says("pause bread", "Bread is paused at");
    home.says("status --json", 0, "Bread paused at").says("status --format {running}/{more}", 0, "1/1\n");
    home.says("pause tofu", 1, "There is Bread, Eggs").says("done", 1, "Eggs: 12 min left; end it on the board");
    home.says("more 5m eggs", 0, "Eggs: 5 min more").says("undo", 0, "Taken back: eggs 5 min more");
    home.says("go", 0, "Bread goes on").says("quiet", 1, "Nothing calls");
}

#[test]
fn a_stopped_keeper_is_named_and_what_is_on_the_go_still_told() {
    let mut home = Home::left_behind("stopped", &[(60, "Bread")]);
    home.keep();
    home.soon_says("pause", "Bread is paused").signal("-STOP");
    let start = Instant::now();
    home.says("go", 1, &format!("kill -CONT {}", home.keeper())).says("status", 0, "Bread paused at");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    home.signal("-CONT");
    home.soon_says("status", "Bread");
}
