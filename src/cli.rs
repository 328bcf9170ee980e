//! Turns arguments into commands.
//!
//! Each command writes to the two streams it is given and returns a [`Code`]; only [`run`] touches the process. Errors
//! say what happened, where, and how to fix it. A closed pipe (`baste list | head -1`) is not an error.

pub(crate) mod alert_test;
pub(crate) mod check;
pub(crate) mod config;
pub(crate) mod control;
pub(crate) mod exit;
pub(crate) mod import;
mod keeper_process;
pub(crate) mod list;
pub(crate) mod plan;
pub(crate) mod show;
pub(crate) mod status;
mod timers;

pub use exit::{Code, CommandError};

use self::keeper_process::{silent, unreached};
use crate::recipe::fault::RenderStyle;
use crate::recipe::text::clean;
use crate::recipe::{Recipe, SetUp};
use crate::runtime::clock::LoopClock;
use crate::runtime::{self, ExitReason, RunError, RunOptions};
use crate::shelf::Shelf;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// A kitchen timer for the terminal that walks a cook through recipes.
#[derive(Debug, Parser)]
#[command(name = "baste", version, after_help = exit::HELP)]
struct Args {
    /// The recipe to set up, or a timer ("12m eggs"); without either, the shelf of recipes opens.
    #[arg(value_name = "NAME")]
    name: Vec<String>,
    /// Recipes from this file or folder instead of your own; can be repeated.
    #[arg(long, value_name = "PATH", global = true)]
    recipes: Vec<PathBuf>,
    /// Rehearse this many times as fast (60 by default); saves nothing.
    #[arg(
        long, value_name = "SPEED", global = true, num_args = 0..=1, require_equals = true,
        default_missing_value = "60", value_parser = speed
    )]
    rehearse: Option<u32>,
    /// Start a new session; the current one is kept in a file of its own.
    #[arg(long)]
    fresh: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start timers: baste timer 12m eggs, 25m rice.
    Timer {
        /// The time and the name of each timer.
        #[arg(required = true, value_name = "TIME NAME")]
        words: Vec<String>,
    },
    /// Add timers to the running board: baste add 12m eggs.
    Add {
        /// The time and the name of each timer.
        #[arg(required = true, value_name = "TIME NAME")]
        words: Vec<String>,
    },
    /// Check recipe files and show every fault.
    Check {
        /// The files.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Try every alert channel, and show what worked and how to fix the rest.
    #[command(after_help = alert_test::HELP)]
    AlertTest,
    /// Print every setting and what it does.
    #[command(after_help = config::HELP)]
    Config(config::ConfigArgs),
    /// List all recipes, or those that match: baste list rice tag:quick under:45m.
    #[command(after_help = list::help())]
    List {
        /// Parts of a name, tags, times.
        #[arg(value_name = "FILTER")]
        filter: Vec<String>,
    },
    /// Show in one line what is cooking.
    #[command(after_help = status::help())]
    Status(status::StatusFormat),
    /// Pause a countdown.
    Pause(control::CommandTarget),
    /// Resume a paused countdown.
    Go(control::CommandTarget),
    /// Mark what waits for you as done, as Enter would.
    Done(control::CommandTarget),
    /// Silence the current calls for a while; they stay until answered.
    Quiet(control::CommandTarget),
    /// Give a countdown more time.
    #[command(override_usage = "baste more [TIME] [DISH]...")]
    More(control::CommandTarget),
    /// Start a countdown again from its beginning.
    Restart(control::CommandTarget),
    /// Cancel a timer or a dish.
    Cancel(control::CommandTarget),
    /// Rename a timer or a dish: baste rename eggs to quail eggs.
    #[command(override_usage = "baste rename OLD to NEW")]
    Rename(control::CommandTarget),
    /// Undo the last action.
    Undo(control::CommandTarget),
    /// Keep calling without a screen, until all is served or baste is opened again.
    Keep {
        /// Only if something is cooking and no keeper is running, as after a login.
        #[arg(long)]
        if_live: bool,
    },
    /// Make a recipe from a web page, a text or Cooklang.
    #[command(after_help = import::HELP)]
    Import(import::Import),
    /// Plan a dinner: when to begin each step of several recipes, so that all is served together.
    #[command(after_help = plan::HELP)]
    Plan(plan::PlanArgs),
    /// Show a recipe with its steps and times.
    Show {
        /// Its name, or the start of it.
        #[arg(required = true)]
        name: Vec<String>,
    },
}

