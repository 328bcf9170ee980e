//! What is typed on the board: more time, another name, and new timers: "12 rice", "until 19:30 bread", "12m eggs, 25m rice".
//!
//! The text is read while it is typed. `1:30` has several readings, each a row to choose from, shortest first.

use crate::engine::{Act, Run};
use crate::recipe::{DishId, text};
use crate::time::{Span, SpokenTime, SpokenTimer, exact, leading_span, minutes, parse_timers};
use crate::ui::Key;
use crate::ui::keymap::{self, ENTRY, EntryCommand};
use crate::ui::outcome::Outcome;
use crate::ui::resolve::EXTENSION;
use crate::view::words::capital;
use crate::view::{KeyHint, Overlay};

/// In letters.
const LONGEST: usize = 120;

/// What the text is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Purpose {
    #[default]
    Timer,
    /// More time for a run.
    More(Run),
    /// Another name for a dish or timer.
    Name(DishId),
}

/// The field and its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    text: String,
    purpose: Purpose,
    /// The picked reading.
    picked: usize,
    /// Why the last try was refused.
    fault: Option<String>,
}

/// Everything that a text may mean, the shortest time first; several only for a colon.
///
/// # Errors
/// If it is not a timer, with a sentence for the cook.
pub(in crate::ui) fn readings(typed: &str) -> Result<Vec<Vec<SpokenTimer>>, String> {
    let timers = parse_timers(typed).map_err(|fault| capital(&fault.to_string()))?;
    let mut all: Vec<Vec<SpokenTimer>> = vec![Vec::new()];
    for timer in timers {
        let times = match timer.time {
            SpokenTime::Colon(colon) => colon.readings(),
            time => vec![time],
        };
        let with = |before: &Vec<SpokenTimer>, time: SpokenTime| {
            let one = SpokenTimer { time, name: timer.name.clone() };
            before.iter().cloned().chain([one]).collect::<Vec<_>>()
        };
        // Many colons have too many readings to choose from, so each is read as its first.
        let times = if all.len() * times.len() > MOST_READINGS { times.into_iter().take(1).collect() } else { times };
        all = all.iter().flat_map(|before| times.iter().map(|time| with(before, *time))).collect();
    }
    Ok(all)
}

const MOST_READINGS: usize = 6;

/// "Rice, 12 min; tea, 5 min".
pub(in crate::ui) fn reading_words(timers: &[SpokenTimer]) -> String {
    let words = timers.iter().map(|timer| match timer.name.as_str() {
        "" => timer.time.words(),
        name => format!("{}, {}", text::clean(name), timer.time.words()),
    });
    capital(&words.collect::<Vec<_>>().join("; "))
}

impl Entry {
    /// An entry with a first letter already typed.
    pub(in crate::ui) fn beginning(letter: char) -> Entry {
        Entry { text: letter.to_string(), ..Entry::default() }
    }

    /// An entry that adds time to a run.
    pub(in crate::ui) fn more(run: Run) -> Entry {
        Entry { purpose: Purpose::More(run), ..Entry::default() }
    }

    /// An entry for another name.
    pub(in crate::ui) fn rename(dish: DishId) -> Entry {
        Entry { purpose: Purpose::Name(dish), ..Entry::default() }
    }

    /// The same entry with what is wrong with its text.
    pub(in crate::ui) fn refused(mut self, why: String) -> Entry {
        self.fault = Some(why);
        self
    }

    /// The result of a key; `None` while the entry stays open.
    pub(in crate::ui) fn key(&mut self, key: Key) -> Option<Outcome> {
        let command = keymap::command(ENTRY, key);
        self.fault = None;
        match command {
            Some(EntryCommand::Start) => match self.outcome() {
                Ok(outcome) => return Some(outcome),
                Err(fault) => self.fault = Some(fault),
            },
            Some(EntryCommand::Cancel) => return Some(Outcome::Stay),
            Some(EntryCommand::Up) => self.picked = self.picked.saturating_sub(1),
            Some(EntryCommand::Down) => self.picked = (self.picked + 1).min(self.count().saturating_sub(1)),
            Some(EntryCommand::Erase) => {
                self.text.pop();
                self.picked = 0;
            }
            Some(EntryCommand::Type) => self.insert(key.letter().as_slice()),
            None => {}
        }
        None
    }

