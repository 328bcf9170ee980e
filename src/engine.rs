//! The engine takes acts and derives alarms.
//!
//! A [`Session`] is a pure state machine: it reads no clock, does no I/O, and only [`Session::apply`] changes it.
//! [`Session::alarms`] works out what calls the cook at a moment; [`Session::next_wake`] tells when that next changes,
//! so the caller can sleep until then. The same acts at the same moments always give the same session.

mod act;
mod alarm;
mod batch;
mod batch_acts;
mod calls;
mod fold;
mod forecast;
mod ids;
mod next;
mod oven;
mod oven_share;
mod oven_track;
mod session;
mod state;

#[cfg(test)]
mod tests;

pub use act::{Act, Refused};
pub use alarm::{Alarm, AlarmId, AlarmLevel};
pub use batch::Batch;
pub use calls::WAITS_UNCALLED;
pub use fold::QUIET_FOR;
pub use forecast::Expect;
pub use ids::{ActId, Run};
pub use next::NextCall;
pub use oven::{OvenState, OvenTurn, goes_back_in};
pub use oven_share::OvenUse;
pub use session::{Logged, MOST_DISHES, Session};
pub use state::{Cooking, DishEnd, StepState, calm_end, on_heat};
