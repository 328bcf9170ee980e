//! The one walk through a template, for those that refuse what they do not know and for those that leave it as it is.
//!
//! What is put in for a placeholder is never looked through for placeholders again.

/// Copies `template` up to each of the `braces`, and has `at_brace` read from that brace on: it writes what stands for it, and gives
/// the rest.
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
