//! Texts as TOML has them: quoted, wrapped where long, and commented.

use crate::recipe::text::{clean, is_harmful};
use std::fmt::Write as _;

/// A text up to so many characters stands on one line.
const ONE_LINE: usize = 116;
/// Longer ones are wrapped at this width.
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

/// One character of a text, escaped where TOML or a terminal would take it for something else.
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

/// In quotes; a long one wrapped between three of them, where a line break is read as the space it stands for.
pub(super) fn long(text: &str) -> String {
    // Only single spaces between words come back as they were.
    if text.chars().nth(ONE_LINE).is_none() || text.contains("  ") || text.starts_with(' ') || text.ends_with(' ') {
        return quoted(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str("\"\"\"\n");
    for line in wrapped(text, WRAP) {
        let mut before = ' ';
        for c in line.chars() {
            match c {
                // Three in a row would end the text.
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

/// `text` in lines of at most `width` characters, cut at single spaces; a word that is longer has a line of its own.
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

/// Texts on a line each.
pub(super) fn list(texts: &[String]) -> String {
    let lines: Vec<String> = texts.iter().map(|text| format!("  {},\n", quoted(text))).collect();
    format!("[\n{}]", lines.concat())
}

/// Texts on one line.
pub(super) fn short_list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A key: bare where it can be.
pub(super) fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { quoted(name) }
}

/// Comment lines, each with its line break; none for a text with nothing in it.
pub(super) fn comment(text: &str, width: usize) -> String {
    let text = clean(text);
    if text.is_empty() {
        return String::new();
    }
    wrapped(&text, width.saturating_sub(2)).into_iter().map(|line| format!("# {line}\n")).collect()
}
