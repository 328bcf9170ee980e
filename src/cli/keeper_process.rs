//! What a cook can do about another baste that keeps the session and does not answer.
//!
//! Ending it is advised only if it is really stopped: one that is busy or out of reach still calls the cook.

use super::{Code, CommandError};
use crate::journal::{self, KeeperLock, Machine};
use crate::runtime::clock::here;
use std::process::Command;

/// The process that keeps this computer's session.
pub(super) fn keeper() -> Option<KeeperLock> {
    journal::keeper(&journal::folder().ok()?, &here(&Machine::this()).machine)
}

/// The error if it was asked and does not answer.
pub(super) fn silent(process: Option<u32>) -> CommandError {
    let message = format!("another baste{} keeps what is cooking, and does not answer", who(process));
    CommandError { message, hint: advice(process), code: Code::Faults }
}

/// The error if it could not be asked.
pub(super) fn unreached(process: Option<u32>) -> CommandError {
    let message = format!("another baste{} keeps what is cooking, and cannot be reached from here", who(process));
    let stopped = process.is_some_and(is_stopped);
    let hint =
        if stopped { advice(process) } else { "it goes on calling: use its own screen, or end it there".to_owned() };
    CommandError { message, hint, code: Code::Faults }
}

/// What may make a process answer.
pub(super) fn advice(process: Option<u32>) -> String {
    match process.filter(|id| is_stopped(*id)) {
        Some(id) => format!(
            "it is stopped: `kill -CONT {id}` lets it go on; `kill -9 {id}` ends it, and `baste` takes up what it kept"
        ),
        None => "it may be busy: wait a moment and try again".to_owned(),
    }
}

fn who(process: Option<u32>) -> String {
    process.map_or_else(String::new, |id| format!(" (process {id})"))
}

/// Whether a signal or a debugger stopped the process (proc_pid_stat(5); ps(1) where there is no /proc).
fn is_stopped(process: u32) -> bool {
    let state = match std::fs::read_to_string(format!("/proc/{process}/stat")) {
        // The name before it is in brackets, and may contain anything.
        Ok(stat) => stat.rsplit(')').next().map(str::trim).and_then(|rest| rest.chars().next()),
        Err(_) => {
            let listed = Command::new("ps").args(["-o", "state=", "-p", &process.to_string()]).output().ok();
            listed.and_then(|listed| String::from_utf8_lossy(&listed.stdout).trim().chars().next())
        }
    };
    matches!(state, Some('T' | 't'))
}

#[cfg(test)]
mod tests {
    use super::{advice, is_stopped, silent, unreached};

    #[test]
    fn nobody_is_told_to_end_a_process_that_runs() {
        let this = std::process::id();
        assert!(!is_stopped(this));
        for said in [advice(Some(this)), silent(Some(this)).hint, unreached(Some(this)).hint, advice(None)] {
            assert!(!said.contains("kill"), "{said}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    #[allow(clippy::disallowed_methods, reason = "another process knows no virtual time")]
    fn one_that_is_stopped_is_named_with_what_helps() {
        let mut child = std::process::Command::new("sh").args(["-c", "kill -STOP $$; exit"]).spawn().unwrap();
        let id = child.id();
        while !is_stopped(id) {
            std::thread::yield_now();
        }
        assert!(advice(Some(id)).contains(&format!("kill -CONT {id}")), "{}", advice(Some(id)));
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
