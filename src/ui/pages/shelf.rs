//! The shelf: the search text, the picked recipe, and opening it.
//!
//! A recipe is identified by its name, unique on the shelf. Opening waits until its file is read; meanwhile any key
//! cancels it, so that nothing opens for a cook who has moved on.

use crate::recipe::search::{Filter, Search, fold};
use crate::recipe::{RecipeSummary, text};
use crate::time::{Clock, SpokenTimer};
use crate::ui::Key;
use crate::ui::keymap::{self, SHELF, ShelfCommand};
use crate::ui::outcome::Outcome;
use crate::ui::pages::entry::{reading_words, readings};
use crate::view::scene::Scene;
use crate::view::shelf::{ShelfContent, count, in_sight, row, shelf, timer_row};
use crate::view::{KeyHint, ShelfView};
use std::ops::Range;
use std::sync::Arc;

/// In letters.
const LONGEST: usize = 60;
/// In rows.
const PAGE: usize = 10;

/// What the app knows about the recipes.
#[derive(Clone, Debug, Default)]
pub(crate) struct ShelfRecipes {
    recipes: Vec<Arc<RecipeSummary>>,
    faults: Vec<String>,
    /// How many files have been read, while reading goes on.
    reading: Option<usize>,
    search: Search,
}

impl ShelfRecipes {
    pub(in crate::ui) fn set(&mut self, recipes: Vec<Arc<RecipeSummary>>, faults: Vec<String>, reading: Option<usize>) {
        (self.recipes, self.faults, self.reading) = (recipes, faults, reading);
    }

    /// Whether nothing is known about the recipes yet.
    pub(in crate::ui) fn is_unread(&self) -> bool {
        self.reading == Some(0)
    }
}

/// What a row shows.
#[derive(Clone, Copy, Debug)]
enum RowAt {
    /// An index into the matching recipes.
    Recipe(usize),
    /// An index into the readings of the typed timers.
    Timers(usize),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ShelfPage {
    typed: String,
    /// The indices of the matching recipes, best first; `None` for all in their own order.
    hits: Option<Vec<u32>>,
    /// The index of the picked row.
    picked: usize,
    /// For each row in sight, the parts of its name that match.
    marks: Vec<Vec<Range<usize>>>,
    /// The text read as timers; several readings if it is ambiguous.
    timers: Vec<Vec<SpokenTimer>>,
    /// How many recipes come before the timers: those whose name begins with the text.
    before_timers: usize,
    /// Why part of the text does not filter.
    unread: Option<String>,
    opening: Option<String>,
}

impl ShelfPage {
    pub(in crate::ui) fn key(&mut self, key: Key, scene: &Scene<'_>, recipes: &mut ShelfRecipes) -> Outcome {
        let command = keymap::command(SHELF, key);
        self.opening = None;
        let last = self.count(recipes).saturating_sub(1);
        let picked = self.picked.min(last);
        let mut outcome = Outcome::Stay;
        match command {
            Some(ShelfCommand::Open) => match self.row_at(picked) {
                RowAt::Timers(reading) => {
                    outcome = self.timers.get(reading).cloned().map_or(Outcome::Stay, Outcome::Timers);
                }
                RowAt::Recipe(_) => {
                    self.opening = self.picked(recipes).map(|recipe| recipe.name.to_string());
                    outcome = self.opening.clone().map_or(Outcome::Stay, Outcome::Open);
                }
            },
            Some(ShelfCommand::Up) => self.picked = picked.saturating_sub(1),
            Some(ShelfCommand::Down) => self.picked = (picked + 1).min(last),
            Some(ShelfCommand::PageUp) => self.picked = picked.saturating_sub(PAGE),
            Some(ShelfCommand::PageDown) => self.picked = (picked + PAGE).min(last),
            Some(ShelfCommand::Type) => self.insert(key.letter().as_slice(), recipes),
            Some(ShelfCommand::Erase) => {
                self.typed.pop();
                self.find(recipes);
            }
            Some(ShelfCommand::Back) if !self.typed.is_empty() => *self = ShelfPage::default(),
            Some(ShelfCommand::Back | ShelfCommand::Leave) if scene.session.is_live() => return Outcome::Board,
            Some(ShelfCommand::Back | ShelfCommand::Leave) => return Outcome::Quit,
            None => {}
        }
        self.mark(recipes);
        outcome
    }

    /// Inserts letters while there is room, leaving out control characters.
    pub(in crate::ui) fn insert(&mut self, letters: &[char], recipes: &mut ShelfRecipes) {
        let before = self.typed.len();
        for letter in letters {
            let wanted = match letter {
                ' ' => !self.typed.is_empty(),
                letter => !text::is_harmful(*letter),
            };
            if wanted && self.typed.chars().count() < LONGEST {
                self.typed.push(*letter);
            }
        }
        if self.typed.len() > before {
            self.find(recipes);
            self.mark(recipes);
        }
    }

