//! Takes over the terminal, writes to it without blocking, and restores it.
//!
//! Whatever ends the program (a normal end, an error, a panic, a signal), the terminal is restored first, before anything that can
//! fail. Output goes through a buffer and a separate non-blocking description: a terminal that accepts nothing for an hour (a frozen
//! connection, a closed lid) delays no alert, and shows the latest frame when it continues. Reading cannot block either, because of
//! the terminal's settings.

use crate::tui::{self, CompactBackend, Theme};
use crate::view::Screen;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue};
use ratatui::layout::Rect;
use ratatui::{TerminalOptions, Viewport};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{Mode, OFlags, open};
use rustix::io::Errno;
use rustix::process::{getpgid, getpid, getppid, getsid};
use rustix::stdio::{dup2_stderr, dup2_stdin, dup2_stdout, stdin, stdout};
use rustix::termios::{
    OptionalActions, SpecialCodeIndex, Termios, isatty, tcgetattr, tcgetwinsize, tcsetattr, ttyname,
};
use std::cell::RefCell;
use std::io::{self, Write};
use std::panic;
use std::rc::Rc;
use std::sync::Mutex;
use std::thread;

/// The terminal's original state.
struct Before {
    settings: Termios,
    /// Sequences that reset the rest: the window's title, the progress in its tab.
    farewell: String,
}

/// Wheel events sent as arrow keys (xterm's alternate scroll mode) would change countdowns: the mode is saved and turned off.
const WHEEL_OFF: &str = "\x1b[?1007s\x1b[?1007l";
/// Restores the mode changed by [`WHEEL_OFF`].
const WHEEL_BACK: &str = "\x1b[?1007r";

/// The original state; `Some` exactly while the program has the terminal.
static BEFORE: Mutex<Option<Before>> = Mutex::new(None);

/// Whether standard input and output are a terminal that can show a screen.
pub(crate) fn is_there() -> bool {
    isatty(stdin()) && isatty(stdout()) && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Restores the terminal; does nothing if that has been done.
fn restore() {
    // Even a panic while the lock is held must restore.
    let before = match BEFORE.try_lock() {
        Ok(mut before) => before.take(),
        Err(std::sync::TryLockError::Poisoned(before)) => before.into_inner().take(),
        Err(std::sync::TryLockError::WouldBlock) => None,
    };
    let Some(before) = before else { return };
    let mut bytes = before.farewell.into_bytes();
    bytes.extend(WHEEL_BACK.as_bytes());
    let _ = queue!(bytes, DisableBracketedPaste, ResetColor, cursor::Show, LeaveAlternateScreen);
    write_in_time(&bytes);
    let _ = tcsetattr(stdin(), OptionalActions::Now, &before.settings);
}

/// The most writes on the way out.
const LAST_WRITES: usize = 8;

/// Writes to standard output what it accepts in a short time: a blocked terminal must not keep the program from ending.
fn write_in_time(mut bytes: &[u8]) {
    let patience = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
    let own = reopen();
    for _ in 0..LAST_WRITES {
        let out = own.as_ref().map_or(stdout(), AsFd::as_fd);
        if !poll(&mut [PollFd::from_borrowed_fd(out, PollFlags::OUT)], Some(&patience)).is_ok_and(|n| n > 0) {
            return;
        }
        // A writable pipe accepts this much without blocking (PIPE_BUF, pipe(7)).
        let part = bytes.get(..bytes.len().min(512)).unwrap_or_default();
        match rustix::io::write(out, part) {
            Ok(sent) if sent >= bytes.len() => return,
            Ok(sent) => bytes = bytes.get(sent..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(_) => return,
        }
    }
}

/// Prints the last sentence on the way out; it is dropped if the terminal does not accept it.
pub(super) fn say_last(sentence: &str) {
    write_in_time(format!("{sentence}\n").as_bytes());
}

/// Output that the terminal has not accepted yet, shared with ratatui's backend.
#[derive(Clone, Debug, Default)]
struct Pending(Rc<RefCell<Vec<u8>>>);

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        // `push` writes a whole frame at once.
        Ok(())
    }
}

