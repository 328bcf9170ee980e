//! `baste alert-test`: calls over every channel in turn and says what worked and how to fix the rest.
//!
//! It uses the same channels as a real call, so that what works here works then. A channel that hangs is given up after
//! a few seconds. What cooks is not affected.

use super::Code;
use crate::alert::trial::{self, ChannelTrial};
use crate::alert::{Awake, ChannelKind, ChannelStatus, OscNotification, TerminalSupport, Unavailable};
use crate::config::Alerts;
use crate::recipe::text::clean;
use crate::runtime::clock::real_now;
use std::io::Write;
use std::sync::mpsc::channel;
use std::time::Duration;

/// The exit codes, for help.
pub(super) const HELP: &str = "Exit codes: 0 where something beyond the screen and the bell calls you (notifications, sound, voice, a \
program of yours); 1 where nothing does. What the settings turn off is not tried.";

/// The least time that a notification is shown, so that it is seen.
const SEEN: Duration = Duration::from_secs(3);

#[derive(Clone, Debug, PartialEq, Eq)]
enum TrialOutcome {
    Works(String),
    /// It may call, but this cannot be checked here.
    Perhaps(String, String),
    /// It does not call: why, and how to fix it.
    Not(String, String),
    /// The cook turned it off: how to turn it on.
    Off(String),
}

impl TrialOutcome {
    fn not(why: impl Into<String>, hint: impl Into<String>) -> TrialOutcome {
        TrialOutcome::Not(why.into(), hint.into())
    }
    fn off(key: &str) -> TrialOutcome {
        TrialOutcome::Off(format!("`{key}` in the settings turns it on"))
    }
}

/// Tries all channels that `alerts` enables. `terminal` is the one that this process writes to, if any.
pub(crate) fn run(alerts: &Alerts, terminal: Option<&TerminalSupport>, out: &mut dyn Write) -> Code {
    let mut report = Report { out, works: false };
    report.try_channel("Desktop", |_| desktop(alerts));
    report.try_channel("Sound", |_| sound(alerts));
    report.try_channel("Voice", |_| voice(alerts));
    report.try_channel("Terminal", |out| on_terminal(alerts, terminal, out));
    for command in &alerts.run {
        report.try_channel("Program", |_| program(alerts, command));
    }
    report.show_only("Awake", alerts.stay_awake.then(|| trial::awake(real_now)));
    let said = if report.works {
        "You are called beyond this screen."
    } else {
        "Only the screen and the bell of the terminal call you."
    };
    let _ = writeln!(report.out, "{said}");
    if report.works { Code::Ok } else { Code::Faults }
}

/// Printed channel by channel.
struct Report<'a> {
    out: &'a mut dyn Write,
    works: bool,
}

impl Report<'_> {
    fn try_channel(&mut self, name: &str, status: impl FnOnce(&mut dyn Write) -> TrialOutcome) {
        // The name comes first, so that the cook knows what is being tried.
        let _ = write!(self.out, "{name:<10}").and_then(|()| self.out.flush());
        let came = status(self.out);
        self.works |= matches!(came, TrialOutcome::Works(_));
        self.tell(&came);
    }

    /// Staying awake calls nobody, so it does not count.
    fn show_only(&mut self, name: &str, awake: Option<Awake>) {
        let _ = write!(self.out, "{name:<10}");
        self.tell(&awake.map_or_else(|| TrialOutcome::off("stay-awake = true"), |awake| stays(&awake)));
    }

    fn tell(&mut self, came: &TrialOutcome) {
        let (words, hint) = match came {
            TrialOutcome::Works(words) => (words.as_str(), None),
            TrialOutcome::Perhaps(words, hint) | TrialOutcome::Not(words, hint) => (words.as_str(), Some(hint)),
            TrialOutcome::Off(hint) => ("turned off", Some(hint)),
        };
        let _ = writeln!(self.out, "{}", clean(words));
        for hint in hint.into_iter().filter(|hint| !hint.is_empty()) {
            let _ = writeln!(self.out, "{:<10}{}", "", clean(hint));
        }
    }
}

