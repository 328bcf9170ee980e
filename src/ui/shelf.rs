//! The shelf: what is typed to find a recipe, which one is picked, and its opening.
//!
//! The app knows the recipes by their cards. A recipe is known by its name, of which the shelf has one only; it is asked for
//! ([`Intent::Open`]), and comes back ([`App::opened`]) whenever its file was read. Until then the shelf goes on as usual, and any key gives
//! the opening up, so that nothing opens under the hands of a cook who has gone on to something else.

use super::page::Page;
use super::resolve::goes_on;
use super::{App, Intent, Key};
use crate::recipe::search::Filter;
use crate::recipe::{Recipe, RecipeSummary, text};
use crate::time::{Clock, Moment};
use crate::view::shelf::{ShelfContent, count, in_sight, row, shelf};
use crate::view::{KeyHint, ShelfView};
use std::ops::Range;
use std::sync::Arc;

/// The most letters taken.
const MOST: usize = 60;

/// What the app knows of the recipes.
#[derive(Clone, Debug, Default)]
pub(super) struct ShelfRecipes {
    cards: Vec<Arc<RecipeSummary>>,
    faults: Vec<String>,
    /// How many files were read so far, while it goes on.
    reading: Option<usize>,
}

/// Looking for a recipe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShelfPage {
    typed: String,
    /// The places of the cards that fit, the best first; none where all do, in their own order.
    hits: Option<Vec<u32>>,
    /// The place of the picked one among those that fit.
    picked: usize,
    /// For each of those in sight, what was found in its name.
    marks: Vec<Vec<Range<usize>>>,
    /// Why a part of what was typed does not filter.
    unread: Option<String>,
    /// The recipe that is being opened.
    opening: Option<String>,
}

impl ShelfPage {
    fn fit(&self, stock: &ShelfRecipes) -> usize {
        self.hits.as_ref().map_or(stock.cards.len(), Vec::len)
    }

    /// The card at a place among those that fit.
    fn card<'a>(&self, stock: &'a ShelfRecipes, place: usize) -> Option<&'a Arc<RecipeSummary>> {
        let place = match &self.hits {
            Some(hits) => usize::try_from(*hits.get(place)?).ok()?,
            None => place,
        };
        stock.cards.get(place)
    }

    fn card_picked<'a>(&self, stock: &'a ShelfRecipes) -> Option<&'a Arc<RecipeSummary>> {
        self.card(stock, self.picked.min(self.fit(stock).saturating_sub(1)))
    }
}

impl App {
    /// Takes what is known of the recipes: their cards in the order of the shelf, what is wrong with files, and how many were read so far while
    /// that goes on. What is picked stays picked, wherever it stands now.
    pub fn restock(&mut self, cards: Vec<Arc<RecipeSummary>>, faults: Vec<String>, reading: Option<usize>) {
        let faults = self.unsettled_lines.iter().cloned().chain(faults).collect();
        let Page::Shelf(looking) = &self.page else {
            self.stock = ShelfRecipes { cards, faults, reading };
            return;
        };
        let mut looking = looking.clone();
        let before = looking.card_picked(&self.stock).filter(|_| looking.picked > 0).cloned();
        self.stock = ShelfRecipes { cards, faults, reading };
        self.search(&mut looking);
        if let Some(before) = before {
            let mut places = 0..looking.fit(&self.stock);
            let same = |place: &usize| looking.card(&self.stock, *place).is_some_and(|card| card.name == before.name);
            looking.picked = places.find(same).unwrap_or(looking.picked);
        }
        self.page = Page::Shelf(looking);
        self.mark();
    }

    /// Whether the shelf is to be seen, and nothing is known yet of what is on it.
    pub fn lacks_recipes(&self) -> bool {
        matches!(self.page, Page::Shelf(_)) && self.stock.reading == Some(0)
    }

    /// Opens the set-up of a recipe, wherever it is from.
    pub fn open(&mut self, recipe: Recipe) {
        self.page = Page::set_up(recipe, self.unit);
    }

    /// The recipe that [`Intent::Open`] asked for, or why there is none. Does nothing where the cook has gone on to something else.
    pub fn opened(&mut self, name: &str, recipe: Result<Recipe, String>, now: Moment) {
        let Page::Shelf(looking) = &mut self.page else { return };
        if looking.opening.as_deref() != Some(name) {
            return;
        }
        looking.opening = None;
        match recipe {
            Ok(recipe) => self.open(recipe),
            Err(why) => self.tell(&format!("Not opened: {why}"), now),
        }
    }

