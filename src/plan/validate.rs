//! The validator: whether a plan can be cooked. It shares no code with the planners, so that a mistake of theirs is found here.
//!
//! Nothing that it refuses may be shown to a cook.

use super::kitchen::{Kitchen, KitchenStep, Minutes};
use std::fmt;

/// What is wrong with a plan; steps are indices into [`Kitchen::steps`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// It has more or fewer starts than there are steps.
    Size,
    /// A begun step was moved.
    Moved(usize),
    /// A step begins before now.
    Past(usize),
    /// A step begins before what it waits for is over.
    TooEarly(usize),
    /// The result of a step waits longer than it keeps.
    TooLate(usize),
    /// A step is not beside its host.
    Beside(usize),
    /// Too many hands are needed when this step begins or goes on.
    Hands(usize),
    /// Too many burners.
    Burners(usize),
    /// Too many racks.
    Racks(usize),
    /// Two settings of the oven at once, or not hot yet for this step.
    Oven(usize),
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

/// A step with its start and end.
struct Placed<'a> {
    index: usize,
    step: &'a KitchenStep,
    start: Minutes,
    end: Minutes,
}

/// Checks `starts`, one for each step.
///
/// # Errors
/// The first violation that is found.
pub fn check(kitchen: &Kitchen, starts: &[Minutes]) -> Result<(), Violation> {
    if kitchen.steps.len() != starts.len() {
        return Err(Violation::Size);
    }
    let placed: Vec<Placed<'_>> = (kitchen.steps.iter().zip(starts).enumerate())
        .map(|(index, (step, start))| Placed { index, step, start: *start, end: start.saturating_add(step.lasts) })
        .collect();
    order(&placed)?;
    let hands = |p: &Placed<'_>| {
        p.step.hands.iter().map(|s| (p.start + s.from, p.start + s.from + s.lasts, 1)).collect::<Vec<_>>()
    };
    let away: Vec<_> = kitchen.away.iter().map(|s| (s.from, s.from + s.lasts, kitchen.cooks)).collect();
    room(&placed, hands, &away, kitchen.cooks).map_err(Violation::Hands)?;
    let burner = |p: &Placed<'_>| if p.step.burner { vec![(p.start, p.end, 1)] } else { Vec::new() };
    room(&placed, burner, &[], kitchen.burners).map_err(Violation::Burners)?;
    let rack = |p: &Placed<'_>| p.step.oven.map(|_| (p.start, p.end, p.step.racks)).into_iter().collect::<Vec<_>>();
    room(&placed, rack, &[], kitchen.racks).map_err(Violation::Racks)?;
    oven(kitchen, &placed)
}

fn order(placed: &[Placed<'_>]) -> Result<(), Violation> {
    for p in placed {
        if let Some(begun) = p.step.begun {
            if p.start != begun {
                return Err(Violation::Moved(p.index));
            }
            continue;
        }
        if p.start < 0 {
            return Err(Violation::Past(p.index));
        }
        for link in &p.step.after {
            let Some(before) = placed.get(link.step) else { return Err(Violation::TooEarly(p.index)) };
            if p.start < before.end {
                return Err(Violation::TooEarly(p.index));
            }
            // What was begun may be past its time already, which is no fault of the plan.
            if before.step.begun.is_none() && link.keeps.is_some_and(|keeps| p.start - before.end > keeps) {
                return Err(Violation::TooLate(link.step));
            }
        }
        if let Some((host, from)) = p.step.beside {
            let Some(host) = placed.get(host) else { return Err(Violation::Beside(p.index)) };
            if p.start < host.start + from || (host.step.begun.is_none() && p.start > host.end) {
                return Err(Violation::Beside(p.index));
            }
        }
    }
    Ok(())
}

/// Whether what is used (from, to, how much) never exceeds `limit`. It can only do so where something begins. What was begun already
/// may exceed it among itself.
fn room(
    placed: &[Placed<'_>],
    used: impl Fn(&Placed<'_>) -> Vec<(Minutes, Minutes, Minutes)>,
    others: &[(Minutes, Minutes, Minutes)],
    limit: Minutes,
) -> Result<(), usize> {
    let mut all: Vec<(Minutes, Minutes, Minutes, Option<usize>)> = Vec::new();
    for p in placed {
        let whose = p.step.begun.is_none().then_some(p.index);
        all.extend(used(p).into_iter().filter(|u| u.0 < u.1).map(|(from, to, much)| (from, to, much, whose)));
    }
    all.extend(others.iter().filter(|u| u.0 < u.1).map(|(from, to, much)| (*from, *to, *much, None)));
    for (at, ..) in &all {
        let now = all.iter().filter(|(from, to, ..)| from <= at && at < to);
        let (mut sum, mut whose) = (0, None);
        for (_, _, much, planned) in now {
            sum += much;
            whose = whose.or(*planned);
        }
        if let Some(step) = whose.filter(|_| sum > limit && *at >= 0) {
            return Err(step);
        }
    }
    Ok(())
}

/// Whether all that is in the oven shares its setting, and whether it is hot for whatever goes in.
fn oven(kitchen: &Kitchen, placed: &[Placed<'_>]) -> Result<(), Violation> {
    for p in placed.iter().filter(|p| p.step.begun.is_none()) {
        let Some(heat) = p.step.oven else { continue };
        let before = |q: &&Placed<'_>| q.step.oven.is_some() && p.step.follows(q.index);
        let inside = placed.iter().filter(before).any(|q| q.step.begun.is_some());
        if !inside && p.start < kitchen.heating(kitchen.oven_now, heat) {
            return Err(Violation::Oven(p.index));
        }
        for q in placed.iter().filter(|q| q.index != p.index) {
            let Some(other) = q.step.oven.filter(|other| !heat.shares(*other)) else { continue };
            let apart = q.end <= p.start || p.end <= q.start;
            let wait = if p.step.follows(q.index) { 0 } else { kitchen.heating(Some(other), heat) };
            if !apart || (q.end <= p.start && p.start < q.end + wait) {
                return Err(Violation::Oven(p.index));
            }
        }
    }
    Ok(())
}
