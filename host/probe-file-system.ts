/**
 * Tries what a store's file system can do: hard links, symbolic links, the extended attributes that rsync --fake-super
 * needs, names that differ only a little, and how exactly it keeps times.
 */
import { chmod, link, mkdtemp, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../process/find-program';
import { runProgram } from '../process/run-program';
import { whyNotStarted } from '../process/why-not-started';
import { removeTree } from './remove-tree';
import { removeProbes } from './machine-lock';
import { failure, success, type Result } from './result';
import { nameStoreError, saysFull } from './store-failure';
import { PROBE_PREFIX } from './store-layout';

export interface FileSystem {
  /** `coarser`: to a part of a second, such as NTFS and SMB (100 ns). `seconds`: ext3, ext4 with inodes of 128 bytes. */
  times: 'nanoseconds' | 'coarser' | 'seconds';
}

/** Tries each ability in a directory of its own. Call it under the machine's lock. */
export async function probeFileSystem(directory: string, rsync: string): Promise<Result<FileSystem>> {
  let probe: string | undefined;
  try {
    await removeProbes({ directory });
    probe = await mkdtemp(join(directory, PROBE_PREFIX));
    return await tryAbilities(probe, rsync);
  } catch (error) {
    return failure(nameStoreError(error));
  } finally {
    if (probe !== undefined) await removeTree(probe).catch(() => undefined);
  }
}

async function tryAbilities(probe: string, rsync: string): Promise<Result<FileSystem>> {
  const file = join(probe, 'file');
  await writeFile(file, 'latchkey\n', { mode: 0o600 });
  if (!(await works(link(file, join(probe, 'hard-link'))))) {
    return failure({ code: 'store-lacks', lack: 'hard-links' });
  }
  if (!(await works(symlink('file', join(probe, 'symbolic-link'))))) {
    return failure({ code: 'store-lacks', lack: 'symbolic-links' });
  }
  if (!(await keepsModes(file))) return failure({ code: 'store-lacks', lack: 'modes' });
  if (!(await tellsNamesApart(probe))) return failure({ code: 'store-lacks', lack: 'names' });
  const attributes = await tryAttributes(file, probe, rsync);
  return attributes.ok ? success({ times: await resolutionOfTimes(file) }) : attributes;
}

/** What a file system cannot do is refused with one of these; anything else, a full disk say, is another trouble. */
const CANNOT = new Set(['EPERM', 'EOPNOTSUPP', 'ENOTSUP', 'ENOSYS', 'EINVAL', 'EMLINK', 'EXDEV']);

async function works(attempt: Promise<void>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if (CANNOT.has((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/**
 * Some file systems say yes to chmod(2) and do nothing. rsync --fake-super believes them: the mode is lost, and the file is
 * stored anew each time, since its mode seems to have changed.
 */
async function keepsModes(file: string): Promise<boolean> {
  for (const mode of [0o640, 0o700, 0o600]) {
    if (!(await works(chmod(file, mode)))) return false;
    if (((await stat(file)).mode & 0o777) !== mode) return false;
  }
  return true;
}

/** In case, and in how an accent is written (é as one character or as two). */
async function tellsNamesApart(probe: string): Promise<boolean> {
  try {
    for (const name of ['name', 'NAME', 'e\u0301', '\u00e9']) {
      await writeFile(join(probe, name), '', { flag: 'wx', mode: 0o600 });
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Node knows no extended attributes: rsync is asked to do the very thing that it will have to do. */
async function tryAttributes(file: string, probe: string, rsync: string): Promise<Result<undefined>> {
  const ended = await runProgram({
    file: rsync,
    args: ['-a', '--fake-super', '--chown=12345:12345', file, join(probe, 'foreign-owner')],
    timeoutMs: 30_000,
  });
  const { status, stderr } = ended;
  if (status === 0) return success(undefined);
  const starved = whyNotStarted(ended);
  if (starved !== undefined) {
    return failure({ code: 'host-program-not-started', program: 'rsync', detail: starved });
  }
  if (saysFull(stderr)) return failure({ code: 'store-full' });
  if (stderr.includes('xattr')) return failure({ code: 'store-lacks', lack: 'attributes' });
  return failure({ code: 'store-unusable', detail: `rsync cannot write there: ${stderr.trim()}` });
}

/**
 * By a time whose nine digits no coarser clock keeps. Node's own utimes stops at microseconds; without `touch` (coreutils)
 * only whole seconds are told from parts of one.
 */
async function resolutionOfTimes(file: string): Promise<FileSystem['times']> {
  const touch = findProgram('touch');
  const args = ['-d', '@1000000000.123456789', file];
  const touched =
    touch !== undefined && (await runProgram({ file: touch, args, timeoutMs: 30_000 })).status === 0;
  if (!touched) await utimes(file, 1_000_000_000.5, 1_000_000_000.5);
  const { mtimeNs } = await stat(file, { bigint: true });
  if (mtimeNs === 1_000_000_000_123_456_789n) return 'nanoseconds';
  return mtimeNs % 1_000_000_000n === 0n ? 'seconds' : 'coarser';
}
