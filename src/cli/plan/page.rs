//! A plan in words, by time and by dish, and as JSON.

use super::super::{Code, CommandError};
use super::request::PlanRequest;
use crate::plan::{Hold, Kitchen, KitchenStep, Minutes, Obstacle, Planned, can_wait, chain, obstacle};
use crate::time::{Clock, Moment, Span, minutes, time_and_day, time_of_day};
use serde_json::{Value, json};
use std::fmt::Write;

/// The names of the levels of a plan's cost in JSON.
const LEVELS: [&str; 6] = ["overkept", "meal", "cold", "waits", "moved", "early"];

/// A plan with all that is said about it.
pub(super) struct PlanPage<'a> {
    kitchen: &'a Kitchen,
    found: &'a Planned,
    request: &'a PlanRequest,
    /// The minute 0 of the plan.
    start: Moment,
    now: Moment,
    clock: Clock,
    waits: Vec<Minutes>,
    /// The meal without each dish, where that helps: (dish, meal).
    without: Vec<(usize, Minutes)>,
}

impl<'a> PlanPage<'a> {
    pub(super) fn new(
        kitchen: &'a Kitchen,
        found: &'a Planned,
        request: &'a PlanRequest,
        start: Moment,
        now: Moment,
        clock: Clock,
    ) -> PlanPage<'a> {
        let eat = request.eat.map_or(0, |eat| i32::try_from((eat - start).floor_mins()).unwrap_or(0));
        let waits = can_wait(kitchen, &found.starts, found.cost.meal.max(eat));
        PlanPage { kitchen, found, request, start, now, clock, waits, without: Vec::new() }
    }

    /// With what one dish less would change, if the meal is late.
    pub(super) fn with(mut self, meal_without: impl Fn(usize) -> Option<Minutes>) -> PlanPage<'a> {
        let dishes = self.kitchen.dishes.len();
        if self.late() > 0 && dishes > 1 {
            let meals = (0..dishes).filter_map(|dish| meal_without(dish).map(|meal| (dish, meal)));
            self.without = meals.filter(|(_, meal)| *meal < self.found.cost.meal).collect();
            self.without.sort_by_key(|(dish, meal)| (*meal, *dish));
            self.without.truncate(2);
        }
        self
    }

    fn at(&self, minute: Minutes) -> Moment {
        self.start + Span::mins(i64::from(minute))
    }
    fn says(&self, minute: Minutes) -> String {
        time_and_day(&self.clock, self.at(minute), self.now)
    }
    /// How many minutes after the time to eat it is ready.
    fn late(&self) -> Minutes {
        let ready = self.at(self.found.cost.meal);
        self.request.eat.map_or(0, |eat| i32::try_from((ready - eat).round_mins()).unwrap_or(0).max(0))
    }
    fn start_of(&self, step: usize) -> Minutes {
        self.found.starts.get(step).copied().unwrap_or(0)
    }
    fn wait_of(&self, step: usize) -> Minutes {
        self.waits.get(step).copied().unwrap_or(0)
    }

    pub(super) fn text(&self) -> String {
        let mut page = String::new();
        let mut order: Vec<(usize, &KitchenStep)> = self.kitchen.steps.iter().enumerate().collect();
        order.sort_by_key(|(i, step)| (self.start_of(*i), step.dish, *i));
        self.summary(&mut page, order.first().map_or(0, |(i, _)| *i));
        let _ = writeln!(page, "\nBy time");
        for (i, step) in &order {
            let dish = self.kitchen.dishes.get(step.dish).map_or("", |dish| dish.name.as_str());
            let _ = writeln!(page, "  {}  {dish}: {}", self.says(self.start_of(*i)), self.said(*i, step));
        }
        let _ = writeln!(page, "\nBy dish");
        for (n, dish) in self.kitchen.dishes.iter().enumerate() {
            let ready = self.kitchen.step(dish.last).map_or(0, |step| self.start_of(dish.last) + step.lasts);
            let _ = writeln!(page, "  {}, ready {}", dish.name, self.says(ready));
            for (i, step) in order.iter().filter(|(_, step)| step.dish == n) {
                let until = time_of_day(&self.clock, self.at(self.start_of(*i) + step.lasts));
                let _ = writeln!(page, "    {} to {until}  {}", self.says(self.start_of(*i)), step.name);
            }
        }
        page
    }

    fn summary(&self, page: &mut String, first: usize) {
        let (begins, wait) = (self.start_of(first), self.wait_of(first));
        let begin = match wait {
            0 => format!("Begin {}, on the dot.", self.says(begins)),
            _ => format!("Begin {}, at the latest {}.", self.says(begins), self.says(begins + wait)),
        };
        let eat = match self.request.eat {
            Some(eat) if self.late() > 0 => {
                let wanted = time_and_day(&self.clock, eat, self.now);
                format!("Eat {}: {} later than {wanted}.", self.says(self.found.cost.meal), span(self.late()))
            }
            Some(eat) => format!("Eat {}.", time_and_day(&self.clock, eat, self.now)),
            None => format!("Eat {}.", self.says(self.found.cost.meal)),
        };
        let _ = writeln!(page, "{begin} {eat}");
        if self.late() > 0 {
            for line in self.in_the_way() {
                let _ = writeln!(page, "{line}");
            }
        }
    }

    /// Why the meal is late, and what helps.
    fn in_the_way(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let steps = chain(self.kitchen, &self.found.starts);
        let clash = steps.iter().zip(steps.iter().skip(1)).find(|(_, then)| then.1 != Hold::Order);
        match clash {
            Some(((a, _), (b, hold))) => lines.push(format!(
                "{} waits for {}: {}.",
                named(self.kitchen, *b),
                named(self.kitchen, *a),
                helps(*hold)
            )),
            None => {
                let dish = steps.last().and_then(|(step, _)| self.kitchen.step(*step)).map(|step| step.dish);
                let name = dish.and_then(|dish| self.kitchen.dishes.get(dish)).map_or("", |dish| dish.name.as_str());
                lines.push(format!("{name} takes that long by itself: eat later, or begin it a day before."));
            }
        }
        for (dish, meal) in &self.without {
            let name = self.kitchen.dishes.get(*dish).map_or("", |dish| dish.name.as_str());
            lines.push(format!("Without {name}: eat {}.", self.says(*meal)));
        }
        lines
    }

    /// "Roast, 1 h, oven 180 °C, can wait 9 min".
    fn said(&self, i: usize, step: &KitchenStep) -> String {
        let mut said = vec![step.name.clone(), span(step.lasts)];
        if step.hands.iter().any(|hands| hands.lasts == step.lasts) {
            said.push("you".to_owned());
        }
        said.extend(
            step.oven.map(|heat| if heat.grill { "grill".to_owned() } else { format!("oven {} °C", heat.celsius) }),
        );
        if step.burner {
            said.push("burner".to_owned());
        }
        said.push(match self.wait_of(i) {
            0 => "on the dot".to_owned(),
            wait => format!("can wait {}", span(wait)),
        });
        said.join(", ")
    }

    pub(super) fn json(&self) -> String {
        let time = |minute: Minutes| {
            let at = self.at(minute);
            json!({ "minute": minute, "time": time_of_day(&self.clock, at), "unix": at.as_millis().saturating_add(self.clock.unix_minus_moment) / 1_000 })
        };
        let steps = self.kitchen.steps.iter().enumerate().map(|(i, step)| {
            let start = self.start_of(i);
            let hands = step.hands.iter().map(|hands| json!([hands.from, hands.lasts]));
            json!({
                "dish": self.kitchen.dishes.get(step.dish).map(|dish| dish.name.as_str()),
                "step": step.name,
                "start": time(start),
                "end": time(start + step.lasts),
                "resources": {
                    "hands": hands.collect::<Vec<_>>(),
                    "burner": step.burner,
                    "oven": step.oven.map(|heat| heat.celsius),
                    "racks": step.racks,
                },
                "can_wait": self.wait_of(i),
            })
        });
        let cost = self.found.cost;
        let proven: serde_json::Map<String, Value> =
            LEVELS.iter().zip(self.found.proven).map(|(level, yes)| ((*level).to_owned(), Value::Bool(yes))).collect();
        let without = self.without.iter().map(|(dish, meal)| {
            json!({ "dish": self.kitchen.dishes.get(*dish).map(|dish| dish.name.as_str()), "meal": time(*meal) })
        });
        let all = json!({
            "meal": time(cost.meal),
            "lateness": self.late(),
            "cold": cost.cold,
            "waits": cost.waits,
            "proven": proven,
            "without": without.collect::<Vec<_>>(),
            "steps": steps.collect::<Vec<_>>(),
        });
        format!("{all}\n")
    }
}

