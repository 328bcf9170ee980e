//! Cuts, wraps and places text by its width in terminal cells.
//!
//! No text makes it write outside its area, not even wide letters, combining marks or control characters. Cut text ends
//! in "…", so that half a number never looks like a whole one.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

/// Marks a cut.
const CUT: &str = "…";

/// The visible graphemes of `text`, each with its width in cells.
fn graphemes(text: &str) -> impl Iterator<Item = (String, u16)> {
    let span = Span::raw(text);
    let found: Vec<(String, u16)> = span
        .styled_graphemes(Style::new())
        .map(|grapheme| (grapheme.symbol.to_owned(), grapheme.symbol.cell_width()))
        .filter(|(_, width)| *width > 0)
        .collect();
    found.into_iter()
}

/// In cells.
pub(crate) fn width(text: &str) -> u16 {
    // Most text is ASCII and measured at every draw: one byte is one cell.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return u16::try_from(text.len()).unwrap_or(u16::MAX);
    }
    graphemes(text).fold(0, |sum, (_, width)| sum.saturating_add(width))
}

/// In cells.
pub(crate) fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> u16 {
    texts.map(width).max().unwrap_or(0)
}

/// `text` in at most `room` cells, with a mark if it is cut.
pub(crate) fn fit(text: &str, room: u16) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut kept = take(text, room.saturating_sub(1));
    if room > 0 {
        kept.truncate(kept.trim_end().len());
        kept.push_str(CUT);
    }
    kept
}

/// As many graphemes of `text` as fit into `room` cells.
fn take(text: &str, room: u16) -> String {
    let mut used = 0u16;
    let mut kept = String::new();
    for (symbol, width) in graphemes(text) {
        used = used.saturating_add(width);
        if used > room {
            break;
        }
        kept.push_str(&symbol);
    }
    kept
}

/// `text` in at most `rows` lines of at most `room` cells, broken between words if possible, with a mark if it is cut.
pub(crate) fn wrap(text: &str, room: u16, rows: u16) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if room == 0 || rows == 0 {
        return lines;
    }
    // A line that fits keeps its spaces.
    if width(text) <= room && !text.contains(char::is_control) {
        if !text.trim().is_empty() {
            lines.push(text.to_owned());
        }
        return lines;
    }
    let mut line = String::new();
    let mut used = 0u16;
    for word in text.split_whitespace() {
        let long = width(word);
        if used > 0 && used.saturating_add(1).saturating_add(long) > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used = used.saturating_add(1);
        }
        for (symbol, wide) in graphemes(word) {
            if wide > room {
                continue;
            }
            if used.saturating_add(wide) > room {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(&symbol);
            used = used.saturating_add(wide);
        }
    }
    if used > 0 {
        lines.push(line);
    }
    let rows = usize::from(rows);
    if lines.len() > rows {
        let rest = lines.split_off(rows.saturating_sub(1)).join(" ");
        lines.push(fit(&rest, room));
    }
    lines
}

/// The number of lines that [`wrap`] would return.
pub(crate) fn lines(text: &str, room: u16, rows: u16) -> u16 {
    u16::try_from(wrap(text, room, rows).len()).unwrap_or(rows)
}

/// Row `row` of `area`, or an empty area if it has none.
pub(crate) fn row(area: Rect, row: u16) -> Rect {
    rows(area, row, 1)
}

/// `count` rows of `area` from row `from`, or as many as there are.
pub(crate) fn rows(area: Rect, from: u16, count: u16) -> Rect {
    let from = from.min(area.height);
    Rect { y: area.y.saturating_add(from), height: area.height.saturating_sub(from).min(count), ..area }
}

/// `area` without its first `cut` columns.
pub(crate) fn indent(area: Rect, cut: u16) -> Rect {
    let cut = cut.min(area.width);
    Rect { x: area.x.saturating_add(cut), width: area.width.saturating_sub(cut), ..area }
}

/// The middle of `area`, at most so wide.
pub(crate) fn middle(area: Rect, widest: u16) -> Rect {
    let cut = area.width.saturating_sub(widest) / 2;
    Rect { width: area.width.min(widest), ..indent(area, cut) }
}

/// Draws `text` at the left of the first row of `area`; returns its width in cells.
pub(crate) fn put(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return 0;
    }
    let (end, _) = buf.set_stringn(area.x, area.y, fit(text, area.width), usize::from(area.width), style);
    end.saturating_sub(area.x)
}

/// Draws `text` at the right of the first row of `area`; returns its width in cells.
pub(crate) fn put_right(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    put(buf, indent(area, area.width.saturating_sub(width(text))), text, style)
}

/// Draws wrapped `text` into `area`; returns the number of rows.
pub(crate) fn put_wrapped(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let mut used = 0;
    for line in wrap(text, area.width, area.height) {
        put(buf, row(area, used), &line, style);
        used = used.saturating_add(1);
    }
    used
}

/// Draws `text` at the left and `end` at the right of one row, without `end` if `text` would be cut below half the row.
pub(crate) fn put_ends(buf: &mut Buffer, area: Rect, text: &str, style: Style, end: &str, end_style: Style) {
    let wide = width(end);
    let room = area.width.saturating_sub(wide.saturating_add(2));
    if wide == 0 || room < area.width / 2 && room < width(text) {
        put(buf, area, text, style);
    } else {
        put(buf, Rect { width: room, ..area }, text, style);
        put_right(buf, area, end, end_style);
    }
}

#[cfg(test)]
mod tests {
    use super::{fit, put, width, wrap};
    use proptest::prelude::{any, prop_assert, proptest};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn a_cut_is_shown() {
        assert_eq!(fit("37:04", 5), "37:04");
        assert_eq!(fit("37:04", 4), "37:…");
        assert_eq!(fit("37:04", 1), "…");
        assert_eq!(fit("37:04", 0), "");
        assert_eq!(fit("brush it", 7), "brush…");
    }

    #[test]
    fn lines_break_between_words_and_in_long_ones() {
        assert_eq!(wrap("Take it out of the oven", 9, 9), ["Take it", "out of", "the oven"]);
        assert_eq!(wrap("Take it out of the oven", 9, 2), ["Take it", "out of t…"]);
        assert_eq!(wrap("Rindfleischetikett", 7, 9), ["Rindfle", "ischeti", "kett"]);
        assert_eq!(wrap("餃子を焼く", 5, 9), ["餃子", "を焼", "く"]);
        assert_eq!(wrap("餃子", 1, 9), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_its_room(text in any::<String>(), room in 0u16..40, rows in 0u16..6) {
            prop_assert!(width(&fit(&text, room)) <= room);
            let lines = wrap(&text, room, rows);
            prop_assert!(lines.len() <= usize::from(rows));
            prop_assert!(lines.iter().all(|line| width(line) <= room));
        }

        #[test]
        fn nothing_is_written_outside(text in any::<String>(), x in 0u16..30, y in 0u16..6, room in 0u16..40) {
            let mut buf = Buffer::filled(Rect::new(0, 0, 20, 4), ratatui::buffer::Cell::new("."));
            put(&mut buf, Rect::new(x, y, room, 1), &text, Style::new());
            for (at, cell) in buf.content.iter().enumerate() {
                let (cx, cy) = buf.pos_of(at);
                prop_assert!(cell.symbol() == "." || (cy == y && cx >= x && cx < x + room));
            }
        }
    }
}
