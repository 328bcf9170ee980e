//! Slips: acts taken back, acts that come too late, and dishes given up.

use super::dishes::{boil, dish, every, hands, range, rest, roast, span};
use super::kitchen::Kitchen;
use crate::engine::{Act, ActId, DishEnd, Refused, Session, StepState};
use crate::recipe::{Dish, DishId, HostAt};
use crate::time::{Moment, Span};

fn soup() -> Kitchen {
    Kitchen::of(dish("soup", [hands("Chop"), boil("Simmer", "20m"), boil("Reduce", "5m"), hands("Serve")]))
}

#[test]
fn undo_gives_back_the_time_that_passed() {
    soup()
        .done("Chop")
        .at("10m")
        .done("Simmer")
        .at("13m")
        .undo("soup")
        .is("Reduce", "ahead")
        .left("Simmer", "7m")
        .calls_next_at("20m")
        .expect(&["Simmer: out"]);
}

#[test]
fn what_fell_due_meanwhile_rings_after_an_undo() {
    soup()
        .done("Chop")
        .at("19m")
        .done("Simmer")
        .at("23m")
        .expect(&[])
        .undo("soup")
        .expect(&["Simmer: out"])
        .since("Simmer: out", "20m")
        .called("Simmer: out", 2);
}

#[test]
fn a_pause_taken_back_never_was() {
    soup().done("Chop").at("5m").pause("Simmer").at("9m").undo("soup").left("Simmer", "11m");
}

#[test]
fn undo_after_undo_goes_further_back() {
    let k = soup().done("Chop").at("20m").done("Simmer").undo("soup").undo("soup");
    let k = k.is("Simmer", "ready").undo("soup").is("Chop", "ready").undo("soup");
    assert_eq!(k.session.dishes().count(), 0);
    assert_eq!(k.session.last_act(DishId(0)), None);
}

#[test]
fn undo_touches_its_own_dish_alone() {
    let k = soup().timer("eggs", "9m").done("Chop").at("8m").more("eggs", "2m").at("9m").pause("Simmer");
    let before = k.session.dish(k.dish("eggs")).cloned();
    let k = k.at("10m").undo("soup").undo("soup").undo("soup");
    assert_eq!(k.session.dish(k.dish("eggs")).cloned(), before);
    k.calls_next_at("11m").expect(&["eggs: out"]);
}

#[test]
fn a_noise_quieted_elsewhere_stays_quiet() {
    soup()
        .timer("eggs", "9m")
        .done("Chop")
        .at("9m 30s")
        .heard("eggs: out")
        .undo("soup")
        .undo("soup")
        .expect(&["eggs: out (quiet)"]);
}

#[test]
fn taking_back_what_heated_the_oven_stops_no_other_clock() {
    Kitchen::of(dish("pork", [roast("Roast", "1h", 200)]))
        .cook(dish("rolls", [hands("Shape"), roast("Bake", "20m", 200)]))
        .start("Roast")
        .at("5m")
        .done("Shape")
        .left("Bake", "20m")
        .at("10m")
        .undo("pork")
        .is("Roast", "ready")
        .left("Bake", "15m")
        .calls_next_at("15m")
        .expect(&["~Roast: waits"])
        .at("25m")
        .expect(&["Bake: out", "~Roast: waits"]);
}

#[test]
fn an_old_run_is_refused_after_an_undo() {
    let k = soup().done("Chop");
    let old = k.run("Simmer");
    let k = k.at("1m").undo("soup").undo("soup").at("2m").done("Chop");
    for act in [Act::Done { run: old }, Act::Pause { run: old }, Act::More { run: old, by: span("5m") }] {
        let k = Kitchen { session: k.session.clone(), now: k.now };
        k.refuses(act, Refused::Stale);
    }
    k.left("Simmer", "20m");
}

#[test]
fn a_start_taken_back_leaves_no_run_to_end() {
    let k = Kitchen::of(dish("pork", [roast("Roast", "1h", 200)])).start("Roast");
    let old = k.run("Roast");
    k.at("1m").undo("pork").refuses(Act::Done { run: old }, Refused::Stale).is("Roast", "ready");
}

#[test]
fn enter_and_a_click_together_end_one_step() {
    let k = soup();
    let run = k.run("Chop");
    let k = k.done("Chop").refuses(Act::Done { run }, Refused::Stale).at("20m");
    let run = k.run("Simmer");
    k.done("Simmer").refuses(Act::Done { run }, Refused::Stale).is("Reduce", "running");
}

#[test]
fn enter_and_a_click_together_start_once() {
    let k = Kitchen::of(dish("pork", [roast("Roast", "1h", 200)]));
    let run = k.run("Roast");
    k.start("Roast").at("1m").refuses(Act::Start { run, ago: Span::ZERO }, Refused::Stale).left("Roast", "59m");
}

#[test]
fn an_act_is_taken_back_once_and_only_an_act_of_the_cook_on_a_dish() {
    let k = soup().only_done("Chop").undo("soup");
    k.refuses(Act::Undo { act: ActId(1) }, Refused::Stale)
        .refuses(Act::Undo { act: ActId(2) }, Refused::Stale)
        .refuses(Act::Undo { act: ActId(9) }, Refused::Stale);
}

