//! A journal of every release is read for ever: `tests/journals` holds one of each version of the format.
//!
//! The newest is also written anew here, act by act, and must come out the same to the byte, so that the format does not change unnoticed.
//! Where it changes on purpose, it gets a new version and a new file: `JOURNAL_WRITE=1 cargo test --test journal`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use baste::engine::{Act, ActId, Alarm, AlarmId, Run, Session};
use baste::journal::{BootId, ClockReading, MachineId, MomentSource, Seq, line, read};
use baste::recipe::{self, Dish, DishId, SetUp, StepId};
use baste::time::{Moment, Span};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Every kind of act, cue and length that an evening can bring.
const ROAST: &str = r#"
name = "Roast “for the journal”"
serves = 4
ingredients = ["1 kg belly", "Glaze:", "2 tbsp honey"]
notes = ["Ask for the skin on."]

[[step]]
phase = "prep"
do = "Salt the skin."
takes = "30m"
uses = ["1 kg belly"]

[[step]]
phase = "roast"
for = "30m - 40m"
oven = "220C"
preheat = "20m"
cues = [{ at = "half", say = "Turn it" }, { at = "every 10m", say = "Baste it" }]
until = "Is the skin crisp?"
then = "Take it out."

[[step]]
phase = "glaze"
title = "Brush"
while = "roast"
at = "5m left"
do = "Brush with honey."
needs = ["hands"]

[[step]]
phase = "rest"
for = "10m+"
keeps = "30m"
"#;

struct Evening {
    session: Session,
    now: Moment,
    bytes: Vec<u8>,
    next: Seq,
}

impl Evening {
    fn new() -> Evening {
        let now = Moment::millis(5_000_000);
        let here = ClockReading {
            machine: MachineId("00c0ffee".to_owned()),
            boot: Some(BootId("0a4f1c52-5b7e-4e0b-9a53-6d2f1c9b8e77".to_owned())),
            boot_ms: 5_000_000,
            wall_ms: 1_794_679_200_000,
            moment: now,
        };
        let bytes = line::anchor(Seq(0), &here.tied(now).anchor(MomentSource::Fresh)).unwrap();
        Evening { session: Session::new(), now, bytes, next: Seq(1) }
    }
    fn later(&mut self, mins: i64) {
        self.now = self.now + Span::mins(mins);
    }
    #[track_caller]
    fn act(&mut self, act: Act) -> ActId {
        let told = format!("{act:?}");
        assert_eq!(self.session.apply(act, self.now), Ok(()), "{told}");
        let id = ActId(u32::try_from(self.session.log().len() - 1).unwrap());
        self.bytes.extend(line::act(self.next, id, self.session.log().last().unwrap()).unwrap());
        self.next = self.next.next();
        id
    }
    fn add(&mut self, dish: Dish) {
        let id = self.session.next_dish();
        self.act(Act::Add { dish: id, what: Box::new(dish) });
    }
    #[track_caller]
    fn alarm(&self, is: impl Fn(&Alarm) -> bool) -> AlarmId {
        let alarms = self.session.alarms(self.now);
        let Some(alarm) = alarms.iter().find(|alarm| is(alarm)) else { panic!("only {alarms:?}") };
        alarm.id
    }
    #[track_caller]
    fn run(&self, dish: u16, step: u16) -> Run {
        self.session.dish(DishId(dish)).unwrap().run(StepId(step)).unwrap()
    }
}

