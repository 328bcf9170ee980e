//! Oven settings: parsed as cooks write them, compared by heat, shown in the unit of the cook's oven.

use crate::time::Span;
use serde::{Deserialize, Serialize};

/// A unit of temperature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Degrees Celsius.
    Celsius,
    /// Degrees Fahrenheit.
    Fahrenheit,
}

/// A setting of an oven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Oven {
    /// Degrees Celsius.
    Celsius(u16),
    /// Degrees Fahrenheit.
    Fahrenheit(u16),
    /// Degrees Celsius with the fan on.
    Fan(u16),
    /// Degrees Fahrenheit with the fan on.
    FanFahrenheit(u16),
    /// A gas mark in quarters: 1 is "gas 1/4", 16 is "gas 4".
    Gas(u8),
    /// The grill (broiler): full heat from above.
    Grill,
}

/// Why an oven setting was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OvenFault {
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

/// What the grill counts as.
const GRILL_CELSIUS: u16 = 250;
/// Settings this close, in degrees Celsius, are the same: 350 °F is 175 °C on any dial.
pub(crate) const SAME_HEAT: u16 = 5;
/// The least time for any heating, however small the difference.
const LEAST_HEATING: Span = Span::mins(5);
/// Room temperature in degrees Celsius, where heating begins.
const ROOM: i64 = 20;
const COOLEST_CELSIUS: u32 = 30;
const HOTTEST_CELSIUS: u32 = 300;
const COOLEST_FAHRENHEIT: u32 = 85;
const HOTTEST_FAHRENHEIT: u32 = 575;

impl Unit {
    /// "°C" or "°F".
    pub fn sign(self) -> &'static str {
        match self {
            Unit::Celsius => "°C",
            Unit::Fahrenheit => "°F",
        }
    }

    /// Converts `degrees` of this unit to the other.
    fn to_other(self, degrees: f64) -> f64 {
        match self {
            Unit::Celsius => degrees * 9.0 / 5.0 + 32.0,
            Unit::Fahrenheit => (degrees - 32.0) * 5.0 / 9.0,
        }
    }

    /// Converts `degrees` to the other unit, rounded as on a dial: to fives above 100 °C, else to whole degrees.
    fn on_other_dial(self, degrees: f64) -> f64 {
        let other = self.to_other(degrees);
        let hot = match self {
            Unit::Celsius => degrees > 100.0,
            Unit::Fahrenheit => other > 100.0,
        };
        if hot { (other / 5.0).round() * 5.0 } else { other.round() }
    }
}

/// How many degrees Celsius a fan is worth: 180 °C with it are 200 °C without.
const FAN_CELSIUS: u16 = 20;
/// The words for an oven with its fan on, and for one without.
const FAN: [&str; 8] =
    ["fan-assisted", "fan assisted", "fan-forced", "fan forced", "fan", "convection", "umluft", "heißluft"];
const NO_FAN: [&str; 3] = ["conventional", "static", "no fan"];
/// Settings that are at most so far apart, in degrees Celsius, are shared.
const SHARED_WITHIN: u16 = 10;

/// How long heating between two settings takes, given the time from cold; zero if it is hot enough.
pub(crate) fn heating(from: Oven, to: Oven, preheat: Span) -> Span {
    let (from, to) = (from.celsius(), to.celsius());
    if to <= from.saturating_add(SAME_HEAT) {
        return Span::ZERO;
    }
    let (from, to) = (i64::from(from), i64::from(to));
    let part = preheat.as_millis().saturating_mul(to - from) / (to - ROOM).max(1);
    Span::millis(part).max(LEAST_HEATING).min(preheat).max(Span::ZERO)
}

