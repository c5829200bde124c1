/** A tar archive of what waits in a staging directory, piece by piece: nothing is held but one piece of one file. */
import { lstatSync, readdirSync, type BigIntStats } from 'node:fs';
import { open } from 'node:fs/promises';
import { Breather } from '../../../process/breather';
import { findProgram } from '../../../process/find-program';
import { runProgram } from '../../../process/run-program';
import { bytesOf, joinBytes } from '../bytes';
import { readRecorded } from './recorded';
import { END_OF_ARCHIVE, headOf, paddingBehind } from './tar-entry';

/** A directory that does not answer costs an archive its names, and no more. */
const TIMEOUT_MS = 5000;

interface Wanted {
  /** Where each entry waits at its full path, a binary string. */
  files: string;
  /** What goes in, each with all below it. */
  wanted: readonly string[];
  signal: AbortSignal;
  /** With each piece: so many bytes of files are in it by now. */
  onBytes: (bytes: number) => void;
  /** No archive holds one. */
  onSocket: (path: string) => void;
}

const PIECE = 1024 * 1024;
/** A window may be served by this process as well. */
const TURN_MS = 15;

/** A directory before what is in it, names in their bytes' order. Throws what the file system throws. */
export async function* tarOf({ files, wanted, signal, onBytes, onSocket }: Wanted): AsyncGenerator<Buffer> {
  const names = new OwnerNames();
  const breather = new Breather(TURN_MS);
  const firstNames = new Map<bigint, string>();
  const waiting = [...wanted].sort().reverse();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    await breather.breathe(signal);
    const staged = files + path;
    const stats = lstatSync(bytesOf(staged), { bigint: true });
    const recorded = readRecorded(staged, stats);
    if (recorded.kind === 'socket') {
      onSocket(path);
      continue;
    }
    const own = path.slice(1);
    const hardLinkTo =
      recorded.kind === 'directory' || stats.nlink === 1n ? undefined : firstNames.get(stats.ino);
    firstNames.set(stats.ino, hardLinkTo ?? own);
    const size = recorded.kind === 'file' && hardLinkTo === undefined ? Number(stats.size) : 0;
    const [user, group] = await Promise.all([names.user(recorded.uid), names.group(recorded.gid)]);
    const entry = { path: own, size, user, group, ...(hardLinkTo !== undefined && { hardLinkTo }) };
    yield headOf(entry, recorded);
    if (size > 0) yield* contentsOf(staged, stats, onBytes);
    if (recorded.kind === 'directory') waiting.push(...childrenOf(staged, path).reverse());
  }
  yield END_OF_ARCHIVE;
}

function childrenOf(staged: string, path: string): string[] {
  const names = readdirSync(bytesOf(staged), { encoding: 'latin1' }).sort();
  return names.map((name) => joinBytes(path, name));
}

async function* contentsOf(
  staged: string,
  { size }: BigIntStats,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const whole = Number(size);
  const file = await open(bytesOf(staged), 'r');
  try {
    for (let at = 0; at < whole;) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(Math.min(PIECE, whole - at)));
      if (bytesRead === 0) throw new Error('a file has become shorter while it was packed');
      at += bytesRead;
      onBytes(bytesRead);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
  yield paddingBehind(whole);
}

/**
 * What users and groups are called on this machine, which a snapshot does not say; by getent(1), so that any directory
 * is asked.
 */
class OwnerNames {
  readonly #known = new Map<string, Promise<string | undefined>>();

  user(uid: number): Promise<string | undefined> {
    return this.#ask('passwd', uid);
  }

  group(gid: number): Promise<string | undefined> {
    return this.#ask('group', gid);
  }

  #ask(database: 'passwd' | 'group', id: number): Promise<string | undefined> {
    const key = `${database} ${id}`;
    const name = this.#known.get(key) ?? askSystem(database, id);
    this.#known.set(key, name);
    return name;
  }
}

async function askSystem(database: string, id: number): Promise<string | undefined> {
  const file = findProgram('getent');
  if (file === undefined) return undefined;
  const { stdout } = await runProgram({ file, args: [database, String(id)], timeoutMs: TIMEOUT_MS });
  return /^([^:\n]+):/.exec(stdout)?.[1];
}
