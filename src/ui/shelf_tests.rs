//! Finding and opening a recipe by keys.

use super::{App, Intent, Key};
use crate::recipe::read::read;
use crate::recipe::{Recipe, RecipeSummary};
use crate::time::{Clock, Moment};
use crate::view::{Body, Screen, ShelfView};
use std::sync::Arc;

fn recipe(name: &str, minutes: u32) -> Recipe {
    let text = format!("name = {name:?}\ntags = [\"dinner\"]\n[[step]]\nphase = \"simmer\"\nfor = \"{minutes}m\"\n");
    read(text.as_bytes()).recipes.remove(0)
}

fn cards(names: &[&str]) -> Vec<Arc<RecipeSummary>> {
    (1..).zip(names).map(|(n, name)| Arc::new(RecipeSummary::of(&recipe(name, 10 * n)))).collect()
}

const NAMES: [&str; 4] = ["Fried rice", "Rice", "Crème caramel", "Pork belly"];
const NOW: Moment = Moment::millis(5_000_000);

fn app() -> App {
    App::new(cards(&NAMES), Vec::new())
}

fn screen(app: &App) -> Screen {
    app.shown(&app.scene(NOW), &Clock::default()).screen
}

#[track_caller]
fn shelf(app: &App) -> ShelfView {
    match screen(app).body {
        Body::Shelf(shelf) => shelf,
        other => panic!("no shelf, but {other:?}"),
    }
}

fn typed(app: &mut App, text: &str) -> Vec<Intent> {
    text.chars().flat_map(|c| app.key(Key::Char(c), NOW)).collect()
}

fn rows(app: &App) -> Vec<String> {
    shelf(app).rows.into_iter().map(|row| row.name).collect()
}

fn picked(app: &App) -> String {
    let shelf = shelf(app);
    shelf.rows[shelf.picked - shelf.from].name.clone()
}

#[test]
fn what_is_typed_finds_the_best_first() {
    let mut app = app();
    assert_eq!(rows(&app), NAMES);
    assert!(typed(&mut app, "rice").is_empty());
    assert_eq!(rows(&app), ["Rice", "Fried rice"]);
    assert_eq!(shelf(&app).rows[1].marks.first(), Some(&(6..10)));
    assert_eq!((shelf(&app).fit, shelf(&app).total, shelf(&app).filter.as_str()), (2, 4, "rice"));
    app.key(Key::Esc, NOW);
    assert_eq!(rows(&app), NAMES);
    typed(&mut app, "#dinner >25m");
    assert_eq!(rows(&app), ["Crème caramel", "Pork belly"]);
    typed(&mut app, "x <");
    assert_eq!(
        (shelf(&app).status, rows(&app).len()),
        (Some("`>25mx` is no time: such as <45m or <1h30".to_owned()), 4)
    );
    (0..3).for_each(|_| drop(app.key(Key::Backspace, NOW)));
    assert_eq!((shelf(&app).status, rows(&app).len()), (None, 2));
    let hint = screen(&app).keys.iter().any(|key| key.does.contains("#tag and <45m"));
    assert!(hint);
}

#[test]
fn the_one_that_is_picked_stays_picked() {
    let mut app = app();
    app.key(Key::Down, NOW);
    app.key(Key::Down, NOW);
    assert_eq!(picked(&app), "Crème caramel");
    app.restock(cards(&["Apple pie", "Bread", "Fried rice", "Crème caramel"]), Vec::new(), None);
    assert_eq!((picked(&app).as_str(), shelf(&app).picked), ("Crème caramel", 3));
    // The picked recipe is gone, so the first is picked.
    app.restock(cards(&["Bread"]), Vec::new(), None);
    assert_eq!(picked(&app), "Bread");
    app.restock(Vec::new(), Vec::new(), None);
    assert_eq!(app.key(Key::Enter, NOW), []);

    let mut app = self::app();
    typed(&mut app, "rice");
    app.key(Key::Down, NOW);
    app.restock(cards(&["Rice pudding", "Fried rice", "Rice", "Soup"]), vec!["a.toml: is empty".to_owned()], None);
    assert_eq!((picked(&app).as_str(), rows(&app).len(), shelf(&app).faults.len()), ("Fried rice", 3, 1));
}

