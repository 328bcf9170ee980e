//! The client's side of the keeper's socket, and the format of its lines.
//!
//! A request is one line of words with tabs between: `by` and the moment at which it expires (milliseconds of the clock that counts since
//! boot), then `do`, the command, its words. Older clients omit the moment. The reply is one line: `ok` or `no`, a tab, and a
//! sentence for the cook. No word or sentence contains a tab, a line break or any other control character.
//!
//! A command happens once or not at all. A stopped keeper reads it when it continues, and drops it then, as it has expired. So a caller
//! that waits a little longer than that knows that nothing happens after it gave up.

use super::clock::real_now;
use crate::recipe::text::clean;
use crate::time::{Moment, Span};
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// How long a command is valid.
pub const TIMEOUT: Duration = Duration::from_secs(2);
/// A keeper starts no command with less time left.
const LEAST: Span = Span::millis(200);
/// How long a caller waits for a reply after the command has expired.
const BEYOND: Duration = Duration::from_millis(500);
/// The keeper's reply to an unknown line.
pub(super) const NOT_UNDERSTOOD: &str = "that is nothing that a keeper understands";
/// The keeper's reply to an expired command.
pub(super) const TOO_LATE: &str = "it came too late, and did not happen";

/// Why a command failed.
#[derive(Debug)]
pub enum ControlFault {
    /// Nobody listens: no session runs.
    NoKeeper,
    /// The keeper accepts nothing now, and did not get the request.
    NotTaken,
    /// The keeper got the request, but did not answer.
    Unknown,
    /// The keeper refused it, with this reason.
    Refused(String),
    /// The reply is malformed.
    Garbled,
    /// The socket belongs to another user, or is in a place without access.
    Forbidden,
    /// This system does not support such sockets.
    Unsupported,
    /// Another system call failed.
    Io(io::Error),
}

impl fmt::Display for ControlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ControlFault::NoKeeper => f.write_str("no session runs"),
            ControlFault::NotTaken => f.write_str("refused: it did not happen, because the keeper takes nothing now"),
            ControlFault::Unknown => f.write_str("unknown whether it happened: the keeper did not answer"),
            ControlFault::Refused(why) => f.write_str(why),
            ControlFault::Garbled => f.write_str("the keeper answered something that is no answer"),
            ControlFault::Forbidden => f.write_str("the session is another user's"),
            ControlFault::Unsupported => {
                f.write_str("this system has no Unix sockets, and so no commands from outside")
            }
            ControlFault::Io(e) => write!(f, "the keeper could not be reached: {e}"),
        }
    }
}

impl std::error::Error for ControlFault {}

/// The line for a command such as `more`, `5m`, `pork`, without its end.
pub fn request(words: &[&str]) -> String {
    let clean = words.iter().map(|word| clean(word)).filter(|word| !word.is_empty());
    ["do".to_owned()].into_iter().chain(clean).collect::<Vec<_>>().join("\t")
}

/// The line for a reply, without its end.
pub fn reply(answer: &Result<String, String>) -> String {
    match answer {
        Ok(said) => format!("ok\t{}", clean(said)),
        Err(why) => format!("no\t{}", clean(why)),
    }
}

/// Reads a line written by [`reply`].
#[cfg_attr(not(unix), allow(dead_code, reason = "nobody answers there"))]
fn read_reply(line: &str) -> Result<String, ControlFault> {
    match line.trim_end_matches(['\n', '\r']).split_once('\t') {
        Some(("ok", said)) => Ok(clean(said)),
        Some(("no", why)) => Err(ControlFault::Refused(clean(why))),
        Some(_) | None => Err(ControlFault::Garbled),
    }
}

/// The request with its expiry at `by`.
fn timed(request: &str, by: Moment) -> String {
    format!("by\t{}\t{request}", by.as_millis())
}

/// Reads a request: the words after `do`.
///
/// # Errors
/// The reply to a line that is malformed or expired.
pub(super) fn read_request(line: &str, now: Moment) -> Result<Vec<&str>, &'static str> {
    let mut words: Vec<&str> = line.split('\t').collect();
    if words.first() == Some(&"by") {
        let by = words.get(1).and_then(|by| by.parse().ok()).map(Moment::millis).ok_or(NOT_UNDERSTOOD)?;
        if by - now < LEAST {
            return Err(TOO_LATE);
        }
        words.drain(..2);
    }
    if words.first() != Some(&"do") {
        return Err(NOT_UNDERSTOOD);
    }
    words.remove(0);
    Ok(words)
}

