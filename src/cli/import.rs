//! `baste import`: from what people have to what baste understands.

mod explain;

pub(crate) use explain::HELP;

use super::exit::{Code, Fault};
use crate::import::Times;
use std::io::Write;
use std::path::PathBuf;

/// What to import, and how.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Print every time, temperature and cue that was found, as lines of JSON.
    #[arg(long, required = true)]
    explain: bool,
    /// The language that the texts are in, where they do not say.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
    /// Files (.json with `steps`, or text with a step on each line) and folders of them.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Imports `what`; results go to `out`, faults of single files to `err`.
///
/// # Errors
/// The language is not known.
pub fn run(what: &Import, out: &mut dyn Write, err: &mut dyn Write) -> Result<Code, Fault> {
    let words = Times::of(&what.language).ok_or_else(|| Fault {
        what: format!("no words are known of the language {}", crate::recipe::text::clean(&what.language)),
        mend: format!("one of these: {}", Times::languages().collect::<Vec<_>>().join(", ")),
        code: Code::Usage,
    })?;
    Ok(explain::run(&what.paths, &words, out, err))
}
