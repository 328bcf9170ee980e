//! What the engine costs: an act, the alarms of few and many countdowns, and a journal of a hundred thousand acts.

use baste::engine::{Act, Logged, Session};
use baste::recipe::{Cue, CueAt, Dish, DishId, DishKind, Length, Oven, Phase, StepId};
use baste::time::{Clock, Moment, Span};
use baste::ui::App;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const START: Moment = Moment::millis(0);

/// A step of an hour or two with reminders.
fn braise() -> Dish {
    let mut dish = Dish::timer("Braise".to_owned(), Span::HOUR);
    for step in &mut dish.steps {
        step.length = Some(Length::Range { min: Span::HOUR, max: Span::hours(2) });
        let every = CueAt::Every { each: Span::mins(15), until: None };
        step.cues = [CueAt::Half, every].map(|at| Cue { at, say: "Baste".to_owned() }).into();
    }
    dish
}

/// Eight steps on one line, two of them in the oven.
fn dinner() -> Dish {
    let mut dish = Dish { kind: DishKind::Recipe, ..braise() };
    let step = dish.steps.remove(0);
    for id in 0u16..8 {
        let mut step = step.clone();
        if id == 0 {
            (step.phase, step.length) = (Phase::Prep, None);
        } else {
            step.follows = Some(StepId(id - 1));
            step.waits_for = vec![StepId(id - 1)];
        }
        step.oven = (id == 2 || id == 4).then_some(Oven::Celsius(200));
        dish.steps.push(step);
    }
    dish
}

fn session(dish: &Dish, times: usize) -> Session {
    let mut session = Session::new();
    for _ in 0..times {
        let act = Act::Add { dish: session.next_dish(), what: Box::new(dish.clone()) };
        assert_eq!(session.apply(act, START), Ok(()));
    }
    session
}

/// All cues of the first hour stand.
#[divan::bench(args = [1, 10, 100])]
fn alarms_of_running_steps(bencher: Bencher<'_, '_>, running: usize) {
    let session = session(&braise(), running);
    let now = START + Span::mins(50);
    bencher.bench(|| black_box(&session).alarms(black_box(now)));
}

/// Every dish is asked when it needs the oven.
#[divan::bench(args = [1, 10, 30])]
fn alarms_of_dinners(bencher: Bencher<'_, '_>, dishes: usize) {
    let session = session(&dinner(), dishes);
    bencher.bench(|| black_box(&session).alarms(black_box(START)));
}

#[divan::bench(args = [1, 10, 30])]
fn next_wake_of_dinners(bencher: Bencher<'_, '_>, dishes: usize) {
    let session = session(&dinner(), dishes);
    bencher.bench(|| black_box(&session).next_wake(black_box(START)));
}

fn first_run(session: &Session) -> baste::engine::Run {
    let run = session.dish(DishId(0)).and_then(|cooking| cooking.run(StepId(0)));
    run.unwrap_or_else(|| unreachable!("the first step goes on"))
}

#[divan::bench(args = [1, 10, 30])]
fn apply_done(bencher: Bencher<'_, '_>, dishes: usize) {
    let session = session(&dinner(), dishes);
    let run = first_run(&session);
    bencher.with_inputs(|| session.clone()).bench_values(|mut session| {
        assert_eq!(session.apply(Act::Done { run }, START), Ok(()));
        session
    });
}

fn pauses(acts: usize) -> Vec<Logged> {
    let mut session = session(&braise(), 1);
    let run = first_run(&session);
    while session.log().len() < acts {
        for act in [Act::Pause { run }, Act::Resume { run }] {
            assert_eq!(session.apply(act, START), Ok(()));
        }
    }
    session.log().to_vec()
}

#[divan::bench(sample_count = 20)]
fn replay_100_000_acts(bencher: Bencher<'_, '_>) {
    let log = pauses(100_000);
    bencher.with_inputs(|| log.clone()).bench_values(Session::replay);
}

#[divan::bench(sample_count = 20)]
fn undo_after_100_000_acts(bencher: Bencher<'_, '_>) {
    let session = Session::replay(pauses(100_000));
    let last = session.last_act(DishId(0)).map(|(act, _)| act).unwrap_or_default();
    bencher.with_inputs(|| session.clone()).bench_values(|mut session| {
        assert_eq!(session.apply(Act::Undo { act: last }, START), Ok(()));
        session
    });
}

/// What the screen of a board costs, with so many running steps.
#[divan::bench(args = [1, 10, 100])]
fn screen_of_running_steps(bencher: Bencher<'_, '_>, running: usize) {
    let mut app = App::new(Vec::new(), Vec::new());
    for n in 0..running {
        let act = app.add(Dish::timer(format!("Timer {n}"), Span::hours(2)));
        assert_eq!(app.apply(act, START), Ok(()));
    }
    let clock = Clock::default();
    bencher.bench_local(|| black_box(app.shown(&app.scene(black_box(START + Span::mins(50))), &clock)));
}
