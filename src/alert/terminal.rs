//! The terminal's own ways of calling: its notifications, the window's title, the progress in its tab.
//!
//! Only bytes are made here; whoever has the terminal writes them. Nothing but the bell is sent to a terminal that is not known to
//! understand it, since another may print it as text. What a recipe says can never end a sequence or begin one: control characters
//! are gone, and so are the semicolons that would part a sequence's fields.

use super::Notice;
use crate::engine::{AlarmId, AlarmLevel};
use crate::recipe::text::clean;
use crate::view::title::{Progress, Title};
use anstyle_progress::{TermProgress, TermProgressStatus};

/// The longest title of a window, and the longest words of a notification, in letters.
const TITLE: usize = 80;
const WORDS: usize = 200;

/// What ends a sequence (ECMA-48, String Terminator).
const ST: &str = "\x1b\\";

/// A notification of the terminal, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OscNotification {
    /// `777;notify;title;body`: Ghostty, WezTerm, Konsole, foot.
    Notify,
    /// `9;text`: iTerm2.
    Text,
    /// `99;metadata;text`: kitty. The only one that can be taken back
    /// (<https://sw.kovidgoyal.net/kitty/desktop-notifications/>).
    Kitty,
}

/// What stands between this program and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Multiplexer {
    Nothing,
    /// It passes a sequence on that is wrapped, if `allow-passthrough` is on, and knows titles itself (tmux(1)).
    Tmux,
    /// GNU screen: what it passes on cannot be relied upon.
    Screen,
}

/// What the terminal understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalSupport {
    notification: Option<OscNotification>,
    within: Multiplexer,
    title: bool,
    progress: bool,
    remote: bool,
}

impl TerminalSupport {
    /// What is known of it from its environment. `progress` is whether it is known to show OSC 9;4.
    pub fn known(env: impl Fn(&str) -> Option<String>, progress: bool) -> TerminalSupport {
        let has = |name: &str| env(name).is_some_and(|value| !value.is_empty());
        let term = env("TERM").unwrap_or_default();
        let starts = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
        let within = if has("TMUX") {
            Multiplexer::Tmux
        } else if has("STY") || starts(&["screen"]) {
            Multiplexer::Screen
        } else {
            Multiplexer::Nothing
        };
        let titled = ["xterm", "tmux", "foot", "alacritty", "wezterm", "contour", "konsole", "vte", "gnome", "iterm"];
        TerminalSupport {
            notification: if within == Multiplexer::Screen { None } else { notification(&term, &env) },
            within,
            title: within == Multiplexer::Tmux || (within == Multiplexer::Nothing && starts(&titled)),
            // The notification of another pane belongs to another program.
            progress: progress && within == Multiplexer::Nothing,
            remote: has("SSH_CONNECTION") || has("SSH_TTY"),
        }
    }

    /// A terminal that gets nothing but the bell.
    pub fn silent() -> TerminalSupport {
        TerminalSupport {
            notification: None,
            within: Multiplexer::Nothing,
            title: false,
            progress: false,
            remote: false,
        }
    }

    /// The notification that it knows.
    pub fn notification(&self) -> Option<OscNotification> {
        self.notification
    }

    /// Whether tmux stands between, which passes a notification on only where it was told to.
    pub fn is_in_tmux(&self) -> bool {
        self.within == Multiplexer::Tmux
    }

    /// Whether it stands on another computer than this program: then what the desktop here shows is not where the cook is.
    pub fn is_remote(&self) -> bool {
        self.remote
    }

    /// What keeps the window's title, so that it can be given back (XTWINOPS 22 of xterm's control sequences).
    pub fn arrival(&self) -> String {
        if self.title { "\x1b[22;0t".to_owned() } else { String::new() }
    }

    /// What gives back the title and takes the progress away. A terminal that keeps no titles is left with none, which shells and
    /// desktops fill in, rather than with ours.
    pub fn farewell(&self) -> String {
        let title = if self.title { format!("\x1b]2;{ST}\x1b[23;0t") } else { String::new() };
        let progress = if self.progress { TermProgress::remove().to_string() } else { String::new() };
        format!("{title}{progress}")
    }

    /// A notification under that number.
    pub fn notify(&self, number: usize, notice: &Notice) -> String {
        let (title, body) = (field(&notice.title, WORDS), field(&notice.body, WORDS));
        let both = if body.is_empty() { title.clone() } else { format!("{title}: {body}") };
        match self.notification {
            None => String::new(),
            Some(OscNotification::Notify) => self.passed(&format!("\x1b]777;notify;{title};{body}{ST}")),
            Some(OscNotification::Text) => self.passed(&format!("\x1b]9;{both}{ST}")),
            Some(OscNotification::Kitty) => {
                let urgency = match notice.level {
                    AlarmLevel::Soft => 0,
                    AlarmLevel::Cue => 1,
                    AlarmLevel::Ring => 2,
                };
                let head = format!("\x1b]99;i=baste-{number}:u={urgency}:d=0;{title}{ST}");
                let rest = format!("\x1b]99;i=baste-{number}:d=1:p=body;{body}{ST}");
                self.passed(&head) + &self.passed(&rest)
            }
        }
    }

    /// Takes a notification back, where that can be.
    fn withdraw(&self, number: usize) -> String {
        match self.notification {
            Some(OscNotification::Kitty) => self.passed(&format!("\x1b]99;i=baste-{number}:p=close;{ST}")),
            Some(OscNotification::Notify | OscNotification::Text) | None => String::new(),
        }
    }

