//! Turns signals into flags, and wakes the loop.
//!
//! A handler only sets a flag and writes one byte; the loop does the work, where it is safe. A flag is set before its wake-up is sent,
//! so that the loop always sees why it was woken. A write beyond a file size limit would end the process by SIGXFSZ; with a handler it
//! is an error like a full disk. Programs that are started get the default back, unlike with an ignored signal.

use super::poller::Waker;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::{flag, low_level};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The signals that came since the last check.
#[derive(Debug)]
pub(crate) struct Signals {
    /// The signal that ends the program; 0 for none.
    end: Arc<AtomicUsize>,
    hangup: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    again: Arc<AtomicBool>,
    size: Arc<AtomicBool>,
}

impl Signals {
    /// Starts listening; each signal wakes the loop.
    pub(crate) fn listen(waker: &Waker) -> io::Result<Signals> {
        let signals = Signals {
            end: Arc::default(),
            hangup: Arc::default(),
            stop: Arc::default(),
            again: Arc::default(),
            size: Arc::default(),
        };
        for signal in [SIGTERM, SIGINT] {
            flag::register_usize(signal, Arc::clone(&signals.end), usize::try_from(signal).unwrap_or(1))?;
        }
        flag::register(SIGHUP, Arc::clone(&signals.hangup))?;
        flag::register(SIGTSTP, Arc::clone(&signals.stop))?;
        flag::register(SIGCONT, Arc::clone(&signals.again))?;
        flag::register(SIGWINCH, Arc::clone(&signals.size))?;
        flag::register(SIGXFSZ, Arc::default())?;
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH] {
            low_level::pipe::register(signal, waker.stream()?)?;
        }
        Ok(signals)
    }

    /// The signal that asks the program to end.
    pub(crate) fn end(&self) -> Option<i32> {
        i32::try_from(self.end.load(Ordering::SeqCst)).ok().filter(|n| *n != 0)
    }

    /// Whether a hangup was signalled: the terminal is gone, or somebody sent the signal.
    pub(crate) fn take_hangup(&self) -> bool {
        self.hangup.swap(false, Ordering::SeqCst)
    }

    /// Whether the program was asked to suspend itself.
    pub(crate) fn take_stop(&self) -> bool {
        self.stop.swap(false, Ordering::SeqCst)
    }

    /// Whether it was continued after a suspend, whoever caused that.
    pub(crate) fn take_again(&self) -> bool {
        self.again.swap(false, Ordering::SeqCst)
    }

    /// Whether the terminal changed its size.
    pub(crate) fn take_size(&self) -> bool {
        self.size.swap(false, Ordering::SeqCst)
    }
}

/// Ends the process as `signal` would have without a handler, so that a waiting parent sees the signal.
pub fn die_of(signal: i32) {
    // If that fails, the caller's exit code must show it.
    let _ = low_level::emulate_default_handler(signal);
}

/// Suspends the process until somebody continues it.
pub(super) fn stop() {
    let _ = low_level::emulate_default_handler(SIGTSTP);
}
