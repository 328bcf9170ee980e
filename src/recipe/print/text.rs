//! Prints texts as TOML: quoted, wrapped if long, and as comments.

use crate::recipe::text::{clean, is_harmful};
use std::fmt::Write as _;

/// In characters. A text up to this length goes on one line.
const ONE_LINE: usize = 116;
/// The width at which longer texts are wrapped.
const WRAP: usize = 100;

/// In quotes, on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            c => push(&mut out, c),
        }
    }
    out.push('"');
    out
}

/// Adds a character, escaped if TOML or a terminal would misread it.
fn push(out: &mut String, c: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        c if is_harmful(c) => {
            let _ = write!(out, "\\U{:08X}", u32::from(c));
        }
        c => out.push(c),
    }
}

/// In quotes. A long text is wrapped in triple quotes; its line breaks are read back as spaces.
pub(super) fn long(text: &str) -> String {
    // Wrapping keeps only single spaces between words.
    if text.chars().nth(ONE_LINE).is_none() || text.contains("  ") || text.starts_with(' ') || text.ends_with(' ') {
        return quoted(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str("\"\"\"\n");
    for line in wrapped(text, WRAP) {
        let mut before = ' ';
        for c in line.chars() {
            match c {
                // Three quotes in a row would end the text.
                '"' if before == '"' => out.push_str("\\\""),
                c => push(&mut out, c),
            }
            before = c;
        }
        out.push('\n');
    }
    out.push_str("\"\"\"");
    out
}

/// `text` in lines of at most `width` characters, cut at single spaces; a longer word gets its own line.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split(' ') {
        let more = word.chars().count();
        match lines.last_mut() {
            Some(line) if used + 1 + more <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + more;
            }
            Some(_) | None => {
                lines.push(word.to_owned());
                used = more;
            }
        }
    }
    lines
}

/// One text per line.
pub(super) fn list(texts: &[String]) -> String {
    let lines: Vec<String> = texts.iter().map(|text| format!("  {},\n", quoted(text))).collect();
    format!("[\n{}]", lines.concat())
}

/// Texts on one line.
pub(super) fn short_list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A key, without quotes if possible.
pub(super) fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { quoted(name) }
}

/// Comment lines with line breaks; empty for an empty text.
pub(super) fn comment(text: &str, width: usize) -> String {
    let text = clean(text);
    if text.is_empty() {
        return String::new();
    }
    wrapped(&text, width.saturating_sub(2)).into_iter().map(|line| format!("# {line}\n")).collect()
}
