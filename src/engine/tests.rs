//! The rules of the kitchen, each played out in virtual time; and random evenings for what no one thought of.

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