/// The terminal, restored when this is dropped.
#[derive(Debug)]
pub(crate) struct Tty {
    canvas: ratatui::Terminal<CompactBackend<Pending>>,
    theme: Theme,
    pending: Pending,
    /// A non-blocking description of the terminal; standard output itself if it cannot be opened again.
    out: Option<OwnedFd>,
    arrival: String,
    farewell: String,
}

impl Tty {
    /// Takes over the terminal: raw mode, alternate screen, no cursor, bracketed paste. Writes `arrival` now, and `farewell` when the
    /// terminal is restored for any reason.
    pub(crate) fn take(arrival: String, farewell: String) -> io::Result<Tty> {
        give_back_in_a_panic();
        enter(&farewell)?;
        let pending = Pending::default();
        let size = size();
        let options = TerminalOptions { viewport: Viewport::Fixed(size) };
        let canvas = ratatui::Terminal::with_options(CompactBackend::sized(pending.clone(), size.as_size()), options);
        let canvas = canvas.inspect_err(|_| restore())?;
        let mut tty = Tty { canvas, theme: theme(), pending, out: reopen(), arrival, farewell };
        tty.prepare(true)?;
        Ok(tty)
    }

    /// `anew`: whether it was restored before, or never taken.
    fn prepare(&mut self, anew: bool) -> io::Result<()> {
        if anew {
            self.pending.write_all(self.arrival.as_bytes())?;
            self.pending.write_all(WHEEL_OFF.as_bytes())?;
        }
        queue!(self.pending, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)
    }

    /// Where keys come from.
    pub(crate) fn input(&self) -> BorrowedFd<'static> {
        stdin()
    }

    /// Reads the typed bytes, perhaps none; never waits.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; 1024];
        match rustix::io::read(stdin(), &mut bytes) {
            Ok(n) => bytes.truncate(n),
            Err(Errno::AGAIN | Errno::INTR) => bytes.clear(),
            Err(e) => return Err(e.into()),
        }
        Ok(bytes)
    }

    /// Draws `screen` by sending the differences from the last frame.
    pub(crate) fn draw(&mut self, screen: &Screen) -> io::Result<()> {
        self.canvas.draw(|frame| tui::draw(screen, frame, self.theme))?;
        self.push()
    }

    /// Makes the next draw a complete one, as the size may have changed or another program may have written on the screen.
    pub(crate) fn forget(&mut self) -> io::Result<()> {
        let size = size();
        self.canvas.backend_mut().set_size(size.as_size());
        self.canvas.resize(size)
    }

    /// Sends `sequences`, which must not draw anything.
    pub(crate) fn send(&mut self, sequences: &str) -> io::Result<()> {
        self.pending.write_all(sequences.as_bytes())?;
        self.push()
    }

    /// The terminal, if it has not accepted all output yet; nothing should be drawn until then.
    pub(crate) fn full(&self) -> Option<BorrowedFd<'_>> {
        (!self.pending.0.borrow().is_empty()).then(|| self.out.as_ref().map_or(stdout(), AsFd::as_fd))
    }

    /// Sends as much as the terminal accepts.
    pub(crate) fn push(&mut self) -> io::Result<()> {
        let mut pending = self.pending.0.borrow_mut();
        let out = self.out.as_ref().map_or(stdout(), AsFd::as_fd);
        while !pending.is_empty() {
            match rustix::io::write(out, &pending) {
                Ok(n) => {
                    let sent = n.min(pending.len());
                    pending.drain(..sent);
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => break,
                Err(e) => {
                    pending.clear();
                    return Err(e.into());
                }
            }
        }
        Ok(())
    }

    /// Restores the terminal, suspends the program until the shell continues it, and takes the terminal again. Does nothing if nobody
    /// could continue it.
    pub(crate) fn stop(&mut self) -> io::Result<()> {
        if !has_shell() {
            return Ok(());
        }
        self.pending.0.borrow_mut().clear();
        restore();
        write_in_time(b"baste is stopped and cannot call you. To go on: fg\r\n");
        super::signals::stop();
        self.resume()
    }

    /// Takes the terminal again after a suspend, whoever caused it.
    pub(crate) fn resume(&mut self) -> io::Result<()> {
        let anew = enter(&self.farewell)?;
        self.prepare(anew)?;
        self.forget()
    }

    /// Handles a terminal that is gone: input ends and output goes nowhere, so that nothing loops and no write causes a
    /// panic.
    pub(crate) fn silence(&mut self) {
        if let Ok(mut before) = BEFORE.lock() {
            *before = None;
        }
        self.pending.0.borrow_mut().clear();
        let null = open("/dev/null", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty());
        if let Ok(null) = null {
            let _ = (dup2_stdin(&null), dup2_stdout(&null), dup2_stderr(&null));
        }
        self.out = None;
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        // An incomplete frame would swallow the start of the restoring sequences.
        let _ = self.push();
        self.pending.0.borrow_mut().clear();
        restore();
    }
}

