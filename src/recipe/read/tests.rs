//! Each fault with its position, its words and its fix; and nonsense of all kinds.

use super::{LARGEST, read};
use crate::recipe::fault::{RenderStyle, Severity};
use crate::recipe::{Dish, Recipe, SetUp, Unit, totals};
use proptest::prelude::{Just, any, prop_assert, prop_oneof, proptest};
use proptest::strategy::Strategy;

/// The one recipe of a file without faults.
#[track_caller]
pub(super) fn only(text: &str) -> Recipe {
    let reading = read(text.as_bytes());
    let lines: Vec<String> = reading.faults.iter().map(|f| f.line("t")).collect();
    assert!(lines.is_empty(), "{lines:#?}");
    assert_eq!(reading.recipes.len(), 1);
    reading.recipes.into_iter().next().unwrap()
}

#[track_caller]
pub(super) fn told(text: &str, wanted: &[&str]) {
    let lines: Vec<String> = read(text.as_bytes()).faults.iter().map(|f| f.line("t")).collect();
    assert_eq!(lines, wanted, "{text}");
}

#[test]
fn faults_of_steps_are_told() {
    let step =
        |lines: &str| format!("name = \"x\"\n[[step]]\nphase = \"roast\"\ntitle = \"A\"\noven = \"180C\"\n{lines}\n");
    for (lines, wanted) in [
        ("phase2 = \"x\"", "t:6:1: unknown key `phase2`: did you mean `phase`?"),
        ("duration = \"1h\"", "t:6:1: unknown key `duration`: did you mean `for`?"),
        ("notes = [\"x\"]", "t:6:1: `notes` belongs to the recipe: move it above the first step"),
        ("for = 30", "t:6:7: `for` is the bare number 30: say what it counts: for = \"30m\" for minutes"),
        ("for = \"30\"", "t:6:7: `30` has no unit: say 30m for minutes, 30h for hours or 30s for seconds"),
        ("for = [\"1h\"]", "t:6:7: `for` should be text, not a list: write one text in quotes, not a list"),
        ("for = \"\"", "t:6:7: `for` is empty: say something, or leave the key out"),
        ("for = \"2y\"", "t:6:7: `2y` is longer than 14 days: say 14d at most"),
        ("for = 1h", "t:6:7: text must stand in quotes: put it in quotes, such as for = \"1h\""),
        ("takes = \"5m - 10m\"", "t:6:9: `takes` wants one length of time, not a range: say it as 20m"),
        ("do = 4", "t:6:6: `do` should be text, not the number 4: put it in quotes"),
        ("ask = \"How?\"", "t:6:7: `ask` without `choose`: add choose = { quick = \"30m\", slow = \"1h\" }"),
        ("at = \"5m\"", "t:6:6: `at` without `while`: name the step that it is counted in: while = \"roast\""),
        ("while = \"A\"", "t:6:9: `while` names the step itself: name another step, or leave it out"),
        ("after = \"B\"", "t:6:9: no step is called `B`: write the title of a step of this recipe"),
        ("only-if = \"x\"", "t:6:11: no option is called `x`: the recipe has no `choose` to take options from"),
        ("needs = [\"hand\"]", "t:6:10: nothing called `hand` can be needed: say hands, burner or oven"),
        (
            "cues = [{ at = \"5m\", say = \"x\" }]",
            "t:6:8: cues in a step without a countdown: give the step a `for`, or say it in `do`",
        ),
        (
            "for = \"1h\"\nchoose = { a = \"1h\", b = \"2h\" }",
            "t:6:7: the step has `for` and `choose`: keep `choose` where the cook is asked, or `for` where not",
        ),
        (
            "choose = [\"a\", \"b\"]",
            "t:6:10: `choose` of a step names lengths of time, and this is a list: write choose = { quick = \"30m\", slow = \"1h\" }; \
             a choice of the whole recipe stands above the first step",
        ),
        (
            "for = \"20m\"\ncues = [{ at = \"25m\", say = \"x\" }]",
            "t:7:16: the cue comes after the end of the step (20 min): it can be up to 20m",
        ),
        (
            "for = \"20m\"\ncues = [{ at = \"20m\", say = \"x\" }]",
            "t:7:16: the cue falls on the end of the step (20 min): say it in `then`",
        ),
        (
            "for = \"15-20m\"\ncues = [{ at = \"16m left\", say = \"x\" }]",
            "t:7:16: the cue comes before the step begins (15 to 20 min): `left` counts to its earlier end: it can be up to 15m left",
        ),
        (
            "for = \"20m\"\ncues = [{ at = \"every 1h\", say = \"x\" }]",
            "t:7:16: the cue never calls within the step (20 min): it can be up to 20m",
        ),
        (
            "for = \"20m\"\ncues = [{ at = \"every 1s\", say = \"x\" }]",
            "t:7:16: nobody can do this so often: say every 10s or longer",
        ),
        (
            "for = \"20m\"\ncues = [{ say = \"x\" }]",
            "t:7:9: a cue without `at`: write cues = [{ at = \"20m\", say = \"Turn it\" }]",
        ),
        (
            "for = \"20m\"\ncues = [{ at = \"2m\" }]",
            "t:7:9: a cue without `say`: write cues = [{ at = \"20m\", say = \"Turn it\" }]",
        ),
        (
            "for = \"20m\"\ncues = [{ at = \"hlaf\", say = \"x\" }]",
            "t:7:16: `hlaf` is no moment of a step: did you mean `half`?",
        ),
        (
            "for = 1h\n[[step]]\nphase = \"prep\"\nwhile = \"Nothing\"",
            "t:6:7: text must stand in quotes: put it in quotes, such as for = \"1h\"\nt:9:9: no step is called `Nothing`: write the \
             title of a step of this recipe",
        ),
        (
            "for = \"20m\"\ncues = { at = \"2m\" }",
            "t:7:8: `cues` should be a list, not a table: write cues = [{ at = \"20m\", say = \"Turn it\" }]",
        ),
        (
            "for = \"20m\"\n[[step]]\nphase = \"prep\"\nwhile = \"A\"\nat = \"30m left\"",
            "t:10:6: `A` has not begun by then: its earlier end is at 20m: say 20m left at most",
        ),
        (
            "for = \"20m\"\n[[step]]\nphase = \"prep\"\nwhile = \"A\"\nat = \"20m\"",
            "t:10:6: `A` is over by then: it takes 20m: say an earlier moment, or use `after`",
        ),
        (
            "for = \"20m\"\n[[step]]\nphase = \"prep\"\nwhile = \"A\"\nat = \"every 5m\"",
            "t:10:6: a step cannot begin again and again: say one moment, such as 20m, half or 10m left; reminders are `cues`",
        ),
        (
            "for = \"20m\"\n[[step]]\nphase = \"rost\"\n[[step]]\nphase = \"prep\"\ntitle = \"C\"\nwhile = \"a\"\nafter = \"D\"",
            "t:8:9: unknown phase `rost`: did you mean `roast`?\nt:13:9: no step is called `D`: write the title of a step of this recipe",
        ),
        (
            "for = \"20m\"\n[[step]]\nphase = \"roast\"\noven = \"180C\"\nfor = \"1h\"\n[[step]]\nphase = \"prep\"\nwhile = \"roast\"",
            "t:13:9: 2 steps are called `roast`: give the one that you mean a title of its own, and name that",
        ),
        (
            "for = \"20m\"\n[[step]]\ntitle = \"B\"",
            "t:7:1: the step has no `phase`: say its kind: prep, marinate, chill, rest, roast, \
          bake, grill, baste, glaze, simmer, boil, steam, sear, fry, proof, cool, serve",
        ),
        (
            "for = \"20m\"\npreheat = 10",
            "t:7:11: `preheat` is the bare number 10: say what it counts: preheat = \"10m\" for minutes",
        ),
        (
            "for = \"20m\"\nafter = \"C\"\n[[step]]\nphase = \"prep\"\ntitle = \"B\"\n[[step]]\nphase = \"rest\"\ntitle = \"C\"\nfor = \"5m\"",
            "t:7:9: these steps wait for each other: `A` waits for `C` waits for `B` waits for `A`: write a `while` step below its \
             host, and let `after` name what is done before",
        ),
    ] {
        let wanted: Vec<&str> = wanted.split('\n').collect();
        let text = step(lines);
        let lines: Vec<String> = read(text.as_bytes())
            .faults
            .iter()
            .filter(|f| f.severity == Severity::Error)
            .map(|f| f.line("t"))
            .collect();
        assert_eq!(lines, wanted, "{text}");
        assert!(read(text.as_bytes()).recipes.is_empty());
    }
}