/// Sends one request to the keeper at the first of `paths` where one listens, and returns its reply. The request is valid for
/// `limit`.
///
/// # Errors
/// If nobody listens, or the keeper refuses or does not answer in time.
#[cfg(unix)]
pub fn ask(paths: &[PathBuf], request: &str, limit: Duration) -> Result<String, ControlFault> {
    let by = real_now() + Span::millis(i64::try_from(limit.as_millis()).unwrap_or(i64::MAX));
    match unix::ask(paths, &timed(request, by), limit + BEYOND) {
        // A keeper of an older version, which did nothing.
        Err(ControlFault::Refused(why)) if why == NOT_UNDERSTOOD => unix::ask(paths, request, limit + BEYOND),
        other => other,
    }
}

/// On other systems there is no keeper to send to.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn ask(_paths: &[PathBuf], _request: &str, _limit: Duration) -> Result<String, ControlFault> {
    Err(ControlFault::Unsupported)
}

#[cfg(unix)]
mod unix {
    use super::{ControlFault, read_reply};
    use crate::runtime::clock::real_now;
    use crate::runtime::endpoint;
    use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::path::PathBuf;
    use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
    use std::thread;
    use std::time::Duration;

    /// The longest reply, in bytes.
    const LONGEST: u64 = 16 * 1024;

    /// How far an exchange got.
    enum Progress {
        /// From here on the keeper may have the request.
        Sent,
        Ended(Result<String, ControlFault>),
    }

    pub(super) fn ask(paths: &[PathBuf], line: &str, limit: Duration) -> Result<String, ControlFault> {
        // On a thread, as looking into a network folder can hang.
        let (sender, progress) = sync_channel(2);
        let (paths, line) = (paths.to_owned(), format!("{line}\n"));
        let spawned = thread::Builder::new().name("ask".to_owned()).spawn(move || {
            let ended = exchange(&paths, &line, limit, &sender);
            // This fails only if nobody waits any more.
            let _ = sender.send(Progress::Ended(ended));
        });
        spawned.map_err(ControlFault::Io)?;
        let (start, mut silent) = (real_now(), ControlFault::NotTaken);
        loop {
            let passed = u64::try_from((real_now() - start).as_millis()).unwrap_or(0);
            match progress.recv_timeout(limit.saturating_sub(Duration::from_millis(passed))) {
                Ok(Progress::Sent) => silent = ControlFault::Unknown,
                Ok(Progress::Ended(result)) => return result,
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Err(silent),
            }
        }
    }

    fn exchange(
        paths: &[PathBuf],
        line: &str,
        limit: Duration,
        progress: &SyncSender<Progress>,
    ) -> Result<String, ControlFault> {
        let mut stream = reach(paths)?;
        stream.set_write_timeout(Some(limit)).and(stream.set_read_timeout(Some(limit))).map_err(ControlFault::Io)?;
        let _ = progress.send(Progress::Sent);
        stream.write_all(line.as_bytes()).map_err(|_| ControlFault::Unknown)?;
        let mut bytes = Vec::new();
        match BufReader::new((&stream).take(LONGEST)).read_until(b'\n', &mut bytes) {
            Ok(1..) => read_reply(&String::from_utf8_lossy(&bytes)),
            // It ended before it answered, or hangs.
            Ok(0) | Err(_) => Err(ControlFault::Unknown),
        }
    }

    /// Connects at the first path where somebody listens; otherwise returns the most serious reason.
    fn reach(paths: &[PathBuf]) -> Result<UnixStream, ControlFault> {
        let mut reason = ControlFault::NoKeeper;
        for path in paths {
            match endpoint::connect(path).map_err(fault) {
                Ok(stream) => return Ok(stream),
                Err(ControlFault::NoKeeper) => {}
                Err(other) => reason = other,
            }
        }
        Err(reason)
    }

    fn fault(e: io::Error) -> ControlFault {
        match e.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused | ErrorKind::NotADirectory => ControlFault::NoKeeper,
            ErrorKind::WouldBlock => ControlFault::NotTaken,
            ErrorKind::PermissionDenied => ControlFault::Forbidden,
            _ => ControlFault::Io(e),
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::{ControlFault, NOT_UNDERSTOOD, TOO_LATE, ask, read_request, reply, request, timed};
    use crate::time::Moment;
    use std::fs;
    use std::io::{BufRead, BufReader, Write};
    use std::os::unix::net::UnixListener;
    use std::path::PathBuf;
    use std::thread;
    use std::time::Duration;

    const SHORT: Duration = Duration::from_millis(100);
    const LONG: Duration = Duration::from_secs(20);

    /// A socket removed at the end of the test.
    struct At(PathBuf);

    impl At {
        fn new(test: &str) -> At {
            let path = std::env::temp_dir().join(format!("baste-ask-{test}-{}", std::process::id()));
            let _ = fs::remove_file(&path);
            At(path)
        }
        /// A fake keeper that replies to each line with the next of `answers`, and returns the lines it got.
        fn answers(&self, answers: &'static [&'static [u8]]) -> thread::JoinHandle<Vec<String>> {
            let listener = UnixListener::bind(&self.0).unwrap();
            thread::spawn(move || {
                let one = |answer: &&[u8]| {
                    let (mut stream, _) = listener.accept().unwrap();
                    let mut line = String::new();
                    BufReader::new(&stream).read_line(&mut line).unwrap();
                    stream.write_all(answer).unwrap();
                    line
                };
                answers.iter().map(one).collect()
            })
        }
        fn ask(&self, line: &str, limit: Duration) -> Result<String, ControlFault> {
            ask(&[PathBuf::from("/nowhere/socket"), self.0.clone()], line, limit)
        }
    }

