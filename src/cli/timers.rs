//! `baste 12m eggs`, `timer` and `add`: timers by words, on the board that runs or on a new one.

use super::{Code, CommandError, control, cook, found};
use crate::recipe::search::fold;
use crate::recipe::text::clean;
use crate::runtime::RunOptions;
use crate::time::{DurationFault, SpokenTime, parse_timers};
use std::io::Write;

/// Cooks the recipe of that name, else starts timers. Prints what else the words may mean.
pub(super) fn cook_named(
    mut start: RunOptions,
    said: &str,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Code, CommandError> {
    if let Some(time) = preset(said) {
        return self::start(start, &format!("{time} {said}"), out);
    }
    let timers = parse_timers(said);
    match (found(&mut start.shelf, said), timers) {
        (Ok(recipe), timers) if timers.is_err() || fold(&recipe.name).starts_with(&fold(said)) => {
            if timers.is_ok() {
                let _ = writeln!(err, "This is the recipe {}. For a timer: baste timer {said}", clean(&recipe.name));
            }
            cook(RunOptions { open: Some(recipe), ..start })
        }
        (Ok(_) | Err(_), Ok(_)) => self::start(start, said, out),
        (_, Err(fault)) if said.starts_with(|c: char| c.is_ascii_digit()) => Err(no_timer(fault)),
        (Ok(recipe), Err(_)) => cook(RunOptions { open: Some(recipe), ..start }),
        (Err(none), Err(_)) => Err(none),
    }
}

/// The time of the timer with that name in the settings.
fn preset(name: &str) -> Option<String> {
    let timers = crate::config::load().settings.timers;
    timers.into_iter().find(|(preset, _)| fold(preset) == fold(name)).map(|(_, time)| time)
}

/// Starts timers, on the running board if there is one, else on a new one.
pub(super) fn start(start: RunOptions, said: &str, out: &mut dyn Write) -> Result<Code, CommandError> {
    let timers = parse_timers(said).map_err(no_timer)?;
    // Nobody can be asked here which reading is meant.
    for timer in &timers {
        if let SpokenTime::Colon(colon) = timer.time {
            return Err(no_timer(colon.fault()));
        }
    }
    // A rehearsal touches nothing, and `--fresh` needs a board of its own.
    let joins = start.rehearse.is_none() && !start.fresh;
    if let Some(code) = if joins { control::add(said, out)? } else { None } {
        return Ok(code);
    }
    cook(RunOptions { timers, ..start })
}

fn no_timer(fault: DurationFault) -> CommandError {
    CommandError { message: fault.message, hint: fault.hint, code: Code::Usage }
}
