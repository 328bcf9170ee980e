//! What a key costs on the shelf: the search among so many recipes.

use baste::recipe::RecipeSummary;
use baste::recipe::read::read;
use baste::recipe::search::{Filter, Search};
use divan::{Bencher, black_box};
use std::sync::Arc;

fn main() {
    divan::main();
}

/// Cards with names of five words and three tags.
fn cards(count: usize) -> Vec<Arc<RecipeSummary>> {
    let source = ["Braised", "Roast", "Grilled", "Slow", "Crisp", "Smoked", "Steamed", "Baked", "Glazed"];
    let what =
        ["pork belly", "chicken thighs", "salmon", "leek tart", "crème caramel", "rice pudding", "jalapeño corn"];
    let with = ["honey", "miso", "cider", "rosemary", "black pepper", "lemon", "brown butter", "fennel"];
    let tags = ["pork", "main", "dessert", "quick", "slow cooker", "winter"];
    let one = |list: &[&'static str], n: usize| list.get(n % list.len()).copied().unwrap_or_default();
    let card = |n: usize| {
        let name = format!("{} {} with {} {n}", one(&source, n), one(&what, n / 7), one(&with, n / 5));
        let tags = [one(&tags, n), one(&tags, n / 3), one(&tags, n / 11)];
        let text =
            format!("name = {name:?}\ntags = {tags:?}\n[[step]]\nphase = \"simmer\"\nfor = \"{}m\"\n", 5 + n % 90);
        read(text.as_bytes()).recipes.iter().map(|recipe| Arc::new(RecipeSummary::of(recipe))).collect::<Vec<_>>()
    };
    (0..count).flat_map(card).collect()
}

/// A word that many have, one that is in none, letters in their order, and conditions.
#[divan::bench(args = ["pork", "creme ca", "zucchini", "rstpb", "#main <45m"])]
fn among_10_000(bencher: Bencher<'_, '_>, typed: &str) {
    let cards = cards(10_000);
    let mut search = Search::default();
    let filter = Filter::parse(typed);
    bencher.bench_local(|| black_box(search.hits(black_box(&cards), &filter)).len());
}
