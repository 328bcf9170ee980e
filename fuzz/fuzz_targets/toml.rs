//! Any bytes as a recipe file: faults, but no panic; and each fault can be drawn.
#![no_main]

use baste::recipe::fault::Look;
use baste::recipe::read::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let reading = read(bytes);
    for fault in &reading.faults {
        assert!(!fault.render("a.toml", Look::Plain).is_empty());
    }
});
