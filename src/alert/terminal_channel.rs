//! The terminal as a channel: it makes bytes that wait here until whoever has the terminal writes them, between two pictures.

use super::Standing;
use super::terminal::{TerminalOutput, TerminalSupport};
use super::worker::Channel;
use crate::time::Moment;
use crate::view::title::Title;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

const BELL: &str = "\x07";

#[derive(Debug)]
struct Output {
    given: TerminalOutput,
    waiting: String,
}

fn lock(output: &Mutex<Output>) -> MutexGuard<'_, Output> {
    output.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the terminal's owner holds of its channel; the channel ends with it.
#[derive(Debug)]
pub struct TerminalHandle(Arc<Mutex<Output>>);

impl TerminalHandle {
    /// The terminal was given nothing yet.
    pub fn new(terminal: TerminalSupport) -> TerminalHandle {
        TerminalHandle(Arc::new(Mutex::new(Output {
            given: TerminalOutput::nothing(terminal),
            waiting: String::new(),
        })))
    }

    /// What the terminal understands.
    pub fn terminal(&self) -> TerminalSupport {
        *lock(&self.0).given.terminal()
    }

    /// What waits to be written.
    pub fn take(&self) -> String {
        std::mem::take(&mut lock(&self.0).waiting)
    }

    /// What gives the terminal this title.
    pub fn name(&self, title: &Title) -> String {
        lock(&self.0).given.name(title)
    }

    /// What takes back all notifications.
    pub fn withdraw(&self) -> String {
        lock(&self.0).given.notify(&[])
    }

    /// Another program may have set the title and the progress.
    pub fn forget(&self) {
        lock(&self.0).given.forget();
    }

    pub(super) fn channel(&self) -> Box<dyn Channel> {
        Box::new(TerminalChannel(Arc::downgrade(&self.0)))
    }
}

struct TerminalChannel(Weak<Mutex<Output>>);

impl Channel for TerminalChannel {
    fn show(&self, standing: &Standing<'_>) {
        let Some(output) = self.0.upgrade() else { return };
        let mut output = lock(&output);
        if standing.bell {
            output.waiting += BELL;
        }
        let bytes = output.given.notify(if standing.on_terminal { standing.notices } else { &[] });
        output.waiting += &bytes;
    }
    /// The owner of the terminal takes back its notifications when it gives the terminal back.
    fn clear(&self) {}
    fn mute(&self, _until: Option<Moment>) {}
    fn probe(&self) {}
    fn woke(&self) {}
    fn leave(&self) {}
    fn wait(&self, _limit: Duration) {}
}
