//! The timeline as a page: the bars above, and every step in a list.
//!
//! The picked step is always in the list's rows that are shown.

use crate::tui::text::{indent, put, put_ends, put_right, row, rows, widest, width};
use crate::tui::theme::Theme;
use crate::tui::timeline::{height, put_timeline};
use crate::view::TimelinePageView;
use crate::view::timeline::LaneKind;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A wider list is hard to read across.
const LIST: u16 = 100;

pub(crate) fn put_timeline_page(buf: &mut Buffer, area: Rect, view: &TimelinePageView, theme: Theme) {
    let mut left = area;
    if area.height >= 4 {
        let eat = put_right(buf, row(area, 0), &view.eat, theme.strong());
        let rest = Rect { width: area.width.saturating_sub(eat).saturating_sub(3), ..row(area, 0) };
        put_ends(buf, rest, &view.title, theme.strong(), &view.clock, theme.text());
        left = rows(area, if area.height >= 10 { 2 } else { 1 }, area.height);
    }
    // The list keeps at least a third of the rows.
    let all = height(&view.timeline, LaneKind::Hands);
    let bars = all.min(left.height.saturating_sub((left.height / 3).max(3)));
    put_timeline(buf, rows(left, 0, bars), &view.timeline, LaneKind::Hands, theme);
    let gap = u16::from(bars > 0 && left.height > bars.saturating_add(4));
    put_list(buf, rows(left, bars.saturating_add(gap), left.height), view, theme);
}

fn put_list(buf: &mut Buffer, area: Rect, view: &TimelinePageView, theme: Theme) {
    let shown = usize::from(area.height);
    let from = view.picked.saturating_sub(shown / 3).min(view.steps.len().saturating_sub(shown));
    let times = widest(view.steps.iter().map(|step| step.time.as_str()));
    let lines = view.steps.iter().enumerate().skip(from);
    for (down, (at, step)) in (0..area.height).zip(lines) {
        let line = Rect { width: area.width.min(LIST), ..row(area, down) };
        let picked = at == view.picked;
        let style = if picked { theme.picked() } else { theme.step(step.mark) };
        if picked {
            buf.set_style(line.intersection(buf.area), style);
        }
        let sign = if picked { "▸ " } else { "  " };
        put(buf, line, sign, style);
        let time = Rect { width: times.min(line.width.saturating_sub(2)), ..indent(line, 2) };
        put_right(buf, time, &step.time, style);
        let text = indent(line, times.saturating_add(width(sign)).saturating_add(2));
        put_ends(buf, text, &step.text, style, &step.length, style);
    }
}