fn desktop(alerts: &Alerts) -> TrialOutcome {
    if !alerts.desktop {
        return TrialOutcome::off("desktop = true");
    }
    let trial = ChannelTrial::of(ChannelKind::Desktop, alerts, real_now);
    let who = if trial.status == ChannelStatus::Open { trial::notification_server(real_now) } else { None };
    if trial.status == ChannelStatus::Open {
        wait(SEEN);
    }
    let came = shown(&trial.status, who.as_deref());
    trial.end();
    came
}

fn shown(status: &ChannelStatus, who: Option<&str>) -> TrialOutcome {
    match status {
        ChannelStatus::Open => TrialOutcome::Works(format!("shown by {}", who.unwrap_or("somebody who gives no name"))),
        ChannelStatus::Untried | ChannelStatus::Silent(Unavailable::NoAnswer) => TrialOutcome::not(
            "what shows notifications does not answer",
            "end it and start it again, or log out and in; the other roads do not wait for it",
        ),
        ChannelStatus::Silent(Unavailable::NoBus) => TrialOutcome::not(
            "no desktop session",
            "on a console or over ssh there is none; over ssh the terminal can show them, see below",
        ),
        ChannelStatus::Silent(Unavailable::NoService) => {
            TrialOutcome::not("nothing here shows notifications", "start a notification daemon, such as dunst or mako")
        }
        ChannelStatus::Silent(Unavailable::Off) => TrialOutcome::off("desktop = true"),
        ChannelStatus::Silent(why @ (Unavailable::NotFound(_) | Unavailable::Other(_))) => {
            TrialOutcome::not(why.to_string(), "")
        }
    }
}

/// Tries `programs` in turn until one works; returns how each went.
fn in_turn(
    programs: Vec<Vec<String>>,
    mut one: impl FnMut(Vec<String>) -> ChannelStatus,
) -> Vec<(String, ChannelStatus)> {
    let mut tried = Vec::new();
    for program in programs {
        let name = name(&program).to_owned();
        let status = one(program);
        let done = status == ChannelStatus::Open;
        tried.push((name, status));
        if done {
            break;
        }
    }
    tried
}

fn name(program: &[String]) -> &str {
    program.first().map_or("", |path| path.rsplit('/').next().unwrap_or(path))
}

fn sound(alerts: &Alerts) -> TrialOutcome {
    if !alerts.sound.on || alerts.sound.volume == 0 {
        return TrialOutcome::off("sound.on = true, with a volume above 0,");
    }
    let tried = in_turn(trial::players(&alerts.sound), |player| {
        let mut alerts = alerts.clone();
        alerts.sound.player = Some(player);
        tried(ChannelTrial::of(ChannelKind::Sound, &alerts, real_now))
    });
    let install =
        "install pipewire (pw-play), pulseaudio-utils (paplay) or alsa-utils (aplay), or name your own `player`";
    done_by("played by", &tried, install)
}

fn voice(alerts: &Alerts) -> TrialOutcome {
    if !alerts.voice.on {
        return TrialOutcome::off("on = true under [alerts.voice]");
    }
    let tried = in_turn(trial::speakers(&alerts.voice), |speaker| {
        let mut alerts = alerts.clone();
        alerts.voice.speaker = Some(speaker);
        tried(ChannelTrial::of(ChannelKind::Voice, &alerts, real_now))
    });
    done_by("spoken by", &tried, "install espeak-ng or speech-dispatcher (spd-say), or name your own `speaker`")
}

/// Ends the trial and returns its result.
fn tried(trial: ChannelTrial) -> ChannelStatus {
    let status = trial.status.clone();
    trial.end();
    status
}

fn done_by(how: &str, tried: &[(String, ChannelStatus)], install: &str) -> TrialOutcome {
    if let Some((name, _)) = tried.iter().find(|(_, status)| *status == ChannelStatus::Open) {
        return TrialOutcome::Works(format!("{how} {name}"));
    }
    let why = |(name, status): &(String, ChannelStatus)| match status {
        ChannelStatus::Silent(why) => why.to_string(),
        ChannelStatus::Untried | ChannelStatus::Open => format!("{name}: did not answer"),
    };
    let whys: Vec<String> = tried.iter().map(why).collect();
    let missing = |status: &ChannelStatus| matches!(status, ChannelStatus::Silent(Unavailable::NotFound(_)));
    let hint = if tried.iter().all(|(_, status)| missing(status)) {
        install
    } else {
        "one that is there and fails may find no sound device or server: try it by hand"
    };
    TrialOutcome::not(whys.join("; "), hint)
}

