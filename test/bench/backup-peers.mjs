/** The programs that are measured side by side, each with a store of its own and the same files to back up. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure } from './measure.mjs';

const CHECKOUT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * @typedef {import('./loopback.mjs').Loopback} Loopback
 * @typedef {import('./measure-sides.mjs').Backup} Backup
 * @typedef {{ work: string, source: string, plain: Loopback, forced: Loopback }} Stage `plain` does what it is told; `forced`
 * is Latchkey's host
 * @typedef {{
 *   name: string, version: string[], pulls: boolean, by: Loopback,
 *   begin: () => void, next: (number: number) => Backup
 * }} Peer `pulls`: the command is on the host's side, and the sshd on the laptop's; `begin` makes its store anew
 */

/** Where Latchkey's host keeps what the forced command names. @param {string} work */
function latchkeyStore(work) {
  return join(work, 'latchkey/store');
}

/** @param {string} work @returns {string} the forced command of the laptop's key */
export function latchkeyCommand(work) {
  return `${process.execPath} ${CHECKOUT}dist/latchkey-host.mjs --store ${latchkeyStore(work)} --machine laptop`;
}

/** @param {Stage} stage @returns {Peer[]} those whose programs are here; the first is what others are held against */
export function peersOn(stage) {
  const peers = [
    linkDest(stage),
    latchkey(stage),
    borg(stage),
    restic(stage),
    rsnapshot(stage),
    backInTime(stage),
  ];
  return peers.filter(({ version: [program = ''] }) => {
    const places = program.startsWith('/') ? [''] : (process.env.PATH ?? '').split(':');
    const isHere = places.some((place) => existsSync(join(place, program)));
    if (!isHere) console.log(`  ${program} is not installed: left out`);
    return isHere;
  });
}

/** @param {string} directory */
function empty(directory) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}

/** @param {Stage} stage @returns {Peer} */
function linkDest({ work, source, plain }) {
  const store = join(work, 'link-dest');
  return {
    ...{ name: 'link-dest', version: ['rsync', '--version'], pulls: true, by: plain },
    begin: () => {
      empty(store);
    },
    next: (number) => ({
      command: [
        ...['rsync', '-aHAXS', '--numeric-ids', '--fake-super', '--delete', '-e', plain.shell],
        ...(number === 0 ? [] : [`--link-dest=${join(store, String(number - 1))}`]),
        ...[`${plain.destination}:${source}/`, `${join(store, String(number))}/`],
      ],
      ...{ env: process.env, store },
    }),
  };
}

