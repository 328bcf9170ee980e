//! `baste check FILE…`: every fault in recipe files, with its line and how to fix it.
//!
//! Exits with 1 if any recipe cannot be cooked, with 0 if there are only warnings.

use crate::recipe::fault::{RenderStyle, Severity};
use crate::shelf::{FileFault, FileProblem, files, own_folder, read_file};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Reads `paths` (files or folders; the cook's own folder if empty), writes faults to `err` and a line per file to
/// `out`, and returns the exit code.
pub(crate) fn run(paths: &[PathBuf], look: RenderStyle, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let own: Vec<PathBuf> = if paths.is_empty() { own_folder().into_iter().collect() } else { Vec::new() };
    let mut broken = false;
    for path in paths.iter().chain(&own) {
        match files(path) {
            Ok(found) => {
                if found.is_empty() {
                    let _ = writeln!(out, "{}: no recipe files (*.toml)", path.display());
                }
                for file in found {
                    broken |= check(&file, look, out, err);
                }
            }
            Err(fault) => {
                let _ = err.write_all(fault.render(look).as_bytes());
                broken = true;
            }
        }
    }
    u8::from(broken)
}

/// Whether `file` has an error.
fn check(file: &Path, look: RenderStyle, out: &mut dyn Write, err: &mut dyn Write) -> bool {
    let reading = match read_file(file) {
        Ok(reading) => reading,
        Err(fault) => {
            let _ = err.write_all(fault.render(look).as_bytes());
            return true;
        }
    };
    let broken = reading.is_broken();
    let errors = reading.faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    let warnings = reading.faults.len() - errors;
    let path = crate::recipe::text::clean(&file.to_string_lossy());
    for fault in reading.faults {
        let fault = FileFault { path: path.clone(), wrong: FileProblem::Inside(Box::new(fault)) };
        let _ = writeln!(err, "{}", fault.render(look));
    }
    let mut said = vec![count(reading.recipes.len(), "good recipe")];
    said.extend((errors > 0).then(|| count(errors, "error")));
    said.extend((warnings > 0).then(|| count(warnings, "warning")));
    let _ = writeln!(out, "{path}: {}", said.join(", "));
    broken
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::recipe::fault::RenderStyle;
    use std::path::PathBuf;

    fn check(path: &str) -> (u8, String, String) {
        let path = PathBuf::from(path);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&[path], RenderStyle::Plain, &mut out, &mut err);
        (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn shipped_recipes_pass_with_their_claims_doubted() {
        let (code, out, err) = check("recipes.toml");
        assert_eq!((code, out.as_str()), (0, "recipes.toml: 2 good recipes, 2 warnings\n"));
        assert!(err.contains("claims = {") && err.contains("^^^^^"), "{err}");
        let (code, out, err) = check("tests/recipes");
        assert_eq!((code, out.lines().count()), (0, 4));
        assert!(err.contains("warning: `Fry` ends at 48 °C") && err.contains("USDA FSIS"), "{err}");
    }

    #[test]
    fn what_is_not_there_is_an_error() {
        let (code, out, err) = check("tests/recipes/nothing.toml");
        assert_eq!((code, out.as_str()), (1, ""));
        assert_eq!(err, "error: tests/recipes/nothing.toml: is not there\n  = help: check the path\n");
    }
}
