//! The meal as bars over time.
//!
//! A label stands whole or not at all, and the line of now never covers one.

use crate::tui::text::{indent, put, row, widest, width};
use crate::tui::theme::Theme;
use crate::view::timeline::{Lane, LaneBar, LaneKind, TimelineView};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest name of a lane.
const NAME: u16 = 14;
/// Separates two bars that touch.
const EDGE: &str = "▏";
const NOW: &str = "┃";

/// The lanes up to this kind, with one row each under the row of hours.
pub(crate) fn lanes(view: &TimelineView, last: LaneKind) -> impl Iterator<Item = &Lane> {
    view.lanes.iter().filter(move |lane| lane.kind <= last)
}

/// The rows that [`put_timeline`] fills at most.
pub(crate) fn height(view: &TimelineView, last: LaneKind) -> u16 {
    u16::try_from(lanes(view, last).count()).unwrap_or(u16::MAX).saturating_add(1)
}

/// Draws the hours, and a row for each lane up to that kind.
pub(crate) fn put_timeline(buf: &mut Buffer, area: Rect, view: &TimelineView, last: LaneKind, theme: Theme) {
    let names = widest(lanes(view, last).map(|lane| lane.name.as_str())).min(NAME);
    let scale = Scale { from: view.from, to: view.to, columns: area.width.saturating_sub(names).saturating_sub(1) };
    if area.height < 2 || scale.columns < 10 {
        return;
    }
    let now = scale.column(view.now).filter(|_| view.now >= view.from && view.now < view.to);
    let axis = indent(row(area, 0), names.saturating_add(1));
    let mut free = 0;
    for (minute, hour) in &view.hours {
        let Some(at) = scale.column(*minute) else { continue };
        let at = at.saturating_sub(width(hour) / 2).max(free);
        let end = at.saturating_add(width(hour));
        if end > axis.width {
            continue;
        }
        put(buf, indent(axis, at), hour, theme.text());
        free = end.saturating_add(1);
    }
    if let Some(now) = now {
        put_now(buf, axis, now, theme);
    }
    for (down, lane) in (1..area.height).zip(lanes(view, last)) {
        let line = row(area, down);
        put(buf, Rect { width: names.min(line.width), ..line }, &lane.name, theme.text());
        let line = indent(line, names.saturating_add(1));
        let mut before = None;
        for bar in &lane.bars {
            before = put_lane_bar(buf, line, bar, lane.kind, &scale, before, theme).or(before);
        }
        if let Some(now) = now {
            put_now(buf, line, now, theme);
        }
    }
}

/// Minutes to columns.
struct Scale {
    from: i64,
    to: i64,
    columns: u16,
}

impl Scale {
    /// The column of a minute, at most the one after the last; `None` left of the first.
    fn column(&self, minute: i64) -> Option<u16> {
        let span = (self.to - self.from).max(1);
        let column = (minute - self.from).saturating_mul(i64::from(self.columns)).div_euclid(span);
        u16::try_from(column.min(i64::from(self.columns))).ok()
    }
}

/// Draws a bar after one that ended before the column `before`; returns the column after it, or `None` if it is not in
/// sight.
fn put_lane_bar(
    buf: &mut Buffer,
    line: Rect,
    bar: &LaneBar,
    kind: LaneKind,
    scale: &Scale,
    before: Option<u16>,
    theme: Theme,
) -> Option<u16> {
    if bar.to <= scale.from || bar.from >= scale.to {
        return None;
    }
    let begin = scale.column(bar.from).unwrap_or(0);
    let end = scale.column(bar.to).unwrap_or(0).max(begin.saturating_add(1)).min(scale.columns);
    let area = indent(Rect { width: end.min(line.width), ..line }, begin).intersection(buf.area);
    let style = theme.lane(kind, bar.mark, bar.hands, bar.picked);
    for x in area.left()..area.right() {
        if let Some(cell) = buf.cell_mut((x, area.y)) {
            cell.reset();
            cell.set_style(style);
        }
    }
    // A bar that begins where another ended needs an edge.
    let inside = if before == Some(begin) && area.width > 1 {
        put(buf, area, EDGE, style);
        indent(area, 1)
    } else {
        area
    };
    if let Some(label) = [&bar.label, &bar.short].into_iter().find(|label| width(label) <= inside.width) {
        put(buf, inside, label, style);
    }
    Some(end)
}

/// The line of now, where nothing is written.
fn put_now(buf: &mut Buffer, line: Rect, at: u16, theme: Theme) {
    let place = indent(line, at).intersection(buf.area);
    if let Some(cell) = buf.cell_mut((place.x, place.y)).filter(|_| place.width > 0)
        && matches!(cell.symbol(), " " | EDGE)
    {
        let style = cell.style();
        cell.set_symbol(NOW).set_style(style.patch(theme.now()));
    }
}
