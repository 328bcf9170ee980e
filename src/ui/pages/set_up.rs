//! Set-up: a recipe and its choices, before the cook starts it.

use crate::recipe::{Dish, Recipe, SetUp, Unit};
use crate::time::Clock;
use crate::ui::Key;
use crate::ui::keymap::{self, SET_UP, SetUpCommand};
use crate::ui::leaving::Leaving;
use crate::ui::outcome::{Outcome, OverlayText, Prompt};
use crate::view::scene::Scene;
use crate::view::set_up::{Setting, set_up, settings};
use crate::view::{KeyHint, SetUpView};

const MOST_SERVINGS: u32 = 99;

/// A recipe as its file was when it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetUpPage {
    recipe: Recipe,
    set_up: SetUp,
    picked: usize,
}

impl SetUpPage {
    pub(in crate::ui) fn new(recipe: Recipe, unit: Option<Unit>) -> SetUpPage {
        let set_up = SetUp { servings: None, answers: vec![0; recipe.questions().len()], unit };
        SetUpPage { recipe, set_up, picked: 0 }
    }

    /// The recipe with the current choices.
    pub(in crate::ui) fn dish(&self) -> Dish {
        Dish::prepare(&self.recipe, &self.set_up)
    }

    pub(in crate::ui) fn key(&mut self, key: Key, scene: &Scene<'_>, leaving: &Leaving) -> Outcome {
        let rows = settings(&self.recipe);
        let last = rows.len().saturating_sub(1);
        let picked = self.picked.min(last);
        match keymap::command(SET_UP, key) {
            Some(SetUpCommand::Begin) => return Outcome::Begin(Box::new(self.dish())),
            Some(SetUpCommand::Back) => return Outcome::Shelf,
            Some(SetUpCommand::Leave) if scene.session.is_live() => {
                return Outcome::Ask(Prompt::Quit(leaving.clone()));
            }
            Some(SetUpCommand::Leave) => return Outcome::Quit,
            Some(SetUpCommand::Up) => self.picked = picked.saturating_sub(1),
            Some(SetUpCommand::Down) => self.picked = (picked + 1).min(last),
            Some(SetUpCommand::Lower) => self.turn(rows.get(picked).copied(), false),
            Some(SetUpCommand::Raise) => self.turn(rows.get(picked).copied(), true),
            Some(SetUpCommand::Ingredients) => return Outcome::Read(OverlayText::Ingredients),
            Some(SetUpCommand::Help) => return Outcome::Read(OverlayText::Help),
            None => {}
        }
        Outcome::Stay
    }

    fn turn(&mut self, setting: Option<Setting>, up: bool) {
        let set_up = &mut self.set_up;
        match setting {
            Some(Setting::Servings) => {
                let Some(written) = self.recipe.yields.count() else { return };
                let now = set_up.servings.unwrap_or(written);
                let next = if up { now.saturating_add(1) } else { now.saturating_sub(1) };
                set_up.servings = Some(next.clamp(1, MOST_SERVINGS));
            }
            Some(Setting::Question(index)) => {
                let count = self.recipe.questions().get(index).map_or(1, |question| question.options.len()).max(1);
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

    /// The page; `warnings` are shown only before the first countdown of an evening.
    pub(in crate::ui) fn view(
        &self,
        scene: &Scene<'_>,
        warnings: &[String],
        clock: &Clock,
    ) -> (SetUpView, Vec<KeyHint>) {
        let mut body = set_up(&self.recipe, &self.set_up, self.picked, scene, clock);
        if scene.session.dishes().next().is_none() {
            body.warnings.extend(warnings.iter().cloned());
        }
        (body, keymap::hints(SET_UP))
    }
}
