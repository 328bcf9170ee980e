//! `baste list [FILTER]`: the recipes, each with what it makes and how long it takes.

use crate::cli::exit::{ErrorForm, print_error};
use crate::recipe::search::{EXAMPLES, Filter, Search};
use crate::recipe::text::clean;
use crate::shelf::{Origin, Shelf, Shelved};
use std::fmt::Write as _;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// What a filter can contain.
pub(super) fn help() -> String {
    let filters = EXAMPLES.iter().map(|example| format!("\n  {example}"));
    format!(
        "Filters, beside words:{}\nA shell takes < > # for itself: quote them, or use the words.",
        filters.collect::<String>()
    )
}

/// Lists the recipes of `shelf` that match the filter on `out`, best first, and broken files on `err`. Exits with 0, as
/// what can be cooked was listed, or with 1 if nothing matches or the filter cannot be read.
pub(crate) fn run(shelf: &Shelf, typed: &str, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let filter = Filter::parse(typed);
    if let Some(unread) = &filter.unread {
        print_error(err, ErrorForm::Lookup, unread, "");
        return 1;
    }
    let hits = if filter.is_empty() { None } else { Some(Search::default().hits(&shelf.cards(), &filter)) };
    let recipes: Vec<&Shelved> = match &hits {
        None => shelf.recipes().iter().collect(),
        Some(hits) => hits.iter().filter_map(|hit| shelf.recipes().get(usize::try_from(*hit).ok()?)).collect(),
    };
    let wide = recipes.iter().map(|shelved| shelved.card.name.width()).max().unwrap_or(0).min(48);
    let mut lines = String::new();
    for Shelved { card, origin } in &recipes {
        let gap = " ".repeat(wide.saturating_sub(card.name.width()));
        let shipped = match origin {
            Origin::Shipped => " · shipped",
            Origin::File(_) => "",
        };
        let _ = writeln!(lines, "{}{gap}  {}{shipped}", card.name, card.brief());
    }
    let _ = out.write_all(lines.as_bytes());
    for line in shelf.error_lines() {
        let _ = writeln!(err, "{line}");
    }
    if recipes.is_empty() {
        let message = format!("no recipe fits `{}`", clean(typed));
        print_error(err, ErrorForm::Lookup, &message, "`baste list` names them all");
    }
    u8::from(recipes.is_empty())
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
        assert_eq!(run(&shelf, "", &mut out, &mut err), 0);
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "Pancakes                             makes 12 pancakes · about 1 h\n\
             Sunday roast beef and potatoes       serves 6 · about 3 h 20\n\
             Overnight sourdough                  makes 1 loaf · about 17 h 25\n\
             Steak, flipped every minute          serves 2 · about 1 h\n\
             Honey glazed crispy pork belly       serves 4 · about 2 h 35 · shipped\n\
             Caramelized honey-glazed pork belly  serves 4 · about 2 h 25 · shipped\n"
        );
        assert_eq!(String::from_utf8(err).unwrap(), "nowhere.toml: is not there: check the path\n");
    }
    #[test]
    fn those_that_fit_are_listed() {
        let shelf = load(&[PathBuf::from("tests/recipes")]);
        let listed = |typed: &str| {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let code = run(&shelf, typed, &mut out, &mut err);
            (code, String::from_utf8([out, err].concat()).unwrap())
        };
        assert_eq!(listed("under:1h"), (
            0,
            "Pancakes                     makes 12 pancakes · about 1 h\nSteak, flipped every minute  serves 2 · about 1 h\n".to_owned()
        ));
        let (code, both) = listed("tag:pork roast");
        assert!(code == 0 && both.lines().count() == 2 && both.starts_with("Honey"), "{both}");
        assert_eq!(listed("zzz"), (1, "error: no recipe fits `zzz`: `baste list` names them all\n".to_owned()));
        assert_eq!(listed("<soon"), (1, "error: `<soon` is no time: such as <45m or <1h30\n".to_owned()));
    }
}
