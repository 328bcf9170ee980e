//! What others rely on, byte for byte: the journal, what status and the channels tell, and every word that a command prints.
//!
//! The golden files stand beside this one; `UPDATE_GOLDENS=1 cargo test --test goldens` writes them anew, where a change is meant.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

mod commands;
mod evening;
mod journal;

use std::fs;
use std::path::Path;

/// Compares with a golden file, or writes it.
#[track_caller]
fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, found).unwrap();
        return;
    }
    let wanted = fs::read_to_string(&path).unwrap();
    if wanted != found {
        let differ = wanted.lines().zip(found.lines()).enumerate().find(|(_, (a, b))| a != b);
        let (line, (wanted, found)) =
            differ.unwrap_or((wanted.lines().count().min(found.lines().count()), ("(end)", "(end)")));
        panic!("{name} differs at line {}:\n  was {wanted}\n  is  {found}", line + 1);
    }
}