/// Runs the command given on the command line.
pub fn run() -> ExitCode {
    let args = match Args::try_parse_from(joined(std::env::args_os())) {
        Ok(args) => args,
        Err(e) => {
            // Help goes to standard output and is not an error, nor is a closed pipe.
            let _ = e.print();
            return ExitCode::from(u8::try_from(e.exit_code()).unwrap_or(exit::USAGE));
        }
    };
    let (mut out, mut err) = (io::stdout().lock(), io::stderr());
    let code = command(args, &mut out, &mut err).unwrap_or_else(|fault| {
        fault.print(&mut err);
        fault.code
    });
    match out.flush() {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Code::Faults.into(),
        Ok(()) | Err(_) => code.into(),
    }
}

fn command(args: Args, out: &mut dyn Write, err: &mut dyn Write) -> Result<Code, CommandError> {
    let Args { name, recipes: paths, rehearse, fresh, command } = args;
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        let what = format!("there is no file or folder {}", clean(&missing.to_string_lossy()));
        return Err(CommandError {
            message: what,
            hint: "name a recipe file, or a folder of them".to_owned(),
            code: Code::Faults,
        });
    }
    match command {
        None => {
            let start = RunOptions { shelf: Shelf::at(&paths), fresh, rehearse, ..RunOptions::default() };
            if name.is_empty() { cook(start) } else { timers::cook_named(start, &name.join(" "), out, err) }
        }
        Some(Command::Timer { words } | Command::Add { words }) => {
            let start = RunOptions { shelf: Shelf::at(&paths), fresh, rehearse, ..RunOptions::default() };
            timers::start(start, &words.join(" "), out)
        }
        Some(Command::Status(shape)) => status::run(status::here, &shape, out, err),
        Some(Command::Pause(named)) => control::run("pause", &named, out),
        Some(Command::Go(named)) => control::run("go", &named, out),
        Some(Command::Done(named)) => control::run("done", &named, out),
        Some(Command::Quiet(named)) => control::run("quiet", &named, out),
        Some(Command::More(named)) => control::run("more", &named, out),
        Some(Command::Undo(named)) => control::run("undo", &named, out),
        Some(Command::Restart(named)) => control::run("restart", &named, out),
        Some(Command::Cancel(named)) => control::run("cancel", &named, out),
        Some(Command::Rename(named)) => control::run("rename", &named, out),
        Some(Command::Keep { if_live }) => ended(runtime::keep(if_live, &crate::config::load().settings)),
        Some(Command::Check { files }) => Ok(code(check::run(&files, look(io::stderr().is_terminal()), out, err))),
        Some(Command::AlertTest) => {
            let crate::config::SettingsFile { settings, faults } = crate::config::load();
            if let Some(unsettled) = crate::config::in_short(&faults) {
                let _ = writeln!(err, "{unsettled}");
            }
            let terminal = io::stdout().is_terminal().then(runtime::terminal_here);
            Ok(alert_test::run(&settings.alerts, terminal.as_ref(), out))
        }
        Some(Command::Config(wanted)) => {
            config::run(crate::config::path(), wanted, look(io::stderr().is_terminal()), out, err)
        }
        Some(Command::Import(what)) => import::run(&what, &paths, out, err),
        Some(Command::List { filter }) => {
            let mut shelf = Shelf::at(&paths);
            shelf.refresh();
            Ok(code(list::run(&shelf, &filter.join(" "), out, err)))
        }
        Some(Command::Plan(wanted)) => plan::run(&wanted, &mut Shelf::at(&paths), out),
        Some(Command::Show { name }) => {
            let mut time = LoopClock::real();
            let now = time.now();
            let (mut shelf, clock) = (Shelf::at(&paths), time.clock(now));
            Ok(code(show::run(&mut shelf, &name.join(" "), &SetUp::default(), now, &clock, out, err)))
        }
    }
}

fn code(code: u8) -> Code {
    if code == 0 { Code::Ok } else { Code::Faults }
}

fn look(terminal: bool) -> RenderStyle {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if terminal && !plain { RenderStyle::Colour } else { RenderStyle::Plain }
}

/// The recipe that `name` means.
fn found(shelf: &mut Shelf, name: &str) -> Result<Recipe, CommandError> {
    shelf.open(name).map_err(|none| {
        let broken = shelf.error_lines().into_iter().map(|line| format!("\n  {line}"));
        let hint = format!("{}{}", none.hint, broken.collect::<String>());
        CommandError { message: none.message, hint, code: Code::Faults }
    })
}

/// Opens the screen.
fn cook(start: RunOptions) -> Result<Code, CommandError> {
    // A fault never stops a countdown; the other settings apply.
    let crate::config::SettingsFile { settings, faults } = crate::config::load();
    let unsettled = crate::config::in_short(&faults);
    ended(runtime::run(RunOptions { faults: crate::config::lines(&faults), unsettled, ..start }, &settings))
}

