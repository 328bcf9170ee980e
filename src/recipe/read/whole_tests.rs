//! Whole recipes: the shipped ones and three more, and the order of their steps.

use super::read;
use super::tests::only;
use crate::recipe::{
    CueAt, Dish, DishStep, HostAt, Length, Need, Oven, Phase, SetUp, StepId, StepTime, Unit, Yield, totals,
};
use crate::time::Span;

/// Title, what it waits for, what it follows, its host.
type Links = (String, Vec<u16>, Option<u16>, Option<u16>);

const SHIPPED: &str = include_str!("../../../recipes.toml");
const SOURDOUGH: &str = include_str!("../../../tests/recipes/sourdough.toml");
const STEAK: &str = include_str!("../../../tests/recipes/steak.toml");
const BEEF: &str = include_str!("../../../tests/recipes/roast-beef.toml");

fn id(n: u16) -> StepId {
    StepId(n)
}

#[test]
fn the_shipped_recipes_are_read() {
    let reading = read(SHIPPED.as_bytes());
    let faults: Vec<String> = reading.faults.iter().map(|f| f.line("recipes.toml")).collect();
    let names: Vec<&str> = reading.recipes.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, ["Honey glazed crispy pork belly", "Caramelized honey-glazed pork belly"]);
    assert_eq!(
        faults,
        [
            "recipes.toml:152:33: warning: the source says 40 min of cooking, but the steps on the heat take 1 h 45 to 1 h 52: \
             the steps are what is cooked: mend them if the source is right",
            "recipes.toml:152:48: warning: the source says 1 h 10 in all, but the countdowns alone take 1 h 55 to 2 h 2, without \
             hands and heating: the steps are what is cooked: mend them if the source is right; the source's own text says 2 h",
        ]
    );
}

#[test]
fn the_honey_belly_is_whole() {
    let recipes = read(SHIPPED.as_bytes()).recipes;
    let [honey, _] = recipes.as_slice() else { panic!("two recipes") };
    let quick = Dish::prepare(honey, &SetUp::default());
    let titles = |dish: &Dish| dish.steps.iter().map(|s| s.title.clone()).collect::<Vec<_>>();
    assert!(!titles(&quick).contains(&"On the counter".to_owned()));
    let night = Dish::prepare(honey, &SetUp { answers: vec![1], unit: Some(Unit::Celsius), ..SetUp::default() });
    assert_eq!(
        titles(&night),
        [
            "Score and rub",
            "Chill",
            "On the counter",
            "Line the tray",
            "Roast",
            "Stir the glaze",
            "Freeze some?",
            "Baste",
            "Set the glaze",
            "Baste again",
            "Finish",
            "Cool",
            "Serve"
        ]
    );
    let roast = &night.steps[4];
    assert_eq!((roast.oven, roast.length), (Some(Oven::Fahrenheit(350)), Some(Length::Exact(Span::HOUR))));
    assert_eq!(roast.then.as_deref(), Some("Take it out. Oven down to 120 °C."));
    assert_eq!(night.steps[1].length, Some(Length::Range { min: Span::hours(8), max: Span::hours(12) }));
    assert_eq!(night.steps[5].beside.map(|b| b.host), Some(id(4)));
    assert_eq!(night.steps[6].waits_for, [id(4), id(5)]);
    assert_eq!(night.steps[6].follows, Some(id(4)));
    assert_eq!(night.steps[7].follows, Some(id(6)));
    let totals = totals(&quick);
    assert_eq!((totals.heating, totals.open), (Span::ZERO, true));
    assert_eq!(totals.counted_least, Span::mins(30 + 60 + 20 + 10 + 5));
    assert_eq!(totals.longest, Span::mins(15 + 30 + 2 + 60 + 1 + 3 + 20 + 2 + 10 + 5 + 5));
}

#[test]
fn the_caramelized_belly_is_whole() {
    let recipes = read(SHIPPED.as_bytes()).recipes;
    let [_, caramelized] = recipes.as_slice() else { panic!("two recipes") };
    let off = Dish::prepare(caramelized, &SetUp { answers: vec![1], ..SetUp::default() });
    assert!(off.steps.iter().all(|s| s.title != "Score the skin"));
    let dish = Dish::prepare(caramelized, &SetUp { servings: Some(6), ..SetUp::default() });
    assert_eq!(dish.steps.len(), off.steps.len() + 1);
    assert_eq!(dish.servings, Some(6));
    assert_eq!(dish.ingredients[1], "1.5 kg pork belly, skin on or off, with even layers of meat and fat");
    assert_eq!(dish.ingredients[12], "1½ tsp cornflour in 1½ tbsp cold water");
    let mix = &dish.steps[5];
    assert_eq!(mix.beside.map(|b| (b.host, b.at)), Some((id(4), HostAt::Left(Span::mins(30)))));
    assert!(mix.waits_for.is_empty() && mix.needs == Some(vec![Need::Hands, Need::Burner]));
    assert_eq!(dish.steps[6].waits_for, [id(5)]);
    assert_eq!((dish.steps[7].waits_for.as_slice(), dish.steps[7].follows), (&[id(4), id(6)][..], Some(id(4))));
    let glaze = &dish.steps[8];
    assert_eq!(glaze.length, Some(Length::Range { min: Span::mins(15), max: Span::mins(20) }));
    let at: Vec<CueAt> = glaze.cues.iter().map(|cue| cue.at).collect();
    assert_eq!(at, [CueAt::Left(Span::mins(10)), CueAt::Half]);
    let totals = totals(&dish);
    assert_eq!((totals.counted_least, totals.counted_longest), (Span::mins(115), Span::mins(120)));
    // The 15 min of hands before the roast heat the oven; from 170 to 220 °C takes 5 min, less 3 min of brushing.
    assert_eq!(totals.heating, Span::mins(2));
}

