//! Turns keys into acts: what the cook sees, and what each key means now.
//!
//! An [`App`] is the session plus what is on the screen. It is as pure as the session: time is an argument, and a key
//! gives [`Intent`]s that the caller carries out. On a ring, the first key of any kind only quiets it, whatever else is
//! open. Each page is a type of its own (`pages`). One table of keys (`keymap`) serves dispatch, footer and help. One
//! function (`resolve`) decides what a command does and what the footer says about it; commands from outside
//! ([`control`]) and the buttons of a notification (`answer`) use it too.

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
mod batch_tests;
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
pub use status_line::StorageNote;
