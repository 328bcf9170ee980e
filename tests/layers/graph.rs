//! Which file uses what of which: paths resolved to the file that they mean, through what modules show of each other.

use super::source::{Module, ModulePath, Named, paths};
use std::collections::{BTreeMap, BTreeSet};

/// What each file names.
pub(crate) struct Graph<'a> {
    library: &'a BTreeMap<ModulePath, Module>,
    /// By module: the names that a `use` brings into it, and their paths.
    brought: BTreeMap<&'a ModulePath, BTreeMap<String, ModulePath>>,
    named: BTreeMap<&'a ModulePath, Vec<ModulePath>>,
}

impl<'a> Graph<'a> {
    pub(crate) fn of(library: &'a BTreeMap<ModulePath, Module>) -> Graph<'a> {
        let mut graph = Graph { library, brought: BTreeMap::new(), named: BTreeMap::new() };
        for (path, module) in library {
            let mut brought = BTreeMap::new();
            let mut named = Vec::new();
            for Named { path: written, name } in paths(&module.code) {
                let Some(whole) = graph.absolute(path, &written) else { continue };
                if let Some(name) = name {
                    brought.insert(name, whole.clone());
                }
                named.push(whole);
            }
            graph.brought.insert(path, brought);
            graph.named.insert(path, named);
        }
        graph
    }

    /// A path from the crate's root; none where it leads out of the crate.
    fn absolute(&self, module: &ModulePath, written: &[String]) -> Option<ModulePath> {
        let (first, rest) = written.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Vec::new(),
            "self" => module.clone(),
            "super" => module[..module.len() - 1].to_vec(),
            child => {
                let inner: ModulePath = module.iter().cloned().chain([child.to_owned()]).collect();
                return self.library.contains_key(&inner).then(|| inner.into_iter().chain(rest.to_vec()).collect());
            }
        };
        for part in rest {
            if part == "super" {
                base.pop();
            } else {
                base.push(part.clone());
            }
        }
        Some(base)
    }

    /// The file that defines what a path means.
    fn file_of(&self, path: &[String], depth: usize) -> Option<&'a ModulePath> {
        let at = (1..=path.len()).rev().find(|n| self.library.contains_key(&path[..*n]))?;
        let (module, _) = self.library.get_key_value(&path[..at])?;
        let shown = path.get(at).and_then(|name| self.brought.get(module)?.get(name)).filter(|_| depth < 8);
        match shown {
            Some(target) => self.file_of(target, depth + 1),
            None => Some(module),
        }
    }

    /// The rooms that a file names, in order.
    pub(crate) fn rooms_named(&self, module: &Module) -> Vec<String> {
        let rooms: BTreeSet<&String> = self.named[&module.path]
            .iter()
            .filter_map(|path| path.first())
            .filter(|room| self.library.keys().any(|known| known[0] == **room))
            .collect();
        rooms.into_iter().cloned().collect()
    }

    /// From file to file within a room. A module sees what stands above it, so that is no arrow.
    pub(crate) fn edges(&self) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
        let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (path, named) in &self.named {
            for target in named.iter().filter_map(|path| self.file_of(path, 0)) {
                if target[0] == path[0] && !path.starts_with(target) {
                    edges.entry(&self.library[*path].file).or_default().insert(&self.library[target].file);
                }
            }
        }
        edges
    }
}

/// The circles among the arrows, each as its files in order.
pub(crate) fn circles<'a>(edges: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Vec<Vec<&'a str>> {
    let reached = |from: &'a str| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            open.extend(edges.get(at).into_iter().flatten().filter(|next| seen.insert(**next)));
        }
        seen
    };
    let all: BTreeMap<&str, BTreeSet<&str>> = edges.keys().map(|file| (*file, reached(file))).collect();
    let mut found: BTreeSet<Vec<&str>> = BTreeSet::new();
    for (file, seen) in &all {
        if seen.contains(file) {
            let both = seen.iter().filter(|other| all.get(*other).is_some_and(|back| back.contains(file)));
            found.insert(both.copied().collect());
        }
    }
    found.into_iter().collect()
}
