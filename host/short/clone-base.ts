/**
 * Takes over from the snapshot before what has not changed, by hard links, and puts what was pulled beside it. All by cp(1) of
 * GNU coreutils, which makes links as fast as the kernel does and knows attributes, ACLs and nanoseconds of directories.
 *
 * Nothing that has a name in an older snapshot is ever written to: files are linked, directories are new ones.
 */
import { mkdirSync, renameSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { Breather } from '../../process/breather';
import { findProgram } from '../../process/find-program';
import { runProgram } from '../../process/run-program';
import { startProgram, type RunningProgram } from '../../process/start-program';
import { endOf, readLines } from '../../process/read-lines';
import { bytesOf } from '../walk-tree';
import type { Differences } from './compare-lists';

export interface Cloning {
  cp: string;
  env: string;
  xargs: string;
}

/** Asked for by name, since what of "all" cannot be kept is no error to cp. */
const KEPT = '--preserve=mode,ownership,timestamps,links,xattr';
const AT_ONCE = 2;
const MOST_NAMES = 2000;
const LIMIT_MS = 20_000;

/** Undefined where this machine has not got them: other cp's leave out attributes without a word. */
export async function findCloning(): Promise<Cloning | undefined> {
  const [cp, env, xargs] = ['cp', 'env', 'xargs'].map(findProgram);
  if (cp === undefined || env === undefined || xargs === undefined) return undefined;
  const { stdout } = await runProgram({ file: cp, args: ['--version'], timeoutMs: LIMIT_MS });
  const version = /^cp \(GNU coreutils\) (\d+)\.(\d+)/.exec(stdout);
  // env -C is from 8.28.
  const isRecent = version !== null && Number(version[1]) * 1000 + Number(version[2]) >= 8028;
  return isRecent ? { cp, env, xargs } : undefined;
}

/** The whole tree of a snapshot. @throws as below */
export async function cloneTree(
  { cp }: Cloning,
  from: string,
  to: string,
  signal: AbortSignal,
): Promise<void> {
  await endWell(await startProgram({ file: cp, args: ['-dRl', KEPT, '-T', '--', from, to], signal }), signal);
}

/**
 * Takes over what has not changed from a clone that was made beforehand, which loses it.
 *
 * @param from that clone, of the snapshot before
 * @param to a directory that is not there yet
 * @throws the file system's errors, and the signal's reason
 */
export async function moveUnchanged(
  from: string,
  to: string,
  roots: ReadonlyMap<string, Differences>,
  signal: AbortSignal,
): Promise<void> {
  const [old, place] = [from, to].map((tree) => Buffer.from(tree).toString('latin1'));
  const breather = new Breather();
  for (const path of await makeTouched(to, roots)) {
    await breather.breathe(signal);
    renameSync(bytesOf(`${old}/${path}`), bytesOf(`${place}/${path}`));
  }
}

/**
 * @param from the tree of the snapshot before
 * @param to a directory that is not there yet
 * @param roots in no root is another one
 * @throws what cp says, the file system's errors, and the signal's reason
 */
export async function cloneUnchanged(
  { cp, env, xargs }: Cloning,
  from: string,
  to: string,
  roots: ReadonlyMap<string, Differences>,
  signal: AbortSignal,
): Promise<void> {
  const names = (await makeTouched(to, roots)).map((path) => `./${path}\0`);
  if (names.length === 0) return;
  const each = Math.min(MOST_NAMES, Math.ceil(names.length / (4 * AT_ONCE)));
  const program = await startProgram({
    file: env,
    args: [
      ...['-C', from, xargs, '-0', `-P${AT_ONCE}`, `-n${each}`],
      ...[cp, '-dRl', KEPT, '--parents', '-t', to, '--'],
    ],
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    // What xargs has started ends with it.
    ownSession: true,
  });
  program.stdin?.end(bytesOf(names.join('')));
  await endWell(program, signal);
}

/** The directories that are put together of old and new; returns what goes into them as it was, by its path in the tree. */
async function makeTouched(to: string, roots: ReadonlyMap<string, Differences>): Promise<string[]> {
  const paths: string[] = [];
  for (const [root, { touched, unchanged }] of roots) {
    await mkdir(`${to}${root}`, { recursive: true, mode: 0o700 });
    const top = Buffer.from(root === '/' ? '' : `${root}/`)
      .toString('latin1')
      .replace(/^\//, '');
    const place = Buffer.from(to).toString('latin1');
    for (const directory of [...touched].sort()) {
      if (directory !== '') mkdirSync(bytesOf(`${place}/${top}${directory}`), { mode: 0o700 });
    }
    for (const path of unchanged) paths.push(`${top}${path}`);
  }
  return paths;
}

/** Puts what has come from the laptop into the clone; directories that both have get its attributes. @throws as above */
export async function putPulled(
  { cp }: Cloning,
  pulled: string,
  clone: string,
  signal: AbortSignal,
): Promise<void> {
  const args = ['-dRl', KEPT, '-T', '--', pulled, clone];
  await endWell(await startProgram({ file: cp, args, signal }), signal);
}

async function endWell(program: RunningProgram, signal: AbortSignal): Promise<void> {
  let said: string | undefined;
  readLines(program.stdout, 'latin1', () => undefined);
  readLines(program.stderr, 'latin1', (line) => {
    said ??= line;
  });
  const end = await program.ended;
  await Promise.all([endOf(program.stdout), endOf(program.stderr)]);
  signal.throwIfAborted();
  if (end.status !== 0 || said !== undefined) {
    throw new Error(end.startError ?? said ?? `cp ended with status ${end.status ?? 'none'}`);
  }
}
