//! Text over a page: the keys, or ingredients with notes.

use crate::engine::{Cooking, QUIET_FOR};
use crate::recipe::search::EXAMPLES;
use crate::recipe::{Dish, DishId, DishStep, StepId};
use crate::time::{Span, minutes};
use crate::ui::Key;
use crate::ui::keymap::{self, BOARD, TEXT, TextCommand};
use crate::ui::outcome::OverlayText;
use crate::ui::resolve::EXTENSION;
use crate::view::scene::Scene;
use crate::view::words::{oven_text, sentence, step_time};
use crate::view::{KeyHint, Overlay};

/// In lines.
const PAGE: usize = 10;

/// A text and its scroll position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextPage {
    reading: OverlayText,
    from: usize,
}

impl TextPage {
    pub(in crate::ui) fn new(reading: OverlayText) -> TextPage {
        TextPage { reading, from: 0 }
    }

    /// The text after a key; `None` if the key closes it. `set_up` is the dish in set-up.
    pub(in crate::ui) fn key(self, key: Key, scene: &Scene<'_>, set_up: Option<&Dish>) -> Option<TextPage> {
        let last = self.lines(scene, set_up).len().saturating_sub(1);
        let from = match keymap::command(TEXT, key)? {
            TextCommand::Up => self.from.saturating_sub(1),
            TextCommand::Down => (self.from + 1).min(last),
            TextCommand::PageUp => self.from.saturating_sub(PAGE),
            TextCommand::PageDown => (self.from + PAGE).min(last),
            TextCommand::Close => return None,
        };
        Some(TextPage { from, ..self })
    }

    fn lines(self, scene: &Scene<'_>, set_up: Option<&Dish>) -> Vec<String> {
        match self.reading {
            OverlayText::Help => help(),
            OverlayText::Ingredients => ingredients(scene, set_up),
            OverlayText::Ahead(dish) => ahead(scene, dish),
            OverlayText::Step(dish, step) => one_step(scene, dish, step),
        }
    }

    pub(in crate::ui) fn view(self, scene: &Scene<'_>, set_up: Option<&Dish>) -> (Overlay, Vec<KeyHint>) {
        let title = match self.reading {
            OverlayText::Help => "Help",
            OverlayText::Ingredients => "Ingredients",
            OverlayText::Ahead(_) => "The next steps",
            OverlayText::Step(..) => "Step",
        };
        let lines = self.lines(scene, set_up);
        (Overlay::Text { title: title.to_owned(), lines, from: self.from }, keymap::hints(TEXT))
    }
}

/// Every key of the board, and the rules that a cook should know.
fn help() -> Vec<String> {
    let keys = BOARD.iter().map(|row| format!("{:<10} {}", row.name, row.help));
    let rules = [
        "Rings:".to_owned(),
        format!("The first key of any kind only quiets a ring, for {}.", spelled(QUIET_FOR)),
        format!("After that Enter means done. ↑ gives {} more instead.", spelled(EXTENSION)),
        "Nothing ends by itself: what is over goes on counting.".to_owned(),
        "Times:".to_owned(),
        "Ovens do not pause: Space stops the clock, not the cooking.".to_owned(),
        "Recipes:".to_owned(),
        "Type parts of a name or its letters in their order. Also:".to_owned(),
    ];
    ["Keys:".to_owned()].into_iter().chain(keys).chain(rules).chain(EXAMPLES.map(str::to_owned)).collect()
}

/// "2 minutes".
fn spelled(span: Span) -> String {
    minutes(span).replace("min", "minutes")
}

/// Ingredients and notes of the dish in set-up, or of what is cooking.
fn ingredients(scene: &Scene<'_>, set_up: Option<&Dish>) -> Vec<String> {
    if let Some(dish) = set_up {
        return of_dish(dish, false);
    }
    let live: Vec<&Dish> = scene.session.dishes().filter(|c| c.is_live()).map(|c| &*c.dish).collect();
    let all: Vec<&Dish> = scene.session.dishes().map(|c| &*c.dish).collect();
    let dishes = if live.is_empty() { all } else { live };
    let dishes: Vec<&&Dish> = dishes.iter().filter(|dish| !dish.ingredients.is_empty()).collect();
    dishes.iter().flat_map(|dish| of_dish(dish, dishes.len() > 1)).collect()
}

fn of_dish(dish: &Dish, named: bool) -> Vec<String> {
    let name = named.then(|| format!("{}:", dish.name));
    let notes = (!dish.notes.is_empty()).then(|| "Notes:".to_owned());
    name.into_iter().chain(dish.ingredients.clone()).chain(notes).chain(dish.notes.clone()).collect()
}

/// Every step of a dish that is not done, in full.
fn ahead(scene: &Scene<'_>, dish: DishId) -> Vec<String> {
    let Some(cooking) = scene.session.dish(dish) else { return Vec::new() };
    let steps = cooking.iter().filter(|(_, _, state)| !state.is_done());
    steps.flat_map(|(_, step, _)| in_full(cooking, step)).collect()
}

fn one_step(scene: &Scene<'_>, dish: DishId, step: StepId) -> Vec<String> {
    let Some(cooking) = scene.session.dish(dish) else { return Vec::new() };
    let step = cooking.dish.step(step);
    step.map_or_else(Vec::new, |step| in_full(cooking, step).into_iter().chain(step.uses.clone()).collect())
}

fn in_full(cooking: &Cooking, step: &DishStep) -> Vec<String> {
    let oven = step.oven.map_or_else(String::new, |oven| format!(", {}", oven_text(cooking, oven)));
    let heading = format!("{}, {}{oven}:", step.title, step_time(step));
    let until = step.until.as_deref().map(|until| format!("Until: {until}"));
    let texts = [step.what.as_deref().map(sentence), until, step.then.as_deref().map(sentence)];
    [heading].into_iter().chain(texts.into_iter().flatten()).collect()
}
