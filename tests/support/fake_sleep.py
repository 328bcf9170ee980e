#!/usr/bin/python3
"""Services that hold off sleep, each as told: `logind=MOOD`, `gnome=MOOD`, `saver=MOOD`; one that is not named is not there.

Moods: `works`, `refuses`, `lid` (logind alone: it refuses whoever wants the lid), `hangs` (never answers).
Prints READY, then a line for every lock: "take WHO WHAT", "no WHO WHAT", "give WHO".
"""
import os
import sys

import dbus
import dbus.service
from dbus.mainloop.glib import DBusGMainLoop
from gi.repository import GLib


def say(*words):
    print(*words, flush=True)


def refuse(fail):
    fail(dbus.DBusException("not you", name="org.freedesktop.DBus.Error.AccessDenied"))


class Logind(dbus.service.Object):
    def __init__(self, bus, mood):
        super().__init__(bus, "/org/freedesktop/login1")
        self.mood = mood

    @dbus.service.method(
        "org.freedesktop.login1.Manager", in_signature="ssss", out_signature="h", async_callbacks=("reply", "fail")
    )
    def Inhibit(self, what, who, why, mode, reply, fail):
        if self.mood == "hangs":
            return
        if self.mood == "refuses" or (self.mood == "lid" and "lid" in what):
            say("no logind", what)
            refuse(fail)
            return
        ours, theirs = os.pipe()
        say("take logind", what, mode)
        reply(dbus.types.UnixFd(theirs))
        os.close(theirs)
        GLib.io_add_watch(ours, GLib.IO_HUP, lambda *_: say("give logind") or os.close(ours) or False)


def desk(who, mood, flags, reply, fail):
    """What a desktop answers; its cookies are all 7."""
    if mood == "refuses":
        say("no", who)
        refuse(fail)
    elif mood == "works":
        say("take", who, *flags)
        reply(7)


class Gnome(dbus.service.Object):
    NAME = "org.gnome.SessionManager"

    def __init__(self, bus, mood):
        super().__init__(bus, "/org/gnome/SessionManager")
        self.mood = mood

    @dbus.service.method(NAME, in_signature="susu", out_signature="u", async_callbacks=("reply", "fail"))
    def Inhibit(self, who, window, why, flags, reply, fail):
        desk("gnome", self.mood, [int(window), int(flags)], reply, fail)

    @dbus.service.method(NAME, in_signature="u")
    def Uninhibit(self, cookie):
        say("give gnome", int(cookie))


class Saver(dbus.service.Object):
    NAME = "org.freedesktop.ScreenSaver"

    def __init__(self, bus, mood):
        super().__init__(bus, "/org/freedesktop/ScreenSaver")
        self.mood = mood

    @dbus.service.method(NAME, in_signature="ss", out_signature="u", async_callbacks=("reply", "fail"))
    def Inhibit(self, who, why, reply, fail):
        desk("saver", self.mood, [], reply, fail)

    @dbus.service.method(NAME, in_signature="u")
    def UnInhibit(self, cookie):
        say("give saver", int(cookie))


DBusGMainLoop(set_as_default=True)
bus = dbus.SessionBus()
kinds = {"logind": ("org.freedesktop.login1", Logind), "gnome": (Gnome.NAME, Gnome), "saver": (Saver.NAME, Saver)}
kept = []
for argument in sys.argv[1:]:
    service, mood = argument.split("=")
    name, kind = kinds[service]
    kept += [dbus.service.BusName(name, bus), kind(bus, mood)]
say("READY")
GLib.MainLoop().run()
