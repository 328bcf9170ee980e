//! The pages, a type each in a file of its own: each takes a key and the [`Scene`](crate::view::scene::Scene), and says what follows as
//! an [`Outcome`], which the app carries out. No page changes the session, and none knows another.

pub(super) mod board;
pub(super) mod end;
pub(super) mod entry;
pub(super) mod prompt;
pub(super) mod ring;
pub(super) mod set_up;
pub(super) mod shelf;
pub(super) mod text;

use crate::ui::outcome::Prompt;
use entry::Entry;
use set_up::SetUpPage;
use shelf::ShelfPage;
use text::TextPage;

/// What fills the screen when nothing rings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    /// The recipes.
    Shelf(ShelfPage),
    /// One recipe before it is begun.
    SetUp(Box<SetUpPage>),
    /// What is cooking, or the end.
    Kitchen,
}

impl Page {
    pub(super) fn shelf() -> Page {
        Page::Shelf(ShelfPage::default())
    }
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OpenOverlay {
    Text(TextPage),
    Prompt(Prompt),
    Entry(Entry),
}
