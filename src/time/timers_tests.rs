//! What a cook may say, and how it is parsed.

use super::parse_timers;
use crate::time::{Span, SpokenTime, parse_length, parse_span};
use proptest::prelude::{any, prop_assert, proptest};

/// "12 min eggs | 25 min rice", or the message and the hint.
fn said(text: &str) -> String {
    match parse_timers(text) {
        Ok(timers) => {
            let words = timers.iter().map(|timer| format!("{} {}", timer.time.words(), timer.name).trim().to_owned());
            words.collect::<Vec<_>>().join(" | ")
        }
        Err(fault) => format!("no: {fault}"),
    }
}

#[test]
fn lengths_as_people_say_them() {
    for (text, wanted) in [
        ("12", "12 min"),
        ("12m", "12 min"),
        ("12 rice", "12 min rice"),
        ("12 min rice", "12 min rice"),
        ("2 hours stew", "2 h stew"),
        ("45 sec eggs", "45 s eggs"),
        ("90 secs x", "1 min 30 s x"),
        ("1 hour bread", "1 h bread"),
        ("1 h 30 bread", "1 h 30 bread"),
        ("1h30 bread", "1 h 30 bread"),
        ("1h 30m bread", "1 h 30 bread"),
        ("1 hr 20 mins bread", "1 h 20 bread"),
        ("1 hour and 20 minutes bread", "1 h 20 bread"),
        ("1 hour and a half", "1 h 30"),
        ("1 hour and a half bread", "1 h 30 bread"),
        ("an hour and a half", "1 h 30"),
        ("1 and a half hours bread", "1 h 30 bread"),
        ("one and a half hours", "1 h 30"),
        ("1 1/2 hours", "1 h 30"),
        ("2 hours and a quarter", "2 h 15"),
        ("1.5h", "1 h 30"),
        ("1,5 h", "1 h 30"),
        ("1,5h bread", "1 h 30 bread"),
        ("½ h", "30 min"),
        ("1½h", "1 h 30"),
        ("1 ½ hours", "1 h 30"),
        ("¾ of an hour", "45 min"),
        ("1/2 an hour", "30 min"),
        ("⅓ h", "20 min"),
        ("half an hour", "30 min"),
        ("Half an hour tea", "30 min tea"),
        ("half hour", "30 min"),
        ("quarter of an hour", "15 min"),
        ("a quarter of an hour", "15 min"),
        ("three quarters of an hour", "45 min"),
        ("an hour", "1 h"),
        ("a minute", "1 min"),
        ("twenty minutes", "20 min"),
        ("forty-five minutes lasagne", "45 min lasagne"),
        ("45mn", "45 min"),
        ("90sek", "1 min 30 s"),
        ("25min.", "25 min"),
        ("25 Min. Reis", "25 min Reis"),
        ("2 Std. Braten", "2 h Braten"),
        ("eine halbe Stunde", "30 min"),
        ("une demi-heure", "30 min"),
        ("un quart d'heure", "15 min"),
        ("1 heure et demie", "1 h 30"),
        ("media hora", "30 min"),
        ("1:30:00", "1 h 30"),
        ("0:45:00 cake", "45 min cake"),
        ("1:30 h bread", "1 h 30 bread"),
        ("1:30 min egg", "1 min 30 s egg"),
        ("6'30\"", "6 min 30 s"),
        ("6'30\" eggs", "6 min 30 s eggs"),
        ("6'30", "6 min 30 s"),
        ("90'", "1 h 30"),
        ("30''", "30 s"),
        ("for 12 minutes eggs", "12 min eggs"),
        ("in 10 min tea", "10 min tea"),
        ("15-20m roast", "15 to 20 min roast"),
        ("15 - 20 roast", "15 to 20 min roast"),
        ("15 to 20 min roast", "15 to 20 min roast"),
        ("1-1½ h", "1 h to 1 h 30"),
        ("45m-1h", "45 min to 1 h"),
        ("30m+ dough", "30 min or longer dough"),
        ("30+ dough", "30 min or longer dough"),
        ("30 min or longer dough", "30 min or longer dough"),
        ("3 days cure", "3 days cure"),
        ("12M EGGS", "12 min EGGS"),
        ("  12   rice  ", "12 min rice"),
    ] {
        assert_eq!(said(text), wanted, "{text}");
    }
}

