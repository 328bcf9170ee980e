//! `baste import --explain PATH…`: shows how the sentences of recipes are understood, for people and for evaluation programs.
//!
//! It prints one line of JSON for each time and cue, and one for each value of a temperature. Files that cannot be read are
//! reported and skipped.

use crate::cli::exit::Code;
use crate::cli::exit::{ErrorForm, print_error};
use crate::import::{
    CueTime, Degrees, Finding, FoundKind, Heat, HeatOf, NoWait, Scale, TimeRange, TimerRole, Times, understand_all,
};
use crate::recipe::text::clean;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

pub(crate) const HELP: &str = "With --explain each line is one thing found: `recipe`, `step` (from 0), `phrase`, `start` and `end` (in letters, end not \
included), and `found`, which is timer, idle, cue, vague, oven or heat. Times have `min_seconds` and `max_seconds` (null is open), `timer` and, \
for cues, `reminder`; oven settings `value`, `value_max`, `unit` (F, C, gas), `fan`, `unit_inferred` and `preheat`, and other \
temperatures the same with `degrees` and `degrees_max`, all with `of` and `\"timer\": false`. The whole stream is about durations for a reader \
that passes over what is no timer; the lines with `value`, and no others, are the oven settings.";

/// A recipe as other programs write it; only these fields matter here.
#[derive(Debug, Deserialize)]
struct Written {
    id: Option<String>,
    #[serde(alias = "instructions")]
    steps: Vec<String>,
    language: Option<String>,
}

/// One line of the output.
#[derive(Debug, Serialize)]
struct Row<'a> {
    recipe: &'a str,
    step: usize,
    found: &'static str,
    phrase: &'a str,
    start: usize,
    end: usize,
    timer: bool,
    #[serde(flatten)]
    reading: RecipeFile,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum RecipeFile {
    Time {
        min_seconds: f64,
        max_seconds: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        role: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        why: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        hands_on: Option<bool>,
        reminder: bool,
    },
    Unvalued {
        min_seconds: Option<f64>,
        role: &'static str,
        reminder: bool,
    },
    Heat {
        of: &'static str,
        // Present only for an oven setting, so that a search for `value` finds nothing else.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<f32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        value_max: Option<f32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        degrees: Option<f32>,
        #[serde(skip_serializing_if = "Option::is_none")]
        degrees_max: Option<f32>,
        unit: &'static str,
        fan: bool,
        unit_inferred: bool,
        preheat: bool,
    },
}

/// Prints what is found in the files and folders `paths`.
pub(super) fn run(paths: &[PathBuf], words: &Times, out: &mut dyn Write, err: &mut dyn Write) -> Code {
    let mut code = Code::Ok;
    let mut out = BufWriter::new(out);
    for path in paths {
        let files = match files(path) {
            Ok(files) => files,
            Err(error) => {
                print_error(err, ErrorForm::Item, &format!("{}: {error}", clean(&path.to_string_lossy())), "");
                code = Code::Faults;
                continue;
            }
        };
        for file in files {
            if let Err(fault) = explain(&file, words, &mut out) {
                print_error(err, ErrorForm::Item, &format!("{}: {fault}", clean(&file.to_string_lossy())), "");
                code = Code::Faults;
            }
        }
    }
    let _ = out.flush();
    code
}

/// The file itself, or the recipes and texts in a folder, sorted by name.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let known = |path: &PathBuf| path.extension().is_some_and(|ext| ext == "json" || ext == "txt");
    let entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    let mut files: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(known).collect();
    files.sort();
    Ok(files)
}

fn explain(path: &Path, words: &Times, out: &mut dyn Write) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let is_json = path.extension().is_some_and(|ext| ext == "json");
    let written = if is_json {
        serde_json::from_str(&text).map_err(|error| format!("no recipe with `steps`: {error}"))?
    } else {
        let steps = text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        Written { id: None, steps, language: None }
    };
    let told = written.language.as_deref().and_then(|language| Times::of(language.split('-').next()?));
    let words = told.map_or(Cow::Borrowed(words), Cow::Owned);
    let id = written.id.unwrap_or(stem);
    let understood = understand_all(&written.steps, &words);
    for (step, (text, found)) in written.steps.iter().zip(&understood).enumerate() {
        print(&id, step, text, found, out).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn print(recipe: &str, step: usize, text: &str, found: &[Finding], out: &mut dyn Write) -> io::Result<()> {
    // Characters are counted from the last position, so that long texts stay fast.
    let (mut letters, mut bytes) = (0, 0);
    for Finding { place, what } in found {
        letters += text.get(bytes..place.start).map_or(0, |between| between.chars().count());
        bytes = place.start.max(bytes);
        let phrase = text.get(place.clone()).unwrap_or("");
        let row = |found, reading| {
            let end = letters + phrase.chars().count();
            Row { recipe, step, found, phrase, start: letters, end, timer: found == "timer", reading }
        };
        match what {
            FoundKind::Timer { time, role, hands_on } => {
                let reading = self::time(time, Some(role_name(*role)), None, Some(*hands_on), false);
                line(out, &row("timer", reading))?;
            }
            FoundKind::Idle { time, why } => {
                line(out, &row("idle", self::time(time, None, Some(why_name(*why)), None, false)))?
            }
            FoundKind::Cue(mark) => line(out, &row("cue", cue(*mark)))?,
            FoundKind::Vague => {
                let reading = RecipeFile::Unvalued { min_seconds: None, role: "vague", reminder: false };
                line(out, &row("vague", reading))?;
            }
            FoundKind::Unread => {
                let reading = RecipeFile::Unvalued { min_seconds: None, role: "unread", reminder: false };
                line(out, &row("unread", reading))?;
            }
            FoundKind::Heat(heat) => {
                let found = if heat.of == HeatOf::Oven { "oven" } else { "heat" };
                for degrees in &heat.given {
                    line(out, &row(found, value(heat, degrees)))?;
                }
            }
        }
    }
    Ok(())
}

fn line(out: &mut dyn Write, row: &Row<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, row)?;
    writeln!(out)
}

