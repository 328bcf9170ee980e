//! `baste show NAME`: a recipe to read, and when it would be ready if it were started now.

use crate::cli::exit::{ErrorForm, print_error};
use crate::recipe::{
    Dish, DishStep, Question, QuestionSubject, Recipe, RecipeSummary, SetUp, StepTime, Totals, Yield, totals,
};
use crate::shelf::Shelf;
use crate::time::{Clock, Moment, between, exact, rough, time_and_day};
use std::fmt::Write as _;
use std::io::Write;
use unicode_width::UnicodeWidthStr;

/// The width of the text in columns.
const WIDE: usize = 80;

/// Shows the recipe that `name` means, with these choices; if there is none, says so on `err` and exits with 1.
pub(crate) fn run(
    shelf: &mut Shelf,
    name: &str,
    set_up: &SetUp,
    now: Moment,
    clock: &Clock,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    match shelf.open(name) {
        Ok(recipe) => {
            let _ = out.write_all(page(&recipe, set_up, now, clock).as_bytes());
            0
        }
        Err(none) => {
            print_error(err, ErrorForm::Lookup, &none.message, &none.hint);
            for line in shelf.error_lines() {
                let _ = writeln!(err, "{line}");
            }
            1
        }
    }
}

fn page(recipe: &Recipe, set_up: &SetUp, now: Moment, clock: &Clock) -> String {
    let dish = Dish::prepare(recipe, set_up);
    let mut page = String::new();
    let _ = writeln!(page, "{}", recipe.name);
    let _ = writeln!(page, "{}", head(recipe, &dish));
    let sums = totals(&dish);
    let _ = writeln!(page, "{}", in_all(&sums));
    let day = |at| time_and_day(clock, at, now);
    let (min, longest) = (day(now + sums.min), day(now + sums.longest));
    let when = if min == longest { min } else { format!("{min} to {longest}") };
    let _ = writeln!(page, "Begun now, ready about {when}");
    if let Some(source) = &recipe.source {
        fold(&mut page, "", source);
    }
    if !dish.ingredients.is_empty() {
        let _ = writeln!(page, "\nIngredients");
        let mut indent = "  ";
        for line in &dish.ingredients {
            if line.ends_with(':') {
                fold(&mut page, "  ", line);
                indent = "    ";
            } else {
                fold(&mut page, indent, line);
            }
        }
    }
    let questions = recipe.questions();
    if !questions.is_empty() {
        let _ = writeln!(page, "\nChoices");
        for (n, question) in questions.iter().enumerate() {
            choice(&mut page, recipe, set_up, n, question);
        }
    }
    let _ = writeln!(page, "\nSteps");
    for (n, step) in dish.steps.iter().enumerate() {
        one(&mut page, n + 1, step, &dish);
    }
    if !dish.notes.is_empty() {
        let _ = writeln!(page, "\nNotes");
        for note in &dish.notes {
            fold(&mut page, "  ", note);
        }
    }
    page
}

