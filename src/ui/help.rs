//! Text to read over the page: the keys, and ingredients with notes.

use super::keymap::{Place, bindings};
use super::page::Page;
use super::{App, Intent, Key, Overlay};
use crate::recipe::Dish;
use crate::recipe::search::EXAMPLES;
use crate::time::Moment;

/// Lines that a page key moves by.
const PAGE: usize = 10;

/// What help says: every key of the board, and the rules that a cook should know.
pub(super) fn help() -> Vec<String> {
    let keys = bindings(Place::Kitchen).map(|binding| format!("{:<10} {}", binding.name, binding.help));
    let rules = [
        "Rings:",
        "The first key of any kind only quiets a ring, for 2 minutes.",
        "After that Enter means done. ↑ gives 5 minutes more instead.",
        "Nothing ends by itself: what is over goes on counting.",
        "Times:",
        "Ovens do not pause: Space stops the clock, not the cooking.",
        "Recipes:",
        "Type parts of a name or its letters in their order. Also:",
    ];
    let rules = rules.into_iter().chain(EXAMPLES).map(str::to_owned);
    ["Keys:".to_owned()].into_iter().chain(keys).chain(rules).collect()
}

/// Ingredients and notes of one dish.
fn of_dish(dish: &Dish, named: bool) -> Vec<String> {
    let name = named.then(|| format!("{}:", dish.name));
    let notes = (!dish.notes.is_empty()).then(|| "Notes:".to_owned());
    name.into_iter().chain(dish.ingredients.clone()).chain(notes).chain(dish.notes.clone()).collect()
}

impl App {
    /// Ingredients and notes of what is being set up or cooked.
    pub(super) fn ingredients(&self) -> Vec<String> {
        if let Page::SetUp { recipe, set_up, .. } = &self.page {
            return of_dish(&Dish::prepare(recipe, set_up), false);
        }
        let live: Vec<&Dish> = self.session.dishes().filter(|c| c.is_live()).map(|c| &*c.dish).collect();
        let all: Vec<&Dish> = self.session.dishes().map(|c| &*c.dish).collect();
        let dishes = if live.is_empty() { all } else { live };
        let dishes: Vec<&&Dish> = dishes.iter().filter(|dish| !dish.ingredients.is_empty()).collect();
        dishes.iter().flat_map(|dish| of_dish(dish, dishes.len() > 1)).collect()
    }

    pub(super) fn key_over(&mut self, over: Overlay, key: Key, now: Moment) -> Vec<Intent> {
        match over {
            Overlay::Help(from) => {
                self.over = scroll(from, key, help().len()).map(Overlay::Help);
                Vec::new()
            }
            Overlay::Ingredients(from) => {
                self.over = scroll(from, key, self.ingredients().len()).map(Overlay::Ingredients);
                Vec::new()
            }
            Overlay::Prompt(prompt) => self.key_prompt(prompt, key, now),
            Overlay::Entry { text, .. } => self.key_entry(text, key),
        }
    }

    fn key_prompt(&mut self, prompt: super::prompt::Prompt, key: Key, now: Moment) -> Vec<Intent> {
        use super::prompt::Answer;
        match prompt.answer(key) {
            Answer::Stay => Vec::new(),
            Answer::Intent(intent) => vec![intent],
            Answer::Act(act) => {
                self.picked = None;
                if matches!(act, crate::engine::Act::Undo { .. }) {
                    self.flash("Taken back", now);
                }
                vec![Intent::Act(act)]
            }
        }
    }
}

/// The first line shown after a key; none where the key closes the text.
fn scroll(from: usize, key: Key, lines: usize) -> Option<usize> {
    let last = lines.saturating_sub(1);
    match key {
        Key::Up => Some(from.saturating_sub(1)),
        Key::Down => Some((from + 1).min(last)),
        Key::PageUp => Some(from.saturating_sub(PAGE)),
        Key::PageDown | Key::Space => Some((from + PAGE).min(last)),
        Key::Enter
        | Key::Tab
        | Key::BackTab
        | Key::Esc
        | Key::Backspace
        | Key::Left
        | Key::Right
        | Key::Char(_)
        | Key::Interrupt
        | Key::Other => None,
    }
}
