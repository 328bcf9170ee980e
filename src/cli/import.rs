//! `baste import [PAGE]...`: recipes out of web pages, texts, Cooklang and the exports of other programs.

mod draft;
mod explain;
mod inputs;
mod many;

pub(crate) use explain::HELP;

use super::exit::{Code, CommandError};
use crate::import::{CollectionEntry, Draft, Source, SourceHint, SourceLine, Times, read_all};
use crate::recipe::text::clean;
use clap::Args;
use inputs::{fault, get};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The language if neither the text nor its reader tells one.
const ENGLISH: &str = "en";

/// What to read, and what to do with it.
#[derive(Args, Debug)]
pub(crate) struct Import {
    /// Saved pages, texts, exports of other programs, folders of them, addresses, or - for what is pasted.
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
    // What is asked for is looked at before anything is read.
    what.language.as_deref().map(times).transpose()?;
    let [page] = what.pages.as_slice() else {
        return several(what).map(|()| many::run(what, folders, out, err));
    };
    if Path::new(page).is_dir() {
        return several(what).map(|()| many::run(what, folders, out, err));
    }
    let got = get(page)?;
    let hint = SourceHint { name: Some(page), content_type: got.content_type.as_deref() };
    let mut entries = read_all(&got.bytes, hint).map_err(|unread| fault(page, unread, unread.hint()))?;
    let one = entries.len() == 1;
    let Some(CollectionEntry { source, .. }) = entries.pop_if(|_| one) else {
        return several(what).map(|()| many::entries(page, entries, what, folders, out, err));
    };
    let source = source.map_err(|unread| fault(page, unread, unread.hint()))?;
    if what.json {
        for doubt in &source.warnings {
            let _ = writeln!(err, "{doubt}");
        }
        let _ = writeln!(out, "{}", json(&source));
        return Ok(Code::Ok);
    }
    let draft = Reading { source }.drafted(page, what)?;
    draft::keep(&draft, &what.keep, folders, out, err)
}

/// One name is for one recipe.
fn several(what: &Import) -> Result<(), CommandError> {
    match &what.keep.name {
        None => Ok(()),
        Some(_) => Err(CommandError {
            message: "--name is for one recipe, and these are several".to_owned(),
            hint: "leave it out, or import them one by one".to_owned(),
            code: Code::Usage,
        }),
    }
}

/// A recipe as it was read.
#[derive(Debug)]
struct Reading {
    source: Source,
}

impl Reading {
    /// The draft of it, in the language that was asked for or that it is in.
    fn drafted(mut self, page: &str, what: &Import) -> Result<Draft, CommandError> {
        if let Some(language) = &what.language {
            self.source.language = Some(language.clone());
        }
        if let Some(name) = &what.keep.name {
            self.source.title = Some(name.clone());
        }
        let words = match Times::of(self.source.language.as_deref().unwrap_or(ENGLISH)) {
            Some(words) => words,
            None => {
                let language = clean(self.source.language.as_deref().unwrap_or_default());
                let doubt = format!("no words are known of its language ({language}): times are looked for in English");
                self.source.warnings.push(doubt);
                times(ENGLISH)?
            }
        };
        draft::made(page, &self.source, &words)
    }
}

/// The time words of a language.
fn times(language: &str) -> Result<Times, CommandError> {
    Times::of(language).ok_or_else(|| CommandError {
        message: format!("no words are known of the language {}", clean(language)),
        hint: format!("one of these: {}", Times::languages().collect::<Vec<_>>().join(", ")),
        code: Code::Usage,
    })
}

/// The lines as they were read. Headings between steps are lines of the method; of the headings among ingredients only those that
/// stood in the list itself, which keep their colon.
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
        assert!(import("assets/board.png").unwrap_err().contains("it is a picture"));
        assert!(import("LICENSE-MIT").unwrap_err().contains("no recipe was found"));
        assert!(import("https://").unwrap_err().contains("begins with https://"));
    }
}
