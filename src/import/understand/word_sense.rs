//! The meanings of a language's phrases: the keys of its lists, and everything the grammar knows about its words.

use serde::Deserialize;

/// What a phrase means, unless it is a number or a unit. "Before" and "after" refer to a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum WordSense {
    // Parts of numbers and of times.
    /// "a": one, if a unit follows.
    One,
    /// "and".
    And,
    /// "of", between a fraction and its unit.
    Of,
    /// "or".
    Or,
    /// "to", between the ends of a range.
    To,
    /// "between": "and" then separates the ends.
    Between,
    /// A word between a number and its unit without meaning ("full", "good").
    Filler,
    /// An unspecified number ("a few").
    Few,
    /// "overnight".
    Overnight,
    /// A night that describes something ("overnight oats").
    NotOvernight,
    /// Between two times of which the second is preferred ("preferably").
    Rather,
    /// An abbreviation whose full stop ends no sentence ("approx.").
    Short,
    // Before a time.
    /// A word without meaning ("about").
    About,
    /// "for".
    For,
    /// "at least".
    Least,
    /// "longer than": at least, unless negated.
    MoreThan,
    /// "up to".
    Most,
    /// "another": an addition; it means one if no number follows.
    Another,
    /// "every".
    Every,
    /// "each": every, if a time follows directly.
    Each,
    /// "after".
    After,
    /// "once", "when": the time that follows in this clause is already over.
    Once,
    /// "at".
    At,
    /// "last", "final".
    Last,
    /// "first".
    First,
    /// "the".
    The,
    /// "those": refers to an earlier time.
    Those,
    /// "next": only that it comes now.
    Next,
    /// "within".
    Within,
    /// "in".
    In,
    /// "by", "add": by how much a time changes.
    By,
    /// "twice" (a day).
    Often,
    /// "a total of".
    TotalOf,
    /// "total time": a heading, directly followed by its time.
    Label,
    /// The same, if a colon follows ("Prep: 10 minutes").
    Heading,
    // After a time.
    /// "more", "longer": an addition.
    More,
    /// "or more".
    OrMore,
    /// "at most".
    OrLess,
    /// A word without meaning ("or so").
    OrSo,
    /// "on the other side": the time is for one side only.
    OneSide,
    /// "per side".
    PerSide,
    /// "each", "per batch".
    PerItem,
    /// "per pound": a rate, from which the cook calculates the time.
    PerWeight,
    /// "intervals".
    Interval,
    /// "mark": a moment during the time.
    Point,
    /// "left", "before the end".
    Left,
    /// "total".
    Total,
    /// "in advance".
    Ahead,
    /// "before".
    Before,
    /// "have passed".
    Over,
    /// "later".
    Later,
    /// "old", "ago", "less than": not a time of this recipe.
    Told,
    /// A noun that has a duration ("rest" in "a 10-minute rest").
    Lasting,
    /// Words that may follow a time without being described by it ("until", "on").
    Function,
    // Around a time, in its sentence.
    /// Waiting, or cooking by heat or time alone ("rest", "bake").
    Wait,
    /// An action that takes no time itself ("put"): the cook waits for a time after it.
    Do,
    /// An action that keeps the hands busy ("knead").
    Hands,
    /// Words that make any action hands-on ("stirring constantly").
    Constantly,
    /// Storing ("store").
    Store,
    /// Storing, if it is for days or "up to" ("keep").
    Keep,
    /// Storing, if it is up to some days ("refrigerate").
    Fridge,
    /// A place for storing ("fridge").
    Cold,
    /// Explicit storing, which wins against any verb ("leftovers").
    Leftover,
    /// Something that can take months ("ferment").
    Ripen,
    /// "reheat".
    Reheat,
    /// "thaw": what was stored, if the step said how long it keeps.
    Thaw,
    /// How long it took for somebody ("mine took").
    Past,
    /// Something that is heated again but is not a dish ("oil").
    Vessel,
    /// Making, if it is said how long ahead ("can be made").
    Made,
    /// "ready in", "serves": a total time follows.
    Ready,
    /// "check".
    Check,
    /// "do not".
    Not,
    /// "alternatively".
    Alternatively,
    /// "if": the following is an alternative.
    If,
    /// "then", between a time and a bare number ("then 10 at 300").
    Then,
    /// After a bare number that shares the unit of the time before it ("on the other side").
    Same,
    // Half time.
    /// "halfway".
    Half,
    /// A word after "halfway" that makes it a place ("up").
    HalfPlace,
    /// A word before "halfway" that makes it a place ("fill").
    HalfFill,
    // Heat.
    /// "degrees".
    Degree,
    /// "F".
    Fahrenheit,
    /// "C".
    Celsius,
    /// "gas mark".
    Gas,
    /// A dial number of an oven, 30 degrees Celsius each ("thermostat").
    Knob,
    /// "fan".
    Fan,
    /// "conventional": ends the effect of "fan".
    Still,
    /// The oven, or cooking in it.
    Oven,
    /// The oven itself: it decides where something "reaches" a temperature.
    OvenItself,
    /// "preheat".
    Preheat,
    /// The inside of the food.
    Inside,
    /// "reaches": a temperature that is measured, not set.
    Reaches,
    /// "at", "to", before a bare number of degrees.
    SetTo,
    /// Turning ("rotate"): the degrees are an angle.
    Turning,
    /// Oil and fat.
    Oil,
    /// Sugar and jam.
    Sugar,
    /// Water and other liquids.
    Liquid,
    /// Dough.
    Dough,
    /// The room.
    Room,
    /// Another appliance.
    Machine,
}
