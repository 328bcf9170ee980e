//! The client's side of the keeper's socket, and the lines that go over it.
//!
//! A request is one line of words between tabs, `do`, the command, its words; the reply one line, `ok` or `no`, a tab, and a sentence for
//! the cook. No word and no sentence holds a tab, a line break or any other control character. A keeper that does not answer
//! in time (it was stopped, or hangs) is given up, wherever it hangs.

use crate::recipe::text::clean;
use std::fmt;
use std::io;
use std::path::Path;
use std::time::Duration;

/// How long a keeper may take to answer a command.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// Why a command was not taken.
#[derive(Debug)]
pub enum ControlFault {
    /// Nobody listens: no session runs.
    NoKeeper,
    /// The keeper does not answer.
    Silent,
    /// The keeper refused it, and said why.
    Refused(String),
    /// What came back is no reply.
    Garbled,
    /// The socket is another user's, or lies where this one must not look.
    Forbidden,
    /// This system has no such sockets.
    Unsupported,
    /// The system refused something else.
    Io(io::Error),
}

impl fmt::Display for ControlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ControlFault::NoKeeper => f.write_str("no session runs"),
            ControlFault::Silent => f.write_str("the keeper of the session does not answer"),
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

/// The line that asks for a command, such as `more`, `5m`, `pork`; its end is not in it.
pub fn request(words: &[&str]) -> String {
    let clean = words.iter().map(|word| clean(word)).filter(|word| !word.is_empty());
    ["do".to_owned()].into_iter().chain(clean).collect::<Vec<_>>().join("\t")
}

/// The line that answers one; its end is not in it.
pub fn reply(answer: &Result<String, String>) -> String {
    match answer {
        Ok(said) => format!("ok\t{}", clean(said)),
        Err(why) => format!("no\t{}", clean(why)),
    }
}

/// Reads what [`reply`] wrote.
#[cfg_attr(not(unix), allow(dead_code, reason = "nobody answers there"))]
fn read_reply(line: &str) -> Result<String, ControlFault> {
    match line.trim_end_matches(['\n', '\r']).split_once('\t') {
        Some(("ok", said)) => Ok(clean(said)),
        Some(("no", why)) => Err(ControlFault::Refused(clean(why))),
        Some(_) | None => Err(ControlFault::Garbled),
    }
}

/// Sends one line to the keeper that listens at `path`, and gives what it says.
///
/// # Errors
/// If nobody listens, the keeper refuses, or `limit` has passed.
#[cfg(unix)]
pub fn ask(path: &Path, line: &str, limit: Duration) -> Result<String, ControlFault> {
    unix::ask(path, line, limit)
}

/// Elsewhere there is nobody to send it to.
///
/// # Errors
/// Always.
#[cfg(not(unix))]
pub fn ask(_path: &Path, _line: &str, _limit: Duration) -> Result<String, ControlFault> {
    Err(ControlFault::Unsupported)
}

#[cfg(unix)]
mod unix {
    use super::{ControlFault, read_reply};
    use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::path::{Path, PathBuf};
    use std::sync::mpsc::{RecvTimeoutError, sync_channel};
    use std::thread;
    use std::time::Duration;

    /// The longest reply, in bytes.
    const LONGEST: u64 = 16 * 1024;

    pub(super) fn ask(path: &Path, line: &str, limit: Duration) -> Result<String, ControlFault> {
        // On a thread: connecting has no time limit, and blocks where a stopped keeper has too many callers waiting.
        let (sender, receiver) = sync_channel(1);
        let (path, line) = (path.to_owned(), format!("{line}\n"));
        let spawned = thread::Builder::new().name("ask".to_owned()).spawn(move || {
            // Nobody waits any more where this fails.
            let _ = sender.send(exchange(&path, &line, limit));
        });
        spawned.map_err(ControlFault::Io)?;
        match receiver.recv_timeout(limit) {
            Ok(Ok(line)) => read_reply(&line),
            Ok(Err(e)) => Err(fault(e)),
            Err(RecvTimeoutError::Timeout) => Err(ControlFault::Silent),
            Err(RecvTimeoutError::Disconnected) => Err(ControlFault::Garbled),
        }
    }

