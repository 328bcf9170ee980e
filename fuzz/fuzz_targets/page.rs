//! Any bytes as a page, schema.org data or Cooklang: an error or a recipe that reads back, and no panic.
#![no_main]

use baste_fuzz::import;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Whatever it looks like, and as what a file's name makes of it.
    for name in [None, Some("a.html"), Some("a.json"), Some("a.cook")] {
        import(bytes, name);
    }
});