impl Oven {
    /// Parses a setting: "350F", "170 °C", "gas 4", "gas 1/2", "grill".
    pub fn parse(text: &str) -> Result<Oven, OvenFault> {
        let fault = |message: String, hint: &str| Err(OvenFault { message, hint: hint.to_owned() });
        let usual = "say it as \"350F\", \"170C\", \"gas 4\" or \"grill\"";
        let word: String = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(rest) = NO_FAN.into_iter().find_map(|no| without(&word, no)) {
            return Oven::parse(&rest);
        }
        if let Some(rest) = FAN.into_iter().find_map(|fan| without(&word, fan)) {
            return match Oven::parse(&rest)? {
                Oven::Celsius(degrees) => Ok(Oven::Fan(degrees)),
                Oven::Fahrenheit(degrees) => Ok(Oven::FanFahrenheit(degrees)),
                Oven::Gas(_) | Oven::Grill | Oven::Fan(_) | Oven::FanFahrenheit(_) => {
                    fault(format!("`{word}` is no oven setting"), "a fan goes with degrees: \"180C fan\"")
                }
            };
        }
        if matches!(word.as_str(), "grill" | "broil" | "broiler") {
            return Ok(Oven::Grill);
        }
        if let Some(mark) = word.strip_prefix("gas") {
            let mark = mark.trim().trim_start_matches("mark").trim();
            let quarters = match mark {
                "1/4" | "¼" => Some(1),
                "1/2" | "½" => Some(2),
                _ => mark.parse::<u8>().ok().filter(|n| (1..=10).contains(n)).map(|n| n * 4),
            };
            return match quarters {
                Some(quarters) => Ok(Oven::Gas(quarters)),
                None => fault(format!("`{word}` is no gas mark"), "gas marks are 1/4, 1/2 and 1 to 10"),
            };
        }
        let split = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (number, unit) = (word.get(..split).unwrap_or_default(), word.get(split..).unwrap_or_default());
        if number.is_empty() {
            return fault(format!("`{word}` is no oven setting"), usual);
        }
        let unit = unit.trim_start_matches([' ', '°', 'º']);
        let unit = unit.trim_start_matches("degrees").trim_start_matches("deg").trim();
        let degrees = number.parse::<u32>().unwrap_or(u32::MAX).min(9_999);
        match unit {
            "c" | "celsius" => {
                if degrees < COOLEST_CELSIUS {
                    return fault(format!("{degrees} °C is too cold"), "an oven starts at 30 °C");
                }
                if degrees > HOTTEST_CELSIUS {
                    let hint = if degrees <= HOTTEST_FAHRENHEIT {
                        format!("an oven goes up to 300 °C: did you mean {degrees} °F?")
                    } else {
                        "an oven goes up to 300 °C".to_owned()
                    };
                    return fault(format!("{degrees} °C is too hot"), &hint);
                }
                Ok(Oven::Celsius(u16::try_from(degrees).unwrap_or(u16::MAX)))
            }
            "f" | "fahrenheit" => {
                if degrees < COOLEST_FAHRENHEIT {
                    let hint = if degrees >= COOLEST_CELSIUS {
                        format!("an oven starts at 85 °F: did you mean {degrees} °C?")
                    } else {
                        "an oven starts at 85 °F".to_owned()
                    };
                    return fault(format!("{degrees} °F is too cold"), &hint);
                }
                if degrees > HOTTEST_FAHRENHEIT {
                    return fault(format!("{degrees} °F is too hot"), "an oven goes up to 575 °F");
                }
                Ok(Oven::Fahrenheit(u16::try_from(degrees).unwrap_or(u16::MAX)))
            }
            "" => {
                let hint = if degrees > HOTTEST_CELSIUS {
                    format!("say {degrees}F")
                } else {
                    format!("say {degrees}C or {degrees}F")
                };
                fault(format!("`{word}` has no unit"), &hint)
            }
            _ => fault(format!("`{word}` is no oven setting"), usual),
        }
    }

    /// Whether two dishes can be in the oven together, one meant for each setting.
    pub fn shares(self, other: Oven) -> bool {
        self.mode() == other.mode() && self.celsius().abs_diff(other.celsius()) <= SHARED_WITHIN
    }

    /// Whether the oven set to this is set as `other` asks.
    pub(crate) fn is_set_as(self, other: Oven) -> bool {
        self.has_fan() == other.has_fan() && self.celsius().abs_diff(other.celsius()) <= SAME_HEAT
    }