fn span(mins: Minutes) -> String {
    minutes(Span::mins(i64::from(mins)))
}

fn named(kitchen: &Kitchen, step: usize) -> String {
    let Some(step) = kitchen.step(step) else { return String::new() };
    let dish = kitchen.dishes.get(step.dish).map_or("", |dish| dish.name.as_str());
    format!("{} ({dish})", step.name)
}

/// What helps where two steps want the same.
fn helps(hold: Hold) -> &'static str {
    match hold {
        Hold::Order => "begin it a day before",
        Hold::Hands => "a second cook helps, or doing one of them earlier in the day",
        Hold::Burner => "a burner more helps, or one dish less",
        Hold::Rack => "another rack helps, or sharing one",
        Hold::Oven => "sharing one setting helps, or doing one of them a day before",
    }
}

/// Why there is no plan at all.
pub(super) fn no_plan(kitchen: &Kitchen) -> CommandError {
    let (message, hint) = match obstacle(kitchen) {
        Some(Obstacle::Lacks(step, hold)) => (
            format!("this kitchen cannot do {}", named(kitchen, step)),
            format!("{}; the kitchen is in the settings (`baste config`)", helps(hold)),
        ),
        Some(Obstacle::Clash(a, b, hold)) => (
            format!(
                "{} and {} have to be at the same time, and there is not enough for both",
                named(kitchen, a),
                named(kitchen, b)
            ),
            format!("{}; the kitchen is in the settings (`baste config`)", helps(hold)),
        ),
        Some(Obstacle::Dish(dish)) => {
            let name = kitchen.dishes.get(dish).map_or("", |dish| dish.name.as_str());
            (
                format!("{name} cannot be cooked within what its steps keep"),
                "say longer `keeps` in its recipe".to_owned(),
            )
        }
        None => ("no plan was found".to_owned(), "try one dish less, or begin one a day before".to_owned()),
    };
    CommandError { message, hint, code: Code::Faults }
}
