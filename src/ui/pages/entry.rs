//! A new timer, typed on the board: "12 rice", "1h 30m bread", "90s".

use crate::recipe::{Dish, text};
use crate::time::{Span, leading_span};
use crate::ui::Key;
use crate::ui::keymap::{self, ENTRY, EntryCommand};
use crate::ui::outcome::Outcome;
use crate::view::{KeyHint, Overlay};

/// The most letters taken.
const LONGEST: usize = 60;

/// What was typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    text: String,
    /// Why the last try was not taken.
    fault: Option<String>,
}

/// Length and name of what was typed. A bare number is minutes; without a name it is called "Timer".
pub(in crate::ui) fn timer(typed: &str) -> Result<(Span, String), String> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.is_empty() {
        return Err("Say how long, such as: 12 rice".to_owned());
    }
    match leading_span(&words) {
        Some((span, [])) => Ok((span, "Timer".to_owned())),
        Some((span, name)) => Ok((span, text::clean(&name.join(" ")))),
        None => Err("Say how long first, such as: 12 rice, 1h 30m bread, 90s eggs".to_owned()),
    }
}

impl Entry {
    /// What a key leads to; none if the entry stays open.
    pub(in crate::ui) fn key(&mut self, key: Key) -> Option<Outcome> {
        let command = keymap::command(ENTRY, key);
        self.fault = None;
        match command {
            Some(EntryCommand::Start) => match timer(&self.text) {
                Ok((span, name)) => return Some(Outcome::Begin(Box::new(Dish::timer(name, span)))),
                Err(fault) => self.fault = Some(fault),
            },
            Some(EntryCommand::Cancel) => return Some(Outcome::Stay),
            Some(EntryCommand::Erase) => drop(self.text.pop()),
            Some(EntryCommand::Type) => self.text.extend(key.letter().filter(|letter| {
                *letter == ' ' || (!text::is_harmful(*letter) && self.text.chars().count() < LONGEST)
            })),
            None => {}
        }
        None
    }

    pub(in crate::ui) fn view(&self) -> (Overlay, Vec<KeyHint>) {
        let label = "New timer, such as: 12 rice".to_owned();
        (Overlay::Entry { label, text: self.text.clone(), fault: self.fault.clone() }, keymap::hints(ENTRY))
    }
}
