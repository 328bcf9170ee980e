//! Reads TOML values: each getter returns the value, or reports a fault at its position and returns nothing.

use crate::recipe::Oven;
use crate::recipe::fault::{Fault, Severity, SourceText};
use crate::recipe::text::{clean, nearest};
use crate::time::{DurationFault, ParsedLength, Span, parse_length};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The most faults reported for one file.
const MOST: usize = 100;
/// The longest text, in bytes.
pub(super) const LONG: usize = 4_000;
/// The longest name or title, in bytes.
pub(crate) const SHORT: usize = 120;
/// The longest list.
pub(super) const MANY: usize = 300;

/// The faults of a file so far.
pub(crate) struct Diagnostics<'s> {
    source: SourceText<'s>,
    faults: Vec<Fault>,
    /// Lines with a syntax fault, which may cause any other fault there.
    bad_lines: BTreeSet<usize>,
    /// Offsets of the syntax faults.
    bad: Vec<usize>,
    /// Offsets of syntax faults that may have lost keys or whole tables.
    lost: Vec<usize>,
    errors: usize,
}

impl<'s> Diagnostics<'s> {
    pub(crate) fn new(text: &'s str) -> Diagnostics<'s> {
        Diagnostics {
            source: SourceText::new(text),
            faults: Vec::new(),
            bad_lines: BTreeSet::new(),
            bad: Vec::new(),
            lost: Vec::new(),
            errors: 0,
        }
    }

    /// A syntax fault that may have lost keys or tables; one per line.
    pub(super) fn lost(&mut self, at: &Range<usize>, message: &str, hint: &str) {
        self.lost.push(at.start);
        self.syntax(at, message, hint);
    }

    /// A syntax fault; one per line.
    pub(crate) fn syntax(&mut self, at: &Range<usize>, message: &str, hint: &str) {
        if self.bad_lines.insert(self.source.line_of(at.start)) {
            self.bad.push(at.start);
            self.push(Severity::Error, at, message, hint);
        }
    }

    /// A fault because of which the recipe cannot be cooked.
    pub(crate) fn error(&mut self, at: &Range<usize>, message: impl AsRef<str>, hint: impl AsRef<str>) {
        self.errors += 1;
        if !self.bad_lines.contains(&self.source.line_of(at.start)) {
            self.push(Severity::Error, at, message.as_ref(), hint.as_ref());
        }
    }

    pub(super) fn warn(&mut self, at: &Range<usize>, message: &str, hint: &str) {
        self.push(Severity::Warning, at, message, hint);
    }

    fn push(&mut self, severity: Severity, at: &Range<usize>, message: &str, hint: &str) {
        if self.faults.len() < MOST {
            self.faults.push(self.source.fault(severity, at, message, hint));
        }
    }

    /// How many errors there are, without those of the syntax.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    pub(super) fn has_errors(&self) -> bool {
        self.errors > 0 || !self.bad.is_empty()
    }

    /// Whether a syntax fault is in `range`.
    pub(super) fn is_broken(&self, range: &Range<usize>) -> bool {
        self.bad.iter().any(|at| range.contains(at))
    }

    /// Whether a syntax fault there may have lost something; then a missing key is not a fault.
    pub(super) fn is_torn(&self, range: &Range<usize>) -> bool {
        self.lost.iter().any(|at| range.contains(at))
    }

    /// All faults, in file order.
    pub(crate) fn finish(mut self) -> Vec<Fault> {
        self.faults.sort_by_key(|fault| fault.offset);
        self.faults
    }
}

#[derive(Clone)]
pub(crate) struct TableEntry<'a> {
    pub(crate) key: &'a str,
    pub(crate) key_at: Range<usize>,
    pub(crate) value: &'a Spanned<DeValue<'a>>,
}

/// In the order written.
pub(crate) fn entries<'a>(table: &'a DeTable<'a>) -> Vec<TableEntry<'a>> {
    let entry = |(key, value): (&'a Spanned<Cow<'a, str>>, _)| TableEntry {
        key: key.get_ref().as_ref(),
        key_at: key.span(),
        value,
    };
    let mut all: Vec<TableEntry<'a>> = table.iter().map(entry).collect();
    all.sort_by_key(|entry| entry.key_at.start);
    all
}

/// The kind of a value in words.
pub(crate) fn describe(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(_) => "text".to_owned(),
        DeValue::Integer(number) => format!("the number {number}"),
        DeValue::Float(number) => format!("the number {number}"),
        DeValue::Boolean(yes) => format!("{yes}"),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// Cleaned text that is not empty, of at most `longest` bytes.
pub(crate) fn text(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, longest: usize) -> Option<String> {
    text_at(notes, entry.key, entry.value, longest)
}

fn text_at(notes: &mut Diagnostics<'_>, key: &str, value: &Spanned<DeValue<'_>>, longest: usize) -> Option<String> {
    let at = value.span();
    let DeValue::String(text) = value.get_ref() else {
        let hint = match value.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => "put it in quotes",
            DeValue::Array(_) => "write one text in quotes, not a list",
            DeValue::String(_) | DeValue::Datetime(_) | DeValue::Table(_) => "write text in quotes",
        };
        notes.error(&at, format!("`{key}` should be text, not {}", describe(value.get_ref())), hint);
        return None;
    };
    let text = clean(text);
    if text.is_empty() {
        notes.error(&at, format!("`{key}` is empty"), "say something, or leave the key out");
        return None;
    }
    if text.len() > longest {
        notes.error(&at, format!("`{key}` is too long"), format!("{longest} bytes at most"));
        return None;
    }
    Some(text)
}

