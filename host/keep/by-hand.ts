/** What a store's owner does to the snapshots of one machine: pin, unpin, drop, remove. */
import { EXIT } from '../../shared/exit-codes';
import type { ByHand } from '../command';
import { pointLatestTo } from '../complete-snapshot';
import { lockMachine } from '../machine-lock';
import { isDirectory } from '../prepare-partial';
import { endAfterBackup } from '../proof/start-after-backup';
import { lastCompleted, readMachine } from '../read-machine';
import { describeFailure } from '../../shared/describe-failure';
import { dropNext } from '../short/next-clone';
import { MachinePaths } from '../store-layout';
import { dropSnapshot, nextNewerOf } from './drop-snapshot';
import { readPins, writePins } from './pins';
import { readHistory } from './read-history';
import { formatRemoved, removePath } from './remove-path';

/** What to say, and whether it was done. */
type Answer = { done: true; words: string } | { done: false; words: string };

interface Mouths {
  tell: (words: string) => void;
  complain: (words: string) => void;
}

/** Returns the exit code. Throws what the file system throws. */
export async function actByHand(
  command: { store: string; machine: string } & ByHand,
  { tell, complain }: Mouths,
): Promise<number> {
  const paths = new MachinePaths(command.store, command.machine);
  const { done, words } = await underLock(paths, () => act(paths, command));
  if (done) tell(words);
  else complain(words);
  return done ? EXIT.completed : EXIT.failed;
}

async function underLock(paths: MachinePaths, work: () => Promise<Answer>): Promise<Answer> {
  if (!(await isDirectory(paths.directory))) return refuse(`${paths.store} has no machine ${paths.machine}`);
  const lock = await lockMachine(paths);
  if (!lock.ok) {
    const { sentence } = describeFailure(lock.failure);
    return refuse(lock.holder === undefined ? sentence : `${sentence} It is process ${lock.holder.pid}.`);
  }
  try {
    // What reads the store would find things gone that its owner is taking away.
    await endAfterBackup(paths);
    return await work();
  } finally {
    lock.release();
  }
}

async function act(paths: MachinePaths, command: ByHand): Promise<Answer> {
  if (command.act === 'remove') {
    const removed = await removePath(paths, command.path);
    return removed.ok ? did(formatRemoved(command.path, removed.value)) : refuse(removed.reason);
  }
  const { snapshot } = command;
  const pins = readPins(paths);
  if (command.act === 'unpin') {
    if (!pins.delete(snapshot)) return refuse(`${snapshot} is not pinned`);
    writePins(paths, pins);
    return did(`${snapshot} is no longer pinned: the rules decide about it.\n`);
  }
  const { complete } = await readMachine(paths);
  if (!complete.includes(snapshot)) return refuse(`${paths.machine} has no complete snapshot ${snapshot}`);
  if (command.act === 'drop') return dropByHand(paths, snapshot, pins);
  pins.set(snapshot, command.label);
  writePins(paths, pins);
  return did(`${snapshot} is pinned: it stays until it is unpinned.\n`);
}

async function dropByHand(
  paths: MachinePaths,
  snapshot: string,
  pins: ReadonlyMap<string, string>,
): Promise<Answer> {
  if (pins.has(snapshot)) return refuse(`${snapshot} is pinned; --unpin it first`);
  const { ordered, rules } = await readHistory(paths);
  if (rules.held.has(snapshot)) {
    return refuse(`${snapshot} is held, because a backup looked wrong; --release the hold first`);
  }
  if (rules.read?.has(snapshot) === true)
    return refuse(`${snapshot} is being read by a restore, or handed on; wait for its end`);
  const others = ordered.filter(({ name }) => name !== snapshot);
  const newest = others.at(-1)?.name;
  if (newest === undefined) return refuse(`${snapshot} is the only complete snapshot`);
  if (lastCompleted(await readMachine(paths)) === snapshot) await pointLatestTo(paths, newest);
  await dropNext(paths);
  await dropSnapshot(paths, snapshot, nextNewerOf(snapshot, ordered));
  return did(`${snapshot} is deleted.\n`);
}

function did(words: string): Answer {
  return { done: true, words };
}

function refuse(words: string): Answer {
  return { done: false, words };
}
