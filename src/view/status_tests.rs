//! The status line through an evening, and how it treats hostile text.

use super::{Class, Status};
use crate::engine::{Act, AlarmId, Run, Session, StepState};
use crate::recipe::{Dish, DishKind, DishStep, Length, Oven, Phase, StepId};
use crate::time::{Clock, Moment, Span};
use crate::view::active_steps::{ActiveStep, StepStatus, active_steps};
use crate::view::markup::Markup;
use crate::view::template::PLACEHOLDERS;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

/// 18:12 on the tests' clock.
const START: Moment = Moment::millis((18 * 60 + 12) * 60_000);

struct Evening {
    session: Session,
    now: Moment,
}

impl Evening {
    fn with(dishes: Vec<Dish>) -> Evening {
        let mut evening = Evening { session: Session::new(), now: START };
        for what in dishes {
            let dish = evening.session.next_dish();
            evening.act(Act::Add { dish, what: Box::new(what) });
        }
        // The cook puts on the heat what waits only for that.
        let waiting =
            |item: &ActiveStep<'_>| matches!(item.status, StepStatus::Waiting { heat: None, .. }) && item.on_heat();
        let steps = active_steps(&evening.session, START);
        let runs: Vec<Run> = steps.iter().filter(|item| waiting(item)).map(|item| item.run).collect();
        for run in runs {
            evening.act(Act::Start { run, ago: Span::ZERO });
        }
        evening
    }
    #[track_caller]
    fn act(&mut self, act: Act) -> &mut Evening {
        self.session.apply(act, self.now).unwrap();
        self
    }
    fn after(&mut self, span: Span) -> &mut Evening {
        self.now = self.now + span;
        self
    }
    fn heard(&mut self) -> &mut Evening {
        let top = self.session.alarms(self.now).remove(0);
        self.act(Act::Acknowledge { alarm: top.id })
    }
    fn status(&self) -> Status {
        Status::of(&self.session, self.now, &Clock::default())
    }
    #[track_caller]
    fn says(&mut self, class: Class, line: &str) -> &mut Evening {
        let status = self.status();
        assert_eq!((status.class, status.line().as_str()), (class, line));
        self
    }
}

fn timer(mins: i64, name: &str) -> Dish {
    Dish::timer(name.to_owned(), Span::mins(mins))
}

fn step(phase: Phase, title: &str, length: Option<Length>) -> DishStep {
    let one = timer(1, title).steps.remove(0);
    DishStep { phase, length, takes: Span::mins(5), preheat: Span::mins(15), ..one }
}

fn dish(name: &str, steps: Vec<DishStep>) -> Dish {
    Dish { name: name.into(), kind: DishKind::Recipe, steps, ..timer(1, "") }
}

/// Pan-roasted for 37 minutes, then carved.
fn roast() -> Dish {
    let carve = DishStep { waits_for: vec![StepId(0)], follows: Some(StepId(0)), ..step(Phase::Serve, "Carve", None) };
    dish("Roast pork", vec![step(Phase::Roast, "Roast", Some(Length::Exact(Span::mins(37)))), carve])
}

#[test]
fn nothing_is_said_to_be_nothing() {
    Evening::with(Vec::new()).says(Class::Idle, "Nothing on the go");
    assert!(!Evening::with(Vec::new()).status().is_live());
}

#[test]
fn a_roast_from_its_start_to_the_table() {
    let mut evening = Evening::with(vec![roast()]);
    evening.says(Class::Running, "Roast 37:00, done 18:49 · eat about 18:54");
    evening.after(Span::mins(37)).says(Class::Ringing, "Roast is done, now · eat about 18:54");
    evening.after(Span::secs(12)).says(Class::Ringing, "Roast is done, 12 s over · eat about 18:54");
    evening
        .heard()
        .after(Span::secs(185) - Span::secs(100))
        .says(Class::Overdue, "Roast is done, 1 min over · eat about 18:55");
    let run = evening.session.dishes().next().and_then(|c| c.run(StepId(0))).unwrap();
    evening.act(Act::Done { run }).says(Class::Waiting, "Carve, about 5 min · eat about 18:55");
}

