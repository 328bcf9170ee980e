//! `baste list`: every recipe, with what it makes and how long it takes.

use crate::recipe::in_brief;
use crate::shelf::{Origin, Shelf};
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// Lists `shelf` on `out`, its broken files on `err`, and gives the exit code: 0, since what can be cooked was listed.
pub fn run(shelf: &Shelf, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let wide = shelf.recipes.iter().map(|shelved| shelved.recipe.name.width()).max().unwrap_or(0).min(48);
    for shelved in &shelf.recipes {
        let name = &shelved.recipe.name;
        let gap = " ".repeat(wide.saturating_sub(name.width()));
        let shipped = match shelved.origin {
            Origin::Shipped => " · shipped",
            Origin::File(_) => "",
        };
        let _ = writeln!(out, "{name}{gap}  {}{shipped}", in_brief(&shelved.recipe));
    }
    for line in shelf.error_lines() {
        let _ = writeln!(err, "{line}");
    }
    0
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::shelf::load;
    use std::path::PathBuf;

    #[test]
    fn recipes_are_listed() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let shelf = load(&[PathBuf::from("tests/recipes"), PathBuf::from("nowhere.toml")]);
        assert_eq!(run(&shelf, &mut out, &mut err), 0);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "Sunday roast beef and potatoes       serves 6 · about 3 h 20\n\
             Overnight sourdough                  makes 1 loaf · about 17 h 25\n\
             Steak, flipped every minute          serves 2 · about 1 h\n\
             Honey glazed crispy pork belly       serves 4 · about 2 h 30 · shipped\n\
             Caramelized honey-glazed pork belly  serves 4 · about 2 h 25 · shipped\n"
        );
        assert_eq!(String::from_utf8(err).unwrap(), "nowhere.toml: is not there: check the path\n");
    }
}
