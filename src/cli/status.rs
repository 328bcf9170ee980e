//! `baste status`: what is going on, in one line for a bar, a prompt or a script.
//!
//! It only reads the journal: it takes no lock and neither asks nor wakes a keeper. So it works even if the keeper is
//! stopped or was killed.

use super::{Code, CommandError};
use crate::engine::Session;
use crate::journal::{self, Machine, StorageError};
use crate::runtime::clock::{LoopClock, here as clocks};
use crate::time::{Clock, Moment};
use crate::view::markup::Markup;
use crate::view::status::Status;
use crate::view::template::PLACEHOLDERS;
use clap::{Args, ValueEnum};
use std::io::Write;

/// The form of the output.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct StatusFormat {
    /// Print JSON, which Waybar reads directly.
    #[arg(long, conflicts_with_all = ["format", "escape"])]
    json: bool,
    /// Fill in a template, such as '{step} {left}'.
    #[arg(long, value_name = "TEMPLATE")]
    format: Option<String>,
    /// Escape recipe texts for a bar that interprets markup.
    #[arg(long, value_name = "FOR", value_enum, default_value = "none")]
    escape: Escape,
}

/// A kind of bar, by its markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Escape {
    /// Plain text
    #[default]
    None,
    /// Pango markup: Waybar, i3blocks
    Pango,
    /// The status line of tmux
    Tmux,
    /// polybar, lemonbar
    Polybar,
}

impl Escape {
    fn markup(self) -> Markup {
        match self {
            Escape::None => Markup::Plain,
            Escape::Pango => Markup::Pango,
            Escape::Tmux => Markup::Tmux,
            Escape::Polybar => Markup::Polybar,
        }
    }
}

/// The placeholders of a template.
pub(super) fn help() -> String {
    let lines = PLACEHOLDERS.iter().map(|(name, is)| format!("  {:<13} {is}", format!("{{{name}}}")));
    format!("Placeholders of a template:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// The session as found in the journal.
#[derive(Clone, Debug)]
pub(crate) struct StatusArgs {
    pub session: Session,
    /// The present moment on its timeline.
    pub now: Moment,
    pub clock: Clock,
    /// What the cook should know about the journal.
    pub notes: Vec<String>,
}

/// Reads the session from this computer's journal.
///
/// # Errors
/// If the journal cannot be read.
pub(crate) fn here() -> Result<StatusArgs, StorageError> {
    let here = clocks(&Machine::this());
    let left = journal::peek(&journal::folder()?, &here)?;
    let mut time = LoopClock::real();
    let now = time.now();
    // The time zone is this computer's; the tie between moments and time of day is the session's.
    let unix_minus_moment = here.wall_ms.saturating_sub(left.here.moment.as_millis());
    let clock = Clock { unix_minus_moment, ..time.clock(now) };
    Ok(StatusArgs { session: Session::replay(left.acts), now: left.here.moment, clock, notes: left.notes })
}

/// Prints the status of what `look` finds.
///
/// # Errors
/// If the journal cannot be read or the template is invalid.
pub(crate) fn run(
    look: impl FnOnce() -> Result<StatusArgs, StorageError>,
    shape: &StatusFormat,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Code, CommandError> {
    let seen = look().map_err(|trouble| CommandError {
        message: format!("what is on the go cannot be read: {trouble}"),
        hint: trouble.hint().to_owned(),
        code: Code::Faults,
    })?;
    let status = Status::of(&seen.session, seen.now, &seen.clock);
    let text = match &shape.format {
        _ if shape.json => status.json(),
        Some(template) => status.format(template, shape.escape.markup()).map_err(|fault| CommandError {
            message: fault.message,
            hint: fault.hint,
            code: Code::Usage,
        })?,
        None => shape.escape.markup().escape(&status.line()),
    };
    // A closed pipe is not an error.
    let _ = writeln!(out, "{text}");
    for note in &seen.notes {
        let _ = writeln!(err, "{note}");
    }
    Ok(if status.is_live() { Code::Ok } else { Code::Nothing })
}

#[cfg(test)]
mod tests {
    use super::{Escape, StatusArgs, StatusFormat, help, run};
    use crate::cli::{Code, CommandError};
    use crate::engine::{Act, Session};
    use crate::journal::StorageError;
    use crate::recipe::Dish;
    use crate::time::{Clock, Moment, Span};

    fn kitchen(timers: &[&str]) -> Result<StatusArgs, StorageError> {
        let mut session = Session::new();
        for name in timers {
            let (dish, what) = (session.next_dish(), Box::new(Dish::timer((*name).to_owned(), Span::mins(12))));
            session.apply(Act::Add { dish, what }, Moment::millis(0)).unwrap();
        }
        Ok(StatusArgs { session, now: Moment::millis(60_000), clock: Clock::default(), notes: Vec::new() })
    }

    fn shown(seen: Result<StatusArgs, StorageError>, shape: &StatusFormat) -> (Result<Code, CommandError>, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(|| seen, shape, &mut out, &mut err);
        (code, String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_line_and_its_exit_codes() {
        assert_eq!(
            shown(kitchen(&[]), &StatusFormat::default()),
            (Ok(Code::Nothing), "Nothing on the go\n".to_owned())
        );
        assert_eq!(
            shown(kitchen(&["Eggs"]), &StatusFormat::default()),
            (Ok(Code::Ok), "Eggs 11:00, ready 00:12\n".to_owned())
        );
    }

    #[test]
    fn json_is_there_where_nothing_is() {
        let (code, out) = shown(kitchen(&[]), &StatusFormat { json: true, ..StatusFormat::default() });
        assert_eq!(code, Ok(Code::Nothing));
        assert!(out.contains("\"class\":\"idle\"") && out.contains("\"text\":\"Nothing on the go\""), "{out}");
    }

    #[test]
    fn a_template_and_its_faults() {
        let shape =
            |format: &str, escape| StatusFormat { format: Some(format.to_owned()), escape, ..StatusFormat::default() };
        let (code, out) = shown(kitchen(&["<Eggs>"]), &shape("#[bold]{dish} {left}", Escape::Pango));
        assert_eq!((code, out.as_str()), (Ok(Code::Ok), "#[bold]&lt;Eggs&gt; 11:00\n"));
        let fault = shown(kitchen(&[]), &shape("{stp}", Escape::None)).0.unwrap_err();
        assert_eq!(fault.code, Code::Usage);
        assert!(fault.to_string().contains("unknown placeholder `{stp}`") && fault.hint.contains("{step}"), "{fault}");
        assert!(help().contains("{left}"));
    }

    #[test]
    fn a_journal_that_cannot_be_read() {
        let fault = shown(Err(StorageError::NotYours), &StatusFormat::default()).0.unwrap_err();
        assert_eq!(fault.code, Code::Faults);
        assert!(fault.message.contains("cannot be read"), "{fault}");
    }
}
