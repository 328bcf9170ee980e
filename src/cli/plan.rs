//! `baste plan A B C --serve-at 19:00`: when to begin each step, so that all is served together.
//!
//! Nothing is begun by it, and nothing is kept.

mod page;
mod request;

use super::{Code, CommandError, found};
use crate::plan::{Equipment, Kitchen, Planned, dinner, plan};
use crate::runtime::clock::LoopClock;
use crate::shelf::Shelf;
use crate::time::{Moment, Span};
use page::PlanPage;
use request::PlanRequest;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How long it plans; a plan that is proven best ends it sooner.
const PATIENCE: Span = Span::millis(2_000);
/// How long it looks for what one dish less would change.
const SHORT_PATIENCE: Span = Span::millis(150);
/// The most dishes of a session.
const MOST_DISHES: usize = 30;

pub(super) const HELP: &str =
    "Times are those of the recipes at their longest. The kitchen is in the settings: `baste config` prints them.";

/// What is to be planned.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct PlanArgs {
    /// The recipes, each by its name or the start of it.
    #[arg(required = true, value_name = "RECIPE")]
    dishes: Vec<String>,
    /// When to eat: 19:00, 7pm, "tomorrow 13:00", "in 3h"; without it, as soon as can be.
    #[arg(long, value_name = "TIME")]
    serve_at: Option<String>,
    /// An option of a recipe, such as overnight; can be repeated.
    #[arg(long, value_name = "OPTION")]
    with: Vec<String>,
    /// How long before that time all shall be ready.
    #[arg(long, value_name = "TIME", default_value = "5m")]
    margin: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Plans, and prints the plan.
pub(crate) fn run(args: &PlanArgs, shelf: &mut Shelf, out: &mut dyn Write) -> Result<Code, CommandError> {
    let mut time = LoopClock::real();
    let now = time.now();
    let clock = time.clock(now);
    if args.dishes.len() > MOST_DISHES {
        return Err(refused(format!("{} dishes are too many", args.dishes.len()), "30 at most"));
    }
    let recipes = args.dishes.iter().map(|name| found(shelf, name)).collect::<Result<Vec<_>, _>>()?;
    let request = PlanRequest::new(args.serve_at.as_deref(), &args.margin, &args.with, &recipes, now, &clock)?;
    let settings = crate::config::load().settings;
    let own = settings.kitchen;
    let equipment = Equipment { cooks: own.cooks, burners: own.burners, racks: own.racks, preheat: own.preheat };
    // The grid of the plan begins with the next whole minute, so that its times are those of a wall clock.
    let start = clock.next_minute(now);
    let whole = |at: Moment| i32::try_from((at - start).floor_mins()).unwrap_or(i32::MAX / 1_000);
    let aim = request.aim.map(|aim| whole(aim).max(0));
    let kitchen = dinner(&request.dishes, &equipment, aim);
    let Some(found) = best(&kitchen, &time, PATIENCE) else { return Err(page::no_plan(&kitchen)) };
    let page = PlanPage::new(&kitchen, &found, &request, start, now, clock).with(|dish| {
        let others = request.dishes.iter().enumerate().filter(|(n, _)| *n != dish);
        let fewer: Vec<_> = others.map(|(_, dish)| dish.clone()).collect();
        best(&dinner(&fewer, &equipment, aim), &time, SHORT_PATIENCE).map(|found| found.cost.meal)
    });
    let text = if args.json { page.json() } else { page.text() };
    let _ = out.write_all(text.as_bytes());
    Ok(Code::Ok)
}

fn refused(message: String, hint: &str) -> CommandError {
    CommandError { message, hint: hint.to_owned(), code: Code::Usage }
}

/// The best plan that is found in that time. If the solver fails, what it found before holds.
fn best(kitchen: &Kitchen, time: &LoopClock, patience: Span) -> Option<Planned> {
    let end = time.now() + patience;
    let mut told: Option<Planned> = None;
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(AssertUnwindSafe(|| {
        plan(kitchen, None, &|| time.now() >= end, &mut |found| told = Some(found.clone()))
    }));
    std::panic::set_hook(usual);
    result.unwrap_or(told)
}
