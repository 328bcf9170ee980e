//! The recipe model that everything else reads.
//!
//! A [`Recipe`] is the checked content of a file. A [`Dish`] is a recipe as it will be cooked: with its choices made,
//! its amounts scaled and its order of steps worked out. Nothing here knows files, clocks or the screen. Texts were
//! cleaned of control and bidi-override characters when they were read ([`text::clean`]).

pub(crate) mod amount;
pub(crate) mod check;
pub(crate) mod dish;
pub mod fault;
pub(crate) mod food;
pub(crate) mod later;
pub(crate) mod order;
pub(crate) mod oven;
pub(crate) mod phase;
pub(crate) mod print;
pub mod read;
pub(crate) mod repeat;
pub mod search;
pub(crate) mod step_length;
pub(crate) mod summary;
pub(crate) mod swap;
pub mod text;
pub(crate) mod timer;
pub(crate) mod totals;

use crate::time::{LONGEST, ParsedLength, Span, between, exact};
use serde::{Deserialize, Serialize};

pub use dish::{Beside, Dish, DishKind, DishStep, PREHEAT, SetUp};
pub use later::{CardId, LaterCard, LaterTime};
pub use oven::{Oven, Unit};
pub use phase::Phase;
pub use repeat::Repeat;
pub use summary::RecipeSummary;
pub use totals::{Totals, totals};

/// A step: an index into [`Dish::steps`], or into [`Recipe::steps`] before choices are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(pub u16);

/// A dish of a session, numbered in the order they were added.
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
    /// "1h 30m": ends then.
    Exact(Span),
    /// "15m - 20m": a look at `min`, the end at `max`, which is later.
    Range {
        /// The earlier end.
        #[serde(rename = "least")]
        min: Span,
        /// The later end.
        #[serde(rename = "most")]
        max: Span,
    },
    /// "30m+": ready from then on, and never overdue.
    Open(Span),
    /// Counts up until the cook ends it, like a stopwatch or a repeating reminder. A step of a recipe is then taken up again another day.
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
    /// The later end; `None` if open.
    pub fn max(self) -> Option<Span> {
        match self {
            Length::Exact(s) => Some(s),
            Length::Range { max, .. } => Some(max),
            Length::Open(_) | Length::Endless => None,
        }
    }
    /// The later end, or the earlier one if open; used to forecast a meal.
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

/// When a cue calls within its step. In a range, it counts to the earlier end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CueAt {
    /// This long after the start.
    From(Span),
    /// Half-way to the earlier end.
    Half,
    /// This long before the earlier end.
    Left(Span),
    /// Repeatedly from the start, but never on an end.
    Every {
        /// The span between two calls, above zero.
        each: Span,
        /// The last moment for a call, counted from the start.
        until: Option<Span>,
    },
}

impl CueAt {
    /// Whether it can call at all within this length.
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
    /// How many people it feeds; above zero.
    Serves(u32),
    /// "1 loaf".
    Makes(String),
}

impl Yield {
    /// The number that amounts scale by: people or pieces.
    pub fn count(&self) -> Option<u32> {
        match self {
            Yield::Unsaid => None,
            Yield::Serves(n) => Some(*n),
            Yield::Makes(text) => {
                let digits: String = text.trim_start().chars().take_while(char::is_ascii_digit).collect();
                let behind = text.trim_start().get(digits.len()..).unwrap_or_default();
                // "1 loaf" is a number of pieces; "1½ litres" and "2-3 jars" are not.
                let plain = behind.is_empty() || behind.starts_with(' ');
                digits.parse().ok().filter(|n| plain && *n > 0)
            }
        }
    }
}

/// The times that the source claims, to check the steps against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// Hands-on time.
    pub prep: Option<Span>,
    /// Cooking time.
    pub cook: Option<Span>,
    /// Total time.
    pub total: Option<Span>,
    /// Total time in the running text, if it differs.
    pub text: Option<Span>,
}

/// How long a step takes, before choices are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepTime {
    /// Done by the cook and ended by a key.
    Hands,
    /// Counted down.
    Timed(Length),
    /// Counted down for a length chosen at set-up; the first is the default.
    Choice {
        /// The question ("Chill how long?").
        ask: Option<String>,
        /// Option and length in the order written, at least one.
        options: Vec<(String, Length)>,
    },
}

/// When a `while` step can begin, relative to its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HostAt {
    /// The host's start.
    Start,
    /// This long after the host's start.
    From(Span),
    /// This long before the host's earlier end.
    Left(Span),
    /// Half-way to the host's earlier end.
    Half,
}