fn on_terminal(alerts: &Alerts, terminal: Option<&TerminalSupport>, out: &mut dyn Write) -> TrialOutcome {
    if !alerts.terminal {
        return TrialOutcome::off("terminal = true");
    }
    let Some(terminal) = terminal else {
        return TrialOutcome::not("this does not write to one", "run it in the terminal that you cook at");
    };
    let _ = out.write_all(terminal.notify(0, &trial::notice(real_now())).as_bytes());
    let _ = out.write_all(b"\x07");
    notified(terminal)
}

fn notified(terminal: &TerminalSupport) -> TrialOutcome {
    let osc = match terminal.notification() {
        Some(OscNotification::Notify) => "OSC 777",
        Some(OscNotification::Text) => "OSC 9",
        Some(OscNotification::Kitty) => "OSC 99",
        None => {
            return TrialOutcome::Perhaps(
                "its bell alone was rung".to_owned(),
                "it is none that is known to show notifications: Ghostty, kitty, WezTerm, Konsole, foot, iTerm2"
                    .to_owned(),
            );
        }
    };
    if terminal.is_in_tmux() {
        return TrialOutcome::Perhaps(
            format!("its bell was rung, and a notification sent through tmux ({osc})"),
            "if none came, tmux keeps it back: set -g allow-passthrough on".to_owned(),
        );
    }
    TrialOutcome::Works(format!("its bell was rung, and a notification sent ({osc})"))
}

fn program(alerts: &Alerts, command: &[String]) -> TrialOutcome {
    let alone = Alerts { run: vec![command.to_vec()], ..alerts.clone() };
    ran(name(command), &tried(ChannelTrial::of(ChannelKind::Commands, &alone, real_now)))
}

fn ran(name: &str, status: &ChannelStatus) -> TrialOutcome {
    match status {
        ChannelStatus::Open => TrialOutcome::Works(format!("{name} ran")),
        ChannelStatus::Untried => {
            TrialOutcome::not(format!("{name} did not end in time"), "a program should do its work and end")
        }
        ChannelStatus::Silent(why @ Unavailable::NotFound(_)) => {
            TrialOutcome::not(why.to_string(), "install it, or write where it lies: run = [\"/path/to/it\"]")
        }
        ChannelStatus::Silent(why) => TrialOutcome::not(why.to_string(), "try it by hand, with the same arguments"),
    }
}

fn stays(awake: &Awake) -> TrialOutcome {
    let asleep = "while something counts down, keep the laptop awake and its lid open";
    match awake {
        Awake::Stays { lid: true, by } => {
            TrialOutcome::Works(format!("kept by {}, its lid closed too", by.join(" and ")))
        }
        Awake::Stays { lid: false, by } => TrialOutcome::Perhaps(
            format!("kept by {}, but not with its lid closed", by.join(" and ")),
            "keep the lid open while something counts down".to_owned(),
        ),
        Awake::Untried => TrialOutcome::not("who keeps it awake does not answer", asleep),
        Awake::Sleeps => TrialOutcome::not("nobody here keeps it awake, or nobody may", asleep),
    }
}

/// Waits, only so that the cook can see it.
fn wait(span: Duration) {
    let (_kept, never) = channel::<()>();
    let _ = never.recv_timeout(span);
}

#[cfg(test)]
mod tests {
    use super::{TrialOutcome, done_by, in_turn, notified, ran, run, shown, stays};
    use crate::alert::{Awake, ChannelStatus, TerminalSupport, Unavailable};
    use crate::cli::Code;
    use crate::config::Alerts;

    fn silent(words: &str) -> ChannelStatus {
        ChannelStatus::Silent(Unavailable::Other(words.to_owned()))
    }

