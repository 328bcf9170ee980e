//! Resuming a session: what has been over for very long, and what is said after the laptop slept.

use crate::engine::AlarmId;
use crate::time::{Moment, Span, minutes};
use crate::view::active_steps::{ActiveStep, StepStatus};
use crate::view::scene::Scene;
use crate::view::words::{capital, step_name, words};
use std::collections::BTreeSet;

/// If something has been over for longer than this, the cook is asked before the session continues.
pub(super) const TOO_LONG: Span = Span::hours(12);
/// The limit while the question is open, whose figures are as of a tick that may be just before [`TOO_LONG`].
pub(super) const NEARLY_TOO_LONG: Span = Span::hours(11);

/// What has been over for longer than `long`: "Roast ended 13 h ago".
pub(super) fn overdue(scene: &Scene<'_>, long: Span) -> Option<String> {
    let now = scene.now;
    let ended = scene.steps.iter().filter_map(|item| match item.status {
        StepStatus::Overdue { out } => Some((out, ended(item, now - out))),
        StepStatus::Running { .. }
        | StepStatus::CountUp { .. }
        | StepStatus::Window { .. }
        | StepStatus::Waiting { .. }
        | StepStatus::Hands
        | StepStatus::Held { .. }
        | StepStatus::Paused { .. } => None,
    });
    let others = scene.alarms.iter().filter(|alarm| !matches!(alarm.id, AlarmId::Out(_))).map(|alarm| {
        let title = words(scene.session, alarm, now).title;
        (alarm.since, format!("{title}, {} ago", hours(now - alarm.since)))
    });
    let all: Vec<(Moment, String)> = ended.chain(others).filter(|(since, _)| now - *since > long).collect();
    let (_, first) = all.iter().min()?;
    Some(match all.len() {
        1 => first.clone(),
        2 => format!("{first}, and one thing more"),
        n => format!("{first}, and {} things more", n - 1),
    })
}

fn ended(item: &ActiveStep<'_>, ago: Span) -> String {
    let open = item.step.length.is_some_and(|length| length.max().is_none());
    let what = if open { "was ready" } else { "ended" };
    format!("{} {what} {} ago", capital(&item.step.title), hours(ago))
}

fn hours(span: Span) -> String {
    minutes(Span::hours((span + Span::mins(30)).div(Span::HOUR)))
}

/// What is said after the laptop slept this long, including what became due meanwhile.
pub(super) fn woke(scene: &Scene<'_>, slept: Span) -> String {
    let fell_due = scene.alarms.iter().filter(|alarm| alarm.quiet_until.is_none() && alarm.since > scene.now - slept);
    let names = fell_due.map(|alarm| {
        let step = alarm.id.run().and_then(|run| Some((scene.session.dish(run.dish)?, run.step)));
        step.map_or_else(|| "The oven".to_owned(), |(cooking, step)| capital(step_name(cooking, step)))
    });
    let mut seen = BTreeSet::new();
    let due: Vec<String> = names.filter(|name| seen.insert(name.clone())).collect();
    let meanwhile = match due.as_slice() {
        [] => "nothing fell due".to_owned(),
        [one] => format!("{one} fell due meanwhile"),
        [one, two] => format!("{one} and {two} fell due meanwhile"),
        [one, rest @ ..] => format!("{one} and {} more fell due meanwhile", rest.len()),
    };
    format!("The laptop slept {}; {meanwhile}", minutes(slept))
}
