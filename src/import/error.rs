//! Why an import failed, in words for the cook.

use std::fmt;

/// More bytes than any recipe page has.
pub const LARGEST: usize = 10_000_000;

/// Why nothing could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// The input is empty.
    Empty,
    /// The input is larger than [`LARGEST`], or has more tags than any real page.
    TooMuch,
    /// The input is not text: a picture, a PDF.
    NotText,
    /// The input is already a recipe file of baste.
    Already,
    /// The input contains no recipe.
    NoRecipe,
}

impl ImportError {
    /// What the cook can do about it.
    pub fn hint(self) -> &'static str {
        match self {
            ImportError::Empty => "check that it was saved or copied whole",
            ImportError::TooMuch => "copy the text of the recipe, and give it with `baste import -`",
            ImportError::NotText => "open it, copy the text of the recipe, and give it with `baste import -`",
            ImportError::Already => "put it into your recipe folder as it is; `baste check` looks it over",
            ImportError::NoRecipe => {
                "open the page, copy the text from the title to the last step, and give it with `baste import -`"
            }
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ImportError::Empty => "there is nothing in it",
            ImportError::TooMuch => "it is larger than a page with a recipe can be",
            ImportError::NotText => "it is not a web page or a text",
            ImportError::Already => "it is a recipe of baste already",
            ImportError::NoRecipe => "no recipe was found in it",
        })
    }
}

impl std::error::Error for ImportError {}
