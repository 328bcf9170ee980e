//! Reads a pasted recipe into a [`Source`].
//!
//! Headings mark the parts where there are some; otherwise the shape of the lines decides. Every line ends up in the recipe, its
//! notes or its warnings: none is dropped.

mod lines;
mod shapes;

use super::error::ImportError;
use super::headings::{self, Label, Section};
use super::marks::{has_amount, is_sentence, may_be_heading};
use super::source::{Source, SourceLine};
use crate::import::page::duration;
use crate::import::tidy::letters;
use lines::{ListMark, Row, rows};
use std::collections::HashSet;

/// More than anybody pastes: a whole cookbook has about 500 kB.
const LONGEST: usize = 500_000;

pub(crate) fn read(text: &str) -> Result<Source, ImportError> {
    if text.len() > LONGEST {
        return Err(ImportError::TooMuch);
    }
    let rows = rows(text);
    let headed = rows.iter().any(|row| matches!(row.section(), Some(Section::Ingredients | Section::Method)));
    let mut reader = Reader { rows: &rows, source: Source::default(), second: false };
    if headed {
        reader.by_headings();
    } else {
        shapes::read(&rows, &mut reader.source)?;
    }
    let mut source = reader.source;
    if source.instructions.is_empty() && source.ingredients.is_empty() {
        return Err(ImportError::NoRecipe);
    }
    if source.title.is_none() {
        source.warnings.push("The text has no title.".to_owned());
    }
    if source.ingredients.is_empty() {
        source.warnings.push("No ingredients were found in the text.".to_owned());
    }
    if source.instructions.is_empty() {
        source.warnings.push("No steps were found in the text.".to_owned());
    }
    Ok(source)
}

struct Reader<'r> {
    rows: &'r [Row],
    source: Source,
    /// What follows repeats the recipe, or is another one.
    second: bool,
}

