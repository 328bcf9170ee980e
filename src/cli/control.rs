//! `baste pause`, `go`, `done`, `quiet`, `more`, `undo`: send one command to the keeper, and print its answer.

use super::keeper_process::{advice, keeper, unreached};
use super::status::here as look;
use super::{Code, CommandError};
use crate::journal::{self, Machine};
use crate::runtime::clock::here;
use crate::runtime::control::{ControlFault, TIMEOUT, ask, request};
use crate::runtime::endpoint;
use crate::ui::control::Control;
use clap::Args;
use std::io::Write;
use std::time::Duration;

/// The longest request that a keeper reads, in bytes.
const LONGEST: usize = 1_000;

/// What a command applies to.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct CommandTarget {
    /// Part of the name of a dish, timer or step; without it, what a key would act on.
    #[arg(value_name = "DISH")]
    words: Vec<String>,
}

/// Sends one command to the keeper, and prints its answer.
///
/// # Errors
/// If no session is running, or the keeper refuses or does not answer.
pub(crate) fn run(verb: &str, named: &CommandTarget, out: &mut dyn Write) -> Result<Code, CommandError> {
    let send = |line: &str, limit: Duration| {
        let folder = journal::folder().unwrap_or_default();
        ask(&endpoint::paths(&here(&Machine::this()).machine, &folder), line, limit)
    };
    let said = told(verb, named, send)?;
    // A closed pipe is not an error.
    let _ = writeln!(out, "{said}");
    Ok(Code::Ok)
}

/// Adds timers to the running session; `None` if there is none.
///
/// # Errors
/// If the keeper refuses, or does not answer.
pub(crate) fn add(timers: &str, out: &mut dyn Write) -> Result<Option<Code>, CommandError> {
    let named = CommandTarget { words: vec![timers.to_owned()] };
    match run("add", &named, out) {
        Err(CommandError { code: Code::Nothing, .. }) => Ok(None),
        result => result.map(Some),
    }
}

fn told(
    verb: &str,
    named: &CommandTarget,
    send: impl FnOnce(&str, Duration) -> Result<String, ControlFault>,
) -> Result<String, CommandError> {
    let words: Vec<&str> = [verb].into_iter().chain(named.words.iter().map(String::as_str)).collect();
    let usage =
        |what: String| CommandError { message: what, hint: format!("see baste {verb} --help"), code: Code::Usage };
    Control::parse(&words).map_err(usage)?;
    let line = request(&words);
    if line.len() > LONGEST {
        return Err(usage("that name is too long".to_owned()));
    }
    send(&line, TIMEOUT).map_err(fault)
}

fn fault(fault: ControlFault) -> CommandError {
    let what = fault.to_string();
    let (hint, code) = match fault {
        ControlFault::NoKeeper => return no_keeper(),
        ControlFault::NotTaken => (advice(keeper().and_then(|lock| lock.process)), Code::Faults),
        ControlFault::Unknown => {
            let advice = advice(keeper().and_then(|lock| lock.process));
            (format!("see `baste status`; {advice}"), Code::Faults)
        }
        ControlFault::Refused(_) => ("baste status tells what is on the go".to_owned(), Code::Faults),
        ControlFault::Garbled => ("was baste updated meanwhile? Open it once, and try again".to_owned(), Code::Faults),
        ControlFault::Forbidden => ("run this as the user who cooks".to_owned(), Code::Faults),
        ControlFault::Unsupported => ("use the keys".to_owned(), Code::Faults),
        ControlFault::Io(_) => ("open baste, and use the keys".to_owned(), Code::Faults),
    };
    CommandError { message: what, hint, code }
}

/// The error if nobody listens: there is no session, or it lost its keeper (a kill, a power cut), or the keeper cannot be reached.
fn no_keeper() -> CommandError {
    if let Some(lock) = keeper() {
        return unreached(lock.process);
    }
    let live = look().is_ok_and(|seen| seen.session.is_live());
    let (what, hint) = if live {
        ("nobody keeps what is on the go", "open baste, or run `baste keep`: it goes on where it was")
    } else {
        ("nothing is on the go", "baste opens the recipes; baste timer 12m Eggs starts a timer")
    };
    CommandError { message: what.to_owned(), hint: hint.to_owned(), code: Code::Nothing }
}

#[cfg(test)]
mod tests {
    use super::{CommandTarget, told};
    use crate::cli::{Code, CommandError};
    use crate::runtime::control::ControlFault;

    fn command(
        verb: &str,
        words: &str,
        answer: Result<&str, ControlFault>,
    ) -> (Result<String, CommandError>, Option<String>) {
        let named = CommandTarget { words: words.split_whitespace().map(str::to_owned).collect() };
        let mut sent = None;
        let result = told(verb, &named, |line, _| {
            sent = Some(line.to_owned());
            answer.map(str::to_owned)
        });
        (result, sent)
    }

    #[test]
    fn a_command_is_sent_and_its_answer_told() {
        let (said, sent) = command("more", "5m pork belly", Ok("Roast: 5 min more"));
        assert_eq!(said.unwrap(), "Roast: 5 min more");
        assert_eq!(sent.as_deref(), Some("do\tmore\t5m\tpork\tbelly"));
    }

    #[test]
    fn what_means_nothing_is_not_sent() {
        let (fault, sent) = command("more", "0m pork", Ok(""));
        assert_eq!((fault.unwrap_err().code, sent), (Code::Usage, None));
        let (fault, sent) = command("done", &"é".repeat(600), Ok(""));
        assert_eq!((fault.unwrap_err().code, sent), (Code::Usage, None));
    }

    #[test]
    fn a_refusal_says_why() {
        let why = "Roast: 37 min left; end it on the board";
        let fault = command("done", "", Err(ControlFault::Refused(why.to_owned()))).0.unwrap_err();
        assert_eq!((fault.message.as_str(), fault.code), (why, Code::Faults));
    }
}