#[test]
fn faults_of_recipes_are_told() {
    let step = "[[step]]\nphase = \"prep\"\n";
    for (top, wanted) in [
        ("serves = 4\n", "t:1:1: the recipe has no `name`: say what it is called: name = \"…\""),
        ("name = \"x\"\nservings = 4\n", "t:2:1: unknown key `servings`: did you mean `serves`?"),
        ("name = \"x\"\ningredient = [\"a\"]\n", "t:2:1: unknown key `ingredient`: did you mean `ingredients`?"),
        (
            "name = \"x\"\nserves = \"few\"\n",
            "t:2:10: `serves` should be a number, not text: write a number without quotes: serves = 4",
        ),
        ("name = \"x\"\nserves = 0\n", "t:2:10: `serves` is the number 0: it can be 1 to 500"),
        ("name = \"x\"\nserves = -3\n", "t:2:10: `serves` is the number -3: it can be 1 to 500"),
        (
            "name = \"x\"\nserves = 4\nmakes = \"1 loaf\"\n",
            "t:3:9: the recipe has `serves` and `makes`: keep one of them",
        ),
        ("name = \"x\"\noven = \"180C\"\n", "t:2:1: `oven` belongs to a step: move it below a [[step]]"),
        (
            "name = \"x\"\nchoose = [\"a\"]\n",
            "t:2:11: one option is no choice: write choose = [\"skin on\", \"skin off\"]",
        ),
        ("name = \"x\"\nchoose = [\"a\", \"a\"]\n", "t:2:16: the option `a` is there twice: keep one of them"),
        ("name = \"x\"\nclaims = { all = \"1h\" }\n", "t:2:12: unknown key `all`: did you mean `total`?"),
        (
            "name = \"x\"\ningredients = [1]\n",
            "t:2:16: `ingredients` should be text, not the number 1: put it in quotes",
        ),
        ("name = \"x\"\nname = \"y\"\n", "t:2:1: this key was there already: keep one of them"),
        ("name = \"x\nserves = 4\n", "t:1:10: this text is never closed: put the closing quote at its end"),
        (
            "name = \"x\"\ningredients = [\"a\" \"b\"]\n",
            "t:2:20: a comma is missing in this list: put a comma after each element but the last",
        ),
        (
            "name = \"x\"\nrecipe = 3\n",
            "t:1:1: `name` stands outside of every recipe: move it below a [[recipe]]\n\
          t:2:10: `recipe` should be a list of tables, not the number 3: write [[recipe]], with two brackets\n\
          t:3:3: this step belongs to no recipe: write [[recipe.step]] in this file",
        ),
    ] {
        let wanted: Vec<&str> = wanted.split('\n').collect();
        told(&format!("{top}{step}"), &wanted);
    }
    told("name = \"x\"\n", &["t:1:1: the recipe has no steps: write [[step]] and below it phase = \"prep\""]);
    told(
        "name = \"x\"\n[step]\nphase = \"prep\"\n",
        &["t:2:1: `step` should be a list of tables, not a table: write [[step]], with two brackets"],
    );
}

