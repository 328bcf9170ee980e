//! The format of a word file. The file itself explains what each list is for.

use crate::recipe::Phase;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The endings of each kind of verb, by the name of the kind.
pub(super) type Forms = BTreeMap<String, Vec<String>>;

/// A word file as parsed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct File {
    /// The endings of each kind of verb, by its infinitive ending: the part after `~`.
    #[serde(default)]
    pub(super) forms: Forms,
    pub(super) verbs: BTreeMap<Phase, Vec<String>>,
    pub(super) places: BTreeMap<Phase, Vec<String>>,
    pub(super) plain: PlainFile,
    pub(super) guess: GuessFile,
    pub(super) notes: NotesFile,
    pub(super) begins: BeginsFile,
    pub(super) cuts: CutsFile,
    pub(super) signs: SignsFile,
    pub(super) oven: OvenFile,
    pub(super) options: OptionsFile,
    pub(super) titles: TitlesFile,
    pub(super) foods: FoodsFile,
    pub(super) yields: YieldsFile,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PlainFile {
    pub(super) verbs: Vec<String>,
    pub(super) phase: Phase,
    #[serde(default)]
    pub(super) things: Vec<String>,
    #[serde(default)]
    pub(super) begins: Vec<String>,
    #[serde(default)]
    pub(super) goes_on: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct GuessFile {
    pub(super) fry: Vec<String>,
    pub(super) rest: Vec<String>,
    pub(super) heat: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NotesFile {
    pub(super) begins: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct BeginsFile {
    pub(super) along: Vec<String>,
    pub(super) out: Vec<String>,
    pub(super) over: Vec<String>,
    pub(super) either: Vec<String>,
    pub(super) meanwhile: Vec<String>,
    pub(super) r#while: Vec<String>,
    #[serde(default)]
    pub(super) r#as: Vec<String>,
    pub(super) r#if: Vec<String>,
    pub(super) serve: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CutsFile {
    pub(super) short: Vec<String>,
    pub(super) strong: Vec<String>,
    pub(super) joins: Vec<String>,
    pub(super) articles: Vec<String>,
    pub(super) endings: Vec<String>,
    #[serde(default)]
    pub(super) fronts: Vec<String>,
    #[serde(default)]
    pub(super) letters: BTreeMap<char, char>,
    #[serde(default)]
    pub(super) verbs_behind: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SignsFile {
    pub(super) until: Vec<String>,
    #[serde(default)]
    pub(super) looks: Vec<String>,
    #[serde(default)]
    pub(super) closes: Vec<String>,
    pub(super) not: Vec<String>,
    pub(super) should: Vec<String>,
    pub(super) when: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OvenFile {
    pub(super) only: Vec<String>,
    pub(super) change: Vec<String>,
    pub(super) grill: Vec<String>,
    pub(super) grill_only: Vec<String>,
    pub(super) away: Vec<String>,
    pub(super) instead: Vec<String>,
    pub(super) not: Vec<String>,
    pub(super) glaze: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct OptionsFile {
    pub(super) night: Vec<String>,
    pub(super) overnight: String,
    pub(super) quick: String,
    pub(super) short: String,
    pub(super) long: String,
    pub(super) skip: Vec<String>,
    pub(super) flip: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TitlesFile {
    pub(super) stops: Vec<String>,
    pub(super) small: Vec<String>,
    pub(super) numbered: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FoodsFile {
    pub(super) measures: Vec<String>,
    pub(super) kinds: Vec<String>,
    pub(super) made: Vec<String>,
    pub(super) again: Vec<String>,
    pub(super) but: Vec<String>,
    pub(super) after: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct YieldsFile {
    pub(super) serves: Vec<String>,
    pub(super) makes: Vec<String>,
}