    /// Whether the fan is on.
    pub fn has_fan(self) -> bool {
        match self {
            Oven::Fan(_) | Oven::FanFahrenheit(_) => true,
            Oven::Celsius(_) | Oven::Fahrenheit(_) | Oven::Gas(_) | Oven::Grill => false,
        }
    }

    fn mode(self) -> (bool, bool) {
        (self.has_fan(), self == Oven::Grill)
    }

    /// The same heat with the fan on, or without it; `None` for the grill and gas.
    pub(crate) fn with_fan(self, fan: bool) -> Option<Oven> {
        let fan_fahrenheit = FAN_CELSIUS * 9 / 5;
        match self {
            _ if self.has_fan() == fan => Some(self),
            Oven::Celsius(degrees) => Some(Oven::Fan(degrees.saturating_sub(FAN_CELSIUS))),
            // On the dial in steps of 5.
            Oven::Fahrenheit(degrees) => Some(Oven::FanFahrenheit(degrees.saturating_sub(fan_fahrenheit) / 5 * 5)),
            Oven::Fan(degrees) => Some(Oven::Celsius(degrees.saturating_add(FAN_CELSIUS))),
            Oven::FanFahrenheit(degrees) => {
                Some(Oven::Fahrenheit(degrees.saturating_add(fan_fahrenheit).div_ceil(5) * 5))
            }
            Oven::Gas(_) | Oven::Grill => None,
        }
    }

    /// What its dial shows, in degrees Celsius.
    fn dial_celsius(self) -> u16 {
        if self.has_fan() { self.celsius().saturating_sub(FAN_CELSIUS) } else { self.celsius() }
    }

    /// Its heat in degrees Celsius without a fan, for comparing; the grill is 250.
    pub fn celsius(self) -> u16 {
        match self {
            Oven::Celsius(degrees) => degrees,
            Oven::Fahrenheit(degrees) => whole(Unit::Fahrenheit.to_other(f64::from(degrees))),
            Oven::Fan(degrees) => degrees.saturating_add(FAN_CELSIUS),
            Oven::FanFahrenheit(degrees) => Oven::Fahrenheit(degrees).celsius().saturating_add(FAN_CELSIUS),
            Oven::Gas(quarters) => match quarters {
                0 | 1 => 110,
                2..=3 => 130,
                4..=7 => 140,
                8..=11 => 150,
                12..=15 => 170,
                16..=19 => 180,
                20..=23 => 190,
                24..=27 => 200,
                28..=31 => 220,
                32..=35 => 230,
                36..=39 => 240,
                40.. => 260,
            },
            Oven::Grill => GRILL_CELSIUS,
        }
    }

    /// "350 °F", "gas 4", "grill"; in `unit` if given, else as written.
    pub fn show(self, unit: Option<Unit>) -> String {
        let (degrees, own) = match self {
            Oven::Celsius(degrees) => (degrees, Unit::Celsius),
            Oven::Fahrenheit(degrees) => (degrees, Unit::Fahrenheit),
            Oven::Fan(degrees) => return format!("{} fan", Oven::Celsius(degrees).show(unit)),
            Oven::FanFahrenheit(degrees) => return format!("{} fan", Oven::Fahrenheit(degrees).show(unit)),
            Oven::Gas(quarters) => match unit {
                Some(_) => (self.celsius(), Unit::Celsius),
                None => {
                    return match quarters {
                        1 => "gas ¼".to_owned(),
                        2 | 3 => "gas ½".to_owned(),
                        _ => format!("gas {}", quarters / 4),
                    };
                }
            },
            Oven::Grill => return "grill".to_owned(),
        };
        match unit {
            Some(unit) if unit != own => format!("{} {}", whole(own.on_other_dial(f64::from(degrees))), unit.sign()),
            Some(_) | None => format!("{degrees} {}", own.sign()),
        }
    }
}

