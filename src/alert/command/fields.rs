//! What a command is told: fields in its arguments, the same in its environment.
//!
//! A field is put in once: what it brings is never looked through for fields again. Text of a recipe is only ever text: an argument that
//! begins with it never begins with a sign, so that it can be neither an option (`-x`) nor a file (`@x`).

use crate::alert::{Notice, Served};
use crate::engine::AlarmId;
use crate::recipe::DishId;
use crate::time::{Clock, Moment, Span, minutes, time_of_day};
use crate::view::template_scan::fill;
use crate::view::words::cut;
use serde::Serialize;
use std::convert::Infallible;

/// The longest text of a recipe in an argument, in letters: the system takes 128 KiB (execve(2), MAX_ARG_STRLEN).
const LONGEST: usize = 2_000;

/// The events that a program is run for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CommandEvent {
    /// Something calls.
    Ring,
    /// It calls again.
    Again,
    /// It calls no more: it was quieted or answered, or it is past.
    Answered,
    /// A dish is finished.
    Finished,
}

impl CommandEvent {
    pub(super) fn word(self) -> &'static str {
        match self {
            CommandEvent::Ring => "ring",
            CommandEvent::Again => "again",
            CommandEvent::Answered => "answered",
            CommandEvent::Finished => "finished",
        }
    }
}

/// What something is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubjectId {
    Alarm(AlarmId),
    Dish(DishId),
}

/// A call or a finished dish, with every value that the fields need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) of: SubjectId,
    /// When it fell due.
    pub(super) since: Moment,
    pub(super) calls: u32,
    title: String,
    body: String,
    dish: String,
    due: String,
    late: Span,
}

impl Subject {
    /// A notice, as it stands at `now`.
    pub(super) fn of_notice(notice: &Notice, now: Moment, clock: &Clock) -> Subject {
        Subject {
            of: SubjectId::Alarm(notice.id),
            since: notice.since,
            calls: notice.calls,
            title: safe(&notice.title),
            body: safe(&notice.body),
            dish: safe(&notice.dish),
            due: time_of_day(clock, notice.since),
            late: (now - notice.since).max(Span::ZERO),
        }
    }

    /// A dish that was served.
    pub(super) fn of_served(served: &Served, clock: &Clock) -> Subject {
        Subject {
            of: SubjectId::Dish(served.id),
            since: served.at,
            calls: 0,
            title: safe(&format!("{} is finished", served.dish)),
            body: String::new(),
            dish: safe(&served.dish),
            due: time_of_day(clock, served.at),
            late: Span::ZERO,
        }
    }

    fn kind(&self) -> &'static str {
        match self.of {
            SubjectId::Dish(_) => "dish",
            SubjectId::Alarm(id) => match id {
                AlarmId::Start(_) => "start",
                AlarmId::Waiting(_) => "waiting",
                AlarmId::Cue { .. } => "cue",
                AlarmId::Batch { .. } => "batch",
                AlarmId::Look(_) => "look",
                AlarmId::Out(_) => "out",
                AlarmId::Paused(_) => "paused",
                AlarmId::OvenOn(_) => "oven-on",
                AlarmId::OvenHot(_) => "oven-hot",
                AlarmId::OvenOff(_) => "oven-off",
            },
        }
    }
}

fn safe(text: &str) -> String {
    cut(text, LONGEST).chars().filter(|c| !c.is_control()).collect()
}

/// All fields as one JSON object.
#[derive(Serialize)]
struct Json<'a> {
    event: &'a str,
    kind: &'a str,
    title: &'a str,
    body: &'a str,
    dish: &'a str,
    due: &'a str,
    late_seconds: i64,
    calls: u32,
}

/// A value of a field.
struct Value {
    text: String,
    /// Whether it holds text of a recipe.
    foreign: bool,
}

