//! What a recipe is: the model that everything else reads.
//!
//! A [`Recipe`] is what a file says, checked and in words of the program; a [`Dish`] is a recipe as it will be cooked: choices
//! made, amounts scaled, and what follows what worked out. Nothing here knows files, clocks or the screen. Text in a
//! recipe has lost its control and bidi-override characters where it was read ([`text::clean`]).

pub(crate) mod amount;
pub(crate) mod check;
pub(crate) mod dish;
pub mod fault;
pub(crate) mod order;
pub(crate) mod oven;
pub(crate) mod phase;
pub(crate) mod print;
pub mod read;
pub mod search;
pub(crate) mod summary;
pub mod text;
pub(crate) mod timer;
pub(crate) mod totals;

use crate::time::{LONGEST, ParsedLength, Span, between, exact};
use serde::{Deserialize, Serialize};

pub use dish::{Beside, Dish, DishKind, DishStep, PREHEAT, SetUp};
pub use oven::{Oven, Unit};
pub use phase::Phase;
pub use summary::RecipeSummary;
pub use totals::{Totals, totals};

/// A step of a dish: its place in [`Dish::steps`], or in [`Recipe::steps`] before choices are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(pub u16);

/// A dish of a session, in order of its coming.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DishId(pub u16);

impl StepId {
    /// As an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}
impl DishId {
    /// As an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// How long a timed step runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Length {
    /// "1h 30m": out at its end.
    Exact(Span),
    /// "15m - 20m": a look at the least, out at the most. `max` is above `min`.
    Range {
        /// The earlier end.
        #[serde(rename = "least")]
        min: Span,
        /// The later end.
        #[serde(rename = "most")]
        max: Span,
    },
    /// "30m+": ready from then on, no overtime.
    Open(Span),
    /// Counts up until the cook ends it: a stopwatch, a reminder that repeats. Only loose timers have it.
    Endless,
}

impl Length {
    /// The earlier end.
    pub fn min(self) -> Span {
        match self {
            Length::Exact(s) | Length::Open(s) => s,
            Length::Range { min, .. } => min,
            Length::Endless => LONGEST,
        }
    }
    /// The later end; none if it is open.
    pub fn max(self) -> Option<Span> {
        match self {
            Length::Exact(s) => Some(s),
            Length::Range { max, .. } => Some(max),
            Length::Open(_) | Length::Endless => None,
        }
    }
    /// The later end, or the least where it is open: what a dinner is reckoned with.
    pub fn longest(self) -> Span {
        self.max().unwrap_or(self.min())
    }
    /// In words: "1 h 30", "15 to 20 min", "30 min or longer".
    pub fn words(self) -> String {
        match self {
            Length::Exact(span) => exact(span),
            Length::Range { min, max } => between(min, max),
            Length::Open(min) => format!("{} or longer", exact(min)),
            Length::Endless => "until you end it".to_owned(),
        }
    }
}

impl From<ParsedLength> for Length {
    fn from(stretch: ParsedLength) -> Length {
        match stretch {
            ParsedLength::Exact(span) => Length::Exact(span),
            ParsedLength::Range { min, max } => Length::Range { min, max },
            ParsedLength::Open(min) => Length::Open(min),
        }
    }
}

/// When a cue calls within its step. Counts to the earlier end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CueAt {
    /// So long after the start.
    From(Span),
    /// Half-way to the earlier end.
    Half,
    /// So long before the earlier end.
    Left(Span),
    /// Again and again from the start, never on an end itself; up to `until` after the start, where given.
    Every {
        /// The span between two calls; above zero.
        each: Span,
        /// No call after this much of the step (a call on it still comes).
        until: Option<Span>,
    },
}

impl CueAt {
    /// Whether it can call at all within a step of that length.
    pub fn fits(self, length: Length) -> bool {
        match self {
            CueAt::From(from) => length.max().is_none_or(|max| from < max),
            CueAt::Half => true,
            CueAt::Left(left) => left <= length.min(),
            CueAt::Every { each, .. } => length.max().is_none_or(|max| each < max),
        }
    }
}

/// A reminder inside a timed step; it never stops the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// When it calls.
    pub at: CueAt,
    /// What it says.
    pub say: String,
}

/// What a recipe makes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Yield {
    /// The source does not say.
    #[default]
    Unsaid,
    /// People fed; above zero.
    Serves(u32),
    /// "1 loaf".
    Makes(String),
}

