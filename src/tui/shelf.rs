//! The recipes to choose from, as a list with one picked.
//!
//! The picked one is always in sight, in reverse video and with a sign.

use crate::tui::text::{indent, put, put_ends, put_right, row, rows, widest};
use crate::tui::theme::Theme;
use crate::view::ShelfView;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Puts the shelf into `area`.
pub(crate) fn put_shelf(buf: &mut Buffer, area: Rect, view: &ShelfView, theme: Theme) {
    let mut list = area;
    if area.height >= 3 {
        put_head(buf, row(area, 0), view, theme);
        let air = u16::from(area.height >= 10);
        list = rows(area, 1u16.saturating_add(air), area.height);
    }
    if area.height >= 8 {
        let faults = u16::try_from(view.faults.len()).unwrap_or(u16::MAX).min(area.height / 4);
        let cut = list.height.saturating_sub(faults);
        put_faults(buf, rows(list, cut, faults), &view.faults, theme);
        list.height = cut.saturating_sub(u16::from(faults > 0));
    }
    put_list(buf, list, view, theme);
}

fn put_head(buf: &mut Buffer, area: Rect, view: &ShelfView, theme: Theme) {
    let clock = if area.width >= 30 { put_right(buf, area, &view.clock, theme.text()) } else { 0 };
    let room = area.width.saturating_sub(clock).saturating_sub(2);
    let line = Rect { width: room, ..area };
    if view.filter.is_empty() {
        let used = put(buf, line, "Recipes", theme.heading());
        put(buf, indent(line, used.saturating_add(2)), &view.total.to_string(), theme.text());
    } else {
        let used = put(buf, line, "Search", theme.heading());
        let line = indent(line, used.saturating_add(2));
        let used = put(buf, line, &view.filter, theme.strong());
        put(buf, indent(line, used), "▏", theme.text());
        let line = indent(line, used.saturating_add(3));
        put(buf, line, &format!("{} of {}", view.rows.len(), view.total), theme.text());
    }
}

fn put_list(buf: &mut Buffer, area: Rect, view: &ShelfView, theme: Theme) {
    if view.rows.is_empty() {
        let words = if view.filter.is_empty() { "No recipes yet." } else { "No recipe has this in its name or tags." };
        put(buf, area, words, theme.text());
        return;
    }
    let shown = usize::from(area.height);
    // Each screenful stands still until the picked one leaves it by more than half.
    let from = view.picked.saturating_sub(shown / 2).min(view.rows.len().saturating_sub(shown));
    let names = widest(view.rows.iter().map(|row| row.name.as_str()));
    let details = widest(view.rows.iter().map(|row| row.detail.as_str()));
    for (down, (at, entry)) in (0..area.height).zip(view.rows.iter().enumerate().skip(from)) {
        let line = row(area, down);
        let picked = at == view.picked;
        let style = if picked { theme.picked() } else { theme.text() };
        let sign = if picked { '▸' } else { ' ' };
        let name = format!("{sign} {}", entry.name);
        if picked {
            let wide = line.width.min(76);
            buf.set_style(Rect { width: wide, ..line }.intersection(buf.area), style);
        }
        let line = Rect { width: line.width.min(76), ..line };
        if line.width >= names.saturating_add(details).saturating_add(4).min(60) {
            put_ends(buf, line, &name, style, &entry.detail, style);
        } else {
            put(buf, line, &name, style);
        }
    }
}

fn put_faults(buf: &mut Buffer, area: Rect, faults: &[String], theme: Theme) {
    let shown = usize::from(area.height);
    for (down, (at, fault)) in (0..area.height).zip(faults.iter().enumerate()) {
        let more = faults.len().saturating_sub(at);
        let line = if at + 1 == shown && more > 1 { format!("… and {more} more") } else { fault.clone() };
        let used = put(buf, row(area, down), "! ", theme.warning());
        put(buf, indent(row(area, down), used), &line, theme.text());
    }
}
