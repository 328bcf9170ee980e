//! Reads times from machine-readable data: ISO 8601 durations, and what pages write in their place.

use crate::time::Span;

/// The text is not a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NoTime;

/// One year; anything longer is an error of the page.
const LONGEST: f64 = 366.0 * 86_400_000.0;

/// `PT1H30M`, also malformed ("P0DT90M", "pt 1h30", "PT0.5H"), `1:30`, or in words ("1 hour 30 min", "2 Std."); `None` for zero.
///
/// `M` means months only before a `T`; years and months above zero are refused.
pub(crate) fn duration(text: &str) -> Result<Option<Span>, NoTime> {
    let text = text.trim().to_lowercase();
    let sum = match text
        .strip_prefix('p')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 't' | ' ' | '-')))
    {
        Some(iso) => iso_millis(iso)?,
        None => clock_millis(&text).map_or_else(|| words_millis(&text), Ok)?,
    };
    if !(0.0..=LONGEST).contains(&sum) {
        return Err(NoTime);
    }
    #[expect(clippy::cast_possible_truncation, reason = "within a year of milliseconds")]
    let span = Span::millis(sum.round() as i64);
    Ok((span > Span::ZERO).then_some(span))
}

/// The part after the P (ISO 8601-1, 5.5.2).
fn iso_millis(text: &str) -> Result<f64, NoTime> {
    let (date, time) = text.split_once('t').unwrap_or((text, ""));
    let mut sum = 0.0;
    for (part, in_time) in [(date, false), (time, true)] {
        let mut last_unit = ' ';
        for (number, unit) in parts(part)? {
            // "PT1H30" omits the last unit.
            let unit = match (unit.chars().next(), last_unit) {
                (Some(unit), _) => unit,
                (None, 'h') => 'm',
                (None, 'm') => 's',
                (None, _) => return Err(NoTime),
            };
            last_unit = unit;
            sum += number
                * match unit {
                    _ if number == 0.0 => 0.0,
                    'w' if !in_time => 604_800_000.0,
                    'd' => 86_400_000.0,
                    'h' => 3_600_000.0,
                    'm' if in_time => 60_000.0,
                    's' => 1_000.0,
                    _ => return Err(NoTime),
                };
        }
    }
    Ok(sum)
}

/// "1:30" and "01:30:00": hours, minutes, seconds.
fn clock_millis(text: &str) -> Option<f64> {
    let numbers: Vec<f64> =
        text.split(':').map(|n| n.trim().parse::<u16>().ok().map(f64::from)).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [h, m] => Some(h * 3_600_000.0 + m * 60_000.0),
        [h, m, s] => Some(h * 3_600_000.0 + m * 60_000.0 + s * 1_000.0),
        _ => None,
    }
}

fn words_millis(text: &str) -> Result<f64, NoTime> {
    let all = parts(text)?;
    let mut sum = 0.0;
    for (number, unit) in &all {
        let unit = unit.trim_matches(|c: char| !c.is_alphabetic());
        let unit = unit.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        sum += number
            * match unit {
                "d" | "day" | "days" | "tag" | "tage" | "tagen" | "jour" | "jours" | "día" | "días" | "giorni"
                | "dias" => 86_400_000.0,
                "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunde" | "stunden" | "heure" | "heures" | "hora"
                | "horas" | "ora" | "ore" | "uur" | "t" | "tim" | "timme" | "timmar" | "time" | "timer" => 3_600_000.0,
                "m" | "min" | "mins" | "mn" | "minute" | "minutes" | "minuten" | "minuto" | "minutos" | "minuti"
                | "minuut" | "minuter" | "minutter" => 60_000.0,
                "s" | "sec" | "secs" | "second" | "seconds" | "sek" | "sekunden" | "secondes" | "segundos"
                | "secondi" => 1_000.0,
                _ => return Err(NoTime),
            };
    }
    if all.is_empty() { Err(NoTime) } else { Ok(sum) }
}

/// Numbers, each with the text after it.
fn parts(text: &str) -> Result<Vec<(f64, &str)>, NoTime> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let number: f64 = number.trim_matches(['.', ',']).replace(',', ".").parse().map_err(|_| NoTime)?;
        let unit = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, next) = after.split_at(unit);
        parts.push((number, unit.trim()));
        rest = next;
        if parts.len() > 8 {
            return Err(NoTime);
        }
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::{NoTime, duration};
    use crate::time::Span;
    use proptest::prelude::{any, proptest};

    #[test]
    fn times_of_every_spelling() {
        for (text, minutes) in [
            ("PT1H30M", 90),
            ("PT90M", 90),
            ("P0DT1H30M", 90),
            ("P0Y0M0DT0H35M0.000S", 35),
            ("P1D", 1_440),
            ("P1DT2H", 1_560),
            ("PT0.5H", 30),
            ("PT1H30", 90),
            ("pt 20 m", 20),
            ("PT30MIN", 30),
            ("PT3600S", 60),
            ("01:15", 75),
            ("0:45:00", 45),
            ("1 hour 20 min", 80),
            ("2 Std. 10 Min.", 130),
            ("1,5 heures", 90),
            ("45 minutos", 45),
        ] {
            assert_eq!(duration(text), Ok(Some(Span::mins(minutes))), "{text}");
        }
        assert_eq!(duration("PT0M"), Ok(None));
        assert_eq!(duration("PT"), Ok(None));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in ["", "soon", "P1M", "P2Y", "30", "a while", "PT999999999H", "1e400 min", "--"] {
            assert_eq!(duration(text), Err(NoTime), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(text in any::<String>(), iso in "[pP][tT0-9HhMmSsdDwW., -]{0,20}") {
            let _ = (duration(&text), duration(&iso));
        }
    }
}
