"""A stand-in for udisks2 (D-Bus API 2.9) as a template of python-dbusmock: one disk, and how often it says that it is busy."""

import dbus
from dbusmock import get_object

BUS_NAME = 'org.freedesktop.UDisks2'
MAIN_OBJ = '/org/freedesktop/UDisks2'
MAIN_IFACE = 'org.freedesktop.UDisks2'
SYSTEM_BUS = True
IS_OBJECT_MANAGER = True

DISK = '/org/freedesktop/UDisks2/block_devices/sdb1'
OTHER_PART = '/org/freedesktop/UDisks2/block_devices/sdb2'
DRIVE = dbus.ObjectPath('/org/freedesktop/UDisks2/drives/Stick')
CLEARTEXT = '/org/freedesktop/UDisks2/block_devices/dm_2d0'
ENCRYPTED = 'org.freedesktop.UDisks2.Encrypted'
FILE_SYSTEM = 'org.freedesktop.UDisks2.Filesystem'
BLOCK = 'org.freedesktop.UDisks2.Block'

UNMOUNT = '''
if args[0].get('auth.no_user_interaction') != True:
    raise dbus.exceptions.DBusException('nobody is there to be asked', name='org.freedesktop.UDisks2.Error.NotAuthorized')
state = objects['/org/freedesktop/UDisks2']
if state.refusal:
    raise dbus.exceptions.DBusException('it says no', name=state.refusal)
if state.busy != 0:
    state.busy -= 1
    raise dbus.exceptions.DBusException('target is busy', name='org.freedesktop.UDisks2.Error.DeviceBusy')
self.UpdateProperties('org.freedesktop.UDisks2.Filesystem', {'MountPoints': dbus.Array([], signature='ay')})
'''


DRIVE_IFACE = 'org.freedesktop.UDisks2.Drive'

LOCK = "self.UpdateProperties('org.freedesktop.UDisks2.Encrypted', {'CleartextDevice': dbus.ObjectPath('/')})"


def plug_in_locked(mock, label, is_system):
    mock.AddObject(DRIVE, DRIVE_IFACE, {'Vendor': 'Western', 'Model': 'Passport'}, [])
    mock.AddObject(DISK, ENCRYPTED, {'CleartextDevice': dbus.ObjectPath('/')}, [])
    block = {'HintSystem': is_system, 'HintIgnore': dbus.Boolean(False), 'IdLabel': label, 'Drive': DRIVE}
    get_object(DISK).AddProperties(BLOCK, block)


def load(mock, parameters):
    if 'locked' in parameters:
        plug_in_locked(mock, parameters['locked'], dbus.Boolean(parameters.get('system', False)))
        return
    mock.busy = parameters.get('busy', 0)
    mock.refusal = parameters.get('refusal', '')
    points = [dbus.ByteArray(point.encode() + b'\0') for point in parameters['mountPoints']]
    file_system = {'MountPoints': dbus.Array(points, signature='ay')}
    is_system = dbus.Boolean(parameters.get('system', False))
    path = CLEARTEXT if parameters.get('encrypted') else DISK
    mock.AddObject(path, FILE_SYSTEM, file_system, [('Unmount', 'a{sv}', '', UNMOUNT)])
    block = {'HintSystem': is_system, 'CryptoBackingDevice': dbus.ObjectPath('/'), 'Drive': DRIVE}
    if 'otherPart' in parameters:
        other = dbus.ByteArray(parameters['otherPart'].encode() + b'\0')
        mock.AddObject(OTHER_PART, FILE_SYSTEM, {'MountPoints': dbus.Array([other], signature='ay')}, [])
        get_object(OTHER_PART).AddProperties(BLOCK, block)
    if path == DISK:
        get_object(DISK).AddProperties(BLOCK, block)
        return
    # What is unlocked is on no drive.
    unlocked = {
        'HintSystem': dbus.Boolean(True),
        'CryptoBackingDevice': dbus.ObjectPath(DISK),
        'Drive': dbus.ObjectPath('/'),
    }
    get_object(CLEARTEXT).AddProperties(BLOCK, unlocked)
    mock.AddObject(DISK, ENCRYPTED, {'CleartextDevice': dbus.ObjectPath(CLEARTEXT)}, [('Lock', 'a{sv}', '', LOCK)])
    get_object(DISK).AddProperties(BLOCK, block)