    impl Drop for At {
        fn drop(&mut self) {
            let _ = fs::remove_file(&self.0);
        }
    }

    #[test]
    fn a_command_and_its_answer() {
        let at = At::new("answer");
        let keeper = at.answers(&[b"ok\tRoast is paused at 37:04\n"]);
        assert_eq!(at.ask(&request(&["pause", "pork\tbelly\n"]), LONG).unwrap(), "Roast is paused at 37:04");
        let asked = keeper.join().unwrap();
        let by = asked[0].trim_end().strip_suffix("\tdo\tpause\tpork belly").and_then(|by| by.strip_prefix("by\t"));
        assert!(by.is_some_and(|by| by.parse::<i64>().is_ok()), "{asked:?}");
    }

    #[test]
    fn a_refusal_has_its_reason() {
        let at = At::new("no");
        let keeper = at.answers(&[b"no\tNothing \x1b[31mcalls\n"]);
        assert!(matches!(at.ask("do\tquiet", LONG), Err(ControlFault::Refused(why)) if why == "Nothing [31mcalls"));
        keeper.join().unwrap();
    }

    #[test]
    fn what_is_no_answer() {
        let answers: [(&str, &[&[u8]]); 2] = [("other", &[b"hello\n"]), ("bytes", &[&[0xff; 40_000]])];
        for (test, answer) in answers {
            let at = At::new(test);
            let keeper = at.answers(answer);
            let fault = at.ask("do\tquiet", LONG);
            assert!(matches!(fault, Err(ControlFault::Garbled)), "{test}: {fault:?}");
            drop(keeper.join());
        }
    }

    #[test]
    fn nobody_there() {
        let at = At::new("nobody");
        assert!(matches!(at.ask("do\tquiet", LONG), Err(ControlFault::NoKeeper)));
        drop(UnixListener::bind(&at.0).unwrap());
        assert!(matches!(at.ask("do\tquiet", LONG), Err(ControlFault::NoKeeper)), "left over by one that was killed");
    }

    #[test]
    fn one_that_ends_without_a_word() {
        let at = At::new("ended");
        let keeper = at.answers(&[b""]);
        assert!(matches!(at.ask("do\tquiet", LONG), Err(ControlFault::Unknown)), "it may have acted before");
        keeper.join().unwrap();
    }

    #[test]
    fn one_that_never_answers_is_given_up() {
        let at = At::new("silent");
        let _listener = UnixListener::bind(&at.0).unwrap();
        assert!(matches!(at.ask("do\tquiet", SHORT), Err(ControlFault::Unknown)));
    }

    #[test]
    fn a_keeper_of_the_version_before_is_asked_without_the_time() {
        let at = At::new("older");
        let keeper = at.answers(&[b"no\tthat is nothing that a keeper understands\n", b"ok\tHeard: roast\n"]);
        assert_eq!(at.ask("do\tquiet", LONG).unwrap(), "Heard: roast");
        assert_eq!(keeper.join().unwrap()[1], "do\tquiet\n");
    }

    #[test]
    fn what_comes_too_late_does_not_happen() {
        let (now, at) = (Moment::millis(10_000), |ms| timed("do\tmore\t5m", Moment::millis(ms)));
        assert_eq!(read_request(&at(10_200), now), Ok(vec!["more", "5m"]));
        assert_eq!(read_request(&at(10_199), now), Err(TOO_LATE));
        assert_eq!(read_request(&at(-5), now), Err(TOO_LATE));
        assert_eq!(read_request("do\tmore\t5m", now), Ok(vec!["more", "5m"]), "an older client");
        for line in ["", "by", "by\tnoon\tdo\tmore", "by\t99999", "by\t99999\tby\t99999\tdo\tmore", "more\t5m"] {
            assert_eq!(read_request(line, now), Err(NOT_UNDERSTOOD), "{line}");
        }
    }

    #[test]
    fn a_reply_is_one_line() {
        assert_eq!(reply(&Ok("a\nb\tc\u{202e}".to_owned())), "ok\ta b c");
        assert_eq!(reply(&Err("no way".to_owned())), "no\tno way");
    }
}