#[test]
fn the_most_urgent_of_several_comes_first() {
    let mut evening = Evening::with(vec![roast(), timer(12, "Eggs"), timer(60, "Bread")]);
    evening.says(Class::Running, "Eggs 12:00, ready 18:24 · 2 more · eat about 18:54");
    let status = evening.status();
    assert_eq!((status.running, status.others.len(), status.rings.len()), (3, 2, 0));
    assert_eq!(status.others, ["Roast pork · roast 37:00, done 18:49", "Bread 1:00:00, ready 19:12"]);
    evening.after(Span::mins(15)).says(Class::Ringing, "Eggs: time is up, 3 min over · 2 more · eat about 18:54");
    assert_eq!(evening.status().rings, ["Eggs: time is up"]);
}

#[test]
fn a_range_what_waits_and_what_is_paused() {
    let range = Length::Range { min: Span::mins(15), max: Span::mins(20) };
    let mut evening = Evening::with(vec![dish("Stew", vec![step(Phase::Simmer, "Simmer", Some(range))])]);
    evening.says(Class::Running, "Simmer 15:00, look 18:27 · eat about 18:32");
    let run = evening.session.dishes().next().and_then(|c| c.run(StepId(0))).unwrap();
    evening.after(Span::mins(16)).says(Class::Ringing, "Simmer: time to look · eat about 18:32");
    evening.heard().says(Class::Window, "Simmer 4:00, done at the latest 18:32 · eat about 18:32");
    evening.act(Act::Pause { run }).says(Class::Paused, "Simmer paused at 4:00 · eat about 18:32");
}

#[test]
fn the_oven_calls_like_a_dish() {
    let ten = Some(Length::Exact(Span::mins(10)));
    let bake = DishStep { oven: Some(Oven::Celsius(180)), ..step(Phase::Bake, "Bake", ten) };
    let mut evening = Evening::with(vec![dish("Toast", vec![bake])]);
    let status = evening.status();
    assert_eq!((status.class, status.head.as_str()), (Class::Ringing, "Turn the oven on: 180 °C"));
    let alarm = evening.session.alarms(evening.now).remove(0).id;
    evening.act(Act::OvenOn { alarm }).after(Span::SECOND);
    assert_eq!(evening.status().head, "Bake waits for the oven");
}

#[test]
fn what_is_over_but_for_the_oven_is_not_nothing() {
    let ten = Some(Length::Exact(Span::mins(10)));
    let bake = DishStep { oven: Some(Oven::Celsius(180)), ..step(Phase::Bake, "Bake", ten) };
    let mut evening = Evening::with(vec![dish("Toast", vec![bake])]);
    let alarm = evening.session.alarms(evening.now).remove(0).id;
    evening.act(Act::OvenOn { alarm }).after(Span::mins(15));
    let run = evening.session.dishes().next().and_then(|c| c.run(StepId(0))).unwrap();
    evening.act(Act::Start { run, ago: Span::ZERO }).after(Span::mins(10));
    let run = evening.session.dishes().next().and_then(|c| c.run(StepId(0))).unwrap();
    assert!(matches!(evening.session.alarms(evening.now)[0].id, AlarmId::Out(_)));
    evening.act(Act::Done { run });
    assert!(matches!(evening.session.dishes().next().unwrap().steps[0], StepState::Done { .. }));
    assert!(evening.status().is_live(), "{}", evening.status().line());
    evening.after(Span::mins(2));
    assert_eq!(evening.status().head, "Is the oven off?");
}

