"""A tray of the test's own: a StatusNotifierWatcher and host. Shows nothing, tells and does what the test asks."""
import dbus
import dbus.service

from json_lines import LATER, answers, own, plain, serve, session_bus, tell

WATCHER = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
MENU = "com.canonical.dbusmenu"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Watcher(dbus.service.Object):
    def __init__(self, bus):
        super().__init__(bus, WATCHER_PATH)
        self.bus = bus
        self.items = {}

    @dbus.service.method(WATCHER, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, service, sender):
        # By the specification a bus name; Ayatana's items give their object path instead.
        owner, path = (sender, str(service)) if service.startswith("/") else (str(service), "/StatusNotifierItem")
        item = owner + path
        self.items[item] = (owner, path, sender)
        # A name that nobody owns any more is an icon that went.
        self.bus.watch_name_owner(owner, lambda present: present or self.forget(item))
        self.StatusNotifierItemRegistered(item)
        tell({"event": "item-registered", "item": item})

    def forget(self, item):
        if self.items.pop(item, None) is not None:
            self.StatusNotifierItemUnregistered(item)
            tell({"event": "item-gone", "item": item})

    @dbus.service.method(WATCHER, in_signature="s")
    def RegisterStatusNotifierHost(self, service):
        pass

    @dbus.service.method(PROPERTIES, in_signature="ss", out_signature="v")
    def Get(self, interface, name):
        return self.GetAll(interface)[name]

    @dbus.service.method(PROPERTIES, in_signature="s", out_signature="a{sv}")
    def GetAll(self, _interface):
        return {
            "IsStatusNotifierHostRegistered": dbus.Boolean(True),
            "ProtocolVersion": dbus.Int32(0),
            "RegisteredStatusNotifierItems": dbus.Array(list(self.items), signature="s"),
        }

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemRegistered(self, item):
        pass

    @dbus.service.signal(WATCHER, signature="s")
    def StatusNotifierItemUnregistered(self, item):
        pass

    @dbus.service.signal(WATCHER)
    def StatusNotifierHostRegistered(self):
        pass


def main():
    bus = session_bus()
    watcher = Watcher(bus)

    def at(item, path=None):
        owner, item_path, _sender = watcher.items[item]
        # No introspection: an item need not offer it, and a call of it would block the main loop.
        return bus.get_object(owner, path or item_path, introspect=False)

    def read(line, item):
        at(item).GetAll(ITEM, dbus_interface=PROPERTIES, **answers(line))
        return LATER

    def layout(line, item, menu):
        arguments = (dbus.Int32(0), dbus.Int32(-1), dbus.Array([], signature="s"))
        at(item, menu).GetLayout(*arguments, dbus_interface=MENU, **answers(line))
        return LATER

    def menu_event(line, item, menu, entry, kind):
        arguments = (dbus.Int32(entry), kind, dbus.Int32(0, variant_level=1), dbus.UInt32(0))
        at(item, menu).Event(*arguments, dbus_interface=MENU, **answers(line))
        return LATER

    def activate(line, item, method):
        at(item).get_dbus_method(method, ITEM)(dbus.Int32(0), dbus.Int32(0), **answers(line))
        return LATER

    def forward(interface):
        def handle(*values, member, sender):
            for item, (_owner, _path, registered) in watcher.items.items():
                if registered == sender:
                    tell({"event": "signal", "item": item, "name": member, "values": [plain(v) for v in values]})

        bus.add_signal_receiver(handle, dbus_interface=interface, member_keyword="member", sender_keyword="sender")

    forward(ITEM)
    forward(MENU)
    own(bus, WATCHER)
    watcher.StatusNotifierHostRegistered()
    serve({"read": read, "layout": layout, "menu-event": menu_event, "activate": activate})


main()
