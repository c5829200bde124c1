"""What the stand-ins for desktop services share: they talk with the test in lines of JSON.

In:  {"id": 1, "do": "NAME", ...arguments}
Out: {"id": 1, "value": ...} or {"id": 1, "error": "..."}, and at any time {"event": "NAME", ...}
They end with their stdin, so that none outlives its test, however that ends.
"""
import base64
import json
import logging
import os
import sys

import dbus
import dbus.mainloop.glib
from gi.repository import GLib


def plain(value):
    """A D-Bus value as JSON has it; bytes as base64."""
    if isinstance(value, dbus.Boolean):
        return bool(value)
    if isinstance(value, (dbus.ByteArray, bytes)):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, dbus.Array) and value.signature == "y":
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, float):
        return float(value)
    if isinstance(value, int):
        return int(value)
    return str(value)


def tell(line):
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


class EndOfAll(logging.Handler):
    """dbus-python only logs what goes wrong in a handler of signals, and the test would wait in vain."""

    def emit(self, record):
        sys.stderr.write(self.format(record) + "\n")
        sys.stderr.flush()
        os._exit(1)


def session_bus():
    logging.getLogger("dbus").addHandler(EndOfAll(logging.ERROR))
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    return dbus.SessionBus()


def own(bus, name):
    """Takes the name or ends: a stand-in behind a real service would see nothing."""
    if bus.request_name(name, dbus.bus.NAME_FLAG_DO_NOT_QUEUE) != dbus.bus.REQUEST_NAME_REPLY_PRIMARY_OWNER:
        sys.exit(f"{name} has an owner on this bus already")


def serve(commands):
    """Answers the test's lines with these functions until stdin ends. A function that returns LATER answers itself."""
    loop = GLib.MainLoop()
    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, lambda *_: read_line(loop, commands))
    tell({"event": "ready"})
    loop.run()


LATER = object()


def read_line(loop, commands):
    line = sys.stdin.readline()
    if line == "":
        loop.quit()
        return False
    command = json.loads(line)
    number = command.pop("id")
    try:
        value = commands[command.pop("do")](
            number, **{key.replace("-", "_"): entry for key, entry in command.items()}
        )
        if value is not LATER:
            tell({"id": number, "value": plain(value) if value is not None else None})
    except Exception as error:  # Whatever it was, the test that asked has to see it.
        tell({"id": number, "error": f"{type(error).__name__}: {error}"})
    return True


def answers(number):
    """The two handlers of an asynchronous D-Bus call made for this line."""
    return {
        "reply_handler": lambda *values: tell({"id": number, "value": [plain(value) for value in values]}),
        "error_handler": lambda error: tell({"id": number, "error": str(error)}),
    }