#[test]
fn json_has_its_fields_and_bars_can_read_it() {
    let mut evening = Evening::with(vec![roast(), timer(60, "Salt & <b>pepper</b>")]);
    evening.after(Span::mins(10));
    let read: serde_json::Value = serde_json::from_str(&evening.status().json()).unwrap();
    for (field, wanted) in [
        ("class", "running"),
        ("alt", "running"),
        ("dish", "Roast pork"),
        ("step", "Roast"),
        ("left", "27:00"),
        ("what", "done"),
        ("at", "18:49"),
        ("out", "18:49"),
        ("eat", "18:54"),
        ("clock", "18:22"),
        ("text", "Roast pork · roast 27:00, done 18:49 · 1 more · eat about 18:54"),
    ] {
        assert_eq!(read[field], wanted, "{field}");
    }
    assert_eq!((&read["left_seconds"], &read["running"], &read["more"]), (&1620.into(), &2.into(), &1.into()));
    assert!(read["over_seconds"].is_null() && read["rings"].as_array().unwrap().is_empty());
    assert!(read["percentage"].as_u64().unwrap().abs_diff(27) <= 1);
    assert!(read["tooltip"].as_str().unwrap().contains("Salt &amp; &lt;b&gt;pepper&lt;/b&gt; 50:00"));
}

#[test]
fn a_template_is_filled_in() {
    let mut evening = Evening::with(vec![roast()]);
    let status = evening.status();
    let format = |template: &str| status.format(template, Markup::Plain);
    assert_eq!(format("{{{step}}} {left} {over}|{at}").unwrap(), "{Roast} 37:00 |18:49");
    assert_eq!(format("plain }} {{").unwrap(), "plain } {");
    for (name, _) in PLACEHOLDERS {
        assert!(format(&format!("{{{name}}}")).is_ok(), "{name}");
    }
    assert!(format("{lfet}").unwrap_err().hint.contains("{left}"));
    assert!(format("{nonsense}").unwrap_err().hint.contains("{line}"));
    assert!(format("{left").is_err() && format("left}").is_err() && format("{}").is_err());
    evening.after(Span::mins(40));
    assert_eq!(evening.status().format("{over}{left}", Markup::Plain).unwrap(), "3 min");
}

#[test]
fn what_a_recipe_says_is_no_markup_for_any_bar() {
    let evening = Evening::with(vec![timer(5, "<b>&'\" #[fg=red]#(reboot) %{A1:reboot:}x%{A}")]);
    let format = |markup| evening.status().format("#[bold]{dish}", markup).unwrap();
    assert_eq!(format(Markup::Pango), "#[bold]&lt;b&gt;&amp;&#39;&quot; #[fg=red]#(reboot) %{A1:reboot:}x%{A}");
    assert_eq!(format(Markup::Tmux), "#[bold]<b>&'\" ##[fg=red]##(reboot) %{A1:reboot:}x%{A}");
    assert!(!format(Markup::Polybar).contains("%{"));
}

proptest! {
    #[test]
    fn hostile_names_stay_on_one_line(name in any::<String>(), template in any::<String>()) {
        let evening = Evening::with(vec![timer(5, &name), timer(1, "Tea")]);
        let status = evening.status();
        prop_assert!(!status.line().chars().any(char::is_control));
        prop_assert_eq!(status.json().lines().count(), 1);
        let read: serde_json::Value = serde_json::from_str(&status.json()).unwrap();
        prop_assert!(!read["tooltip"].as_str().unwrap().contains('<'));
        let _ = status.format(&template, Markup::Polybar);
        let tags = status.format("{dish}{line}", Markup::Polybar).unwrap().contains("%{");
        prop_assert!(!tags);
    }
}

#[test]
fn dishes_that_end_likewise_are_told_apart() {
    let simmer = || vec![step(Phase::Simmer, "Simmer", Some(Length::Exact(Span::hours(1))))];
    let named = |names: &[&str]| {
        let evening = Evening::with(names.iter().map(|name| dish(name, simmer())).collect());
        evening
            .session
            .dishes()
            .map(|cooking| crate::view::dish_name::called(&evening.session, cooking))
            .collect::<Vec<_>>()
    };
    let (honey, soy) = ("Honey glazed crispy pork belly", "Caramelized honey-glazed pork belly");
    assert_eq!(named(&[honey, "Soup"]), ["Pork belly", "Soup"]);
    assert_eq!(named(&[honey, soy]), ["Honey glazed", "Caramelized"]);
    assert_eq!(named(&[honey, honey]), ["Pork belly", "Pork belly 2"]);
}
