/** The Debian package's control file (deb-control(5)). */

/** What a backup is made with, and what makes it better. */
const PROGRAMS = ['openssh-client', 'rsync'];
const RECOMMENDED = ['bubblewrap', 'libnotify-bin'];
/** Needed as well, for its sshd alone: brought along, it would open port 22 on every machine without a word. */
const SUGGESTED = ['openssh-server'];

/**
 * The libraries that Electron's program is linked to, by the names of Debian 12. Debian 13 and Ubuntu 24.04 have some
 * of them under a new name that provides the old one. A test compares them with what the program asks for.
 */
const LIBRARIES = [
  ...[
    'libasound2',
    'libatk-bridge2.0-0',
    'libatk1.0-0',
    'libatspi2.0-0',
    'libc6 (>= 2.25)',
    'libcairo2',
    'libcups2',
  ],
  ...[
    'libdbus-1-3',
    'libdrm2',
    'libexpat1',
    'libgbm1',
    'libgcc-s1',
    'libglib2.0-0',
    'libgtk-3-0',
    'libnspr4',
  ],
  ...[
    'libnss3',
    'libpango-1.0-0',
    'libudev1',
    'libx11-6',
    'libxcb1',
    'libxcomposite1',
    'libxdamage1',
    'libxext6',
  ],
  ...['libxfixes3', 'libxkbcommon0', 'libxrandr2'],
];

const ARCHITECTURES = /** @type {Record<string, string>} */ ({ x64: 'amd64', arm64: 'arm64' });

/** @param {string} arch as Node names it */
export function debianArchitecture(arch) {
  const name = ARCHITECTURES[arch];
  if (name === undefined) throw new Error(`no Debian package is made for ${arch}`);
  return name;
}

/** Of the host's program alone, which `latchkey` has in it. @param {{ version: string, kilobytes: number }} made */
export function hostControlFile({ version, kilobytes }) {
  return `Package: latchkey-host
Version: ${version}
Section: utils
Priority: optional
Architecture: all
Maintainer: The Latchkey authors
Installed-Size: ${kilobytes}
Depends: nodejs (>= 18.19), ${PROGRAMS.join(', ')}
Suggests: openssh-server, prometheus-node-exporter
Conflicts: latchkey
Replaces: latchkey
Description: keeps the backups of laptops that use latchkey
 The backup host's side of Latchkey: a laptop asks for a backup, and this
 program connects back to it for one connection, fetches what has changed and
 keeps it as a directory that any file manager opens.
 .
 It is not a service: sshd starts it as the forced command of a laptop's key,
 as a user that only keeps backups. Units for its owner's timers are in
 /usr/lib/systemd/user; none of them is enabled.
`;
}

/** @param {{ version: string, arch: string, kilobytes: number }} made */
export function controlFile({ version, arch, kilobytes }) {
  return `Package: latchkey
Version: ${version}
Section: utils
Priority: optional
Architecture: ${debianArchitecture(arch)}
Maintainer: The Latchkey authors
Installed-Size: ${kilobytes}
Depends: ${[...PROGRAMS, ...LIBRARIES].join(', ')}
Recommends: ${RECOMMENDED.join(', ')}
Suggests: ${SUGGESTED.join(', ')}
Provides: latchkey-host (= ${version})
Conflicts: latchkey-host
Replaces: latchkey-host
Description: backs up a laptop by letting its backup host in once, to read
 The laptop asks; for that one request it lets its backup host in once, for
 one connection, to read. The laptop holds no key to its backups, and the host
 cannot enter the laptop at any other time, cannot write to it, and does not
 see what is excluded.
 .
 Snapshots are directories that any file manager opens; unchanged files cost
 no space. It runs from the tray, from a timer or from cron, and never as root.
 .
 For a disk it needs rsync alone. For another machine it needs the sshd of
 openssh-server, which it starts itself, for one connection at a time.
 Installing that starts a server on port 22 as well; keep it off:
 sudo systemctl disable --now ssh ssh.socket
`;
}
