//! xfce4-notifyd: buttons clicked with a mouse, closed by hand, taken back, killed and back again.

use crate::home::until;
use crate::stage::{BUS, Bus, Kept, Screen, acts, keeper, soon, start};
use baste::engine::Act;
use baste::time::Span;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

const HOUR: Span = Span::mins(60);
/// Half of a button's height, and what is below it.
const BELOW: i32 = 31;

/// A bus, a screen and xfce4-notifyd on it.
struct Xfce {
    bus: Bus,
    screen: Screen,
    process: Option<Kept>,
    home: PathBuf,
}

impl Drop for Xfce {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.home);
    }
}

/// Its program, which lies in a folder of the machine's kind.
fn daemon() -> PathBuf {
    let kinds = fs::read_dir("/usr/lib").unwrap().flatten();
    let mut paths = kinds.map(|kind| kind.path().join("xfce4/notifyd/xfce4-notifyd"));
    paths.find(|path| path.exists()).expect("xfce4-notifyd is installed")
}

/// Where a window lies: its left, its top, its width, its height.
type Place = (i32, i32, i32, i32);

impl Xfce {
    fn start(test: &str) -> Xfce {
        let home = std::env::temp_dir().join(format!("baste-xfce-{test}-{}", std::process::id()));
        fs::create_dir_all(&home).unwrap();
        let mut xfce = Xfce { bus: Bus::start(), screen: Screen::start(), process: None, home };
        xfce.again();
        xfce
    }

    fn again(&mut self) {
        self.process = None;
        let mut command = Command::new(daemon());
        command.env(BUS, &self.bus.address).env("DISPLAY", &self.screen.display).env("HOME", &self.home);
        // No bridge to screen readers, which would start services of its own.
        let (process, _) = start(command.env("NO_AT_BRIDGE", "1"));
        self.process = Some(process);
        soon("it answers", || {
            let mut ask = Command::new("gdbus");
            ask.args(["call", "--session", "--timeout", "2", "--dest", "org.freedesktop.Notifications"]);
            ask.args(["--object-path", "/org/freedesktop/Notifications"]);
            ask.args(["--method", "org.freedesktop.Notifications.GetCapabilities"]).env(BUS, &self.bus.address);
            ask.output().unwrap().status.success()
        });
    }

    /// The popup, once it has settled.
    fn popup(&self) -> Option<Place> {
        let found = self.screen.xdotool(&["search", "--onlyvisible", "--name", "xfce4-notifyd"]);
        let window = found.lines().last()?;
        let told = self.screen.xdotool(&["getwindowgeometry", "--shell", window]);
        let value = |name: &str| told.lines().find_map(|line| line.strip_prefix(name)?.parse().ok());
        Some((value("X=")?, value("Y=")?, value("WIDTH=")?, value("HEIGHT=")?))
    }

    #[track_caller]
    fn shown(&self) -> Place {
        let mut before = None;
        until("a popup", || {
            std::thread::sleep(Duration::from_millis(100));
            let now = self.popup();
            let settled = now == before;
            before = now;
            now.filter(|_| settled)
        })
    }

    #[track_caller]
    fn none(&self) {
        soon("no popup", || self.popup().is_none());
    }

    fn click(&self, x: i32, y: i32) {
        self.screen.xdotool(&["mousemove", &x.to_string(), &y.to_string(), "click", "1"]);
    }

    /// Clicks one of three buttons.
    fn press(&self, popup: Place, button: i32) {
        let (left, top, width, height) = popup;
        self.click(left + width * (2 * button + 1) / 6, top + height - BELOW);
    }
}

#[test]
#[ignore = "needs dbus-daemon, xfce4-notifyd, xdotool and Xvfb; run by .ci/run"]
fn each_button_is_clicked() {
    let xfce = Xfce::start("buttons");
    for (button, name) in [(0, "quiet"), (1, "done"), (2, "more")] {
        let home = xfce.bus.home(name);
        let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas & <i>beans</i>"), (HOUR, "Bread")]);
        let popup = xfce.shown();
        xfce.screen.picture("xfce-ring");
        let start = Instant::now();
        xfce.press(popup, button);
        let act = until(name, || acts(&home, 2).first().cloned());
        println!("{name}: from the start of xdotool to the act in the journal: {:?}", start.elapsed());
        match (name, act) {
            ("quiet", Act::Acknowledge { .. }) | ("done", Act::Done { .. }) => {}
            ("more", Act::More { by, .. }) => assert_eq!(by, Span::mins(5)),
            other => panic!("{other:?}"),
        }
        xfce.none();
    }
}

#[test]
#[ignore = "needs dbus-daemon, xfce4-notifyd, xdotool and Xvfb; run by .ci/run"]
fn closed_by_hand_is_quiet_and_killed_it_comes_back() {
    let mut xfce = Xfce::start("closed");
    let home = xfce.bus.home("closed");
    let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    xfce.shown();
    xfce.again();
    let (left, top, ..) = xfce.shown();
    xfce.click(left + 20, top + 12);
    match until("it is heard", || acts(&home, 2).first().cloned()) {
        Act::Acknowledge { .. } => {}
        other => panic!("{other:?}"),
    }
    xfce.none();
    assert_eq!(home.live(), ["Peas", "Bread"]);
}

#[test]
#[ignore = "needs dbus-daemon, xfce4-notifyd, xdotool and Xvfb; run by .ci/run"]
fn answered_elsewhere_it_is_taken_back() {
    let xfce = Xfce::start("elsewhere");
    let home = xfce.bus.home("elsewhere");
    let _keeper = keeper(&home, Span::mins(12), &[(Span::mins(12), "Peas"), (HOUR, "Bread")]);
    xfce.shown();
    home.ask("done peas").unwrap();
    xfce.none();
}
