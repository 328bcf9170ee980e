//! Big letters for words, of 5 by 7 pixels each, as large as the room.
//!
//! A text with a letter that is not drawn here is shown as plain text instead, never with a gap.

use crate::tui::pixels::{put_pixels, rows_of};
use crate::tui::text::{indent, rows};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Pixels of a letter.
const WIDE: u16 = 5;
const HIGH: u16 = 7;
/// From one letter to the next, in pixels.
const PITCH: u16 = 6;
/// The width of a space, in pixels.
const SPACE: u16 = 4;
/// The largest scale: a letter is 36 columns wide.
const LARGEST: u16 = 6;

/// Each letter from top to bottom; of the five lowest bits, the highest is the left pixel.
#[rustfmt::skip]
const LETTERS: &[(char, [u8; 7])] = &[
    (' ', [0, 0, 0, 0, 0, 0, 0]),
    ('A', [0x0e, 0x11, 0x11, 0x1f, 0x11, 0x11, 0x11]),
    ('B', [0x1e, 0x11, 0x11, 0x1e, 0x11, 0x11, 0x1e]),
    ('C', [0x0e, 0x11, 0x10, 0x10, 0x10, 0x11, 0x0e]),
    ('D', [0x1e, 0x11, 0x11, 0x11, 0x11, 0x11, 0x1e]),
    ('E', [0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x1f]),
    ('F', [0x1f, 0x10, 0x10, 0x1e, 0x10, 0x10, 0x10]),
    ('G', [0x0e, 0x11, 0x10, 0x17, 0x11, 0x11, 0x0e]),
    ('H', [0x11, 0x11, 0x11, 0x1f, 0x11, 0x11, 0x11]),
    ('I', [0x0e, 0x04, 0x04, 0x04, 0x04, 0x04, 0x0e]),
    ('J', [0x07, 0x02, 0x02, 0x02, 0x02, 0x12, 0x0c]),
    ('K', [0x11, 0x12, 0x14, 0x18, 0x14, 0x12, 0x11]),
    ('L', [0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x1f]),
    ('M', [0x11, 0x1b, 0x15, 0x15, 0x11, 0x11, 0x11]),
    ('N', [0x11, 0x19, 0x19, 0x15, 0x13, 0x13, 0x11]),
    ('O', [0x0e, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e]),
    ('P', [0x1e, 0x11, 0x11, 0x1e, 0x10, 0x10, 0x10]),
    ('Q', [0x0e, 0x11, 0x11, 0x11, 0x15, 0x12, 0x0d]),
    ('R', [0x1e, 0x11, 0x11, 0x1e, 0x14, 0x12, 0x11]),
    ('S', [0x0f, 0x10, 0x10, 0x0e, 0x01, 0x01, 0x1e]),
    ('T', [0x1f, 0x04, 0x04, 0x04, 0x04, 0x04, 0x04]),
    ('U', [0x11, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e]),
    ('V', [0x11, 0x11, 0x11, 0x11, 0x11, 0x0a, 0x04]),
    ('W', [0x11, 0x11, 0x11, 0x15, 0x15, 0x1b, 0x11]),
    ('X', [0x11, 0x11, 0x0a, 0x04, 0x0a, 0x11, 0x11]),
    ('Y', [0x11, 0x11, 0x0a, 0x04, 0x04, 0x04, 0x04]),
    ('Z', [0x1f, 0x01, 0x02, 0x04, 0x08, 0x10, 0x1f]),
    ('0', [0x0e, 0x11, 0x11, 0x11, 0x11, 0x11, 0x0e]),
    ('1', [0x04, 0x0c, 0x04, 0x04, 0x04, 0x04, 0x0e]),
    ('2', [0x0e, 0x11, 0x01, 0x02, 0x04, 0x08, 0x1f]),
    ('3', [0x0e, 0x11, 0x01, 0x06, 0x01, 0x11, 0x0e]),
    ('4', [0x11, 0x11, 0x11, 0x1f, 0x01, 0x01, 0x01]),
    ('5', [0x1f, 0x10, 0x1e, 0x01, 0x01, 0x11, 0x0e]),
    ('6', [0x0e, 0x10, 0x10, 0x1e, 0x11, 0x11, 0x0e]),
    ('7', [0x1f, 0x01, 0x02, 0x04, 0x04, 0x04, 0x04]),
    ('8', [0x0e, 0x11, 0x11, 0x0e, 0x11, 0x11, 0x0e]),
    ('9', [0x0e, 0x11, 0x11, 0x0f, 0x01, 0x01, 0x0e]),
    ('Ä', [0x0a, 0x00, 0x0e, 0x11, 0x1f, 0x11, 0x11]),
    ('À', [0x08, 0x04, 0x0e, 0x11, 0x1f, 0x11, 0x11]),
    ('Á', [0x02, 0x04, 0x0e, 0x11, 0x1f, 0x11, 0x11]),
    ('Â', [0x04, 0x0a, 0x0e, 0x11, 0x1f, 0x11, 0x11]),
    ('Å', [0x04, 0x0a, 0x04, 0x0e, 0x11, 0x1f, 0x11]),
    ('Æ', [0x0f, 0x14, 0x14, 0x1e, 0x14, 0x14, 0x17]),
    ('Ç', [0x0e, 0x11, 0x10, 0x10, 0x11, 0x0e, 0x04]),
    ('È', [0x08, 0x04, 0x1f, 0x10, 0x1e, 0x10, 0x1f]),
    ('É', [0x02, 0x04, 0x1f, 0x10, 0x1e, 0x10, 0x1f]),
    ('Ê', [0x04, 0x0a, 0x1f, 0x10, 0x1e, 0x10, 0x1f]),
    ('Ë', [0x0a, 0x00, 0x1f, 0x10, 0x1e, 0x10, 0x1f]),
    ('Í', [0x02, 0x04, 0x0e, 0x04, 0x04, 0x04, 0x0e]),
    ('Î', [0x04, 0x0a, 0x0e, 0x04, 0x04, 0x04, 0x0e]),
    ('Ï', [0x0a, 0x00, 0x0e, 0x04, 0x04, 0x04, 0x0e]),
    ('Ñ', [0x0d, 0x16, 0x11, 0x19, 0x15, 0x13, 0x11]),
    ('Ó', [0x02, 0x04, 0x0e, 0x11, 0x11, 0x11, 0x0e]),
    ('Ô', [0x04, 0x0a, 0x0e, 0x11, 0x11, 0x11, 0x0e]),
    ('Ö', [0x0a, 0x00, 0x0e, 0x11, 0x11, 0x11, 0x0e]),
    ('Ø', [0x0d, 0x12, 0x15, 0x15, 0x15, 0x09, 0x16]),
    ('Œ', [0x0f, 0x14, 0x14, 0x17, 0x14, 0x14, 0x0f]),
    ('Ù', [0x08, 0x04, 0x11, 0x11, 0x11, 0x11, 0x0e]),
    ('Ú', [0x02, 0x04, 0x11, 0x11, 0x11, 0x11, 0x0e]),
    ('Û', [0x04, 0x0a, 0x11, 0x11, 0x11, 0x11, 0x0e]),
    ('Ü', [0x0a, 0x00, 0x11, 0x11, 0x11, 0x11, 0x0e]),
    ('.', [0x00, 0x00, 0x00, 0x00, 0x00, 0x0c, 0x0c]),
    (',', [0x00, 0x00, 0x00, 0x00, 0x0c, 0x04, 0x08]),
    (':', [0x00, 0x0c, 0x0c, 0x00, 0x0c, 0x0c, 0x00]),
    ('?', [0x0e, 0x11, 0x01, 0x02, 0x04, 0x00, 0x04]),
    ('-', [0x00, 0x00, 0x00, 0x0e, 0x00, 0x00, 0x00]),
    ('+', [0x00, 0x04, 0x04, 0x1f, 0x04, 0x04, 0x00]),
    ('/', [0x01, 0x01, 0x02, 0x04, 0x08, 0x10, 0x10]),
    ('\'', [0x04, 0x04, 0x08, 0x00, 0x00, 0x00, 0x00]),
    ('’', [0x04, 0x04, 0x08, 0x00, 0x00, 0x00, 0x00]),
    ('&', [0x0c, 0x12, 0x14, 0x08, 0x15, 0x12, 0x0d]),
    ('%', [0x18, 0x19, 0x02, 0x04, 0x08, 0x13, 0x03]),
    ('(', [0x02, 0x04, 0x08, 0x08, 0x08, 0x04, 0x02]),
    (')', [0x08, 0x04, 0x02, 0x02, 0x02, 0x04, 0x08]),
    ('°', [0x0e, 0x0a, 0x0e, 0x00, 0x00, 0x00, 0x00]),
    ('·', [0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00]),
    ('→', [0x00, 0x04, 0x02, 0x1f, 0x02, 0x04, 0x00]),
];

