//! How a command ends: its exit code, and what it says where something went wrong.

use std::fmt;
use std::process::ExitCode;

/// The code for arguments that mean nothing, as clap has it too.
pub(crate) const USAGE: u8 = 2;

pub(crate) const HELP: &str = "Exit codes: 0 all is well; 1 faults were found, or no such recipe; 2 the arguments mean nothing, \
or there is no terminal; 3 nothing is on the go (status, and the commands to what runs).";

/// A command's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// 0: all is well.
    Ok,
    /// 1: faults were found, there is no such recipe, or something could not be done.
    Faults,
    /// 2: the arguments mean nothing, or there is no terminal.
    Usage,
    /// 3: nothing is on the go.
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

/// Why a command could not do what it was asked. Printed as "baste: what", and the mend on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandError {
    /// What happened, and where.
    pub what: String,
    /// How to mend it.
    pub hint: String,
    /// The exit code it leads to.
    pub code: Code,
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "baste: {}", self.what)?;
        writeln!(f, "  {}", self.hint)
    }
}

impl std::error::Error for CommandError {}