/// What a step occupies, if different from what is usual for its phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Need {
    /// The cook.
    Hands,
    /// A burner.
    Burner,
    /// The oven.
    Oven,
}

/// A step as written in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its kind.
    pub phase: Phase,
    /// A short name, by default that of the phase. Unique in its recipe unless it comes from the phase.
    pub title: String,
    /// What to do.
    pub what: Option<String>,
    /// How long.
    pub time: StepTime,
    /// Estimate of the hands-on time, given or by phase; the length of a hands step in forecasts.
    pub takes: Span,
    /// The oven setting it needs.
    pub oven: Option<Oven>,
    /// How long the preheat takes, if not the default.
    pub preheat: Option<Span>,
    /// The setting of its burner, in the words of the recipe: "medium".
    pub hob: Option<String>,
    /// Reminders, in the order written.
    pub cues: Vec<Cue>,
    /// The sign that it is done.
    pub until: Option<String>,
    /// What the cook does at its end.
    pub then: Option<String>,
    /// The option that it depends on.
    pub only_if: Option<String>,
    /// Its host, and when it can begin.
    pub beside: Option<(StepId, HostAt)>,
    /// The strand it belongs to.
    pub part: Option<String>,
    /// What it waits for instead of the step before it; `None` if the file does not say.
    pub after: Option<Vec<StepId>>,
    /// Ingredients of this step.
    pub uses: Vec<String>,
    /// What it occupies, if the file says so.
    pub needs: Option<Vec<Need>>,
    /// How long its result may wait for the next step.
    pub keeps: Option<Span>,
    /// How often it is repeated.
    pub repeat: Option<Repeat>,
}

/// A recipe as written in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// Its name.
    pub name: String,
    /// A short name of a word or two.
    pub short: Option<String>,
    /// What it makes.
    pub yields: Yield,
    /// Where it comes from.
    pub source: Option<String>,
    /// Tags to find it by.
    pub tags: Vec<String>,
    /// Ingredient lines; a line that ends in a colon is a heading.
    pub ingredients: Vec<String>,
    /// Notes: substitutions, storage, serving.
    pub notes: Vec<String>,
    /// The times that the source claims.
    pub claims: Claims,
    /// Choices of the whole recipe ("skin on", "skin off"), each list with the default first.
    pub choose: Vec<Vec<String>>,
    /// Ingredients that can stand for each other, each list with the recipe's own first.
    pub swap: Vec<Vec<String>>,
    /// What comes after the meal.
    pub later: Vec<LaterCard>,
    /// The steps, at least one.
    pub steps: Vec<Step>,
}

/// What a question of set-up decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionSubject {
    /// An option of the whole recipe, by its index in [`Recipe::choose`].
    Recipe(usize),
    /// The length of a step.
    Step(StepId),
    /// An ingredient, by its index in [`Recipe::swap`].
    Swap(usize),
}

impl QuestionSubject {
    /// The step whose length it is about.
    pub fn step(self) -> Option<StepId> {
        match self {
            QuestionSubject::Step(id) => Some(id),
            QuestionSubject::Recipe(_) | QuestionSubject::Swap(_) => None,
        }
    }
}

/// A question that set-up asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it decides.
    pub subject: QuestionSubject,
    /// The question.
    pub ask: String,
    /// The options, the default first.
    pub options: Vec<String>,
}

impl Recipe {
    /// The questions of set-up: those of the recipe and its steps in their order, then its ingredients.
    pub fn questions(&self) -> Vec<Question> {
        let whole = self.choose.iter().enumerate().map(|(n, options)| Question {
            subject: QuestionSubject::Recipe(n),
            ask: "Which way?".to_owned(),
            options: options.clone(),
        });
        let steps = self.steps.iter().enumerate().filter_map(|(i, step)| match &step.time {
            StepTime::Hands | StepTime::Timed(_) => None,
            StepTime::Choice { ask, options } => Some(Question {
                subject: QuestionSubject::Step(StepId(u16::try_from(i).unwrap_or(u16::MAX))),
                ask: ask.clone().unwrap_or_else(|| format!("{}: how long?", step.title)),
                options: options.iter().map(|(name, _)| name.clone()).collect(),
            }),
        });
        let swaps = self.swap.iter().enumerate().map(|(n, options)| Question {
            subject: QuestionSubject::Swap(n),
            ask: "Which one?".to_owned(),
            options: options.clone(),
        });
        whole.chain(steps).chain(swaps).collect()
    }
}
