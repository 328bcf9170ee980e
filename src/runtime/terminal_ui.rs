//! The screen: a terminal with its keys and what stands on it. A keeper has none.

use super::keys::{Keys, TerminalInput};
use super::terminal::Tty;
use crate::alert::{TerminalHandle, TerminalSupport};
use crate::view::Screen;
use crate::view::title::Title;
use std::io;
use std::os::fd::BorrowedFd;
use std::time::Duration;

/// So many empty reads in a row from a terminal that says it has something: it is gone.
const EMPTY_READS: u32 = 16;

/// A terminal, ours until this is dropped.
#[derive(Debug)]
pub(super) struct TerminalUi {
    tty: Tty,
    keys: Keys,
    /// What the terminal was given beside the screen.
    given: TerminalHandle,
    /// What stands on the screen.
    drawn: Option<Screen>,
    empty_reads: u32,
}

impl TerminalUi {
    /// Takes the terminal over; `speaks` is whether it is given more than the screen and the bell.
    pub(super) fn take(speaks: bool) -> io::Result<TerminalUi> {
        let terminal = if speaks { here() } else { TerminalSupport::silent() };
        let tty = Tty::take(terminal.arrival(), terminal.farewell())?;
        Ok(TerminalUi { tty, keys: Keys::default(), given: TerminalHandle::new(terminal), drawn: None, empty_reads: 0 })
    }

    /// Its channel.
    pub(super) fn handle(&self) -> &TerminalHandle {
        &self.given
    }

    /// Whether a picture can be drawn now; else it wakes the loop once the last one is taken.
    pub(super) fn is_ready(&self) -> bool {
        self.tty.full().is_none()
    }

    /// Draws `screen` where it differs from what stands there, and with it the window's title: that never changes alone.
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

    /// Writes what its channel has to say.
    pub(super) fn send_waiting(&mut self) -> io::Result<()> {
        let waiting = self.given.take();
        self.send(&waiting)
    }

    /// Takes back what the terminal notified of.
    pub(super) fn withdraw(&mut self) -> io::Result<()> {
        let sequences = self.given.withdraw();
        self.send(&sequences)
    }

    fn send(&mut self, sequences: &str) -> io::Result<()> {
        if sequences.is_empty() { Ok(()) } else { self.tty.send(sequences) }
    }

    /// What was typed.
    pub(super) fn read(&mut self) -> io::Result<Vec<TerminalInput>> {
        let bytes = self.tty.read()?;
        self.empty_reads = if bytes.is_empty() { self.empty_reads.saturating_add(1) } else { 0 };
        Ok(self.keys.feed(&bytes))
    }

    /// What is given up of a sequence that was cut off, now that its patience is over.
    pub(super) fn give_up(&mut self) -> Vec<TerminalInput> {
        self.keys.give_up()
    }

    /// How long the rest of a sequence is waited for.
    pub(super) fn patience(&self) -> Option<Duration> {
        self.keys.patience()
    }

    /// Whether the terminal is gone although it can be read.
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

    /// Stops until the shell goes on with the program.
    pub(super) fn stop(&mut self) -> io::Result<()> {
        self.blank();
        self.tty.stop()
    }
    /// Goes on after a stop that came from outside.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        self.blank();
        self.tty.resume()
    }
    /// Draws all of it again.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        self.blank();
        self.tty.forget()
    }
    /// Another program may have written on the screen.
    fn blank(&mut self) {
        self.drawn = None;
        self.given.forget();
    }
    /// The terminal is gone: nothing is written to it any more.
    pub(super) fn silence(mut self) {
        self.tty.silence();
    }
}

/// The terminal that this process has.
pub fn here() -> TerminalSupport {
    TerminalSupport::known(|name| std::env::var(name).ok(), anstyle_progress::supports_term_progress(true))
}
