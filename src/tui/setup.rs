//! Set-up: what the cook can choose, when the dish would be ready, and what it needs.
//!
//! The settings come first. On 76 columns or more, the steps are to the right of the ingredients, else below.

use crate::tui::steps::put_steps;
use crate::tui::text::{indent, lines, middle, put, put_right, put_wrapped, row, rows, widest, width};
use crate::tui::theme::Theme;
use crate::view::{SetUpView, SettingRow};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The least width for two columns.
const WIDE: u16 = 76;
/// The widest page; on a wider screen it is in the middle, as two short lists far apart are hard to read together.
const WIDEST: u16 = 110;

/// A column that is filled from the top.
struct Column {
    left: Rect,
}

impl Column {
    fn used(&mut self, count: u16) {
        self.left = rows(self.left, count, self.left.height);
    }

    /// Adds a blank row unless few are left.
    fn air(&mut self) {
        if self.left.height > 3 {
            self.used(1);
        }
    }
}

pub(crate) fn put_setup(buf: &mut Buffer, area: Rect, view: &SetUpView, theme: Theme) {
    let area = middle(area, WIDEST);
    let mut body = area;
    if area.height >= 5 {
        let clock = if area.width >= 30 { put_right(buf, area, &view.clock, theme.text()) } else { 0 };
        let room = area.width.saturating_sub(clock).saturating_sub(2);
        put(buf, Rect { width: room, ..area }, &view.title, theme.strong());
        body = rows(area, if area.height >= 10 { 2 } else { 1 }, area.height);
    }
    let mut column = Column { left: body };
    put_settings(buf, &mut column, view, theme);
    if area.width >= WIDE {
        let half = body.width.saturating_sub(3) / 2;
        let mut left = Column { left: Rect { width: half, ..column.left } };
        let mut right = Column { left: indent(column.left, half.saturating_add(3)) };
        put_notes(buf, &mut left, &view.ingredients, "Ingredients", theme);
        left.air();
        put_notes(buf, &mut left, &view.notes, "Notes", theme);
        put_list(buf, &mut right, view, theme);
    } else {
        if column.left.height > 2 {
            // Half of the rows each, unless the ingredients need fewer.
            let list = u16::try_from(view.ingredients.len()).unwrap_or(u16::MAX).saturating_add(1);
            let share = list.min((column.left.height / 2).max(3));
            let mut upper = Column { left: Rect { height: share, ..column.left } };
            put_notes(buf, &mut upper, &view.ingredients, "Ingredients", theme);
            column.used(share);
            column.air();
        }
        put_list(buf, &mut column, view, theme);
        column.air();
        put_notes(buf, &mut column, &view.notes, "Notes", theme);
    }
}

fn put_settings(buf: &mut Buffer, column: &mut Column, view: &SetUpView, theme: Theme) {
    let room = usize::from(column.left.height);
    let labels = widest(view.settings.iter().map(|setting| setting.label.as_str())).min(column.left.width / 2);
    // A cut value says nothing, but a cut label can be guessed.
    let values = widest(view.settings.iter().map(|setting| setting.value.as_str())).saturating_add(8);
    let labels = labels.min(column.left.width.saturating_sub(values).max(6));
    // The picked row is visible at any height.
    let from = if view.picked < room { 0 } else { view.picked };
    let mut used = 0;
    for (at, setting) in view.settings.iter().enumerate().skip(from).take(room) {
        put_setting(buf, row(column.left, used), setting, labels, at == view.picked, theme);
        used = used.saturating_add(1);
    }
    column.used(used);
    column.air();
    let together = view.ready.join(" · ");
    let apart = if width(&together) <= column.left.width { vec![together] } else { view.ready.clone() };
    for line in &apart {
        let used = put_wrapped(buf, rows(column.left, 0, 2), line, theme.strong());
        column.used(used);
    }
    for line in &view.warnings {
        let max = lines(line, column.left.width.saturating_sub(2), 3);
        let area = rows(column.left, 0, max);
        put(buf, area, "!", theme.warning());
        let used = put_wrapped(buf, indent(area, 2), line, theme.text());
        column.used(used);
    }
    column.air();
}

fn put_setting(buf: &mut Buffer, area: Rect, setting: &SettingRow, labels: u16, picked: bool, theme: Theme) {
    let sign = if picked { '▸' } else { ' ' };
    let label = format!("{sign} {}", setting.label);
    put(buf, Rect { width: labels.saturating_add(2).min(area.width), ..area }, &label, theme.text());
    let value = indent(area, labels.saturating_add(4));
    if picked {
        put(buf, value, &format!("← {} →", setting.value), theme.picked());
    } else {
        put(buf, indent(value, 2), &setting.value, theme.strong());
    }
}

fn put_list(buf: &mut Buffer, column: &mut Column, view: &SetUpView, theme: Theme) {
    if column.left.height < 2 || view.steps.is_empty() {
        return;
    }
    put(buf, column.left, "Steps", theme.heading());
    column.used(1);
    let used = put_steps(buf, column.left, &view.steps, theme);
    column.used(used);
}

/// Lines under a heading; a line that ends in a colon is a heading too.
fn put_notes(buf: &mut Buffer, column: &mut Column, notes: &[String], title: &str, theme: Theme) {
    if column.left.height < 2 || notes.is_empty() {
        return;
    }
    put(buf, column.left, title, theme.heading());
    column.used(1);
    for (at, line) in notes.iter().enumerate() {
        let more = notes.len().saturating_sub(at);
        if column.left.height == 1 && (more > 1 || lines(line, column.left.width.saturating_sub(2), 3) > 1) {
            put(buf, indent(column.left, 2), &format!("… {more} more"), theme.text());
            column.used(1);
            return;
        }
        let style = if line.ends_with(':') { theme.strong() } else { theme.text() };
        let max = if title == "Notes" { 4 } else { 3 };
        let used = put_wrapped(buf, rows(indent(column.left, 2), 0, max), line, style);
        column.used(used);
    }
}