    /// Changes what is known about the recipes; the picked one stays picked.
    pub(in crate::ui) fn restock(&mut self, recipes: &mut ShelfRecipes, change: impl FnOnce(&mut ShelfRecipes)) {
        let before = self.picked(recipes).filter(|_| self.picked > 0).cloned();
        change(recipes);
        self.find(recipes);
        if let Some(before) = before {
            let mut places = 0..self.count(recipes);
            let same = |place: &usize| self.at(recipes, *place).is_some_and(|recipe| recipe.name == before.name);
            self.picked = places.find(same).unwrap_or(self.picked);
        }
        self.mark(recipes);
    }

    /// Whether this recipe is still wanted; true only once.
    pub(in crate::ui) fn takes(&mut self, name: &str) -> bool {
        let wanted = self.opening.as_deref() == Some(name);
        if wanted {
            self.opening = None;
        }
        wanted
    }

    /// How many rows there are: timers and matching recipes.
    fn count(&self, recipes: &ShelfRecipes) -> usize {
        self.timers.len() + self.hits.as_ref().map_or(recipes.recipes.len(), Vec::len)
    }

    fn row_at(&self, place: usize) -> RowAt {
        match place.checked_sub(self.before_timers) {
            Some(reading) if reading < self.timers.len() => RowAt::Timers(reading),
            Some(after) => RowAt::Recipe(self.before_timers + after - self.timers.len()),
            None => RowAt::Recipe(place),
        }
    }

    /// The recipe in a row.
    fn at<'a>(&self, recipes: &'a ShelfRecipes, place: usize) -> Option<&'a Arc<RecipeSummary>> {
        let RowAt::Recipe(place) = self.row_at(place) else { return None };
        let place = match &self.hits {
            Some(hits) => usize::try_from(*hits.get(place)?).ok()?,
            None => place,
        };
        recipes.recipes.get(place)
    }

    fn picked<'a>(&self, recipes: &'a ShelfRecipes) -> Option<&'a Arc<RecipeSummary>> {
        self.at(recipes, self.picked.min(self.count(recipes).saturating_sub(1)))
    }

    /// Finds the matches and picks the best.
    fn find(&mut self, recipes: &mut ShelfRecipes) {
        let filter = Filter::parse(&self.typed);
        self.hits = (!filter.is_empty()).then(|| recipes.search.hits(&recipes.recipes, &filter));
        self.picked = 0;
        self.unread = filter.unread;
        self.timers = if self.typed.is_empty() { Vec::new() } else { readings(&self.typed).unwrap_or_default() };
        self.before_timers = 0;
        if !self.timers.is_empty() {
            let typed = fold(self.typed.trim());
            let hits = self.hits.iter().flatten().filter_map(|hit| recipes.recipes.get(usize::try_from(*hit).ok()?));
            self.before_timers = hits.take_while(|recipe| fold(&recipe.name).starts_with(&typed)).count();
            self.unread = None;
        }
    }

    /// Marks the matches in the names in sight.
    fn mark(&mut self, recipes: &mut ShelfRecipes) {
        let filter = Filter::parse(&self.typed);
        let places = if filter.is_empty() { 0..0 } else { in_sight(self.picked, self.count(recipes)) };
        let found: Vec<_> = places.map(|place| self.at(recipes, place).cloned()).collect();
        let mut marks = |recipe: &Arc<RecipeSummary>| recipes.search.marks(&recipe.name, &filter);
        self.marks = found.iter().map(|recipe| recipe.as_ref().map(&mut marks).unwrap_or_default()).collect();
    }

    /// The shelf and its keys.
    pub(in crate::ui) fn view(
        &self,
        scene: &Scene<'_>,
        recipes: &ShelfRecipes,
        clock: &Clock,
    ) -> (ShelfView, Vec<KeyHint>) {
        let fit = self.count(recipes);
        let picked = self.picked.min(fit.saturating_sub(1));
        let marks = self.marks.iter().cloned().chain(std::iter::repeat(Vec::new()));
        let rows = in_sight(picked, fit).zip(marks).filter_map(|(place, marks)| match self.row_at(place) {
            RowAt::Recipe(_) => self.at(recipes, place).map(|recipe| row(recipe, marks)),
            RowAt::Timers(reading) => self.timers.get(reading).map(|timers| timer_row(&reading_words(timers))),
        });
        let rows = rows.collect();
        let opening = self.opening.as_ref().map(|name| format!("Opening {name}"));
        let reading = recipes.reading.map(|n| match n {
            0 => "Reading recipes".to_owned(),
            n => format!("Reading recipes: {}", count(n)),
        });
        let status = opening.or_else(|| self.unread.clone()).or(reading);
        let content = ShelfContent {
            filter: &self.typed,
            total: recipes.recipes.len(),
            fit,
            timers: self.timers.len(),
            picked,
            status: status.as_deref(),
            faults: &recipes.faults,
        };
        (shelf(content, rows, scene.now, clock), self.hints(scene, fit))
    }

    fn hints(&self, scene: &Scene<'_>, fit: usize) -> Vec<KeyHint> {
        let back = match (self.typed.is_empty(), scene.session.is_live()) {
            (false, _) => "show all",
            (true, true) => "back to the board",
            (true, false) => "leave",
        };
        let rows = SHELF.iter().filter(|row| row.footer && (fit > 0 || row.command != ShelfCommand::Open));
        rows.map(|row| row.hint(if row.command == ShelfCommand::Back { back } else { row.help })).collect()
    }
}
