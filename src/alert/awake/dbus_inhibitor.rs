//! Sleep held off over D-Bus: by logind, which has the lid, and by the desktop, which counts how long nobody typed.
//!
//! All that can be had is held, since each has its own mind about when to sleep. Sources: systemd's "Inhibitor Locks"; the reference of
//! gnome-session, `org.gnome.SessionManager`; the Idle Inhibition Service Draft of freedesktop.org.

use super::Awake;
use crate::alert::timeout::with_timeout;
use crate::time::{Moment, Span};
use zbus::{Connection, OwnedFd, fdo};

/// How long each service is waited for.
const TIMEOUT: Span = Span::secs(2);

const WHO: &str = "baste";
const WHY: &str = "Something is cooking";

/// What is asked of logind, the most first: where the lid may not be held, the rest may.
const LOCKS: [&str; 3] = ["idle:sleep:handle-lid-switch", "idle:sleep", "idle"];

/// GNOME's flags: no suspending (4), and no idling, which would darken the screen (8).
const GNOME: u32 = 4 | 8;

/// Who holds off idling on a desktop.
#[derive(Clone, Copy)]
enum Desk {
    Gnome,
    ScreenSaver,
}

impl Desk {
    /// Its name on the bus, and that of its interface.
    const fn name(self) -> &'static str {
        match self {
            Desk::Gnome => "org.gnome.SessionManager",
            Desk::ScreenSaver => "org.freedesktop.ScreenSaver",
        }
    }
    const fn path(self) -> &'static str {
        match self {
            Desk::Gnome => "/org/gnome/SessionManager",
            Desk::ScreenSaver => "/org/freedesktop/ScreenSaver",
        }
    }
    const fn give(self) -> &'static str {
        match self {
            Desk::Gnome => "Uninhibit",
            Desk::ScreenSaver => "UnInhibit",
        }
    }
    const fn input(self) -> &'static str {
        match self {
            Desk::Gnome => "GNOME",
            Desk::ScreenSaver => "the screen saver",
        }
    }
}

/// What is held.
pub(super) struct Inhibitor {
    /// The lock of logind, and which it is: it holds until this is closed.
    logind: Option<(OwnedFd, &'static str)>,
    /// The desktop takes its own back when the connection ends, should it not hear of it before.
    desk: Option<(Connection, Desk, u32)>,
}

impl Inhibitor {
    /// Takes all that can be had, for as long as `wanted`.
    pub(super) fn take(now: fn() -> Moment, wanted: &dyn Fn() -> bool) -> Inhibitor {
        let logind = with_timeout(TIMEOUT, now, logind()).flatten();
        let desk = if wanted() { desk(now, wanted) } else { None };
        Inhibitor { logind, desk }
    }

    pub(super) fn awake(&self) -> Awake {
        let logind = self.logind.iter().map(|_| "systemd-logind");
        let by: Vec<&'static str> = logind.chain(self.desk.iter().map(|(_, desk, _)| desk.input())).collect();
        // By a lock against idling alone, whoever has the lid still puts it to sleep.
        let lid = self.logind.as_ref().is_some_and(|(_, what)| what.contains("lid"));
        if by.is_empty() { Awake::Sleeps } else { Awake::Stays { lid, by } }
    }

    /// Gives it all back.
    pub(super) fn give(self, now: fn() -> Moment) {
        drop(self.logind);
        if let Some((bus, desk, cookie)) = self.desk {
            let name = Some(desk.name());
            // If it does not hear this, it sees the connection end.
            with_timeout(TIMEOUT, now, bus.call_method(name, desk.path(), name, desk.give(), &cookie));
        }
    }
}

async fn logind() -> Option<(OwnedFd, &'static str)> {
    const NAME: &str = "org.freedesktop.login1";
    let bus = Connection::system().await.ok()?;
    for what in LOCKS {
        let asked = (what, WHO, WHY, "block");
        let answer = bus.call_method(
            Some(NAME),
            "/org/freedesktop/login1",
            Some("org.freedesktop.login1.Manager"),
            "Inhibit",
            &asked,
        );
        match answer.await {
            Ok(answer) => return answer.body().deserialize().ok().map(|lock| (lock, what)),
            // Perhaps it is only the lid.
            Err(e) if is_no(&e) => {}
            Err(_) => return None,
        }
    }
    None
}

/// Whether somebody is there and does not allow it.
fn is_no(error: &zbus::Error) -> bool {
    match error {
        zbus::Error::FDO(e) => matches!(
            **e,
            fdo::Error::AccessDenied(_) | fdo::Error::AuthFailed(_) | fdo::Error::InteractiveAuthorizationRequired(_)
        ),
        _ => matches!(error, zbus::Error::MethodError(..)),
    }
}

fn desk(now: fn() -> Moment, wanted: &dyn Fn() -> bool) -> Option<(Connection, Desk, u32)> {
    let bus = with_timeout(TIMEOUT, now, Connection::session())?.ok()?;
    for desk in [Desk::Gnome, Desk::ScreenSaver] {
        if !wanted() {
            return None;
        }
        if let Some(Some(cookie)) = with_timeout(TIMEOUT, now, inhibit(&bus, desk)) {
            return Some((bus, desk, cookie));
        }
    }
    None
}

async fn inhibit(bus: &Connection, desk: Desk) -> Option<u32> {
    let (name, path) = (Some(desk.name()), desk.path());
    let answer = match desk {
        Desk::Gnome => bus.call_method(name, path, name, "Inhibit", &(WHO, 0u32, WHY, GNOME)).await,
        Desk::ScreenSaver => bus.call_method(name, path, name, "Inhibit", &(WHO, WHY)).await,
    };
    answer.ok()?.body().deserialize().ok()
}
