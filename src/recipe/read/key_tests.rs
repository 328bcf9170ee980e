//! Keys that say more than a step and its time: burners, swaps, what comes later.

use super::read;
use super::tests::told;
use crate::recipe::{CardId, Dish, DishId, SetUp};

#[test]
fn a_burner_has_its_heat_in_words() {
    let text = "name = \"x\"\n[[step]]\nphase = \"rest\"\nhob = \"medium\"\nfor = \"10m\"\n\
                [[step]]\nphase = \"simmer\"\nhob = \"low, with the lid on\"\nfor = \"10m\"\n";
    let recipe = read(text.as_bytes()).recipes.remove(0);
    let dish = Dish::prepare(&recipe, &SetUp::default());
    let heats: Vec<_> = dish.steps.iter().filter_map(|step| step.heat(None)).collect();
    assert_eq!(heats, ["medium heat", "low, with the lid on"]);
    told(
        "name = \"x\"\n[[step]]\nphase = \"roast\"\noven = \"180C\"\nhob = \"high\"\nfor = \"1h\"\n",
        &[
            "t:5:7: the step has `oven` and `hob`: keep `hob` for a burner, or `oven` for the oven; what moves from one to the \
             other is two steps",
        ],
    );
}

#[test]
fn a_heat_is_no_moment_of_a_step() {
    for heat in ["118C", "54 °C", "245 degrees Fahrenheit", "160f"] {
        let text = format!(
            "name = \"x\"\n[[step]]\nphase = \"boil\"\nfor = \"1h\"\ncues = [{{ at = \"{heat}\", say = \"Soft\" }}]\n"
        );
        let said = format!(
            "t:5:16: `{heat}` is a heat, and a cue calls at a time: say when to look, such as at = \"20m\" or at = \"every 10m\", \
             and the heat in `say` or `until`"
        );
        told(&text, &[&said]);
    }
}

#[test]
fn an_ingredient_that_was_swapped_is_named_in_list_and_steps() {
    let text = "name = \"x\"\nserves = 2\nchoose = [\"skin on\", \"skin off\"]\nswap = [[\"dry sherry\", \"cider vinegar\"]]\n\
                ingredients = [\"2 tbsp dry sherry, a good one\", \"1 tbsp honey\"]\nnotes = [\"Instead of dry sherry: cider vinegar.\"]\n\
                [[step]]\nphase = \"prep\"\nonly-if = \"skin on\"\ndo = \"Stir honey and dry sherry.\"\nuses = [\"dry sherry\"]\n\
                [[step]]\nphase = \"serve\"\n";
    told(text, &[]);
    let recipe = read(text.as_bytes()).recipes.remove(0);
    let dish = |answers: &[usize]| {
        let set_up = SetUp { servings: Some(4), answers: answers.to_vec(), unit: None };
        Dish::prepare(&recipe, &set_up)
    };
    assert_eq!(
        recipe.questions().iter().map(|question| question.ask.as_str()).collect::<Vec<_>>(),
        ["Which way?", "Which one?"]
    );
    let (own, other) = (dish(&[]), dish(&[0, 1]));
    assert_eq!(own.ingredients[0], "4 tbsp dry sherry, a good one");
    assert_eq!(
        (other.ingredients[0].as_str(), other.ingredients[1].as_str()),
        ("4 tbsp cider vinegar", "2 tbsp honey")
    );
    assert_eq!(other.steps[0].what.as_deref(), Some("Stir honey and cider vinegar."));
    assert_eq!(other.steps[0].uses, ["cider vinegar"]);
    assert_eq!(other.notes, own.notes, "they say what stands for what");
    // A list of names is one choice; it decides nothing about the steps.
    told(&text.replace("[[\"dry sherry\", \"cider vinegar\"]]", "[\"dry sherry\", \"cider vinegar\"]"), &[]);
    told(
        &text.replace("[[\"dry sherry\", \"cider vinegar\"]]", "[\"dry sherry\"]"),
        &[
            "t:4:8: one ingredient is no choice: write swap = [[\"dry sherry\", \"apple cider vinegar\"]], the recipe's own first",
        ],
    );
    told(
        &text.replace("[[\"dry sherry\",", "[[\"sherry brandy\","),
        &[
            "t:4:8: warning: no ingredient is called `sherry brandy`: begin each list of `swap` with the words of the ingredient's line",
        ],
    );
}

#[test]
fn what_comes_later_is_read() {
    let text = |card: &str| format!("name = \"x\"\n[[step]]\nphase = \"serve\"\n[[later]]\n{card}");
    let recipe = |card: &str| read(text(card).as_bytes()).recipes.remove(0);
    let words = |card: &str| recipe(card).later[0].words();
    assert_eq!(words("title = \"Into the fridge\"\nwithin = \"2h\"\n"), "Into the fridge, within 2 h");
    assert_eq!(words("title = \"Crisp again\"\nfor = \"3m\"\ndo = \"Under the grill.\"\n"), "Crisp again, 3 min");
    let card = recipe("title = \"Crisp again\"\nfor = \"3m\"\ndo = \"Under the grill.\"\n").later.remove(0);
    let id = CardId { dish: DishId(0), card: 0 };
    let timer = Dish::later(id, &card);
    assert_eq!((timer.name.as_str(), timer.steps[0].what.as_deref()), ("Crisp again", Some("Under the grill.")));
    told(
        &text("within = \"2h\"\n"),
        &[
            "t:4:1: a card for later has no `title`: write [[later]] and below it title = \"Into the fridge\", within = \"2h\"",
        ],
    );
    told(
        &text("title = \"Thaw\"\n"),
        &["t:4:1: a card for later has no time: say `for` how long, or `within` what time"],
    );
    told(
        &text("title = \"Thaw\"\nfor = \"3m\"\nwithin = \"2h\"\n"),
        &["t:4:1: a card for later has `for` and `within`: keep one of them"],
    );
    told(
        &text("title = \"Thaw\"\nfor = \"1:30\"\nspeed = 3\n"),
        &[
            "t:6:7: `1:30` may be minutes and seconds, or hours and minutes: say 1m 30s, or 1h 30m",
            "t:7:1: unknown key `speed`: known here: title, do, for, within",
        ],
    );
}
