//! Big letters, drawn by tui-big-text in the largest pixels that fit.
//!
//! Every sign of one size has the same width, so that of "37:04" and "37:03" only the last digit is rewritten. How many bytes
//! that costs decides where a size is used; `tests/screens/bytes.rs` measures it.

use crate::tui::text::{indent, put, rows, width, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

/// How big letters are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// A pixel is a cell: 8 columns and 7 rows a letter. Each second of a countdown in it would cost about 100 bytes, so what
    /// stands behind the last colon is drawn as [`Size::Half`]: minutes are what is read from afar.
    Full,
    /// A pixel is half a cell: 8 columns and 4 rows a letter. About 70 bytes a second.
    Half,
    /// A pixel is a quarter of a cell: 4 columns and 4 rows a letter. About 50 bytes a second.
    Quarter,
    /// Plain text.
    Text,
}

impl Size {
    /// Every size, the largest first.
    pub(crate) const ALL: [Size; 4] = [Size::Full, Size::Half, Size::Quarter, Size::Text];

    /// How many rows it takes. The eighth pixel of the font is blank in capitals and digits and is left out.
    pub(crate) const fn rows(self) -> u16 {
        match self {
            Size::Full => 7,
            Size::Half | Size::Quarter => 4,
            Size::Text => 1,
        }
    }

    /// How many columns `text` takes; none where the font lacks a letter.
    pub(crate) fn columns(self, text: &str) -> Option<u16> {
        let letter = match self {
            Size::Full | Size::Half => 8,
            Size::Quarter => 4,
            Size::Text => return Some(width(text)),
        };
        let drawn = text.chars().all(|c| matches!(c, ' '..='~' | '\u{a0}'..='\u{ff}'));
        let count = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
        drawn.then_some(count.saturating_mul(letter))
    }

    /// The largest size, not above `largest`, in which `text` fits.
    pub(crate) fn fitting(text: &str, largest: Size, columns: u16, rows: u16) -> Size {
        Size::ALL
            .into_iter()
            .skip_while(|size| *size != largest)
            .find(|size| size.rows() <= rows && size.columns(text).is_some_and(|wide| wide <= columns))
            .unwrap_or(Size::Text)
    }
}

/// Puts `text` in big letters at the top left of `area`.
pub(crate) fn put_big(buf: &mut Buffer, area: Rect, text: &str, size: Size, style: Style) {
    match size {
        Size::Full => {
            let (head, tail) = match text.rfind(':') {
                Some(colon) => text.split_at(colon.saturating_add(1)),
                None => (text, ""),
            };
            put_pixels(buf, area, head, Size::Full, PixelSize::Full, style);
            let tail_area = indent(rows(area, 3, 4), Size::Full.columns(head).unwrap_or(0));
            put_pixels(buf, tail_area, tail, Size::Half, PixelSize::HalfHeight, style);
        }
        Size::Half => put_pixels(buf, area, text, size, PixelSize::HalfHeight, style),
        Size::Quarter => put_pixels(buf, area, text, size, PixelSize::Quadrant, style),
        Size::Text => {
            put(buf, area, text, style);
        }
    }
}

/// `text` in lines of small big letters, if all of it goes into an area of this size.
pub(crate) fn big_lines(text: &str, columns: u16, rows: u16) -> Option<Vec<String>> {
    let room = columns / 4;
    let most = rows / Size::Quarter.rows();
    let lines = wrap(text, room, most.saturating_add(1));
    let whole = lines.len() <= usize::from(most) && !lines.is_empty();
    let unbroken = text.split_whitespace().all(|word| width(word) <= room);
    let drawn = lines.iter().all(|line| Size::Quarter.columns(line).is_some());
    (whole && unbroken && drawn).then_some(lines)
}

/// Puts lines of small big letters below each other; returns how many rows they took.
pub(crate) fn put_big_lines(buf: &mut Buffer, area: Rect, lines: &[String], style: Style) -> u16 {
    let mut used = 0;
    for line in lines {
        put_big(buf, rows(area, used, Size::Quarter.rows()), line, Size::Quarter, style);
        used = used.saturating_add(Size::Quarter.rows());
    }
    used
}

fn put_pixels(buf: &mut Buffer, area: Rect, text: &str, size: Size, pixel: PixelSize, style: Style) {
    let Some(columns) = size.columns(text) else { return };
    let area = Rect { width: columns.min(area.width), height: size.rows().min(area.height), ..area };
    let area = area.intersection(buf.area);
    // The zero of the font has a stroke through it and is taken for an eight from afar.
    let text = text.replace('0', "O");
    BigText::builder().pixel_size(pixel).style(style).lines(vec![Line::from(text)]).build().render(area, buf);
}

#[cfg(test)]
mod tests {
    use super::Size;

    #[test]
    fn the_largest_that_fits_is_taken() {
        assert_eq!(Size::fitting("37:04", Size::Full, 80, 20), Size::Full);
        assert_eq!(Size::fitting("37:04", Size::Half, 80, 20), Size::Half);
        assert_eq!(Size::fitting("37:04", Size::Full, 40, 6), Size::Half);
        assert_eq!(Size::fitting("37:04", Size::Full, 39, 6), Size::Quarter);
        assert_eq!(Size::fitting("37:04", Size::Full, 39, 3), Size::Text);
        assert_eq!(Size::fitting("焼く", Size::Full, 80, 20), Size::Text);
        assert_eq!(Size::fitting("37:04", Size::Full, 0, 0), Size::Text);
    }
}
