//! A list by dense indices that is read without a check at every place.
//!
//! An index that does not exist reads and writes a spare item, so that a mistake makes a plan worse (and the validator refuses it) but
//! never stops the program.

use std::ops::{Index, IndexMut};

/// A list whose every index is valid.
#[derive(Clone, Debug)]
pub(crate) struct Dense<T> {
    items: Vec<T>,
    spare: T,
}

impl<T: Clone> Dense<T> {
    /// `length` times `value`.
    pub(crate) fn filled(length: usize, value: T) -> Dense<T> {
        Dense { items: vec![value.clone(); length], spare: value }
    }
    /// These items; `spare` stands for every other index.
    pub(crate) fn of(items: Vec<T>, spare: T) -> Dense<T> {
        Dense { items, spare }
    }
}

impl<T> Dense<T> {
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.items.iter()
    }
    pub(crate) fn as_slice(&self) -> &[T] {
        &self.items
    }
    pub(crate) fn swap(&mut self, a: usize, b: usize) {
        if a < self.items.len() && b < self.items.len() {
            self.items.swap(a, b);
        }
    }
}

impl<T> Index<usize> for Dense<T> {
    type Output = T;
    fn index(&self, index: usize) -> &T {
        self.items.get(index).unwrap_or(&self.spare)
    }
}

impl<T> IndexMut<usize> for Dense<T> {
    fn index_mut(&mut self, index: usize) -> &mut T {
        self.items.get_mut(index).unwrap_or(&mut self.spare)
    }
}
