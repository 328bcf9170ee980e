//! Why the session refused an act, in words for the cook.

use crate::engine::{MOST_DISHES, Refused};

pub(super) fn refused(why: Refused) -> String {
    let text = match why {
        Refused::Stale => "That is over already",
        Refused::NotNow => "That cannot be done now",
        Refused::TooShort => "Under a minute would be left: Tab to pick it, then Enter ends it",
        Refused::Full => return format!("No more than {MOST_DISHES} dishes at once"),
        Refused::BadTime => "That is too far away",
    };
    text.to_owned()
}
