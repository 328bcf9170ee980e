//! A new timer, typed on the board: "12 rice", "1h 30m bread", "90s".

use super::{App, Intent, Key, Overlay};
use crate::recipe::{Dish, text};
use crate::time::{Span, parse_span};

/// The most letters taken.
const MOST: usize = 60;

/// Length and name of what was typed. A bare number is minutes; without a name it is called "Timer".
pub(super) fn timer(typed: &str) -> Result<(Span, String), String> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.is_empty() {
        return Err("Say how long, such as: 12 rice".to_owned());
    }
    // The longest run of words at the beginning that is a length.
    let longest = (1..=words.len()).rev().find_map(|n| {
        let (length, name) = words.split_at_checked(n)?;
        let span = span(&length.join(" "))?;
        Some((span, name.join(" ")))
    });
    match longest {
        Some((span, name)) if name.is_empty() => Ok((span, "Timer".to_owned())),
        Some((span, name)) => Ok((span, text::clean(&name))),
        None => Err("Say how long first, such as: 12 rice, 1h 30m bread, 90s eggs".to_owned()),
    }
}

fn span(text: &str) -> Option<Span> {
    if let Ok(mins) = text.parse::<u16>() {
        return parse_span(&format!("{mins}m")).ok();
    }
    parse_span(text).ok()
}

impl App {
    pub(super) fn key_entry(&mut self, mut text: String, key: Key) -> Vec<Intent> {
        match key {
            Key::Enter => match timer(&text) {
                Ok((span, name)) => {
                    let act = self.add(Dish::timer(name, span));
                    return vec![Intent::Act(act)];
                }
                Err(fault) => {
                    self.over = Some(Overlay::Entry { text, fault: Some(fault) });
                    return Vec::new();
                }
            },
            Key::Esc | Key::Interrupt => return Vec::new(),
            Key::Backspace => {
                text.pop();
            }
            Key::Space => text.push(' '),
            Key::Char(c) if !text::is_harmful(c) && text.chars().count() < MOST => text.push(c),
            Key::Char(_)
            | Key::Tab
            | Key::BackTab
            | Key::Up
            | Key::Down
            | Key::Left
            | Key::Right
            | Key::PageUp
            | Key::PageDown
            | Key::Other => {}
        }
        self.over = Some(Overlay::Entry { text, fault: None });
        Vec::new()
    }
}
