//! `baste import [PAGE]`: from a web page, a text or Cooklang to a recipe.

mod draft;
mod explain;

pub(crate) use explain::HELP;

use super::exit::{Code, Fault};
use crate::import::{Hint, LARGEST, Line, Source, Times, read};
use crate::recipe::text::clean;
use clap::Args;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// What to read, and what to make of it.
#[derive(Args, Debug)]
pub struct Import {
    /// A saved page or a text, an address, or - for what is pasted.
    #[arg(value_name = "PAGE", default_value = "-")]
    pages: Vec<String>,
    /// Print the lines that were read, before anything is made of them, as JSON.
    #[arg(long, conflicts_with_all = ["explain", "stdout", "save"])]
    json: bool,
    /// Print every time, temperature and cue that was found, as lines of JSON; for files (.json with `steps`, or text with a step on
    /// each line) and folders of them.
    #[arg(long, conflicts_with_all = ["stdout", "save"])]
    explain: bool,
    /// The language that the texts are in, where they do not say.
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
    #[command(flatten)]
    keep: draft::Keep,
}

/// Reads what `what` names and writes to `out` what was asked for; doubts go to `err`. `folders` is where recipes are, if not in the
/// cook's own folder.
///
/// # Errors
///
/// Where it cannot be had, or no recipe is in it.
pub fn run(what: &Import, folders: &[PathBuf], out: &mut dyn Write, err: &mut dyn Write) -> Result<Code, Fault> {
    let times = Times::of(&what.language).ok_or_else(|| Fault {
        what: format!("no words are known of the language {}", clean(&what.language)),
        mend: format!("one of these: {}", Times::languages().collect::<Vec<_>>().join(", ")),
        code: Code::Usage,
    })?;
    if what.explain {
        let paths: Vec<PathBuf> = what.pages.iter().map(PathBuf::from).collect();
        return Ok(explain::run(&paths, &times, out, err));
    }
    let [page] = what.pages.as_slice() else {
        return Err(Fault {
            what: format!("{} pages at once", what.pages.len()),
            mend: "import them one by one".to_owned(),
            code: Code::Usage,
        });
    };
    let source = source(page)?;
    if what.json {
        for doubt in &source.doubts {
            let _ = writeln!(err, "{doubt}");
        }
        let _ = writeln!(out, "{}", json(&source));
        return Ok(Code::Ok);
    }
    draft::run(page, &source, &times, &what.keep, folders, out, err)
}

fn source(page: &str) -> Result<Source, Fault> {
    let name = clean(page);
    let bytes = bytes(page).map_err(|e| Fault {
        what: format!("{name} cannot be read: {e}"),
        mend: "check the path".to_owned(),
        code: Code::Faults,
    })?;
    let hint = Hint { name: Some(page), content_type: None };
    read(&bytes, hint).map_err(|unread| Fault {
        what: format!("{name}: {unread}"),
        mend: unread.mend().to_owned(),
        code: Code::Faults,
    })
}

fn bytes(page: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = LARGEST as u64 + 1;
    if page == "-" {
        io::stdin().take(most).read_to_end(&mut bytes)?;
    } else {
        File::open(page)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The lines as they were read. Headings between steps are lines of the method; of the headings among ingredients only those that
/// stood in the list itself, which keep their colon.
fn json(source: &Source) -> serde_json::Value {
    let ingredients = source.ingredients.iter().filter_map(|line| match line {
        Line::Text(text) => Some(text),
        Line::Heading(text) => text.ends_with([':', '：']).then_some(text),
    });
    let instructions = source.instructions.iter().map(|line| match line {
        Line::Heading(text) | Line::Text(text) => text,
    });
    serde_json::json!({
        "title": source.title,
        "ingredients": ingredients.collect::<Vec<_>>(),
        "instructions": instructions.collect::<Vec<_>>(),
    })
}
