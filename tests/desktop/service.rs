//! A notification service in this process, which notes the moment at which it is asked for something.
//!
//! It answers at once and shows nothing, so that what is measured is the channel and the bus, not a desktop.

use crate::stage::Bus;
use rustix::time::{ClockId, clock_gettime};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use zbus::connection::Builder;
use zbus::export::futures_core::Stream;
use zbus::message::Type;
use zbus::{Connection, Message, MessageStream};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// Milliseconds since the boot, sleep included.
pub(crate) fn boot_ms() -> f64 {
    let at = clock_gettime(ClockId::Boottime);
    at.tv_sec as f64 * 1e3 + at.tv_nsec as f64 / 1e6
}

/// Something that was asked, and when it came.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) at: f64,
    pub(crate) what: What,
}

#[derive(Debug)]
pub(crate) enum What {
    Show { id: u32, replaced: bool, title: String },
    Close { id: u32 },
}

pub(crate) struct Service {
    connection: Connection,
    asked: Receiver<Asked>,
}

impl Service {
    pub(crate) fn start(bus: &Bus) -> Service {
        let (sender, asked) = channel();
        let connection = zbus::block_on(async {
            let connection = Builder::address(bus.address.as_str()).build().await.unwrap();
            let stream = MessageStream::from(&connection);
            connection.request_name(NAME).await.unwrap();
            let own = connection.clone();
            std::thread::spawn(move || zbus::block_on(serve(&own, stream, &sender)));
            connection
        });
        Service { connection, asked }
    }

    #[track_caller]
    pub(crate) fn next(&self) -> Asked {
        self.asked.recv_timeout(crate::home::LONG).expect("it is asked for something")
    }

    /// A notification that is not shown in place of another.
    #[track_caller]
    pub(crate) fn shown(&self) -> (f64, u32, String) {
        loop {
            if let Asked { at, what: What::Show { id, replaced: false, title } } = self.next() {
                return (at, id, title);
            }
        }
    }

    /// Tells that a button was pressed; gives the moment.
    pub(crate) fn press(&self, id: u32, name: &str) -> f64 {
        let at = boot_ms();
        let none: Option<zbus::names::BusName<'_>> = None;
        zbus::block_on(self.connection.emit_signal(none, PATH, NAME, "ActionInvoked", &(id, name))).unwrap();
        at
    }
}

async fn serve(connection: &Connection, mut stream: MessageStream, asked: &Sender<Asked>) {
    let mut last = 0;
    while let Some(Ok(message)) = poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await {
        let at = boot_ms();
        if message.message_type() == Type::MethodCall {
            answer(connection, &message, at, &mut last, asked).await;
        }
    }
}

async fn answer(connection: &Connection, message: &Message, at: f64, last: &mut u32, asked: &Sender<Asked>) {
    let header = message.header();
    let tell = |what| {
        let _ = asked.send(Asked { at, what });
    };
    match header.member().map(|name| name.as_str()) {
        Some("Notify") => {
            let body = message.body();
            let (_, replaces, _, title): (&str, u32, &str, &str) = body.deserialize_ignore_signature().unwrap();
            let replaced = replaces != 0;
            *last += u32::from(!replaced);
            let id = if replaced { replaces } else { *last };
            tell(What::Show { id, replaced, title: title.to_owned() });
            connection.reply(&header, &id).await.unwrap();
        }
        Some("CloseNotification") => {
            tell(What::Close { id: message.body().deserialize().unwrap() });
            connection.reply(&header, &()).await.unwrap();
        }
        Some("GetCapabilities") => connection.reply(&header, &vec!["actions", "body", "body-markup"]).await.unwrap(),
        _ => {}
    }
}
