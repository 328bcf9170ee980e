//! Recipes of other shapes: bread overnight, a steak flipped every minute, a roast with potatoes beside it.

use crate::evening::{Evening, prepared};

#[test]
fn sourdough_overnight() {
    Evening::of(prepared("sourdough", &[]))
        .at("0:10")
        .done("Mix")
        .at("0:55")
        .done("Autolyse")
        .at("1:00")
        .done("Starter and salt in")
        .at("1:30")
        .heard("Fold")
        .at("3:02")
        .heard("Fold")
        .at("3:30")
        .heard("Fold")
        .at("4:00")
        .heard("Fold")
        .at("6:00")
        .done("Bulk")
        .done("Preshape")
        .at("6:25")
        .done("Bench rest")
        .done("Shape, into the basket")
        .at("14:40")
        .oven_on("250 C")
        .at("15:25")
        .oven_hot("250 C")
        .done("Retard")
        .start("Bake, lid on")
        .at("15:45")
        .done("Bake, lid on")
        .runs("Bake, lid off")
        .at("16:07")
        .done("Bake, lid off")
        .at("16:08")
        .oven_off()
        .at("17:10")
        .done("Cool")
        .served(&[
            "0:55 (Autolyse: out)",
            "1:30 Fold",
            "2:00 Fold",
            "2:01 Fold, again",
            "2:03 Fold, again",
            "2:05 Fold, again",
            "2:10 Fold, again",
            "2:15 Fold, again",
            "2:20 Fold, again",
            "2:25 Fold, again",
            "2:30 Fold",
            "2:31 Fold, again",
            "2:33 Fold, again",
            "2:35 Fold, again",
            "2:40 Fold, again",
            "2:45 Fold, again",
            "2:50 Fold, again",
            "2:55 Fold, again",
            "3:00 Fold",
            "3:01 Fold, again",
            "3:30 Fold",
            "4:00 Fold",
            "5:00 (Bulk: look)",
            "6:20 (Bench rest: look)",
            "13:40 (oven on, 250 C)",
            "14:25 (Retard: out)",
            "15:25 oven at 250 C?",
            "15:45 Bake, lid on: out",
            "16:05 Bake, lid off: look",
            "16:06 Bake, lid off: look, again",
            "16:08 oven off",
            "17:07 (Cool: out)",
        ]);
}

#[test]
fn steak_flipped_every_minute() {
    Evening::of(prepared("Steak", &["medium-rare"]))
        .at("0:45")
        .done("Salt and wait")
        .at("0:49")
        .done("Heat the pan")
        .start("Fry")
        .at("0:50")
        .heard("Flip")
        .at("0:55")
        .done("Fry")
        .at("1:00")
        .done("Rest")
        .done("Serve")
        .served(&[
            "0:45 (Salt and wait: out)",
            "0:50 Flip",
            "0:51 Flip",
            "0:52 Flip",
            "0:53 Flip",
            "0:54 Flip + Butter, garlic, thyme in; spoon over",
            "0:55 Fry: out",
            "1:00 (Rest: out)",
        ]);
}

#[test]
fn sunday_roast() {
    Evening::of(prepared("Sunday", &[]))
        .at("0:45")
        .oven_on("220 C")
        .at("1:00")
        .oven_hot("220 C")
        .done("Out of the fridge")
        .start("Beef, hot start")
        .at("1:20")
        .done("Beef, hot start")
        .at("1:50")
        .start("Parboil")
        .at("1:59")
        .done("Parboil")
        .at("2:06")
        .done("Rough up")
        .start("Potatoes beside the beef")
        .heard("Baste")
        .at("2:40")
        .done("Beef")
        .runs("Beef rests")
        .start("Gravy")
        .done("Potatoes beside the beef")
        .runs("Potatoes, hotter")
        .at("2:50")
        .done("Gravy")
        .at("2:53")
        .heard("Turn them")
        .at("3:05")
        .done("Potatoes, hotter")
        .at("3:06")
        .oven_off()
        .at("3:10")
        .done("Beef rests")
        .at("3:20")
        .done("Serve")
        .served(&[
            "0:45 oven on, 220 C",
            "1:00 oven at 220 C?",
            "1:00 (Out of the fridge: out)",
            "1:20 Beef, hot start: out",
            "1:50 Parboil: start",
            "1:58 Parboil: look",
            "1:59 Parboil: look, again",
            "2:00 Baste",
            "2:01 Baste, again",
            "2:03 Baste, again",
            "2:05 Baste, again",
            "2:36 (Potatoes beside the beef: out)",
            "2:40 Beef: out",
            "2:50 Gravy: out",
            "2:52:30 Turn them",
            "3:05 Potatoes, hotter: look",
            "3:06 oven off",
            "3:10 (Beef rests: out)",
        ]);
}
