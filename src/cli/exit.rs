//! How a command ends: its exit code, and its error message.

use std::fmt;
use std::io::Write;
use std::process::ExitCode;

/// The code for invalid arguments, the same as clap's.
pub(crate) const USAGE: u8 = 2;

pub(crate) const HELP: &str = "Exit codes: 0 all is well; 1 faults were found, or no such recipe; 2 the arguments mean nothing, \
or there is no terminal; 3 nothing is on the go (status, and the commands to what runs).";

/// A command's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// 0: success.
    Ok,
    /// 1: faults were found, there is no such recipe, or something could not be done.
    Faults,
    /// 2: the arguments are invalid, or there is no terminal.
    Usage,
    /// 3: no session is running.
    Nothing,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> ExitCode {
        ExitCode::from(match code {
            Code::Ok => 0,
            Code::Faults => 1,
            Code::Usage => USAGE,
            Code::Nothing => 3,
        })
    }
}

/// Why a command could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandError {
    /// What happened, and where.
    pub message: String,
    /// What the cook can do about it.
    pub hint: String,
    /// The exit code.
    pub code: Code,
}

impl CommandError {
    pub(crate) fn print(&self, err: &mut dyn Write) {
        print_error(err, ErrorForm::Command, &self.message, &self.hint);
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.hint)
    }
}

/// The layout of an error; each command has kept its own since its first version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorForm {
    /// "baste: message", and the hint on the next line.
    Command,
    /// "error: message: hint", for failed look-ups.
    Lookup,
    /// "baste: message", for one item among several.
    Item,
}

/// Prints an error; the only place that does. A closed standard error is ignored.
pub(crate) fn print_error(err: &mut dyn Write, form: ErrorForm, message: &str, hint: &str) {
    let _ = match form {
        ErrorForm::Command => write!(err, "baste: {message}\n  {hint}\n"),
        ErrorForm::Lookup if hint.is_empty() => writeln!(err, "error: {message}"),
        ErrorForm::Lookup => writeln!(err, "error: {message}: {hint}"),
        ErrorForm::Item => writeln!(err, "baste: {message}"),
    };
}