/// `text` without the word, if it has it as a word of its own.
fn without(text: &str, word: &str) -> Option<String> {
    let (before, after) = text.split_once(word)?;
    let apart = !before.ends_with(char::is_alphabetic) && !after.starts_with(char::is_alphabetic);
    let rest = format!("{before} {after}").replace(['(', ')', ','], " ");
    apart.then(|| rest.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Rounded, and within what an oven can show.
fn whole(degrees: f64) -> u16 {
    // The clamp keeps it within three digits.
    degrees.round().clamp(0.0, 999.0) as u16
}

/// `text` with every temperature ("250 °F", "48 to 52°C") converted to `unit`.
pub(crate) fn localise(text: &str, unit: Unit) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() && !before.is_alphanumeric() && before != '.' {
            let minus = matches!(out.chars().next_back(), Some('-' | '−'))
                && out.chars().rev().nth(1).is_none_or(char::is_whitespace);
            if let Some((told, after)) = temperature(rest, unit, minus) {
                if minus {
                    out.pop();
                }
                out.push_str(&told);
                rest = after;
                before = ' ';
                continue;
            }
        }
        out.push(c);
        before = c;
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// Whether `text` names that heat ("Oven down to 250 °F").
pub(crate) fn names_heat(text: &str, heat: Oven) -> bool {
    let starts = text.char_indices().filter(|(at, c)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        c.is_ascii_digit() && before.is_none_or(|before| !before.is_alphanumeric() && before != '.')
    });
    let mut named = starts.filter_map(|(at, _)| read_temperature(text.get(at..)?, false));
    named.any(|named| {
        let celsius = match named.unit {
            Unit::Celsius => named.first,
            Unit::Fahrenheit => Unit::Fahrenheit.to_other(named.first),
        };
        (celsius - f64::from(heat.dial_celsius())).abs() <= f64::from(SAME_HEAT)
    })
}

/// Every temperature in `text`, in degrees Celsius; of a range both ends.
pub(crate) fn inside_temperatures(text: &str) -> Vec<f64> {
    let starts = text.char_indices().filter(|(at, c)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        c.is_ascii_digit() && before.is_none_or(|before| !before.is_alphanumeric() && before != '.')
    });
    let named = starts.filter_map(|(at, _)| read_temperature(text.get(at..)?, false));
    let celsius = |unit: Unit, degrees: f64| match unit {
        Unit::Celsius => degrees,
        Unit::Fahrenheit => Unit::Fahrenheit.to_other(degrees),
    };
    named
        .flat_map(|named| {
            [Some(named.first), named.second.map(|(_, second)| second)]
                .into_iter()
                .flatten()
                .map(move |degrees| celsius(named.unit, degrees))
        })
        .collect()
}

/// The number at the start of `text`, and the rest.
fn number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let digits = text.get(..end)?.trim_end_matches('.');
    if digits.len() > 6 {
        return None;
    }
    Some((digits.parse().ok()?, text.get(digits.len()..)?))
}

/// A temperature as written.
struct Temperature<'t> {
    first: f64,
    /// For a range, its joint and the second number.
    second: Option<(&'t str, f64)>,
    unit: Unit,
    after: &'t str,
}

/// Parses the temperature at the start of `text`.
fn read_temperature(text: &str, minus: bool) -> Option<Temperature<'_>> {
    let (first, rest) = number(text)?;
    let first = if minus { -first } else { first };
    let between = |rest: &str| -> Option<(usize, f64)> {
        let inner = rest.trim_start();
        let sign = ["to ", "or ", "-", "–"].into_iter().find(|sign| inner.starts_with(sign))?;
        let inner = inner.get(sign.len()..)?.trim_start();
        let (second, _) = number(inner)?;
        Some((rest.len() - inner.len(), second))
    };
    let (second, rest) = match between(rest) {
        Some((gap, second)) => (Some((rest.get(..gap)?, second)), number(rest.get(gap..)?)?.1),
        None => (None, rest),
    };
    let inner = rest.trim_start();
    let (signed, inner) = match ["°", "º", "degrees ", "deg "].into_iter().find(|sign| inner.starts_with(sign)) {
        Some(sign) => (true, inner.get(sign.len()..)?.trim_start()),
        None => (false, inner),
    };
    let letter = inner.chars().next()?;
    let after = ["Fahrenheit", "Celsius", "F", "C"].into_iter().find_map(|word| inner.strip_prefix(word))?;
    // "2 C flour" means cups: a bare letter counts only after a number as hot as an oven.
    if after.starts_with(char::is_alphanumeric) || !(signed || first >= 100.0) {
        return None;
    }
    let unit = if letter == 'C' { Unit::Celsius } else { Unit::Fahrenheit };
    Some(Temperature { first, second, unit, after })
}

