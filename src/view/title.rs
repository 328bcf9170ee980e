//! The window title and progress, for a cook who sees the list of windows but not this one.
//!
//! Time alone changes it at most once a minute, and never between two ticks of the screen.

use super::active_steps::{ActiveStep, StepStatus};
use super::board::{bar, call_word, end_word, name};
use super::frame_time::FrameTime;
use super::scene::Scene;
use super::words::{capital, small, words};
use crate::engine::{AlarmLevel, NextCall};
use crate::recipe::text::clean;
use crate::time::{Clock, Span, minutes};

/// The progress of the most urgent thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing counts down.
    #[default]
    None,
    /// In percent, in steps of five.
    Percent(u8),
    /// Something calls.
    Calls,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// "12 min: flip the pork"; empty if nothing is going on. No control characters.
    pub text: String,
    pub progress: Progress,
}

impl Title {
    pub fn of(scene: &Scene<'_>, clock: &Clock) -> Title {
        let Scene { session, alarms, steps: items, .. } = scene;
        let frame = FrameTime::at(scene, alarms.first(), clock);
        let calls = |level: AlarmLevel| level != AlarmLevel::Soft;
        if let Some(top) = alarms.iter().find(|alarm| alarm.quiet_until.is_none() && calls(alarm.level)) {
            let words = words(session, top, frame.tick);
            return Title { text: clean(&capital(&words.with_dish(&words.dish))), progress: Progress::Calls };
        }
        let several = session.dishes().filter(|cooking| cooking.is_live()).count() > 1;
        let Some(first) = items.first() else { return Title::default() };
        let progress = match first.status {
            StepStatus::Running { .. } | StepStatus::Window { .. } => bar(first, &frame).map(|bar| bar.done / 50 * 5),
            StepStatus::CountUp { .. }
            | StepStatus::Overdue { .. }
            | StepStatus::Waiting { .. }
            | StepStatus::Hands
            | StepStatus::Held { .. }
            | StepStatus::Paused { .. } => None,
        };
        let progress = progress.and_then(|percent| u8::try_from(percent).ok());
        Title {
            text: clean(&in_words(first, several, &frame)),
            progress: progress.map_or(Progress::None, Progress::Percent),
        }
    }
}

fn in_words(item: &ActiveStep<'_>, several: bool, frame: &FrameTime<'_>) -> String {
    let name = capital(&name(item, several));
    match &item.status {
        StepStatus::Running { call, what: NextCall::Look, .. } => {
            format!("{}: look at {}", until(frame.left(*call)), small(&name))
        }
        StepStatus::Running { call, what: what @ (NextCall::Cues(_) | NextCall::Batch(_)), .. } => {
            format!("{}: {}", until(frame.left(*call)), call_word(item, what))
        }
        StepStatus::Running { call, what: NextCall::Out, .. } => {
            format!("{}: {name} {}", until(frame.left(*call)), end_word(item))
        }
        StepStatus::Window { out } => format!("{}: {name} {} at the latest", until(frame.left(*out)), end_word(item)),
        StepStatus::Overdue { .. } if item.is_calm() => format!("{name} is ready"),
        StepStatus::Overdue { .. } => format!("{name} is over"),
        StepStatus::Waiting { heat: Some(_), .. } => format!("{name} waits for the oven"),
        StepStatus::Waiting { heat: None, .. } => format!("{name} waits for you"),
        StepStatus::CountUp { since } => format!("{name}: {}", minutes(Span::mins(frame.gone(*since).floor_mins()))),
        StepStatus::Hands => name,
        StepStatus::Held { .. } => format!("{name}: kept for another day"),
        StepStatus::Paused { .. } => format!("{name} is paused"),
    }
}

/// In whole minutes, rounded up, as seconds would change the title every second.
fn until(left: Span) -> String {
    minutes(Span::mins(left.ceil_secs().saturating_add(59).div_euclid(60)))
}

#[cfg(test)]
mod tests {
    use super::{Progress, Title};
    use crate::engine::{Act, Session};
    use crate::recipe::Dish;
    use crate::time::{Clock, Moment, Span};
    use crate::view::scene::Scene;

    const START: Moment = Moment::millis(77_000_000);

    fn kitchen(timers: &[(&str, i64)]) -> Session {
        let mut session = Session::new();
        for (name, mins) in timers {
            let (dish, timer) = (session.next_dish(), Dish::timer((*name).to_owned(), Span::mins(*mins)));
            session.apply(Act::Add { dish, what: Box::new(timer) }, START).unwrap();
        }
        session
    }

    fn title(session: &Session, after: Span) -> (String, Progress) {
        let title = Title::of(&Scene::at(session, START + after), &Clock::default());
        (title.text, title.progress)
    }

    #[test]
    fn minutes_are_told_and_rounded_up() {
        let eggs = kitchen(&[("Eggs", 12), ("Stock", 90)]);
        let said = |after: Span| title(&eggs, after);
        assert_eq!(said(Span::ZERO), ("12 min: Eggs ready".to_owned(), Progress::Percent(0)));
        assert_eq!(said(Span::secs(59)), ("12 min: Eggs ready".to_owned(), Progress::Percent(5)));
        assert_eq!(said(Span::secs(61)).0, "11 min: Eggs ready");
        assert_eq!(said(Span::mins(11) + Span::secs(59)), ("1 min: Eggs ready".to_owned(), Progress::Percent(95)));
        assert_eq!(said(Span::mins(12)), ("Eggs: time is up".to_owned(), Progress::Calls));
    }

    #[test]
    fn nothing_on_the_go_has_no_title() {
        assert_eq!(title(&Session::new(), Span::ZERO), (String::new(), Progress::None));
    }

    #[test]
    fn it_changes_once_a_minute_at_most() {
        let eggs = kitchen(&[("Eggs", 12)]);
        let texts: Vec<String> = (0..12 * 60).map(|second| title(&eggs, Span::secs(second)).0).collect();
        assert_eq!(texts.windows(2).filter(|pair| pair[0] != pair[1]).count(), 11);
    }

    #[test]
    fn a_name_is_only_text() {
        let evil = kitchen(&[("\u{1b}]0;owned\u{7}\u{202e}Eggs\n", 12)]);
        assert_eq!(title(&evil, Span::ZERO).0, "12 min: ]0;ownedEggs ready");
    }
}
