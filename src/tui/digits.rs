//! Big digits of a clock: strokes on a grid with cut corners, the minutes as large as the room, the seconds small.
//!
//! All digits of a face have the same width, so that from "37:04" to "37:03" only the last digit is written. Seconds
//! are never larger than five rows: at ten they would cost twice the bytes, and from afar the cook reads the minutes.

use crate::tui::letters::BigWords;
use crate::tui::pixels::{put_pixels, rows_of};
use crate::tui::text::{indent, put, rows, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The measures of a face. Across: columns; down: pixels of half a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Face {
    /// The width of a digit.
    wide: u16,
    /// The width of an upright stroke.
    stroke: u16,
    /// The height of a level stroke.
    bar: u16,
    /// The height between two level strokes.
    arm: u16,
    /// The side of the square that is cut from each corner.
    cut: u16,
    /// Between two digits.
    gap: u16,
}

const TINY: Face = Face { wide: 3, stroke: 1, bar: 1, arm: 2, cut: 0, gap: 1 };
const SMALL: Face = Face { wide: 6, stroke: 2, bar: 1, arm: 2, cut: 1, gap: 2 };
/// Five rows, for the seconds beside large minutes.
const SECONDS: Face = Face { wide: 7, stroke: 2, bar: 2, arm: 2, cut: 1, gap: 2 };

/// A face whose strokes are `n` rows high.
const fn scaled(n: u16, arm: u16) -> Face {
    Face { wide: 8 * n, stroke: 2 * n, bar: 2 * n, arm, cut: n, gap: 2 * n }
}

/// Faces for minutes with those for the seconds beside them, largest first: 40, 33, 26, 19, 12, 7, 4 and 4 rows.
const FACES: [(Face, Face); 8] = [
    (scaled(6, 22), SECONDS),
    (scaled(5, 18), SECONDS),
    (scaled(4, 14), SECONDS),
    (scaled(3, 10), SECONDS),
    (scaled(2, 6), SECONDS),
    (scaled(1, 4), SMALL),
    (SMALL, SMALL),
    (TINY, TINY),
];

/// The segments of a digit, as on a pocket calculator: top, upper right, lower right, bottom, lower left, upper left,
/// middle.
#[derive(Clone, Copy)]
struct Segments([bool; 7]);

fn segments(c: char) -> Option<Segments> {
    let lit = match c {
        '0' => 0b111_1110,
        '2' => 0b110_1101,
        '3' => 0b111_1001,
        '4' => 0b011_0011,
        '5' => 0b101_1011,
        '6' => 0b101_1111,
        '7' => 0b111_0000,
        '8' => 0b111_1111,
        '9' => 0b111_1011,
        'h' => 0b001_0111,
        '-' => 0b000_0001,
        _ => return None,
    };
    Some(Segments(std::array::from_fn(|at| lit >> (6 - at) & 1 == 1)))
}

impl Face {
    const fn high(self) -> u16 {
        3 * self.bar + 2 * self.arm
    }

    const fn rows(self) -> u16 {
        rows_of(self.high())
    }

    /// The width of a sign; `None` if it is not drawn.
    fn sign(self, c: char) -> Option<u16> {
        match c {
            ':' => Some(self.stroke),
            '1' | '+' => Some(self.wide),
            _ => segments(c).map(|_| self.wide),
        }
    }

    fn columns(self, text: &str) -> Option<u16> {
        let widths: Option<Vec<u16>> = text.chars().map(|c| self.sign(c)).collect();
        let widths = widths?;
        let gaps = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX).saturating_mul(self.gap);
        Some(widths.into_iter().fold(gaps, u16::saturating_add))
    }

    fn lit(self, c: char, x: u16, y: u16) -> bool {
        let Face { wide, stroke, bar, arm, cut, .. } = self;
        let middle = bar + arm;
        let center = (wide - stroke) / 2;
        match c {
            ':' => {
                let upper = bar + (arm - bar) / 2;
                let dot = |top: u16| y >= top && y < top + bar;
                dot(upper) || dot(self.high() - upper - bar)
            }
            '1' => {
                let stem = x >= center && x < center + stroke;
                stem || (x < center && x + stroke >= center && y >= cut && y < cut + bar)
            }
            '+' => {
                let half = wide.min(self.high()) / 2;
                let stem = x >= center
                    && x < center + stroke
                    && y + half >= middle + bar / 2
                    && y < middle + bar + half - bar / 2;
                stem || (y >= middle && y < middle + bar)
            }
            _ => {
                let Some(Segments([top, upper_right, lower_right, bottom, lower_left, upper_left, level])) =
                    segments(c)
                else {
                    return false;
                };
                let (left, right) = (x < stroke, x + stroke >= wide);
                let (upper, lower) = (y < middle + bar, y >= middle);
                let inside = (top && y < bar)
                    || (level && upper && lower)
                    || (bottom && y >= 2 * middle)
                    || (upper_left && left && upper)
                    || (upper_right && right && upper)
                    || (lower_left && left && lower)
                    || (lower_right && right && lower);
                let corner = (x < cut || x + cut >= wide) && (y < cut || y + cut >= self.high());
                inside && !corner
            }
        }
    }

    fn put(self, buf: &mut Buffer, area: Rect, text: &str, style: Style) {
        let mut place = area;
        for c in text.chars() {
            let Some(wide) = self.sign(c) else { return };
            put_pixels(buf, place, (wide, self.high()), style, |x, y| self.lit(c, x, y));
            place = indent(place, wide.saturating_add(self.gap));
        }
    }
}

