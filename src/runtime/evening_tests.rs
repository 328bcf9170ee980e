//! Simulated evenings: the real engine, app, journal lines, anchors and channels, with a seeded random clock, disk, programs and cook.
//!
//! Faults are random: the process is killed, the power fails, the disk is full or tears a write, the laptop sleeps, its clock is set,
//! the session changes hands, a program fails or hangs; and the cook is late, away, or presses any key. In every evening each ring
//! causes a call on every working channel, no acknowledged act is lost, and no countdown moves. A failing evening can be repeated by its
//! seed (`EVENING=42 cargo test --lib evening_tests`). The desktop and the two processes of a hand-over have their own tests.

mod keeper;
mod play;
mod world;

use self::play::{Loss, play};

fn evenings(count: u64) {
    let only = std::env::var("EVENING").ok().and_then(|seed| seed.parse().ok());
    let mut all = Loss::default();
    for seed in only.map_or(0..count, |seed: u64| seed..seed + 1) {
        all = all.and(play(seed));
    }
    println!("{count} evenings: {all}");
    assert!(only.is_some() || all.rings > count, "hardly anything rang: {all}");
    assert_eq!(all.lost_rings + all.lost_acts, 0, "{all}");
}

#[test]
fn five_hundred() {
    evenings(500);
}

#[test]
#[ignore = "takes minutes; run by .ci/long"]
fn long_a_hundred_thousand() {
    evenings(100_000);
}
