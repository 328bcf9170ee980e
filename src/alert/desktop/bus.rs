//! The line to a desktop over the session bus (Desktop Notifications Specification 1.2).
//!
//! notify-rust builds what is shown; it is sent here, over one connection for all, because notify-rust opens one for each and begins to
//! listen only after the answer, when a button may have been pressed already. This listens before it asks for anything: some
//! desktops tell of a button only on the connection that asked, and all tell it only once. The connection is kept open, since
//! some desktops take away what a vanished sender showed.

use super::connection::{ClosedBy, Connection, Reply, Server, ServerEvent};
use super::content::{Capabilities, build, button, short};
use super::icons::{Image, icon};
use super::leftovers::{ShownFile, folder, left_behind};
use crate::alert::{Notice, Unavailable};
use serde::{Serialize, Serializer};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use zbus::export::futures_core::Stream;
use zbus::{DBusError, as_variant};
use zbus::{DynamicType, MatchRule, Message, MessageStream, Signature, Type, Variant, fdo, message};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
const DBUS: &str = "org.freedesktop.DBus";
/// `NotificationClosed` gives this where the user closed it.
const BY_USER: u32 = 2;

/// The session bus.
#[derive(Debug)]
pub(super) struct SessionBus;

impl Server for SessionBus {
    type Connection = Bus;

    fn open(&self) -> Reply<Result<Bus, Unavailable>> {
        Box::pin(async {
            let connection = zbus::Connection::session().await.map_err(|_| Unavailable::NoBus)?;
            let messages = listen(&connection, NAME, NAME, None).await.map_err(|e| why(&e))?;
            let owners = listen(&connection, DBUS, DBUS, Some(NAME)).await.map_err(|e| why(&e))?;
            let marks = ShownFile::new(folder(), connection.server_guid().to_string());
            let (marks, skills) = (Rc::new(RefCell::new(marks)), Rc::default());
            Ok(Bus { connection, messages, owners, owner: None, skills, marks })
        })
    }
}

/// Signals of one sender and interface, with that first argument.
async fn listen(
    connection: &zbus::Connection,
    sender: &'static str,
    interface: &'static str,
    about: Option<&'static str>,
) -> zbus::Result<MessageStream> {
    let mut rule = MatchRule::builder().msg_type(message::Type::Signal).sender(sender).interface(interface);
    if let Some(name) = about {
        rule = rule.member("NameOwnerChanged").arg(0, name);
    }
    MessageStream::for_match_rule(rule.build()?, connection, None).await
}

/// A connection to the session bus.
pub(super) struct Bus {
    connection: zbus::Connection,
    /// What is told of notifications.
    messages: MessageStream,
    /// Who begins and ends to show them.
    owners: MessageStream,
    /// The connection that shows them since the last change; within, none if nobody does.
    owner: Option<Option<String>>,
    skills: Rc<Cell<Capabilities>>,
    marks: Rc<RefCell<ShownFile>>,
}

/// A notification by its number, and by the connection that gave it: numbers of another mean something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotificationId {
    id: u32,
    by: String,
}

/// A hint as it goes over the bus.
enum Hint<'a> {
    /// One that notify-rust has.
    Plain(Variant<'a>),
    /// Pixels, which as a [`Variant`] would be forty times as large.
    Picture(&'a Image),
}

impl Type for Hint<'_> {
    const SIGNATURE: &'static Signature = &Signature::Variant;
}

impl Serialize for Hint<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Hint::Plain(value) => value.serialize(serializer),
            Hint::Picture(image) => as_variant::Serialize(*image).serialize(serializer),
        }
    }
}

/// Who sent that.
fn sender(message: &Message) -> String {
    message.header().sender().map(ToString::to_string).unwrap_or_default()
}

async fn call<B: Serialize + DynamicType>(
    connection: &zbus::Connection,
    method: &'static str,
    body: &B,
) -> Result<Message, Unavailable> {
    connection.call_method(Some(NAME), PATH, Some(NAME), method, body).await.map_err(|e| why(&e))
}

impl Connection for Bus {
    type NotificationId = NotificationId;