impl Reader<'_> {
    fn by_headings(&mut self) {
        let first = self.rows.iter().position(|row| row.section().is_some()).unwrap_or(0);
        let rows = self.rows;
        let (before, mut lead) = parted(rows.get(..first).unwrap_or(&[]), rows.get(first), 1);
        self.preamble(before);
        let mut at = first;
        while let Some(row) = rows.get(at) {
            let Some(section) = row.section() else { break };
            let end = self.end_of(at, section);
            let (body, next_lead) = parted(rows.get(at + 1..end).unwrap_or(&[]), rows.get(end), 0);
            self.part(row, section, body, lead);
            // "For the base" can head both its ingredients and its steps.
            lead = next_lead.or(lead.filter(|_| section == Section::Ingredients));
            at = end;
        }
    }

    /// The end of the part that begins at `start`: the heading of the next part.
    fn end_of(&self, start: usize, section: Section) -> usize {
        let rest = self.rows.iter().enumerate().skip(start + 1);
        let mut ends = rest.filter(|(_, row)| match row.section() {
            None => false,
            // Within notes, a heading such as "Storage" starts notes too.
            Some(Section::Notes) => true,
            Some(other) => other != section || row.is_loud(),
        });
        ends.next().map_or(self.rows.len(), |(n, _)| n)
    }

    fn part(&mut self, heading: &Row, section: Section, body: &[Row], lead: Option<&Row>) {
        let lead = lead.map(|row| SourceLine::Heading(row.text.clone()));
        match section {
            Section::Ingredients if self.is_told_again(body) => {
                self.second = true;
                self.source
                    .warnings
                    .push("The text tells the recipe twice; the second telling is in the notes.".to_owned());
                self.note(heading, body);
            }
            Section::Notes => self.note(heading, body),
            _ if self.second => self.note(heading, body),
            Section::Ingredients => {
                self.language(heading);
                self.yields_in(&heading.text);
                self.source.ingredients.extend(lead);
                self.ingredients(body);
            }
            Section::Method => {
                self.language(heading);
                self.source.instructions.extend(lead);
                self.method(body);
            }
        }
    }

    /// Whether these ingredients repeat the earlier ones.
    fn is_told_again(&self, body: &[Row]) -> bool {
        if self.second || self.source.instructions.is_empty() || self.source.ingredients.is_empty() {
            return false;
        }
        let words = |text: &str| -> Vec<String> {
            let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3);
            words.map(str::to_lowercase).collect()
        };
        let told: HashSet<String> = self.source.ingredients.iter().flat_map(|line| words(line.text())).collect();
        let known = |row: &&Row| {
            let words = words(&row.text);
            words.is_empty() || words.iter().filter(|word| told.contains(*word)).count() * 2 >= words.len()
        };
        let again = body.iter().filter(known).count();
        again * 5 >= body.len() * 3
    }

    fn note(&mut self, heading: &Row, body: &[Row]) {
        self.source.notes.extend(std::iter::once(heading).chain(body).map(|row| row.text.clone()));
    }

    fn language(&mut self, heading: &Row) {
        if self.source.language.is_none() {
            self.source.language = headings::section(&heading.text)
                .map(|(_, tag)| tag)
                .filter(|tag| *tag != "sv" && *tag != "zh")
                .map(str::to_owned);
        }
    }

    /// Reads the yield from "Ingredients (serves 4)".
    fn yields_in(&mut self, heading: &str) {
        if self.source.yields.is_none()
            && let Some((_, rest)) = heading.split_once(['(', ' '])
            && rest.chars().any(|c| c.is_ascii_digit())
        {
            self.source.yields = Some(rest.trim_matches(['(', ')', ':', ' ']).to_owned());
        }
    }

    /// Reads what comes before the first part: the title, labels and introduction.
    fn preamble(&mut self, rows: &[Row]) {
        let mut rows = rows.iter().peekable();
        if let Some(first) = rows.next_if(|row| may_be_title(row)) {
            self.source.title = Some(first.text.trim_end_matches([':', ' ']).to_owned());
        }
        for row in rows {
            if !take_label(&row.text, &mut self.source) {
                self.source.notes.push(row.text.clone());
            }
        }
    }

    fn ingredients(&mut self, body: &[Row]) {
        let listed = body.iter().any(|row| row.mark != ListMark::None);
        for (n, row) in body.iter().enumerate() {
            let next = body.get(n + 1);
            let heads = row.is_loud()
                || row.text.ends_with([':', '：'])
                || (listed && row.mark == ListMark::None && next.is_some_and(|next| next.mark != ListMark::None));
            // Among bullets, an item that merely ends in a colon stays an item.
            let name = if listed && row.mark == ListMark::None {
                row.text.trim_end_matches([':', '：', ' '])
            } else {
                &row.text
            };
            if heads && may_be_heading(name) && !has_amount(name) && next.is_some() {
                self.source.ingredients.push(SourceLine::Heading(name.to_owned()));
            } else if listed && row.mark == ListMark::None && take_label(&row.text, &mut self.source) {
                // "Serves 4" above the list was taken as the yield.
            } else if is_sentence(&row.text)
                && row.mark == ListMark::None
                && (listed || row.after_blank)
                && row.text.chars().count() > 100
            {
                self.source.notes.push(row.text.clone());
            } else {
                self.source.ingredients.push(SourceLine::Text(row.text.clone()));
            }
        }
    }

    fn method(&mut self, body: &[Row]) {
        let listed = body.first().is_some_and(|row| row.mark != ListMark::None)
            || body.iter().filter(|row| row.mark != ListMark::None).count() * 2 > body.len();
        let last_listed = body.iter().rposition(|row| row.mark != ListMark::None);
        for (n, row) in body.iter().enumerate() {
            let next = body.get(n + 1);
            if is_heading(row, next, listed) {
                self.source.instructions.push(SourceLine::Heading(row.text.clone()));
            } else if listed && row.mark == ListMark::None {
                self.unlisted_step(row, last_listed.is_some_and(|last| n > last));
            } else {
                self.source.instructions.push(SourceLine::Text(row.text.clone()));
            }
        }
    }

    /// Handles a line without a bullet among steps with bullets: it continues the step before, or the list has ended.
    fn unlisted_step(&mut self, row: &Row, after_list: bool) {
        match self.source.instructions.last_mut() {
            _ if after_list && row.after_blank => self.source.notes.push(row.text.clone()),
            Some(SourceLine::Text(step)) if !row.after_blank => {
                step.push(' ');
                step.push_str(&row.text);
            }
            Some(_) | None => self.source.instructions.push(SourceLine::Text(row.text.clone())),
        }
    }
}

/// Splits off a name that is the heading of the following ingredients ("For the base"); at least `min` rows stay.
fn parted<'r>(rows: &'r [Row], next: Option<&Row>, min: usize) -> (&'r [Row], Option<&'r Row>) {
    let over = next.is_some_and(|next| next.after_blank && next.section() == Some(Section::Ingredients));
    match rows.split_last() {
        Some((last, rest))
            if over && rest.len() >= min && last.after_blank && last.mark == ListMark::None && is_name(&last.text) =>
        {
            (rest, Some(last))
        }
        Some(_) | None => (rows, None),
    }
}

