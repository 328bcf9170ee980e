//! The last screen: how long everything took, against the plan.
//!
//! The title and the total stay longest.

use crate::tui::text::{put, put_ends, put_right, row, rows, widest};
use crate::tui::theme::Theme;
use crate::view::EndView;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A wider table is hard to read.
const TABLE: u16 = 64;

pub(crate) fn put_end(buf: &mut Buffer, area: Rect, view: &EndView, theme: Theme) {
    put_ends(buf, row(area, 0), &view.title, theme.strong(), &view.clock, theme.text());
    put(buf, row(area, 1), &view.total, theme.text());
    // What may come later waits for a key, and the table does not.
    let mut top: u16 = if area.height >= 10 { 3 } else { 2 };
    for card in &view.later {
        put(buf, row(area, top), card, theme.strong());
        top = top.saturating_add(1);
    }
    if !view.later.is_empty() {
        top = top.saturating_add(1);
    }
    if area.height < top.saturating_add(2) || view.rows.is_empty() {
        return;
    }
    let table = rows(area, top, area.height);
    let table = Rect { width: table.width.min(TABLE), ..table };
    let took = widest(view.rows.iter().map(|row| row.took.as_str()).chain(["took"]));
    let planned = widest(view.rows.iter().map(|row| row.planned.as_str()).chain(["planned"]));
    let both = took.saturating_add(planned).saturating_add(3);
    let has_planned = table.width >= both.saturating_add(12);
    let mut line = |down: u16, name: &str, taken: &str, plan: &str, heading: bool| {
        let style = if heading { theme.heading() } else { theme.text() };
        let area = row(table, down);
        let mut rest = area.width;
        if has_planned {
            put_right(buf, area, plan, style);
            rest = rest.saturating_sub(planned).saturating_sub(3);
        }
        put_ends(buf, Rect { width: rest, ..area }, name, style, taken, style);
    };
    line(0, "", "took", "planned", true);
    let shown = usize::from(table.height.saturating_sub(1));
    for (down, (at, entry)) in (1u16..).zip(view.rows.iter().enumerate().take(shown)) {
        let more = view.rows.len().saturating_sub(at);
        if at + 1 == shown && more > 1 {
            line(down, &format!("… {more} more"), "", "", false);
        } else {
            line(down, &entry.name, &entry.took, &entry.planned, false);
        }
    }
}
