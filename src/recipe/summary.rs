//! The summary of a recipe: what the shelf shows and searches, so that its file is read only when it is opened.

use super::text::is_harmful;
use super::{Dish, Recipe, SetUp, Yield, totals};
use crate::time::{Span, rough};
use serde::{Deserialize, Serialize};

/// Separates tags; text of a recipe never contains it.
const BETWEEN_TAGS: char = '\n';

/// What the shelf knows about a recipe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeSummary {
    /// Its name.
    pub name: Box<str>,
    /// All tags in one text, as ten thousand summaries are kept in memory.
    tags: Box<str>,
    /// What it makes.
    pub yields: Yield,
    /// How long it takes at most, with the default of every choice.
    pub total: Span,
    /// The sum of its hands-on time.
    pub hands: Span,
}

impl RecipeSummary {
    /// The summary of `recipe`.
    pub fn of(recipe: &Recipe) -> RecipeSummary {
        let sums = totals(&Dish::prepare(recipe, &SetUp::default()));
        RecipeSummary {
            name: recipe.name.as_str().into(),
            tags: recipe.tags.join(&BETWEEN_TAGS.to_string()).into(),
            yields: recipe.yields.clone(),
            total: sums.longest,
            hands: sums.hands,
        }
    }

    /// Whether no text of it can do harm on a screen. One that was read from a recipe file always is; one from an index may be anybody's.
    pub(crate) fn is_harmless(&self) -> bool {
        let makes = match &self.yields {
            Yield::Makes(what) => what,
            Yield::Unsaid | Yield::Serves(_) => "",
        };
        let is_plain = |text: &str| text.bytes().all(|b| (b' '..=b'~').contains(&b)) || !text.chars().any(is_harmful);
        [&self.name, makes].into_iter().chain(self.tags()).all(is_plain)
    }

    /// The tags to find it by.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.split(BETWEEN_TAGS).filter(|tag| !tag.is_empty())
    }

    /// All tags, one a line.
    pub(super) fn tag_lines(&self) -> &str {
        &self.tags
    }

    /// A short description: "serves 4 · about 2 h 10".
    pub fn brief(&self) -> String {
        let about = rough(self.total);
        match &self.yields {
            Yield::Unsaid => format!("about {about}"),
            Yield::Serves(n) => format!("serves {n} · about {about}"),
            Yield::Makes(what) => format!("makes {what} · about {about}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RecipeSummary;
    use crate::recipe::read::read;
    use crate::time::Span;

    #[test]
    fn a_card_tells_what_a_cook_chooses_by() {
        let text = "name = \"Rice\"\nserves = 4\ntags = [\"side\", \"rice cooker\"]\n[[step]]\nphase = \"prep\"\ntakes = \"6m\"\n\
                    [[step]]\nphase = \"simmer\"\nfor = \"15-18m\"\n";
        let card = RecipeSummary::of(&read(text.as_bytes()).recipes[0]);
        assert_eq!(card.tags().collect::<Vec<_>>(), ["side", "rice cooker"]);
        assert_eq!((card.total, card.hands), (Span::mins(24), Span::mins(6)));
        assert_eq!(card.brief(), "serves 4 · about 24 min");
    }
}
