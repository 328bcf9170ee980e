//! Oven settings: read as cooks write them, compared by heat, shown in the unit that the cook's oven has.

use serde::{Deserialize, Serialize};

/// A unit of temperature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Degrees Celsius.
    Celsius,
    /// Degrees Fahrenheit.
    Fahrenheit,
}

/// What an oven is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Oven {
    /// Degrees Celsius.
    Celsius(u16),
    /// Degrees Fahrenheit.
    Fahrenheit(u16),
    /// A gas mark in quarters: 1 is "gas 1/4", 16 is "gas 4".
    Gas(u8),
    /// The grill (the broiler): full heat from above.
    Grill,
}

impl Oven {
    /// In degrees Celsius; a grill counts as 250.
    pub fn celsius(self) -> u16 {
        match self {
            Oven::Celsius(c) => c,
            Oven::Fahrenheit(f) => ((i32::from(f) - 32) * 5 / 9).max(0) as u16,
            Oven::Gas(q) => 121 + u16::from(q) * 14 / 4,
            Oven::Grill => 250,
        }
    }
}
