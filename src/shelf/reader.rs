//! The thread that reads recipe files, so that no key and no ring waits for a disk.
//!
//! It looks through the files (once the first picture is drawn, if the index knew what to show on it), and from then on reads a recipe
//! whenever one is asked for; that is answered between two files, too. Nothing is queued: there is one place for the latest state of the shelf, one for the recipe
//! that is wanted, and one for the recipe that was read. With nothing to read the thread sleeps.

use super::refresh::{Refresh, RefreshStep};
use super::{IndexTrust, Shelf};
use crate::recipe::{Recipe, RecipeSummary};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// So many files are read before the first of them are shown: with fewer, all come at once.
const FIRST: usize = 40;
/// After so many more read, what was found is shown again.
const EACH: usize = 400;

/// The shelf as far as it was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfUpdate {
    /// The recipes, in their order.
    pub cards: Vec<Arc<RecipeSummary>>,
    /// What is wrong with files, one line each.
    pub faults: Vec<String>,
    /// How many files were read so far, while it goes on.
    pub reading: Option<usize>,
}

/// A recipe that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedRecipe {
    /// The name that it was asked for by.
    pub name: String,
    /// The recipe; or why there is none, in words for the cook.
    pub recipe: Result<Box<Recipe>, String>,
}

#[derive(Debug, Default)]
struct ReaderDesk {
    seen: Option<ShelfUpdate>,
    wanted: Option<String>,
    opened: Option<OpenedRecipe>,
    /// Whether the files may be compared with the index.
    looks: bool,
    /// Whether the thread should end.
    leave: bool,
    /// Why nothing is read, where the thread is gone.
    gone: Option<String>,
}

#[derive(Debug, Default)]
struct Shared {
    desk: Mutex<ReaderDesk>,
    turn: Condvar,
}

impl Shared {
    /// The state is whole even after a panic on another thread: each change is one assignment.
    fn lock(&self) -> MutexGuard<'_, ReaderDesk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, how: impl FnOnce(&mut ReaderDesk)) {
        how(&mut self.lock());
        self.turn.notify_all();
    }
}

/// The loop's end of it. Dropped, it lets the thread end; nobody waits for that.
#[derive(Debug)]
pub struct ShelfReader(Arc<Shared>);

impl ShelfReader {
    /// Starts the thread. `wake` is called on it whenever there is something new.
    pub fn start(shelf: Shelf, wake: impl Fn() + Send + 'static) -> ShelfReader {
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let started = thread::Builder::new().name("recipes".to_owned()).spawn(move || {
            let _gone = ThreadEnd(&theirs);
            ReaderWork { shared: &theirs, wake: &wake }.run(shelf);
        });
        if let Err(e) = started {
            let why = format!("recipes cannot be read: {e}: close other programs, and open baste again");
            let seen = ShelfUpdate { faults: vec![why.clone()], ..ShelfUpdate::default() };
            shared.change(|desk| (desk.seen, desk.gone) = (Some(seen), Some(why)));
        }
        ShelfReader(shared)
    }

    /// Lets the files be compared with the index. Until then the disk and the processor are free for the first picture.
    pub fn look(&self) {
        self.0.change(|desk| desk.looks = true);
    }

    /// Asks for the recipe of that name, in place of any that was asked for before. Never blocks.
    pub fn ask(&self, name: &str) {
        self.0.change(|desk| {
            desk.opened = None;
            match desk.gone.clone() {
                None => desk.wanted = Some(name.to_owned()),
                Some(why) => desk.opened = Some(OpenedRecipe { name: name.to_owned(), recipe: Err(why) }),
            }
        });
    }

    /// The latest state of the shelf, if it was not taken yet; waits for it at most that long.
    pub fn seen(&self, limit: Duration) -> Option<ShelfUpdate> {
        self.wait(limit, |desk| desk.seen.is_none()).seen.take()
    }

    /// The recipe that was asked for, once it is read; waits for it at most that long.
    pub fn opened(&self, limit: Duration) -> Option<OpenedRecipe> {
        self.wait(limit, |desk| desk.opened.is_none()).opened.take()
    }

