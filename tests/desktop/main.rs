//! The desktop channel against real notification services, against faulty ones, and against the clock, each on a bus of its own.
//!
//! Run by `.ci/run`; they need dbus-daemon, dunst, xfce4-notifyd, Xvfb, xdotool, ImageMagick, and python3 with dbus and gi. Whatever a test
//! starts it ends by its handle. Pictures of what was seen are left in `target/artefacts`.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

mod dunst;
mod faulty;
mod figures;
#[path = "../keeper/home.rs"]
#[allow(dead_code, reason = "shared with the tests of the keeper")]
mod home;
mod pty;
mod service;
mod stage;
mod xfce;
