//! The screen of a keeper that has one: the terminal, its keys, and the last frame.

use super::keys::{Keys, TerminalInput};
use super::terminal::Tty;
use crate::alert::{TerminalHandle, TerminalSupport};
use crate::view::Screen;
use crate::view::title::Title;
use std::io;
use std::os::fd::BorrowedFd;
use std::time::Duration;

/// After this many empty reads in a row, although input was reported, the terminal is gone.
const EMPTY_READS: u32 = 16;

/// A terminal, restored when this is dropped.
#[derive(Debug)]
pub(super) struct TerminalUi {
    tty: Tty,
    keys: Keys,
    /// The channel for notifications and the title.
    given: TerminalHandle,
    /// The last screen drawn.
    drawn: Option<Screen>,
    empty_reads: u32,
}

impl TerminalUi {
    /// Takes over the terminal; `speaks` is whether it gets more than the screen and the bell.
    pub(super) fn take(speaks: bool) -> io::Result<TerminalUi> {
        let terminal = if speaks { here() } else { TerminalSupport::silent() };
        let tty = Tty::take(terminal.arrival(), terminal.farewell())?;
        Ok(TerminalUi { tty, keys: Keys::default(), given: TerminalHandle::new(terminal), drawn: None, empty_reads: 0 })
    }

    /// The terminal's alert channel.
    pub(super) fn handle(&self) -> &TerminalHandle {
        &self.given
    }

    /// Whether a frame can be drawn now; if not, the loop wakes once the last one is accepted.
    pub(super) fn is_ready(&self) -> bool {
        self.tty.full().is_none()
    }

    /// Draws `screen` if it differs from the last one, together with the window's title, which never changes alone.
    pub(super) fn draw(&mut self, screen: Screen, title: impl FnOnce() -> Option<Title>) -> io::Result<()> {
        if self.drawn.as_ref() != Some(&screen) {
            self.tty.draw(&screen)?;
            self.drawn = Some(screen);
            if let Some(title) = title() {
                let sequences = self.given.name(&title);
                self.send(&sequences)?;
            }
        }
        Ok(())
    }

    /// Writes the output that the channel has waiting.
    pub(super) fn send_waiting(&mut self) -> io::Result<()> {
        let waiting = self.given.take();
        self.send(&waiting)
    }

    /// Removes the terminal's notifications.
    pub(super) fn withdraw(&mut self) -> io::Result<()> {
        let sequences = self.given.withdraw();
        self.send(&sequences)
    }

    fn send(&mut self, sequences: &str) -> io::Result<()> {
        if sequences.is_empty() { Ok(()) } else { self.tty.send(sequences) }
    }

    /// The input since the last call.
    pub(super) fn read(&mut self) -> io::Result<Vec<TerminalInput>> {
        let bytes = self.tty.read()?;
        self.empty_reads = if bytes.is_empty() { self.empty_reads.saturating_add(1) } else { 0 };
        Ok(self.keys.feed(&bytes))
    }

    /// Gives up an incomplete sequence whose time is over, and returns what it contains.
    pub(super) fn give_up(&mut self) -> Vec<TerminalInput> {
        self.keys.give_up()
    }

    /// How long to wait for the rest of a sequence.
    pub(super) fn patience(&self) -> Option<Duration> {
        self.keys.patience()
    }

    /// Whether the terminal is gone although reads succeed.
    pub(super) fn is_gone(&self) -> bool {
        self.empty_reads > EMPTY_READS
    }

    pub(super) fn push(&mut self) -> io::Result<()> {
        self.tty.push()
    }
    pub(super) fn input(&self) -> BorrowedFd<'static> {
        self.tty.input()
    }
    pub(super) fn full(&self) -> Option<BorrowedFd<'_>> {
        self.tty.full()
    }

    /// Suspends until the shell continues the program.
    pub(super) fn stop(&mut self) -> io::Result<()> {
        self.blank();
        self.tty.stop()
    }
    /// Continues after a suspend from outside.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        self.blank();
        self.tty.resume()
    }
    /// Draws the whole screen again.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        self.blank();
        self.tty.forget()
    }
    /// Forgets the last frame, as another program may have written on the screen.
    fn blank(&mut self) {
        self.drawn = None;
        self.given.forget();
    }
    /// Stops all output, as the terminal is gone.
    pub(super) fn silence(mut self) {
        self.tty.silence();
    }
}

/// What the terminal of this process supports.
pub fn here() -> TerminalSupport {
    TerminalSupport::known(|name| std::env::var(name).ok(), anstyle_progress::supports_term_progress(true))
}
