//! A recipe by what the cook calls it.

use super::{Code, Fault};
use crate::recipe::Recipe;

/// The recipe meant by `name`, as an index: the one of that name, whatever its case, or else the only one whose name contains it.
///
/// # Errors
/// Where none or several fit; the fault names those that come near.
pub fn find(recipes: &[Recipe], name: &str) -> Result<usize, Fault> {
    let wanted = name.trim().to_lowercase();
    let names: Vec<String> = recipes.iter().map(|recipe| recipe.name.to_lowercase()).collect();
    if let Some(at) = names.iter().position(|name| *name == wanted) {
        return Ok(at);
    }
    let fit = |test: &dyn Fn(&str) -> bool| -> Vec<usize> {
        names.iter().enumerate().filter(|(_, name)| test(name)).map(|(at, _)| at).collect()
    };
    let mut near = fit(&|name| !wanted.is_empty() && name.contains(&wanted));
    if let [only] = near.as_slice() {
        return Ok(*only);
    }
    let several = !near.is_empty();
    if !several {
        near = fit(&|name| strsim::jaro_winkler(name, &wanted) > 0.8);
    }
    let near: Vec<String> =
        near.iter().filter_map(|at| recipes.get(*at)).take(5).map(|recipe| format!("`{}`", recipe.name)).collect();
    let what = if several { "several recipes fit" } else { "there is no recipe" };
    let mend = match near.as_slice() {
        [] => "`baste list` names them all".to_owned(),
        near => format!("did you mean {}?", near.join(" or ")),
    };
    Err(Fault { what: format!("{what} `{}`", name.escape_debug()), mend, code: Code::Faults })
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::recipe::{Claims, Recipe, Yield};

    fn shelf() -> Vec<Recipe> {
        ["Pork belly", "Pork pie", "Leg of lamb"].map(recipe).to_vec()
    }

    fn recipe(name: &str) -> Recipe {
        Recipe {
            name: name.to_owned(),
            yields: Yield::Unsaid,
            source: None,
            tags: Vec::new(),
            ingredients: Vec::new(),
            notes: Vec::new(),
            claims: Claims::default(),
            choose: Vec::new(),
            steps: Vec::new(),
        }
    }

    #[test]
    fn by_name_or_a_part_of_it() {
        assert_eq!(find(&shelf(), "pork BELLY"), Ok(0));
        assert_eq!(find(&shelf(), "lamb"), Ok(2));
    }

    #[test]
    fn several_and_none_are_told() {
        let several = find(&shelf(), "pork").unwrap_err();
        assert_eq!(several.mend, "did you mean `Pork belly` or `Pork pie`?");
        let typo = find(&shelf(), "Prok pie").unwrap_err();
        assert!(typo.mend.contains("`Pork pie`"), "{}", typo.mend);
        let none = find(&shelf(), "\u{1b}[31mquiche").unwrap_err();
        assert_eq!(none.mend, "`baste list` names them all");
        assert!(!none.what.contains('\u{1b}'));
    }

    #[test]
    fn an_empty_name_is_no_part_of_all() {
        assert!(find(&shelf(), " ").is_err());
    }
}
