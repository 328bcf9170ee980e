//! Reads a text without headings: the form of its lines tells ingredients from steps.

use super::lines::{ListMark, Row};
use super::{may_be_title, take_label};
use crate::import::error::ImportError;
use crate::import::marks::{has_amount, is_sentence, may_be_heading};
use crate::import::source::{Source, SourceLine};

/// Reads lines that begin with an amount as ingredients, and what follows as steps.
pub(super) fn read(rows: &[Row], source: &mut Source) -> Result<(), ImportError> {
    let mut rows = rows;
    if let Some((first, rest)) = rows.split_first().filter(|(first, rest)| may_be_title(first) && !rest.is_empty()) {
        source.title = Some(first.text.trim_end_matches([':', ' ']).to_owned());
        rows = rest;
    }
    let is_ingredient =
        |row: &Row| has_amount(&row.text) && !is_sentence(&row.text) && !matches!(row.mark, ListMark::Number(_));
    let first = rows.iter().position(is_ingredient);
    let last = rows.iter().rposition(is_ingredient);
    match first.zip(last) {
        Some((first, last)) => {
            let (before, rest) = rows.split_at(first);
            before.iter().for_each(|row| preamble(row, source));
            let end = end_of_list(rest, last - first);
            let (list, method) = rest.split_at(end);
            ingredients(list, source);
            method.iter().for_each(|row| step(row, source));
            source.warnings.push(
                "The text has no headings: lines with an amount were taken as ingredients, what follows them as steps."
                    .to_owned(),
            );
        }
        // Steps without ingredients are a recipe only if one of them mentions a time or temperature.
        None if rows.iter().any(|row| tells_time(&row.text)) => {
            rows.iter().for_each(|row| step(row, source));
            source.warnings.push("The text has no headings and no amounts: all of it was taken as steps.".to_owned());
        }
        None => return Err(ImportError::NoRecipe),
    }
    Ok(())
}

fn preamble(row: &Row, source: &mut Source) {
    if !take_label(&row.text, source) {
        source.notes.push(row.text.clone());
    }
}

/// Where the list of ingredients ends: after its last line with an amount and the short lines that follow, up to the first
/// sentence.
fn end_of_list(rows: &[Row], last: usize) -> usize {
    let sentence = rows.iter().take(last + 1).position(|row| is_sentence(&row.text) && !has_amount(&row.text));
    let end = sentence.unwrap_or(last + 1);
    let mark = rows.get(end.saturating_sub(1)).map(|row| row.mark);
    let more = rows.iter().skip(end).take_while(|row| {
        !row.after_blank && Some(row.mark) == mark && !is_sentence(&row.text) && !row.text.ends_with(':')
    });
    end + more.count()
}

fn ingredients(rows: &[Row], source: &mut Source) {
    for (n, row) in rows.iter().enumerate() {
        let heads = row.text.ends_with(':') && may_be_heading(&row.text) && n + 1 < rows.len();
        let name = row.text.trim_end_matches([':', ' ']);
        source.ingredients.push(if heads {
            SourceLine::Heading(name.to_owned())
        } else {
            SourceLine::Text(row.text.clone())
        });
    }
}

fn step(row: &Row, source: &mut Source) {
    let heads = row.is_loud() || (row.text.ends_with(':') && may_be_heading(&row.text));
    source.instructions.push(if heads {
        SourceLine::Heading(row.text.clone())
    } else {
        SourceLine::Text(row.text.clone())
    });
}

/// Whether the text mentions a time or temperature: a digit before a minute, an hour or a degree in any known language.
fn tells_time(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words =
        lower.split(|c: char| !(c.is_alphanumeric() || c == '°')).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let (number, glued) = (word.len() > unit.len(), !unit.is_empty());
        let next = if glued { Some(unit) } else { words.peek().copied() };
        let is_unit = |unit: &str| {
            [
                "min", "hour", "hr", "std", "stund", "heure", "hora", "ora", "ore", "uur", "tim", "°", "degree",
                "grad", "degré", "grado",
            ]
            .iter()
            .any(|known| unit.starts_with(known))
                || unit == "h"
        };
        if number && next.is_some_and(is_unit) {
            return true;
        }
    }
    false
}
