//! `baste import [PAGE]`: from a web page, a text or Cooklang to a recipe.

use super::exit::{Code, Fault};
use crate::import::{Hint, LARGEST, Line, Source, read};
use crate::recipe::text::clean;
use clap::Args;
use std::fs::File;
use std::io::{self, Read, Write};

/// What to read, and what to write.
#[derive(Args, Debug)]
pub struct From {
    /// A saved page or a text, an address, or - for what is pasted.
    #[arg(value_name = "PAGE", default_value = "-")]
    page: String,
    /// Print the lines that were read, before anything is made of them, as JSON.
    #[arg(long)]
    json: bool,
}

/// Reads what `from` names and writes to `out` what was asked for; doubts go to `err`.
///
/// # Errors
///
/// Where it cannot be had, or no recipe is in it.
pub fn run(from: &From, out: &mut dyn Write, err: &mut dyn Write) -> Result<Code, Fault> {
    let name = clean(&from.page);
    let bytes = bytes(&from.page).map_err(|e| Fault {
        what: format!("{name} cannot be read: {e}"),
        mend: "check the path".to_owned(),
        code: Code::Faults,
    })?;
    let hint = Hint { name: Some(&from.page), content_type: None };
    let source = read(&bytes, hint).map_err(|unread| Fault {
        what: format!("{name}: {unread}"),
        mend: unread.mend().to_owned(),
        code: Code::Faults,
    })?;
    for doubt in &source.doubts {
        let _ = writeln!(err, "{doubt}");
    }
    let _ = writeln!(out, "{}", json(&source));
    Ok(Code::Ok)
}

fn bytes(page: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = LARGEST as u64 + 1;
    if page == "-" {
        io::stdin().take(most).read_to_end(&mut bytes)?;
    } else {
        File::open(page)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The lines as they were read. Headings between steps are lines of the method; of the headings among ingredients only those that
/// stood in the list itself, which keep their colon.
fn json(source: &Source) -> serde_json::Value {
    let ingredients = source.ingredients.iter().filter_map(|line| match line {
        Line::Text(text) => Some(text),
        Line::Heading(text) => text.ends_with([':', '：']).then_some(text),
    });
    let instructions = source.instructions.iter().map(|line| match line {
        Line::Heading(text) | Line::Text(text) => text,
    });
    serde_json::json!({
        "title": source.title,
        "ingredients": ingredients.collect::<Vec<_>>(),
        "instructions": instructions.collect::<Vec<_>>(),
    })
}
