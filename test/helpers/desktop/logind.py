"""The machine's logind, as far as who wants to end cleanly uses it: inhibitor locks, and the signals that begin it all.

A lock is a file descriptor, and is given back by closing it, by whom and however (org.freedesktop.login1(5)).
"""
import os

import dbus.service
import dbus.types
from gi.repository import GLib

from json_lines import own, serve, session_bus, tell

NAME = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
MANAGER = "org.freedesktop.login1.Manager"


class Manager(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, PATH)

    @dbus.service.method(MANAGER, in_signature="ssss", out_signature="h")
    def Inhibit(self, what, who, why, mode):
        ours, theirs = os.pipe()
        lock = {"what": str(what), "mode": str(mode), "who": str(who), "why": str(why)}
        tell({"event": "locked", **lock})

        def released(_descriptor, _condition):
            os.close(ours)
            tell({"event": "released", **lock})
            return False

        GLib.io_add_watch(ours, GLib.PRIORITY_DEFAULT, GLib.IO_HUP, released)
        handed_over = dbus.types.UnixFd(theirs)
        # It is a copy: with the original open, the lock would be ours for ever.
        os.close(theirs)
        return handed_over

    @dbus.service.signal(MANAGER, signature="b")
    def PrepareForSleep(self, begins):
        pass

    @dbus.service.signal(MANAGER, signature="b")
    def PrepareForShutdown(self, begins):
        pass


def main():
    bus = session_bus()
    manager = Manager(bus)
    own(bus, NAME)
    serve(
        {
            "sleep": lambda _line, begins: manager.PrepareForSleep(begins),
            "shutdown": lambda _line: manager.PrepareForShutdown(True),
        }
    )


main()