fn letter(c: char) -> Option<&'static [u8; 7]> {
    LETTERS.iter().find(|(known, _)| *known == c).map(|(_, rows)| rows)
}

/// Words in big letters, in one line or two. A pixel of a letter is `scale` columns wide and as many half rows high.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BigWords {
    scale: u16,
    lines: Vec<String>,
}

impl BigWords {
    /// `text` in capitals, in the largest letters that fit; `None` if only plain text fits.
    pub(crate) fn fitting(text: &str, columns: u16, rows: u16) -> Option<BigWords> {
        BigWords::up_to(LARGEST, text, columns, rows)
    }

    /// As [`BigWords::fitting`], up to that scale.
    pub(crate) fn up_to(largest: u16, text: &str, columns: u16, rows: u16) -> Option<BigWords> {
        let text = text.to_uppercase();
        if text.is_empty() || text.chars().any(|c| letter(c).is_none()) {
            return None;
        }
        // Small text is better than a word that is cut or broken.
        let fits = |big: &BigWords| big.columns() <= columns && big.rows() <= rows;
        (1..=largest).rev().flat_map(|scale| one_or_two(&text).map(move |lines| BigWords { scale, lines })).find(fits)
    }

    /// Blank rows between two lines; none at the smallest scale, where the lowest half row is blank.
    fn gap(&self) -> u16 {
        self.scale / 2
    }