#[test]
fn a_recipe_is_asked_for_and_opened() {
    let mut app = app();
    typed(&mut app, "pork");
    assert_eq!(app.key(Key::Enter, NOW), [Intent::Open("Pork belly".to_owned())]);
    assert_eq!(shelf(&app).status.as_deref(), Some("Opening Pork belly"));
    // A recipe that was asked for earlier comes late.
    app.opened("Rice", Ok(recipe("Rice", 15)), NOW);
    shelf(&app);
    app.opened("Pork belly", Ok(recipe("Pork belly", 40)), NOW);
    assert!(matches!(screen(&app).body, Body::SetUp(set_up) if set_up.title == "Pork belly"));
    // A change of the files does not affect the open recipe.
    app.restock(Vec::new(), Vec::new(), None);
    assert!(matches!(screen(&app).body, Body::SetUp(set_up) if set_up.title == "Pork belly"));
}

#[test]
fn a_key_gives_the_opening_up() {
    for key in [Key::Down, Key::Char('x'), Key::Esc, Key::Other] {
        let mut app = app();
        typed(&mut app, "p");
        app.key(Key::Enter, NOW);
        app.key(key, NOW);
        app.opened("Pork belly", Ok(recipe("Pork belly", 40)), NOW);
        assert_eq!(shelf(&app).status, None, "{key:?}");
    }
}

#[test]
fn a_recipe_that_cannot_be_read_is_told() {
    let mut app = app();
    app.key(Key::Enter, NOW);
    app.opened("Fried rice", Err("rice.toml: is not there: check the path".to_owned()), NOW);
    assert_eq!(screen(&app).note.as_deref(), Some("Not opened: rice.toml: is not there: check the path"));
    assert_eq!((shelf(&app).status, app.key(Key::Down, NOW)), (None, Vec::new()));
}

#[test]
fn a_recipe_from_elsewhere_is_set_up_like_any() {
    let mut app = App::new(Vec::new(), Vec::new());
    app.open(recipe("From a web page", 12));
    assert!(matches!(screen(&app).body, Body::SetUp(set_up) if set_up.title == "From a web page"));
    assert!(matches!(app.key(Key::Enter, NOW).as_slice(), [Intent::Act(_)]));
}

#[test]
fn reading_is_told_while_it_goes_on() {
    let mut app = App::new(Vec::new(), Vec::new());
    app.restock(Vec::new(), Vec::new(), Some(0));
    assert!(app.lacks_recipes());
    assert_eq!(shelf(&app).status.as_deref(), Some("Reading recipes"));
    app.restock(cards(&NAMES), Vec::new(), Some(3_200));
    assert!(!app.lacks_recipes());
    assert_eq!(shelf(&app).status.as_deref(), Some("Reading recipes: 3,200"));
    // A recipe that is already known can be opened.
    assert_eq!(app.key(Key::Enter, NOW), [Intent::Open("Fried rice".to_owned())]);
    app.opened("Fried rice", Ok(recipe("Fried rice", 10)), NOW);
    app.restock(cards(&NAMES), Vec::new(), None);
    app.key(Key::Esc, NOW);
    assert_eq!(shelf(&app).status, None);
}

#[test]
fn a_screen_has_no_more_rows_than_can_be_in_sight() {
    let one = &cards(&["Rice"])[0];
    let numbered = |n: usize| {
        let mut card = RecipeSummary::clone(one);
        card.name = format!("Rice {n}").into();
        Arc::new(card)
    };
    let mut app = App::new((0..10_000).map(numbered).collect(), vec!["bad.toml: is empty".to_owned(); 10_000]);
    (0..700).for_each(|_| drop(app.key(Key::PageDown, NOW)));
    let view = shelf(&app);
    assert_eq!((view.fit, view.picked, view.rows.len(), view.from), (10_000, 7_000, 300, 6_850));
    assert_eq!((view.faults.len(), view.more_faults, picked(&app).as_str()), (50, 9_950, "Rice 7000"));
    typed(&mut app, "rice 99");
    // The timer comes below the recipe whose name begins with the same text.
    assert_eq!((shelf(&app).fit, shelf(&app).timers, picked(&app).as_str()), (281, 1, "Rice 99"));
}
