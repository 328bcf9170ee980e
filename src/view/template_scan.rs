//! The one scan of a template, for callers that refuse an unknown placeholder and for those that keep it.
//!
//! A value that was filled in is never scanned again.

/// Copies `template` up to each of the `braces` and calls `at_brace` with the text from there, which writes the
/// replacement and returns the rest.
///
/// # Errors
/// Those of `at_brace`.
pub(crate) fn fill<'a, E>(
    template: &'a str,
    braces: &[char],
    mut at_brace: impl FnMut(&'a str, &mut String) -> Result<&'a str, E>,
) -> Result<String, E> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find(braces) {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        rest = at_brace(from, &mut filled)?;
    }
    filled.push_str(rest);
    Ok(filled)
}
