//! Reads instructions, in every form that pages use.

use super::{Reader, get, is_a, is_address, numbered};
use crate::import::marks::unlisted;
use crate::import::source::SourceLine;
use crate::import::tidy::letters;
use serde_json::{Map, Value};

impl Reader {
    /// The number of steps in a value; above one it need not be exact.
    pub(super) fn steps_in(&self, value: &Value) -> usize {
        match value {
            Value::Array(items) => items.iter().take(2).map(|item| self.steps_in(item)).sum(),
            Value::Object(map) => get(map, &["itemListElement"]).map_or(1, |inner| match inner {
                Value::Array(items) => items.len(),
                _ => 1,
            }),
            _ => 1,
        }
    }

    /// Reads steps and their headings. If a recipe has only one step, each of its lines becomes a step.
    pub(super) fn instructions(&mut self, value: &Value, single: bool) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.instructions(item, single)),
            Value::Object(map) => {
                if let Some(items) = numbered(map) {
                    items.into_iter().for_each(|item| self.instructions(item, false));
                } else {
                    self.how_to(map, single);
                }
            }
            Value::String(_) => {
                let lines = self.texts(value);
                if single {
                    self.steps(lines);
                } else {
                    self.step(&lines.join(" "));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn how_to(&mut self, map: &Map<String, Value>, single: bool) {
        let name = self.line(get(map, &["name", "headline"]));
        let texts = get(map, &["text", "description", "@value"]).map(|value| self.texts(value)).unwrap_or_default();
        if is_a(map, "howtotip") {
            let tip = if texts.is_empty() { name } else { texts.join(" ") };
            self.source.notes.extend((!tip.is_empty()).then_some(tip));
            return;
        }
        let inner = get(map, &["itemListElement", "steps", "step", "item", "recipeInstructions"]);
        match (inner, texts.is_empty()) {
            (None, true) => self.step(&name),
            (Some(inner), true) => {
                self.heading(&name);
                self.instructions(inner, false);
            }
            // A step may give both its whole text and its parts; the whole is enough if it contains all of them.
            (Some(inner), false) if !self.says(&texts, inner) => {
                self.heading(&name);
                self.step(&texts.join(" "));
                self.instructions(inner, false);
            }
            (Some(_) | None, false) => {
                if !is_cut_of(&name, &texts.join(" ")) {
                    self.heading(&name);
                }
                if single { self.steps(texts) } else { self.step(&texts.join(" ")) }
            }
        }
    }

    /// Whether `texts` contain every word of `inner`.
    fn says(&self, texts: &[String], inner: &Value) -> bool {
        let whole = letters(&texts.join(" "));
        self.inner_texts(inner).iter().all(|text| whole.contains(&letters(text)))
    }

    fn inner_texts(&self, value: &Value) -> Vec<String> {
        match value {
            Value::Array(items) => items.iter().flat_map(|item| self.inner_texts(item)).collect(),
            Value::Object(map) => {
                let inner =
                    get(map, &["itemListElement", "item"]).map(|inner| self.inner_texts(inner)).unwrap_or_default();
                let own = get(map, &["text", "description", "name"]).map(|value| self.texts(value)).unwrap_or_default();
                own.into_iter().chain(inner).collect()
            }
            _ => self.texts(value),
        }
    }

    fn steps(&mut self, lines: Vec<String>) {
        for line in lines {
            let heading = line
                .strip_suffix([':', '：'])
                .filter(|name| name.chars().count() < 60 && !name.contains(['.', ',', ';']));
            match heading {
                Some(_) => self.heading(&line),
                None => numbered_sentences(&line).into_iter().for_each(|step| self.step(step)),
            }
        }
    }

    fn step(&mut self, text: &str) {
        let text = unlisted(text);
        if let Some(SourceLine::Text(last)) = self.source.instructions.last_mut()
            && closes_bracket(last, text)
        {
            last.push(' ');
            last.push_str(text);
        } else if !text.is_empty() && !is_number_of_step(text) {
            self.source.instructions.push(SourceLine::Text(text.to_owned()));
        }
    }

    fn heading(&mut self, name: &str) {
        let name = unlisted(name);
        if !name.is_empty() && !is_number_of_step(name) && !is_address(name) {
            self.source.instructions.push(SourceLine::Heading(name.to_owned()));
        }
    }
}

/// Whether a step's name is only the beginning of its text.
fn is_cut_of(name: &str, text: &str) -> bool {
    letters(text).starts_with(&letters(name))
}

/// "Step 3", "3.", "Schritt 2": a number with at most one word before it.
pub(super) fn is_number_of_step(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ':', ')', ' ']);
    let last = text.rsplit(' ').next().unwrap_or("").trim_start_matches('#');
    let number = !last.is_empty() && last.len() <= 3 && last.bytes().all(|b| b.is_ascii_digit());
    let before = text.strip_suffix(last).unwrap_or("").trim_matches([' ', '#']);
    number && !before.contains(' ') && before.chars().all(char::is_alphabetic)
}

/// Whether a step was split inside brackets: "170 °C (gas" and "3). Roast."
fn closes_bracket(last: &str, text: &str) -> bool {
    let open = last.matches('(').count() > last.matches(')').count();
    open && text.find(')').is_some_and(|close| text.find('(').is_none_or(|open| close < open))
}

/// Splits "1. Warm it. 2. Roast it." into its steps; any other text stays whole.
pub(super) fn numbered_sentences(text: &str) -> Vec<&str> {
    let mut places = Vec::new();
    let mut from = 0;
    for n in 1.. {
        let rest = text.get(from..).unwrap_or("");
        let found = [". ", ") ", ": ", ".", ")"].iter().filter_map(|sign| {
            let mark = format!("{n}{sign}");
            let at = rest.match_indices(&mark).map(|(at, _)| at).find(|at| {
                let before = rest.get(..*at).unwrap_or("").trim_end();
                let after = rest.get(at + mark.len()..).unwrap_or("");
                (before.is_empty() || before.ends_with(['.', '!', ')', '?']))
                    && after.trim_start().starts_with(char::is_alphabetic)
            })?;
            Some((at, mark.len()))
        });
        let Some((at, length)) = found.min() else { break };
        places.push((from + at, from + at + length));
        from += at + length;
    }
    let starts_first = places.first().is_some_and(|(at, _)| *at == 0);
    if places.len() < 2 || !starts_first {
        return vec![text];
    }
    let ends = places.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    places.iter().zip(ends).filter_map(|((_, from), to)| text.get(*from..to)).map(str::trim).collect()
}
