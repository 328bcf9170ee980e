//! From one keeper to the next: the folder changes hands, and no alert is lost between them.
//!
//! The newcomer asks over the socket. The old keeper answers, then finishes its journal and lets the lock go; the newcomer takes it, and
//! says so. Where that word does not come, the old one takes the lock again and goes on. A keeper that does not answer at all is
//! stopped or hangs: the newcomer says which process it is, and changes nothing.

use super::clock;
use super::socket;
use crate::journal::{self, Machine, OpenError, Recovered, StorageError, Store};
use crate::recipe::text::clean;
use crate::time::Span;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// What the newcomer asks.
pub(super) const TAKE: &str = "take";
/// What the old keeper answers when it gives; for how many seconds more the cook wants no sound may follow.
const YOURS: &str = "yours";
/// What the newcomer says when it has it.
pub(super) const HAVE: &str = "have";

/// The longest wish for silence that is taken over, in seconds.
const LONGEST_MUTE: i64 = 86_400;
/// How long a keeper may take to answer.
const ANSWER: Duration = Duration::from_secs(2);
/// Between two looks at the lock.
const LOOK: Duration = Duration::from_millis(2);
/// How often the lock is looked at: for about two seconds.
const LOOKS: u32 = 1_000;
/// How often a keeper that cannot be called yet, or not any more, is tried: for about two seconds.
const CALLS: u32 = 100;
const CALL: Duration = Duration::from_millis(20);

/// A session that was taken.
pub(super) struct TakenSession {
    pub(super) store: Store,
    pub(super) left: Recovered,
    /// For how long more the cook wants no sound.
    pub(super) muted: Option<Span>,
}

/// The old keeper's answer when it gives, with the cook's wish for silence.
pub(super) fn yours(muted: Option<Span>) -> String {
    muted.map_or_else(|| YOURS.to_owned(), |left| format!("{YOURS} {}", left.ceil_secs()))
}

/// Whether that answer gives; and the wish for silence that came with it.
fn given(answer: &str) -> Option<Option<Span>> {
    let rest = answer.trim_end().strip_prefix(YOURS)?;
    let seconds = rest.trim().parse().ok().filter(|seconds| (1..=LONGEST_MUTE).contains(seconds));
    Some(seconds.map(Span::secs))
}

/// Why the session could not be taken.
#[derive(Debug)]
pub(super) enum TakeError {
    /// The keeper does not answer; its process, if it told.
    Silent(Option<u32>),
    /// The keeper does not give it; why.
    Stays(String),
    /// The folder cannot be used.
    Trouble(StorageError),
}

/// Takes the session, from another keeper where one has it.
pub(super) fn take(folder: &Path, machine: &Machine) -> Result<TakenSession, TakeError> {
    let (mut keeper, mut stays) = (None, None);
    for _ in 0..CALLS {
        match open(folder, machine) {
            Ok((store, left)) => return Ok(TakenSession { store, left, muted: None }),
            Err(OpenError::Trouble(trouble)) => return Err(TakeError::Trouble(trouble)),
            Err(OpenError::Locked(process)) => keeper = process,
        }
        let path = socket::path(&clock::here(machine), folder);
        match UnixStream::connect(&path) {
            Ok(stream) => match ask(stream, folder, machine) {
                TakeOutcome::Taken(taken) => return Ok(*taken),
                TakeOutcome::Stays(why) => stays = why,
                TakeOutcome::Silent => return Err(TakeError::Silent(keeper)),
            },
            // It is only just starting, or ending.
            Err(_) => pause(CALL),
        }
    }
    Err(stays.map_or(TakeError::Silent(keeper), TakeError::Stays))
}

/// Whether nobody keeps the session.
pub(super) fn is_free() -> bool {
    journal::folder().is_ok_and(|folder| !matches!(open(&folder, &Machine::this()), Err(OpenError::Locked(_))))
}

fn open(folder: &Path, machine: &Machine) -> Result<(Store, Recovered), OpenError> {
    Store::open(folder, &clock::here(machine), &clock::date())
}

/// What came of asking.
enum TakeOutcome {
    /// It is this process's now.
    Taken(Box<TakenSession>),
    /// It stayed, and said why; or somebody else was faster.
    Stays(Option<String>),
    /// It does not answer.
    Silent,
}

/// Asks the keeper.
fn ask(mut stream: UnixStream, folder: &Path, machine: &Machine) -> TakeOutcome {
    let ready = stream.set_read_timeout(Some(ANSWER)).and(stream.set_write_timeout(Some(ANSWER)));
    if ready.and_then(|()| writeln!(stream, "{TAKE}")).is_err() {
        return TakeOutcome::Stays(None);
    }
    let mut answer = String::new();
    match BufReader::new(&stream).read_line(&mut answer) {
        Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => return TakeOutcome::Silent,
        Ok(_) | Err(_) => {}
    }
    let Some(muted) = given(&answer) else {
        pause(CALL);
        return TakeOutcome::Stays(answer.trim_end().strip_prefix("no\t").map(clean));
    };
    for _ in 0..LOOKS {
        match open(folder, machine) {
            Ok((store, left)) => {
                // Without the word the old keeper finds the lock taken, and leaves all the same.
                let _ = writeln!(stream, "{HAVE}");
                return TakeOutcome::Taken(Box::new(TakenSession { store, left, muted }));
            }
            Err(_) => pause(LOOK),
        }
    }
    TakeOutcome::Stays(None)
}

#[allow(clippy::disallowed_methods, reason = "before there is a loop, nothing is kept waiting")]
fn pause(span: Duration) {
    thread::sleep(span);
}

#[cfg(test)]
mod tests {
    use super::{given, yours};
    use crate::time::Span;

    #[test]
    fn the_wish_for_silence_goes_with_the_session() {
        for muted in [None, Some(Span::secs(1)), Some(Span::mins(30))] {
            assert_eq!(given(&yours(muted)), Some(muted));
        }
        assert_eq!(given("no\tit is busy"), None);
        assert_eq!(given("yours -5"), Some(None));
        assert_eq!(given("yours 99999999999999999999"), Some(None));
    }
}