#[test]
fn a_dish_given_up_is_silent_and_can_be_taken_up_again() {
    let k = soup()
        .timer("eggs", "9m")
        .done("Chop")
        .at("21m")
        .expect(&["eggs: out", "Simmer: out"])
        .stop("soup")
        .expect(&["eggs: out"]);
    let run = crate::engine::Run { act: ActId(2), dish: DishId(0), step: crate::recipe::StepId(1) };
    let id = k.dish("soup");
    assert_eq!(k.session.dish(id).and_then(|c| c.end), Some(DishEnd::Abandoned(k.now)));
    k.refuses(Act::Done { run }, Refused::Stale)
        .refuses(Act::Abandon { dish: id }, Refused::Stale)
        .at("22m")
        .undo("soup")
        .expect(&["eggs: out", "Simmer: out"])
        .since("Simmer: out", "20m");
}

#[test]
fn serving_can_be_taken_back() {
    soup().done("Chop").done("Simmer").done("Reduce").done("Serve").at("3m").undo("soup").is("Serve", "ready");
}

#[test]
fn ids_are_never_given_twice() {
    let k = soup().timer("eggs", "9m").timer("rice", "12m").undo("eggs");
    assert_eq!(k.session.next_dish(), DishId(3));
    let again = Act::Add { dish: DishId(1), what: Box::new(Dish::timer("x".to_owned(), Span::MINUTE)) };
    let k = k.refuses(again, Refused::NotNow).timer("beans", "20m").undo("soup");
    assert_eq!(k.session.dishes().map(|c| c.id.0).collect::<Vec<_>>(), [2, 3]);
    k.at("12m").expect(&["rice: out"]).done("rice").calls_next_at("20m").expect(&["beans: out"]);
}

#[test]
fn thirty_dishes_and_five_hundred_timers_are_the_most() {
    let mut session = Session::new();
    let mut add = |what: &Dish| {
        session.apply(Act::Add { dish: session.next_dish(), what: Box::new(what.clone()) }, Moment::millis(0))
    };
    let (recipe, timer) = (dish("soup", [hands("Chop")]), Dish::timer("t".to_owned(), Span::MINUTE));
    assert!((0..30).all(|_| add(&recipe) == Ok(())));
    assert_eq!(add(&recipe), Err(Refused::Full));
    assert!((0..470).all(|_| add(&timer) == Ok(())));
    assert_eq!(add(&timer), Err(Refused::Full));
}

#[test]
fn a_dish_of_nothing_is_refused() {
    let nothing = Dish { steps: Vec::new(), ..Dish::timer("x".to_owned(), Span::MINUTE) };
    Kitchen::new().refuses(Act::Add { dish: DishId(0), what: Box::new(nothing) }, Refused::NotNow);
}

#[test]
fn a_clock_that_goes_backwards_moves_nothing_back() {
    let mut k =
        Kitchen::of(dish("x", [range("Glaze", "15m", "20m").cue(every("5m"), "turn")])).at("10m").pause("Glaze");
    k.now = k.moment("2m");
    let k = k.go("Glaze");
    assert_eq!(k.session.log().last().map(|logged| logged.at), Some(k.moment("10m")));
    // Seen from an earlier moment, nothing stands yet.
    assert_eq!(k.session.alarms(k.moment("2m")), []);
    k.calls_next_at("5m").expect(&["Glaze: turn"]);
}

#[test]
fn extremes_break_nothing() {
    let (min, max) = (Moment::millis(i64::MIN), Moment::millis(i64::MAX));
    let long = dish("x", [rest("Rest", "10m"), hands("Serve")]);
    for (first, second) in
        [(min, max), (max, min), (min, min), (max, max), (Moment::millis(0), max), (min, Moment::millis(0))]
    {
        let mut session = Session::new();
        for what in [
            &long,
            &Dish::timer("t".to_owned(), Span::millis(i64::MAX)),
            &Dish::timer("t".to_owned(), Span::millis(i64::MIN)),
        ] {
            assert_eq!(
                session.apply(Act::Add { dish: session.next_dish(), what: Box::new(what.clone()) }, first),
                Ok(())
            );
        }
        let run = session.dishes().next().and_then(|c| c.run(crate::recipe::StepId(0))).expect("a run");
        for by in [i64::MIN, i64::MAX] {
            assert_eq!(session.apply(Act::More { run, by: Span::millis(by) }, second), Err(Refused::BadTime));
        }
        for act in [Act::Pause { run }, Act::Resume { run }, Act::More { run, by: Span::MINUTE }, Act::Done { run }] {
            let _ = session.apply(act, second);
        }
        for now in [min, max, Moment::millis(0)] {
            let _ = session.alarms(now);
            assert!(session.next_wake(now).is_none_or(|wake| wake > now));
            for dish in [DishId(0), DishId(1), DishId(2)] {
                let _ = (session.eaten(dish).map(|eaten| eaten.at(now)), session.expect(dish));
            }
        }
        assert_eq!(Session::replay(session.log().to_vec()), session);
    }
}

#[test]
fn hands_beside_a_host_are_counted_from_when_they_were_called() {
    let late = hands("Glaze").beside("Roast", HostAt::Left(span("30m")));
    let k = Kitchen::of(dish("pork", [boil("Roast", "90m"), late, hands("Serve")])).at("67m").done("Glaze");
    let glaze = k.state("Glaze");
    assert_eq!(glaze, StepState::Done { begun: k.moment("1h"), at: k.moment("67m") });
}
