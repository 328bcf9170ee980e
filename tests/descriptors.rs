//! A process without a free descriptor still calls. A process of its own: the descriptors are all taken here.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

#[path = "support/stubs.rs"]
#[allow(dead_code, reason = "shared with tests/commands.rs")]
mod stubs;

use baste::alert::Channels;
use baste::config::{Alerts, Sound};
use baste::runtime::clock::real_now;
use std::fs::{self, File};
use std::time::{Duration, Instant};
use stubs::{Stubs, ring, show};

#[test]
fn a_ring_reaches_its_program_though_no_descriptor_is_left() {
    let stubs = Stubs::new("descriptors");
    let phone = stubs.program("phone", "");
    let sound = Sound { on: false, ..Sound::default() };
    let run = vec![vec![phone, "{event}".to_owned()]];
    let alerts = Alerts { desktop: false, terminal: false, stay_awake: false, sound, run, ..Alerts::default() };
    let channels = Channels::new(&alerts, None, real_now, || {});
    // As it does from its start.
    show(&channels, &[ring(1, 0, "a", "b")]);
    stubs.called("phone", 1);
    let taken: Vec<File> = std::iter::from_fn(|| File::open("/dev/null").ok()).collect();
    assert!(File::open("/dev/null").is_err(), "none is left");
    let size = || fs::metadata(stubs.log_of("phone")).map_or(0, |about| about.len());
    let (before, begun) = (size(), Instant::now());
    show(&channels, &[ring(1, 0, "a", "b"), ring(2, 0, "c", "d")]);
    while size() == before && begun.elapsed() < Duration::from_millis(1_500) {
        std::thread::park_timeout(Duration::from_millis(5));
    }
    drop(taken);
    assert!(size() > before, "nothing came in {:?}", begun.elapsed());
}
