/**
 * The rsyncs to test with: those that scripts/setup/rsync-versions.sh has unpacked, or else this machine's own. Programs
 * under test look for rsync in the system's directories, so one of these is put there for them alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface RsyncVersion {
  /** As rsync itself says it: "3.2.7". */
  version: string;
  /** Absolute; nothing else is in its directory that a PATH would find. */
  path: string;
}

const SYSTEM_RSYNC = '/usr/bin/rsync';
const SCRIPT = fileURLToPath(new URL('own-rsync.sh', import.meta.url));

/** At least one, the oldest first, each version once. A fixed list of each would go out of date with the archive. */
export const RSYNC_VERSIONS: readonly RsyncVersion[] = findRsyncVersions();

function findRsyncVersions(): RsyncVersion[] {
  const unpacked = process.env.LATCHKEY_RSYNC_VERSIONS;
  const paths =
    unpacked !== undefined && existsSync(unpacked)
      ? readdirSync(unpacked).map((name) => join(unpacked, name, 'usr/bin/rsync'))
      : [];
  const found = new Map<string, string>();
  for (const path of [...paths.filter((path) => existsSync(path)).sort(), SYSTEM_RSYNC]) {
    const version = versionOf(path);
    // One that was fetched for another system (a library of its own is missing) does not start.
    if (version !== undefined && !found.has(version)) found.set(version, path);
  }
  if (found.size === 0) throw new Error('There is no rsync to test with.');
  return [...found].map(([version, path]) => ({ version, path })).sort(byVersion);
}

function versionOf(path: string): string | undefined {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return /^rsync +version v?(\S+)/.exec(stdout)?.[1];
}

function byVersion(one: RsyncVersion, other: RsyncVersion): number {
  return one.version.localeCompare(other.version, 'en', { numeric: true });
}

/** What to put before a command, so that it and all that it starts find this rsync in the place of the system's. */
export function withRsync({ path }: RsyncVersion): string[] {
  return path === SYSTEM_RSYNC ? [] : ['sh', SCRIPT, path];
}

/** A PATH that finds this rsync first, for what looks for it there. */
export function pathWith({ path }: RsyncVersion, rest = '/usr/bin:/bin:/usr/sbin:/sbin'): string {
  return `${dirname(path)}:${rest}`;
}