#[test]
fn times_of_day_repetitions_and_counting_up() {
    for (text, wanted) in [
        ("until 19:30", "until 19:30"),
        ("until 19:30 bread", "until 19:30 bread"),
        ("till 7pm", "until 19:00"),
        ("@19:30", "until 19:30"),
        ("@ 19:30 bread", "until 19:30 bread"),
        ("at 7pm", "until 19:00"),
        ("by 7:30 pm roast", "until 19:30 roast"),
        ("7pm", "until 19:00"),
        ("7pm roast", "until 19:00 roast"),
        ("7:30pm", "until 19:30"),
        ("12am", "until 00:00"),
        ("until noon", "until 12:00"),
        ("until midnight bread", "until 00:00 bread"),
        ("bread until 19:30", "until 19:30 bread"),
        ("bread at 7pm", "until 19:00 bread"),
        ("every 15m baste", "every 15 min baste"),
        ("every 15 baste", "every 15 min baste"),
        ("every half hour stir", "every 30 min stir"),
        ("baste every 15m", "every 15 min baste"),
        ("stopwatch roast", "counts up roast"),
        ("roast stopwatch", "counts up roast"),
        ("stopwatch", "counts up"),
        ("1:30 roast", "1:30 roast"),
        ("0:45 tea", "0:45 tea"),
        ("19:30 bread", "19:30 bread"),
    ] {
        assert_eq!(said(text), wanted, "{text}");
    }
}

#[test]
fn any_number_of_timers() {
    for (text, wanted) in [
        ("12m eggs, 25m rice", "12 min eggs | 25 min rice"),
        ("12m Eggs 25m Rice", "12 min Eggs | 25 min Rice"),
        ("12 eggs, 25 rice", "12 min eggs | 25 min rice"),
        ("12m eggs and 25m rice", "12 min eggs | 25 min rice"),
        ("12m eggs; 25m rice; 1h bread", "12 min eggs | 25 min rice | 1 h bread"),
        ("rice 12, tea 5 min", "12 min rice | 5 min tea"),
        ("rice 12m tea 5m", "12 min rice | 5 min tea"),
        ("rice 12 tea 5", "12 min rice | 5 min tea"),
        ("rice 12m and tea 5m", "12 min rice | 5 min tea"),
        ("brown rice 1 h 10, tea 5", "1 h 10 brown rice | 5 min tea"),
        ("12m 25m", "12 min | 25 min"),
        ("12m, 25m", "12 min | 25 min"),
        ("20m 1h", "20 min | 1 h"),
        ("1h 20m bread 5m eggs", "1 h 20 bread | 5 min eggs"),
        ("1,5h bread, 12m eggs", "1 h 30 bread | 12 min eggs"),
        ("every 15m baste, 2h roast", "every 15 min baste | 2 h roast"),
        ("12m tray 2", "12 min tray 2"),
        ("tray 2 12m", "12 min tray 2"),
        ("12m 2nd tray", "12 min 2nd tray"),
        ("12m 500g rice", "12 min 500g rice"),
        ("12m 3-cheese pie", "12 min 3-cheese pie"),
        ("12m for the eggs", "12 min the eggs"),
        ("steak 3m per side", "no: `per side` has no time: say how long: 12m per side, or per side 12m"),
    ] {
        assert_eq!(said(text), wanted, "{text}");
    }
}

