//! Recipes that can be cooked and are odd.

use super::read;
use super::tests::told;

#[test]
fn odd_recipes_are_warned_about() {
    let text = "name = \"x\"\nchoose = [\"a\", \"b\"]\nclaims = { prep = \"1h\", cook = \"1h\", total = \"1h\" }\n\
                ingredients = [\"1 egg\"]\n[[step]]\nphase = \"prep\"\noven = \"180C\"\nuses = [\"egg\", \"ham\"]\n\
                [[step]]\nphase = \"bake\"\nfor = \"3h\"\n";
    let reading = read(text.as_bytes());
    assert!(!reading.is_broken() && reading.recipes.len() == 1);
    told(
        text,
        &[
            "t:2:10: warning: no step is different for any of these options: name one in a step's `only-if`, or leave `choose` out",
            "t:3:32: warning: the source says 1 h of cooking, but the steps on the heat take 3 h: the steps are what is cooked: mend \
             them if the source is right",
            "t:3:46: warning: the source says 1 h in all, but 1 h of preparing and 1 h of cooking make 2 h: look at the source again",
            "t:3:46: warning: the source says 1 h in all, but the countdowns alone take 3 h, without hands and heating: the steps are \
             what is cooked: mend them if the source is right",
            "t:7:8: warning: the oven setting of `Prep` is never used: the step has no countdown: give the step a `for`, or move `oven` \
             to the step that is in the oven",
            "t:8:8: warning: `ham` is not among the ingredients: use the words of the ingredient's line",
            "t:10:9: warning: `Bake` has no oven setting: nobody will be called to heat the oven: say it, such as oven = \"180C\"",
        ],
    );
}

#[test]
fn two_settings_of_one_oven_at_once_are_warned_about() {
    let text = |beside: &str| {
        format!(
            "name = \"x\"\n[[step]]\nphase = \"roast\"\noven = \"170C\"\nfor = \"1h\"\n\
             [[step]]\nphase = \"bake\"\nwhile = \"roast\"\noven = \"{beside}\"\nfor = \"20m\"\n"
        )
    };
    told(
        &text("220C"),
        &[
            "t:9:8: warning: `Bake` wants the oven at 220 °C beside `Roast`, which has it at 170 °C: one oven has one setting: give both \
             the same, or let one follow the other",
        ],
    );
    told(&text("180C"), &[]);
}

#[test]
fn a_schedule_that_cannot_be_meant_is_warned_about() {
    let early = |more: &str| {
        format!(
            "name = \"x\"\n[[step]]\nphase = \"roast\"\noven = \"170C\"\nfor = \"4h\"\n\
             [[step]]\nphase = \"boil\"\ntitle = \"Potatoes\"\npart = \"potatoes\"\nwhile = \"roast\"\n{more}for = \"20m\"\n\
             [[step]]\nphase = \"serve\"\nafter = [\"roast\", \"Potatoes\"]\n"
        )
    };
    told(
        &early(""),
        &[
            "t:9:8: warning: `Potatoes` is ready 3 h 40 before `Serve` wants it: let it begin later, such as while = \"roast\", at = \"30m \
             left\"; or say how long it `keeps`",
        ],
    );
    told(&early("at = \"30m left\"\n"), &[]);
    told(&early("keeps = \"5h\"\n"), &[]);
    // Of two steps without a title the one that is meant is named.
    let two = early("")
        .replace("title = \"Potatoes\"\n", "")
        .replace("\"Potatoes\"", "\"boil\"")
        .replace(
            "[[step]]\nphase = \"boil\"",
            "[[step]]\nphase = \"boil\"\npart = \"stock\"\nkeeps = \"9h\"\nfor = \"5m\"\n[[step]]\nphase = \"boil\"",
        )
        .replace("after = [\"roast\", \"boil\"]\n", "");
    let warned: Vec<String> = read(two.as_bytes()).faults.iter().map(|fault| fault.line("t")).collect();
    assert!(warned.len() == 1 && warned[0].starts_with("t:13:8: warning: `Boil` is ready 3 h 40"), "{warned:?}\n{two}");
    let hands = |at: &str| {
        format!(
            "name = \"x\"\n[[step]]\nphase = \"simmer\"\nfor = \"1h\"\n\
             [[step]]\nphase = \"prep\"\ntitle = \"Chop\"\npart = \"a\"\nwhile = \"simmer\"\ntakes = \"15m\"\n\
             [[step]]\nphase = \"prep\"\ntitle = \"Whisk\"\npart = \"b\"\nwhile = \"simmer\"\nat = \"{at}\"\ntakes = \"15m\"\n"
        )
    };
    told(
        &hands("5m"),
        &[
            "t:15:9: warning: `Chop` and `Whisk` want the cook's hands at the same time: let one follow the other (`after`), or begin it \
             at another time (`at`)",
        ],
    );
    told(&hands("15m"), &[]);
}

#[test]
fn two_settings_at_once_in_strands_of_their_own_are_warned_about() {
    let text = |at: &str, oven: &str| {
        format!(
            "name = \"x\"\nchoose = [\"plain\", \"with a pie\"]\n\
             [[step]]\nphase = \"roast\"\noven = \"170C\"\nfor = \"2h\"\n\
             [[step]]\nphase = \"prep\"\ntitle = \"Roll\"\nonly-if = \"with a pie\"\npart = \"pie\"\nwhile = \"roast\"\nat = \"{at}\"\ntakes = \"10m\"\n\
             [[step]]\nphase = \"bake\"\nonly-if = \"with a pie\"\npart = \"pie\"\noven = \"{oven}\"\nfor = \"30m\"\n\
             [[step]]\nphase = \"serve\"\n"
        )
    };
    // The pie exists with the second option only, and follows a step of the hands.
    let warned = |at: &str, oven: &str| -> Vec<String> {
        let said: Vec<String> = read(text(at, oven).as_bytes()).faults.iter().map(|fault| fault.line("t")).collect();
        said.into_iter().filter(|line| line.contains("wants the oven")).collect()
    };
    let said = warned("30m", "220C");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("`Bake` wants the oven at 220 °C beside `Roast`, which has it at 170 °C"), "{said:?}");
    assert_eq!(warned("30m", "175C"), Vec::<String>::new());
    assert_eq!(warned("30m", "170C fan").len(), 1);
    // It goes in when the roast is out.
    assert_eq!(warned("5m left", "220C"), Vec::<String>::new());
}
