//! The promises of the keeper, shown on the real program: killed, stopped, crowded, left without a terminal or a disk, and with
//! clocks that jump, it loses no act that it acknowledged.
//!
//! Each test has a home of its own and ends only what it started. What takes long, or needs tmux, a C compiler or root, is run by
//! `.ci/run`; where the system refuses what a test rests on (a mount, another user), the test says so and ends.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

mod campaign;
mod clocks;
mod closed;
mod crowd;
mod disk;
mod figures;
mod home;
mod killed;
mod limits;
mod reach;