    /// Inserts letters while there is room, leaving out control characters.
    pub(in crate::ui) fn insert(&mut self, letters: &[char]) {
        self.picked = 0;
        for letter in letters {
            let letter = if letter.is_whitespace() { ' ' } else { *letter };
            if (letter == ' ' || !text::is_harmful(letter)) && self.text.chars().count() < LONGEST {
                self.text.push(letter);
            }
        }
    }

    fn count(&self) -> usize {
        readings(&self.text).map_or(0, |readings| readings.len())
    }

    fn outcome(&self) -> Result<Outcome, String> {
        match self.purpose {
            Purpose::More(run) => self.span().map(|by| Outcome::Act(Act::More { run, by })),
            Purpose::Timer => self.timers().map(Outcome::Timers),
            Purpose::Name(dish) => match self.text.trim() {
                "" => Err("Say the new name, or press Esc".to_owned()),
                name => Ok(Outcome::Act(Act::Rename { dish, name: name.to_owned() })),
            },
        }
    }

    /// How much time to add; what `↑` adds on a ring if nothing is typed.
    fn span(&self) -> Result<Span, String> {
        if self.text.trim().is_empty() {
            return Ok(EXTENSION);
        }
        match leading_span(&self.text).map_err(|fault| capital(&fault.to_string()))? {
            Some((by, "")) => Ok(by),
            Some(_) | None => Err("Say how much more, such as: 5, 90s or 1h".to_owned()),
        }
    }

    fn timers(&self) -> Result<Vec<SpokenTimer>, String> {
        let mut readings = readings(&self.text)?;
        let picked = if self.picked < readings.len() { self.picked } else { 0 };
        Ok(readings.swap_remove(picked))
    }

    fn view_name(&self) -> (Overlay, Vec<KeyHint>) {
        let hints = ENTRY.iter().filter_map(|row| match row.command {
            EntryCommand::Start => Some(row.hint("call it so")),
            EntryCommand::Cancel => Some(row.hint("keep the name")),
            EntryCommand::Up | EntryCommand::Down | EntryCommand::Erase | EntryCommand::Type => None,
        });
        let (text, fault) = (self.text.clone(), self.fault.clone());
        let label = "New name".to_owned();
        (Overlay::Entry { label, text, readings: Vec::new(), picked: None, fault }, hints.collect())
    }

    pub(in crate::ui) fn view(&self) -> (Overlay, Vec<KeyHint>) {
        if let Purpose::Name(_) = self.purpose {
            return self.view_name();
        }
        if let Purpose::More(_) = self.purpose {
            let label = format!("More time: {} if nothing is typed", minutes(EXTENSION));
            let reading = self.span().ok().map(|by| format!("{} more", exact(by)));
            let hints = ENTRY.iter().filter_map(|row| match row.command {
                EntryCommand::Start => Some(row.hint("more time")),
                EntryCommand::Cancel => Some(row.hint("no more")),
                EntryCommand::Up | EntryCommand::Down | EntryCommand::Erase | EntryCommand::Type => None,
            });
            let entry = Overlay::Entry {
                label,
                text: self.text.clone(),
                readings: reading.into_iter().collect(),
                picked: None,
                fault: self.fault.clone(),
            };
            return (entry, hints.collect());
        }
        let label = "New timer, such as: 12 rice".to_owned();
        let rows: Vec<String> = readings(&self.text)
            .map(|readings| readings.iter().map(|timers| reading_words(timers)).collect())
            .unwrap_or_default();
        let several = rows.len() > 1;
        let bindings = ENTRY.iter().filter(|row| row.footer && (several || row.command != EntryCommand::Up));
        let hints = bindings.map(|row| row.hint(row.help));
        let entry = Overlay::Entry {
            label,
            text: self.text.clone(),
            readings: rows,
            picked: several.then_some(self.picked),
            fault: self.fault.clone(),
        };
        (entry, hints.collect())
    }
}