    fn show(&self, notice: &Notice, old: Option<&NotificationId>) -> Reply<Result<NotificationId, Unavailable>> {
        let built = build(notice, self.skills.get());
        let picture = icon(notice.phase);
        let old = old.map_or(0, |old| old.id);
        let (connection, marks) = (self.connection.clone(), Rc::clone(&self.marks));
        Box::pin(async move {
            let hints =
                built.hints.iter().map(<(&str, Variant<'_>)>::from).map(|(name, value)| (name, Hint::Plain(value)));
            let hints: HashMap<&str, Hint<'_>> = hints.chain([("image-data", Hint::Picture(&picture))]).collect();
            let body = (
                &built.appname,
                old,
                &built.icon,
                &built.summary,
                &built.body,
                &built.actions,
                hints,
                i32::from(built.timeout),
            );
            let answer = call(&connection, "Notify", &body).await?;
            let id = answer.body().deserialize().map_err(|e| why(&e))?;
            let by = sender(&answer);
            marks.borrow_mut().up(id, &by);
            Ok(NotificationId { id, by })
        })
    }

    fn close(&self, shown: &NotificationId) -> Reply<()> {
        let (connection, marks, shown) = (self.connection.clone(), Rc::clone(&self.marks), shown.clone());
        Box::pin(async move {
            // An error says that it is gone already.
            let _ = call(&connection, "CloseNotification", &shown.id).await;
            marks.borrow_mut().gone(shown.id, &shown.by);
        })
    }

    /// A service that the bus can start is started by this.
    fn probe(&self) -> Reply<Result<(), Unavailable>> {
        let (connection, skills) = (self.connection.clone(), Rc::clone(&self.skills));
        Box::pin(async move {
            let asked = connection.call_method(Some(NAME), PATH, Some(NAME), "GetCapabilities", &()).await;
            let answer = match asked {
                Ok(answer) => answer,
                // It is there, and does not tell what it can.
                Err(zbus::Error::FDO(e)) if matches!(*e, fdo::Error::UnknownMethod(_)) => return Ok(()),
                Err(e) => return Err(why(&e)),
            };
            let messages: Vec<String> = answer.body().deserialize().map_err(|e| why(&e))?;
            let can = |skill: &str| messages.iter().any(|messages| messages == skill);
            skills.set(Capabilities { buttons: can("actions"), markup: can("body-markup") });
            sweep(&connection, &sender(&answer)).await;
            Ok(())
        })
    }

    fn heard(&mut self, cx: &mut Context<'_>) -> Poll<Option<ServerEvent<NotificationId>>> {
        loop {
            match Pin::new(&mut self.owners).poll_next(cx) {
                Poll::Ready(Some(Ok(message))) => {
                    if let Ok((_, _, new)) = message.body().deserialize::<(String, String, String)>() {
                        let there = !new.is_empty();
                        self.owner = Some(there.then_some(new));
                        return Poll::Ready(Some(ServerEvent::Changed { there }));
                    }
                }
                Poll::Ready(Some(Err(_)) | None) => return Poll::Ready(None),
                Poll::Pending => break,
            }
        }
        loop {
            match Pin::new(&mut self.messages).poll_next(cx) {
                Poll::Ready(Some(Ok(message))) => {
                    if let Some(heard) = heard(&message) {
                        if let ServerEvent::Closed(shown, _) = &heard {
                            self.marks.borrow_mut().gone(shown.id, &shown.by);
                        }
                        return Poll::Ready(Some(heard));
                    }
                }
                Poll::Ready(Some(Err(_)) | None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    fn stands(&self, shown: &NotificationId) -> bool {
        self.owner.as_ref().is_none_or(|owner| owner.as_deref() == Some(&shown.by))
    }
}

/// Takes away what one that was killed had shown, where `by` still shows it.
async fn sweep(connection: &zbus::Connection, by: &str) {
    let bus = connection.server_guid().to_string();
    let left = folder().map(|folder| left_behind(&folder)).unwrap_or_default();
    for note in left.into_iter().filter(|note| note.bus == bus && note.by == by) {
        for id in note.ids {
            // An error says that it is gone already.
            let _ = call(connection, "CloseNotification", &id).await;
        }
    }
}

/// What a signal tells of a notification.
fn heard(message: &Message) -> Option<ServerEvent<NotificationId>> {
    let body = message.body();
    let shown = |id| NotificationId { id, by: sender(message) };
    match message.header().member()?.as_str() {
        "ActionInvoked" => {
            let (id, name): (u32, String) = body.deserialize().ok()?;
            Some(ServerEvent::Pressed(shown(id), button(&name)?))
        }
        "NotificationClosed" => {
            let (id, reason): (u32, u32) = body.deserialize().ok()?;
            Some(ServerEvent::Closed(shown(id), if reason == BY_USER { ClosedBy::Cook } else { ClosedBy::Other }))
        }
        _ => None,
    }
}

fn why(error: &zbus::Error) -> Unavailable {
    let words = error.to_string();
    let name = match error {
        zbus::Error::FDO(error) => Some(error.name().to_string()),
        zbus::Error::MethodError(name, ..) => Some(name.to_string()),
        _ => None,
    };
    // The bus knows a service and could not start it, as where there is no display.
    if name.is_some_and(|name| name.starts_with("org.freedesktop.DBus.Error.Spawn.")) {
        return Unavailable::NoService;
    }
    match error {
        zbus::Error::FDO(error) => match **error {
            fdo::Error::ServiceUnknown(_) | fdo::Error::NameHasNoOwner(_) => Unavailable::NoService,
            fdo::Error::NoReply(_) | fdo::Error::Timeout(_) | fdo::Error::TimedOut(_) => Unavailable::NoAnswer,
            _ => Unavailable::Other(short(&words)),
        },
        _ => Unavailable::Other(short(&words)),
    }
}