fn evening() -> Evening {
    let mut e = Evening::new();
    let reading = recipe::read::read(ROAST.as_bytes());
    assert!(!reading.is_broken(), "{:?}", reading.faults);
    e.add(Dish::prepare(&reading.recipes[0], &SetUp { servings: Some(6), ..SetUp::default() }));
    e.add(Dish::timer("Rice".to_owned(), Span::mins(12)));
    let made_for = ActId(2);
    let rest = (DishId(0), StepId(3), e.now + Span::mins(90));
    e.act(Act::Plan { made_for, starts: vec![rest] });
    e.later(11);
    let alarm = e.alarm(|alarm| matches!(alarm.id, AlarmId::OvenOn(_)));
    e.act(Act::OvenOn { alarm });
    e.later(2);
    let alarm = e.alarm(|alarm| matches!(alarm.id, AlarmId::Out(_)));
    e.act(Act::Acknowledge { alarm });
    let run = e.run(1, 0);
    e.act(Act::More { run, by: Span::mins(3) });
    e.act(Act::Pause { run });
    e.later(1);
    e.act(Act::Resume { run });
    e.act(Act::Abandon { dish: DishId(1) });
    let run = e.run(0, 0);
    // The oven is still cold: the roast will wait.
    e.act(Act::Done { run });
    e.later(18);
    let alarm = e.alarm(|alarm| matches!(alarm.id, AlarmId::OvenHot(_)));
    e.act(Act::OvenHot { alarm });
    let run = e.run(0, 1);
    e.act(Act::Start { run, ago: Span::mins(1) });
    e.later(10);
    let alarm = e.alarm(|alarm| matches!(alarm.id, AlarmId::Cue { .. }));
    e.act(Act::Acknowledge { alarm });
    let act = e.act(Act::Done { run: e.run(0, 1) });
    e.act(Act::Undo { act });
    e.later(15);
    e.act(Act::Done { run: e.run(0, 2) });
    e.later(10);
    e.act(Act::Done { run: e.run(0, 1) });
    e.later(5);
    let alarm = e.alarm(|alarm| matches!(alarm.id, AlarmId::OvenOff(_)));
    e.act(Act::OvenOff { alarm });
    e
}

fn fixture(version: u32) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/journals/v{version}.journal"))
}

#[test]
fn journals_of_every_version_are_read() {
    let told = |version| {
        let found = read(&fs::read(fixture(version)).unwrap());
        assert_eq!((found.damaged.len(), found.torn.len(), found.newer.len()), (0, 0, 0), "v{version}");
        (Session::replay(found.acts), found.anchors, found.next)
    };
    let e = evening();
    for version in 1..=line::VERSION {
        let (session, anchors, next) = told(version);
        assert_eq!(session, e.session, "v{version}");
        assert_eq!((anchors.len(), next), (1, e.next), "v{version}");
    }
}

#[test]
fn the_format_does_not_change_unnoticed() {
    let (e, path) = (evening(), fixture(line::VERSION));
    if std::env::var_os("JOURNAL_WRITE").is_some() {
        fs::write(&path, &e.bytes).unwrap();
    }
    assert_eq!(str::from_utf8(&e.bytes).unwrap(), fs::read_to_string(&path).unwrap());
    let kinds: BTreeSet<&str> = e.session.log().iter().map(|logged| kind(&logged.act)).collect();
    assert_eq!(kinds.len(), 13, "some kind of act is not in it: {kinds:?}");
    assert!(e.session.log().iter().any(|logged| logged.waits), "nothing had to wait for the oven");
}

/// A new kind of act is an error here: it belongs into [`evening`].
fn kind(act: &Act) -> &'static str {
    match act {
        Act::Add { .. } => "add",
        Act::Start { .. } => "start",
        Act::Done { .. } => "done",
        Act::Pause { .. } => "pause",
        Act::Resume { .. } => "go",
        Act::More { .. } => "more",
        Act::Acknowledge { .. } => "heard",
        Act::OvenOn { .. } => "oven-on",
        Act::OvenHot { .. } => "oven-hot",
        Act::OvenOff { .. } => "oven-off",
        Act::Abandon { .. } => "stop",
        Act::Plan { .. } => "plan",
        Act::Undo { .. } => "undo",
        Act::Redo { .. } => "redo",
        Act::Restart { .. } => "restart",
        Act::Batch { .. } => "batch",
        Act::Skip { .. } => "skip",
        Act::Rename { .. } => "rename",
        Act::EndAt { .. } => "end-at",
    }
}