#[test]
fn faults_of_files_are_told() {
    told("", &["t:1:1: the file is empty: it wants at least a `name` and one [[step]]"]);
    told(" \n \n", &["t:1:1: the file is empty: it wants at least a `name` and one [[step]]"]);
    let line = |bytes: &[u8]| read(bytes).faults.iter().map(|f| f.line("t")).collect::<Vec<_>>();
    assert_eq!(line(b"\x7fELF\0\0"), ["t:1:1: the file is not text: a recipe is a text file in TOML"]);
    assert_eq!(line(b"\xff\xfen\0"), ["t:1:1: the file is written in UTF-16: save it as UTF-8"]);
    assert_eq!(line(&vec![b'#'; 10 * LARGEST]), ["t:1:1: the file has 10.0 MB: a recipe file has 1 MB at most"]);
    assert_eq!(
        line(b"name = \"x\"\nsource = \"caf\xe9\"\n[[step]]\nphase = \"rost\"\n"),
        [
            "t:2:14: these bytes are not UTF-8: save the file as UTF-8",
            "t:4:9: unknown phase `rost`: did you mean `roast`?"
        ]
    );
    let with_mark = read("\u{feff}name = \"x\"\n[[step]]\nphase = \"prep\"\n".as_bytes());
    assert_eq!((with_mark.recipes.len(), with_mark.faults.len()), (1, 0));
}

#[test]
fn one_broken_recipe_hides_no_other() {
    let text = "[[recipe]]\nname = \"A\"\ningredients = [\n  \"1 egg\",\n\n[[recipe.step]]\nphase = \"boil\"\nfor = \"6m\"\n\
                [[recipe]]\nname = \"B\"\n[[recipe.step]]\nphase = \"fri\"\nfor = 5\n\
                [[recipe]]\nname = \"C\"\n[[recipe.step]]\nphase = \"serve\"\n\
                [[recipe]]\nname = \"C\"\n[[recipe.step]]\nphase = \"serve\"\n\
                [[recipe]]\nname = \"D\nsource = '''\n[[recipe.step]]\nphase = \"serve\"\n";
    let reading = read(text.as_bytes());
    let names: Vec<&str> = reading.recipes.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["C"]);
    told(
        text,
        &[
            "t:3:15: this list is never closed: put a ] after its last element",
            "t:12:9: unknown phase `fri`: did you mean `fry`?",
            "t:13:7: `for` is the bare number 5: say what it counts: for = \"5m\" for minutes",
            "t:19:8: there are two recipes called `C`: give one of them another name",
            "t:23:10: this text is never closed: put the closing quote at its end",
            "t:24:10: this text is never closed: put its closing quotes at its end",
        ],
    );
}

