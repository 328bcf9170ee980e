use super::{minute_of_day, read};
use crate::config::{EXAMPLE, QuietHours, Settings};
use crate::recipe::Unit;
use crate::recipe::fault::RenderStyle;
use proptest::prelude::{any, prop_assert_eq, proptest};

/// The settings of `text`, and its faults on a line each.
fn said(text: &str) -> (Settings, Vec<String>) {
    let reading = read(text.as_bytes());
    (reading.settings, reading.faults.iter().map(|fault| fault.line("c")).collect())
}

#[track_caller]
fn good(text: &str) -> Settings {
    let (settings, faults) = said(text);
    assert_eq!(faults, Vec::<String>::new());
    settings
}

#[track_caller]
fn fault(text: &str, wanted: &str) {
    let (settings, faults) = said(text);
    assert_eq!(faults, [wanted], "{text}");
    assert_eq!(settings, Settings::default(), "{text}");
}

/// The example with the # of every key and header taken away.
fn uncommented() -> String {
    let line = |line: &str| match line.strip_prefix('#') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '[') => format!("{rest}\n"),
        Some(_) | None => format!("{line}\n"),
    };
    EXAMPLE.lines().map(line).collect()
}

#[test]
fn the_example_says_what_holds_anyway() {
    assert_eq!(good(EXAMPLE), Settings::default());
    assert_eq!(good(&uncommented()), Settings::default());
}

#[test]
fn the_example_has_every_key() {
    let text = uncommented();
    let names = |header: &str| -> Vec<String> {
        let part = text.split(&format!("\n{header}\n")).nth(1).unwrap();
        let lines = part.lines().take_while(|line| !line.starts_with('[')).filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
    };
    let own: Vec<&str> = super::ALERTS.iter().copied().filter(|key| !["sound", "voice"].contains(key)).collect();
    assert_eq!(names("[alerts]"), own);
    assert_eq!(names("[alerts.sound]"), super::SOUND);
    assert_eq!(names("[alerts.voice]"), super::VOICE);
    assert_eq!(names("[oven]"), ["unit"]);
    assert_eq!(names("[kitchen]"), super::KITCHEN);
}

#[test]
fn a_kitchen_of_ones_own() {
    let settings = good(
        r#"
oven.unit = "°C"
[alerts]
desktop = false
terminal = false
stay-awake = false
quiet-hours = "10:30pm to 7am"
run = ["sh", "-c", "  two\n\tlines ", "{title}"]
sound = { on = false, volume = 0, player = ["mpv", "--really-quiet"] }
[alerts.voice]
on = true
speaker = "espeak-ng"
"#,
    );
    let alerts = settings.alerts;
    assert_eq!(settings.unit, Some(Unit::Celsius));
    assert!(!alerts.desktop && !alerts.terminal && !alerts.stay_awake && !alerts.sound.on && alerts.voice.on);
    assert_eq!(alerts.quiet_hours, Some(QuietHours { from: 22 * 60 + 30, to: 7 * 60 }));
    // Arguments are the cook's own, word for word.
    assert_eq!(alerts.run, [["sh", "-c", "  two\n\tlines ", "{title}"]]);
    assert_eq!(alerts.sound.volume, 0);
    assert_eq!(alerts.sound.player.unwrap(), ["mpv", "--really-quiet"]);
    assert_eq!(alerts.voice.speaker.unwrap(), ["espeak-ng"]);
}

#[test]
fn several_programs() {
    assert_eq!(good("alerts.run = [['lamp', 'red'], ['say']]").alerts.run, [vec!["lamp", "red"], vec!["say"]]);
    assert!(good("alerts.run = []").alerts.run.is_empty());
}

