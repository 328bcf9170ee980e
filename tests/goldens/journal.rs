//! A journal with every variant and every field of all that is written, and what it is read as.

use crate::golden;
use baste::engine::{Act, ActId, AlarmId, Logged, Run};
use baste::journal::{Anchor, BootId, MachineId, Seq, line, read};
use baste::recipe::{
    Beside, CardId, Cue, CueAt, Dish, DishId, DishKind, DishStep, HostAt, LaterCard, LaterTime, Length, Need, Oven,
    Phase, Repeat, StepId, Unit,
};
use baste::time::{DayTime, Moment, Span};
use std::fs;
use std::path::Path;

const AT: Moment = Moment::millis(5_000_000);

fn run(act: u32) -> Run {
    Run { dish: DishId(1), step: StepId(2), act: ActId(act) }
}

/// A step with every field.
fn full(phase: Phase, length: Length, oven: Oven, at: HostAt, cue: CueAt) -> DishStep {
    DishStep {
        phase,
        title: "A “title”".to_owned(),
        what: Some("Do it\\this way.".to_owned()),
        length: Some(length),
        takes: Span::mins(2),
        oven: Some(oven),
        preheat: Span::mins(15),
        hob: None,
        cues: vec![Cue { at: cue, say: "Turn it".to_owned() }],
        until: Some("Is it crisp?".to_owned()),
        then: Some("Take it out.".to_owned()),
        waits_for: vec![StepId(0), StepId(1)],
        follows: Some(StepId(1)),
        beside: Some(Beside { host: StepId(0), at }),
        uses: vec!["1 kg belly".to_owned()],
        needs: Some(vec![Need::Hands, Need::Burner, Need::Oven]),
        keeps: Some(Span::mins(30)),
        repeat: None,
    }
}

fn dishes() -> Vec<Dish> {
    let m = Span::mins;
    let lengths = [Length::Exact(m(5)), Length::Range { min: m(15), max: m(20) }, Length::Open(m(30))];
    let ovens = [Oven::Celsius(220), Oven::Fahrenheit(350), Oven::Gas(16), Oven::Grill];
    let hosts = [HostAt::Start, HostAt::From(m(1)), HostAt::Left(m(5)), HostAt::Half];
    let cues = [
        CueAt::From(m(3)),
        CueAt::Half,
        CueAt::Left(m(10)),
        CueAt::Every { each: m(15), until: None },
        CueAt::Every { each: m(15), until: Some(m(60)) },
    ];
    let steps = Phase::ALL
        .into_iter()
        .chain([Phase::Timer])
        .enumerate()
        .map(|(n, phase)| full(phase, lengths[n % 3], ovens[n % 4], hosts[n % 4], cues[n % 5]));
    let whole = Dish {
        name: "Every kind".to_owned(),
        short: None,
        kind: DishKind::Recipe,
        servings: Some(4),
        ingredients: vec!["Glaze:".to_owned(), "2 tbsp honey".to_owned()],
        notes: vec!["Ask for the skin on.".to_owned()],
        unit: Some(Unit::Fahrenheit),
        later: Vec::new(),
        card: None,
        until: None,
        steps: steps.collect(),
    };
    let celsius = Dish { unit: Some(Unit::Celsius), ..Dish::timer("Rice".to_owned(), m(12)) };
    vec![whole, celsius, Dish::timer("Tea".to_owned(), Span::secs(90))]
}

/// Every kind of alarm; a new one does not compile until it stands here.
fn alarms() -> Vec<AlarmId> {
    let all = vec![
        AlarmId::Start(run(1)),
        AlarmId::Waiting(run(2)),
        AlarmId::Cue { run: run(3), cue: 1, nth: 4 },
        AlarmId::Look(run(5)),
        AlarmId::Out(run(6)),
        AlarmId::Paused(run(7)),
        AlarmId::OvenOn(run(8)),
        AlarmId::OvenHot(ActId(9)),
        AlarmId::OvenOff(ActId(10)),
    ];
    for alarm in &all {
        match alarm {
            AlarmId::Start(_)
            | AlarmId::Waiting(_)
            | AlarmId::Cue { .. }
            | AlarmId::Look(_)
            | AlarmId::Out(_)
            | AlarmId::Paused(_)
            | AlarmId::OvenOn(_)
            | AlarmId::OvenHot(_)
            | AlarmId::OvenOff(_) => {}
            AlarmId::Batch { .. } => panic!("{alarm:?} is among batch_acts"),
        }
    }
    all
}

