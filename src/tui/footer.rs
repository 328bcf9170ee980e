//! The footer: what each key does now.
//!
//! Hints that do not fit are dropped from the end; the first is cut instead of dropped. A single row keeps room for the
//! help key, as help lists all keys.

use crate::tui::text::{fit, indent, put, row, width};
use crate::tui::theme::Theme;
use crate::view::KeyHint;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Columns between two hints.
const GAP: u16 = 3;
/// Columns between the first key and its text.
const FIRST: u16 = 2;
/// Columns between any other key and its text.
const NEAR: u16 = 1;

/// The key that opens help.
const HELP: &str = "?";
/// The least number of letters for the text of the first key.
const LEAST: u16 = 8;

/// For a single row that is too narrow: the first hint, cut if needed, and help. `None` if all hints fit.
fn pinched(keys: &[KeyHint], columns: u16) -> Option<Vec<KeyHint>> {
    let (first, rest) = keys.split_first()?;
    let help = rest.iter().find(|hint| hint.key == HELP)?;
    let taken = width(&help.key).saturating_add(NEAR).saturating_add(width(&help.does)).saturating_add(GAP);
    let room = columns.saturating_sub(taken).saturating_sub(width(&first.key)).saturating_sub(FIRST);
    if arrange(keys, columns, 1).iter().flatten().any(|hint| hint.key == HELP) || room < LEAST {
        return None;
    }
    // The text before the colon says what the key does, the rest what follows.
    let does = first.does.split_once(": ").map_or(first.does.as_str(), |(does, _)| does);
    let does = [first.does.as_str(), does]
        .into_iter()
        .find(|does| width(does) <= room)
        .map_or_else(|| fit(does, room), str::to_owned);
    Some(vec![KeyHint { key: first.key.clone(), does }, help.clone()])
}

/// The hints in at most `rows` rows of at most `columns`.
fn arrange(keys: &[KeyHint], columns: u16, rows: u16) -> Vec<Vec<&KeyHint>> {
    let mut lines: Vec<Vec<&KeyHint>> = Vec::new();
    let mut used = 0u16;
    for (at, hint) in keys.iter().enumerate() {
        let near = if at == 0 { FIRST } else { NEAR };
        let wide = width(&hint.key).saturating_add(near).saturating_add(width(&hint.does));
        let along = used.saturating_add(GAP).saturating_add(wide);
        match lines.last_mut() {
            Some(line) if along <= columns => {
                line.push(hint);
                used = along;
            }
            Some(_) | None => {
                if lines.len() >= usize::from(rows) || (!lines.is_empty() && wide > columns) {
                    break;
                }
                lines.push(vec![hint]);
                used = wide;
            }
        }
    }
    lines
}

pub(crate) fn height(keys: &[KeyHint], columns: u16, rows: u16) -> u16 {
    u16::try_from(arrange(keys, columns, rows).len()).unwrap_or(rows)
}

/// Draws as many hints as fit.
pub(crate) fn put_keys(buf: &mut Buffer, area: Rect, keys: &[KeyHint], theme: Theme) {
    let pinched = Some(area.height).filter(|rows| *rows == 1).and_then(|_| pinched(keys, area.width));
    let keys = pinched.as_deref().unwrap_or(keys);
    let mut down = 0;
    for line in arrange(keys, area.width, area.height) {
        let mut rest = row(area, down);
        for (along, hint) in line.into_iter().enumerate() {
            let near = if down == 0 && along == 0 { FIRST } else { NEAR };
            rest = put_hint(buf, rest, hint, near, theme);
            rest = indent(rest, GAP);
        }
        down = down.saturating_add(1);
    }
}

/// Draws one hint per row, with the texts in one column; returns the number of rows.
pub(crate) fn put_key_list(buf: &mut Buffer, area: Rect, keys: &[KeyHint], theme: Theme) -> u16 {
    let column = key_column(keys);
    let mut used = 0;
    for hint in keys.iter().take(usize::from(area.height)) {
        let pad = column.saturating_sub(width(&hint.key));
        put_hint(buf, row(area, used), hint, pad, theme);
        used = used.saturating_add(1);
    }
    used
}

/// Where the second column of [`put_key_list`] begins.
pub(crate) fn key_column(keys: &[KeyHint]) -> u16 {
    crate::tui::text::widest(keys.iter().map(|hint| hint.key.as_str())).saturating_add(FIRST)
}

fn put_hint(buf: &mut Buffer, area: Rect, hint: &KeyHint, gap: u16, theme: Theme) -> Rect {
    let used = put(buf, area, &hint.key, theme.key());
    let rest = indent(area, used.saturating_add(gap));
    let used = put(buf, rest, &hint.does, theme.text());
    indent(rest, used)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(first: &str) -> Vec<KeyHint> {
        let hint = |key: &str, does: &str| KeyHint { key: key.to_owned(), does: does.to_owned() };
        vec![hint("Enter", first), hint("u", "undo: start of Pork belly"), hint("?", "help"), hint("q", "leave")]
    }

    #[track_caller]
    fn row_of(first: &str, columns: u16) -> String {
        let area = Rect::new(0, 0, columns, 1);
        let mut buf = Buffer::empty(area);
        put_keys(&mut buf, area, &hints(first), Theme::plain());
        (0..columns).map(|x| buf[(x, 0)].symbol()).collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn one_row_keeps_the_help() {
        assert_eq!(row_of("done", 80), "Enter  done   u undo: start of Pork belly   ? help   q leave");
        assert_eq!(row_of("score and rub is done: chill starts", 40), "Enter  score and rub is done   ? help");
        assert_eq!(row_of("the glaze is stirred and warm enough", 40), "Enter  the glaze is stirred an…   ? help");
        assert_eq!(row_of("score and rub is done", 20), "Enter  score and ru…");
    }
}
