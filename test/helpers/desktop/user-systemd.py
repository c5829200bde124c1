"""The user's systemd, as far as it tells its environment.

Usage: user-systemd.py NAME=VALUE...
"""
import sys

import dbus.service

from json_lines import own, serve, session_bus


class Manager(dbus.service.Object):
    def __init__(self, bus, environment):
        super().__init__(bus, "/org/freedesktop/systemd1")
        self.environment = environment

    @dbus.service.method("org.freedesktop.DBus.Properties", in_signature="ss", out_signature="v")
    def Get(self, _interface, _name):
        return dbus.Array(self.environment, signature="s", variant_level=1)


def main():
    bus = session_bus()
    manager = Manager(bus, sys.argv[1:])
    own(bus, "org.freedesktop.systemd1")
    serve({"environment": lambda _line: manager.environment})


main()
