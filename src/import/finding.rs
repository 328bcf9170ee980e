//! What a sentence says about time and heat, and where it says so.

use crate::time::Span;
use std::ops::Range;

/// One time, temperature or cue in the text of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Where it stands in the text of the step, in bytes; always on the borders of letters.
    pub place: Range<usize>,
    /// What it says.
    pub what: FoundKind,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub enum FoundKind {
    /// The cook waits or works for so long now: a timer.
    Timer {
        /// How long.
        time: TimeRange,
        /// What part it plays in its step.
        role: TimerRole,
        /// Whether the hands are busy meanwhile (knead, whisk, fry and stir).
        hands_on: bool,
    },
    /// A time that nobody waits for now.
    Idle {
        /// How long, where it has a value.
        time: TimeRange,
        /// Why it is none to wait for.
        why: NoWait,
    },
    /// Something to do within the timed step that it stands with.
    Cue(CueTime),
    /// A time without a value ("a few minutes").
    Vague,
    /// A temperature.
    Heat(Heat),
}

/// A time as written: both ends, the later of them open where `max` is none. For one time both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRange {
    /// The earlier end; zero for "up to".
    pub min: Span,
    /// The later end; none for "at least".
    pub max: Option<Span>,
}

/// What part a timer plays in its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerRole {
    /// The time of what is done.
    Main,
    /// More of the same ("another 10 minutes").
    Further,
    /// Instead of the one before it ("or overnight", "or 20 minutes in a fan oven").
    Instead,
    /// For each side.
    PerSide,
    /// For each piece or batch.
    PerItem,
}

/// Why a time is none to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWait {
    /// It keeps so long.
    Storage,
    /// It can be made so long ahead.
    Ahead,
    /// Heating up what is left over.
    Reheat,
    /// All of it, or of a part, added up.
    Total,
    /// A time said again ("after the 2 hours").
    Again,
    /// So long before something else ("30 minutes before serving").
    Lead,
    /// Anything else that is only told.
    Told,
}

/// When, within a timed step, something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueTime {
    /// Every so often.
    Every(TimeRange),
    /// So long after the start.
    After(TimeRange),
    /// So long before the end ("the last 10 minutes").
    Left(TimeRange),
    /// At half time.
    Half,
}

/// A temperature.
#[derive(Clone, Debug, PartialEq)]
pub struct Heat {
    /// What is so hot.
    pub of: HeatOf,
    /// The values given, in the order written ("350 °F (180 °C, gas 4)" has three).
    pub given: Vec<Degrees>,
    /// Whether a fan oven is meant by all of it.
    pub fan: bool,
    /// Whether the unit was not written.
    pub unit_inferred: bool,
    /// Whether the oven is only heated up here, with nothing in it yet.
    pub preheat: bool,
}

/// What a temperature is of.
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
    /// The room, the fridge.
    Room,
    /// A machine of its own: air fryer, smoker, water bath.
    Machine,
}

/// A value on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Degrees {
    /// The number; of a gas mark also ½.
    pub value: f32,
    /// The upper end of a range.
    pub max: Option<f32>,
    /// The scale.
    pub scale: Scale,
    /// Whether it is said of a fan oven.
    pub fan: bool,
}

/// What a temperature is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Degrees Celsius.
    Celsius,
    /// Degrees Fahrenheit.
    Fahrenheit,
    /// Gas marks.
    Gas,
}