/// The temperature at the start of `text` in `wanted`, and the rest.
fn temperature(text: &str, wanted: Unit, minus: bool) -> Option<(String, &str)> {
    let Temperature { first, second, unit, after } = read_temperature(text, minus)?;
    if unit == wanted {
        return Some((format!("{}{}", if minus { "-" } else { "" }, text.get(..text.len() - after.len())?), after));
    }
    let tell = |degrees: f64| format!("{}", unit.on_other_dial(degrees) as i64);
    let second = second.map(|(joint, degrees)| format!("{joint}{}", tell(degrees))).unwrap_or_default();
    Some((format!("{}{second} {}", tell(first), wanted.sign()), after))
}

#[cfg(test)]
mod tests {
    use super::{Oven, Unit, localise, names_heat};
    use proptest::prelude::{any, proptest};

    #[test]
    fn a_heat_is_named_by_its_value_in_any_unit_and_language() {
        let heat = Oven::Fahrenheit(250);
        for text in ["Oven down to 250 °F.", "Take it out. 120 °C now.", "Four à 121°C", "250F"] {
            assert!(names_heat(text, heat), "{text}");
        }
        for text in ["Take it out of the oven.", "Oven down to 350 °F.", "", "250 g", "Nr. 250"] {
            assert!(!names_heat(text, heat), "{text}");
        }
        assert!(names_heat("Oven up to 220 °C.", Oven::Gas(28)));
    }

    #[test]
    fn settings_are_read() {
        for (text, oven) in [
            ("180C fan", Oven::Fan(180)),
            ("fan 160 °C", Oven::Fan(160)),
            ("350F convection", Oven::FanFahrenheit(350)),
            ("180C (fan)", Oven::Fan(180)),
            ("200C conventional", Oven::Celsius(200)),
            ("350F", Oven::Fahrenheit(350)),
            ("350 °F", Oven::Fahrenheit(350)),
            ("350 degrees F", Oven::Fahrenheit(350)),
            ("170C", Oven::Celsius(170)),
            ("170°C", Oven::Celsius(170)),
            ("170 c", Oven::Celsius(170)),
            ("gas 4", Oven::Gas(16)),
            ("Gas mark 7", Oven::Gas(28)),
            ("gas 1/2", Oven::Gas(2)),
            ("Grill", Oven::Grill),
            ("broil", Oven::Grill),
        ] {
            assert_eq!(Oven::parse(text), Ok(oven), "{text}");
        }
    }

    #[test]
    fn settings_are_refused_with_a_mend() {
        for (text, message, hint) in [
            ("500C", "500 °C is too hot", "an oven goes up to 300 °C: did you mean 500 °F?"),
            ("900C", "900 °C is too hot", "an oven goes up to 300 °C"),
            ("20C", "20 °C is too cold", "an oven starts at 30 °C"),
            ("60F", "60 °F is too cold", "an oven starts at 85 °F: did you mean 60 °C?"),
            ("600F", "600 °F is too hot", "an oven goes up to 575 °F"),
            ("99999999999F", "9999 °F is too hot", "an oven goes up to 575 °F"),
            ("350", "`350` has no unit", "say 350F"),
            ("180", "`180` has no unit", "say 180C or 180F"),
            ("gas 11", "`gas 11` is no gas mark", "gas marks are 1/4, 1/2 and 1 to 10"),
            ("hot", "`hot` is no oven setting", "say it as \"350F\", \"170C\", \"gas 4\" or \"grill\""),
            ("350K", "`350k` is no oven setting", "say it as \"350F\", \"170C\", \"gas 4\" or \"grill\""),
        ] {
            match Oven::parse(text) {
                Ok(oven) => panic!("{text} was read as {oven:?}"),
                Err(fault) => assert_eq!((fault.message.as_str(), fault.hint.as_str()), (message, hint)),
            }
        }
    }

