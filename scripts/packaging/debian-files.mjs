/** Where the files of the Debian package go, besides the application itself. */
import { readdirSync } from 'node:fs';

/** @typedef {{ from: string, to: string, gzip?: boolean }} PlacedFile `from` as seen from the checkout */

const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const HICOLOR = 'usr/share/icons/hicolor';
const DOC = 'usr/share/doc/latchkey';

const TIMERS = ['verify', 'overdue'].flatMap((name) => [`${name}@.service`, `${name}@.timer`]);

/** @param {string} name @returns {PlacedFile[]} its manual page and completions */
const usageOf = (name) => [
  { from: `packaging/man/${name}.1`, to: `usr/share/man/man1/${name}.1.gz`, gzip: true },
  { from: `packaging/completions/bash/${name}`, to: `usr/share/bash-completion/completions/${name}` },
  { from: `packaging/completions/zsh/_${name}`, to: `usr/share/zsh/vendor-completions/_${name}` },
  { from: `packaging/completions/fish/${name}.fish`, to: `usr/share/fish/vendor_completions.d/${name}.fish` },
];

/** What `--json` prints. */
const SCHEMAS = readdirSync(new URL('../../docs/json', import.meta.url));

/** @param {string} doc its directory @returns {PlacedFile[]} */
const papersIn = (doc) => [
  { from: 'dist/THIRD-PARTY-NOTICES.txt', to: `${doc}/THIRD-PARTY-NOTICES.txt.gz`, gzip: true },
  { from: 'CHANGELOG.md', to: `${doc}/CHANGELOG.md.gz`, gzip: true },
  { from: 'SECURITY.md', to: `${doc}/SECURITY.md` },
  { from: 'docs/host.md', to: `${doc}/host.md` },
  { from: 'docs/fleet.md', to: `${doc}/fleet.md` },
  ...SCHEMAS.map((name) => ({ from: `docs/json/${name}`, to: `${doc}/json/${name}` })),
];

/** The same in both packages. @type {PlacedFile[]} */
const FOR_HOST = [
  ...usageOf('latchkey-host'),
  ...[...TIMERS, 'failed@.service'].map((unit) => ({
    from: `packaging/systemd/latchkey-host-${unit}`,
    to: `usr/lib/systemd/user/latchkey-host-${unit}`,
  })),
];

const HOST = 'usr/lib/latchkey-host';
const HOST_DOC = 'usr/share/doc/latchkey-host';

/** As in a checkout, which is what bin/launch.sh knows. @type {PlacedFile[]} */
export const HOST_PACKAGE_FILES = [
  ...['bin/latchkey-host', 'bin/launch.sh', 'dist/latchkey-host.mjs'].map((name) => ({
    from: name,
    to: `${HOST}/${name}`,
  })),
  ...FOR_HOST,
  ...papersIn(HOST_DOC),
  { from: 'packaging/debian/latchkey-host/copyright', to: `${HOST_DOC}/copyright` },
  {
    from: 'packaging/debian/latchkey-host/lintian-overrides',
    to: 'usr/share/lintian/overrides/latchkey-host',
  },
];

export const HOST_COMMANDS = [
  { link: 'usr/bin/latchkey-host', to: '../lib/latchkey-host/bin/latchkey-host' },
];

/** @type {PlacedFile[]} */
export const PLACED_FILES = [
  { from: 'packaging/latchkey.desktop', to: 'usr/share/applications/latchkey.desktop' },
  {
    from: 'packaging/arpa.home.latchkey.metainfo.xml',
    to: 'usr/share/metainfo/arpa.home.latchkey.metainfo.xml',
  },
  {
    from: 'packaging/file-managers/dolphin.desktop',
    to: 'usr/share/kio/servicemenus/latchkey-earlier-versions.desktop',
  },
  {
    from: 'packaging/file-managers/latchkey.nemo_action',
    to: 'usr/share/nemo/actions/latchkey-earlier-versions.nemo_action',
  },
  // Nautilus reads scripts in a person's home alone: README.md has the command that puts it there.
  { from: 'packaging/file-managers/nautilus', to: 'usr/share/latchkey/earlier-versions' },
  ...ICON_SIZES.map((size) => ({
    from: `dist/app/icons/latchkey-${size}.png`,
    to: `${HICOLOR}/${size}x${size}/apps/latchkey.png`,
  })),
  { from: 'dist/app/icons/latchkey.svg', to: `${HICOLOR}/scalable/apps/latchkey.svg` },
  { from: 'dist/app/icons/latchkey-symbolic.svg', to: `${HICOLOR}/symbolic/apps/latchkey-symbolic.svg` },
  ...usageOf('latchkey'),
  ...FOR_HOST,
  { from: 'packaging/debian/apparmor-profile', to: 'usr/share/latchkey/apparmor-profile' },
  { from: 'packaging/debian/lintian-overrides', to: 'usr/share/lintian/overrides/latchkey' },
  { from: 'packaging/debian/copyright', to: `${DOC}/copyright` },
  ...papersIn(DOC),
  { from: 'docs/dbus.md', to: `${DOC}/dbus.md` },
  { from: 'dist/latchkey.cdx.json', to: `${DOC}/latchkey.cdx.json.gz`, gzip: true },
  { from: 'README.md', to: `${DOC}/README.md` },
];

/** The commands are the launchers, not Electron: it dies without a display before it has read its arguments. */
export const COMMANDS = ['latchkey', 'latchkey-host'].map((name) => ({
  link: `usr/bin/${name}`,
  to: `../lib/latchkey/resources/bin/${name}`,
}));

/** Electron's papers, which belong with the others. */
export const MOVED_FILES = [
  { from: 'usr/lib/latchkey/LICENSE', to: `${DOC}/LICENSE.electron.txt` },
  { from: 'usr/lib/latchkey/LICENSES.chromium.html', to: `${DOC}/LICENSES.chromium.html` },
];
