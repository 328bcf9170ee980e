//! The shelf: a list of recipes with one picked.
//!
//! The picked one is always visible, in reverse video and with a mark.

use crate::tui::text::{indent, put, put_ends, put_right, row, rows, widest, width};
use crate::tui::theme::Theme;
use crate::view::shelf::count;
use crate::view::{ShelfRow, ShelfView};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

pub(crate) fn put_shelf(buf: &mut Buffer, area: Rect, view: &ShelfView, theme: Theme) {
    let mut list = area;
    if area.height >= 3 {
        put_head(buf, row(area, 0), view, theme);
        let air = u16::from(area.height >= 10);
        list = rows(area, 1u16.saturating_add(air), area.height);
    }
    if area.height >= 8 {
        let all = view.faults.len().saturating_add(view.more_faults);
        let faults = u16::try_from(all).unwrap_or(u16::MAX).min(area.height / 4);
        let cut = list.height.saturating_sub(faults);
        put_faults(buf, rows(list, cut, faults), view, theme);
        list.height = cut.saturating_sub(u16::from(faults > 0));
    }
    put_list(buf, list, view, theme);
}

fn put_head(buf: &mut Buffer, area: Rect, view: &ShelfView, theme: Theme) {
    let clock = if area.width >= 30 { put_right(buf, area, &view.clock, theme.text()) } else { 0 };
    let room = area.width.saturating_sub(clock).saturating_sub(2);
    let line = Rect { width: room, ..area };
    let line = if view.filter.is_empty() {
        let used = put(buf, line, "Recipes", theme.heading());
        let line = indent(line, used.saturating_add(2));
        let used = put(buf, line, &count(view.total), theme.text());
        indent(line, used.saturating_add(3))
    } else {
        let used = put(buf, line, "Search", theme.heading());
        let line = indent(line, used.saturating_add(2));
        let used = put(buf, line, &view.filter, theme.strong());
        put(buf, indent(line, used), "▏", theme.text());
        let line = indent(line, used.saturating_add(3));
        let used = put(
            buf,
            line,
            &format!("{} of {}", count(view.fit.saturating_sub(view.timers)), count(view.total)),
            theme.text(),
        );
        indent(line, used.saturating_add(3))
    };
    if let Some(status) = &view.status {
        put(buf, line, status, theme.text());
    }
}

fn put_list(buf: &mut Buffer, area: Rect, view: &ShelfView, theme: Theme) {
    if view.fit == 0 {
        let words = match &view.status {
            // The status is shown above.
            Some(_) => "",
            None if view.filter.is_empty() => "No recipes yet.",
            None => "No recipe fits this.",
        };
        put(buf, area, words, theme.text());
        return;
    }
    let shown = usize::from(area.height);
    // The list does not scroll until the picked row is more than half a screen away.
    let from = view.picked.saturating_sub(shown / 2).min(view.fit.saturating_sub(shown)).max(view.from);
    let names = widest(view.rows.iter().map(|row| row.name.as_str()));
    let details = widest(view.rows.iter().map(|row| row.detail.as_str()));
    let in_sight = (view.from..).zip(&view.rows).skip_while(|(at, _)| *at < from);
    for (down, (at, entry)) in (0..area.height).zip(in_sight) {
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
        put_marks(buf, indent(line, 2), entry);
    }
}

/// Underlines the matches in the name at the left of `area`, as far as it is visible.
fn put_marks(buf: &mut Buffer, area: Rect, entry: &ShelfRow) {
    // Nothing of the name is shown after a cut.
    let cut = |x: &u16| buf.cell((*x, area.y)).is_some_and(|cell| cell.symbol() == "…");
    let end = (area.left()..area.right()).find(cut).unwrap_or(area.right());
    let area = Rect { width: end.saturating_sub(area.x), ..area };
    for mark in &entry.marks {
        let (Some(before), Some(found)) = (entry.name.get(..mark.start), entry.name.get(mark.clone())) else {
            continue;
        };
        let from = indent(area, width(before));
        let found = Rect { width: from.width.min(width(found)), height: 1, ..from };
        buf.set_style(found.intersection(buf.area), Style::new().add_modifier(Modifier::UNDERLINED));
    }
}

fn put_faults(buf: &mut Buffer, area: Rect, view: &ShelfView, theme: Theme) {
    let shown = usize::from(area.height);
    for (down, (at, fault)) in (0..area.height).zip(view.faults.iter().enumerate()) {
        let more = view.faults.len().saturating_sub(at).saturating_add(view.more_faults);
        let line = if at + 1 == shown && more > 1 { format!("… and {} more", count(more)) } else { fault.clone() };
        let used = put(buf, row(area, down), "! ", theme.warning());
        put(buf, indent(row(area, down), used), &line, theme.text());
    }
}
