//! The whole program in a real terminal: keys in, screen out, and the terminal as it was afterwards.
//!
//! Those that need tmux are run by `.ci/run`. Each has a tmux server of its own, and ends only that.

#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const BASTE: &str = env!("CARGO_BIN_EXE_baste");

/// A shell in a terminal, with a home that is gone with it.
struct Shell {
    socket: String,
    home: PathBuf,
}

impl Drop for Shell {
    fn drop(&mut self) {
        self.tmux(&["kill-server"]);
        // A keeper may have been left running; the lock tells which process it is.
        for lock in std::fs::read_dir(self.home.join("state/baste")).into_iter().flatten().flatten() {
            let name = lock.file_name().to_string_lossy().into_owned();
            let keeper = std::fs::read_to_string(lock.path()).ok().filter(|_| name.starts_with("lock-"));
            let held =
                |id: &str| std::fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|exe| exe == Path::new(BASTE));
            if let Some(id) = keeper.as_deref().map(str::trim).filter(|id| held(id)) {
                let _ = Command::new("kill").args(["-9", id]).status();
            }
        }
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

impl Shell {
    fn new(test: &str) -> Shell {
        let name = format!("baste-{}-{test}", std::process::id());
        let shell = Shell { home: std::env::temp_dir().join(&name), socket: name };
        let home = shell.home.display().to_string();
        shell.tmux(&["-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", "bash --norc"]);
        shell.line(&format!(
            "export HOME={home} XDG_STATE_HOME={home}/state XDG_DATA_HOME={home}/data XDG_CONFIG_HOME={home}/config XDG_RUNTIME_DIR={home}/run; PS1='ready> '; clear"
        ));
        shell.shows("ready>");
        shell
    }

    fn tmux(&self, args: &[&str]) -> String {
        let output = Command::new("tmux").args(["-L", &self.socket]).args(args).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn key(&self, key: &str) {
        self.tmux(&["send-keys", key]);
    }

    /// A key, after the time for which Enter is deaf to a second press.
    fn slow_key(&self, key: &str) {
        std::thread::sleep(Duration::from_millis(800));
        self.key(key);
    }

    fn line(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
        self.key("Enter");
    }

    fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p"])
    }

