/**
 * Where a file that is not there any more lies now, where that is certain: the snapshot in which it first is missing has the same
 * file under a name that is new there, and that is what is on this machine by that name. Where two could be it, none is named.
 * Folders have nothing that tells them apart, and are not looked for.
 */
import type { Entry } from '../../shared/give-back';
import { success, type Result } from '../../shared/result';
import { ask, askAll } from '../restore/ask';
import { askVersions } from '../restore/ask-versions';
import { baseOf } from '../restore/bytes';
import type { Source } from '../restore/source';
import { compareNow, lookNow } from './compare-now';

/** More new names between two backups are a new disk full of files, not one that was moved. */
const MOST_NEW = 20_000;
/** How often it may have been moved since. */
const MOST_MOVES = 10;

/**
 * Its path of now, a binary string; undefined where it is there, was no file, or nothing is certain. Fails as ask does.
 *
 * @param path absolute, a binary string
 */
export async function findMoved(
  source: Source,
  path: string,
  signal: AbortSignal,
): Promise<Result<string | undefined>> {
  const snapshots = await askAll(source, { ask: 'snapshots' }, 'snapshot', signal);
  if (!snapshots.ok) return snapshots;
  const names = snapshots.value.map(({ snapshot }) => snapshot).sort();
  let at = path;
  for (let moves = 0; moves < MOST_MOVES && (await lookNow(at)) === 'gone'; moves += 1) {
    const next = await followOnce(source, at, names, signal);
    if (!next.ok || next.value === undefined) return next.ok ? success(undefined) : next;
    const { entry } = next.value;
    if ((await compareNow(entry.path, entry)) === 'same') return success(entry.path);
    at = entry.path;
  }
  return success(undefined);
}

/** What it is called in the first snapshot that does not have it by this name. */
async function followOnce(
  source: Source,
  path: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Result<{ entry: Entry } | undefined>> {
  const versions = await askVersions(source, path, signal);
  if (!versions.ok) return versions;
  const last = versions.value.at(-1);
  const without = last === undefined ? undefined : names[names.indexOf(last.last) + 1];
  if (last?.entry.kind !== 'file' || without === undefined) return success(undefined);
  const changes = await readChanges(source, { from: last.last, to: without }, signal);
  if (!changes.ok) return changes;
  const { added, removed } = changes.value;
  if (added.length === 0 || added.length > MOST_NEW) return success(undefined);
  const asked = { ask: 'tree', snapshot: without, paths: added } as const;
  const entries = await askAll(source, asked, 'entry', signal);
  if (!entries.ok) return entries;
  // A version's entry does not tell the checksum.
  const then = await askAll(source, { ask: 'tree', snapshot: last.last, paths: [path] }, 'entry', signal);
  if (!then.ok) return then;
  const [before] = then.value;
  const isOnly = removed.filter((one) => baseOf(one) === baseOf(path)).length === 1;
  const same = before === undefined ? [] : entries.value.filter((entry) => isSame(before, entry, isOnly));
  const [entry, other] = same;
  return success(entry === undefined || other !== undefined ? undefined : { entry });
}

/** The files that are new, and those that have gone. Fails as ask does. */
async function readChanges(
  source: Source,
  { from, to }: { from: string; to: string },
  signal: AbortSignal,
): Promise<Result<{ added: string[]; removed: string[] }>> {
  const added: string[] = [];
  const removed: string[] = [];
  const asked = await ask(
    source,
    { ask: 'changes', from, to, path: '/' },
    (answer) => {
      if (answer.answer !== 'change' || answer.directory || answer.how === 'changed') return;
      const list = answer.how === 'added' ? added : removed;
      if (list.length <= MOST_NEW) list.push(answer.path);
    },
    signal,
  );
  return asked.ok ? success({ added, removed }) : asked;
}

/**
 * One inode of the store is one file. What came over once more has the same contents and time: a time that is finer than a
 * second is no other file's; one of whole seconds, as archives and cameras give it, tells less, so that the name must be the same.
 *
 * @param isOnly no other one of that name has gone
 */
function isSame(one: Entry, other: Entry, isOnly: boolean): boolean {
  if (other.kind !== 'file' || other.size !== one.size || other.mtimeMs !== one.mtimeMs) return false;
  if (other.ino === one.ino) return true;
  if (one.size === 0 || one.sha256 === undefined || one.sha256 !== other.sha256) return false;
  return one.mtimeMs % 1000 !== 0 || (isOnly && baseOf(other.path) === baseOf(one.path));
}
