//! What the cook asked for: the dishes with their options, and when to eat.

use super::super::{Code, CommandError};
use crate::recipe::text::{clean, nearest};
use crate::recipe::{Dish, Recipe, SetUp};
use crate::time::{Clock, DayTime, Moment, Span, SpokenTime, parse_span, parse_timers};

/// What is to be planned.
pub(super) struct PlanRequest {
    pub(super) dishes: Vec<Dish>,
    /// When to eat, if the cook said so.
    pub(super) eat: Option<Moment>,
    /// When all shall be ready.
    pub(super) aim: Option<Moment>,
}

impl PlanRequest {
    /// # Errors
    /// If a time or an option means nothing.
    pub(super) fn new(
        serve_at: Option<&str>,
        margin: &str,
        with: &[String],
        recipes: &[Recipe],
        now: Moment,
        clock: &Clock,
    ) -> Result<PlanRequest, CommandError> {
        let eat = serve_at.map(|text| eat_at(text, now, clock)).transpose()?;
        let none = ["0", "0m", "none"].contains(&margin.trim());
        let margin = if none { Ok(Span::ZERO) } else { parse_span(margin) };
        let margin = margin.map_err(|fault| usage(fault.message, &fault.hint))?;
        Ok(PlanRequest { dishes: prepared(recipes, with)?, eat, aim: eat.map(|eat| eat - margin) })
    }
}

fn usage(message: String, hint: &str) -> CommandError {
    CommandError { message, hint: hint.to_owned(), code: Code::Usage }
}

/// "19:00", "7pm", "today 19:00", "tomorrow 13:00", "in 3h".
fn eat_at(text: &str, now: Moment, clock: &Clock) -> Result<Moment, CommandError> {
    let lower = text.trim().to_lowercase();
    let (day, rest) = match (lower.strip_prefix("tomorrow"), lower.strip_prefix("today")) {
        (Some(rest), _) => (Some(1), rest.trim()),
        (None, Some(rest)) => (Some(0), rest.trim()),
        (None, None) => (None, lower.as_str()),
    };
    let rest = rest.strip_prefix("at ").unwrap_or(rest);
    let hint = "say it as 19:00, 7pm, \"tomorrow 13:00\" or \"in 3h\"";
    if let (None, Some(length)) = (day, rest.strip_prefix("in ")) {
        return parse_span(length).map(|span| now + span).map_err(|fault| usage(fault.message, &fault.hint));
    }
    let read = parse_timers(&format!("until {rest}")).map_err(|fault| usage(fault.message, hint))?;
    let [SpokenTime::Until(time)] = read.iter().map(|timer| timer.time).collect::<Vec<_>>()[..] else {
        return Err(usage(format!("`{}` is no time to eat", clean(text)), hint));
    };
    let at = on_day(time, day, now, clock);
    if at <= now {
        let hint = "say another time, or leave it out to eat as soon as can be";
        return Err(usage(format!("{} is past", clean(text)), hint));
    }
    Ok(at)
}

/// The moment at which the wall clock shows `time`, so many days from today; without a day, the next.
fn on_day(time: DayTime, day: Option<i64>, now: Moment, clock: &Clock) -> Moment {
    let number = |at: Moment| clock.local_millis(at).div_euclid(Span::DAY.as_millis());
    let next = clock.next(time, now);
    let ahead = number(next) - number(now);
    match day {
        None => next,
        Some(day) if day == ahead => next,
        Some(day) if day > ahead => clock.next(time, next),
        Some(_) => clock.nearest(time, next - Span::DAY),
    }
}

/// The dishes, with each option where it is one.
fn prepared(recipes: &[Recipe], with: &[String]) -> Result<Vec<Dish>, CommandError> {
    let said: Vec<String> = with.iter().map(|option| option.trim().to_lowercase()).collect();
    let mut used = vec![false; said.len()];
    let mut known: Vec<String> = Vec::new();
    let mut dishes = Vec::new();
    for recipe in recipes {
        let mut answers = Vec::new();
        for question in recipe.questions() {
            known.extend(question.options.iter().cloned());
            let mut answer = 0;
            for (option, used) in said.iter().zip(&mut used) {
                if let Some(pick) = question.options.iter().position(|name| name.to_lowercase() == *option) {
                    (answer, *used) = (pick, true);
                }
            }
            answers.push(answer);
        }
        dishes.push(Dish::prepare(recipe, &SetUp { answers, ..SetUp::default() }));
    }
    let unknown = with.iter().zip(&used).find(|(_, used)| !**used).map(|(option, _)| clean(option));
    match unknown {
        None => Ok(dishes),
        Some(option) => {
            let hint = match nearest(&option, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => "these recipes leave nothing to choose".to_owned(),
                None => format!("they know: {}", known.join(", ")),
            };
            Err(usage(format!("no recipe here has the option `{option}`"), &hint))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::eat_at;
    use crate::time::{Clock, Moment, Span, time_and_day};

    #[test]
    fn times_to_eat() {
        let now = Moment::default() + Span::hours(18);
        let clock = Clock { unix_minus_moment: 0, utc_offset: 0, next_offset: None };
        let read = |text: &str| eat_at(text, now, &clock).map(|at| time_and_day(&clock, at, now));
        for (text, wanted) in [
            ("19:00", "19:00"),
            ("7pm", "19:00"),
            ("today 20:30", "20:30"),
            ("Tomorrow 13:00", "tomorrow 13:00"),
            ("tomorrow at 19:00", "tomorrow 19:00"),
            ("17:00", "tomorrow 17:00"),
            ("in 3h", "21:00"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(wanted), "{text}");
        }
        for text in ["today 17:00", "soon", "", "tomorrow", "25:00"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn tomorrow_is_tomorrow_when_the_clocks_change_in_between() {
        let now = Moment::default() + Span::hours(18);
        let change = Moment::default() + Span::hours(25);
        let clock = Clock { unix_minus_moment: 0, utc_offset: 3_600, next_offset: Some((change.as_millis(), 7_200)) };
        let at = eat_at("tomorrow 13:00", now, &clock).unwrap();
        assert_eq!((at - now, time_and_day(&clock, at, now)), (Span::hours(17), "tomorrow 13:00".to_owned()));
    }
}
