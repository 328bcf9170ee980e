//! Finds all faults of the TOML syntax.
//!
//! The parser recovers from most of them by itself. Only an unclosed bracket or quote swallows everything after it.
//! Then the statement is blanked up to the next header and the rest is parsed again, so that nothing is hidden.

use super::values::Diagnostics;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// How often a file is parsed again after something unclosed; each time costs a full parse.
const ROUNDS: usize = 12;

/// Hints on how such a file is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hints {
    /// For text without quotes.
    pub(crate) quotes: &'static str,
    /// Where to see it written.
    pub(crate) see: &'static str,
}

/// `text` with every statement blanked that would swallow what follows. Reports these and all other syntax faults to
/// `notes`. Lines and offsets stay the same.
pub(crate) fn mended(text: &str, hints: &Hints, notes: &mut Diagnostics<'_>) -> String {
    let mut text = text.to_owned();
    for round in 0..=ROUNDS {
        let (table, errors) = DeTable::parse_recoverable(&text);
        let unclosed = errors.iter().filter(|e| is_unclosed(e.message())).filter_map(toml::de::Error::span);
        let open = unclosed.map(|span| span.start).max().and_then(|end| swallower(table.get_ref(), end));
        // A list of tables may have its span at its first header and its key at a later one: no value lies between.
        let Some((key, value)) = open.filter(|(key, value)| round < ROUNDS && *key <= value.start) else {
            for error in &errors {
                let (message, hint, loses) = translate(error.message(), hints);
                let at = error.span().unwrap_or(0..0);
                if loses {
                    notes.lost(&at, &message, hint);
                } else {
                    notes.syntax(&at, &message, hint);
                }
            }
            break;
        };
        let line_end = |from: usize| text.get(from..).and_then(|t| t.find('\n')).map_or(text.len(), |n| from + n);
        let (what, hint) = match text.get(value.start..).and_then(|t| t.chars().next()) {
            Some('[') => ("this list is never closed", "put a ] after its last element"),
            Some('{') => ("this table is never closed", "put a } after its last value"),
            Some(_) | None => ("this text is never closed", "put its closing quotes at its end"),
        };
        notes.lost(&(value.start..line_end(value.start)), what, hint);
        let mut end = line_end(value.start);
        for line in text.get(end..).unwrap_or_default().split_inclusive('\n').skip(1) {
            if is_header(line) {
                break;
            }
            end = line_end((end + 1).min(text.len()));
        }
        let next = blanked(&text, &(key..end));
        drop((table, errors));
        text = next;
    }
    text
}

fn is_unclosed(message: &str) -> bool {
    message.starts_with("unclosed") || message.starts_with("invalid multi-line") || message.contains("recursion limit")
}

fn is_header(line: &str) -> bool {
    let line = line.trim();
    let inner = line.trim_start_matches('[');
    line.starts_with('[') && line.contains(']') && inner.starts_with(|c: char| c.is_alphabetic())
}

/// The first statement whose value reaches to `end`: the start of its key, and its value.
fn swallower(table: &DeTable<'_>, end: usize) -> Option<(usize, Range<usize>)> {
    let mut first: Option<(usize, Range<usize>)> = None;
    for (key, value) in table {
        let span = value.span();
        let inner = if span.end >= end && span.start < span.end {
            Some((key.span().start, span))
        } else {
            match value.get_ref() {
                DeValue::Table(table) => swallower(table, end),
                DeValue::Array(list) => {
                    let tables = list.iter().filter_map(|v| match v.get_ref() {
                        DeValue::Table(table) => swallower(table, end),
                        DeValue::String(_)
                        | DeValue::Integer(_)
                        | DeValue::Float(_)
                        | DeValue::Boolean(_)
                        | DeValue::Datetime(_)
                        | DeValue::Array(_) => None,
                    });
                    tables.min_by_key(|(key, _)| *key)
                }
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_) => None,
            }
        };
        if let Some(inner) = inner.filter(|(key, _)| first.as_ref().is_none_or(|(other, _)| key < other)) {
            first = Some(inner);
        }
    }
    first
}

/// `text` with spaces at that position, so that lines and offsets stay the same.
fn blanked(text: &str, place: &Range<usize>) -> String {
    let head = text.get(..place.start).unwrap_or_default();
    let body = text.get(place.clone()).unwrap_or_default();
    let tail = text.get(place.end..).unwrap_or_default();
    let blank: String = body.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    format!("{head}{blank}{tail}")
}

/// Rewords the parser's message, with a hint, and whether keys may be lost there.
///
/// The parser has no error kinds, only messages. This is the only file that reads them, and its tests cover each one,
/// so that a new version of the parser cannot change a text unnoticed.
fn translate(message: &str, hints: &Hints) -> (String, &'static str, bool) {
    let starts = |start: &str| message.starts_with(start);
    let (ours, hint, loses) = if starts("string values must be quoted") {
        ("text must stand in quotes", hints.quotes, false)
    } else if starts("duplicate key") {
        ("this key was there already", "keep one of them", true)
    } else if starts("missing comma between array elements") {
        ("a comma is missing in this list", "put a comma after each element but the last", false)
    } else if starts("invalid basic string, expected `\"`") || starts("invalid literal string, expected `'`") {
        ("this text is never closed", "put the closing quote at its end", false)
    } else if starts("missing escaped value") || starts("invalid escape") {
        ("`\\` begins an escape here, and this is none", "write `\\\\` for a backslash", false)
    } else if starts("key with no value") {
        ("this line is no key and no header", "write key = \"value\"", true)
    } else if message.contains("visible characters") {
        ("a control character stands in this text", "take it out", false)
    } else {
        (message, hints.see, true)
    };
    (ours.to_owned(), hint, loses)
}