    #[test]
    fn settings_are_shown_and_compared() {
        assert_eq!(Oven::Fahrenheit(350).show(None), "350 °F");
        assert_eq!(Oven::Fahrenheit(350).show(Some(Unit::Fahrenheit)), "350 °F");
        assert_eq!(Oven::Fahrenheit(350).show(Some(Unit::Celsius)), "175 °C");
        assert_eq!(Oven::Celsius(220).show(Some(Unit::Fahrenheit)), "430 °F");
        assert_eq!(Oven::Gas(16).show(None), "gas 4");
        assert_eq!(Oven::Gas(1).show(None), "gas ¼");
        assert_eq!(Oven::Gas(16).show(Some(Unit::Celsius)), "180 °C");
        assert_eq!(Oven::Gas(16).show(Some(Unit::Fahrenheit)), "355 °F");
        assert_eq!(Oven::Grill.show(Some(Unit::Celsius)), "grill");
        assert_eq!(Oven::Fahrenheit(350).celsius(), 177);
        assert_eq!(Oven::Grill.celsius(), 250);
        assert_eq!(Oven::Fan(180).show(None), "180 °C fan");
        assert_eq!(Oven::Fan(180).show(Some(Unit::Fahrenheit)), "355 °F fan");
    }

    #[test]
    fn a_fan_is_never_shared_with_an_oven_without() {
        let (fan, plain) = (Oven::Fan(180), Oven::Celsius(180));
        assert!(!fan.shares(plain) && !plain.shares(fan) && !fan.shares(Oven::Celsius(200)));
        assert!(fan.shares(Oven::Fan(190)) && fan.shares(Oven::FanFahrenheit(350)));
        assert_eq!(fan.with_fan(false), Some(Oven::Celsius(200)));
        assert_eq!(Oven::Celsius(200).with_fan(true), Some(fan));
        assert_eq!(Oven::Fahrenheit(400).with_fan(true), Some(Oven::FanFahrenheit(360)));
        assert!(fan.celsius() > plain.celsius() && !fan.is_set_as(Oven::Celsius(200)));
        assert!(names_heat("Oven to 180 °C fan", fan));
    }

    #[test]
    fn text_tells_temperatures_in_the_unit_wanted() {
        for (text, unit, wanted) in [
            ("Oven down to 250 °F.", Unit::Celsius, "Oven down to 120 °C."),
            ("Oven up to 220°C now", Unit::Fahrenheit, "Oven up to 430 °F now"),
            ("48 to 52 °C inside", Unit::Fahrenheit, "118 to 126 °F inside"),
            ("48–52°C inside", Unit::Fahrenheit, "118–126 °F inside"),
            ("at 350F or so", Unit::Celsius, "at 175 °C or so"),
            ("already 180 °C", Unit::Celsius, "already 180 °C"),
            ("freeze at -18 °C", Unit::Fahrenheit, "freeze at 0 °F"),
            ("2 C flour, 3 Figs, 20 min", Unit::Fahrenheit, "2 C flour, 3 Figs, 20 min"),
            ("gas 4, 180 Cups", Unit::Fahrenheit, "gas 4, 180 Cups"),
            ("100 degrees Celsius", Unit::Fahrenheit, "212 °F"),
            ("no number", Unit::Celsius, "no number"),
        ] {
            assert_eq!(localise(text, unit), wanted);
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in any::<String>()) {
            let _ = Oven::parse(&text);
            let _ = localise(&text, Unit::Celsius);
        }
        #[test]
        fn nothing_like_a_temperature_makes_it_panic(text in "[0-9. °CFto–-]{0,20}") {
            let _ = localise(&text, Unit::Fahrenheit);
        }
    }
}
