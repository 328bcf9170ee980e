//! From keys to acts: what the cook looks at, and what each key means now.
//!
//! An [`App`] is the session and what the cook looks at. It is as pure as the session: time is an argument, a key gives
//! [`Intent`]s, and whoever drives it carries them out. The first key of any kind on a ring only quiets it, whatever else is
//! open. Each page is a type of its own (`pages`); one file of keys (`keymap`) drives dispatch, footer and help, and one resolution of
//! a command (`resolve`) both what it does and what the footer says that it will do. Commands from outside ([`control`]) and the
//! buttons of a notification (`answer`) go by that same resolution.

mod answer;
mod app;
pub mod control;
mod debounce;
mod describe;
mod key;
mod keymap;
mod leaving;
mod mute;
mod outcome;
mod pages;
mod pick;
mod refused;
mod rehearsal;
mod resolve;
mod resume;
mod shown_since;
mod status_line;

#[cfg(test)]
mod answer_tests;
#[cfg(test)]
mod evening_tests;
#[cfg(test)]
mod guard_tests;
#[cfg(test)]
mod outside_tests;
#[cfg(test)]
mod shelf_tests;
#[cfg(test)]
mod tests;

pub use app::{App, Intent};
pub use key::Key;
