//! Writes to a terminal with as few bytes as possible, for countdowns that run for hours.
//!
//! ratatui's own backend ends each draw with four resets, hides the cursor every time, and moves by absolute positions:
//! about 40 more bytes a second for a running step. This one remembers the state of the terminal and makes the shortest
//! safe move. After each draw the style is the terminal's default, so that other output looks as usual.

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::cell::Cell as Slot;
use std::io::{self, Write};

/// A backend for [`ratatui::Terminal`] that writes few bytes. Needs raw mode.
#[derive(Debug)]
pub struct CompactBackend<W: Write> {
    inner: CrosstermBackend<W>,
    /// Whether the cursor is shown; `None` if unknown.
    cursor: Option<bool>,
    /// The size that was given, or that the terminal last reported.
    size: Slot<Option<Size>>,
    /// Whether the size was given, so that the terminal is not asked.
    given: bool,
}

/// The current style of the terminal.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// The style after a reset.
const BLANK: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// The SGR number of each modifier (ECMA-48).
const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

impl<W: Write> CompactBackend<W> {
    /// Writes to `writer`.
    pub const fn new(writer: W) -> CompactBackend<W> {
        CompactBackend { inner: CrosstermBackend::new(writer), cursor: None, size: Slot::new(None), given: false }
    }

    /// Writes to a terminal of known size, which is then not asked before each draw; this saves three system calls.
    pub const fn sized(writer: W, size: Size) -> CompactBackend<W> {
        CompactBackend { inner: CrosstermBackend::new(writer), cursor: None, size: Slot::new(Some(size)), given: true }
    }

    /// Sets the new size, for a backend from [`CompactBackend::sized`].
    pub fn set_size(&mut self, size: Size) {
        self.size.set(Some(size));
        self.given = true;
    }

    /// Forgets the state of the terminal, because something else wrote to it.
    pub fn forget(&mut self) {
        self.cursor = None;
    }

    /// Changes the style, with a reset if something must be removed.
    fn restyle(&mut self, from: Pen, to: Pen) -> io::Result<()> {
        let mut codes: Vec<String> = Vec::new();
        let mut from = from;
        if !to.modifier.contains(from.modifier) || (to == BLANK && from != BLANK) {
            codes.push(String::new());
            from = BLANK;
        }
        for (modifier, code) in MODIFIERS {
            if to.modifier.contains(modifier) && !from.modifier.contains(modifier) {
                codes.push(code.to_string());
            }
        }
        if to.fg != from.fg {
            codes.push(colour(to.fg, 30, 90));
        }
        if to.bg != from.bg {
            codes.push(colour(to.bg, 40, 100));
        }
        if codes.is_empty() { Ok(()) } else { write!(self.inner, "\x1b[{}m", codes.join(";")) }
    }

    /// Moves the cursor; `from` is its position, if known.
    fn go(&mut self, from: Option<Position>, to: Position) -> io::Result<()> {
        let absolute = format!("\x1b[{};{}H", u32::from(to.y) + 1, u32::from(to.x) + 1);
        let near = from.and_then(|from| relative(from, to)).filter(|near| near.len() < absolute.len());
        self.inner.write_all(near.unwrap_or(absolute).as_bytes())
    }
}

/// A relative move within the row or down, if one is possible.
fn relative(from: Position, to: Position) -> Option<String> {
    let mut way = match to.y.checked_sub(from.y)? {
        0 => String::new(),
        1 => "\x1b[B".to_owned(),
        down => format!("\x1b[{down}B"),
    };
    if to.x > from.x {
        match to.x.saturating_sub(from.x) {
            1 => way.push_str("\x1b[C"),
            right => way.push_str(&format!("\x1b[{right}C")),
        }
    } else {
        match from.x.saturating_sub(to.x) {
            left @ 0..=4 => way.push_str(&"\x08".repeat(usize::from(left))),
            left => way.push_str(&format!("\x1b[{left}D")),
        }
    }
    Some(way)
}

