//! When dinner is: forecast from the longest durations, kept right by every act and by the clock.

use super::dishes::{boil, dish, hands, open, range, rest, roast};
use super::kitchen::Kitchen;
use crate::recipe::HostAt;

impl Kitchen {
    #[track_caller]
    fn eat(self, name: &str, at: &str) -> Kitchen {
        let eaten = self.session.eaten(self.dish(name)).map(|eaten| eaten.at(self.now));
        assert_eq!(eaten, Some(self.moment(at)), "eaten");
        self
    }
    #[track_caller]
    fn promised(self, name: &str, at: &str) -> Kitchen {
        let promised = self.session.dish(self.dish(name)).map(|cooking| cooking.promised);
        assert_eq!(promised, Some(self.moment(at)), "promised");
        self
    }
}

#[test]
fn the_longest_times_count_and_hands_with_what_they_take() {
    let k = Kitchen::of(dish(
        "x",
        [hands("Chop").takes("6m"), range("Cook", "15m", "20m"), open("Chill", "1h"), hands("Serve")],
    ));
    k.eat("x", "1h 28m").at("6m").eat("x", "1h 28m").promised("x", "1h 28m");
}

#[test]
fn dawdling_makes_it_late_and_the_promise_stands() {
    Kitchen::of(dish("x", [hands("Chop").takes("6m"), boil("Cook", "20m")]))
        .at("10m")
        .eat("x", "30m")
        .done("Chop")
        .at("35m")
        .eat("x", "35m")
        .done("Cook")
        .eat("x", "35m")
        .promised("x", "26m");
}

#[test]
fn being_early_makes_it_early() {
    Kitchen::of(dish("x", [boil("Cook", "20m"), hands("Serve")])).at("12m").done("Cook").eat("x", "14m");
}

#[test]
fn a_pause_moves_it_with_the_clock() {
    Kitchen::of(dish("x", [rest("Rest", "20m"), hands("Serve")]))
        .at("5m")
        .pause("Rest")
        .at("25m")
        .eat("x", "42m")
        .go("Rest")
        .at("30m")
        .eat("x", "42m");
}

#[test]
fn a_while_step_counts_only_where_it_is_the_longer_one() {
    let dish = |takes| {
        dish("x", [boil("Cook", "20m"), hands("Stir").takes(takes).beside("Cook", HostAt::Half), hands("Serve")])
    };
    Kitchen::of(dish("5m")).eat("x", "22m");
    // From its own moment on, later by as long as its host is paused.
    Kitchen::of(dish("15m")).eat("x", "27m").at("4m").pause("Cook").at("6m").eat("x", "29m").go("Cook").eat("x", "29m");
}

#[test]
fn a_cold_oven_is_reckoned_with_and_a_hot_one_is_not() {
    let bread = || dish("bread", [hands("Shape"), roast("Bake", "20m", 200), rest("Cool", "5m")]);
    Kitchen::of(bread())
        .eat("bread", "40m")
        .at("5m")
        .eat("bread", "45m")
        .oven_on("oven to 200C")
        .eat("bread", "45m")
        .done("Shape")
        .eat("bread", "45m")
        .at("22m")
        .eat("bread", "47m")
        .start("Bake")
        .cook(dish("more", [roast("Again", "10m", 200)]))
        .eat("more", "32m");
}

#[test]
fn a_plan_holds_it_back() {
    Kitchen::of(dish("x", [hands("Wash"), boil("Cook", "20m")]))
        .plan(&[("Cook", "1h")])
        .eat("x", "1h 20m")
        .done("Wash")
        .eat("x", "1h 20m");
}

#[test]
fn what_is_done_is_done() {
    let k = Kitchen::of(dish("x", [boil("Cook", "20m")])).at("20m").done("Cook").at("3h");
    k.eat("x", "20m");
}
