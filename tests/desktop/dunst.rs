//! dunst: shown, called again in place, answered by each button, taken back, killed and back again.

use crate::home::{Home, until};
use crate::stage::{BUS, Bus, Kept, Screen, acts, begin, keeper, soon, start};
use baste::engine::Act;
use baste::time::Span;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

/// A bus, a screen and dunst on it; its menu picks what stands in a file.
struct Dunst {
    bus: Bus,
    screen: Screen,
    process: Option<Kept>,
    folder: PathBuf,
}

impl Drop for Dunst {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Dunst {
    fn start(test: &str) -> Dunst {
        let folder = std::env::temp_dir().join(format!("baste-dunst-{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let pick = folder.join("pick");
        fs::write(&pick, format!("#!/bin/sh\nexec grep -m1 -F -f {}/name\n", folder.display())).unwrap();
        Command::new("chmod").arg("+x").arg(&pick).status().unwrap();
        let settings = format!("[global]\n font = DejaVu Sans 11\n dmenu = {}\n min_icon_size = 48\n", pick.display());
        fs::write(folder.join("dunstrc"), settings).unwrap();
        let mut dunst = Dunst { bus: Bus::start(), screen: Screen::start(), process: None, folder };
        dunst.again();
        dunst
    }

    /// Starts dunst; one that runs is ended before.
    fn again(&mut self) {
        self.process = None;
        let mut command = Command::new("dunst");
        command.arg("-config").arg(self.folder.join("dunstrc"));
        let (process, _) = start(command.env(BUS, &self.bus.address).env("DISPLAY", &self.screen.display));
        self.process = Some(process);
        soon("dunst answers", || self.ctl(&["count"]).is_some());
    }

    fn ctl(&self, args: &[&str]) -> Option<String> {
        let output = Command::new("dunstctl").args(args).env(BUS, &self.bus.address).output().unwrap();
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    fn count(&self, which: &str) -> Option<u32> {
        self.ctl(&["count", which])?.parse().ok()
    }

    #[track_caller]
    fn shows(&self, count: u32) {
        soon(&format!("dunst shows {count}"), || self.count("displayed") == Some(count));
    }

    /// Presses the button of the first notification that is called so.
    fn press(&self, label: &str) {
        fs::write(self.folder.join("name"), format!("#{label} ")).unwrap();
        assert!(self.ctl(&["action", "0"]).is_some());
    }

    fn home(&self, test: &str) -> Home {
        self.bus.home(test)
    }
}

const HOUR: Span = Span::mins(60);

#[test]
#[ignore = "needs dbus-daemon, dunst and Xvfb; run by .ci/run"]
fn done_is_pressed_and_the_ring_is_taken_back() {
    let dunst = Dunst::start("done");
    let home = dunst.home("done");
    let keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    dunst.shows(1);
    // It draws a moment after it counts.
    std::thread::sleep(Duration::from_millis(300));
    dunst.screen.picture("dunst-ring");
    assert_eq!(home.live(), ["Peas", "Bread"]);
    let start = Instant::now();
    dunst.press("Done");
    until("it is done", || (home.live() == ["Bread"]).then_some(()));
    println!("from the start of dunstctl to the act in the journal: {:?}", start.elapsed());
    dunst.shows(0);
    drop(keeper);
}

#[test]
#[ignore = "needs dbus-daemon, dunst and Xvfb; run by .ci/run"]
fn more_and_quiet_are_pressed() {
    let dunst = Dunst::start("more");
    let home = dunst.home("more");
    let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (Span::mins(7), "Eggs"), (HOUR, "Bread")]);
    dunst.shows(2);
    // Eggs called first, and stand first.
    for (button, by) in [("+1 min", Span::mins(1)), ("+5 min", Span::mins(5))] {
        let begun = home.left().acts.len();
        dunst.press(button);
        until(button, || match acts(&home, begun).as_slice() {
            [Act::More { by: more, .. }] if *more == by => Some(()),
            [] => None,
            other => panic!("{other:?}"),
        });
    }
    dunst.shows(0);
}

#[test]
#[ignore = "needs dbus-daemon, dunst and Xvfb; run by .ci/run"]
fn quiet_is_not_done_and_closing_is_quiet() {
    let dunst = Dunst::start("quiet");
    for (source, answer) in [("quiet", ["action", "0"]), ("closed", ["close", ""])] {
        let home = dunst.home(source);
        let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas")]);
        dunst.shows(1);
        fs::write(dunst.folder.join("name"), "#Quiet ").unwrap();
        let words: Vec<&str> = answer.into_iter().filter(|word| !word.is_empty()).collect();
        dunst.ctl(&words).unwrap();
        until("it is heard", || match acts(&home, 1).as_slice() {
            [Act::Acknowledge { .. }] => Some(()),
            [] => None,
            other => panic!("{other:?}"),
        });
        dunst.shows(0);
        assert_eq!(home.live(), ["Peas"]);
    }
}

#[test]
#[ignore = "needs dbus-daemon, dunst and Xvfb; run by .ci/run"]
fn it_calls_again_in_place_and_is_taken_back_when_answered_elsewhere() {
    let dunst = Dunst::start("again");
    let home = dunst.home("again");
    // A minute over in three seconds.
    let ago = Span::mins(13) - Span::secs(3);
    begin(&home, ago, &[(Span::mins(12), "Peas")]);
    let start = Instant::now();
    let _keeper = home.kept();
    dunst.shows(1);
    std::thread::sleep(Duration::from_secs(4).saturating_sub(start.elapsed()));
    assert_eq!((dunst.count("displayed"), dunst.count("history")), (Some(1), Some(0)));
    home.ask("quiet").unwrap();
    dunst.shows(0);
}

#[test]
#[ignore = "needs dbus-daemon, dunst and Xvfb; run by .ci/run"]
fn one_that_was_killed_shows_what_stands_when_it_is_back() {
    let mut dunst = Dunst::start("killed");
    let home = dunst.home("killed");
    let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    dunst.shows(1);
    dunst.again();
    dunst.shows(1);
    dunst.press("Done");
    until("it is done", || (home.live() == ["Bread"]).then_some(()));
    dunst.shows(0);
}

/// Whatever a name holds, it is shown as it is written.
const HOSTILE: &str = "<b>Peas</b> <img src=\"/etc/passwd\"> &amp; \u{1b}[31m \u{202e}saep\u{7} %n $(id)";

#[test]
#[ignore = "needs dbus-daemon, dunst and Xvfb; run by .ci/run"]
fn hostile_names_are_only_text() {
    let dunst = Dunst::start("hostile");
    let home = dunst.home("hostile");
    let long = "Very long ".repeat(2_000);
    let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), HOSTILE), (Span::mins(7), &long), (HOUR, "Bread")]);
    dunst.shows(2);
    std::thread::sleep(Duration::from_millis(300));
    dunst.screen.picture("dunst-hostile");
    dunst.press("Done");
    until("one is done", || (home.live().len() == 2).then_some(()));
    dunst.shows(1);
    dunst.press("Done");
    until("both are", || (home.live() == ["Bread"]).then_some(()));
}
