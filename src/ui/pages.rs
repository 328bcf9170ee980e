//! The pages, each a type in its own file: it takes a key and the [`Scene`](crate::view::scene::Scene) and returns an
//! [`Outcome`], which the app carries out. No page changes the session or knows another page.

pub(super) mod board;
pub(super) mod end;
pub(super) mod entry;
pub(super) mod prompt;
pub(super) mod ring;
pub(super) mod set_up;
pub(super) mod shelf;
pub(super) mod text;
pub(super) mod timeline;

use crate::ui::outcome::Prompt;
use entry::Entry;
use set_up::SetUpPage;
use shelf::ShelfPage;
use text::TextPage;
use timeline::TimelinePage;

/// What fills the screen if nothing rings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Shelf(ShelfPage),
    SetUp(Box<SetUpPage>),
    /// The board, or the end.
    Kitchen,
    Timeline(TimelinePage),
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
