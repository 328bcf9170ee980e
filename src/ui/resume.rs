//! Taking a session up again: what is asked where something has been over for very long, and what is said after the laptop slept.

use super::prompt::Prompt;
use super::{App, Overlay, Page};
use crate::engine::{AlarmId, Session};
use crate::time::{Moment, Span, minutes};
use crate::view::active_steps::{ActiveStep, StepStatus, active_steps};
use crate::view::words::{capital, step_name, words};
use std::collections::BTreeSet;

/// What is over for longer than this is not gone on with before the cook was asked.
pub(super) const LONG: Span = Span::hours(12);

/// What has been over for longer than `long`, and how long: "Roast ended 13 h ago"; none where nothing has.
pub(super) fn overdue(session: &Session, now: Moment, long: Span) -> Option<String> {
    let items = active_steps(session, now);
    let ended = items.iter().filter_map(|item| match item.stand {
        StepStatus::Overdue { out } => Some((out, ended(item, now - out))),
        StepStatus::Running { .. }
        | StepStatus::Window { .. }
        | StepStatus::Waiting { .. }
        | StepStatus::Hands
        | StepStatus::Paused { .. } => None,
    });
    let alarms = session.alarms(now);
    let others = alarms.iter().filter(|alarm| !matches!(alarm.id, AlarmId::Out(_))).map(|alarm| {
        let told = words(session, alarm, now);
        (alarm.since, format!("{}, {} ago", told.title, hours(now - alarm.since)))
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

/// To the nearest hour.
fn hours(span: Span) -> String {
    minutes(Span::hours((span + Span::mins(30)).div(Span::HOUR)))
}

impl App {
    /// After a session was taken up ([`App::resume`]): asks whether to go on with it, where something of it has been over for more
    /// than 12 hours. Until it is answered, the question stands before all rings, and what is that old calls on no channel.
    pub fn ask_resume(&mut self, now: Moment) {
        if overdue(&self.session, now, LONG).is_some() {
            self.page = Page::Kitchen;
            self.over = Some(Overlay::Prompt(Prompt::Resume));
        }
    }

    /// Whether a question stands before all rings.
    pub(super) fn asks_first(&self) -> bool {
        matches!(self.over, Some(Overlay::Prompt(Prompt::Resume)))
    }

    /// The laptop slept for so long, till `now`: says so, and what fell due meanwhile.
    pub fn woke(&mut self, slept: Span, now: Moment) {
        let mut due: Vec<String> = self
            .session
            .alarms(now)
            .iter()
            .filter(|alarm| alarm.quiet_until.is_none() && alarm.since > now - slept)
            .map(|alarm| {
                let step = alarm.id.run().and_then(|run| Some((self.session.dish(run.dish)?, run.step)));
                step.map_or_else(|| "The oven".to_owned(), |(cooking, step)| capital(step_name(cooking, step)))
            })
            .collect();
        let mut seen = BTreeSet::new();
        due.retain(|name| seen.insert(name.clone()));
        let meanwhile = match due.as_slice() {
            [] => "nothing fell due".to_owned(),
            [one] => format!("{one} fell due meanwhile"),
            [one, two] => format!("{one} and {two} fell due meanwhile"),
            [one, rest @ ..] => format!("{one} and {} more fell due meanwhile", rest.len()),
        };
        self.tell(&format!("The laptop slept {}; {meanwhile}", minutes(slept)), now);
    }
}