    fn title(&self, text: &str) -> String {
        let mut text = field(text, TITLE);
        if self.within == Multiplexer::Tmux {
            // In the status line of tmux, `#[` begins a style.
            text.retain(|c| c != '#');
        }
        let text = if text.is_empty() { "baste".to_owned() } else { format!("{text} — baste") };
        if self.title { format!("\x1b]2;{text}{ST}") } else { String::new() }
    }

    fn progress(&self, progress: Progress) -> String {
        if !self.progress {
            return String::new();
        }
        match progress {
            Progress::None => TermProgress::remove(),
            Progress::Percent(percent) => TermProgress::start().percent(percent.min(100)),
            // The error state is red in most terminals, and seen from afar.
            Progress::Calls => TermProgress::start().status(TermProgressStatus::Error).percent(100),
        }
        .to_string()
    }

    /// A sequence, wrapped where something stands between.
    fn passed(&self, sequence: &str) -> String {
        match self.within {
            Multiplexer::Nothing => sequence.to_owned(),
            Multiplexer::Tmux => format!("\x1bPtmux;{}{ST}", sequence.replace('\x1b', "\x1b\x1b")),
            Multiplexer::Screen => String::new(),
        }
    }
}

/// The one notification that the terminal knows. What it says of itself in TERM goes before variables, which a terminal started from
/// another one inherits. Within tmux they are of the terminal that started it.
fn notification(term: &str, env: &impl Fn(&str) -> Option<String>) -> Option<OscNotification> {
    let has = |name: &str| env(name).is_some_and(|value| !value.is_empty());
    match term.split(['-', '+']).next().unwrap_or_default() {
        "foot" | "wezterm" => return Some(OscNotification::Notify),
        "xterm" if term.contains("kitty") => return Some(OscNotification::Kitty),
        "xterm" if term.contains("ghostty") => return Some(OscNotification::Notify),
        "xterm" | "tmux" | "screen" => {}
        _ => return None,
    }
    let program = env("TERM_PROGRAM").unwrap_or_default();
    match program.as_str() {
        "ghostty" | "WezTerm" => return Some(OscNotification::Notify),
        "iTerm.app" => return Some(OscNotification::Text),
        "kitty" => return Some(OscNotification::Kitty),
        "" | "tmux" => {}
        _ => return None,
    }
    if env("LC_TERMINAL").is_some_and(|name| name == "iTerm2") {
        Some(OscNotification::Text)
    } else if has("KITTY_WINDOW_ID") {
        Some(OscNotification::Kitty)
    } else if has("GHOSTTY_RESOURCES_DIR") || has("WEZTERM_PANE") || has("KONSOLE_VERSION") {
        Some(OscNotification::Notify)
    } else {
        None
    }
}

/// `text` as a field of a sequence, of so many letters at most.
fn field(text: &str, max: usize) -> String {
    let text = clean(text).replace(';', ",");
    if text.chars().count() <= max { text } else { text.chars().take(max).chain(['…']).collect() }
}

/// What the terminal was given, so that only the difference is.
#[derive(Debug)]
pub(super) struct TerminalOutput {
    terminal: TerminalSupport,
    /// The title and the progress that stand there; none if that is not known.
    title: Option<Title>,
    /// What was notified, each under its place here. A place whose notice is gone is free.
    notified: Vec<Option<(AlarmId, u32)>>,
}

impl TerminalOutput {
    /// Nothing yet.
    pub(super) fn nothing(terminal: TerminalSupport) -> TerminalOutput {
        TerminalOutput { terminal, title: None, notified: Vec::new() }
    }

    /// What the terminal understands.
    pub(super) fn terminal(&self) -> &TerminalSupport {
        &self.terminal
    }

    /// Another program may have set the title and the progress.
    pub(super) fn forget(&mut self) {
        self.title = None;
    }

    /// What gives it this title.
    pub(super) fn name(&mut self, title: &Title) -> String {
        let old = self.title.replace(title.clone());
        let text = if old.as_ref().is_some_and(|old| old.text == title.text) {
            String::new()
        } else {
            self.terminal.title(&title.text)
        };
        let progress = if old.is_some_and(|old| old.progress == title.progress) {
            String::new()
        } else {
            self.terminal.progress(title.progress)
        };
        text + &progress
    }

    /// What notifies of `notices` and takes back the others.
    pub(super) fn notify(&mut self, notices: &[Notice]) -> String {
        let mut bytes = String::new();
        for (number, place) in self.notified.iter_mut().enumerate() {
            if place.is_some_and(|(id, _)| notices.iter().all(|notice| notice.id != id)) {
                bytes += &self.terminal.withdraw(number);
                *place = None;
            }
        }
        for notice in notices {
            let is = |place: &Option<(AlarmId, u32)>| place.is_some_and(|(id, _)| id == notice.id);
            let at = self.notified.iter().position(is).or_else(|| self.notified.iter().position(Option::is_none));
            let at = at.unwrap_or(self.notified.len());
            let input = Some((notice.id, notice.calls));
            match self.notified.get_mut(at) {
                Some(place) if *place == input => continue,
                Some(place) => *place = input,
                None => self.notified.push(input),
            }
            bytes += &self.terminal.notify(at, notice);
        }
        bytes
    }
}

#[cfg(test)]
#[path = "terminal_tests.rs"]
mod tests;
