//! A recipe's card: what the shelf shows of a recipe and finds it by, so that its file is read only when it is wanted.

use super::{Dish, Recipe, SetUp, Yield, totals};
use crate::time::{Span, rough};
use serde::{Deserialize, Serialize};

/// Stands between two tags; text of a recipe never holds it.
const BETWEEN_TAGS: char = '\n';

/// What the shelf knows of a recipe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeSummary {
    /// What it is called.
    pub name: Box<str>,
    /// The words to find it by, in one text: ten thousand cards are kept in memory.
    tags: Box<str>,
    /// What it makes.
    pub yields: Yield,
    /// How long it takes at most, with the first of every choice.
    pub total: Span,
    /// All work of hands in it, added up.
    pub hands: Span,
}

impl RecipeSummary {
    /// The card of `recipe`.
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

    /// The words to find it by.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.split(BETWEEN_TAGS).filter(|tag| !tag.is_empty())
    }

    /// All of them, each on a line of its own.
    pub(super) fn tag_lines(&self) -> &str {
        &self.tags
    }

    /// In a few words: "serves 4 · about 2 h 10".
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
