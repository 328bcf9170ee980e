//! The list of steps, on the board and at set-up.
//!
//! If it does not fit, it shows the part around the current step and says how many lines are left out.

use crate::tui::text::{put, put_ends, row};
use crate::tui::theme::Theme;
use crate::view::{StepLine, StepMark};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the list and returns the number of rows.
pub(crate) fn put_steps(buf: &mut Buffer, area: Rect, steps: &[StepLine], theme: Theme) -> u16 {
    let room = usize::from(area.height);
    if room == 0 {
        return 0;
    }
    let now = steps.iter().position(|step| step.mark != StepMark::Done).unwrap_or(0);
    let mut from = now.saturating_sub(room / 3);
    if steps.len() <= room {
        from = 0;
    } else {
        from = from.min(steps.len().saturating_sub(room));
    }
    let above = if from > 0 { from + 1 } else { 0 };
    let below = steps.len().saturating_sub(from + room);
    let below = if below > 0 { below + 1 } else { 0 };
    let mut used = 0u16;
    for (at, step) in steps.iter().skip(from).take(room).enumerate() {
        let line = row(area, used);
        if at == 0 && above > 0 && room > 2 {
            put(buf, line, &format!("… {above} before"), theme.quiet());
        } else if at + 1 == room && below > 0 && room > 2 {
            put(buf, line, &format!("… {below} more"), theme.quiet());
        } else {
            let style = theme.step(step.mark);
            put_ends(buf, line, &format!("{} {}", sign(step.mark), step.text), style, &step.time, style);
        }
        used = used.saturating_add(1);
    }
    used
}

fn sign(mark: StepMark) -> char {
    match mark {
        StepMark::Done => '✓',
        StepMark::Now => '▸',
        StepMark::Ahead => '·',
    }
}
