//! Progress as a line that fills from the left.
//!
//! For a range, the line is solid up to the window, and the window has another pattern.

use crate::tui::text::{indent, put};
use crate::tui::theme::Theme;
use crate::view::{Bar, ClockState};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws a bar across the first row of `area`.
pub(crate) fn put_bar(buf: &mut Buffer, area: Rect, bar: Bar, mood: ClockState, theme: Theme) {
    let length = area.width;
    let done = cells(bar.done, length);
    let window = bar.window.map(|window| cells(window, length).min(length.saturating_sub(1)));
    let mut full = String::new();
    let mut rest = String::new();
    for at in 0..length {
        let is_done = at < done;
        let sign = match window {
            Some(start) if at == start => '│',
            Some(start) if at > start && is_done => '▒',
            Some(start) if at > start => '·',
            Some(_) | None if is_done => '━',
            Some(_) | None => '─',
        };
        if is_done { full.push(sign) } else { rest.push(sign) }
    }
    let used = put(buf, area, &full, theme.bar(mood));
    put(buf, indent(area, used), &rest, theme.quiet());
}

/// `part` thousandths of `length`.
fn cells(part: u16, length: u16) -> u16 {
    u16::try_from(u32::from(part.min(1000)) * u32::from(length) / 1000).unwrap_or(length)
}

#[cfg(test)]
mod tests {
    use super::put_bar;
    use crate::tui::theme::Theme;
    use crate::view::{Bar, ClockState};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    #[track_caller]
    fn drawn(done: u16, window: Option<u16>, wanted: &str) {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
        let area = buf.area;
        put_bar(&mut buf, area, Bar { done, window }, ClockState::Running, Theme::plain());
        let line: String = buf.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(line, wanted);
    }

    #[test]
    fn it_fills_and_marks_the_window() {
        drawn(0, None, "──────────");
        drawn(450, None, "━━━━──────");
        drawn(1000, None, "━━━━━━━━━━");
        drawn(300, Some(700), "━━━────│··");
        drawn(900, Some(700), "━━━━━━━│▒·");
        drawn(1200, Some(1000), "━━━━━━━━━│");
    }
}
