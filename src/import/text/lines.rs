//! Splits a pasted text into lines, each with its list mark.

use crate::import::headings::{self, Section};
use crate::import::marks::{is_listed, numbered, unlisted};
use crate::import::tidy::tidy;

/// The list mark of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListMark {
    None,
    /// A bullet or a dash.
    Sign,
    /// A step number.
    Number(u32),
}

/// A line with text.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The text without list mark and emphasis.
    pub(crate) text: String,
    pub(crate) mark: ListMark,
    /// Whether an empty line comes before it.
    pub(crate) after_blank: bool,
    /// Whether it is marked as a heading: `## …`, `**…**`, underlined.
    pub(crate) loud: bool,
    /// The part that its words head.
    named: Option<Section>,
}

impl Row {
    /// The part that the line heads; steps and ingredients with a list mark head none.
    pub(crate) fn section(&self) -> Option<Section> {
        let may = self.mark == ListMark::None && (self.loud || !self.text.ends_with(['.', ',', ';']));
        self.named.filter(|_| may)
    }
    /// Whether it is marked as a heading.
    pub(crate) fn is_loud(&self) -> bool {
        self.loud
    }
}

/// The lines of a text. A line with only a number or a list mark is joined to the next one.
pub(crate) fn rows(text: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut after_blank = false;
    let mut number: Option<u32> = None;
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']) {
        let line = tidy(line);
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        if is_rule(&line) {
            // A line of dashes underlines a heading, or separates two parts.
            if let Some(last) = rows.last_mut().filter(|_| !after_blank && line.starts_with(['=', '-'])) {
                last.loud |= last.mark == ListMark::None;
            }
            after_blank = true;
            continue;
        }
        let mut row = row(&line, std::mem::take(&mut after_blank));
        if row.text.is_empty() {
            if let ListMark::Number(n) = row.mark {
                number = Some(n);
            }
            continue;
        }
        if let (ListMark::None, Some(n)) = (row.mark, number.take()) {
            row.mark = ListMark::Number(n);
        }
        rows.push(row);
    }
    rows
}

fn is_rule(line: &str) -> bool {
    line.chars().count() > 2 && line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '~' | '—' | '–' | '─'))
}

fn row(line: &str, after_blank: bool) -> Row {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    let titled = (1..=6).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' '));
    let line = if titled { line.get(hashes..).unwrap_or("").trim().trim_end_matches('#').trim() } else { line };
    let listed = is_listed(line);
    let bare = unlisted(line);
    let bare = checkbox(bare);
    let (text, mark) = match numbered(bare) {
        Some((n, text)) => (text, ListMark::Number(n)),
        None if listed => (bare, ListMark::Sign),
        None => (bare, ListMark::None),
    };
    let text = text.trim();
    let (text, bold) = unstressed(text);
    let mark = if titled { ListMark::None } else { mark };
    let named = headings::section(&text).map(|(section, _)| section);
    Row { loud: titled || (bold && mark == ListMark::None), text, mark, after_blank, named }
}

/// Removes the box of a to-do list: `[ ]`, `[x]`.
fn checkbox(text: &str) -> &str {
    ["[ ]", "[x]", "[X]", "[]"].iter().find_map(|sign| text.strip_prefix(sign)).map_or(text, str::trim_start)
}

/// Removes emphasis; true if the whole line was bold.
fn unstressed(text: &str) -> (String, bool) {
    let whole = |sign: &str| {
        let inner = text.strip_suffix(':').unwrap_or(text).strip_prefix(sign)?.strip_suffix(sign)?;
        (!inner.contains(sign)).then(|| inner.to_owned())
    };
    match whole("**").or_else(|| whole("__")) {
        Some(inner) => (inner, true),
        None => (whole("*").or_else(|| whole("_")).unwrap_or_else(|| text.replace("**", "").replace("__", "")), false),
    }
}

#[cfg(test)]
mod tests {
    use super::{ListMark, rows};

    #[test]
    fn signs_and_emphasis_are_taken_off() {
        let text = "# Soup\r\n\r\nServes 4\n\n**Ingredients**\n- 2 onions\n* [ ] salt\n1.5 l stock\n\nMethod\n------\n1) Chop **finely**.\n2.\nSimmer.\n\u{2028}• Serve.\n";
        let seen: Vec<(String, ListMark, bool)> =
            rows(text).into_iter().map(|row| (row.text, row.mark, row.loud)).collect();
        let wanted = [
            ("Soup", ListMark::None, true),
            ("Serves 4", ListMark::None, false),
            ("Ingredients", ListMark::None, true),
            ("2 onions", ListMark::Sign, false),
            ("salt", ListMark::Sign, false),
            ("1.5 l stock", ListMark::None, false),
            ("Method", ListMark::None, true),
            ("Chop finely.", ListMark::Number(1), false),
            ("Simmer.", ListMark::Number(2), false),
            ("Serve.", ListMark::Sign, false),
        ];
        assert_eq!(seen, wanted.map(|(text, mark, loud)| (text.to_owned(), mark, loud)));
    }
}
