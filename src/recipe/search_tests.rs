//! What a cook types, and what it finds.

use super::{EXAMPLES, Filter, Search, Term, fold};
use crate::recipe::RecipeSummary;
use crate::recipe::read::read;
use crate::recipe::text::clean;
use proptest::prelude::{any, prop_assert, proptest};
use std::sync::Arc;

/// A recipe with tags that takes `minutes`, plus five minutes of hands.
fn card(name: &str, tags: &[&str], minutes: u32) -> Arc<RecipeSummary> {
    let text = format!(
        "name = {name:?}\ntags = {tags:?}\n[[step]]\nphase = \"prep\"\ntakes = \"5m\"\n[[step]]\nphase = \"simmer\"\nfor = \"{minutes}m\"\n"
    );
    Arc::new(RecipeSummary::of(&read(text.as_bytes()).recipes[0]))
}

fn shelf() -> Vec<Arc<RecipeSummary>> {
    vec![
        card("Crème caramel", &["dessert"], 55),
        card("Licorice toffee", &["dessert", "gift"], 25),
        card("Fried rice", &["side", "quick", "pork"], 10),
        card("Rice", &["side"], 15),
        card("Rice pudding", &["dessert", "slow cooker"], 115),
        card("Honey glazed crispy pork belly", &["pork", "roast", "main"], 145),
        card("Chicken with forty cloves of garlic", &["main", "roast"], 85),
        card("#1 chili", &["main"], 175),
        card("Bœuf bourguignon", &["main", "gluten-free"], 235),
    ]
}

#[track_caller]
fn finds(typed: &str, names: &[&str]) {
    let cards = shelf();
    let hits = Search::default().hits(&cards, &Filter::parse(typed));
    let found: Vec<&str> = hits.iter().map(|place| &*cards[*place as usize].name).collect();
    assert_eq!(found, names, "{typed}");
}

#[test]
fn the_best_comes_first() {
    finds("rice", &["Rice", "Rice pudding", "Fried rice", "Licorice toffee"]);
    finds("rice p", &["Rice pudding", "Fried rice"]);
    finds("PUDDING rice", &["Rice pudding"]);
    // The second matches by its tags, so it comes after the name.
    finds("pork", &["Honey glazed crispy pork belly", "Fried rice"]);
    finds("slow", &["Rice pudding"]);
}

#[test]
fn accents_may_be_left_out_or_typed() {
    finds("creme", &["Crème caramel"]);
    finds("crème", &["Crème caramel"]);
    finds("CRÈM carám", &["Crème caramel"]);
    finds("boeuf", &["Bœuf bourguignon"]);
    finds("bœuf", &["Bœuf bourguignon"]);
}

#[test]
fn letters_in_their_order_are_enough() {
    finds("hgcpb", &["Honey glazed crispy pork belly"]);
    finds("chkn", &["Chicken with forty cloves of garlic"]);
    finds("bourgnon", &["Bœuf bourguignon"]);
    finds("carml", &["Crème caramel"]);
    // All these letters are in "Chicken with forty cloves of garlic", but by coincidence.
    finds("cool", &[]);
    finds("kiosk", &[]);
}

#[test]
fn tags_and_times() {
    finds("#pork", &["Fried rice", "Honey glazed crispy pork belly"]);
    finds("tag:por <30m", &["Fried rice"]);
    finds("#slow-cooker", &["Rice pudding"]);
    finds("#gluten-free", &["Bœuf bourguignon"]);
    finds("#cooker", &["Rice pudding"]);
    finds("#ork", &[]);
    // 15 and 20 minutes; the second is shown as "about 20 min".
    finds("<20m", &["Fried rice", "Rice"]);
    finds("< 20", &["Fried rice", "Rice"]);
    finds("under:20 #quick", &["Fried rice"]);
    finds(">2h30 <3h", &["Honey glazed crispy pork belly", "#1 chili"]);
    finds("rice <=1h hands<10m", &["Rice", "Fried rice", "Licorice toffee"]);
    finds("hands>10m", &[]);
    // A name that looks like a tag.
    finds("#1", &["#1 chili"]);
}

#[test]
fn what_is_half_typed_does_not_filter_yet() {
    let all = shelf().len();
    for typed in ["", " ", "#", "tag:", "<", ">=", "under:", "<soon", "< 1x"] {
        assert_eq!(Search::default().hits(&shelf(), &Filter::parse(typed)).len(), all, "{typed}");
    }
    let unread = |typed| Filter::parse(typed).unread;
    assert_eq!(unread("pork <soon").as_deref(), Some("`<soon` is no time: such as <45m or <1h30"));
    assert_eq!(unread("<"), None);
}

#[test]
fn what_help_says_is_so() {
    for example in EXAMPLES {
        let (typed, _) = example.split_once("  ").unwrap();
        for one in typed.split(" or ") {
            let filter = Filter::parse(one);
            assert!(filter.unread.is_none() && filter.whole.is_empty(), "{one} is a condition");
        }
    }
}

#[test]
fn what_was_found_is_marked() {
    let marked = |name: &str, typed: &str| {
        let marks = Search::default().marks(name, &Filter::parse(typed));
        marks.into_iter().map(|range| name[range].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(marked("Rice pudding", "pud ri"), ["Ri", "pud"]);
    assert_eq!(marked("Crème brûlée", "brulee"), ["brûlée"]);
    assert_eq!(marked("Honey glazed pork", "hgp"), ["H", "g", "p"]);
    assert_eq!(marked("Licorice rice", "rice"), ["rice"]);
    assert_eq!(marked("Rice", "#pork <20m"), Vec::<String>::new());
}

proptest! {
    #[test]
    fn whatever_is_typed_is_a_filter(typed in any::<String>(), name in any::<String>()) {
        let name = clean(&name);
        let cards: Vec<_> = shelf().into_iter().chain((!name.is_empty()).then(|| card_of(&name))).collect();
        let mut search = Search::default();
        let filter = Filter::parse(&typed);
        let hits = search.hits(&cards, &filter);
        prop_assert!(hits.len() <= cards.len());
        for range in search.marks(&name, &filter) {
            prop_assert!(name.get(range).is_some());
        }
    }

    #[test]
    fn a_part_of_a_name_finds_it(name in "[ -~àéœßøİ\u{300}燒#<>:]{1,40}", from in 0usize..40, count in 1usize..40) {
        let name = clean(&name);
        let part: String = name.chars().skip(from).take(count).collect();
        let mut cards = shelf();
        cards.push(card_of(&name));
        let (mine, filter) = (cards.len() as u32 - 1, Filter::parse(&part));
        let mut search = Search::default();
        let hits = search.hits(&cards, &filter);
        prop_assert!(hits.contains(&mine), "{part:?} in {name:?}");
        // A whole word ranks above scattered letters.
        if let [Term::Word(word)] = filter.terms.as_slice() {
            let before = hits.iter().take_while(|hit| **hit != mine);
            let whole = before.map(|hit| &cards[*hit as usize]).all(|card| fold(&card.name).contains(word.as_str()));
            prop_assert!(whole, "{part:?} in {name:?}");
        }
    }
}

fn card_of(name: &str) -> Arc<RecipeSummary> {
    let mut card = RecipeSummary::clone(&card("Rice", &[], 15));
    card.name = name.into();
    Arc::new(card)
}
