//! The last screen: how long everything took, against the plan.
//!
//! The title and the total stay longest.

use crate::tui::letters::BigWords;
use crate::tui::text::{indent, middle, put, put_ends, put_right, row, rows, widest, width};
use crate::tui::theme::Theme;
use crate::view::{EndRow, EndView};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest page; a wider table is hard to read across.
const WIDEST: u16 = 110;
/// The widest table without bars.
const TABLE: u16 = 64;
/// The least width for bars.
const BARS: u16 = 76;

pub(crate) fn put_end(buf: &mut Buffer, area: Rect, view: &EndView, theme: Theme) {
    let area = middle(area, WIDEST);
    put_ends(buf, row(area, 0), &view.title, theme.strong(), &view.clock, theme.text());
    let mut top: u16 = 1;
    // What can be done now comes before the name.
    let wanted = u16::try_from(view.later.len().saturating_add(view.rows.len())).unwrap_or(u16::MAX).saturating_add(10);
    let name = BigWords::up_to(2, &view.dish, area.width, area.height.saturating_sub(wanted).min(8));
    if let Some(name) = name {
        name.put(buf, rows(area, 2, name.rows()), theme.strong());
        top = name.rows().saturating_add(3);
    }
    put(buf, row(area, top), &view.total, theme.text());
    // What may come later waits for a key, and the table does not.
    top = top.saturating_add(if area.height >= 10 { 2 } else { 1 });
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
    put_table(buf, rows(area, top, area.height), &view.rows, theme);
}

fn put_table(buf: &mut Buffer, area: Rect, steps: &[EndRow], theme: Theme) {
    let bars = area.width >= BARS;
    let table = Rect { width: area.width.min(if bars { area.width / 2 } else { TABLE }), ..area };
    let took = widest(steps.iter().map(|row| row.took.as_str()).chain(["took"]));
    let planned = widest(steps.iter().map(|row| row.planned.as_str()).chain(["planned"]));
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
    for (down, (at, entry)) in (1u16..).zip(steps.iter().enumerate().take(shown)) {
        let more = steps.len().saturating_sub(at);
        if at + 1 == shown && more > 1 {
            line(down, &format!("… {more} more"), "", "", false);
        } else {
            line(down, &entry.name, &entry.took, &entry.planned, false);
        }
    }
    if bars {
        let side = indent(area, table.width.saturating_add(3));
        put(buf, row(side, 0), "━ took  ─ planned", theme.text());
        for (down, entry) in (1u16..).zip(steps.iter().take(shown)) {
            put_parts(buf, row(side, down), entry.parts, theme);
        }
    }
}

/// How long a step took, as a thick line, with the plan as a thin one up to its mark.
fn put_parts(buf: &mut Buffer, area: Rect, (took, planned): (u16, u16), theme: Theme) {
    let room = area.width.saturating_sub(1);
    let cells = |part: u16| u16::try_from(u32::from(part.min(1_000)) * u32::from(room) / 1_000).unwrap_or(room).max(1);
    let (took, planned) = (cells(took), cells(planned));
    let thick = "━".repeat(usize::from(took));
    let style = if took > planned { theme.warning() } else { theme.strong() };
    put(buf, area, &thick, style);
    let thin = "─".repeat(usize::from(planned.saturating_sub(took)));
    put(buf, indent(area, width(&thick)), &thin, theme.text());
    put(buf, indent(area, planned), "│", theme.text());
}
