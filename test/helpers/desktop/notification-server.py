"""A notification server of the test's own: shows nothing, tells the test what it was asked to show.

Usage: notification-server.py CAPABILITY...
"""
import sys

import dbus.service

from json_lines import own, plain, serve, session_bus, tell

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"


class Notifications(dbus.service.Object):
    def __init__(self, bus, capabilities):
        super().__init__(bus, PATH)
        self.capabilities = capabilities
        self.latest = 0

    @dbus.service.method(NAME, in_signature="susssasa{sv}i", out_signature="u", sender_keyword="sender")
    def Notify(self, app_name, replaces, icon, summary, body, actions, hints, timeout, sender):
        if replaces:
            number = int(replaces)
        else:
            self.latest += 1
            number = self.latest
        texts = [str(text) for text in actions]
        tell(
            {
                "event": "notified",
                "notification": {
                    "id": number,
                    "sender": str(sender),
                    "appName": str(app_name),
                    "replacesId": int(replaces),
                    "icon": str(icon),
                    "summary": str(summary),
                    "body": str(body),
                    "actions": [{"key": key, "label": label} for key, label in zip(texts[::2], texts[1::2])],
                    "hints": plain(hints),
                    "timeout": int(timeout),
                },
            }
        )
        return dbus.UInt32(number)

    @dbus.service.method(NAME, in_signature="u")
    def CloseNotification(self, number):
        tell({"event": "close-asked", "notification": int(number)})
        self.NotificationClosed(number, 3)

    @dbus.service.method(NAME, out_signature="as")
    def GetCapabilities(self):
        return dbus.Array(self.capabilities, signature="s")

    @dbus.service.method(NAME, out_signature="ssss")
    def GetServerInformation(self):
        return ("latchkey-test", "Latchkey's tests", "1", "1.2")

    @dbus.service.signal(NAME, signature="uu")
    def NotificationClosed(self, number, reason):
        pass

    @dbus.service.signal(NAME, signature="us")
    def ActionInvoked(self, number, key):
        pass


def main():
    bus = session_bus()
    server = Notifications(bus, sys.argv[1:])
    own(bus, NAME)

    def invoke(_line, notification, key):
        server.ActionInvoked(dbus.UInt32(notification), key)

    def close(_line, notification, reason):
        server.NotificationClosed(dbus.UInt32(notification), dbus.UInt32(reason))

    def set_capabilities(_line, capabilities):
        server.capabilities = capabilities

    def is_there(_line, sender):
        return bus.name_has_owner(sender)

    serve({"invoke": invoke, "close": close, "set-capabilities": set_capabilities, "is-there": is_there})


main()
