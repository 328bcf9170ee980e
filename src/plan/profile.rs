//! How much of everything is free, minute by minute, while a plan is being built.

use super::kitchen::Minutes;
use super::problem::{Amounts, Use};

/// The longest stretch that is looked at, in minutes; plans that need more are not made.
const LONGEST: usize = 200_000;

/// What is free in each minute. Minutes before now are there too, as a plan is built backwards and moved at the end.
pub(crate) struct Profile {
    free: Vec<Amounts>,
    room: Amounts,
    /// The minute of the first item.
    first: Minutes,
    /// The items that may differ from `room`.
    touched: Option<(usize, usize)>,
}

impl Profile {
    /// With room for `back` minutes before now.
    pub(crate) fn new(room: Amounts, back: Minutes) -> Profile {
        Profile { free: Vec::new(), room, first: -back, touched: None }
    }

    /// Everything is free again.
    pub(crate) fn clear(&mut self) {
        let length = self.free.len();
        if let Some((from, to)) = self.touched.take()
            && let Some(part) = self.free.get_mut(from..to.min(length))
        {
            part.fill(self.room);
        }
    }

    fn item(&self, minute: Minutes) -> usize {
        usize::try_from(minute.saturating_sub(self.first)).unwrap_or(0)
    }

    /// The items from a minute to another; they are made if they are not there.
    fn part(&mut self, from: Minutes, to: Minutes) -> &mut [Amounts] {
        let (from, to) = (self.item(from), self.item(to).min(LONGEST));
        if self.free.len() < to {
            self.free.resize(to, self.room);
        }
        let (low, high) = self.touched.unwrap_or((from, to));
        self.touched = Some((low.min(from), high.max(to)));
        self.free.get_mut(from..to).unwrap_or_default()
    }

    /// Takes what is used from `start` on.
    pub(crate) fn take(&mut self, start: Minutes, used: &Use) {
        let from = start + used.from;
        self.part(from, from + used.lasts).iter_mut().for_each(|free| *free = free.minus(used.amounts));
    }

    /// Gives it back.
    pub(crate) fn give(&mut self, start: Minutes, used: &Use) {
        let from = start + used.from;
        self.part(from, from + used.lasts).iter_mut().for_each(|free| *free = free.plus(used.amounts));
    }

    /// The first minute at which it does not fit.
    pub(crate) fn clash(&self, start: Minutes, used: &Use) -> Option<Minutes> {
        let from = self.item(start + used.from);
        let to = self.item(start + used.from + used.lasts).min(self.free.len());
        let at = self.free.get(from..to)?.iter().position(|free| !free.holds(used.amounts))?;
        Some(self.first + Minutes::try_from(from + at).unwrap_or(0))
    }
}
