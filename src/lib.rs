//! baste: a kitchen timer for the terminal that walks a cook through recipes.
//!
//! The map, from the pure core outwards. A module uses at most those to its left, never one to its right, and those in braces do
//! not use each other, except that `alert` uses the settings in `config`. `tests/layers` has the exact list and holds it; ARCHITECTURE.md
//! tells the rest, and where to find what.
//!
//! ```text
//! time ← recipe ← { engine, plan, import } ← view ← ui ← { tui, shelf, config, fetch, journal, alert } ← runtime ← cli
//! ```
//!
//! Up to `ui` nothing names a terminal, a notification, a file, a thread or a clock: time is always an argument.

pub mod alert;
pub mod cli;
pub mod config;
pub mod engine;
pub(crate) mod fetch;
pub mod import;
pub mod journal;
pub mod plan;
pub mod recipe;
pub mod runtime;
pub mod shelf;
pub mod time;
pub mod tui;
pub mod ui;
pub mod view;