    #[track_caller]
    fn shows(&self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    #[track_caller]
    fn until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !is_so(&self.screen()) {
            assert!(start.elapsed() < Duration::from_secs(10), "never came: {what}\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Starts baste, and waits until `text` is on the screen.
    #[track_caller]
    fn baste(&self, args: &str, text: &str) {
        self.line(&format!("B=$(stty -g); clear; {BASTE} {args}"));
        self.shows(text);
    }

    /// What the window is called.
    fn title(&self) -> String {
        self.tmux(&["display", "-p", "#{pane_title}"]).trim().to_owned()
    }

    /// The process that runs in front of the shell.
    fn child(&self) -> String {
        let shell = self.tmux(&["display", "-p", "#{pane_pid}"]);
        let shell = shell.trim();
        let children = std::fs::read_to_string(format!("/proc/{shell}/task/{shell}/children")).unwrap();
        children.trim().to_owned()
    }

    /// Ends baste by a signal, to that process only.
    fn signal(&self, name: &str) {
        assert!(Command::new("kill").args([&format!("-{name}"), &self.child()]).status().unwrap().success());
    }

    /// The shell is back, and its terminal as it was.
    #[track_caller]
    fn is_as_before(&self) {
        self.line("echo; [ \"$B\" = \"$(stty -g)\" ] && echo the-sa''me");
        self.shows("the-same");
        let state = self.tmux(&["display", "-p", "#{alternate_on} #{cursor_flag}"]);
        assert_eq!(state.trim(), "0 1", "alternate screen, cursor");
    }
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn the_shelf_opens_and_is_left() {
    let shell = Shell::new("shelf");
    shell.baste("", "Honey glazed crispy pork belly");
    shell.key("Escape");
    // Escape and a letter in one breath would be Alt and that letter.
    shell.until("it is left", |screen| !screen.contains("pork belly"));
    shell.is_as_before();
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn a_recipe_is_walked_from_the_shelf_to_the_board() {
    let shell = Shell::new("walk");
    shell.baste("--rehearse 20x", "Rehearsal, 20 times as fast");
    shell.line("caram");
    shell.shows("Line the tin");
    shell.slow_key("Enter");
    // The oven is cold and the hands take less than it does: it rings at once, and any key quiets it.
    shell.shows("Turn the oven on: 170 °C");
    shell.slow_key("z");
    shell.shows("the oven is on");
    shell.slow_key("Enter");
    shell.shows("line the tin is done");
    shell.slow_key("Enter");
    shell.shows("dry the pork is done");
    shell.key("u");
    shell.shows("Taken back: line the tin done");
    // A rehearsal is left at once.
    shell.key("q");
    shell.until("it is left", |screen| !screen.contains("Rehearsal"));
    shell.is_as_before();
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn signals_give_the_terminal_back() {
    for name in ["TERM", "INT", "HUP"] {
        let shell = Shell::new(name);
        shell.baste("timer 12m Eg''gs", "Eggs");
        shell.signal(name);
        shell.is_as_before();
    }
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn stopped_and_continued_it_draws_again() {
    let shell = Shell::new("stop");
    shell.baste("timer 12m Eg''gs", "Eggs");
    shell.key("C-z");
    shell.shows("To go on: fg");
    shell.is_as_before();
    shell.line("fg");
    shell.until("the alternate screen", |_| shell.tmux(&["display", "-p", "#{alternate_on}"]).trim() == "1");
    shell.shows("Eggs");
    shell.signal("TERM");
    shell.is_as_before();
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn a_cut_off_key_does_not_stop_the_clock() {
    let shell = Shell::new("cut");
    shell.baste("timer 12m Eg''gs", "Eggs");
    for half in [&["-H", "1b", "5b"][..], &["-H", "c3"]] {
        shell.tmux(&[&["send-keys"], half].concat());
        let before = shell.screen();
        shell.until("another second", |screen| screen != before);
    }
    shell.signal("TERM");
    shell.is_as_before();
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn a_closed_terminal_ends_it_where_nothing_cooks() {
    let shell = Shell::new("gone");
    shell.baste("", "pork belly");
    let process = format!("/proc/{}", shell.child());
    shell.tmux(&["kill-server"]);
    let start = Instant::now();
    while std::path::Path::new(&process).exists() {
        assert!(start.elapsed() < Duration::from_secs(5), "it lives on");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn the_window_has_a_title_of_its_own_and_gets_its_old_one_back() {
    let shell = Shell::new("title");
    shell.line("printf '\\033]2;my kitchen\\033\\\\'");
    shell.until("a title", |_| shell.title() == "my kitchen");
    shell.baste("timer 12m Eg''gs", "Eggs");
    shell.until("the call", |_| shell.title() == "12 min: Eggs ready — baste");
    shell.key("C-z");
    shell.shows("To go on: fg");
    assert_eq!(shell.title(), "my kitchen");
    shell.line("fg");
    shell.until("the call again", |_| shell.title().contains("Eggs ready"));
    shell.signal("TERM");
    shell.is_as_before();
    assert_eq!(shell.title(), "my kitchen");
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn sound_stays_off_when_the_session_changes_hands() {
    let shell = Shell::new("mute");
    shell.baste("timer 12m Eg''gs", "Eggs");
    shell.key("m");
    shell.shows("Sound is off until");
    shell.slow_key("q");
    shell.shows("leave it running");
    shell.key("l");
    shell.shows("It goes on without a screen");
    shell.baste("", "Sound is off until");
    shell.key("m");
    shell.until("sound is on", |screen| !screen.contains("Sound is off"));
    shell.key("q");
    shell.shows("stop all");
    shell.key("x");
    shell.is_as_before();
}

/// All that baste writes to a terminal of that kind, from a ring to its end.
#[track_caller]
fn written(test: &str, env: &str) -> String {
    let shell = Shell::new(test);
    std::fs::create_dir_all(&shell.home).unwrap();
    let file = shell.home.join("written");
    shell.tmux(&["pipe-pane", &format!("cat > {}", file.display())]);
    // Whatever tmux makes of it: it is the program's word that counts here.
    shell.line(&format!("clear; env -u TMUX {env} DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere {BASTE} timer 2s Tea"));
    shell.shows("Any key");
    shell.signal("TERM");
    shell.until("it is left", |screen| screen.trim_end().ends_with("ready>"));
    std::fs::read_to_string(&file).unwrap()
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn where_no_desktop_is_the_terminal_notifies_in_its_own_way() {
    let ghostty = written("ghostty", "TERM=xterm-ghostty TERM_PROGRAM=ghostty");
    assert_eq!(ghostty.matches("\u{1b}]777;notify;Tea: time is up;\u{1b}\\").count(), 1, "{ghostty:?}");
    assert!(ghostty.contains("\u{1b}]9;4;1;") && ghostty.contains("\u{7}"), "{ghostty:?}");
    assert!(ghostty.contains("\u{1b}]2;\u{1b}\\\u{1b}[23;0t\u{1b}]9;4;0;\u{1b}\\"), "{ghostty:?}");
    let kitty = written("kitty", "TERM=xterm-kitty TERM_PROGRAM=");
    assert!(kitty.contains("\u{1b}]99;i=baste-0:u=2:d=0;Tea: time is up\u{1b}\\"), "{kitty:?}");
    let plain = written("plain", "TERM=vt220 TERM_PROGRAM=");
    let ours = plain.split("[?1049h").nth(1).unwrap();
    assert!(!ours.contains("\u{1b}]") && ours.contains('\u{7}'), "{ours:?}");
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn faulty_settings_stop_no_countdown_and_the_good_ones_hold() {
    let shell = Shell::new("settings");
    let folder = shell.home.join("config/baste");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "[alerts]\nterminal = false\ndekstop = true\n").unwrap();
    shell.line("printf '\\033]2;my kitchen\\033\\\\'");
    shell.baste("timer 12m Eg''gs", "Eggs");
    // The bell alone: the title is as it was.
    shell.shows("asleep I cannot call you");
    assert_eq!(shell.title(), "my kitchen");
    shell.key("m");
    shell.shows("m turns it on");
    shell.key("m");
    shell.shows("config.toml: 1 fault");
    shell.signal("TERM");
    shell.is_as_before();
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let output = Command::new(BASTE).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("needs a terminal") && said.contains("baste list"), "{said}");
}
