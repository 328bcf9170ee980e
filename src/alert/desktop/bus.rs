//! Notifications as the desktop specification has them, through notify-rust.
//!
//! Each is built afresh: two urgencies on one of notify-rust's notifications would leave both. Markup exists in the body only
//! (Desktop Notifications Specification 1.2, "Markup"), so the body is escaped and the title is not. A handle keeps its
//! connection open, because some desktops take away what a vanished sender showed.

use super::cards::{Bus, Job};
use crate::alert::{Notice, Why};
use crate::engine::Strength;
use notify_rust::{Notification, NotificationHandle, Timeout, Urgency};
#[cfg(not(target_os = "macos"))]
use zbus::fdo;

/// The session bus.
#[derive(Debug)]
pub(super) struct Session;

impl Bus for Session {
    type Handle = NotificationHandle;

    fn show(&self, notice: &Notice, old: Option<NotificationHandle>) -> Job<Result<NotificationHandle, Why>> {
        let mut notification = build(notice);
        Box::pin(async move {
            replace(&mut notification, old.as_ref());
            // The old handle lives until the new one is there.
            let shown = notification.show_async().await;
            drop(old);
            match shown {
                Ok(handle) => Ok(handle),
                // notify-rust keeps the reason to itself, so the bus is asked.
                Err(e) => Err(ask().await.err().unwrap_or_else(|| Why::Other(short(&e.to_string())))),
            }
        })
    }

    fn close(&self, handle: NotificationHandle) -> Job<()> {
        Box::pin(close(handle))
    }

    fn probe(&self) -> Job<Result<(), Why>> {
        Box::pin(ask())
    }
}

#[cfg(not(target_os = "macos"))]
fn replace(notification: &mut Notification, old: Option<&NotificationHandle>) {
    if let Some(old) = old {
        notification.id(old.id());
    }
}

#[cfg(not(target_os = "macos"))]
async fn close(handle: NotificationHandle) {
    handle.close_async().await;
}

/// Whether anybody shows notifications; a service that the bus can start is started by this.
#[cfg(not(target_os = "macos"))]
async fn ask() -> Result<(), Why> {
    const NAME: &str = "org.freedesktop.Notifications";
    const PATH: &str = "/org/freedesktop/Notifications";
    let bus = zbus::Connection::session().await.map_err(|_| Why::NoBus)?;
    let answer = bus.call_method(Some(NAME), PATH, Some(NAME), "GetServerInformation", &()).await;
    answer.map(drop).map_err(|e| why(&e))
}

#[cfg(not(target_os = "macos"))]
fn why(error: &zbus::Error) -> Why {
    let words = error.to_string();
    // The bus knows a service and could not start it, as where there is no display.
    if words.contains("org.freedesktop.DBus.Error.Spawn.") {
        return Why::NoService;
    }
    match error {
        zbus::Error::FDO(error) => match **error {
            fdo::Error::ServiceUnknown(_) | fdo::Error::NameHasNoOwner(_) => Why::NoService,
            fdo::Error::NoReply(_) | fdo::Error::Timeout(_) | fdo::Error::TimedOut(_) => Why::NoAnswer,
            _ => Why::Other(short(&words)),
        },
        _ => Why::Other(short(&words)),
    }
}

// The notification centre of macOS has no ids to replace by, and is always there. Not tested.
#[cfg(target_os = "macos")]
fn replace(_: &mut Notification, _: Option<&NotificationHandle>) {}
#[cfg(target_os = "macos")]
async fn close(_: NotificationHandle) {}
#[cfg(target_os = "macos")]
async fn ask() -> Result<(), Why> {
    Ok(())
}

fn build(notice: &Notice) -> Notification {
    let (urgency, timeout) = match notice.strength {
        Strength::Soft => (Urgency::Low, Timeout::Default),
        Strength::Cue => (Urgency::Normal, Timeout::Default),
        // It stands until it is answered.
        Strength::Ring => (Urgency::Critical, Timeout::Never),
    };
    Notification::new()
        .appname("baste")
        .summary(&notice.title)
        .body(&escape(&notice.body))
        .urgency(urgency)
        .timeout(timeout)
        .finalize()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Its first 60 letters, without control characters.
fn short(words: &str) -> String {
    words.chars().filter(|c| !c.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::{build, escape, short};
    use crate::alert::notice::tests::notice;
    use crate::engine::Strength;
    use notify_rust::Hint;
    use notify_rust::Urgency;

    #[test]
    fn a_body_is_only_text() {
        assert_eq!(escape("<b>& a\"b"), "&lt;b&gt;&amp; a\"b");
    }

    #[test]
    fn one_urgency_by_strength() {
        for (strength, urgency) in
            [(Strength::Soft, Urgency::Low), (Strength::Cue, Urgency::Normal), (Strength::Ring, Urgency::Critical)]
        {
            let built = build(&notice(1, 0, strength));
            let urgencies: Vec<_> = built.hints.iter().filter(|h| matches!(h, Hint::Urgency(_))).collect();
            assert_eq!(urgencies, [&Hint::Urgency(urgency)]);
        }
    }

    #[test]
    fn a_title_keeps_its_signs() {
        let mut hostile = notice(1, 0, Strength::Ring);
        hostile.title = "Salt & <pepper>".to_owned();
        hostile.body = "Salt & <pepper>".to_owned();
        let built = build(&hostile);
        assert_eq!(built.summary, "Salt & <pepper>");
        assert_eq!(built.body, "Salt &amp; &lt;pepper&gt;");
    }

    #[test]
    fn words_of_others_are_cut() {
        assert_eq!(short(&"x\u{7}".repeat(99)).len(), 60);
    }
}
