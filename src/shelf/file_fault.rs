//! What is wrong with recipe files, told with the file that it is in.

use crate::recipe::fault::{Fault, RenderStyle, Severity};
use crate::recipe::text::clean;
use std::path::Path;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// Something in it.
    Inside(Box<Fault>),
    /// All of it: what, and the hint.
    Whole {
        /// How bad it is.
        severity: Severity,
        /// "cannot be read: permission denied".
        message: String,
        /// What to do.
        hint: String,
    },
}

/// A fault, and the file that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// The file, harmless for showing.
    pub path: String,
    /// What is wrong.
    pub wrong: FileProblem,
}

impl FileFault {
    pub(super) fn whole(path: &Path, message: impl Into<String>, hint: impl Into<String>) -> FileFault {
        let (message, hint) = (message.into(), hint.into());
        FileFault { path: told(path), wrong: FileProblem::Whole { severity: Severity::Error, message, hint } }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match &self.wrong {
            FileProblem::Inside(fault) => fault.severity,
            FileProblem::Whole { severity, .. } => *severity,
        }
    }

    /// On one line.
    pub fn line(&self) -> String {
        match &self.wrong {
            FileProblem::Inside(fault) => fault.line(&self.path),
            FileProblem::Whole { message, hint, .. } => format!("{}: {message}: {hint}", self.path),
        }
    }

    /// In full, with the line underlined. Ends with a line break.
    pub fn render(&self, look: RenderStyle) -> String {
        match &self.wrong {
            FileProblem::Inside(fault) => fault.render(&self.path, look),
            FileProblem::Whole { severity, message, hint } => {
                let kind = match severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                };
                format!("{kind}: {}: {message}\n  = help: {hint}\n", self.path)
            }
        }
    }
}

/// A path, harmless for showing.
pub(super) fn told(path: &Path) -> String {
    clean(&path.to_string_lossy())
}
