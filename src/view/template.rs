//! Fills a [`Status`] into a template: `{dish} {left}`.
//!
//! The template is the cook's own, but what is filled in comes from recipes and is escaped for the reader of the line.
//! Otherwise a bar would take a dish's name for a colour, or for a command to run on a click.

use super::markup::Markup;
use super::status::Status;
use super::template_scan::fill;
use crate::recipe::text::nearest;
use crate::time::{Span, countdown, exact};

/// The names allowed between braces and their meaning, also for help and the README.
pub const PLACEHOLDERS: &[(&str, &str)] = &[
    ("line", "the whole line, as without a template"),
    ("head", "the most urgent thing: Roast 37:04, out 18:49"),
    ("dish", "its dish"),
    ("step", "its step"),
    ("class", "idle, running, window, waiting, paused, ready, over, ringing"),
    ("left", "to its next call: 37:04"),
    ("what", "what that call will be: out"),
    ("at", "when that is: 18:49"),
    ("out", "when it ends"),
    ("over", "how long it is over: 3 min 12 s"),
    ("percentage", "how far it is: 62"),
    ("running", "how many things count"),
    ("more", "how many things there are beside it"),
    ("rings", "how many calls nobody heard yet"),
    ("eat", "when all is eaten: 19:35"),
    ("clock", "the time of day"),
];

/// A template that cannot be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub hint: String,
}

impl Status {
    /// Fills in the placeholders ([`PLACEHOLDERS`]) of a template; `{{` and `}}` are braces. An absent value is empty.
    ///
    /// # Errors
    /// If a placeholder is unknown or a brace has no partner.
    pub fn format(&self, template: &str, markup: Markup) -> Result<String, TemplateFault> {
        let brace = |message: &str| TemplateFault {
            message: message.to_owned(),
            hint: "say {{ or }} for a brace, {line} for a placeholder".to_owned(),
        };
        fill(template, &['{', '}'], |from, filled| {
            if let Some(after) = from.strip_prefix("{{") {
                filled.push('{');
                Ok(after)
            } else if let Some(after) = from.strip_prefix("}}") {
                filled.push('}');
                Ok(after)
            } else if let Some(open) = from.strip_prefix('{') {
                let (name, after) =
                    open.split_once('}').ok_or_else(|| brace("the template has a { that is not closed"))?;
                let value = self.value(name).ok_or_else(|| unknown(name))?;
                filled.push_str(&markup.escape(&value));
                Ok(after)
            } else {
                Err(brace("the template has a } that closes nothing"))
            }
        })
    }

    fn value(&self, name: &str) -> Option<String> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Some(match name {
            "line" => self.line(),
            "head" => self.head.clone(),
            "dish" => text(&self.dish),
            "step" => text(&self.step),
            "class" => self.class.name().to_owned(),
            "left" => self.left.map(countdown).unwrap_or_default(),
            "what" => text(&self.what),
            "at" => text(&self.at),
            "out" => text(&self.out),
            "over" => self.over.map(|over| exact(Span::secs(over.floor_secs()))).unwrap_or_default(),
            "percentage" => self.percentage.map(|n| n.to_string()).unwrap_or_default(),
            "running" => self.running.to_string(),
            "more" => self.others.len().to_string(),
            "rings" => self.rings.len().to_string(),
            "eat" => text(&self.eat),
            "clock" => self.clock.clone(),
            _ => return None,
        })
    }
}

fn unknown(name: &str) -> TemplateFault {
    let names = || PLACEHOLDERS.iter().map(|(name, _)| *name);
    let hint = match nearest(name, names()) {
        Some(near) => format!("did you mean {{{near}}}?"),
        None => format!("it can hold {}", names().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(" ")),
    };
    TemplateFault { message: format!("the template has an unknown placeholder `{{{}}}`", name.escape_debug()), hint }
}