    pub(super) fn key_shelf(&mut self, key: Key) -> Vec<Intent> {
        let Page::Shelf(looking) = &self.page else { return Vec::new() };
        let mut looking = ShelfPage { opening: None, ..looking.clone() };
        let last = looking.fit(&self.stock).saturating_sub(1);
        let picked = looking.picked.min(last);
        let mut intents = Vec::new();
        match key {
            Key::Enter => {
                let name = looking.card_picked(&self.stock).map(|card| card.name.to_string());
                intents.extend(name.clone().map(Intent::Open));
                looking.opening = name;
            }
            Key::Up | Key::BackTab => looking.picked = picked.saturating_sub(1),
            Key::Down | Key::Tab => looking.picked = (picked + 1).min(last),
            Key::PageUp => looking.picked = picked.saturating_sub(10),
            Key::PageDown => looking.picked = (picked + 10).min(last),
            Key::Char(c) if !text::is_harmful(c) && looking.typed.chars().count() < MOST => {
                looking.typed.push(c);
                self.search(&mut looking);
            }
            Key::Space if !looking.typed.is_empty() => {
                looking.typed.push(' ');
                self.search(&mut looking);
            }
            Key::Backspace => {
                looking.typed.pop();
                self.search(&mut looking);
            }
            Key::Esc | Key::Interrupt => {
                if !looking.typed.is_empty() && key == Key::Esc {
                    looking = ShelfPage::default();
                } else if goes_on(&self.session) {
                    self.page = Page::Kitchen;
                    return Vec::new();
                } else {
                    return vec![Intent::Quit];
                }
            }
            Key::Char(_) | Key::Space | Key::Left | Key::Right | Key::Other => {}
        }
        self.page = Page::Shelf(looking);
        self.mark();
        intents
    }

    /// Finds what fits, and picks the best.
    fn search(&mut self, looking: &mut ShelfPage) {
        let filter = Filter::parse(&looking.typed);
        looking.hits = (!filter.is_empty()).then(|| self.search.hits(&self.stock.cards, &filter));
        looking.picked = 0;
        looking.unread = filter.unread;
    }

    /// Marks what was found in the names in sight.
    fn mark(&mut self) {
        let Page::Shelf(looking) = &mut self.page else { return };
        let filter = Filter::parse(&looking.typed);
        let places = if filter.is_empty() { 0..0 } else { in_sight(looking.picked, looking.fit(&self.stock)) };
        let cards = places.filter_map(|place| looking.card(&self.stock, place));
        looking.marks = cards.map(|card| self.search.marks(&card.name, &filter)).collect();
    }

    /// The shelf, and what its keys do.
    pub(super) fn shelf_view(&self, looking: &ShelfPage, now: Moment, clock: &Clock) -> (ShelfView, Vec<KeyHint>) {
        let (stock, fit) = (&self.stock, looking.fit(&self.stock));
        let picked = looking.picked.min(fit.saturating_sub(1));
        let marks = looking.marks.iter().cloned().chain(std::iter::repeat(Vec::new()));
        let cards = in_sight(picked, fit).filter_map(|place| looking.card(stock, place));
        let rows = cards.zip(marks).map(|(card, marks)| row(card, marks)).collect();
        let opening = looking.opening.as_ref().map(|name| format!("Opening {name}"));
        let reading = stock.reading.map(|n| match n {
            0 => "Reading recipes".to_owned(),
            n => format!("Reading recipes: {}", count(n)),
        });
        let status = opening.or_else(|| looking.unread.clone()).or(reading);
        let shown = ShelfContent {
            filter: &looking.typed,
            total: stock.cards.len(),
            fit,
            picked,
            status: status.as_deref(),
            faults: &stock.faults,
        };
        let esc = if !looking.typed.is_empty() {
            "show all"
        } else if goes_on(&self.session) {
            "back to the board"
        } else {
            "leave"
        };
        let hint = |key: &str, does: &str| KeyHint { key: key.to_owned(), does: does.to_owned() };
        let open = (fit > 0).then(|| hint("Enter", "open"));
        let rest = [hint("↑↓", "choose"), hint("a-z", "search, also #tag and <45m"), hint("Esc", esc)];
        (shelf(shown, rows, now, clock), open.into_iter().chain(rest).collect())
    }
}