/// The SGR number of a colour (ECMA-48 and aixterm); `low` and `bright` are the first of eight.
fn colour(colour: Color, low: u8, bright: u8) -> String {
    let (row, at) = match colour {
        Color::Reset => (low, 9),
        Color::Black => (low, 0),
        Color::Red => (low, 1),
        Color::Green => (low, 2),
        Color::Yellow => (low, 3),
        Color::Blue => (low, 4),
        Color::Magenta => (low, 5),
        Color::Cyan => (low, 6),
        Color::Gray => (low, 7),
        Color::DarkGray => (bright, 0),
        Color::LightRed => (bright, 1),
        Color::LightGreen => (bright, 2),
        Color::LightYellow => (bright, 3),
        Color::LightBlue => (bright, 4),
        Color::LightMagenta => (bright, 5),
        Color::LightCyan => (bright, 6),
        Color::White => (bright, 7),
        Color::Indexed(index) => return format!("{};5;{index}", low.saturating_add(8)),
        Color::Rgb(r, g, b) => return format!("{};2;{r};{g};{b}", low.saturating_add(8)),
    };
    row.saturating_add(at).to_string()
}

impl<W: Write> Backend for CompactBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let columns = self.size.get().map_or(0, |size| size.width);
        let mut pen = BLANK;
        let mut known: Option<Position> = None;
        let mut shown: Option<Position> = None;
        for (x, y, cell) in content {
            let place = Position { x, y };
            if shown != Some(place) {
                self.go(known, place)?;
            }
            let wanted = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
            if wanted != pen {
                self.restyle(pen, wanted)?;
                pen = wanted;
            }
            self.inner.write_all(cell.symbol().as_bytes())?;
            // Terminals differ in where the cursor is after a wide or combined character; at the right edge it stays.
            let simple = cell.symbol().chars().count() == 1 && cell.cell_width() == 1;
            let after = Position { x: x.saturating_add(1), y };
            shown = simple.then_some(after);
            known = shown.filter(|place| place.x < columns);
        }
        self.restyle(pen, BLANK)
    }

    fn append_lines(&mut self, count: u16) -> io::Result<()> {
        self.inner.append_lines(count)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor != Some(false) {
            self.inner.hide_cursor()?;
            self.cursor = Some(false);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor != Some(true) {
            self.inner.show_cursor()?;
            self.cursor = Some(true);
        }
        Ok(())
    }

    /// Always the upper left corner: the terminal's answer would arrive among the keys, and nothing here needs it.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.forget();
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        if let (true, Some(size)) = (self.given, self.size.get()) {
            return Ok(size);
        }
        let size = self.inner.size()?;
        self.size.set(Some(size));
        Ok(size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
mod tests {
    use super::CompactBackend;
    use proptest::prelude::{Strategy, any, prop_assert_eq, proptest};
    use ratatui::backend::Backend;
    use ratatui::buffer::{Buffer, Cell};
    use ratatui::layout::{Rect, Size};
    use ratatui::style::{Color, Modifier, Style};

    const WIDTH: u16 = 6;
    const HEIGHT: u16 = 4;

    /// The part of a terminal that the backend uses: each cell has its text and the style codes since the last reset.
    struct Terminal {
        cells: Vec<(String, Vec<String>)>,
        x: usize,
        y: usize,
        pen: Vec<String>,
    }

    impl Terminal {
        fn new() -> Terminal {
            Terminal { cells: vec![(" ".into(), vec![]); usize::from(WIDTH * HEIGHT)], x: 0, y: 0, pen: vec![] }
        }

        fn feed(&mut self, bytes: &[u8]) {
            let text = std::str::from_utf8(bytes).unwrap();
            let mut rest = text;
            while let Some(sign) = rest.chars().next() {
                if let Some(sequence) = rest.strip_prefix("\x1b[") {
                    let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
                    self.sequence(&sequence[..end], &sequence[end..=end]);
                    rest = &sequence[end + 1..];
                } else if sign == '\x08' {
                    self.x = self.x.checked_sub(1).unwrap();
                    rest = &rest[1..];
                } else {
                    self.cells[self.y * usize::from(WIDTH) + self.x] = (sign.to_string(), self.pen.clone());
                    self.x += 1;
                    rest = &rest[sign.len_utf8()..];
                }
            }
        }

        fn sequence(&mut self, parameters: &str, last: &str) {
            let number = |text: &str| text.parse::<usize>().unwrap_or(1);
            match last {
                "H" => {
                    let (y, x) = parameters.split_once(';').unwrap();
                    (self.x, self.y) = (number(x) - 1, number(y) - 1);
                }
                "B" => self.y += number(parameters),
                "C" => self.x += number(parameters),
                "D" => self.x -= number(parameters),
                "m" => {
                    for code in parameters.split(';') {
                        if code.is_empty() {
                            self.pen.clear();
                            continue;
                        }
                        // A colour replaces the one before it.
                        let plane = |code: &str| match code.len() {
                            1 => code.to_owned(),
                            _ if code.starts_with('3') || code.starts_with('9') => "ink".into(),
                            _ => "paper".into(),
                        };
                        self.pen.retain(|old| plane(old) != plane(code));
                        if !code.ends_with('9') || code.len() == 1 {
                            self.pen.push(code.into());
                        }
                    }
                    self.pen.sort();
                }
                other => panic!("unknown sequence {other}"),
            }
        }
    }

    fn codes(cell: &Cell) -> Vec<String> {
        let mut codes = Vec::new();
        for (modifier, code) in super::MODIFIERS {
            if cell.modifier.contains(modifier) {
                codes.push(code.to_string());
            }
        }
        if cell.fg != Color::Reset {
            codes.push(super::colour(cell.fg, 30, 90));
        }
        if cell.bg != Color::Reset {
            codes.push(super::colour(cell.bg, 40, 100));
        }
        codes.sort();
        codes
    }

    fn buffer() -> impl Strategy<Value = Buffer> {
        let cell = (0..3usize, 0..3usize, 0..3usize, any::<bool>(), any::<bool>());
        proptest::collection::vec(cell, usize::from(WIDTH * HEIGHT)).prop_map(|cells| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
            for (cell, (sign, ink, paper, bold, reversed)) in buffer.content.iter_mut().zip(cells) {
                cell.set_symbol([" ", "a", "█"][sign]);
                let mut style = Style::new();
                style = style.fg([Color::Reset, Color::Red, Color::LightBlue][ink]);
                style = style.bg([Color::Reset, Color::Green, Color::DarkGray][paper]);
                style = if bold { style.add_modifier(Modifier::BOLD) } else { style };
                cell.set_style(if reversed { style.add_modifier(Modifier::REVERSED) } else { style });
            }
            buffer
        })
    }

    proptest! {
        #[test]
        fn the_terminal_shows_what_was_drawn(frames in proptest::collection::vec(buffer(), 1..5), sized in any::<bool>()) {
            let mut terminal = Terminal::new();
            let mut before = Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT));
            for frame in frames {
                let mut tape = Vec::new();
                {
                    let mut backend = CompactBackend::new(&mut tape);
                    if sized {
                        backend.set_size(Size::new(WIDTH, HEIGHT));
                    }
                    backend.draw(before.diff(&frame).into_iter()).unwrap();
                }
                terminal.feed(&tape);
                prop_assert_eq!(&terminal.pen, &Vec::<String>::new());
                for (shown, wanted) in terminal.cells.iter().zip(&frame.content) {
                    prop_assert_eq!(shown, &(wanted.symbol().to_owned(), codes(wanted)));
                }
                before = frame;
            }
        }
    }
}
