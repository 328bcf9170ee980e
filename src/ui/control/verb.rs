//! The words of a command from outside: what is to be done, and to what.

use crate::recipe::text::clean;
use crate::time::{Span, SpokenTimer, leading_span, parse_timers};

/// What a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlVerb {
    /// Start these timers.
    Add(Vec<SpokenTimer>),
    /// Pause a countdown.
    Pause,
    /// Continue a paused countdown.
    Resume,
    /// Like Enter: what waits for the cook is done.
    Done,
    /// Hear everything that calls.
    Quiet,
    /// Add this much time; without a length, as much as ↑ adds.
    More(Option<Span>),
    /// Undo the last act.
    Undo,
    /// Start a countdown again.
    Restart,
    /// Give up a dish or a timer.
    Cancel,
    /// Give it this name.
    Rename(String),
}

/// A command from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// What it does.
    pub what: ControlVerb,
    /// Part of the name of a dish or a step.
    pub dish: Option<String>,
}

/// In letters.
const LONGEST_NAME: usize = 200;

impl Control {
    /// Parses the words of a command, such as `more`, `5m`, `pork`, `belly`.
    ///
    /// # Errors
    /// With a sentence that says what was expected.
    pub fn parse(words: &[&str]) -> Result<Control, String> {
        let Some((verb, rest)) = words.split_first() else {
            return Err("Say what: add, pause, go, done, quiet, more, restart, rename, cancel or undo".to_owned());
        };
        let name = || rest.join(" ");
        let (what, name) = match *verb {
            "pause" => (ControlVerb::Pause, name()),
            "go" => (ControlVerb::Resume, name()),
            "done" => (ControlVerb::Done, name()),
            "quiet" => (ControlVerb::Quiet, name()),
            "more" => more_words(rest)?,
            "undo" => (ControlVerb::Undo, name()),
            "restart" => (ControlVerb::Restart, name()),
            "cancel" => (ControlVerb::Cancel, name()),
            "rename" => rename_words(rest)?,
            "add" => {
                (ControlVerb::Add(parse_timers(&name()).map_err(|fault| clean(&fault.to_string()))?), String::new())
            }
            other => return Err(format!("`{}` is no command", clean(other))),
        };
        let name: String = clean(&name).chars().take(LONGEST_NAME).collect();
        Ok(Control { what, dish: Some(name).filter(|name| !name.is_empty()) })
    }
}

/// A length, if the words begin with one, then a name.
fn more_words(words: &[&str]) -> Result<(ControlVerb, String), String> {
    let said = words.join(" ");
    match leading_span(&said).map_err(|fault| clean(&fault.to_string()))? {
        Some((by, name)) => Ok((ControlVerb::More(Some(by)), name.to_owned())),
        None => Ok((ControlVerb::More(None), said)),
    }
}

/// An old name and a new one: two arguments, or words with "to" between them.
fn rename_words(words: &[&str]) -> Result<(ControlVerb, String), String> {
    let (old, new) = match words {
        [old, new] => ((*old).to_owned(), (*new).to_owned()),
        words => match words.iter().position(|word| *word == "to") {
            Some(at) => (
                words.iter().take(at).copied().collect::<Vec<_>>().join(" "),
                words.iter().skip(at + 1).copied().collect::<Vec<_>>().join(" "),
            ),
            None => (String::new(), String::new()),
        },
    };
    let new: String = clean(&new).trim().chars().take(LONGEST_NAME).collect();
    if old.trim().is_empty() || new.is_empty() {
        return Err("Say both names: rename eggs to quail eggs".to_owned());
    }
    Ok((ControlVerb::Rename(new), old))
}