/// A clock in big digits: "37:04", "1h05:30", "+2 min".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BigClock {
    faces: Option<(Face, Face)>,
    /// What is read from afar: "37:", "1h05", "+2".
    head: String,
    /// "04", "30", "min".
    tail: String,
    text: String,
}

impl BigClock {
    /// `text` in the largest digits of at most so many rows that fit; plain text if none does.
    pub(crate) fn fitting(text: &str, columns: u16, rows: u16) -> BigClock {
        let (head, tail) = parts(text);
        let mut clock = BigClock { faces: None, head, tail, text: text.to_owned() };
        for faces in FACES {
            clock.faces = Some(faces);
            if faces.0.rows() <= rows && clock.measured().is_some_and(|wide| wide <= columns) {
                return clock;
            }
        }
        clock.faces = None;
        clock
    }

    pub(crate) fn is_text(&self) -> bool {
        self.faces.is_none()
    }

    pub(crate) fn rows(&self) -> u16 {
        self.faces.map_or(1, |(face, _)| face.rows())
    }

    pub(crate) fn columns(&self) -> u16 {
        self.measured().unwrap_or_else(|| width(&self.text))
    }

    /// Its width in big digits; `None` if a sign is not drawn.
    fn measured(&self) -> Option<u16> {
        let (face, small) = self.faces?;
        let head = face.columns(&self.head)?;
        let tail = if self.tail.is_empty() { 0 } else { face.gap.saturating_add(self.tail_columns(small)?) };
        Some(head.saturating_add(tail))
    }

    fn tail_columns(&self, face: Face) -> Option<u16> {
        face.columns(&self.tail).or_else(|| self.words().map(|words| words.columns()))
    }

    /// The part after the digits, if it is a word.
    fn words(&self) -> Option<BigWords> {
        BigWords::up_to(1, &self.tail, u16::MAX, 4)
    }

    pub(crate) fn put(&self, buf: &mut Buffer, area: Rect, style: Style) {
        let (Some((face, small)), Some(wide)) = (self.faces, self.faces.and_then(|(face, _)| face.columns(&self.head)))
        else {
            put(buf, area, &self.text, style);
            return;
        };
        face.put(buf, area, &self.head, style);
        if self.tail.is_empty() {
            return;
        }
        let tail = indent(area, wide.saturating_add(face.gap));
        if small.columns(&self.tail).is_some() {
            // Both stand on the same line.
            let down = face.rows().saturating_sub(small.rows());
            small.put(buf, rows(tail, down, small.rows()), &self.tail, style);
        } else if let Some(words) = self.words() {
            words.put(buf, rows(tail, face.rows().saturating_sub(words.rows()), words.rows()), style);
        }
    }
}

/// The part that is read from afar, and the rest.
fn parts(text: &str) -> (String, String) {
    match (text.rsplit_once(':'), text.split_once(' ')) {
        // From an hour on, a colon would make hours look like minutes.
        (Some((head, tail)), None) if head.contains('h') => (head.to_owned(), tail.to_owned()),
        (Some((head, tail)), None) => (format!("{head}:"), tail.to_owned()),
        (None, Some((head, tail))) => (head.to_owned(), tail.to_owned()),
        (Some(_), Some(_)) | (None, None) => (text.to_owned(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::BigClock;
    use ratatui::buffer::{Buffer, Cell};
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[track_caller]
    fn drawn(text: &str, columns: u16, rows: u16) -> Vec<String> {
        let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
        let area = buf.area;
        BigClock::fitting(text, columns, rows).put(&mut buf, area, Style::new());
        let lines = buf.content.chunks(usize::from(columns));
        lines.map(|line| line.iter().map(Cell::symbol).collect::<String>().trim_end().to_owned()).collect()
    }

    #[test]
    fn the_largest_that_fits_is_taken() {
        let rows = |text: &str, columns, rows| BigClock::fitting(text, columns, rows).rows();
        assert_eq!(rows("37:04", 300, 60), 40);
        assert_eq!(rows("37:04", 118, 30), 26);
        assert_eq!(rows("37:04", 78, 14), 12);
        assert_eq!(rows("37:04", 78, 9), 7);
        assert_eq!(rows("37:04", 40, 12), 7);
        assert_eq!(rows("37:04", 34, 6), 4);
        assert_eq!(rows("37:04", 18, 4), 4);
        assert_eq!(rows("37:04", 16, 9), 1);
        assert_eq!(rows("37:04", 80, 3), 1);
        assert_eq!(rows("焼く", 80, 20), 1);
        assert_eq!(rows("37:04", 0, 0), 1);
    }

    #[test]
    fn digits_have_cut_corners_and_stand_on_one_line() {
        assert_eq!(
            drawn("31:05", 60, 7),
            [
                "▄██████▄   ▄▄██",
                "      ██   ▀▀██     ▄▄",
                "      ██     ██     ▀▀",
                "████████     ██         ▄█▀▀█▄  ▄█▀▀▀",
                "      ██     ██     ▄▄  ██  ██  ██▄▄▄▄",
                "      ██     ██     ▀▀  ██  ██      ██",
                "▀██████▀     ██          ▀▀▀▀    ▀▀▀▀",
            ]
        );
    }

    #[test]
    fn hours_have_no_colon() {
        let clock = BigClock::fitting("1h05:30", 80, 7);
        assert_eq!((clock.head.as_str(), clock.tail.as_str()), ("1h05", "30"));
        let over = BigClock::fitting("+2 min", 80, 7);
        assert_eq!((over.rows(), over.head.as_str(), over.tail.as_str()), (7, "+2", "min"));
    }
}