#[test]
fn text_is_harmless_once_read() {
    let recipe =
        only("name = \"a\\u001b[31m\\u202eb\"\n[[step]]\nphase = \"prep\"\ndo = \"\"\"two\n lines\\u0007\"\"\"\n");
    assert_eq!((recipe.name.as_str(), recipe.steps[0].what.as_deref()), ("a[31mb", Some("two lines")));
}

#[test]
fn deep_and_long_nonsense_ends() {
    for text in [
        "[".repeat(100_000),
        "a = [".repeat(50_000),
        "x = {".repeat(50_000),
        "a.".repeat(200_000),
        "[[a]]\n".repeat(50_000),
    ] {
        let reading = read(text.as_bytes());
        assert!(reading.is_broken() && reading.recipes.is_empty());
        assert!(reading.faults.iter().all(|f| f.render("t", RenderStyle::Plain).len() < 4_000));
    }
}

/// Lines of a recipe, including wrong ones.
fn line() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("name"),
        Just("for"),
        Just("phase"),
        Just("while"),
        Just("after"),
        Just("at"),
        Just("title"),
        Just("choose"),
        Just("only-if"),
        Just("part"),
        Just("oven"),
        Just("cues"),
        Just("serves"),
        Just("claims"),
        Just("ingredients")
    ];
    let value = prop_oneof![
        Just("\"roast\""),
        Just("\"prep\""),
        Just("\"A\""),
        Just("\"B\""),
        Just("\"10m\""),
        Just("\"15-20m\""),
        Just("\"half\""),
        Just("\"5m left\""),
        Just("[\"A\", \"B\"]"),
        Just("{ A = \"1h\", B = \"2h+\" }"),
        Just("[{ at = \"half\", say = \"x\" }]"),
        Just("4"),
        Just("\"180C\""),
        Just("["),
        Just("\"\"\""),
        Just("{"),
        Just("1979-05-27"),
        Just("\"é\u{202e}\"")
    ];
    prop_oneof![
        3 => Just("[[step]]\nphase = \"prep\"".to_owned()),
        1 => Just("[[step]]\nphase = \"roast\"\nfor = \"1h\"".to_owned()),
        1 => Just("[[recipe]]".to_owned()),
        1 => Just("[[recipe.step]]".to_owned()),
        8 => (key, value).prop_map(|(key, value)| format!("{key} = {value}")),
    ]
}

/// Whether every step can begin, each once what it waits for is done and its host has begun.
fn can_be_cooked(dish: &Dish) -> bool {
    let mut done = vec![false; dish.steps.len()];
    for _ in &dish.steps {
        for (i, step) in dish.steps.iter().enumerate() {
            let mut before = step.waits_for.iter().copied().chain(step.beside.map(|beside| beside.host));
            done[i] |= before.all(|id| done[id.index()]);
        }
    }
    done.into_iter().all(|done| done)
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>()) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_lines_make_it_panic_and_what_is_read_can_be_cooked(lines in proptest::collection::vec(line(), 0..24)) {
        let text = format!("name = \"x\"\n{}\n", lines.join("\n"));
        let reading = read(text.as_bytes());
        prop_assert!(!reading.recipes.is_empty() || reading.is_broken());
        for fault in &reading.faults {
            let _ = fault.render("t", RenderStyle::Plain);
        }
        for recipe in &reading.recipes {
            for answers in [vec![], vec![1, 1, 1]] {
                let dish = Dish::prepare(recipe, &SetUp { answers, servings: Some(7), unit: Some(Unit::Fahrenheit) });
                prop_assert!(!dish.steps.is_empty());
                let totals = totals(&dish);
                prop_assert!(totals.min <= totals.longest);
                prop_assert!(can_be_cooked(&dish));
                for (i, step) in dish.steps.iter().enumerate() {
                    prop_assert!(step.waits_for.iter().all(|id| id.index() < dish.steps.len() && id.index() != i));
                }
            }
        }
    }
}

#[test]
fn headers_that_are_never_closed_are_told_where_they_stand() {
    let header = "[[sauce\", \"brown sugar\", \"vinegar\"]\nneeds = [\"hands\"]\n\n";
    let text = format!(
        "[[recipe]]\nname = \"x\"\nneeds = [\"hands\"]\n\n{}[[recipe.step]]\nphase = \"serve\"\n",
        header.repeat(56)
    );
    let faults = read(text.as_bytes()).faults;
    assert!(faults.len() >= 56, "{}", faults.len());
    assert!(faults.iter().all(|fault| fault.line <= text.lines().count()), "no line beyond the file is named");
}