/// The bits of the control modes for a separate input speed (termios(3), asm-generic/termbits.h).
#[cfg(target_os = "linux")]
const CIBAUD: u32 = 0x100f_0000;

/// Saves the settings and makes the terminal raw; true if it was not raw before. Reads return at once (VMIN and VTIME 0, termios(3)).
fn enter(farewell: &str) -> io::Result<bool> {
    #[cfg_attr(not(target_os = "linux"), allow(unused_mut, reason = "only there speeds are mended"))]
    let mut before = tcgetattr(stdin())?;
    #[cfg(target_os = "linux")]
    if before.control_modes.bits() & CIBAUD == 0 {
        // Zero means "same as output speed"; writing it back as a number would be a different setting.
        before.set_input_speed(0)?;
    }
    let mut raw = before.clone();
    raw.make_raw();
    raw.special_codes[SpecialCodeIndex::VMIN] = 0;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    // Saved first, so that every way out restores from here on. After a suspend from outside, the saved settings are still right.
    let mut anew = true;
    if let Ok(mut kept) = BEFORE.lock() {
        anew = kept.is_none();
        kept.get_or_insert(Before { settings: before, farewell: farewell.to_owned() });
    }
    tcsetattr(stdin(), OptionalActions::Now, &raw).inspect_err(|_| restore())?;
    Ok(anew)
}

/// Lets only the drawing thread restore the terminal when it panics; the message of another thread's panic is kept off the screen.
fn give_back_in_a_panic() {
    let drawing = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let ours = thread::current().id() == drawing;
        if ours {
            restore();
        }
        if ours || !BEFORE.lock().is_ok_and(|kept| kept.is_some()) {
            before(info);
        }
    }));
}

fn reopen() -> Option<OwnedFd> {
    let name = ttyname(stdout(), Vec::new()).ok()?;
    open(name, OFlags::WRONLY | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty()).ok()
}

/// Columns and rows; 80 and 24 if the terminal does not know.
fn size() -> Rect {
    match tcgetwinsize(stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Rect::new(0, 0, size.ws_col, size.ws_row),
        Ok(_) | Err(_) => Rect::new(0, 0, 80, 24),
    }
}

/// Whether the parent is a shell that started this as a job, and so can continue it.
fn has_shell() -> bool {
    let Some(parent) = getppid() else { return false };
    let same_session = getsid(Some(parent)).is_ok_and(|theirs| getsid(None).is_ok_and(|ours| ours == theirs));
    let own_job = getpgid(Some(parent)).is_ok_and(|theirs| getpgid(None).is_ok_and(|ours| ours != theirs));
    same_session && own_job && getpid() != parent
}

/// Coloured, unless the cook wants no colours (no-color.org: set and not empty).
fn theme() -> Theme {
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) { Theme::plain() } else { Theme::colour() }
}