/// A list of texts, or a single text, each with its position.
pub(super) fn texts(
    notes: &mut Diagnostics<'_>,
    entry: &TableEntry<'_>,
    longest: usize,
) -> Vec<(String, Range<usize>)> {
    let one = |notes: &mut Diagnostics<'_>, value: &Spanned<DeValue<'_>>| {
        text_at(notes, entry.key, value, longest).map(|text| (text, value.span()))
    };
    match entry.value.get_ref() {
        DeValue::String(_) => one(notes, entry.value).into_iter().collect(),
        DeValue::Array(list) => {
            if list.len() > MANY {
                let message = format!("`{}` has {} lines", entry.key, list.len());
                notes.error(&entry.value.span(), message, format!("{MANY} at most"));
                return Vec::new();
            }
            list.iter().filter_map(|value| one(notes, value)).collect()
        }
        other @ (DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Datetime(_)
        | DeValue::Table(_)) => {
            notes.error(
                &entry.value.span(),
                format!("`{}` should be a list of texts, not {}", entry.key, describe(other)),
                format!("write {} = [\"…\", \"…\"]", entry.key),
            );
            Vec::new()
        }
    }
}

/// The text of a duration; a bare number is a fault.
fn duration<T>(
    notes: &mut Diagnostics<'_>,
    key: &str,
    value: &Spanned<DeValue<'_>>,
    parse: impl Fn(&str) -> Result<T, DurationFault>,
) -> Option<T> {
    let at = value.span();
    if let DeValue::Integer(number) = value.get_ref() {
        let hint = format!("say what it counts: {key} = \"{number}m\" for minutes");
        notes.error(&at, format!("`{key}` is the bare number {number}"), hint);
        return None;
    }
    let text = text_at(notes, key, value, SHORT)?;
    match parse(&text) {
        Ok(read) => Some(read),
        Err(DurationFault { message, hint }) => {
            notes.error(&at, message, hint);
            None
        }
    }
}

pub(super) fn span(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<Span> {
    duration(notes, entry.key, entry.value, |text| match parse_length(text)? {
        ParsedLength::Exact(span) => Ok(span),
        ParsedLength::Range { .. } | ParsedLength::Open(_) => Err(DurationFault {
            message: format!("`{}` wants one length of time, not a range", entry.key),
            hint: "say it as 20m".to_owned(),
        }),
    })
}

/// Whether a length is "until another day".
pub(super) fn is_another_day(entry: &TableEntry<'_>) -> bool {
    match entry.value.get_ref() {
        DeValue::String(text) => {
            let text = text.trim().to_lowercase();
            matches!(text.strip_prefix("until ").unwrap_or(&text), "another day" | "another time" | "the day")
        }
        _ => false,
    }
}

pub(super) fn length(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<ParsedLength> {
    duration(notes, entry.key, entry.value, parse_length)
}

pub(super) fn oven(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<Oven> {
    let at = entry.value.span();
    if let DeValue::Integer(number) = entry.value.get_ref() {
        let hint = format!("say {} = \"{number}F\" or \"{number}C\"", entry.key);
        notes.error(&at, format!("`{}` is the bare number {number}", entry.key), hint);
        return None;
    }
    match Oven::parse(&text(notes, entry, SHORT)?) {
        Ok(oven) => Some(oven),
        Err(fault) => {
            notes.error(&at, fault.message, fault.hint);
            None
        }
    }
}

/// A whole number from 1 to `max`.
pub(super) fn count(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, max: u32) -> Option<u32> {
    number(notes, entry, 1..=max, 4)
}

/// A whole number in `range`; `example` is for the hint.
pub(crate) fn number(
    notes: &mut Diagnostics<'_>,
    entry: &TableEntry<'_>,
    range: RangeInclusive<u32>,
    example: u32,
) -> Option<u32> {
    let at = entry.value.span();
    let read = match entry.value.get_ref() {
        DeValue::Integer(number) => u32::from_str_radix(number.as_str(), number.radix()).ok(),
        other => {
            let hint = format!("write a number without quotes: {} = {example}", entry.key);
            notes.error(&at, format!("`{}` should be a number, not {}", entry.key, describe(other)), hint);
            return None;
        }
    };
    let read = read.filter(|n| range.contains(n));
    if read.is_none() {
        let message = format!("`{}` is {}", entry.key, describe(entry.value.get_ref()));
        notes.error(&at, message, format!("it can be {} to {}", range.start(), range.end()));
    }
    read
}

/// Reports an unknown key.
pub(crate) fn unknown(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, known: &[&str], also: &[(&str, &str)]) {
    let other = also.iter().find(|(word, _)| *word == entry.key).map(|(_, meant)| *meant);
    let hint = match other.or_else(|| nearest(entry.key, known.iter().copied())) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("known here: {}", known.join(", ")),
    };
    notes.error(&entry.key_at, format!("unknown key `{}`", entry.key), hint);
}