#[test]
fn what_begins_like_a_time_and_is_none_is_refused() {
    for (text, wanted) in [
        ("1:3o", "`1:3o` is no time: say 1h 30m, or 1m 30s, or 1:30:00 with hours, minutes and seconds"),
        ("12m Eggs 1:3o Roast", "`1:3o` is no time: say 1h 30m, or 1m 30s, or 1:30:00 with hours, minutes and seconds"),
        ("12x", "`x` is no unit of time: use s, m, h or d, such as 1h 30m"),
        ("7up cake", "`up` is no unit of time: use s, m, h or d, such as 1h 30m"),
        ("12m 7up cake", "`up` is no unit of time: use s, m, h or d, such as 1h 30m"),
        ("12m eggs 25mm rice", "`mm` is no unit of time: use s, m, h or d, such as 1h 30m"),
        ("0m eggs", "`0m` is no time at all: say a length above zero, such as 20m"),
        ("-5m eggs", "`-5m` is below zero: say a length above zero, such as 20m"),
        ("12m eggs 0m rice", "`0m` is no time at all: say a length above zero, such as 20m"),
        ("15d cure", "`15d` is longer than 14 days: say 14d at most"),
        ("2 months cheese", "`2 months` is longer than 14 days: say 14d at most"),
        ("1.5s x", "`1.5s` is finer than a second: say it in whole seconds, such as 1m 30s"),
        ("until 25:00", "`25:00` is no time of day: say 19:30 or 7:30pm"),
        ("until 7", "`7` is no time of day: say 19:30 or 7:30pm"),
        ("20-10m x", "`20-10m` goes backwards: say 10m - 20m"),
        ("15-20m+ x", "`15-20m+` is a range and open too: say 15m - 20m, or 15m+"),
        (
            "12m eggs rice 25m",
            "it cannot be told in `12m eggs rice 25m` which name belongs to which time: give each time its name: 12m eggs, 25m rice",
        ),
        (
            "1 hour, 20 minutes bread",
            "it cannot be told in `1 hour, 20 minutes bread` which name belongs to which time: give each time its name: 12m eggs, 25m rice",
        ),
        (
            "rice 12m, 5m tea",
            "it cannot be told in `5m tea` which name belongs to which time: say the time always before the name, or always behind it",
        ),
        ("12m eggs 25 rice", "`25` in the name may be a time: say 25m if it is one, or leave it out of the name"),
        ("12m eggs, rice", "`rice` has no time: say each as: 12m eggs, 25m rice"),
        ("eggs", "`eggs` has no time: say how long: 12m eggs, or eggs 12m"),
        ("rice 12, tea", "`tea` has no time: say how long: 12m tea, or tea 12m"),
        ("", "there is no time: say how long, such as: 12 rice"),
    ] {
        assert_eq!(said(text), format!("no: {wanted}"), "{text}");
    }
}

#[test]
fn a_colon_has_its_readings() {
    let readings = |text: &str| match parse_timers(text).unwrap().remove(0).time {
        SpokenTime::Colon(colon) => colon.readings().into_iter().map(SpokenTime::words).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(readings("1:30 roast"), ["1 min 30 s", "1 h 30"]);
    assert_eq!(readings("0:45 tea"), ["45 s", "45 min"]);
    assert_eq!(readings("19:30 bread"), ["19 min 30 s", "19 h 30", "until 19:30"]);
    assert_eq!(
        parse_span("1:30").unwrap_err().to_string(),
        "`1:30` may be minutes and seconds, or hours and minutes: say 1m 30s, or 1h 30m"
    );
    assert!(parse_length("1:30 - 2h").is_err());
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(text in any::<String>()) {
        let _ = parse_timers(&text);
    }
    #[test]
    fn nothing_like_timers_makes_it_panic(text in "([0-9½'\":.,+–-]{0,4}(h|m| min|sec| hours| and | a half| until |@|pm| every )? ?[a-z]{0,4} ?){0,6}") {
        let _ = parse_timers(&text);
    }
    /// A digit with a unit is always the time of some timer, or everything is refused.
    #[test]
    fn no_time_is_lost_into_a_name(
        before in "((12m |1 h 5 |7pm |half an hour |eggs |tray 2 )([a-z]{1,6} )?)?",
        n in 1u32..400,
        unit in "(m|min| min|h| hours|s| sec|'|d| std|:30|:3o|xy|:30:00)",
        after in "( [a-z]{1,6})?( 5m tea)?",
    ) {
        let text = format!("{before}{n}{unit}{after}");
        if let Ok(timers) = parse_timers(&text) {
            let word = format!("{n}{unit}");
            prop_assert!(timers.iter().all(|timer| !timer.name.contains(word.trim())), "{text}: {timers:?}");
            prop_assert!(timers.iter().all(|timer| timer.time != SpokenTime::Every(Span::ZERO)));
        }
    }
}
