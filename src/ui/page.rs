//! The pages: the shelf, set-up, the kitchen; and the keys of the first two.

use super::deed::goes_on;
use super::prompt::Prompt;
use super::{App, Intent, Key, Over};
use crate::recipe::{Dish, Recipe, SetUp, Unit, Yield};
use crate::view::ShelfRow;
use crate::view::set_up::{Setting, settings};
use crate::view::shelf::fits;

/// The most servings that set-up offers.
const MOST_SERVINGS: u32 = 99;

/// What fills the screen when nothing rings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// The recipes.
    Shelf { filter: String, picked: usize },
    /// One recipe before it is begun.
    SetUp { recipe: usize, set_up: SetUp, picked: usize },
    /// What is cooking, or the end.
    Kitchen,
}

impl Page {
    pub(super) fn shelf() -> Page {
        Page::Shelf { filter: String::new(), picked: 0 }
    }
    pub(super) fn set_up(recipe: usize, found: &Recipe, unit: Option<Unit>) -> Page {
        let set_up = SetUp { servings: None, answers: vec![0; found.questions().len()], unit };
        Page::SetUp { recipe, set_up, picked: 0 }
    }
}

impl App {
    /// Recipes that fit the filter, with their places in the list.
    pub(super) fn fitting(&self, filter: &str) -> Vec<(usize, &ShelfRow)> {
        let all = self.recipes.iter().zip(&self.rows).enumerate();
        all.filter(|(_, (recipe, _))| fits(recipe, filter)).map(|(index, (_, row))| (index, row)).collect()
    }

    pub(super) fn key_shelf(&mut self, key: Key) -> Vec<Intent> {
        let Page::Shelf { filter, picked } = &self.page else { return Vec::new() };
        let (mut filter, mut picked) = (filter.clone(), *picked);
        let fit = self.fitting(&filter);
        let last = fit.len().saturating_sub(1);
        match key {
            Key::Enter => {
                if let Some((recipe, _)) = fit.get(picked.min(last)) {
                    self.open(*recipe);
                }
                return Vec::new();
            }
            Key::Up | Key::BackTab => picked = picked.min(last).saturating_sub(1),
            Key::Down | Key::Tab => picked = (picked + 1).min(last),
            Key::PageUp => picked = picked.min(last).saturating_sub(10),
            Key::PageDown => picked = (picked + 10).min(last),
            Key::Char(c) if !c.is_control() && filter.chars().count() < 60 => {
                filter.push(c);
                picked = 0;
            }
            Key::Space if !filter.is_empty() => filter.push(' '),
            Key::Backspace => {
                filter.pop();
                picked = 0;
            }
            Key::Esc | Key::Interrupt => {
                if !filter.is_empty() && key == Key::Esc {
                    (filter, picked) = (String::new(), 0);
                } else if goes_on(&self.session) {
                    self.page = Page::Kitchen;
                    return Vec::new();
                } else {
                    return vec![Intent::Quit];
                }
            }
            Key::Char(_) | Key::Space | Key::Left | Key::Right | Key::Other => {}
        }
        self.page = Page::Shelf { filter, picked };
        Vec::new()
    }

    pub(super) fn key_set_up(&mut self, key: Key) -> Vec<Intent> {
        let Page::SetUp { recipe, set_up, picked } = &self.page else { return Vec::new() };
        let Some(found) = self.recipes.get(*recipe) else { return Vec::new() };
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
                self.over = Some(Over::Prompt(Prompt::Quit(self.leaving())));
                return Vec::new();
            }
            Key::Interrupt => return vec![Intent::Quit],
            Key::Up | Key::BackTab => picked = picked.saturating_sub(1),
            Key::Down | Key::Tab => picked = (picked + 1).min(last),
            Key::Left | Key::Char('-') => turn(found, &mut set_up, rows.get(picked).copied(), false),
            Key::Right | Key::Space | Key::Char('+' | '=') => turn(found, &mut set_up, rows.get(picked).copied(), true),
            Key::Char('i' | 'I') => self.over = Some(Over::Ingredients(0)),
            Key::Char('h' | '?' | 'H') => self.over = Some(Over::Help(0)),
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