    fn wait(&self, limit: Duration, lacks: impl Fn(&ReaderDesk) -> bool) -> MutexGuard<'_, ReaderDesk> {
        let desk = self.0.lock();
        if limit.is_zero() {
            return desk;
        }
        let waited = self.0.turn.wait_timeout_while(desk, limit, |desk| desk.gone.is_none() && lacks(desk));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Drop for ShelfReader {
    fn drop(&mut self) {
        self.0.change(|desk| desk.leave = true);
    }
}

/// Reports the end of the thread, after a panic too.
struct ThreadEnd<'a>(&'a Shared);

impl Drop for ThreadEnd<'_> {
    fn drop(&mut self) {
        let why = "recipes are not read any more: leave baste, and open it again; what cooks goes on";
        self.0.change(|desk| desk.gone = Some(why.to_owned()));
    }
}

/// What the thread holds beside its shelf.
struct ReaderWork<'a> {
    shared: &'a Shared,
    wake: &'a dyn Fn(),
}

impl ReaderWork<'_> {
    fn run(&self, mut shelf: Shelf) {
        loop {
            let may = |desk: &ReaderDesk| match shelf.trust {
                IndexTrust::Empty | IndexTrust::Doubted => true,
                IndexTrust::Remembered => desk.looks,
                IndexTrust::Seen => false,
            };
            let idle = |desk: &mut ReaderDesk| desk.wanted.is_none() && !desk.leave && !may(desk);
            let desk = self.shared.turn.wait_while(self.shared.lock(), idle).unwrap_or_else(PoisonError::into_inner);
            let looks = desk.wanted.is_none() && may(&desk);
            let leave = desk.leave;
            drop(desk);
            if leave {
                return;
            }
            shelf.recall();
            if looks {
                let sources = shelf.looked_for();
                let Some(found) = self.look(&shelf, &sources) else { return };
                shelf.put(found);
                self.show(ShelfUpdate { cards: shelf.cards(), faults: shelf.error_lines(), reading: None });
                continue;
            }
            let is_known =
                |card: &RecipeSummary| shelf.stock.recipe(&card.name).is_some_and(|known| *known.card == *card);
            if self
                .answer(|name| shelf.stock.read(name, &shelf.sources))
                .is_some_and(|card| !card.as_ref().is_some_and(is_known))
            {
                // The files have changed.
                shelf.trust = IndexTrust::Doubted;
            }
        }
    }

    /// Looks through the files, answers in between, and shows how far it is; none if it should end.
    fn look(&self, shelf: &Shelf, sources: &[PathBuf]) -> Option<super::Found> {
        let mut refresh = Refresh::begin(sources, &shelf.stock);
        let known = shelf.trust != IndexTrust::Empty;
        let mut read = 0;
        loop {
            match refresh.step() {
                RefreshStep::Done => return Some(refresh.finish()),
                RefreshStep::Kept => {}
                RefreshStep::Read => {
                    read += 1;
                    if read % EACH == FIRST {
                        let seen = if known {
                            ShelfUpdate { cards: shelf.cards(), faults: shelf.error_lines(), reading: Some(read) }
                        } else {
                            let so_far = refresh.so_far();
                            let cards = so_far.recipes.iter().map(|shelved| &shelved.card).chain(refresh.shipped());
                            let faults = so_far.broken.iter().map(|broken| broken.line.to_string());
                            ShelfUpdate {
                                cards: cards.cloned().collect(),
                                faults: faults.collect(),
                                reading: Some(read),
                            }
                        };
                        self.show(seen);
                    }
                }
            }
            if self.shared.lock().leave {
                return None;
            }
            let stock = if known { &shelf.stock } else { refresh.so_far() };
            self.answer(|name| {
                let shipped = refresh.shipped().any(|card| card.name.to_lowercase() == name.to_lowercase());
                if shipped && !known { super::catalog::read_from(None, name) } else { stock.read(name, sources) }
            });
        }
    }

    fn show(&self, seen: ShelfUpdate) {
        self.shared.change(|desk| desk.seen = Some(seen));
        (self.wake)();
    }

    /// Reads what is asked for, if anything is; its card as it is now, if it was read.
    fn answer(&self, read: impl Fn(&str) -> Result<Recipe, String>) -> Option<Option<RecipeSummary>> {
        let name = self.shared.lock().wanted.take()?;
        let recipe = read(&name).map(Box::new);
        let card = recipe.as_ref().ok().map(|recipe| RecipeSummary::of(recipe));
        self.shared.change(|desk| desk.opened = Some(OpenedRecipe { name, recipe }));
        (self.wake)();
        Some(card)
    }
}
