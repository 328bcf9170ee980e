//! Pages, texts and files in the shapes that people have them, and what is read from each.
//!
//! Beside each sample lies what a careful reader finds in it: `NAME.read`. To read a new sample, write its file, then look at what the
//! failing test prints, and keep that only where it is right.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "what is asked here takes no longer than so long")]

mod asides;
mod command;
mod draft;
mod hostile;
mod numbers;
mod steps;
mod tongues;
mod weighed;

use baste::import::{Source, SourceHint, SourceLine, read};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn samples() -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/samples");
    let mut paths: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending != "read"));
    paths.sort();
    paths
}

/// A source as text: what it says about itself, then `+` before ingredients, `*` before steps, `#` before headings.
fn written(source: &Source) -> String {
    let mut text = String::new();
    let mut put = |name: &str, value: &Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{name}: {value}");
        }
    };
    put("title", &source.title);
    put("language", &source.language);
    put("yields", &source.yields);
    put("from", &source.from);
    put("tags", &(!source.tags.is_empty()).then(|| source.tags.join(", ")));
    for (name, span) in [("prep", source.prep), ("cook", source.cook), ("total", source.total)] {
        put(name, &span.map(|span| format!("{} min", span.floor_mins())));
    }
    for (mark, lines) in [("+", &source.ingredients), ("*", &source.instructions)] {
        for line in lines {
            let _ = match line {
                SourceLine::Heading(name) => writeln!(text, "{mark} # {name}"),
                SourceLine::Text(line) => writeln!(text, "{mark} {line}"),
            };
        }
    }
    for (name, lines) in [("note", &source.notes), ("doubt", &source.warnings)] {
        for line in lines {
            let _ = writeln!(text, "{name}: {line}");
        }
    }
    text
}

#[test]
fn every_sample_is_read_as_a_careful_reader_would() {
    let mut wrong = String::new();
    let mut count = 0;
    for path in samples() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = match read(&fs::read(&path).unwrap(), SourceHint { name: Some(&name), content_type: None }) {
            Ok(source) => written(&source),
            Err(unread) => format!("unread: {unread}\n"),
        };
        count += 1;
        let wanted =
            fs::read_to_string(path.with_extension(format!("{}.read", path.extension().unwrap().to_str().unwrap())));
        if wanted.as_deref().ok() != Some(&text) {
            let _ = writeln!(wrong, "==== {name}.read\n{text}");
        }
    }
    assert!(count >= 30, "{count}");
    assert!(wrong.is_empty(), "read otherwise:\n{wrong}");
}