fn ended(result: Result<ExitReason, RunError>) -> Result<Code, CommandError> {
    match result {
        Ok(ExitReason::Quit | ExitReason::Hangup) => Ok(Code::Ok),
        Ok(ExitReason::TimerDone(text)) => Ok(said(&text)),
        Ok(ExitReason::LeftRunning) => Ok(said("It goes on without a screen. `baste` brings it back.")),
        Ok(ExitReason::TakenOver) => Ok(said("It goes on in another terminal.")),
        Ok(ExitReason::Nothing) => Ok(said("Nothing is cooking.")),
        Ok(ExitReason::Signal(signal)) => {
            runtime::die_of(signal);
            Ok(Code::Faults)
        }
        Err(RunError::NoTerminal) => Err(CommandError {
            message: "this needs a terminal".to_owned(),
            hint: "run it in one, or use `baste list`".to_owned(),
            code: Code::Usage,
        }),
        Err(RunError::Silent(process)) => Err(silent(process)),
        Err(RunError::Unreached(process)) => Err(unreached(process)),
        Err(RunError::Kept(why)) => Err(CommandError {
            message: format!("another baste keeps what is cooking, and does not give it up: {why}"),
            hint: "look at its screen, which says what is wrong; then try again".to_owned(),
            code: Code::Faults,
        }),
        Err(RunError::Io(e)) => Err(CommandError {
            message: format!("the terminal could not be used: {e}"),
            hint: "run it in another terminal; what was cooking is kept and taken up there".to_owned(),
            code: Code::Faults,
        }),
    }
}

fn said(text: &str) -> Code {
    runtime::say_last(text);
    Code::Ok
}

/// "60", "60x".
fn speed(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix(['x', 'X']).unwrap_or(text);
    match number.parse() {
        Ok(speed @ 1..=1000) => Ok(speed),
        Ok(_) | Err(_) => Err("a speed is a number from 1 to 1000, such as 60 or 60x".to_owned()),
    }
}

/// Turns `--rehearse 60 NAME` into `--rehearse=60 NAME`, as clap alone cannot tell it from `--rehearse NAME` without a
/// speed.
fn joined(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut all: Vec<OsString> = Vec::new();
    for arg in args {
        let number = arg.to_str().map(|text| text.strip_suffix(['x', 'X']).unwrap_or(text));
        let is_speed = number.is_some_and(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
        match all.last_mut() {
            Some(last) if is_speed && last == "--rehearse" => {
                last.push("=");
                last.push(arg);
            }
            Some(_) | None => all.push(arg),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{Args, Command, joined, speed};
    use clap::{CommandFactory, Parser};
    use std::ffi::OsString;

    #[track_caller]
    fn parse(line: &str) -> Args {
        Args::try_parse_from(joined(line.split_whitespace().map(OsString::from))).unwrap()
    }

    #[test]
    fn the_arguments_hold_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_name_of_several_words() {
        assert_eq!(parse("baste pork belly").name, ["pork", "belly"]);
        assert!(parse("baste").name.is_empty());
    }

    #[test]
    fn a_rehearsal_with_and_without_its_speed() {
        let args = parse("baste --rehearse pork");
        assert_eq!((args.rehearse, args.name), (Some(60), vec!["pork".to_owned()]));
        let args = parse("baste --rehearse 120x pork");
        assert_eq!((args.rehearse, args.name), (Some(120), vec!["pork".to_owned()]));
        assert_eq!(parse("baste --rehearse=10 timer 12m").rehearse, Some(10));
        assert_eq!(parse("baste timer --rehearse 10 12m").rehearse, Some(10));
        assert_eq!(parse("baste").rehearse, None);
        assert!(speed("0").is_err() && speed("fast").is_err() && speed("99999999999").is_err());
    }

    #[test]
    fn commands() {
        assert!(
            matches!(parse("baste timer 12m Eggs").command, Some(Command::Timer { words }) if words == ["12m", "Eggs"])
        );
        assert!(
            matches!(parse("baste --recipes a list --recipes b").command, Some(Command::List { filter }) if filter.is_empty())
        );
        assert_eq!(parse("baste list --recipes a --recipes b").recipes.len(), 2);
        assert!(Args::try_parse_from(["baste", "check"]).is_err());
        assert!(matches!(parse("baste plan pork rice --serve-at 19:00 --recipes a").command, Some(Command::Plan(_))));
        assert!(matches!(parse("baste done").command, Some(Command::Done(_))));
        assert!(matches!(parse("baste more 1h 30m pork belly").command, Some(Command::More(_))));
        assert!(matches!(parse("baste status --json").command, Some(Command::Status(_))));
        assert!(Args::try_parse_from(["baste", "status", "--json", "--format", "{line}"]).is_err());
    }
}
