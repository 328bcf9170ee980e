//! What a sentence says about time and heat, and at which position.

use crate::time::Span;
use std::ops::Range;

/// One time, temperature or cue in the text of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The position in the step's text, in bytes; always on character boundaries.
    pub place: Range<usize>,
    /// What was found there.
    pub what: FoundKind,
}

/// The kinds of things that are found.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundKind {
    /// A time that the cook waits or works for now, so it becomes a timer.
    Timer {
        /// How long.
        time: TimeRange,
        /// How it relates to the step.
        role: TimerRole,
        /// Whether the hands are busy all that time (knead, whisk, fry while stirring).
        hands_on: bool,
    },
    /// A time that nobody waits for now.
    Idle {
        /// How long, where it has a value.
        time: TimeRange,
        /// Why nobody waits for it.
        why: NoWait,
    },
    /// Something to do during the timed step in whose sentence it stands.
    Cue(CueTime),
    /// A time without a value ("a few minutes").
    Vague,
    /// A temperature.
    Heat(Heat),
    /// A number beside a word of time or heat that was not understood.
    Unread,
}

/// A time as written. For a single time both ends are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRange {
    /// The earlier end; zero for "up to".
    pub min: Span,
    /// The later end; `None` for "at least".
    pub max: Option<Span>,
}

/// How a timer relates to its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerRole {
    /// The step's own time.
    Main,
    /// Added to the one before it ("another 10 minutes").
    Further,
    /// An alternative to the one before it ("or overnight", "or 20 minutes in a fan oven").
    Instead,
    /// For each side.
    PerSide,
    /// For each piece or batch.
    PerItem,
}

/// Why nobody waits for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWait {
    /// How long the food keeps.
    Storage,
    /// How long ahead it can be made.
    Ahead,
    /// How long to heat leftovers.
    Reheat,
    /// The sum for all or part of the recipe.
    Total,
    /// A repeat of an earlier time ("after the 2 hours").
    Again,
    /// How long before something else ("30 minutes before serving").
    Lead,
    /// Any other time that is only mentioned.
    Told,
}

/// When to do something during a timed step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueTime {
    /// At regular intervals.
    Every(TimeRange),
    /// This long after the start.
    After(TimeRange),
    /// This long before the end ("the last 10 minutes").
    Left(TimeRange),
    /// Halfway through.
    Half,
}

/// A temperature.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// What has this temperature.
    pub of: HeatOf,
    /// The values given, in the order written ("350 °F (180 °C, gas 4)" has three).
    pub given: Vec<Degrees>,
    /// Whether all values are for a fan oven.
    pub fan: bool,
    /// Whether the unit was not written.
    pub unit_inferred: bool,
    /// Whether the oven is only preheated, with nothing in it yet.
    pub preheat: bool,
}

/// What has the temperature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeatOf {
    /// The oven: a setting.
    Oven,
    /// The inside of the food.
    Inside,
    /// Oil or fat.
    Oil,
    /// Sugar, caramel, jam.
    Sugar,
    /// Water, milk or another liquid.
    Liquid,
    /// Dough.
    Dough,
    /// The room or the fridge.
    Room,
    /// Another appliance: air fryer, smoker, water bath.
    Machine,
}

/// A value on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Degrees {
    /// The number; a gas mark can be ½.
    pub value: f32,
    /// The upper end of a range.
    pub max: Option<f32>,
    /// The scale.
    pub scale: Scale,
    /// Whether this value is for a fan oven.
    pub fan: bool,
}

/// The unit of a temperature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Degrees Celsius.
    Celsius,
    /// Degrees Fahrenheit.
    Fahrenheit,
    /// Gas marks.
    Gas,
}
