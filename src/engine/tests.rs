//! The rules of the kitchen played out in virtual time, plus random evenings for cases that nobody thought of.

mod batches;
mod calls;
mod countdown;
mod dishes;
mod evenings;
mod forecast;
mod heat;
mod kitchen;
mod order;
mod oven;
mod oven_share;
mod plan;
mod slips;
mod totals;
