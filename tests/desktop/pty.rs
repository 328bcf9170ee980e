//! The whole program in a terminal of its own, and the moment at which each of its bytes came.

use crate::home::{BASTE, Home};
use crate::service::boot_ms;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::process::Child;
use std::time::Duration;

const BELL: u8 = 0x07;
const ESCAPE: u8 = 0x1b;

pub(crate) struct Pty {
    child: Child,
    terminal: File,
    /// What came, and when.
    read: Vec<(f64, Vec<u8>)>,
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Pty {
    pub(crate) fn start(home: &Home) -> Pty {
        let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&terminal).unwrap();
        unlockpt(&terminal).unwrap();
        tcsetwinsize(&terminal, Winsize { ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let far = || -> OwnedFd { ioctl_tiocgptpeer(&terminal, OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap() };
        let mut command = home.command(&[]);
        assert_eq!(command.get_program(), BASTE);
        let child = command.env("TERM", "xterm-256color").stdin(far()).stdout(far()).stderr(far()).spawn().unwrap();
        Pty { child, terminal: File::from(terminal), read: Vec::new() }
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Reads once what comes within so long; whether anything did.
    pub(crate) fn pump(&mut self, limit: Duration) -> bool {
        let mut fds = [PollFd::new(&self.terminal, PollFlags::IN)];
        let limit = Timespec { tv_sec: limit.as_secs() as i64, tv_nsec: i64::from(limit.subsec_nanos()) };
        if poll(&mut fds, Some(&limit)).unwrap() == 0 {
            return false;
        }
        let at = boot_ms();
        let mut bytes = vec![0; 65_536];
        let count = self.terminal.read(&mut bytes).unwrap();
        bytes.truncate(count);
        self.read.push((at, bytes));
        true
    }

    /// When each bell came; one that ends an operating system command is none.
    pub(crate) fn bells(&self) -> impl Iterator<Item = f64> {
        let (mut before, mut command) = (0, false);
        let bytes = self.read.iter().flat_map(|(at, bytes)| bytes.iter().map(|byte| (*at, *byte)));
        bytes.filter_map(move |(at, byte)| {
            let rings = byte == BELL && !command;
            command = match (before, byte) {
                (ESCAPE, b']') => true,
                (_, BELL) | (ESCAPE, b'\\') => false,
                _ => command,
            };
            before = byte;
            rings.then_some(at)
        })
    }

    /// When something but a bell came, from that moment on.
    pub(crate) fn drawn_from(&self, moment: f64) -> Option<f64> {
        let drawn = |bytes: &[u8]| bytes.iter().any(|byte| *byte != BELL);
        self.read.iter().find(|(at, bytes)| *at >= moment && drawn(bytes)).map(|(at, _)| *at)
    }

    /// When the first bytes came in which that can be read.
    pub(crate) fn at(&self, text: &str) -> Option<f64> {
        let has = |bytes: &[u8]| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        self.read.iter().find(|(_, bytes)| has(bytes)).map(|(at, _)| *at)
    }
}
