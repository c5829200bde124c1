/**
 * The arguments of the kinds of pull. What of them goes over the wire is seen by the laptop's guard, which knows
 * an exact list: no --exclude-from (the guard enforces the laptop's own list), no --ignore-errors, nothing that
 * makes rsync send --log-format or --info. test/integration/host/snapshot.test.ts holds this.
 */
import { LAPTOP } from './connect-back';

export interface Pull {
  root: string;
  /** rsync's -e. */
  remoteShell: string;
  /** Directories that hold the root's earlier state; unchanged files become hard links to theirs. */
  linkDests: readonly string[];
  destination: string;
  /** Of this host's rsync, such as "3.2.7". */
  rsyncVersion: string;
  /** The store's file system does, so that times can be compared in full. */
  keepsNanoseconds: boolean;
}

/** Seconds without a byte after which either end gives up. */
const SILENCE_LIMIT = 300;

/** A file that says what is asked for, each line of it ended by a NUL: filter rules that let it through, or its names. */
export interface WantedFile {
  kind: 'rules' | 'names';
  file: string;
}

/** `wanted`: undefined: all of it. */
export function pullArguments(pull: Pull, unfinishedFiles: string, wanted?: WantedFile): string[] {
  return [
    '-aHAXS',
    '--fake-super',
    // The destination is empty, unless it is a root within another root: then what the outer pull left there goes.
    ...(wanted?.kind === 'names' ? [] : ['--delete']),
    `--partial-dir=${unfinishedFiles}`,
    '--info=progress2',
    ...(wanted === undefined ? [] : wantedArguments(wanted)),
    ...commonArguments(pull),
  ];
}

function wantedArguments({ kind, file }: WantedFile): string[] {
  return ['--from0', kind === 'rules' ? `--exclude-from=${file}` : `--files-from=${file}`];
}

/** Without -A and -X: they would look at directories that a dry run does not make, and decide nothing about a file's bytes. */
export function dryRunArguments(pull: Pull, isProbe: boolean): string[] {
  const rules = isProbe ? ['--exclude=*'] : [];
  return ['-n', '-aHS', '--fake-super', '--out-format=%l %n', ...rules, ...commonArguments(pull)];
}

/** A few files for themselves, as they are, none of them larger than `most` bytes. */
export function proveArguments(pull: Pull, wanted: WantedFile, most: number): string[] {
  const own = [...wantedArguments(wanted), `--max-size=${most}`];
  return ['-a', '--fake-super', ...own, ...commonArguments(pull)];
}

function commonArguments(pull: Pull): string[] {
  const { root, remoteShell, linkDests, destination, rsyncVersion } = pull;
  // By default rsync compares whole seconds: a file that changed twice in one, without changing its size, would pass
  // for unchanged. From 3.1.3 on it can do better. Stays on this side of the wire.
  const exactTimes = pull.keepsNanoseconds && isAtLeast(rsyncVersion, [3, 1, 3]);
  return [
    ...(exactTimes ? ['--modify-window=-1'] : []),
    '--numeric-ids',
    `--timeout=${SILENCE_LIMIT}`,
    '--stats',
    '--no-human-readable',
    '--outbuf=L',
    ...linkDests.map((directory) => `--link-dest=${directory}`),
    '-e',
    remoteShell,
    '--',
    `${LAPTOP}:${escapesArguments(rsyncVersion) ? withSlash(root) : escapeForShell(withSlash(root))}`,
    withSlash(destination),
  ];
}

/** From 3.2.4 on rsync itself escapes what it hands to the remote shell; before that, whoever calls it has to. */
function escapesArguments(version: string): boolean {
  return isAtLeast(version, [3, 2, 4]);
}

function isAtLeast(version: string, wanted: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const different = wanted.findIndex((part, index) => parts[index] !== part);
  return different === -1 || (parts[different] ?? 0) > (wanted[different] ?? 0);
}

function escapeForShell(path: string): string {
  return path.replace(/[^A-Za-z0-9_./@%+:,=\x80-\uffff-]/g, '\\$&');
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
