//! What lies over the page: text to read, a question, or a line that is being typed.
//!
//! A question and a typed line are at the bottom, so that the digits above stay visible.

use crate::tui::footer::put_key_list;
use crate::tui::text::{fit, indent, lines, put, put_wrapped, row, rows, width};
use crate::tui::theme::Theme;
use crate::view::{KeyHint, Overlay};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Borders, Clear, Widget};

/// Wider text is hard to read.
const READ: u16 = 78;

/// Draws the overlay; `area` is that of page and overlay together.
pub(crate) fn put_over(buf: &mut Buffer, area: Rect, over: &Overlay, theme: Theme) {
    let frame = Frame::fitting(area);
    let (_, area) = split(area, over);
    match over {
        Overlay::Text { title, lines, from } => {
            let inside = put_box(buf, area, title, frame, theme);
            put_text(buf, inside, lines, *from, theme);
        }
        Overlay::Prompt { question, answers } => {
            let inside = put_box(buf, area, "", frame, theme);
            put_prompt(buf, inside, question, answers, theme);
        }
        Overlay::Entry { label, text, readings, picked, fault } => {
            let inside = put_box(buf, area, "", frame, theme);
            put_entry(buf, inside, (label, text), theme);
            let below = rows(inside, 2, inside.height);
            match fault {
                Some(fault) => put_fault(buf, below, fault, theme),
                None => put_readings(buf, below, readings, *picked, theme),
            }
        }
    }
}

/// The part of `area` above the overlay; text to read covers all of it.
pub(crate) fn above(area: Rect, over: &Overlay) -> Rect {
    split(area, over).0
}

fn split(area: Rect, over: &Overlay) -> (Rect, Rect) {
    let wanted = match over {
        Overlay::Text { .. } => return (rows(area, 0, 0), area),
        Overlay::Prompt { question, answers } => wanted_asked(area, question, answers),
        Overlay::Entry { fault: Some(fault), .. } => wanted_typed(area, fault),
        Overlay::Entry { readings, .. } => 2u16.saturating_add(u16::try_from(readings.len()).unwrap_or(u16::MAX)),
    };
    let height = wanted.saturating_add(Frame::fitting(area).rows()).min(area.height);
    let cut = area.height.saturating_sub(height);
    (rows(area, 0, cut), rows(area, cut, height))
}

/// What separates a box from the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Border,
    /// A line above it.
    Line,
    /// Nothing, as every row is needed.
    Bare,
}

impl Frame {
    fn fitting(area: Rect) -> Frame {
        match (area.width, area.height) {
            (30.., 16..) => Frame::Border,
            (_, 9..) => Frame::Line,
            _ => Frame::Bare,
        }
    }

    const fn rows(self) -> u16 {
        match self {
            Frame::Border => 2,
            Frame::Line => 1,
            Frame::Bare => 0,
        }
    }
}

/// The rows of a question with its answers and the blank row between.
fn wanted_asked(area: Rect, question: &str, answers: &[KeyHint]) -> u16 {
    let asked = lines(question, text_width(area), 4);
    asked.saturating_add(u16::try_from(answers.len()).unwrap_or(u16::MAX)).saturating_add(1)
}

/// The rows of a typed line with its label and fault.
fn wanted_typed(area: Rect, fault: &str) -> u16 {
    2u16.saturating_add(lines(fault, text_width(area).saturating_sub(2), 2))
}

/// The width inside a border.
fn text_width(area: Rect) -> u16 {
    area.width.min(READ).saturating_sub(4)
}

/// Draws an empty box and returns its inside.
fn put_box(buf: &mut Buffer, area: Rect, title: &str, frame: Frame, theme: Theme) -> Rect {
    let place = Rect { width: area.width.min(READ), ..area }.intersection(buf.area);
    Clear.render(area.intersection(buf.area), buf);
    let borders = match frame {
        Frame::Border => Borders::ALL,
        Frame::Line => Borders::TOP,
        Frame::Bare => return place,
    };
    let mut block = Block::new().borders(borders).border_type(BorderType::Thick).border_style(theme.text());
    if !title.is_empty() {
        let title = format!(" {} ", fit(title, place.width.saturating_sub(6)));
        block = block.title(Line::styled(title, theme.strong()));
    }
    let inner = block.inner(place);
    block.render(place, buf);
    if frame == Frame::Line {
        return inner;
    }
    let inner = indent(inner, 1);
    Rect { width: inner.width.saturating_sub(1), ..inner }
}

fn put_text(buf: &mut Buffer, inside: Rect, lines_: &[String], from: usize, theme: Theme) {
    let mut left = inside;
    let mut shown = 0usize;
    for line in lines_.iter().skip(from) {
        let wanted = lines(line, left.width, 3).max(1);
        let last = from.saturating_add(shown).saturating_add(1) >= lines_.len();
        // If there is more, the last row says so.
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

fn put_prompt(buf: &mut Buffer, inside: Rect, question: &str, answers: &[KeyHint], theme: Theme) {
    let count = u16::try_from(answers.len()).unwrap_or(u16::MAX);
    // The question may be cut, but not the answers.
    let max = inside.height.saturating_sub(count).max(1);
    let used = put_wrapped(buf, rows(inside, 0, max), question, theme.strong());
    let air = u16::from(inside.height > used.saturating_add(count));
    put_key_list(buf, rows(inside, used.saturating_add(air), inside.height), answers, theme);
}

fn put_entry(buf: &mut Buffer, inside: Rect, (label, text): (&str, &str), theme: Theme) {
    let labelled = inside.height > 1;
    if labelled {
        put(buf, inside, label, theme.strong());
    }
    let line = row(inside, u16::from(labelled));
    // The end of the typed text stays visible.
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
}

fn put_fault(buf: &mut Buffer, place: Rect, fault: &str, theme: Theme) {
    put(buf, place, "!", theme.warning());
    put_wrapped(buf, indent(place, 2), fault, theme.text());
}

/// What the typed text means; several readings to choose from.
fn put_readings(buf: &mut Buffer, place: Rect, readings: &[String], picked: Option<usize>, theme: Theme) {
    for (n, reading) in readings.iter().enumerate() {
        let Ok(at) = u16::try_from(n) else { break };
        if at >= place.height {
            break;
        }
        let line = row(place, at);
        let chosen = picked == Some(n);
        let mark = if chosen || picked.is_none() { "→ " } else { "  " };
        let style = if chosen { theme.picked() } else { theme.text() };
        put(buf, line, &fit(&format!("{mark}{reading}"), line.width), style);
    }
}
