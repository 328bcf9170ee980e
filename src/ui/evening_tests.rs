//! Random evenings: YOU, the footer and Enter always agree, and nothing that waits is hidden.

use super::outside_tests::Kitchen;
use super::{Intent, Key};
use crate::engine::{Act, Run};
use crate::recipe::{Dish, Recipe, SetUp};
use crate::time::{Clock, Span};
use crate::view::active_steps::StepStatus;
use crate::view::todo::{Todo, todo};
use crate::view::{BoardView, Body, Screen};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;
use proptest::strategy::{Just, Strategy};
use proptest::test_runner::TestCaseError;

/// What the cook does next.
#[derive(Clone, Debug)]
enum Does {
    Press(Key),
    Wait(i64),
    Cooks(usize),
    Times(i64),
}

fn does() -> impl Strategy<Value = Does> {
    let keys = vec![
        Key::Enter,
        Key::Space,
        Key::Up,
        Key::Down,
        Key::Tab,
        Key::Esc,
        Key::Other,
        Key::Char('u'),
        Key::Char('y'),
        Key::Char('x'),
        Key::Char('s'),
        Key::Char('b'),
        Key::Char('i'),
        Key::Char('m'),
    ];
    prop_oneof![
        6 => select(keys).prop_map(Does::Press),
        4 => Just(Key::Enter).prop_map(Does::Press),
        4 => (1i64..40 * 60).prop_map(Does::Wait),
        1 => (0usize..8).prop_map(Does::Cooks),
        1 => (1i64..60).prop_map(Does::Times),
    ]
}

fn recipes() -> Vec<Recipe> {
    let shipped = crate::recipe::read::read(include_bytes!("../../recipes.toml")).recipes;
    let others = [
        include_bytes!("../../tests/recipes/roast-beef.toml").as_slice(),
        include_bytes!("../../tests/recipes/sourdough.toml"),
        include_bytes!("../../tests/recipes/steak.toml"),
        include_bytes!("../../tests/recipes/pancakes.toml"),
    ];
    let others = others.into_iter().flat_map(|bytes| crate::recipe::read::read(bytes).recipes);
    shipped.into_iter().chain(others).collect()
}

fn board(kitchen: &Kitchen) -> Option<(BoardView, Screen)> {
    let shown = kitchen.app.shown(&kitchen.app.scene(kitchen.now), &Clock::default());
    match shown.screen.body.clone() {
        Body::Board(board) if shown.screen.over.is_none() => Some((board, shown.screen)),
        Body::Board(_) | Body::Ring(_) | Body::Shelf(_) | Body::SetUp(_) | Body::End(_) => None,
    }
}

/// The run that an act of Enter is about.
fn about(act: &Act) -> Option<Run> {
    match act {
        Act::Start { run, .. } | Act::Done { run } | Act::Batch { run, .. } => Some(*run),
        _ => None,
    }
}

fn holds(kitchen: &Kitchen) -> Result<(), TestCaseError> {
    let Some((board, screen)) = board(kitchen) else { return Ok(()) };
    let scene = kitchen.app.scene(kitchen.now);
    let picked = kitchen.app.pick.at(kitchen.now);
    let running =
        picked.and_then(|run| scene.step(run)).is_some_and(|item| matches!(item.status, StepStatus::Running { .. }));
    // A picked running step is what Enter is about.
    let waits = todo(&scene, picked).filter(|_| !running);
    // Every active step is in the big digits, a row, or YOU.
    let in_sight = board.cards.len() + usize::from(board.hero.is_some());
    let said = matches!(waits, Some(Todo::Step(run)) if scene.steps.first().is_some_and(|first| first.run != run)
        && scene.step(run).is_some_and(|item| item.status == StepStatus::Hands));
    prop_assert!(in_sight + usize::from(said) >= scene.steps.len(), "{:?} of {:?}", board, scene.steps);
    // What waits is shown, and Enter answers it.
    let enter = screen.keys.iter().find(|hint| hint.key == "Enter");
    if waits.is_some() {
        prop_assert!(!board.you.is_empty() && !board.you.starts_with("Nothing"), "{}", board.you);
        prop_assert!(enter.is_some(), "no Enter for {}", board.you);
    }
    // By now Enter is accepted again; a case where something else became due is skipped.
    let later = kitchen.now + Span::secs(2);
    if scene.next_wake.is_some_and(|wake| wake <= later) || kitchen.app.pick.at(later) != picked {
        return Ok(());
    }
    let mut app = kitchen.app.clone();
    for intent in app.key(Key::Enter, later) {
        if let (Intent::Act(act), Some(Todo::Step(run))) = (&intent, waits) {
            prop_assert_eq!(about(act), Some(run), "{:?}: {}", intent, board.you);
        }
    }
    Ok(())
}

fn evening(script: Vec<Does>, all: &[Recipe]) -> Result<(), TestCaseError> {
    let mut kitchen = Kitchen::with(Vec::new());
    for next in script {
        match next {
            Does::Press(key) => drop(kitchen.press(key)),
            Does::Wait(secs) => drop(kitchen.after(Span::secs(secs))),
            Does::Cooks(n) => {
                let recipe = &all[n % all.len()];
                let act = kitchen.app.add(Dish::prepare(recipe, &SetUp::default()));
                let _ = kitchen.app.apply(act, kitchen.now);
            }
            Does::Times(mins) => {
                let act = kitchen.app.add(Dish::timer("Eggs".to_owned(), Span::mins(mins)));
                let _ = kitchen.app.apply(act, kitchen.now);
            }
        }
        holds(&kitchen)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn you_the_footer_and_enter_speak_of_the_same(
        dishes in proptest::collection::vec(0usize..8, 1..4),
        script in proptest::collection::vec(does(), 1..60),
        _seed in any::<u8>(),
    ) {
        let all = recipes();
        let script = dishes.into_iter().map(Does::Cooks).chain(script).collect();
        evening(script, &all)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "takes minutes; run by .ci/long"]
    fn long_you_the_footer_and_enter_speak_of_the_same(
        dishes in proptest::collection::vec(0usize..8, 1..4),
        script in proptest::collection::vec(does(), 1..60),
    ) {
        let all = recipes();
        let script = dishes.into_iter().map(Does::Cooks).chain(script).collect();
        evening(script, &all)?;
    }
}
