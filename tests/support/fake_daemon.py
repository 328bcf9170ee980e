#!/usr/bin/python3
"""A notification service that behaves as told: `works`, `hangs` (never answers), `late` (answers after 4 s), `dies` (on the first
notification), `breath` (tells that Done was pressed in the same breath as it answers), `before` (tells so before it answers).

Prints READY, then a line for every request: "show ID REPLACES URGENCY TITLE | BODY" or "close ID". A line "press ID NAME" or "closed ID
REASON" on its standard input makes it tell so.
"""
import os
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib

NAME = "org.freedesktop.Notifications"
LATE_MS = 4000
SKILLS = ["actions", "body", "body-markup"]


class Service(dbus.service.Object):
    def __init__(self, bus, mood):
        super().__init__(bus, "/org/freedesktop/Notifications")
        self.mood, self.last = mood, 0

    def answer(self, reply, *values):
        if self.mood == "late":
            GLib.timeout_add(LATE_MS, lambda: reply(*values) or False)
        elif self.mood != "hangs":
            reply(*values)

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u", async_callbacks=("reply", "fail"))
    def Notify(self, app, replaces, icon, title, body, actions, hints, timeout, reply, fail):
        self.last += not replaces
        shown = int(replaces) or self.last
        print(f"show {shown} {int(replaces)} {int(hints.get('urgency', 1))} {title} | {body}", flush=True)
        if self.mood == "dies":
            os._exit(1)
        if self.mood == "before":
            self.ActionInvoked(shown, "done")
        self.answer(reply, shown)
        if self.mood == "breath":
            self.ActionInvoked(shown, "done")

    @dbus.service.method(NAME, in_signature="u", async_callbacks=("reply", "fail"))
    def CloseNotification(self, shown, reply, fail):
        print(f"close {int(shown)}", flush=True)
        self.answer(reply)

    @dbus.service.method(NAME, out_signature="as", async_callbacks=("reply", "fail"))
    def GetCapabilities(self, reply, fail):
        self.answer(reply, SKILLS)

    @dbus.service.method(NAME, out_signature="ssss", async_callbacks=("reply", "fail"))
    def GetServerInformation(self, reply, fail):
        self.answer(reply, "fake", "baste", "1", "1.2")

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, shown, name):
        pass

    @dbus.service.signal(NAME, signature="uu")
    def NotificationClosed(self, shown, reason):
        pass


def told(source, _):
    # Not by lines: what is left in a buffer would wake nobody.
    lines = os.read(source.fileno(), 65536).decode()
    for line in lines.splitlines():
        match line.split():
            case ["press", shown, name]:
                service.ActionInvoked(int(shown), name)
            case ["closed", shown, reason]:
                service.NotificationClosed(int(shown), int(reason))
    return bool(lines)


DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
service = Service(bus, sys.argv[1])
name = dbus.service.BusName(NAME, bus)
GLib.io_add_watch(sys.stdin, GLib.IO_IN, told)
print("READY", flush=True)
GLib.MainLoop().run()
