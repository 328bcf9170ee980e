//! Reads `[[later]]`: what comes after the meal.

use super::values::{Diagnostics, LONG, SHORT, TableEntry, describe, entries, length, span, text, unknown};
use crate::recipe::Length;
use crate::recipe::later::{LaterCard, LaterTime, MOST};
use toml::de::DeValue;

const KEYS: [&str; 4] = ["title", "do", "for", "within"];

pub(super) fn cards(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Vec<LaterCard> {
    let usual = "write [[later]] and below it title = \"Into the fridge\", within = \"2h\"";
    let DeValue::Array(list) = entry.value.get_ref() else {
        let message = format!("`later` should be a list of tables, not {}", describe(entry.value.get_ref()));
        notes.error(&entry.value.span(), message, usual);
        return Vec::new();
    };
    if list.len() > MOST {
        notes.error(&entry.key_at, format!("{} cards for later", list.len()), format!("{MOST} at most"));
        return Vec::new();
    }
    let mut cards = Vec::new();
    for value in list.iter() {
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("a card should be a table, not {}", describe(value.get_ref()));
            notes.error(&value.span(), message, usual);
            continue;
        };
        let errors = notes.errors();
        let (mut title, mut what, mut times) = (None, None, Vec::new());
        for entry in entries(table) {
            match entry.key {
                "title" => title = text(notes, &entry, SHORT),
                "do" => what = text(notes, &entry, LONG),
                "for" => times.extend(length(notes, &entry).map(|length| LaterTime::For(Length::from(length)))),
                "within" => times.extend(span(notes, &entry).map(LaterTime::Within)),
                _ => unknown(notes, &entry, &KEYS, &[("name", "title"), ("time", "for"), ("by", "within")]),
            }
        }
        match (title, times.as_slice()) {
            (Some(title), [time]) => cards.push(LaterCard { title, what, time: *time }),
            // Its fault is named already.
            _ if notes.errors() > errors => {}
            (None, _) => notes.error(&value.span(), "a card for later has no `title`", usual),
            (Some(_), []) => {
                notes.error(&value.span(), "a card for later has no time", "say `for` how long, or `within` what time");
            }
            (Some(_), _) => notes.error(&value.span(), "a card for later has `for` and `within`", "keep one of them"),
        }
    }
    cards
}