/// The fields by their names, for one event.
pub(super) struct Fields([(&'static str, Value); 9]);

impl Fields {
    pub(super) fn new(event: CommandEvent, subject: &Subject) -> Fields {
        let own = |text: String| Value { text, foreign: false };
        let foreign = |text: &String| Value { text: text.clone(), foreign: true };
        let json = Json {
            event: event.word(),
            kind: subject.kind(),
            title: &subject.title,
            body: &subject.body,
            dish: &subject.dish,
            due: &subject.due,
            late_seconds: subject.late.floor_secs(),
            calls: subject.calls,
        };
        let late = if subject.late < Span::MINUTE { "now".to_owned() } else { minutes(subject.late) };
        Fields([
            ("event", own(event.word().to_owned())),
            ("kind", own(subject.kind().to_owned())),
            ("title", foreign(&subject.title)),
            ("body", foreign(&subject.body)),
            ("dish", foreign(&subject.dish)),
            ("due", own(subject.due.clone())),
            ("late", own(late)),
            ("calls", own(subject.calls.to_string())),
            // Strings and numbers: that cannot fail.
            ("json", own(serde_json::to_string(&json).unwrap_or_default())),
        ])
    }

    /// A command with its fields put in; its name is never made of them.
    pub(super) fn command(&self, template: &[String]) -> Vec<String> {
        let Some((program, arguments)) = template.split_first() else { return Vec::new() };
        let filled = arguments.iter().map(|argument| self.fill(argument));
        std::iter::once(program.clone()).chain(filled).collect()
    }

    /// The fields as environment: BASTE_TITLE and so on.
    pub(super) fn env(&self) -> Vec<(String, String)> {
        let Fields(fields) = self;
        fields.iter().map(|(name, value)| (format!("BASTE_{}", name.to_uppercase()), value.text.clone())).collect()
    }

    fn fill(&self, argument: &str) -> String {
        let Fields(fields) = self;
        let filled = fill(argument, &['{'], |from, filled| {
            let found = fields.iter().find_map(|(name, value)| {
                let after = from.strip_prefix('{')?.strip_prefix(name)?.strip_prefix('}')?;
                Some((value, after))
            });
            let Some((value, after)) = found else {
                // A brace that begins no field stays as it is.
                filled.push('{');
                return Ok::<_, Infallible>(from.strip_prefix('{').unwrap_or(""));
            };
            if value.foreign && filled.is_empty() && value.text.starts_with(|c: char| c.is_ascii_punctuation()) {
                filled.push(' ');
            }
            filled.push_str(&value.text);
            Ok(after)
        });
        match filled {
            Ok(filled) => filled,
            Err(never) => match never {},
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CommandEvent, Fields, Subject, SubjectId};
    use crate::alert::notice::tests::notice;
    use crate::alert::{Notice, Served};
    use crate::engine::AlarmLevel;
    use crate::recipe::DishId;
    use crate::time::{Clock, Moment, Span};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    fn roast(title: &str, body: &str) -> Subject {
        let said = Notice { title: title.to_owned(), body: body.to_owned(), ..notice(1, 2, AlarmLevel::Ring) };
        Subject::of_notice(&said, Moment::millis(200_000), &Clock::default())
    }

    #[track_caller]
    fn filled(subject: &Subject, template: &[&str]) -> Vec<String> {
        let template: Vec<String> = template.iter().map(|&word| word.to_owned()).collect();
        Fields::new(CommandEvent::Ring, subject).command(&template)
    }

    #[test]
    fn fields_are_put_in() {
        let subject = roast("Pork belly: roast is done", "Take it out.");
        let command =
            filled(&subject, &["ntfy", "publish", "kitchen", "{title}: {body}", "{event} {kind} {due} {late} {calls}"]);
        assert_eq!(command[3], "Pork belly: roast is done: Take it out.");
        assert_eq!(command[4], "ring oven-hot 00:00 3 min 2");
    }

    #[test]
    fn what_a_field_brings_is_not_looked_through_again() {
        let subject = roast("{body}{title}", "{json}");
        assert_eq!(filled(&subject, &["x", "a{title}{body}"])[1], "a{body}{title}{json}");
    }

    #[test]
    fn braces_of_the_cooks_own_stay() {
        let subject = roast("Roast", "Out");
        assert_eq!(
            filled(&subject, &["x", "{\"a\": {\"{title}\"}} {titles} {", "{{title}}"])[1..],
            ["{\"a\": {\"Roast\"}} {titles} {", "{Roast}"]
        );
    }

    #[test]
    fn text_of_a_recipe_is_never_an_option_or_a_file() {
        let subject = roast("-rf", "@/etc/passwd");
        let command = filled(&subject, &["x", "{title}", "{body}", "-m{title}", "--to={body}", "{title}{body}"]);
        assert_eq!(command[1..], [" -rf", " @/etc/passwd", "-m-rf", "--to=@/etc/passwd", " -rf@/etc/passwd"]);
        // The same holds where the field before it is empty.
        assert_eq!(filled(&roast("", "--help"), &["x", "{title}{body}"])[1], " --help");
    }

    #[test]
    fn no_recipe_names_the_program() {
        assert_eq!(filled(&roast("sh", ""), &["{title}", "{title}"]), ["{title}", "sh"]);
    }

    #[test]
    fn json_holds_whatever_a_title_has() {
        let subject = roast("\"quoted\" \\ {title}\u{0}", "two\nlines");
        let json: serde_json::Value = serde_json::from_str(&filled(&subject, &["x", "{json}"])[1]).unwrap();
        assert_eq!(json["title"], "\"quoted\" \\ {title}");
        assert_eq!((&json["body"], &json["late_seconds"]), (&"twolines".into(), &200.into()));
    }

    #[test]
    fn a_dish_that_is_finished_is_told_with_its_name() {
        let served = Served { id: DishId(0), dish: "Pork belly".to_owned(), at: Moment::millis(0) };
        let subject = Subject::of_served(&served, &Clock::default());
        let env = Fields::new(CommandEvent::Finished, &subject).env();
        let value = |name: &str| env.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!(value("BASTE_EVENT"), Some("finished"));
        assert_eq!(value("BASTE_TITLE"), Some("Pork belly is finished"));
        assert_eq!((value("BASTE_DISH"), value("BASTE_KIND")), (Some("Pork belly"), Some("dish")));
        assert_eq!(subject.of, SubjectId::Dish(DishId(0)));
    }

    #[test]
    fn a_book_in_a_title_is_cut() {
        let subject = roast(&"x".repeat(500_000), &"{title}".repeat(100_000));
        assert!(filled(&subject, &["x", "{title}{body}"])[1].len() < 8_000);
        assert_eq!(subject.late, Span::millis(200_000));
    }

    proptest! {
        #[test]
        fn no_argument_turns_into_an_option(title in any::<String>(), body in any::<String>()) {
            let command = filled(&roast(&title, &body), &["x", "{title}", "{body}{title}", "a {body}"]);
            prop_assert_eq!(command.len(), 4);
            for argument in &command[1..] {
                prop_assert!(!argument.starts_with(['-', '@', '/']));
                prop_assert!(!argument.contains('\0'));
            }
        }
    }
}
