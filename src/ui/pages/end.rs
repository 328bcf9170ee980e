//! The page after everything is served.

use super::board::hints;
use crate::time::Clock;
use crate::ui::keymap::END;
use crate::ui::resolve::BoardContext;
use crate::view::end::end;
use crate::view::{EndView, KeyHint};

pub(in crate::ui) fn view(context: &BoardContext<'_>, clock: &Clock) -> (EndView, Vec<KeyHint>) {
    let dishes: Vec<_> = context.scene.session.dishes().collect();
    (end(&dishes, context.scene.now, clock), hints(END, context))
}
