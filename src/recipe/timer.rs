//! Loose timers: dishes with one timed step, made from a time and a name.

use super::later::{CardId, LaterCard, LaterTime};
use super::{Cue, CueAt, Dish, DishKind, DishStep, Length, Phase};
use crate::time::{Clock, DurationFault, LONGEST, Moment, ParsedLength, Span, SpokenTime, SpokenTimer};

/// The name of a timer without one.
const UNNAMED: &str = "Timer";

impl Dish {
    /// A loose timer that runs for `span`.
    pub fn timer(name: String, span: Span) -> Dish {
        Dish::timed(name, Length::Exact(span))
    }

    /// The timer that a card for later starts.
    pub fn later(id: CardId, card: &LaterCard) -> Dish {
        let length = match card.time {
            LaterTime::For(length) => length,
            LaterTime::Within(span) => Length::Exact(span),
        };
        let mut dish = Dish { card: Some(id), ..Dish::timed(card.title.clone(), length) };
        for step in &mut dish.steps {
            step.what.clone_from(&card.what);
        }
        dish
    }

    fn timed(name: String, length: Length) -> Dish {
        let step = DishStep {
            phase: Phase::Timer,
            title: name.clone(),
            what: None,
            length: Some(length),
            takes: Span::ZERO,
            oven: None,
            preheat: Span::ZERO,
            hob: None,
            cues: Vec::new(),
            until: None,
            then: None,
            waits_for: Vec::new(),
            follows: None,
            beside: None,
            uses: Vec::new(),
            needs: None,
            keeps: None,
            repeat: None,
        };
        Dish {
            name,
            short: None,
            kind: DishKind::Timer,
            servings: None,
            ingredients: Vec::new(),
            notes: Vec::new(),
            unit: None,
            later: Vec::new(),
            card: None,
            until: None,
            steps: vec![step],
        }
    }

    /// The timer that a cook asked for at `now`.
    ///
    /// # Errors
    /// If its time has two readings ("1:30").
    pub fn spoken(timer: &SpokenTimer, now: Moment, clock: &Clock) -> Result<Dish, DurationFault> {
        let name = super::text::clean(&timer.name);
        let name = if name.trim().is_empty() { UNNAMED.to_owned() } else { name.trim().to_owned() };
        match timer.time {
            SpokenTime::Length(length) => Ok(Dish::timed(name, Length::from(length))),
            SpokenTime::Until(time) => {
                let span = (clock.next(time, now) - now).min(LONGEST);
                let length = Length::from(ParsedLength::Exact(span));
                Ok(Dish { until: Some(time), ..Dish::timed(name, length) })
            }
            SpokenTime::Every(each) => {
                let mut dish = Dish::timed(name.clone(), Length::Endless);
                let at = CueAt::Every { each, until: None };
                dish.steps.iter_mut().for_each(|step| step.cues.push(Cue { at, say: name.clone() }));
                Ok(dish)
            }
            SpokenTime::CountUp => Ok(Dish::timed(name, Length::Endless)),
            SpokenTime::Colon(colon) => Err(colon.fault()),
        }
    }

    /// With a number if its name is in `taken`: "Eggs 2" beside "Eggs".
    pub fn numbered<'a>(mut self, taken: impl Iterator<Item = &'a str>) -> Dish {
        let taken: Vec<String> = taken.map(str::to_lowercase).collect();
        let is_taken = |name: &str| taken.contains(&name.to_lowercase());
        if !is_taken(&self.name) {
            return self;
        }
        let numbers = (2u32..).map(|n| format!("{} {n}", self.name));
        if let Some(name) = numbers.into_iter().find(|name| !is_taken(name)) {
            if self.kind == DishKind::Timer {
                self.steps.iter_mut().for_each(|step| step.title.clone_from(&name));
            }
            self.name = name;
        }
        self
    }
}