fn head(recipe: &Recipe, dish: &Dish) -> String {
    let brief = RecipeSummary::of(recipe).brief();
    match (&recipe.yields, dish.servings) {
        (Yield::Serves(own), Some(wanted)) if *own != wanted => format!("For {wanted}; the recipe is for {own}"),
        (Yield::Serves(_) | Yield::Makes(_), _) => {
            let what = brief.split(" · ").next().unwrap_or_default();
            let mut letters = what.chars();
            letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
        (Yield::Unsaid, _) => "It does not say for how many".to_owned(),
    }
}

fn in_all(sums: &Totals) -> String {
    let (min, longest) = (rough(sums.min), rough(sums.longest));
    let span = if min == longest { min } else { format!("{min} to {longest}") };
    let aside = sums.aside.map(|at| format!(", set aside after {}", rough(at))).unwrap_or_default();
    let more = if sums.open { ", or longer as you like" } else { "" };
    format!("About {span} in all{aside}{more}; {} of it by hand", rough(sums.hands))
}

/// A question with its options, each with its length and the total time with it.
fn choice(page: &mut String, recipe: &Recipe, set_up: &SetUp, n: usize, question: &Question) {
    let _ = writeln!(page, "  {}", question.ask);
    let time = question.subject.step().and_then(|id| recipe.steps.get(id.index())).map(|step| &step.time);
    for (pick, option) in question.options.iter().enumerate() {
        let mut answers = set_up.answers.clone();
        answers.resize(answers.len().max(n + 1), 0);
        if let Some(answer) = answers.get_mut(n) {
            *answer = pick;
        }
        let sums = totals(&Dish::prepare(recipe, &SetUp { answers, ..set_up.clone() }));
        let length = match time {
            Some(StepTime::Choice { options, .. }) => options.get(pick).map(|(_, length)| length.words()),
            Some(StepTime::Hands | StepTime::Timed(_)) | None => None,
        };
        let length = length.map(|words| format!(", {words}")).unwrap_or_default();
        let taken = set_up.answers.get(n).copied().unwrap_or(0) == pick;
        let mark = if taken { "*" } else { " " };
        let total = match question.subject {
            QuestionSubject::Recipe(_) | QuestionSubject::Step(_) => format!(": about {} in all", rough(sums.longest)),
            QuestionSubject::Swap(_) => String::new(),
        };
        fold(page, "  ", &format!("{mark} {option}{length}{total}"));
    }
}

fn one(page: &mut String, number: usize, step: &DishStep, dish: &Dish) {
    let mut said = vec![step.title.clone()];
    said.extend(step.heat(dish.unit));
    said.push(match step.length_words() {
        Some(words) => words,
        None => format!("about {}", exact(step.takes)),
    });
    if let Some(host) = step.beside.and_then(|beside| dish.step(beside.host)) {
        said.push(format!("beside {}", host.title));
    }
    fold(page, "  ", &format!("{number}. {}", said.join(" · ")));
    if let Some(what) = &step.what {
        fold(page, "     ", what);
    }
    for cue in &step.cues {
        fold(page, "     ", &format!("{}: {}", when(cue.at), cue.say));
    }
    if let Some(until) = &step.until {
        fold(page, "     ", &format!("Until {until}."));
    }
    if let Some(then) = &step.then {
        fold(page, "     ", &format!("Then: {then}"));
    }
}

fn when(at: crate::recipe::CueAt) -> String {
    use crate::recipe::CueAt;
    match at {
        CueAt::From(span) => format!("After {}", exact(span)),
        CueAt::Half => "Halfway".to_owned(),
        CueAt::Left(span) => format!("With {} left", exact(span)),
        CueAt::Every { each, until: None } => format!("Every {}", exact(each)),
        CueAt::Every { each, until: Some(until) } => format!("Every {}, up to {}", exact(each), between(until, until)),
    }
}

/// Wraps `text` at [`WIDE`] columns with this indent, and two more columns on later lines.
fn fold(page: &mut String, indent: &str, text: &str) {
    let mut line = indent.to_owned();
    let mut begun = false;
    for word in text.split(' ') {
        if begun && line.width() + 1 + word.width() > WIDE {
            let _ = writeln!(page, "{}", line.trim_end());
            line = format!("{indent}  ");
            begun = false;
        }
        if begun {
            line.push(' ');
        }
        line.push_str(word);
        begun = true;
    }
    let _ = writeln!(page, "{}", line.trim_end());
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::recipe::{SetUp, Unit};
    use crate::shelf::load;
    use crate::time::{Clock, Moment};
    use std::path::PathBuf;

    fn show(name: &str, set_up: &SetUp) -> (u8, String, String) {
        let mut shelf = load(&[PathBuf::from("tests/recipes")]);
        let clock = Clock { unix_minus_moment: 0, utc_offset: 0, next_offset: None };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let now = Moment::millis(18 * 3_600_000);
        let code = run(&mut shelf, name, set_up, now, &clock, &mut out, &mut err);
        (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn a_recipe_is_shown() {
        let set_up = SetUp { servings: Some(8), answers: vec![1], unit: Some(Unit::Celsius) };
        let (code, out, err) = show("honey glazed", &set_up);
        assert_eq!((code, err.as_str()), (0, ""));
        let lines: Vec<&str> = out.lines().collect();
        assert_eq!(lines[0], "Honey glazed crispy pork belly");
        assert_eq!(lines[1], "For 8; the recipe is for 4");
        assert_eq!(lines[2], "About 11 h 5 to 15 h 5 in all, or longer as you like; 33 min of it by hand");
        assert_eq!(lines[3], "Begun now, ready about tomorrow 05:03 to tomorrow 09:03");
        for wanted in [
            "    ½ tsp cayenne powder, more if you like heat",
            "  * overnight, 8 to 12 h: about 15 h 5 in all",
            "    quick, 30 min or longer: about 2 h 35 in all",
            "  3. On the counter · 1 h",
            "  5. Roast · 175 °C · 1 h",
            "     Until the skin is dry and blistered.",
            "     Then: Take it out. Oven down to 120 °C.",
            "  6. Stir the glaze · about 5 min · beside Roast",
        ] {
            assert!(lines.contains(&wanted), "{wanted}\n{out}");
        }
        assert!(lines.iter().all(|line| line.chars().count() <= 80), "{out}");
        let (_, out, _) = show("caramelized", &SetUp::default());
        assert!(
            out.contains("     With 10 min left: From now on watch it")
                && out.contains("Caramelize · 220 °C · 15 to 20 min")
        );
        let (_, out, _) = show("sourdough", &SetUp::default());
        assert!(out.contains("     Every 30 min, up to 3 h: Fold") && out.contains("Makes 1 loaf"), "{out}");
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        let (code, out, err) = show("sourdoh", &SetUp::default());
        assert_eq!((code, out.as_str()), (1, ""));
        assert_eq!(err, "error: no recipe is called `sourdoh`: did you mean `Overnight sourdough`?\n");
    }
}
