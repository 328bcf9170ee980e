//! The keys of a recipe and of a step. Both readers know both lists, to say where a misplaced key belongs.

pub(super) const RECIPE_KEYS: [&str; 11] =
    ["name", "serves", "makes", "source", "tags", "ingredients", "notes", "claims", "swap", "later", "step"];

pub(super) const STEP_KEYS: [&str; 22] = [
    "phase", "title", "do", "for", "takes", "oven", "preheat", "hob", "cues", "until", "then", "choose", "ask",
    "only-if", "while", "at", "part", "after", "uses", "needs", "keeps", "repeat",
];
