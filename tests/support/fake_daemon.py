#!/usr/bin/python3
"""A notification service that misbehaves as told: `works`, `hangs` (never answers), `late` (answers after 4 s).

Prints READY, then a line for every request: "show ID REPLACES URGENCY TITLE | BODY" or "close ID".
"""
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"
LATE_MS = 4000


class Service(dbus.service.Object):
    def __init__(self, bus, mood):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.mood, self.last = mood, 0

    def answer(self, reply, *values):
        if self.mood == "works":
            reply(*values)
        elif self.mood == "late":
            GLib.timeout_add(LATE_MS, lambda: reply(*values) or False)

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u", async_callbacks=("reply", "fail"))
    def Notify(self, app, replaces, icon, title, body, actions, hints, timeout, reply, fail):
        self.last += not replaces
        shown = int(replaces) or self.last
        print(f"show {shown} {int(replaces)} {int(hints.get('urgency', 1))} {title} | {body}", flush=True)
        self.answer(reply, shown)

    @dbus.service.method(NAME, in_signature="u", async_callbacks=("reply", "fail"))
    def CloseNotification(self, shown, reply, fail):
        print(f"close {int(shown)}", flush=True)
        self.answer(reply)

    @dbus.service.method(NAME, out_signature="ssss", async_callbacks=("reply", "fail"))
    def GetServerInformation(self, reply, fail):
        self.answer(reply, "fake", "baste", "1", "1.2")


DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
name = dbus.service.BusName(NAME, bus)
service = Service(bus, sys.argv[1])
print("READY", flush=True)
GLib.MainLoop().run()