#[test]
fn each_fault_names_its_mend() {
    fault("[alerts]\ndekstop = false", "c:2:1: unknown key `dekstop`: did you mean `desktop`?");
    fault("[alerts]\nquiet_hours = 'none'", "c:2:1: unknown key `quiet_hours`: did you mean `quiet-hours`?");
    fault("[alert]\ndesktop = true", "c:1:2: unknown key `alert`: did you mean `alerts`?");
    fault("[cellar]", "c:1:2: unknown key `cellar`: known here: alerts, oven, kitchen, timers");
    fault(
        "kitchen.cooks = 'two'",
        "c:1:17: `cooks` should be a number, not text: write a number without quotes: cooks = 1",
    );
    fault("[kitchen]\npreheat = \"soon\"", "c:2:11: `soon` is not a length of time: say it as 45s, 20m or 1h 30m");
    fault("desktop = false", "c:1:1: `desktop` belongs to [alerts]: write [alerts] above it");
    fault("volume = 3", "c:1:1: `volume` belongs to [alerts.sound]: write [alerts.sound] above it");
    fault(
        "alerts.desktop = 'no'",
        "c:1:18: `desktop` should be true or false, not text: write true or false, without quotes",
    );
    fault("alerts.sound = false", "c:1:16: `sound` has settings of its own: write sound.on = false");
    fault(
        "alerts = 3",
        "c:1:10: `alerts` should be a table, not the number 3: write its name in brackets, and its keys below",
    );
    fault("alerts.sound.volume = 101", "c:1:23: `volume` is the number 101: it can be 0 to 100");
    fault(
        "alerts.sound.volume = '70'",
        "c:1:23: `volume` should be a number, not text: write a number without quotes: volume = 70",
    );
    let listed = "write it with its arguments in a list";
    fault(
        "alerts.sound.player = 'mpv --quiet'",
        &format!("c:1:23: `player` should be a program, not text: {listed}: player = [\"program\", \"argument\"]"),
    );
    fault(
        "alerts.run = 'lamp red'",
        &format!("c:1:14: `run` should be a list, not text: {listed}: run = [\"program\", \"argument\"]"),
    );
    fault("alerts.run = ['lamp', 3]", "c:1:23: `run` holds the number 3: put every argument in quotes");
    fault(
        "alerts.run = ['']",
        &format!("c:1:14: a program without a name: {listed}: run = [\"program\", \"argument\"]"),
    );
    fault("alerts.quiet-hours = 'non'", "c:1:22: `non` is no span of the day: did you mean `none`?");
    for never in ["22:00", "25 - 7", "22:60 - 7", "13 pm - 7 am", "a - b", "- 7", "٣ - 7"] {
        let text = format!("alerts.quiet-hours = '{never}'");
        fault(&text, &format!("c:1:22: `{never}` is no span of the day: say \"22:00 - 07:00\", or \"none\""));
    }
    fault(
        "alerts.quiet-hours = '7 - 7:00'",
        "c:1:22: quiet hours that end as they begin: say \"22:00 - 07:00\", or \"none\"",
    );
    fault("oven.unit = 'K'", "c:1:13: unknown unit `K`: say \"C\", \"F\" or \"as written\"");
}

#[test]
fn all_faults_come_at_once_and_the_good_keys_hold() {
    let (settings, faults) = said(
        "[alerts]\ndesktop = false\nsound.volume = loud\nvoice.on = true\nquiet-hours = \"22 - 7\nterminal = false\nrunn = []\n",
    );
    assert!(!settings.alerts.desktop && !settings.alerts.terminal && settings.alerts.voice.on);
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(
        faults[0].starts_with("c:3:16: text must stand in quotes: put it in quotes, such as quiet-hours"),
        "{faults:?}"
    );
    assert!(faults[1].starts_with("c:5:22: this text is never closed"), "{faults:?}");
    assert!(faults[2].ends_with("did you mean `run`?"), "{faults:?}");
}

#[test]
fn one_bad_program_leaves_the_others() {
    let (settings, faults) = said("alerts.run = [['lamp'], [3], 'say', ['bell']]");
    assert_eq!(settings.alerts.run, [["lamp"], ["bell"]]);
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn what_is_no_text_is_said() {
    assert!(said("").1.is_empty());
    assert!(read(b"\xff\xfea\0").faults[0].line("c").contains("UTF-16"));
    assert!(read(&vec![b'#'; 2_000_000]).faults[0].line("c").contains("1 MB at most"));
    let reading = read(b"[alerts]\ndesktop = false # caf\xe9\n");
    assert!(!reading.settings.alerts.desktop && reading.faults[0].line("c").contains("UTF-8"));
}

#[test]
fn quiet_hours_over_midnight_and_within_a_day() {
    let hours = |text: &str| good(&format!("alerts.quiet-hours = '{text}'")).alerts.quiet_hours.unwrap();
    let night = hours("22:00 – 07:00");
    assert_eq!((night.from, night.to), (22 * 60, 7 * 60));
    let nap = hours("13-15");
    assert_eq!((nap.from, nap.to), (13 * 60, 15 * 60));
    assert_eq!(minute_of_day("12 am"), Some(0));
    assert_eq!(minute_of_day("12.30pm"), Some(750));
    assert_eq!(minute_of_day("24:00"), Some(0));
}

proptest! {
    #[test]
    fn nothing_that_a_file_holds_makes_it_panic(bytes in any::<Vec<u8>>(), value in any::<String>()) {
        for fault in read(&bytes).faults {
            fault.render("c", RenderStyle::Plain);
        }
        let text = format!("[alerts]\ndesktop = false\nquiet-hours = {}\nrun = [{:?}]", toml::Value::from(value.clone()), value);
        prop_assert_eq!(read(text.as_bytes()).settings.alerts.desktop, false);
    }
}

#[test]
fn timers_have_names() {
    let read = super::read(b"[timers]\neggs = \"6m30\"\ntea = \"1:30\"\nrice = \"12m, 13m\"\n");
    assert_eq!(read.settings.timers, [("eggs".to_owned(), "6m30".to_owned())]);
    let faults: Vec<String> = read.faults.iter().map(|fault| fault.line("c")).collect();
    assert_eq!(faults.len(), 2, "{faults:?}");
}
