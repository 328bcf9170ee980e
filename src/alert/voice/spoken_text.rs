//! Words that can be read aloud: letters, numbers and the signs that make a pause, and nothing that a speaker could take for an
//! option or spell out.

use crate::view::words::{cut, sentence};

/// Longer than this nobody listens, in letters.
const LONGEST: usize = 240;
/// Where nothing is left that can be said.
const SOMETHING: &str = "Something calls.";

/// Signs that are words.
const SIGNS: [(char, &str); 10] = [
    ('&', " and "),
    ('+', " plus "),
    ('%', " percent "),
    ('×', " times "),
    ('¼', " a quarter "),
    ('½', " a half "),
    ('¾', " three quarters "),
    ('⅓', " a third "),
    ('⅔', " two thirds "),
    ('~', " about "),
];

/// Units behind a number: one, several.
const UNITS: [(&str, &str, &str); 8] = [
    ("h", "hour", "hours"),
    ("min", "minute", "minutes"),
    ("s", "second", "seconds"),
    ("g", "gram", "grams"),
    ("kg", "kilogram", "kilograms"),
    ("ml", "millilitre", "millilitres"),
    ("l", "litre", "litres"),
    ("cm", "centimetre", "centimetres"),
];

/// What calls, as a speaker should say it. It begins with a letter or a number.
pub(super) fn spoken(title: &str, body: &str) -> String {
    let text = format!("{} {}", sentence(title), body);
    let plain = units(&letters(&degrees(&text)));
    let plain = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    if plain.is_empty() { SOMETHING.to_owned() } else { cut(plain, LONGEST) }
}

/// "250 °F" is 250 degrees Fahrenheit.
fn degrees(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c != '°' {
            said.push(c);
            continue;
        }
        said.push_str(" degrees ");
        let unit = match rest.peek() {
            Some('F') => "Fahrenheit",
            Some('C') => "Celsius",
            Some(_) | None => continue,
        };
        said.push_str(unit);
        rest.next();
    }
    said
}

/// Without signs, but for those that make a pause or stand in a word or a number.
fn letters(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let inside = before.is_alphanumeric() && after.is_alphanumeric();
        let numbers = before.is_ascii_digit() && after.is_ascii_digit();
        match c {
            _ if c.is_alphanumeric() && !is_sign(c) => said.push(c),
            '.' | ',' | ':' if inside => said.push(c),
            // A sign that makes a pause does so behind a word.
            '.' | ',' | '?' | ';' | ':' | '!' if !after.is_alphanumeric() => {
                said.truncate(said.trim_end().len());
                said.push_str(match c {
                    _ if !said.ends_with(char::is_alphanumeric) => " ",
                    ',' => ",",
                    '?' => "?",
                    ';' => ";",
                    ':' => ":",
                    _ => ".",
                });
            }
            '\'' | '’' if inside => said.push('\''),
            '-' | '–' | '—' if numbers => said.push_str(" to "),
            '-' if inside => said.push('-'),
            _ => said.push_str(sign(c).unwrap_or(" ")),
        }
        before = c;
    }
    said
}

fn sign(c: char) -> Option<&'static str> {
    SIGNS.iter().find(|(known, _)| *known == c).map(|(_, word)| *word)
}

fn is_sign(c: char) -> bool {
    sign(c).is_some()
}

/// "1 h 30" is 1 hour 30 minutes.
fn units(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut said: Vec<String> = Vec::with_capacity(words.len());
    let mut hours = false;
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).copied().unwrap_or("");
        let number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
        let bare = word.trim_end_matches(['.', ',', '?', ';', ':']);
        let pause = word.strip_prefix(bare).unwrap_or("");
        let unit = UNITS.iter().find(|(short, ..)| *short == bare).filter(|_| number(before));
        let next_is_unit = words.get(at + 1).is_some_and(|next| {
            let next = next.trim_end_matches(['.', ',', '?', ';', ':']);
            UNITS.iter().any(|(short, ..)| *short == next)
        });
        if let Some((short, one, several)) = unit {
            said.push(format!("{}{pause}", if before == "1" { one } else { several }));
            hours = *short == "h" && pause.is_empty();
            continue;
        }
        if hours && number(bare) && !next_is_unit {
            said.push(format!("{bare} minutes{pause}"));
        } else {
            said.push((*word).to_owned());
        }
        hours = false;
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, spoken};
    use proptest::prelude::{any, prop_assert, proptest};

    #[test]
    fn it_is_read_as_a_cook_would() {
        for (title, body, said) in [
            ("Pork belly: roast is done", "Take it out.", "Pork belly: roast is done. Take it out."),
            ("Oven", "Oven down to 250\u{a0}°F.", "Oven. Oven down to 250 degrees Fahrenheit."),
            ("Turn the oven on: 170 °C", "", "Turn the oven on: 170 degrees Celsius."),
            ("Salt & vinegar", "About ½ cup, 10%.", "Salt and vinegar. About a half cup, 10 percent."),
            ("Look", "At the latest in 5 min.", "Look. At the latest in 5 minutes."),
            ("Rest", "Then roast, 1 h 30: in it goes.", "Rest. Then roast, 1 hour 30 minutes: in it goes."),
            ("Rest", "2 h. 1 min, 15–20 min", "Rest. 2 hours. 1 minute, 15 to 20 minutes"),
            ("Five-spice duck", "Chef's “own” way!", "Five-spice duck. Chef's own way."),
            ("燒肉", "", "燒肉."),
        ] {
            assert_eq!(spoken(title, body), said);
        }
    }

    #[test]
    fn nothing_in_it_is_an_option_or_a_command() {
        for (title, body, said) in [
            ("--version", "-rf", "version. rf"),
            ("$(reboot); `ls` | cat", "<speak>\"hi\"</speak>", "reboot; ls cat. speak hi speak"),
            ("\0\n{title}", "\u{1b}[31m", "title. 31m"),
            ("!!! 🔥", "--", "Something calls."),
            ("", "", "Something calls."),
        ] {
            assert_eq!(spoken(title, body), said);
        }
        assert!(spoken(&"again and ".repeat(100), "").chars().count() <= LONGEST);
    }

    proptest! {
        #[test]
        fn it_begins_with_a_letter_or_a_number(title in any::<String>(), body in any::<String>()) {
            let said = spoken(&title, &body);
            prop_assert!(said.starts_with(char::is_alphanumeric));
            prop_assert!(said.chars().all(|c| c.is_alphanumeric() || " .,?;:'-".contains(c)), "{said:?}");
        }
    }
}
