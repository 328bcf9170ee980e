//! `baste_fuzz::journal`, guided by coverage.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| baste_fuzz::journal(bytes));