#[test]
fn the_sketched_recipes_are_read() {
    let bread = only(SOURDOUGH);
    assert_eq!(bread.yields, Yield::Makes("1 loaf".to_owned()));
    let every = CueAt::Every { each: Span::mins(30), until: Some(Span::hours(3)) };
    assert_eq!(bread.steps[3].cues[0].at, every);
    assert_eq!((bread.steps[3].phase, bread.steps[8].preheat), (Phase::Proof, Some(Span::mins(45))));

    // Rare meat is below what public bodies say, and that is all there is to say of them.
    let with_rare_meat = |text: &str| {
        let reading = read(text.as_bytes());
        assert!(!reading.is_broken() && reading.faults.iter().all(|fault| fault.line("t").contains("USDA FSIS")));
        reading.recipes.into_iter().next().unwrap()
    };
    let steak = with_rare_meat(STEAK);
    let StepTime::Choice { ask, options } = &steak.steps[2].time else { panic!("a choice") };
    let names: Vec<&str> = options.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((ask.as_deref(), names.as_slice()), (Some("How done?"), &["rare", "medium-rare", "medium"][..]));
    assert_eq!(steak.steps[1].takes, Span::mins(4));

    let beef = with_rare_meat(BEEF);
    let dish = Dish::prepare(&beef, &SetUp::default());
    let waits = |n: usize| dish.steps[n].waits_for.iter().map(|s| s.0).collect::<Vec<_>>();
    assert_eq!(waits(3), [] as [u16; 0]);
    assert_eq!((waits(6), dish.steps[6].follows), (vec![2, 5], Some(id(5))));
    assert_eq!((waits(7), dish.steps[7].follows), (vec![2], None));
    assert_eq!((waits(8), dish.steps[8].follows), (vec![2], Some(id(2))));
    // The last waits for everything.
    assert_eq!((waits(9), dish.steps[9].follows), (vec![6, 7, 8], Some(id(8))));
}

#[test]
fn options_hand_on_what_was_waited_for() {
    let recipe = only(
        "name = \"x\"\nchoose = [\"plain\", \"rich\"]\n\
         [[step]]\nphase = \"boil\"\ntitle = \"A\"\nfor = \"10m\"\n\
         [[step]]\nphase = \"simmer\"\ntitle = \"Sauce\"\nonly-if = \"rich\"\nfor = \"20m\"\n\
         [[step]]\nphase = \"prep\"\ntitle = \"Grate\"\nwhile = \"Sauce\"\n\
         [[step]]\nphase = \"prep\"\ntitle = \"Chop\"\nwhile = \"Sauce\"\n\
         [[step]]\nphase = \"fry\"\ntitle = \"Fry\"\npart = \"side\"\nafter = \"Sauce\"\nfor = \"5m\"\n\
         [[step]]\nphase = \"serve\"\n",
    );
    let links = |answer: usize| -> Vec<Links> {
        let dish = Dish::prepare(&recipe, &SetUp { answers: vec![answer], ..SetUp::default() });
        let link = |s: &DishStep| {
            let waits = s.waits_for.iter().map(|id| id.0).collect();
            (s.title.clone(), waits, s.follows.map(|id| id.0), s.beside.map(|b| b.host.0))
        };
        dish.steps.iter().map(link).collect()
    };
    let named = |t: &str, w: &[u16], f, b| (t.to_owned(), w.to_vec(), f, b);
    assert_eq!(
        links(1),
        [
            named("A", &[], None, None),
            named("Sauce", &[0], Some(0), None),
            named("Grate", &[], None, Some(1)),
            named("Chop", &[2], Some(2), Some(1)),
            named("Fry", &[1], None, None),
            named("Serve", &[1, 2, 3, 4], Some(1), None),
        ]
    );
    assert_eq!(
        links(0),
        [
            named("A", &[], None, None),
            named("Grate", &[0], Some(0), None),
            named("Chop", &[1], Some(1), None),
            named("Fry", &[0], None, None),
            named("Serve", &[2, 3], Some(2), None),
        ]
    );
}
