//! The whole program in a home of its own, with the programs that it finds there.

use crate::home::Home;
use crate::stubs::{Stubs, until};
use baste::time::Span;
use rustix::process::Signal;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A home in which only these programs play and speak, and with these settings.
pub(crate) fn home(test: &str, stubs: &Stubs, settings: &str) -> Home {
    let mut home = Home::new(test);
    let config = home.path().join(".config/baste");
    fs::write(config.join("config.toml"), settings).unwrap();
    fs::create_dir(home.path().join("run")).unwrap();
    let inside = |name: &str| home.path().join(name).display().to_string();
    home.env.push(("TMPDIR", inside("run")));
    home.env.push(("PATH", format!("{}:/usr/bin:/bin", stubs.path().display())));
    home
}

/// The private folders of tones that are there.
fn folders(home: &Home) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.path().join("run")).unwrap().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
}

/// A sound server that nobody runs, one that plays, and one that is never needed.
fn players(stubs: &Stubs) {
    stubs.program("pw-play", "exit 1");
    stubs.program("paplay", "");
    stubs.program("aplay", "");
}

fn rings(calls: &[Vec<String>]) -> usize {
    calls.iter().filter(|call| call.last().is_some_and(|file| file.contains("/ring-"))).count()
}

#[track_caller]
fn rung(stubs: &Stubs, times: usize) {
    until("a ring is played", || (rings(&stubs.calls("paplay")) >= times).then_some(()));
}

#[test]
fn a_keeper_finds_a_player_rings_and_leaves_nothing_behind() {
    let stubs = Stubs::new("keeper");
    players(&stubs);
    let home = home("sound", &stubs, "");
    home.begin(&[(Span::millis(1), "Eggs"), (Span::HOUR, "Stock")]);
    let keeper = home.kept();
    rung(&stubs, 1);
    assert_eq!(folders(&home).len(), 1);
    rung(&stubs, 2);
    home.ask("quiet").unwrap();
    let before = stubs.calls("paplay").len();
    keeper.signal(Signal::TERM);
    keeper.ends();
    assert_eq!(folders(&home), Vec::<PathBuf>::new(), "also where a signal ends it");
    assert!(stubs.calls("paplay").len() <= before + 1);
    assert!(stubs.calls("aplay").is_empty());
    assert_eq!(rings(&stubs.calls("pw-play")), 1, "one that failed is not tried first again");
}

#[test]
fn what_a_killed_keeper_left_the_next_one_clears_away() {
    let stubs = Stubs::new("killed");
    players(&stubs);
    let home = home("killed", &stubs, "");
    home.begin(&[(Span::millis(1), "Eggs"), (Span::HOUR, "Stock")]);
    for n in 1..=3 {
        let keeper = home.kept();
        rung(&stubs, n);
        keeper.kill();
        assert_eq!(folders(&home).len(), 1);
    }
}

#[test]
fn a_command_hears_of_a_ring_and_of_its_answer() {
    let stubs = Stubs::new("keeper-run");
    stubs.program("phone", "");
    let settings = "alerts.sound.on = false\nalerts.run = [\"phone\", \"{event}\", \"{title}\"]\n";
    let home = home("run", &stubs, settings);
    home.begin(&[(Span::millis(1), "--eggs"), (Span::HOUR, "Stock")]);
    let _keeper = home.kept();
    assert_eq!(stubs.called("phone", 1)[0], ["ring", " --eggs: time is up"]);
    home.ask("quiet").unwrap();
    assert_eq!(stubs.called("phone", 2)[1], ["answered", " --eggs: time is up"]);
}

/// Runs it in a terminal until it has rung there twice.
fn in_a_terminal(home: &Home, stubs: &Stubs, line: &str) {
    let mut terminal = Command::new("script");
    terminal.args(["-qec", &home.line(line), "/dev/null"]).env("TERM", "xterm-256color");
    terminal.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut terminal = terminal.spawn().unwrap();
    rung(stubs, 2);
    // The terminal goes away, and with it a rehearsal.
    let _ = terminal.kill();
    let _ = terminal.wait();
}

#[test]
#[ignore = "needs script(1) and takes ten seconds; run by .ci/run"]
fn a_rehearsal_rings_and_tells_no_phone() {
    let stubs = Stubs::new("rehearsal");
    players(&stubs);
    stubs.program("phone", "");
    let home = home("rehearsal", &stubs, "alerts.run = [\"phone\", \"{event}\"]\n");
    in_a_terminal(&home, &stubs, "timer --rehearse 60 1m Eggs");
    assert!(stubs.calls("phone").is_empty());
    // The same in earnest.
    let stubs_ = Stubs::new("earnest");
    players(&stubs_);
    stubs_.program("phone", "");
    let home = self::home("earnest", &stubs_, "alerts.run = [\"phone\", \"{event}\"]\n");
    in_a_terminal(&home, &stubs_, "timer 1s Eggs");
    assert_eq!(stubs_.called("phone", 1)[0], ["ring"]);
}
