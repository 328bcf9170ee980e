//! What lies over the body: text to read, a question, a line being typed.
//!
//! A question and a typed line stand at the bottom, so that the digits stay in sight above them.

use crate::tui::footer::put_key_list;
use crate::tui::text::{fit, indent, lines, put, put_right, put_wrapped, row, rows, width};
use crate::tui::theme::Theme;
use crate::view::{Hint, Over};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

/// The widest that text is read well.
const READ: u16 = 78;

/// Puts what lies over the body into `area`.
pub(crate) fn put_over(buf: &mut Buffer, area: Rect, over: &Over, theme: Theme) {
    match over {
        Over::Text { title, lines, from } => put_text(buf, area, title, lines, *from, theme),
        Over::Prompt { question, answers } => put_prompt(buf, area, question, answers, theme),
        Over::Entry { label, text, fault } => put_entry(buf, area, label, text, fault.as_deref(), theme),
    }
}

/// An empty box with `wanted` rows inside, at the bottom of `area`; returns its inside.
fn put_box(buf: &mut Buffer, area: Rect, wanted: u16, title: &str, theme: Theme) -> Rect {
    let area = area.intersection(buf.area);
    let bordered = area.width >= 12 && area.height >= wanted.saturating_add(2).min(5);
    let frame = if bordered { 2 } else { 0 };
    let height = wanted.saturating_add(frame).min(area.height);
    let place = rows(area, area.height.saturating_sub(height), height);
    let place = Rect { width: place.width.min(READ), ..place };
    Clear.render(place, buf);
    if !bordered {
        return place;
    }
    let mut block = Block::bordered().border_type(BorderType::Thick).border_style(theme.text());
    if !title.is_empty() {
        let title = format!(" {} ", fit(title, place.width.saturating_sub(6)));
        block = block.title(ratatui::text::Line::styled(title, theme.strong()));
    }
    let inner = block.inner(place);
    block.render(place, buf);
    let inner = indent(inner, 1);
    Rect { width: inner.width.saturating_sub(1), ..inner }
}

fn put_text(buf: &mut Buffer, area: Rect, title: &str, lines_: &[String], from: usize, theme: Theme) {
    let place = Rect { width: area.width.min(READ), ..area };
    let inside = put_box(buf, place, area.height, title, theme);
    let mut left = inside;
    let mut shown = 0usize;
    for line in lines_.iter().skip(from) {
        let wanted = lines(line, left.width, 3).max(1);
        let last = from.saturating_add(shown).saturating_add(1) >= lines_.len();
        // The last row says that there is more, unless there is not.
        if left.height == 0 || (!last && wanted >= left.height) {
            break;
        }
        let style = if line.ends_with(':') { theme.heading() } else { theme.text() };
        put_wrapped(buf, rows(left, 0, wanted), line, style);
        left = rows(left, wanted, left.height);
        shown = shown.saturating_add(1);
    }
    let below = lines_.len().saturating_sub(from.saturating_add(shown));
    if below > 0 && inside.height > 0 {
        let last = row(inside, inside.height.saturating_sub(1));
        Clear.render(last.intersection(buf.area), buf);
        put(buf, last, &format!("↓ {below} more"), theme.strong());
    }
}

fn put_prompt(buf: &mut Buffer, area: Rect, question: &str, answers: &[Hint], theme: Theme) {
    let count = u16::try_from(answers.len()).unwrap_or(u16::MAX);
    let text = area.width.min(READ).saturating_sub(4);
    let asked = lines(question, text, 4);
    let wanted = asked.saturating_add(count);
    let roomy = area.height > wanted.saturating_add(3);
    let air = u16::from(roomy);
    let inside = put_box(buf, area, wanted.saturating_add(air), "", theme);
    // The question may be cut, the answers not.
    let most = inside.height.saturating_sub(count).max(1);
    let used = put_wrapped(buf, rows(inside, 0, most), question, theme.strong());
    put_key_list(buf, rows(inside, used.saturating_add(air), inside.height), answers, theme);
}

fn put_entry(buf: &mut Buffer, area: Rect, label: &str, text: &str, fault: Option<&str>, theme: Theme) {
    let room = area.width.min(READ).saturating_sub(4);
    let says = fault.map_or(0, |fault| lines(fault, room.saturating_sub(2), 2));
    let inside = put_box(buf, area, 2u16.saturating_add(says), "", theme);
    let labelled = inside.height > 1;
    if labelled {
        put(buf, inside, label, theme.strong());
    }
    let line = row(inside, u16::from(labelled));
    // The end of what is typed stays in sight.
    let mut from = text;
    while width(from).saturating_add(1) > line.width {
        let mut letters = from.chars();
        if letters.next().is_none() {
            break;
        }
        from = letters.as_str();
    }
    let used = put(buf, line, from, theme.text());
    put(buf, indent(line, used), " ", theme.picked());
    if let Some(fault) = fault {
        let place = rows(inside, 2, 2);
        put(buf, place, "!", theme.warning());
        put_wrapped(buf, indent(place, 2), fault, theme.text());
    }
    put_right(buf, Rect { height: 0, ..inside }, "", theme.text());
}