    fn exchange(path: &PathBuf, line: &str, limit: Duration) -> io::Result<String> {
        let mut stream = UnixStream::connect(path)?;
        stream.set_write_timeout(Some(limit))?;
        stream.set_read_timeout(Some(limit))?;
        stream.write_all(line.as_bytes())?;
        let mut bytes = Vec::new();
        if BufReader::new((&stream).take(LONGEST)).read_until(b'\n', &mut bytes)? == 0 {
            return Err(ErrorKind::ConnectionReset.into());
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn fault(e: io::Error) -> ControlFault {
        match e.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused | ErrorKind::NotADirectory => ControlFault::NoKeeper,
            ErrorKind::WouldBlock | ErrorKind::TimedOut => ControlFault::Silent,
            ErrorKind::PermissionDenied => ControlFault::Forbidden,
            // It ended between the question and the answer.
            ErrorKind::BrokenPipe | ErrorKind::ConnectionReset => ControlFault::NoKeeper,
            _ => ControlFault::Io(e),
        }
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::{ControlFault, ask, reply, request};
    use std::fs;
    use std::io::{BufRead, BufReader, Write};
    use std::os::unix::net::UnixListener;
    use std::path::PathBuf;
    use std::thread;
    use std::time::Duration;

    const SHORT: Duration = Duration::from_millis(100);
    const LONG: Duration = Duration::from_secs(20);

    /// A socket that is gone with the test.
    struct At(PathBuf);

    impl At {
        fn new(test: &str) -> At {
            let path = std::env::temp_dir().join(format!("baste-ask-{test}-{}", std::process::id()));
            let _ = fs::remove_file(&path);
            At(path)
        }
        /// Somebody who answers one line with `answer`, and gives back what was asked.
        fn answers(&self, answer: &'static [u8]) -> thread::JoinHandle<String> {
            let listener = UnixListener::bind(&self.0).unwrap();
            thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                let mut line = String::new();
                BufReader::new(&stream).read_line(&mut line).unwrap();
                stream.write_all(answer).unwrap();
                line
            })
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
        let keeper = at.answers("ok\tRoast is paused at 37:04\n".as_bytes());
        assert_eq!(ask(&at.0, &request(&["pause", "pork\tbelly\n"]), LONG).unwrap(), "Roast is paused at 37:04");
        assert_eq!(keeper.join().unwrap(), "do\tpause\tpork belly\n");
    }

    #[test]
    fn a_refusal_has_its_reason() {
        let at = At::new("no");
        let keeper = at.answers(b"no\tNothing \x1b[31mcalls\n");
        assert!(matches!(ask(&at.0, "do\tquiet", LONG), Err(ControlFault::Refused(why)) if why == "Nothing [31mcalls"));
        keeper.join().unwrap();
    }

    #[test]
    fn what_is_no_answer() {
        for (test, answer) in [("other", &b"hello\n"[..]), ("bytes", &[0xff; 40_000])] {
            let at = At::new(test);
            let keeper = at.answers(answer);
            let fault = ask(&at.0, "do\tquiet", LONG);
            assert!(matches!(fault, Err(ControlFault::Garbled)), "{test}: {fault:?}");
            drop(keeper.join());
        }
    }

    #[test]
    fn nobody_there() {
        let at = At::new("nobody");
        assert!(matches!(ask(&at.0, "do\tquiet", LONG), Err(ControlFault::NoKeeper)));
        drop(UnixListener::bind(&at.0).unwrap());
        assert!(
            matches!(ask(&at.0, "do\tquiet", LONG), Err(ControlFault::NoKeeper)),
            "left over by one that was killed"
        );
    }

    #[test]
    fn one_that_ends_without_a_word() {
        let at = At::new("ended");
        let keeper = at.answers(b"");
        assert!(matches!(ask(&at.0, "do\tquiet", LONG), Err(ControlFault::NoKeeper)));
        keeper.join().unwrap();
    }

    #[test]
    fn one_that_never_answers_is_given_up() {
        let at = At::new("silent");
        let _listener = UnixListener::bind(&at.0).unwrap();
        assert!(matches!(ask(&at.0, "do\tquiet", SHORT), Err(ControlFault::Silent)));
    }

    #[test]
    fn a_reply_is_one_line() {
        assert_eq!(reply(&Ok("a\nb\tc\u{202e}".to_owned())), "ok\ta b c");
        assert_eq!(reply(&Err("no way".to_owned())), "no\tno way");
    }
}
