//! `baste config`: prints every setting and what it does, the path of the file, and its faults.

use super::{Code, CommandError};
use crate::config;
use crate::recipe::fault::RenderStyle;
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What to print about the settings.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct ConfigArgs {
    /// Only print the path of the file, whether or not it exists.
    #[arg(long, conflicts_with = "check")]
    path: bool,
    /// Show every fault in the file; correct settings still apply.
    #[arg(long)]
    check: bool,
}

/// How to turn the example into a file, for help.
pub(super) const HELP: &str = "Without an option every setting is printed with its default, as a file to begin with (a file that is there already stays):\n  \
    mkdir -p ~/.config/baste && (set -C; baste config > ~/.config/baste/config.toml)";

/// Describes the settings file at `path`.
///
/// # Errors
/// If there is no home folder.
pub(crate) fn run(
    path: Option<PathBuf>,
    wanted: ConfigArgs,
    look: RenderStyle,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Code, CommandError> {
    if !wanted.path && !wanted.check {
        let _ = out.write_all(config::EXAMPLE.as_bytes());
        return Ok(Code::Ok);
    }
    let path = path.ok_or_else(|| CommandError {
        message: "nobody said where settings are".to_owned(),
        hint: "set HOME or XDG_CONFIG_HOME to a folder of yours".to_owned(),
        code: Code::Faults,
    })?;
    if wanted.path {
        // The bare path, for scripts.
        let _ = writeln!(out, "{}", path.display());
        return Ok(Code::Ok);
    }
    Ok(check(&path, look, out, err))
}

fn check(path: &Path, look: RenderStyle, out: &mut dyn Write, err: &mut dyn Write) -> Code {
    let reading = config::load_from(path);
    let name = crate::recipe::text::clean(&path.to_string_lossy());
    let _ = err.write_all(config::render(path, &reading.faults, look).as_bytes());
    let said = match reading.faults.len() {
        0 if !path.exists() => "there is no such file; the defaults hold".to_owned(),
        0 => "no faults".to_owned(),
        1 => "1 fault; what else it says holds".to_owned(),
        faults => format!("{faults} faults; what else it says holds"),
    };
    let _ = writeln!(out, "{name}: {said}");
    if reading.faults.is_empty() { Code::Ok } else { Code::Faults }
}
