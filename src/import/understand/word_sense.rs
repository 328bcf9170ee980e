//! What the phrases of a language can mean: the keys of its lists, and all that the grammar knows of its words.

use serde::Deserialize;

/// What a phrase means, where it is no number and no unit. What stands "before" or "after" does so beside a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum WordSense {
    // Parts of numbers and of times.
    /// "a": one, where a unit follows.
    One,
    /// "and".
    And,
    /// "of", between a part and its unit.
    Of,
    /// "or".
    Or,
    /// "to", between the ends of a range.
    To,
    /// "between": then "and" stands between the ends.
    Between,
    /// Between a number and its unit, and says nothing ("full", "good").
    Filler,
    /// A number that is not told ("a few").
    Few,
    /// "overnight".
    Overnight,
    /// A night that is said of something ("overnight oats").
    NotOvernight,
    /// Between two times of which the second is better ("preferably").
    Rather,
    /// Short words with a full stop that ends no sentence ("approx.").
    Short,
    // Before a time.
    /// Says nothing ("about").
    About,
    /// "for".
    For,
    /// "at least".
    Least,
    /// "longer than": at least, unless it is forbidden.
    MoreThan,
    /// "up to".
    Most,
    /// "another": further, and one where no number follows.
    Another,
    /// "every".
    Every,
    /// "each": every, where a time follows at once.
    Each,
    /// "after".
    After,
    /// "once", "when": the time that follows in this clause is over by then.
    Once,
    /// "at".
    At,
    /// "last", "final".
    Last,
    /// "first".
    First,
    /// "the".
    The,
    /// "those": a time that was told before.
    Those,
    /// "next": nothing but that it comes now.
    Next,
    /// "within".
    Within,
    /// "in".
    In,
    /// "by", "add": how much a time changes.
    By,
    /// "twice" (a day).
    Often,
    /// "a total of".
    TotalOf,
    /// "total time": a heading, with its time right behind it.
    Label,
    /// The same, where a colon stands between ("Prep: 10 minutes").
    Heading,
    // After a time.
    /// "more", "longer": further.
    More,
    /// "or more".
    OrMore,
    /// "at most".
    OrLess,
    /// Says nothing ("or so").
    OrSo,
    /// "on the other side": the time is of one side alone.
    OneSide,
    /// "per side".
    PerSide,
    /// "each", "per batch".
    PerItem,
    /// "per pound": a rate, from which the cook has to reckon the time.
    PerWeight,
    /// "intervals".
    Interval,
    /// "mark": a point on the way.
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
    /// "old", "ago", "less than": no time of this recipe.
    Told,
    /// What lasts so long, where the time is said of it ("rest" in "a 10-minute rest").
    Lasting,
    /// Words that may follow a time without the time being said of them ("until", "on").
    Function,
    // Around a time, in its sentence.
    /// Waiting, and what is done by heat or time ("rest", "bake").
    Wait,
    /// What is done and takes no time by itself ("put"): a time behind it is waited for.
    Do,
    /// What keeps the hands busy ("knead").
    Hands,
    /// What makes it hands-on, wherever it stands ("stirring constantly").
    Constantly,
    /// Keeping for later ("store").
    Store,
    /// Keeping for later, where it is for days or "up to" ("keep").
    Keep,
    /// Keeping for later, where it is up to some days ("refrigerate").
    Fridge,
    /// Where things are kept ("fridge").
    Cold,
    /// Keeping for later, in so many words: wins against any verb ("leftovers").
    Leftover,
    /// What can wait for months ("ferment").
    Ripen,
    /// "reheat".
    Reheat,
    /// "thaw": of what was kept, where it was said how long that keeps.
    Thaw,
    /// How long it was for somebody ("mine took").
    Past,
    /// What is heated again without being a dish ("oil").
    Vessel,
    /// Being made, where it is said how long ahead ("can be made").
    Made,
    /// "ready in", "serves": the time that follows is of it all.
    Ready,
    /// "check".
    Check,
    /// "do not".
    Not,
    /// "alternatively".
    Alternatively,
    /// "if": what follows holds instead.
    If,
    /// "then", between a time and a bare number ("then 10 at 300").
    Then,
    /// After a bare number that counts as the time before it did ("on the other side").
    Same,
    // Half time.
    /// "halfway".
    Half,
    /// After it, it is a place ("up").
    HalfPlace,
    /// Before it, it is a place ("fill").
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
    /// A number on an oven's knob, 30 degrees Celsius each ("thermostat").
    Knob,
    /// "fan".
    Fan,
    /// "conventional": ends what "fan" says.
    Still,
    /// The oven, and what is done in it.
    Oven,
    /// The oven itself: decides where something "reaches" a heat.
    OvenItself,
    /// "preheat".
    Preheat,
    /// The inside of food.
    Inside,
    /// "reaches": a heat that is measured, not set.
    Reaches,
    /// "at", "to", before a bare number of degrees.
    SetTo,
    /// Turning round ("rotate"): degrees that are no heat.
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
    /// A machine of its own.
    Machine,
}
