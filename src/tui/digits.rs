//! Big letters, drawn by tui-big-text in the largest pixels that fit.
//!
//! All characters of a size have the same width, so that from "37:04" to "37:03" only the last digit is written. The
//! bytes that this costs decide where a size is used; `tests/screens/bytes.rs` measures them.

use crate::tui::text::{indent, put, rows, width, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};

/// The size of big letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// A pixel is 4 by 2 cells, a letter 32 columns by 14 rows. For words only.
    Huge,
    /// A pixel is 2 cells wide, a letter 16 columns by 7 rows, about square on screen. For words only.
    Wide,
    /// A pixel is a cell, a letter 8 columns by 7 rows. Each second of a countdown would cost about 100 bytes, so the
    /// part after the last colon is drawn as [`Size::Half`]: from afar, the cook reads the minutes.
    Full,
    /// A pixel is half a cell, a letter 8 columns by 4 rows. About 70 bytes a second.
    Half,
    /// A pixel is a quarter of a cell, a letter 4 columns by 4 rows. About 50 bytes a second.
    Quarter,
    /// Plain text.
    Text,
}

impl Size {
    /// Largest first.
    const ALL: [Size; 6] = [Size::Huge, Size::Wide, Size::Full, Size::Half, Size::Quarter, Size::Text];

    /// Its height. The font's eighth pixel row is left out, as it is blank in capitals and digits.
    pub(crate) const fn rows(self) -> u16 {
        match self {
            Size::Huge => 14,
            Size::Wide | Size::Full => 7,
            Size::Half | Size::Quarter => 4,
            Size::Text => 1,
        }
    }

    /// Blank rows between two lines; 0 if the blank lowest half pixel separates them.
    const fn gap(self) -> u16 {
        match self {
            Size::Huge => 2,
            Size::Wide | Size::Full => 1,
            Size::Half | Size::Quarter | Size::Text => 0,
        }
    }

    /// The width of `text`; `None` if the font lacks a letter.
    pub(crate) fn columns(self, text: &str) -> Option<u16> {
        let letter = match self {
            Size::Huge => 32,
            Size::Wide => 16,
            Size::Full | Size::Half => 8,
            Size::Quarter => 4,
            Size::Text => return Some(width(text)),
        };
        let drawn = text.chars().all(|c| matches!(c, ' '..='~' | '\u{a0}'..='\u{ff}'));
        let count = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
        drawn.then_some(count.saturating_mul(letter))
    }

    /// The largest size up to `largest` in which `text` fits.
    pub(crate) fn fitting(text: &str, largest: Size, columns: u16, rows: u16) -> Size {
        Size::ALL
            .into_iter()
            .skip_while(|size| *size != largest)
            .find(|size| size.rows() <= rows && size.columns(text).is_some_and(|wide| wide <= columns))
            .unwrap_or(Size::Text)
    }
}

/// Draws `text` in big letters at the top left of `area`.
pub(crate) fn put_big(buf: &mut Buffer, area: Rect, text: &str, size: Size, style: Style) {
    match size {
        Size::Huge => put_scaled(buf, area, text, 4, 2, style),
        Size::Wide => put_scaled(buf, area, text, 2, 1, style),
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

/// A word or two in big letters, in one line or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BigWords {
    size: Size,
    lines: Vec<String>,
}

impl BigWords {
    /// `text` in the largest letters that fit; `None` if only plain text fits.
    pub(crate) fn fitting(text: &str, columns: u16, rows: u16) -> Option<BigWords> {
        Size::ALL.into_iter().filter(|size| *size != Size::Text).find_map(|size| {
            let room = columns / size.columns("M")?;
            let max = rows.saturating_add(size.gap()) / size.rows().saturating_add(size.gap());
            let lines = wrap(text, room, max.min(2));
            // Small text is better than a word that is cut or broken.
            let whole = !lines.is_empty() && lines.join(" ") == text;
            let drawn = lines.iter().all(|line| size.columns(line).is_some());
            (whole && drawn).then_some(BigWords { size, lines })
        })
    }

    pub(crate) fn rows(&self) -> u16 {
        let count = u16::try_from(self.lines.len()).unwrap_or(u16::MAX);
        count.saturating_mul(self.size.rows().saturating_add(self.size.gap())).saturating_sub(self.size.gap())
    }

    /// Whether the lowest half pixel is blank, which separates it from what is below.
    pub(crate) fn has_air(&self) -> bool {
        self.size.gap() == 0
    }

    pub(crate) fn put(&self, buf: &mut Buffer, area: Rect, style: Style) {
        let mut used = 0;
        for line in &self.lines {
            put_big(buf, rows(area, used, self.size.rows()), line, self.size, style);
            used = used.saturating_add(self.size.rows()).saturating_add(self.size.gap());
        }
    }
}

/// Draws letters of [`Size::Full`] with every cell repeated `across` and `down`.
fn put_scaled(buf: &mut Buffer, area: Rect, text: &str, across: u16, down: u16, style: Style) {
    let columns = Size::Full.columns(text).unwrap_or(0);
    let mut small = Buffer::empty(Rect::new(0, 0, columns, Size::Full.rows()));
    let whole = small.area;
    put_pixels(&mut small, whole, text, Size::Full, PixelSize::Full, style);
    let area = area.intersection(buf.area);
    for y in 0..area.height {
        for x in 0..area.width {
            let from = small.cell((x / across, y / down)).filter(|cell| cell.symbol() != " ");
            if let (Some(from), Some(to)) = (from, buf.cell_mut((area.x + x, area.y + y))) {
                to.set_symbol(from.symbol()).set_style(style);
            }
        }
    }
}

fn put_pixels(buf: &mut Buffer, area: Rect, text: &str, size: Size, pixel: PixelSize, style: Style) {
    let Some(columns) = size.columns(text) else { return };
    let area = Rect { width: columns.min(area.width), height: size.rows().min(area.height), ..area };
    let area = area.intersection(buf.area);
    // The font's zero has a stroke and looks like an eight from afar.
    let text = text.replace('0', "O");
    BigText::builder().pixel_size(pixel).style(style).lines(vec![Line::from(text)]).build().render(area, buf);
}

#[cfg(test)]
mod tests {
    use super::{BigWords, Size};

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

    #[test]
    fn words_are_as_large_as_the_room() {
        let size =
            |text: &str, columns, rows| BigWords::fitting(text, columns, rows).map(|big| (big.size, big.lines.len()));
        assert_eq!(size("OUT", 120, 20), Some((Size::Huge, 1)));
        assert_eq!(size("OUT", 72, 12), Some((Size::Wide, 1)));
        assert_eq!(size("OVEN ON", 72, 15), Some((Size::Wide, 2)));
        assert_eq!(size("OVEN ON", 72, 14), Some((Size::Full, 1)));
        assert_eq!(size("OVEN ON", 38, 4), Some((Size::Quarter, 1)));
        assert_eq!(size("OVEN ON", 38, 3), None);
        assert_eq!(size("INCOMPREHENSIBLE", 38, 20), None);
        assert_eq!(size("焼く", 80, 20), None);
        assert_eq!(size("", 80, 20), None);
    }
}