fn seconds(span: crate::time::Span) -> f64 {
    span.as_millis() as f64 / 1_000.0
}

fn time(
    time: &TimeRange,
    role: Option<&'static str>,
    why: Option<&'static str>,
    hands_on: Option<bool>,
    reminder: bool,
) -> RecipeFile {
    let (min_seconds, max_seconds) = (seconds(time.min), time.max.map(seconds));
    RecipeFile::Time { min_seconds, max_seconds, role, why, hands_on, reminder }
}

fn cue(mark: CueTime) -> RecipeFile {
    match mark {
        CueTime::Every(stretch) => time(&stretch, Some("every"), None, None, true),
        CueTime::After(stretch) => time(&stretch, Some("after"), None, None, true),
        CueTime::Left(stretch) => time(&stretch, Some("left"), None, None, true),
        CueTime::Half => RecipeFile::Unvalued { min_seconds: None, role: "half", reminder: true },
    }
}

fn value(heat: &Heat, degrees: &Degrees) -> RecipeFile {
    let is_oven = heat.of == HeatOf::Oven;
    let (value, other) = if is_oven { (Some(degrees.value), None) } else { (None, Some(degrees.value)) };
    let (value_max, other_max) = if is_oven { (degrees.max, None) } else { (None, degrees.max) };
    RecipeFile::Heat {
        of: of_name(heat.of),
        value,
        value_max,
        degrees: other,
        degrees_max: other_max,
        unit: match degrees.scale {
            Scale::Celsius => "C",
            Scale::Fahrenheit => "F",
            Scale::Gas => "gas",
        },
        fan: degrees.fan,
        unit_inferred: heat.unit_inferred,
        preheat: heat.preheat,
    }
}

fn role_name(role: TimerRole) -> &'static str {
    match role {
        TimerRole::Main => "main",
        TimerRole::Further => "further",
        TimerRole::Instead => "instead",
        TimerRole::PerSide => "per side",
        TimerRole::PerItem => "per item",
    }
}

fn why_name(why: NoWait) -> &'static str {
    match why {
        NoWait::Storage => "storage",
        NoWait::Ahead => "ahead",
        NoWait::Reheat => "reheat",
        NoWait::Total => "total",
        NoWait::Again => "again",
        NoWait::Lead => "lead",
        NoWait::Told => "told",
    }
}

fn of_name(of: HeatOf) -> &'static str {
    match of {
        HeatOf::Oven => "oven",
        HeatOf::Inside => "inside",
        HeatOf::Oil => "oil",
        HeatOf::Sugar => "sugar",
        HeatOf::Liquid => "liquid",
        HeatOf::Dough => "dough",
        HeatOf::Room => "room",
        HeatOf::Machine => "machine",
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::cli::exit::Code;
    use crate::import::Times;
    use std::fs;
    use std::path::PathBuf;

    /// A temporary folder for one test, deleted when dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("baste-explain-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Folder(path)
        }

        fn with(self, name: &str, text: &str) -> Folder {
            fs::write(self.0.join(name), text).unwrap();
            self
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn explain(folder: &Folder) -> (Code, Vec<serde_json::Value>, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(std::slice::from_ref(&folder.0), &Times::of("en").unwrap(), &mut out, &mut err);
        let rows = String::from_utf8(out).unwrap();
        let rows = rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
        (code, rows, String::from_utf8(err).unwrap())
    }

    #[test]
    fn a_folder_of_recipes_and_texts_is_told_line_by_line() {
        let json = r#"{"id": "tart", "title": "Tart", "steps": ["Heat the oven to 350 °F (180 °C).", "Bake 20 to 25 minutes, then rest."]}"#;
        let folder = Folder::new("all")
            .with("a.json", json)
            .with("b.txt", "Chill for at least 1 hour.\n\nStir halfway through.\n");
        let (code, rows, err) = explain(&folder);
        assert_eq!((code, err.as_str()), (Code::Ok, ""));
        let told = |at: usize, key: &str| rows[at][key].clone();
        let found: Vec<_> = rows.iter().map(|row| row["found"].as_str().unwrap()).collect();
        assert_eq!(found, ["oven", "oven", "timer", "timer", "cue"]);
        assert_eq!((told(1, "value"), told(1, "unit"), told(1, "timer")), (180.0.into(), "C".into(), false.into()));
        assert_eq!((told(2, "recipe"), told(2, "step"), told(2, "start")), ("tart".into(), 1.into(), 5.into()));
        assert_eq!((told(2, "min_seconds"), told(2, "max_seconds")), (1200.0.into(), 1500.0.into()));
        assert_eq!((told(3, "recipe"), told(3, "max_seconds")), ("b".into(), serde_json::Value::Null));
        assert_eq!((told(4, "step"), told(4, "reminder")), (1.into(), true.into()));
    }

    #[test]
    fn a_recipe_tells_its_own_language() {
        let json = r#"{"language": "de-AT", "steps": ["1½ Std. schmoren lassen."]}"#;
        let (_, rows, _) = explain(&Folder::new("german").with("a.json", json));
        assert_eq!(rows[0]["min_seconds"], 5400.0);
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
        let folder = Folder::new("bad").with("a.json", "[]").with("b.txt", "Rest 5 minutes.");
        let (code, rows, err) = explain(&folder);
        assert_eq!((code, rows.len()), (Code::Faults, 1));
        assert!(err.contains("a.json: no recipe with `steps`"), "{err}");
    }
}
