/**
 * The arguments of the two kinds of pull. What of them goes over the wire is seen by the laptop's guard, which knows
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
}

/** Seconds without a byte after which either end gives up. */
const SILENCE_LIMIT = 300;

export function pullArguments(pull: Pull, unfinishedFiles: string): string[] {
  return [
    '-aHAXS',
    '--fake-super',
    // The destination is empty, unless it is a root within another root: then what the outer pull left there goes.
    '--delete',
    `--partial-dir=${unfinishedFiles}`,
    '--info=progress2',
    ...commonArguments(pull),
  ];
}

/** Without -A and -X: they would look at directories that a dry run does not make, and decide nothing about a file's bytes. */
export function dryRunArguments(pull: Pull, isProbe: boolean): string[] {
  const rules = isProbe ? ['--exclude=*'] : [];
  return ['-n', '-aHS', '--fake-super', '--out-format=%l %n', ...rules, ...commonArguments(pull)];
}

function commonArguments({ root, remoteShell, linkDests, destination, rsyncVersion }: Pull): string[] {
  return [
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
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major > 3 || (major === 3 && (minor > 2 || (minor === 2 && patch >= 4)));
}

function escapeForShell(path: string): string {
  return path.replace(/[^A-Za-z0-9_./@%+:,=\x80-\uffff-]/g, '\\$&');
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