fn is_name(text: &str) -> bool {
    let plain = may_be_heading(text) && !is_sentence(text) && !has_amount(text) && !text.contains([':', '|']);
    // "Serves 4" is not the name of a part.
    plain && !take_label(text, &mut Source::default())
}

/// Whether a row of the method is the heading of the rows after it.
fn is_heading(row: &Row, next: Option<&Row>, listed: bool) -> bool {
    let Some(next) = next else { return false };
    if row.is_loud() {
        return may_be_heading(row.text.trim_end_matches([':', ' ']));
    }
    let name = row.text.trim_end_matches([':', '：', ' ']);
    if !may_be_heading(name) || is_sentence(name) {
        return false;
    }
    let colon = name.len() < row.text.len();
    let goes_on = is_sentence(&next.text) || next.mark != ListMark::None;
    match row.mark {
        ListMark::Number(_) => colon && !matches!(next.mark, ListMark::Number(_)),
        ListMark::Sign => colon,
        // Without a bullet: a line above a list, or a short line above a sentence where no line has a bullet.
        ListMark::None if listed => {
            next.mark != ListMark::None && (colon || row.after_blank || name.split_whitespace().count() <= 6)
        }
        ListMark::None => {
            colon || (goes_on && is_title_like(name) && next.text.chars().count() > row.text.chars().count())
        }
    }
}

/// Whether it looks like a title: at most six words, starts with a capital, and no punctuation inside.
fn is_title_like(name: &str) -> bool {
    name.split_whitespace().count() <= 6
        && !name.contains([',', ';', '.'])
        && name.chars().next().is_some_and(|c| !c.is_lowercase())
}

fn may_be_title(row: &Row) -> bool {
    let short = row.text.chars().count() <= 100 && row.text.split_whitespace().count() <= 14;
    short
        && row.mark == ListMark::None
        && !has_digit_start(&row.text)
        && !row.text.ends_with(['.', ';', ','])
        && !take_label(&row.text, &mut Source::default())
}

fn has_digit_start(text: &str) -> bool {
    has_amount(text)
        && text.starts_with(|c: char| c.is_numeric())
        && text.chars().next().is_some_and(|c| !c.is_ascii_digit())
}

/// Reads values after known labels; true if the line held nothing else.
fn take_label(text: &str, source: &mut Source) -> bool {
    if let Some(people) = for_people(text) {
        return source.yields.replace(people.to_owned()).is_none();
    }
    let mut whole = true;
    for part in text.split(['|', '•', '·']) {
        let Some((label, value)) = headings::label(part) else {
            whole = false;
            continue;
        };
        let time = duration(value).ok().flatten();
        whole &= match label {
            Label::Serves => value.chars().any(char::is_numeric) && source.yields.replace(value.to_owned()).is_none(),
            Label::Prep if time.is_some() => source.prep.replace(time.unwrap_or_default()).is_none(),
            Label::Cook if time.is_some() => source.cook.replace(time.unwrap_or_default()).is_none(),
            Label::Total if time.is_some() => source.total.replace(time.unwrap_or_default()).is_none(),
            Label::Author => source.from.replace(value.to_owned()).is_none(),
            Label::Tags => {
                source.tags.extend(
                    value.split([',', ';']).map(|tag| tag.trim().to_owned()).filter(|tag| !letters(tag).is_empty()),
                );
                true
            }
            Label::Prep | Label::Cook | Label::Total => false,
        };
    }
    whole
}

/// "4 people" from "For 4 people"; `None` for "For the base".
fn for_people(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    let rest = lower.strip_prefix("for ").filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?;
    let people = ["people", "persons", "person", "servings", "guests"]
        .iter()
        .any(|word| rest.trim_end_matches('.').ends_with(word));
    text.get(4..).filter(|_| people).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_yield_is_one_wherever_it_stands() {
        for (line, yields) in [
            ("Serves 4", "4"),
            ("*Serves 4*", "4"),
            ("Makes 12 muffins", "12 muffins"),
            ("makes 1½ cups", "1½ cups"),
            ("For 4 people", "4 people"),
            ("Für 4 Personen", "4 Personen"),
            ("Pour 4 personnes", "4 personnes"),
        ] {
            for text in [
                format!("Lemon tart\n\n{line}\n\nIngredients\n2 lemons\n200 g sugar\n\nMethod\nBake for 30 minutes."),
                format!("Lemon tart\n{line}\nIngredients\n2 lemons\n200 g sugar\n\nMethod\nBake for 30 minutes."),
            ] {
                let source = read(&text).unwrap();
                assert_eq!(source.yields.as_deref(), Some(yields), "{text}");
                assert_eq!(source.ingredients.len(), 2, "{text}");
            }
        }
    }
}
