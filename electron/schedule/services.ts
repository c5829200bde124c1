/** The machine's services that know about power and networks, as they are on the system bus. */

/** UPower 1.90, org.freedesktop.UPower(3). */
export const UPOWER = 'org.freedesktop.UPower';
export const UPOWER_PATH = '/org/freedesktop/UPower';
/** All batteries taken together. */
export const DISPLAY_DEVICE = '/org/freedesktop/UPower/devices/DisplayDevice';

/** power-profiles-daemon: its name since 0.20, then the one before. Some distributions give both names to tuned. */
export const POWER_PROFILES = [
  { name: 'org.freedesktop.UPower.PowerProfiles', path: '/org/freedesktop/UPower/PowerProfiles' },
  { name: 'net.hadess.PowerProfiles', path: '/net/hadess/PowerProfiles' },
] as const;

/** NetworkManager's D-Bus API 1.42. */
export const NETWORK_MANAGER = 'org.freedesktop.NetworkManager';
export const NETWORK_MANAGER_PATH = '/org/freedesktop/NetworkManager';
export const ACTIVE_CONNECTION = 'org.freedesktop.NetworkManager.Connection.Active';

/** udisks2's D-Bus API 2.9: the file systems on disks, and where each is mounted. */
export const UDISKS = 'org.freedesktop.UDisks2';
export const UDISKS_PATH = '/org/freedesktop/UDisks2';
export const BLOCK = 'org.freedesktop.UDisks2.Block';
export const ENCRYPTED = 'org.freedesktop.UDisks2.Encrypted';
export const DRIVE = 'org.freedesktop.UDisks2.Drive';
export const BLOCK_DEVICES = '/org/freedesktop/UDisks2/block_devices';
export const FILE_SYSTEM = 'org.freedesktop.UDisks2.Filesystem';

export const PROPERTIES = 'org.freedesktop.DBus.Properties';