/// Every kind of act that later versions added, and what they added to dishes; it goes on where [`acts`] ends.
fn later_acts() -> Vec<Act> {
    let endless = |name: &str, cues: Vec<Cue>| {
        let mut dish = Dish::timer(name.to_owned(), Span::MINUTE);
        dish.steps[0].length = Some(Length::Endless);
        dish.steps[0].cues = cues;
        dish
    };
    let baste = Cue { at: CueAt::Every { each: Span::mins(15), until: None }, say: "Baste".to_owned() };
    let until = Dish { until: DayTime::new(19, 30), ..Dish::timer("Bread".to_owned(), Span::HOUR) };
    let dishes = [until, endless("Roast", Vec::new()), endless("Baste", vec![baste])];
    let adds = dishes.into_iter().zip(3..).map(|(dish, n)| Act::Add { dish: DishId(n), what: Box::new(dish) });
    let rest = [
        Act::Restart { run: run(2) },
        Act::Skip { run: run(3) },
        Act::Rename { dish: DishId(1), name: "Quail eggs".to_owned() },
        Act::EndAt { run: run(4), at: AT + Span::HOUR },
        Act::Redo { act: ActId(2) },
    ];
    adds.chain(rest).collect()
}

/// A dish with what recipes could not say before: a burner's heat, cards for later.
fn card_acts() -> Vec<Act> {
    let mut dish = Dish::timer("Rice".to_owned(), Span::mins(12));
    dish.steps[0].hob = Some("low, with the lid on".to_owned());
    let card = |title: &str, what: Option<&str>, time| LaterCard {
        title: title.to_owned(),
        what: what.map(str::to_owned),
        time,
    };
    dish.later = vec![
        card("Into the fridge", Some("In a closed box."), LaterTime::Within(Span::HOUR)),
        card("Fry again", None, LaterTime::For(Length::Range { min: Span::mins(3), max: Span::mins(5) })),
    ];
    let started = Dish::later(CardId { dish: DishId(0), card: 1 }, &dish.later[1]);
    vec![Act::Add { dish: DishId(0), what: Box::new(dish) }, Act::Add { dish: DishId(1), what: Box::new(started) }]
}

/// Batches, a dish that is set aside until another day, and ovens with a fan.
fn batch_acts() -> Vec<Act> {
    let mut dish = Dish::timer("Pancakes".to_owned(), Span::mins(2));
    dish.kind = DishKind::Recipe;
    let mut fry = dish.steps[0].clone();
    (fry.phase, fry.repeat) = (Phase::Fry, Some(Repeat::Times(12)));
    let until = DishStep { repeat: Some(Repeat::Until("the batter is used up".to_owned())), ..fry.clone() };
    let aside = DishStep {
        phase: Phase::Chill,
        length: Some(Length::Endless),
        keeps: Some(Span::DAY),
        repeat: None,
        ..fry.clone()
    };
    let fan = |oven| DishStep { phase: Phase::Bake, oven: Some(oven), repeat: None, ..fry.clone() };
    dish.steps = vec![fan(Oven::Fan(180)), fan(Oven::FanFahrenheit(350)), fry, until, aside];
    let rest =
        [Act::Batch { run: run(4), number: 3 }, Act::Acknowledge { alarm: AlarmId::Batch { run: run(4), number: 4 } }];
    [Act::Add { dish: DishId(0), what: Box::new(dish) }].into_iter().chain(rest).collect()
}

