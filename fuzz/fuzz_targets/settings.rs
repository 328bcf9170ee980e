//! `baste_fuzz::settings`, guided by coverage.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| baste_fuzz::settings(bytes));
