//! Sets of tasks of which no two can be at the same time.

use super::super::dense::Dense;
use super::super::problem::{KINDS, Problem};

/// Cliques of three or more, so that every pair of tasks that exclude each other is in one, if it is in any.
pub(super) fn cliques(problem: &Problem) -> Vec<Vec<usize>> {
    let n = problem.tasks.len();
    let before = problem.before();
    let most =
        |i: usize, kind: usize| problem.tasks[i].uses.iter().map(|used| used.amounts.kind(kind)).max().unwrap_or(0);
    let exclude = |i: usize, j: usize| (0..KINDS).any(|kind| most(i, kind) + most(j, kind) > problem.room.kind(kind));
    let ordered = |i: usize, j: usize| before[i][j] || before[j][i];
    let long = |i: usize| problem.tasks[i].lasts > 0;
    let none = Dense::filled(n, false);
    let mut covered = Dense::of(vec![none.clone(); n], none);
    let mut found = Vec::new();
    for i in 0..n {
        for j in i + 1..n {
            if !long(i) || !long(j) || !exclude(i, j) || ordered(i, j) || covered[i][j] {
                continue;
            }
            let mut clique = vec![i, j];
            for any in [false, true] {
                for k in (0..n).filter(|k| long(*k)) {
                    let fits = !clique.contains(&k) && clique.iter().all(|m| exclude(*m, k) || ordered(*m, k));
                    let new = any || clique.iter().any(|m| exclude(*m, k) && !covered[*m][k]);
                    if fits && new {
                        clique.push(k);
                    }
                }
            }
            for a in &clique {
                clique.iter().for_each(|b| covered[*a][*b] = true);
            }
            if clique.len() >= 3 {
                found.push(clique);
            }
        }
    }
    found
}