    pub(crate) fn rows(&self) -> u16 {
        let line = rows_of(HIGH.saturating_mul(self.scale));
        let count = u16::try_from(self.lines.len()).unwrap_or(u16::MAX);
        count.saturating_mul(line.saturating_add(self.gap())).saturating_sub(self.gap())
    }

    pub(crate) fn columns(&self) -> u16 {
        let pixels = |line: &String| line.chars().map(pitch).fold(0, u16::saturating_add).saturating_sub(PITCH - WIDE);
        self.lines.iter().map(pixels).max().unwrap_or(0).saturating_mul(self.scale)
    }

    /// Whether the lowest half row is blank, which separates it from what is below.
    pub(crate) fn has_air(&self) -> bool {
        self.scale % 2 == 1
    }

    pub(crate) fn put(&self, buf: &mut Buffer, area: Rect, style: Style) {
        let mut used = 0;
        let size = (WIDE.saturating_mul(self.scale), HIGH.saturating_mul(self.scale));
        for line in &self.lines {
            let mut place = rows(area, used, rows_of(size.1));
            for c in line.chars() {
                let found = letter(c);
                let scale = self.scale;
                put_pixels(buf, place, size, style, |x, y| found.is_some_and(|found| drawn(found, x, y, scale)));
                place = indent(place, pitch(c).saturating_mul(self.scale));
            }
            used = used.saturating_add(rows_of(size.1)).saturating_add(self.gap());
        }
    }
}

/// From a letter to the next, in pixels.
fn pitch(c: char) -> u16 {
    if c == ' ' { SPACE } else { PITCH }
}

/// The text in one line, then in two, the most even split first.
fn one_or_two(text: &str) -> impl Iterator<Item = Vec<String>> {
    let mut splits: Vec<(&str, &str)> =
        text.match_indices(' ').filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?))).collect();
    splits.sort_by_key(|(first, second)| first.chars().count().max(second.chars().count()));
    let one = std::iter::once(vec![text.to_owned()]);
    one.chain(splits.into_iter().map(|(first, second)| vec![first.to_owned(), second.to_owned()]).take(1))
}

/// Whether a letter has that pixel at its smallest scale.
fn lit(letter: &[u8; 7], x: u16, y: u16) -> bool {
    let row = letter.get(usize::from(y)).copied().unwrap_or(0);
    x < WIDE && row >> (WIDE - 1 - x) & 1 == 1
}

/// Whether a letter has that pixel at `scale`. Strokes that would touch at a corner only are joined there.
fn drawn(letter: &[u8; 7], x: u16, y: u16, scale: u16) -> bool {
    let (column, line) = (x / scale, y / scale);
    if lit(letter, column, line) {
        return true;
    }
    let half = scale / 2;
    let beside = if x % scale < half { column.checked_sub(1) } else { Some(column + 1) };
    let above = if y % scale < half { line.checked_sub(1) } else { Some(line + 1) };
    // The middle of an odd scale belongs to neither side.
    let middle = |at: u16| scale % 2 == 1 && at % scale == half;
    let (Some(beside), Some(above)) = (beside, above) else { return false };
    !middle(x) && !middle(y) && lit(letter, beside, line) && lit(letter, column, above) && !lit(letter, beside, above)
}

#[cfg(test)]
mod tests {
    use super::BigWords;
    use ratatui::buffer::{Buffer, Cell};
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn words_are_as_large_as_the_room() {
        let size =
            |text: &str, columns, rows| BigWords::fitting(text, columns, rows).map(|big| (big.scale, big.lines.len()));
        assert_eq!(size("OUT", 120, 21), Some((6, 1)));
        assert_eq!(size("OUT", 72, 14), Some((4, 1)));
        assert_eq!(size("OVEN ON", 39, 4), Some((1, 1)));
        assert_eq!(size("OVEN ON", 38, 8), Some((1, 2)));
        assert_eq!(size("OVEN ON", 38, 4), None);
        assert_eq!(size("OVEN ON", 39, 3), None);
        assert_eq!(size("INCOMPREHENSIBLE", 38, 20), None);
        assert_eq!(size("焼く", 80, 20), None);
        assert_eq!(size("", 80, 20), None);
        assert_eq!(size("Köfte wenden", 80, 4), Some((1, 1)));
    }

    #[test]
    fn a_letter_is_drawn_in_half_blocks() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 11, 4));
        let area = buf.area;
        let big = BigWords::fitting("eg", 11, 4).unwrap();
        big.put(&mut buf, area, Style::new());
        let lines: Vec<String> =
            buf.content.chunks(11).map(|line| line.iter().map(Cell::symbol).collect::<String>()).collect();
        assert_eq!(lines, ["█▀▀▀▀ ▄▀▀▀▄", "█▄▄▄  █ ▄▄▄", "█     █   █", "▀▀▀▀▀  ▀▀▀ "]);
        assert_eq!((big.columns(), big.rows()), (11, 4));
    }
}