/// Every kind of act of the first version; a new one does not compile until it stands here or among [`later_acts`].
fn acts() -> Vec<Act> {
    let adds = dishes().into_iter().zip(0..).map(|(dish, n)| Act::Add { dish: DishId(n), what: Box::new(dish) });
    let heard = alarms().into_iter().map(|alarm| Act::Acknowledge { alarm });
    let rest = [
        Act::Start { run: run(2), ago: Span::MINUTE },
        Act::Done { run: run(3) },
        Act::Pause { run: run(4) },
        Act::Resume { run: run(4) },
        Act::More { run: run(4), by: -Span::MINUTE },
        Act::OvenOn { alarm: AlarmId::OvenOn(run(1)) },
        Act::OvenHot { alarm: AlarmId::OvenHot(ActId(8)) },
        Act::OvenOff { alarm: AlarmId::OvenOff(ActId(9)) },
        Act::Abandon { dish: DishId(2) },
        Act::Plan { made_for: ActId(3), starts: vec![(DishId(0), StepId(1), AT), (DishId(0), StepId(2), AT)] },
        Act::Undo { act: ActId(5) },
    ];
    let all: Vec<Act> = adds.chain(heard).chain(rest).collect();
    for act in &all {
        match act {
            Act::Add { .. }
            | Act::Start { .. }
            | Act::Done { .. }
            | Act::Pause { .. }
            | Act::Resume { .. }
            | Act::More { .. }
            | Act::Acknowledge { .. }
            | Act::OvenOn { .. }
            | Act::OvenHot { .. }
            | Act::OvenOff { .. }
            | Act::Abandon { .. }
            | Act::Plan { .. }
            | Act::Undo { .. } => {}
            Act::Restart { .. }
            | Act::Batch { .. }
            | Act::Skip { .. }
            | Act::Rename { .. }
            | Act::EndAt { .. }
            | Act::Redo { .. } => {
                panic!("{act:?} is among later_acts or batch_acts")
            }
        }
    }
    all
}

fn anchors() -> Vec<Anchor> {
    let boot = Some(BootId("0a4f1c52-5b7e-4e0b-9a53-6d2f1c9b8e77".to_owned()));
    let sure = Anchor {
        machine: MachineId("00c0ffee".to_owned()),
        boot,
        boot_ms: 5_000_000,
        wall_ms: 1_794_679_200_000,
        moment: AT,
        doubt: false,
    };
    vec![Anchor { boot: None, doubt: true, ..sure.clone() }, sure]
}

fn journal(acts: Vec<Act>) -> Vec<u8> {
    let mut seqs = (0..).map(Seq);
    let mut next = || seqs.next().unwrap();
    let mut bytes: Vec<u8> = anchors().iter().flat_map(|anchor| line::anchor(next(), anchor).unwrap()).collect();
    for (act, n) in acts.into_iter().zip(0u32..) {
        let logged = Logged { at: AT + Span::secs(i64::from(n)), waits: n % 2 == 1, act };
        bytes.extend(line::act(next(), ActId(n), &logged).unwrap());
    }
    next();
    bytes.extend(line::lost(next(), 2).unwrap());
    bytes
}

#[test]
fn all_that_is_written_is_written_the_same() {
    golden("journals/v1-all.journal", &String::from_utf8(journal(acts())).unwrap());
    golden("journals/v1-later.journal", &String::from_utf8(journal(later_acts())).unwrap());
    golden("journals/v1-cards.journal", &String::from_utf8(journal(card_acts())).unwrap());
    golden("journals/v1-batches.journal", &String::from_utf8(journal(batch_acts())).unwrap());
}

#[test]
fn all_that_was_written_is_read_the_same() {
    let files = [
        ("v1-all.journal", acts()),
        ("v1-later.journal", later_acts()),
        ("v1-cards.journal", card_acts()),
        ("v1-batches.journal", batch_acts()),
    ];
    for (file, acts) in files {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals").join(file);
        let found = read(&fs::read(path).unwrap());
        assert_eq!((found.damaged.len(), found.newer.len()), (0, 0), "{file}");
        let read_acts: Vec<Act> = found.acts.into_iter().map(|logged| logged.act).collect();
        assert_eq!(read_acts, acts, "{file}");
        let read_anchors: Vec<Anchor> = found.anchors.into_iter().map(|(_, anchor)| anchor).collect();
        assert_eq!(read_anchors, anchors(), "{file}");
    }
}
