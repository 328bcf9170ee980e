//! The pages: the shelf, set-up, the kitchen; and the keys of set-up.

use super::prompt::Prompt;
use super::resolve::goes_on;
use super::shelf::ShelfPage;
use super::{App, Intent, Key, Overlay};
use crate::recipe::{Dish, Recipe, SetUp, Unit, Yield};
use crate::view::set_up::{Setting, settings};

/// The most servings that set-up offers.
const MOST_SERVINGS: u32 = 99;

/// What fills the screen when nothing rings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// The recipes.
    Shelf(ShelfPage),
    /// One recipe before it is begun, as its file was when it was opened.
    SetUp { recipe: Box<Recipe>, set_up: SetUp, picked: usize },
    /// What is cooking, or the end.
    Kitchen,
}

impl Page {
    pub(super) fn shelf() -> Page {
        Page::Shelf(ShelfPage::default())
    }
    pub(super) fn set_up(recipe: Recipe, unit: Option<Unit>) -> Page {
        let set_up = SetUp { servings: None, answers: vec![0; recipe.questions().len()], unit };
        Page::SetUp { recipe: Box::new(recipe), set_up, picked: 0 }
    }
}

impl App {
    pub(super) fn key_set_up(&mut self, key: Key) -> Vec<Intent> {
        let Page::SetUp { recipe: found, set_up, picked } = &self.page else { return Vec::new() };
        let rows = settings(found);
        let last = rows.len().saturating_sub(1);
        let mut picked = (*picked).min(last);
        let mut set_up = set_up.clone();
        match key {
            Key::Enter => {
                let dish = Dish::prepare(found, &set_up);
                let act = self.add(dish);
                return vec![Intent::Act(act)];
            }
            Key::Esc => {
                self.page = Page::shelf();
                return Vec::new();
            }
            Key::Interrupt if goes_on(&self.session) => {
                self.over = Some(Overlay::Prompt(Prompt::Quit(self.leaving())));
                return Vec::new();
            }
            Key::Interrupt => return vec![Intent::Quit],
            Key::Up | Key::BackTab => picked = picked.saturating_sub(1),
            Key::Down | Key::Tab => picked = (picked + 1).min(last),
            Key::Left | Key::Char('-') => turn(found, &mut set_up, rows.get(picked).copied(), false),
            Key::Right | Key::Space | Key::Char('+' | '=') => turn(found, &mut set_up, rows.get(picked).copied(), true),
            Key::Char('i' | 'I') => self.over = Some(Overlay::Ingredients(0)),
            Key::Char('h' | '?' | 'H') => self.over = Some(Overlay::Help(0)),
            Key::Backspace | Key::PageUp | Key::PageDown | Key::Char(_) | Key::Other => {}
        }
        if let Page::SetUp { set_up: old, picked: row, .. } = &mut self.page {
            (*old, *row) = (set_up, picked);
        }
        Vec::new()
    }
}

fn turn(recipe: &Recipe, set_up: &mut SetUp, setting: Option<Setting>, up: bool) {
    match setting {
        Some(Setting::Servings) => {
            let Yield::Serves(written) = recipe.yields else { return };
            let now = set_up.servings.unwrap_or(written);
            let next = if up { now.saturating_add(1) } else { now.saturating_sub(1) };
            set_up.servings = Some(next.clamp(1, MOST_SERVINGS));
        }
        Some(Setting::Question(index)) => {
            let count = recipe.questions().get(index).map_or(1, |question| question.options.len()).max(1);
            if let Some(answer) = set_up.answers.get_mut(index) {
                *answer = (*answer + if up { 1 } else { count - 1 }) % count;
            }
        }
        Some(Setting::Unit) => {
            let order = [None, Some(Unit::Celsius), Some(Unit::Fahrenheit)];
            let at = order.iter().position(|unit| *unit == set_up.unit).unwrap_or(0);
            let next = (at + if up { 1 } else { order.len() - 1 }) % order.len();
            set_up.unit = order.get(next).copied().flatten();
        }
        None => {}
    }
}
