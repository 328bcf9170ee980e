//! Who shows notifications here, by name.

use crate::alert::timeout::with_timeout;
use crate::recipe::text::clean;
use crate::time::{Moment, Span};
use zbus::Connection;

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// How long it may take to say so.
const TIMEOUT: Span = Span::secs(2);

/// "dunst 1.9.0"; none if nobody says so.
pub(in crate::alert) fn who(now: fn() -> Moment) -> Option<String> {
    with_timeout(TIMEOUT, now, ask()).flatten()
}

async fn ask() -> Option<String> {
    let bus = Connection::session().await.ok()?;
    let answer = bus.call_method(Some(NAME), PATH, Some(NAME), "GetServerInformation", &()).await.ok()?;
    let (name, _, version, _): (String, String, String, String) = answer.body().deserialize().ok()?;
    Some(clean(&format!("{name} {version}")).chars().take(60).collect())
}