impl Yield {
    /// The number that amounts are scaled by: people fed, or pieces made.
    pub fn count(&self) -> Option<u32> {
        match self {
            Yield::Unsaid => None,
            Yield::Serves(n) => Some(*n),
            Yield::Makes(text) => {
                let digits: String = text.trim_start().chars().take_while(char::is_ascii_digit).collect();
                let behind = text.trim_start().get(digits.len()..).unwrap_or_default();
                // "1 loaf" is one thing; "1½ litres" and "2-3 jars" are no number of pieces.
                let plain = behind.is_empty() || behind.starts_with(' ');
                digits.parse().ok().filter(|n| plain && *n > 0)
            }
        }
    }
}

/// What the source says that it takes, for checking against the steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Hands-on time.
    pub prep: Option<Span>,
    /// Cooking time.
    pub cook: Option<Span>,
    /// All of it.
    pub total: Option<Span>,
    /// All of it, as the running text has it, where that differs.
    pub text: Option<Span>,
}

/// How long a step takes, before choices are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepTime {
    /// Done by the cook and ended by a key.
    Hands,
    /// Counted down.
    Timed(Length),
    /// Counted down, for a length that the cook chooses at set-up; the first is the default.
    Choice {
        /// The question ("Chill how long?").
        ask: Option<String>,
        /// Option and length, in the order written; at least one.
        options: Vec<(String, Length)>,
    },
}

/// From when a `while` step stands beside its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HostAt {
    /// The host's start.
    Start,
    /// So long after the host's start.
    From(Span),
    /// So long before the host's earlier end.
    Left(Span),
    /// Half-way to the host's earlier end.
    Half,
}

/// What a step keeps busy while it runs, where it is not as usual for its phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Need {
    /// The cook.
    Hands,
    /// A burner.
    Burner,
    /// The oven.
    Oven,
}

/// One thing to do, as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its kind.
    pub phase: Phase,
    /// A short name; the phase's own where the file gives none. Unique within its recipe unless taken from the phase.
    pub title: String,
    /// What to do.
    pub what: Option<String>,
    /// How long.
    pub time: StepTime,
    /// Hands-on estimate, as given or by phase; what a hands step is reckoned with.
    pub takes: Span,
    /// The oven's setting for it.
    pub oven: Option<Oven>,
    /// How long heating takes, if not the default.
    pub preheat: Option<Span>,
    /// Reminders, in the order written.
    pub cues: Vec<Cue>,
    /// The sign that it is done.
    pub until: Option<String>,
    /// What to say when it is.
    pub then: Option<String>,
    /// The option it exists with.
    pub only_if: Option<String>,
    /// The step it stands beside, and from when.
    pub beside: Option<(StepId, HostAt)>,
    /// The strand it belongs to.
    pub part: Option<String>,
    /// What it waits for, in place of the step before; none if the file does not say.
    pub after: Option<Vec<StepId>>,
    /// Ingredients of this step.
    pub uses: Vec<String>,
    /// What it keeps busy, where the file says so.
    pub needs: Option<Vec<Need>>,
    /// How long its result may wait for the next step.
    pub keeps: Option<Span>,
}

/// A recipe as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// What it is called.
    pub name: String,
    /// What it is called in a word or two, where the name is long.
    pub short: Option<String>,
    /// What it makes.
    pub yields: Yield,
    /// Where it comes from.
    pub source: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Ingredient lines; one that ends in a colon is a heading.
    pub ingredients: Vec<String>,
    /// Notes: substitutions, storage, serving.
    pub notes: Vec<String>,
    /// What the source says that it takes.
    pub claims: Claims,
    /// Options of the whole recipe ("skin on", "skin off"); the first is the default; empty where there is no choice.
    pub choose: Vec<String>,
    /// The steps, at least one.
    pub steps: Vec<Step>,
}

/// A question that set-up asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The step whose length it sets; none for a choice of the whole recipe.
    pub step: Option<StepId>,
    /// What is asked.
    pub ask: String,
    /// The options, the first of them the default.
    pub options: Vec<String>,
}

impl Recipe {
    /// The questions that set-up asks, in the order of the recipe.
    pub fn questions(&self) -> Vec<Question> {
        let whole = (!self.choose.is_empty()).then(|| Question {
            step: None,
            ask: "Which way?".to_owned(),
            options: self.choose.clone(),
        });
        let steps = self.steps.iter().enumerate().filter_map(|(i, step)| match &step.time {
            StepTime::Hands | StepTime::Timed(_) => None,
            StepTime::Choice { ask, options } => Some(Question {
                step: Some(StepId(u16::try_from(i).unwrap_or(u16::MAX))),
                ask: ask.clone().unwrap_or_else(|| format!("{}: how long?", step.title)),
                options: options.iter().map(|(name, _)| name.clone()).collect(),
            }),
        });
        whole.into_iter().chain(steps).collect()
    }
}
