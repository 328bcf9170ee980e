//! How a run ends, and how it continues without its terminal: signals, a hangup, the last timer, a keeper that takes over.

use super::EventLoop;
use crate::runtime::ExitReason;
use crate::runtime::journal_session::JournalSession;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

impl EventLoop {
    /// Ends the program after its only timer, which needs no end page.
    pub(super) fn lone_timer_done(&mut self) -> Option<ExitReason> {
        let now = self.time.now();
        let text = self.app.lone_timer_done(&self.time.clock(now))?;
        self.close(false);
        if self.for_timers {
            return Some(ExitReason::TimerDone(text));
        }
        self.app.tell(&text, now);
        None
    }

    /// Handles a terminal that is gone: what is cooking continues without it, otherwise the program ends.
    pub(super) fn hung_up(&mut self) -> Option<ExitReason> {
        if let Some(terminal) = self.terminal.take() {
            terminal.silence();
        }
        let kept = self.journal.as_ref().is_some_and(JournalSession::goes_on);
        (!kept || !self.app.session().is_live()).then_some(ExitReason::Hangup)
    }

    pub(super) fn handle_signals(&mut self) -> io::Result<Option<ExitReason>> {
        if let Some(signal) = self.signals.end() {
            return Ok(Some(ExitReason::Signal(signal)));
        }
        if self.signals.take_hangup() && self.terminal.is_some() {
            let end = self.told_to_hang_up();
            if end.is_some() {
                return Ok(end);
            }
        }
        let (stop, again, size) = (self.signals.take_stop(), self.signals.take_again(), self.signals.take_size());
        if let Some(terminal) = &mut self.terminal {
            if stop {
                terminal.stop()?;
            }
            if again {
                terminal.resume()?;
            }
            if size {
                terminal.redraw()?;
            }
        }
        Ok(None)
    }

    /// Handles SIGHUP. If the terminal still exists, a separate keeper takes over and this process ends, which frees the shell.
    pub(super) fn told_to_hang_up(&mut self) -> Option<ExitReason> {
        let kept = self.journal.as_ref().is_some_and(JournalSession::goes_on);
        if kept && self.app.session().is_live() {
            // Restored first, as whoever sent the signal may look at the terminal next.
            self.terminal = None;
            if self.start_keeper() {
                self.leaving = true;
            }
            return None;
        }
        Some(ExitReason::Signal(signal_hook::consts::SIGHUP))
    }

    /// Ends the session: archives its journal, or sets it aside.
    pub(super) fn close(&mut self, aside: bool) {
        let any = !self.app.session().log().is_empty();
        self.app.finish();
        if let Some(journal) = self.journal.as_mut().filter(|_| any) {
            journal.close(aside);
        }
    }

    /// Starts a keeper without a screen, which takes over the session by itself; true if it was started.
    pub(super) fn start_keeper(&mut self) -> bool {
        let mut keeper = Command::new(this_program());
        keeper.arg0("baste").arg("keep").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.keeper_process = self.socket.as_ref().and_then(|_| keeper.spawn().ok());
        self.keeper_process.is_some()
    }
}

/// The program file. If an upgrade replaced it, Linux still provides the old one under this name (proc_pid_exe(5)).
fn this_program() -> PathBuf {
    let program = std::env::current_exe().ok().filter(|program| program.exists());
    program.unwrap_or_else(|| PathBuf::from("/proc/self/exe"))
}
