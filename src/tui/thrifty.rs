//! Writes to a terminal with as few bytes as can be, for a countdown that runs for hours.
//!
//! ratatui's own backend ends each draw with four resets, hides the cursor again and again, and moves by absolute places: about
//! 40 bytes a second more for a running step. This one remembers what the terminal was told, and moves by the shortest way it can
//! be sure of. After each draw the terminal's style is its default, so that anything else written to it looks as usual.

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::cell::Cell as Slot;
use std::io::{self, Write};

/// A backend for [`ratatui::Terminal`] that writes few bytes. It expects raw mode.
#[derive(Debug)]
pub struct Thrifty<W: Write> {
    inner: CrosstermBackend<W>,
    /// Whether the cursor is shown; none where that is not known.
    cursor: Option<bool>,
    /// The size that the terminal had when it was last asked, or that was given.
    size: Slot<Option<Size>>,
    /// Whether the size was given, and the terminal is not asked.
    given: bool,
}

/// The style that the terminal writes in.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// The style after a reset.
const BLANK: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// All that a reset can be asked for, and its number (ECMA-48, SGR).
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

impl<W: Write> Thrifty<W> {
    /// Writes to `writer`.
    pub const fn new(writer: W) -> Thrifty<W> {
        Thrifty { inner: CrosstermBackend::new(writer), cursor: None, size: Slot::new(None), given: false }
    }

    /// Writes to `writer`, a terminal of this size: it is not asked for it before each draw, which saves three system calls.
    pub const fn sized(writer: W, size: Size) -> Thrifty<W> {
        Thrifty { inner: CrosstermBackend::new(writer), cursor: None, size: Slot::new(Some(size)), given: true }
    }

    /// The terminal has another size now: for one that was made by [`Thrifty::sized`].
    pub fn set_size(&mut self, size: Size) {
        self.size.set(Some(size));
        self.given = true;
    }

    /// Forgets what the terminal was told: for when something else wrote to it.
    pub fn forget(&mut self) {
        self.cursor = None;
    }

    /// From one style to another: by a reset where something must be taken away.
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

    /// Moves the cursor, which stands at `from` if that is known.
    fn go(&mut self, from: Option<Position>, to: Position) -> io::Result<()> {
        let absolute = format!("\x1b[{};{}H", u32::from(to.y) + 1, u32::from(to.x) + 1);
        let near = from.and_then(|from| relative(from, to)).filter(|near| near.len() < absolute.len());
        self.inner.write_all(near.unwrap_or(absolute).as_bytes())
    }
}

/// The way from one place to another below or beside it, where there is one.
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

/// The number of a colour (ECMA-48 and aixterm, SGR): `low` and `bright` begin the rows of eight.
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

impl<W: Write> Backend for Thrifty<W> {
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
            // Where the cursor stands after a wide or a combined sign differs between terminals, and at the right edge it waits.
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

    /// The upper left corner: asking the terminal would wait for its answer among the keys, and nothing here needs to know.
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
