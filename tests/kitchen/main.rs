//! Whole evenings in virtual time, from the recipe file to the table, with what calls the cook written down as it calls.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod evening;
mod others;
mod pork;
