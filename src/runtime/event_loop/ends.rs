//! How a run ends, and how it goes on without its terminal: signals, a hang-up, the last timer, a keeper that takes over.

use super::EventLoop;
use crate::runtime::ExitReason;
use crate::runtime::journal_session::JournalSession;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

impl EventLoop {
    /// A timer that was the only thing of the evening needs no end page.
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

    /// The terminal is gone. What is cooking goes on without it; else this is the end.
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

    /// SIGHUP. If the terminal is still there, a keeper of its own goes on and this process ends, so that the shell is back.
    pub(super) fn told_to_hang_up(&mut self) -> Option<ExitReason> {
        let kept = self.journal.as_ref().is_some_and(JournalSession::goes_on);
        if kept && self.app.session().is_live() {
            // Given back first: whoever sent the signal may look at it next.
            self.terminal = None;
            if self.start_keeper() {
                self.leaving = true;
            }
            return None;
        }
        Some(ExitReason::Signal(signal_hook::consts::SIGHUP))
    }

    /// The session ends here: to the archive, or set aside.
    pub(super) fn close(&mut self, aside: bool) {
        let any = !self.app.session().log().is_empty();
        self.app.finish();
        if let Some(journal) = self.journal.as_mut().filter(|_| any) {
            journal.close(aside);
        }
    }

    /// Starts a keeper without a screen; it takes the session over by itself. Whether it was started.
    pub(super) fn start_keeper(&mut self) -> bool {
        let mut keeper = Command::new(this_program());
        keeper.arg0("baste").arg("keep").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.keeper_process = self.socket.as_ref().and_then(|_| keeper.spawn().ok());
        self.keeper_process.is_some()
    }
}

/// The file of this program. Where an upgrade has replaced it, Linux still has the old one by this name (proc_pid_exe(5)).
fn this_program() -> PathBuf {
    let program = std::env::current_exe().ok().filter(|program| program.exists());
    program.unwrap_or_else(|| PathBuf::from("/proc/self/exe"))
}
