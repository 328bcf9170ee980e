//! Any text as a pasted recipe: an error or a recipe that reads back, and no panic.
#![no_main]

use baste_fuzz::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| import(text.as_bytes(), Some("a.txt")));