/** @param {Stage} stage @returns {Peer} */
function latchkey({ work, source, forced }) {
  const home = join(work, 'latchkey');
  const store = latchkeyStore(work);
  const program = join(CHECKOUT, 'dist/latchkey.mjs');
  const env = {
    ...{ HOME: home, PATH: process.env.PATH, TMPDIR: work },
    ...{ XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state') },
  };
  return {
    ...{ name: 'latchkey', version: [process.execPath, program, '--version'], pulls: false, by: forced },
    begin: () => {
      empty(home);
      empty(store);
      measure([process.execPath, program, '--init', '--host', forced.destination, '--root', source], { env });
      const file = join(home, 'config/latchkey/settings.json');
      /** @type {{ destinations: Record<string, unknown>[] }} */
      const settings = JSON.parse(measure(['cat', file]).stdout);
      const [own = {}] = settings.destinations;
      own.host = {
        ...{ kind: 'ssh', destination: forced.destination, sshArgs: forced.args },
        callbackAddress: '127.0.0.1',
      };
      writeFileSync(file, JSON.stringify(settings));
      // All of it, as the others have it.
      writeFileSync(join(home, 'config/latchkey/exclude'), '');
    },
    next: () => ({
      ...{ command: [process.execPath, program, '--run', '--json'], env, store, openSeconds: doorOpen },
    }),
  };
}

/** From the moment when it is called until it has gone on to clean up. @param {{ at: number, line: string }[]} lines */
function doorOpen(lines) {
  const at = (/** @type {string} */ phase) =>
    lines.find(({ line }) => line.includes(`"phase":"${phase}"`))?.at;
  return (at('cleaning-up') ?? Number.NaN) - (at('listening') ?? Number.NaN);
}

/** @param {Stage} stage @returns {Peer} */
function borg({ work, source, plain }) {
  const store = join(work, 'borg');
  const port = plain.args[plain.args.indexOf('-p') + 1] ?? '22';
  const repository = `ssh://${plain.destination}:${port}${store}`;
  const env = {
    ...{ HOME: work, PATH: process.env.PATH, BORG_BASE_DIR: join(work, 'borg-base'), BORG_RSH: plain.shell },
    ...{ BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes', BORG_RELOCATED_REPO_ACCESS_IS_OK: 'yes' },
  };
  return {
    ...{ name: 'borg', version: ['borg', '--version'], pulls: false, by: plain },
    begin: () => {
      rmSync(join(work, 'borg-base'), { recursive: true, force: true });
      rmSync(store, { recursive: true, force: true });
      measure(['borg', 'init', '--encryption', 'none', repository], { env });
    },
    next: (number) => ({
      ...{ command: ['borg', 'create', `${repository}::${number}`, source], env, store },
    }),
  };
}

/** @param {Stage} stage @returns {Peer} */
function restic({ work, source, plain }) {
  const store = join(work, 'restic');
  const env = {
    ...{
      HOME: work,
      PATH: process.env.PATH,
      RESTIC_PASSWORD: 'measured',
      RESTIC_CACHE_DIR: join(work, 'restic-cache'),
    },
    RESTIC_REPOSITORY: `sftp:${plain.destination}:${store}`,
  };
  const option = ['-o', `sftp.command=${plain.shell} ${plain.destination} -s sftp`];
  return {
    ...{ name: 'restic', version: ['restic', 'version'], pulls: false, by: plain },
    begin: () => {
      rmSync(join(work, 'restic-cache'), { recursive: true, force: true });
      rmSync(store, { recursive: true, force: true });
      measure(['restic', 'init', '--quiet', ...option], { env });
    },
    next: () => ({ ...{ command: ['restic', 'backup', '--quiet', ...option, source], env, store } }),
  };
}

/** @param {Stage} stage @returns {Peer} */
function rsnapshot({ work, source, plain }) {
  const store = join(work, 'rsnapshot');
  const configuration = join(work, 'rsnapshot.conf');
  const lines = [
    ['config_version', '1.2'],
    ['snapshot_root', `${store}/`],
    ['cmd_rsync', '/usr/bin/rsync'],
    ['cmd_ssh', '/usr/bin/ssh'],
    ['ssh_args', plain.args.join(' ')],
    ['rsync_short_args', '-aHAXS'],
    ['rsync_long_args', '--numeric-ids --fake-super --delete --relative --delete-excluded'],
    ['link_dest', '1'],
    ['lockfile', join(work, 'rsnapshot.pid')],
    ['retain', 'alpha', '100'],
    ['backup', `${plain.destination}:${source}/`, './'],
  ];
  return {
    ...{ name: 'rsnapshot', version: ['rsnapshot', 'version'], pulls: true, by: plain },
    begin: () => {
      empty(store);
      writeFileSync(configuration, lines.map((words) => `${words.join('\t')}\n`).join(''));
    },
    next: () => ({ ...{ command: ['rsnapshot', '-c', configuration, 'alpha'], env: process.env, store } }),
  };
}

/** To a directory, since its ssh mode mounts by FUSE, which not every machine allows. @param {Stage} stage @returns {Peer} */
function backInTime({ work, source, plain }) {
  const store = join(work, 'backintime');
  const configuration = join(work, 'backintime.conf');
  const [host, user] = [hostname(), userInfo().username];
  const lines = {
    'config.version': 6,
    'profiles.version': 1,
    'profile1.snapshots.mode': 'local',
    'profile1.snapshots.path': store,
    'profile1.snapshots.path.host': host,
    'profile1.snapshots.path.user': user,
    'profile1.snapshots.path.profile': 1,
    'profile1.snapshots.include.1.value': source,
    'profile1.snapshots.include.1.type': 0,
    'profile1.snapshots.include.size': 1,
    'profile1.snapshots.exclude.size': 0,
    'profile1.snapshots.no_on_battery': false,
    'profile1.snapshots.take_snapshot_regardless_of_changes': true,
  };
  const env = {
    HOME: join(work, 'backintime-home'),
    PATH: process.env.PATH,
    XDG_DATA_HOME: join(work, 'backintime-home/data'),
  };
  return {
    ...{ name: 'backintime', version: ['backintime', '--version'], pulls: true, by: plain },
    begin: () => {
      empty(env.HOME);
      empty(store);
      mkdirSync(join(store, 'backintime', host, user, '1'), { recursive: true });
      const text = Object.entries(lines).map(([key, value]) => `${key}=${value}\n`);
      writeFileSync(configuration, text.join(''));
    },
    next: () => ({ ...{ command: ['backintime', '--config', configuration, 'backup'], env, store } }),
  };
}
