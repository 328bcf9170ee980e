//! `baste import [PAGE]`: makes a recipe from a web page, a text or Cooklang.

mod draft;
mod explain;

pub(crate) use explain::HELP;

use super::exit::{Code, CommandError};
use crate::fetch::{self, FetchedPage, Limits};
use crate::import::{LARGEST, Source, SourceHint, SourceLine, Times, read};
use crate::recipe::text::clean;
use clap::Args;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::path::PathBuf;

/// The language if neither the text nor its reader tells one.
const ENGLISH: &str = "en";

/// What to read, and what to do with it.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// A saved page or text, an address, or - for pasted text.
    #[arg(value_name = "PAGE", default_value = "-")]
    pages: Vec<String>,
    /// Print the lines as they were read, before they are understood, as JSON.
    #[arg(long, conflicts_with_all = ["explain", "stdout", "save"])]
    json: bool,
    /// Print every time, temperature and cue that was found, as lines of JSON. Reads files (.json with `steps`, or text with a step
    /// on each line) and folders of them.
    #[arg(long, conflicts_with_all = ["stdout", "save"])]
    explain: bool,
    /// The language of the text, if it declares none or the wrong one.
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    #[command(flatten)]
    keep: draft::SaveTarget,
}

/// Reads the input that `what` names and writes the requested form to `out`; warnings go to `err`. `folders` is where recipes are, if
/// not in the cook's own folder.
///
/// # Errors
///
/// If the input cannot be read, or contains no recipe.
pub(crate) fn run(
    what: &Import,
    folders: &[PathBuf],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Code, CommandError> {
    if what.explain {
        let times = times(what.language.as_deref().unwrap_or(ENGLISH))?;
        let paths: Vec<PathBuf> = what.pages.iter().map(PathBuf::from).collect();
        return Ok(explain::run(&paths, &times, out, err));
    }
    let [page] = what.pages.as_slice() else {
        return Err(CommandError {
            message: format!("{} pages at once", what.pages.len()),
            hint: "import them one by one".to_owned(),
            code: Code::Usage,
        });
    };
    let asked = what.language.as_deref().map(times).transpose()?;
    let got = get(page)?;
    let hint = SourceHint { name: Some(page), content_type: got.content_type.as_deref() };
    let mut source = read(&got.bytes, hint).map_err(|unread| fault(page, unread, unread.hint()))?;
    if what.json {
        for doubt in &source.warnings {
            let _ = writeln!(err, "{doubt}");
        }
        let _ = writeln!(out, "{}", json(&source));
        return Ok(Code::Ok);
    }
    if let Some(language) = &what.language {
        source.language = Some(language.clone());
    }
    let words = match asked.or_else(|| Times::of(source.language.as_deref().unwrap_or(ENGLISH))) {
        Some(words) => words,
        None => {
            let language = clean(source.language.as_deref().unwrap_or_default());
            source
                .warnings
                .push(format!("no words are known of its language ({language}): times are looked for in English"));
            times(ENGLISH)?
        }
    };
    draft::run(page, &source, &words, &what.keep, folders, out, err)
}

/// The time words of a language.
fn times(language: &str) -> Result<Times, CommandError> {
    Times::of(language).ok_or_else(|| CommandError {
        message: format!("no words are known of the language {}", clean(language)),
        hint: format!("one of these: {}", Times::languages().collect::<Vec<_>>().join(", ")),
        code: Code::Usage,
    })
}

/// Reads the bytes of a page from a file, an address or standard input.
fn get(page: &str) -> Result<FetchedPage, CommandError> {
    if fetch::is_address(page) {
        return fetch::fetch(page, Limits::default()).map_err(|unfetched| fault(page, &unfetched, unfetched.hint()));
    }
    let mut bytes = Vec::new();
    let max = LARGEST as u64 + 1;
    let got = if page == "-" {
        if io::stdin().is_terminal() {
            let _ = writeln!(io::stderr(), "Paste the recipe, then press Enter and Ctrl-D.");
        }
        io::stdin().take(max).read_to_end(&mut bytes)
    } else {
        File::open(page).and_then(|file| file.take(max).read_to_end(&mut bytes))
    };
    match got {
        Ok(_) => Ok(FetchedPage { bytes, content_type: None }),
        Err(e) if e.kind() == ErrorKind::NotFound => {
            Err(fault(page, "it is not there", "check the path; an address begins with https://"))
        }
        Err(e) if e.kind() == ErrorKind::IsADirectory => Err(fault(page, "it is a folder", "name a file in it")),
        Err(e) => Err(fault(page, e, "check the path, and whether you may read it")),
    }
}

fn fault(page: &str, why: impl Display, hint: &str) -> CommandError {
    let page = if page == "-" { "what was pasted".to_owned() } else { clean(page) };
    CommandError { message: format!("{page}: {why}"), hint: hint.to_owned(), code: Code::Faults }
}

/// The lines as they were read. Headings between steps are included as lines of the method; headings among ingredients only if they
/// were items of the list itself, which keep their colon.
fn json(source: &Source) -> serde_json::Value {
    let ingredients = source.ingredients.iter().filter_map(|line| match line {
        SourceLine::Text(text) => Some(text),
        SourceLine::Heading(text) => text.ends_with([':', '：']).then_some(text),
    });
    let instructions = source.instructions.iter().map(|line| match line {
        SourceLine::Heading(text) | SourceLine::Text(text) => text,
    });
    serde_json::json!({
        "title": source.title,
        "ingredients": ingredients.collect::<Vec<_>>(),
        "instructions": instructions.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::draft::SaveTarget;
    use super::{Import, run};

    fn import(page: &str) -> Result<(String, String), String> {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let keep = SaveTarget { stdout: false, save: false, name: None };
        let what = Import { pages: vec![page.to_owned()], json: true, explain: false, language: None, keep };
        run(&what, &[], &mut out, &mut err).map_err(|fault| {
            let mut printed = Vec::new();
            fault.print(&mut printed);
            String::from_utf8(printed).unwrap()
        })?;
        Ok((String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap()))
    }

    #[test]
    fn the_lines_of_a_page_are_printed_as_json() {
        let (out, err) = import("tests/import/samples/plain-headings.html").unwrap();
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(json["title"], "Nan's stew");
        assert_eq!(
            json["ingredients"],
            serde_json::json!(["1 kg shin of beef", "2 onions", "100 g flour", "50 g suet"])
        );
        assert_eq!(json["instructions"][2], "Dumplings");
        assert!(err.starts_with("The page marks no recipe"), "{err}");
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_mend() {
        let missing = import("tests/import/nothing.html").unwrap_err();
        assert_eq!(
            missing,
            "baste: tests/import/nothing.html: it is not there\n  check the path; an address begins with https://\n"
        );
        assert!(import("recipes.toml").unwrap_err().contains("a recipe of baste already"));
        assert!(import("assets/board.png").unwrap_err().contains("not a web page or a text"));
        assert!(import("LICENSE-MIT").unwrap_err().contains("no recipe was found"));
        assert!(import("https://").unwrap_err().contains("begins with https://"));
    }
}