    fn terminal(env: &'static [(&str, &str)]) -> TerminalSupport {
        TerminalSupport::known(
            |name| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()),
            false,
        )
    }

    #[test]
    fn the_desktop_by_name_or_why_not() {
        assert_eq!(
            shown(&ChannelStatus::Open, Some("dunst 1.9.0")),
            TrialOutcome::Works("shown by dunst 1.9.0".to_owned())
        );
        for (why, part) in [
            (Unavailable::NoBus, "no desktop session"),
            (Unavailable::NoService, "nothing here shows"),
            (Unavailable::NoAnswer, "does not answer"),
            (Unavailable::Other("it broke".to_owned()), "it broke"),
        ] {
            let TrialOutcome::Not(words, _) = shown(&ChannelStatus::Silent(why), None) else { panic!("{part}") };
            assert!(words.contains(part), "{words}");
        }
    }

    #[test]
    fn the_first_player_that_plays_is_named() {
        let players = ["pw-play", "/usr/bin/paplay", "aplay"].map(|name| vec![name.to_owned()]).to_vec();
        let mut asked = 0;
        let tried = in_turn(players, |player| {
            asked += 1;
            if player[0].contains("paplay") {
                ChannelStatus::Open
            } else {
                ChannelStatus::Silent(Unavailable::NotFound("pw-play".to_owned()))
            }
        });
        assert_eq!(
            (asked, done_by("played by", &tried, "install it")),
            (2, TrialOutcome::Works("played by paplay".to_owned()))
        );
    }

    #[test]
    fn who_has_no_player_is_told_which_to_install() {
        let missing = |name: &str| (name.to_owned(), ChannelStatus::Silent(Unavailable::NotFound(name.to_owned())));
        let tried = [missing("pw-play"), missing("aplay")];
        let wanted = TrialOutcome::not("pw-play: not found; aplay: not found", "install it");
        assert_eq!(done_by("played by", &tried, "install it"), wanted);
        let fails = [missing("pw-play"), ("aplay".to_owned(), silent("aplay: failed (exit code 1)"))];
        assert!(
            matches!(done_by("played by", &fails, "install it"), TrialOutcome::Not(_, hint) if hint.contains("by hand"))
        );
    }

    #[test]
    fn terminals_and_what_tmux_needs() {
        let known = notified(&terminal(&[("TERM", "xterm-kitty")]));
        assert!(matches!(known, TrialOutcome::Works(words) if words.contains("OSC 99")));
        let tmux = notified(&terminal(&[("TERM", "tmux-256color"), ("TMUX", "x"), ("KITTY_WINDOW_ID", "1")]));
        assert!(matches!(tmux, TrialOutcome::Perhaps(_, hint) if hint.contains("set -g allow-passthrough on")));
        assert!(
            matches!(notified(&terminal(&[("TERM", "linux")])), TrialOutcome::Perhaps(words, _) if words.contains("bell"))
        );
    }

    #[test]
    fn programs_and_sleep() {
        assert_eq!(ran("ntfy", &ChannelStatus::Open), TrialOutcome::Works("ntfy ran".to_owned()));
        assert!(
            matches!(ran("ntfy", &ChannelStatus::Silent(Unavailable::NotFound("ntfy".to_owned()))), TrialOutcome::Not(_, hint) if hint.contains("install"))
        );
        assert!(
            matches!(ran("ntfy", &ChannelStatus::Untried), TrialOutcome::Not(words, _) if words.contains("did not end"))
        );
        let lid = stays(&Awake::Stays { lid: true, by: vec!["systemd-logind", "GNOME"] });
        assert_eq!(lid, TrialOutcome::Works("kept by systemd-logind and GNOME, its lid closed too".to_owned()));
        assert!(matches!(stays(&Awake::Sleeps), TrialOutcome::Not(_, hint) if hint.contains("lid open")));
    }

    #[test]
    fn what_is_turned_off_is_not_tried() {
        let mut alerts = Alerts { desktop: false, terminal: false, stay_awake: false, ..Alerts::default() };
        alerts.sound.on = false;
        let mut out = Vec::new();
        assert_eq!(run(&alerts, None, &mut out), Code::Faults);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches("turned off").count(), 5, "{text}");
        assert!(text.ends_with("Only the screen and the bell of the terminal call you.\n"), "{text}");
    }
}
