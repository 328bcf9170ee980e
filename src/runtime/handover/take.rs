//! Takes over a session before the loop starts, by carrying out the effects of [`TakerState`].

use super::taker::{TakerEffect, TakerEvent, TakerState};
use super::{HAVE, TAKE};
use crate::journal::{self, Machine, OpenError, Recovered, StorageError, Store};
use crate::runtime::{clock, endpoint};
use crate::time::Span;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How long a keeper may take to answer.
const ANSWER: Duration = Duration::from_secs(2);
/// The pause between two tries of a lock being released.
const LOOK: Duration = Duration::from_millis(2);
/// The pause between two attempts to call a keeper.
const CALL: Duration = Duration::from_millis(20);

/// A session that was taken over.
pub(in crate::runtime) struct TakenSession {
    pub(in crate::runtime) store: Store,
    pub(in crate::runtime) recovered: Recovered,
    /// The remaining time of muting.
    pub(in crate::runtime) muted: Option<Span>,
}

/// Why the session could not be taken over.
#[derive(Debug)]
pub(in crate::runtime) enum TakeError {
    /// The keeper does not answer; its process id, if known.
    Silent(Option<u32>),
    /// The keeper cannot be called; its process id, if known.
    Unreached(Option<u32>),
    /// The keeper refuses, with this reason.
    Refused(String),
    /// The folder cannot be used.
    Storage(StorageError),
}

/// Takes the session, from another keeper if there is one.
pub(in crate::runtime) fn take(folder: &Path, machine: &Machine) -> Result<TakenSession, TakeError> {
    let mut taker = Taker { folder, machine, stream: None, opened: None };
    let (mut state, mut effects) = TakerState::begin();
    loop {
        let mut event = None;
        for effect in effects {
            match taker.carry_out(effect) {
                Carried::On => {}
                Carried::Event(next) => event = Some(next),
                Carried::Ended(result) => return *result,
            }
        }
        // Every state except the last waits for the event that an effect causes.
        let Some(event) = event else { return Err(TakeError::Silent(None)) };
        (state, effects) = state.step(event);
    }
}

/// The result of an effect.
enum Carried {
    On,
    Event(TakerEvent),
    Ended(Box<Result<TakenSession, TakeError>>),
}

struct Taker<'a> {
    folder: &'a Path,
    machine: &'a Machine,
    stream: Option<UnixStream>,
    /// The result of the last attempt to open the journal.
    opened: Option<Result<(Store, Recovered), StorageError>>,
}

impl Taker<'_> {
    fn carry_out(&mut self, effect: TakerEffect) -> Carried {
        match effect {
            TakerEffect::Open => Carried::Event(self.open()),
            TakerEffect::Call => {
                let paths = endpoint::paths(&clock::here(self.machine).machine, self.folder);
                self.stream = paths.iter().find_map(|path| endpoint::connect(path).ok());
                Carried::Event(TakerEvent::Called(self.stream.is_some()))
            }
            TakerEffect::Ask => Carried::Event(self.ask()),
            TakerEffect::PauseForKeeper => {
                self.stream = None;
                pause(CALL)
            }
            TakerEffect::PauseForLock => pause(LOOK),
            TakerEffect::SayHave => {
                if let Some(stream) = &mut self.stream {
                    let _ = writeln!(stream, "{HAVE}");
                }
                Carried::On
            }
            TakerEffect::Take(muted) => self.ended(muted),
            TakerEffect::GiveUpSilent(keeper) => Carried::Ended(Box::new(Err(TakeError::Silent(keeper)))),
            TakerEffect::GiveUpUnreached(keeper) => Carried::Ended(Box::new(Err(TakeError::Unreached(keeper)))),
            TakerEffect::GiveUpRefused(why) => Carried::Ended(Box::new(Err(TakeError::Refused(why)))),
            TakerEffect::GiveUpUnusable => self.ended(None),
        }
    }

    fn ended(&mut self, muted: Option<Span>) -> Carried {
        let result = match self.opened.take() {
            Some(Ok((store, recovered))) => Ok(TakenSession { store, recovered, muted }),
            Some(Err(error)) => Err(TakeError::Storage(error)),
            None => Err(TakeError::Silent(None)),
        };
        Carried::Ended(Box::new(result))
    }

    fn open(&mut self) -> TakerEvent {
        match open(self.folder, self.machine) {
            Ok(opened) => {
                self.opened = Some(Ok(opened));
                TakerEvent::Opened
            }
            Err(OpenError::Locked(keeper)) => TakerEvent::Locked(keeper),
            Err(OpenError::Trouble(error)) => {
                self.opened = Some(Err(error));
                TakerEvent::Unusable
            }
        }
    }

    fn ask(&mut self) -> TakerEvent {
        let Some(stream) = &mut self.stream else { return TakerEvent::NotAsked };
        let ready = stream.set_read_timeout(Some(ANSWER)).and(stream.set_write_timeout(Some(ANSWER)));
        if ready.and_then(|()| writeln!(stream, "{TAKE}")).is_err() {
            return TakerEvent::NotAsked;
        }
        let mut answer = String::new();
        match BufReader::new(&*stream).read_line(&mut answer) {
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => TakerEvent::Silent,
            Ok(_) | Err(_) => TakerEvent::Answered(answer),
        }
    }
}

/// Whether the session has no keeper.
pub(in crate::runtime) fn is_free() -> bool {
    journal::folder().is_ok_and(|folder| !matches!(open(&folder, &Machine::this()), Err(OpenError::Locked(_))))
}

fn open(folder: &Path, machine: &Machine) -> Result<(Store, Recovered), OpenError> {
    Store::open(folder, &clock::here(machine), &clock::date())
}

#[allow(clippy::disallowed_methods, reason = "before there is a loop, nothing is kept waiting")]
fn pause(span: Duration) -> Carried {
    thread::sleep(span);
    Carried::On
}
