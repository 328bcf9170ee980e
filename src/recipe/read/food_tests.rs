//! Limits of the USDA and the FSA that a recipe passes are told, with who says so.

use super::read;

#[track_caller]
fn warned(text: &str) -> Vec<String> {
    let reading = read(text.as_bytes());
    assert!(!reading.is_broken(), "{:?}", reading.faults);
    let said: Vec<String> = reading.faults.iter().map(|fault| fault.line("t")).collect();
    assert!(said.iter().all(|line| !line.to_lowercase().contains("safe")), "{said:?}");
    said
}

fn dish(ingredient: &str, steps: &str) -> Vec<String> {
    warned(&format!("name = \"x\"\ningredients = [\"{ingredient}\"]\n{steps}"))
}

const ROAST: &str = "[[step]]\nphase = \"roast\"\noven = \"200C\"\nfor = \"1h\"\n";

#[track_caller]
fn one(warned: &[String], parts: &[&str]) {
    assert_eq!(warned.len(), 1, "{warned:?}");
    for part in parts {
        assert!(warned[0].contains(part), "{part}: {warned:?}");
    }
}

#[test]
fn an_inside_temperature_below_the_chart_is_told() {
    let at = |ingredient: &str, sign: &str| dish(ingredient, &format!("{ROAST}until = \"{sign}\"\n"));
    one(
        &at("1 chicken", "70 °C in the thickest part"),
        &[
            "t:7:9",
            "`Roast` ends at 70 °C (158 °F) inside",
            "USDA FSIS says 165 °F (74 °C) for poultry",
            "the FSA 70 °C for 2 min",
        ],
    );
    one(&at("2 kg beef rib", "52 °C inside for medium rare"), &["145 °F (63 °C) and 3 min of rest"]);
    one(&at("500 g ground beef", "155 °F inside"), &["160 °F"]);
    one(&at("2 kg beef rib", "48 to 52 °C inside"), &["ends at 52 °C"]);
    assert_eq!(at("1 chicken", "165 °F inside"), Vec::<String>::new());
    assert_eq!(at("1 chicken", "74 °C inside"), Vec::<String>::new());
    assert_eq!(at("500 g ground beef", "71 °C inside"), Vec::<String>::new());
    assert_eq!(at("2 kg pork belly", "the skin is crisp"), Vec::<String>::new());
    // Bread is no meat, nor is a step's oven the inside of it.
    assert_eq!(at("500 g flour", "50 °C inside"), Vec::<String>::new());
    assert_eq!(at("1 chicken", "turn the oven to 60 °C"), Vec::<String>::new());
}

#[test]
fn rests_are_summed_until_heat_or_cold() {
    let rest = |hours: &str| format!("[[step]]\nphase = \"rest\"\nfor = \"{hours}\"\n");
    let serve = "[[step]]\nphase = \"serve\"\ntakes = \"20m\"\n";
    let all = |parts: &[&str]| dish("1 kg pork belly", &parts.concat());
    one(
        &all(&[ROAST, &rest("90m"), "[[step]]\nphase = \"cool\"\nfor = \"30m\"\n", serve]),
        &["with `Serve` the food is at room temperature for 2 h 20; USDA FSIS and the FSA say 2 h at most"],
    );
    assert_eq!(all(&[ROAST, &rest("90m"), serve]), Vec::<String>::new());
    assert_eq!(all(&[&rest("90m"), ROAST, &rest("90m")]), Vec::<String>::new());
    assert_eq!(
        all(&[&rest("90m"), "[[step]]\nphase = \"chill\"\nfor = \"8h+\"\n", &rest("90m"), ROAST]),
        Vec::<String>::new()
    );
    assert_eq!(all(&[ROAST, &rest("5h").replace("for", "do = \"In the fridge.\"\nfor")]), Vec::<String>::new());
    // Dough may rest for as long as it likes.
    assert_eq!(dish("500 g flour", &rest("5h")), Vec::<String>::new());
}

#[test]
fn a_rest_too_long_with_one_choice_alone_is_told_too() {
    let choice = "[[step]]\nphase = \"rest\"\nchoose = { short = \"30m\", long = \"3h\" }\n";
    one(&dish("1 kg pork belly", &format!("{ROAST}{choice}")), &["room temperature for 3 h"]);
}

#[test]
fn leftovers_go_into_the_fridge_in_time_and_keep_for_days() {
    let card = |title: &str, within: &str| {
        dish("1 chicken", &format!("{ROAST}[[later]]\ntitle = \"{title}\"\nwithin = \"{within}\"\n"))
    };
    one(&card("Into the fridge", "4h"), &["`Into the fridge` says 4 h; USDA FSIS and the FSA say 2 h at most"]);
    one(&card("Eat what is left", "5d"), &["USDA FSIS says 3 to 4 days in the fridge, the FSA 2 days"]);
    assert_eq!(card("Into the fridge", "2h"), Vec::<String>::new());
    assert_eq!(card("Eat what is left", "3d"), Vec::<String>::new());
    let kept =
        "[[step]]\nphase = \"chill\"\nfor = \"until another day\"\nkeeps = \"6d\"\n[[step]]\nphase = \"serve\"\n";
    one(&dish("1 chicken", &format!("{ROAST}{kept}")), &["`Chill` keeps"]);
}
