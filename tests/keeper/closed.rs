//! The terminal is closed with five timers on the go, and nothing of them is lost: whoever keeps them, and however it ends.

use crate::home::{FIVE, Home, LONG, until};
use rustix::process::{Signal, kill_process, test_kill_process};
use std::process::Command;
use std::time::{Duration, Instant};

/// A shell in a terminal of its own; its tmux server ends with this.
pub(crate) struct Shell {
    socket: String,
}

impl Drop for Shell {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
    }
}

impl Shell {
    pub(crate) fn new(test: &str) -> Shell {
        let shell = Shell { socket: format!("baste-keeper-{}-{test}", std::process::id()) };
        shell.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", "bash --norc"]);
        shell.type_line("PS1='ready> '; clear");
        shell.shows("ready>");
        shell
    }

    pub(crate) fn tmux(&self, args: &[&str]) -> String {
        let output = Command::new("tmux").args(["-L", &self.socket]).args(args).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    pub(crate) fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p"])
    }

    pub(crate) fn key(&self, key: &str) {
        self.tmux(&["send-keys", key]);
    }

    /// A key, after the time for which a second press is not heard.
    pub(crate) fn slow_key(&self, key: &str) {
        std::thread::sleep(Duration::from_millis(800));
        self.key(key);
    }

    fn type_line(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
        self.key("Enter");
    }

    /// Starts baste in `home`, and waits until `text` is on the screen.
    #[track_caller]
    pub(crate) fn baste(&self, home: &Home, args: &str, text: &str) {
        self.program(&home.line(args), text);
    }

    /// Starts what that line says, and waits until `text` is on its screen.
    #[track_caller]
    pub(crate) fn program(&self, line: &str, text: &str) {
        self.type_line(&format!("clear; {line}"));
        self.until("the alternate screen", |_| self.tmux(&["display", "-p", "#{alternate_on}"]).trim() == "1");
        self.shows(text);
    }

    #[track_caller]
    pub(crate) fn shows(&self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    #[track_caller]
    pub(crate) fn until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        self.within(LONG, what, is_so);
    }

    /// The same, for what comes only every half minute.
    #[track_caller]
    pub(crate) fn long(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        self.within(LONG * 3, what, is_so);
    }

    #[track_caller]
    fn within(&self, limit: Duration, what: &str, is_so: impl Fn(&str) -> bool) {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if is_so(&screen) {
                return;
            }
            assert!(start.elapsed() < limit, "never came: {what}\n{screen}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Stops all, and leaves.
    #[track_caller]
    pub(crate) fn end(&self) {
        self.slow_key("q");
        self.shows("stop all and leave");
        self.key("x");
        self.until("it is left", |_| self.tmux(&["display", "-p", "#{alternate_on}"]).trim() == "0");
    }
}

/// All five, on the one line of `baste status`, however it is asked.
#[track_caller]
fn has_five(home: &Home) {
    assert_eq!(home.live(), FIVE.map(|(_, name)| name));
    let (code, said) = home.baste(&["status", "--format", "{more} {dish}"]);
    assert_eq!((code, said.as_str()), (0, "4 Peas\n"));
}

fn five_timers() -> String {
    let words: String = FIVE.iter().map(|(mins, name)| format!(" {mins}m {name}")).collect();
    format!("timer{words}")
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn five_timers_outlive_their_terminal_and_every_keeper() {
    let home = Home::new("closed");
    let first = Shell::new("first");
    first.baste(&home, &five_timers(), "Stock");
    let shown = home.holder().unwrap();
    first.tmux(&["kill-server"]);
    // The same process goes on, or another one that it started: the session has a keeper that answers.
    until("it goes on without a face", || home.ask("more 1m Stock").ok());
    has_five(&home);
    println!(
        "closed: {}",
        if home.holder() == Some(shown) { "the same process goes on" } else { "another one goes on" }
    );

    let faceless = home.holder().unwrap();
    let second = Shell::new("second");
    second.baste(&home, "", "Stock");
    until("the old one ends", || test_kill_process(faceless).err());
    has_five(&home);

    let keeper = home.holder().unwrap();
    kill_process(keeper, Signal::KILL).unwrap();
    until("it is gone", || test_kill_process(keeper).err());
    has_five(&home);
    second.until("the shell is back", |_| true);
    second.tmux(&["kill-server"]);

    let third = Shell::new("third");
    third.baste(&home, "", "Stock");
    has_five(&home);
    // Left running, it is kept without a screen; the shell is back.
    third.key("q");
    third.shows("leave it running");
    third.key("l");
    third.shows("It goes on without a screen");
    until("the keeper answers", || home.ask("more 1m Stock").ok());
    has_five(&home);
    third.baste(&home, "", "Stock");
    has_five(&home);
    third.end();
    until("nothing is left", || home.live().is_empty().then_some(()));
}
