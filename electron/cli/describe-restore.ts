/** What a restore will do, and has done, in the words of the terminal and as JSON. */
import { formatBytes, formatCount, formatNumber } from '../../shared/words';
import { wordsBeside, type RestoreOutcome } from '../restore/go-on';
import { foreseeName } from '../restore/place';
import type { RestoreMode } from '../restore/plan';
import type { Preview } from '../restore/restore';
import { showBytes, timeOfSnapshot } from './describe-entry';
import { named } from './named';
import { pathAsJson } from './path-as-json';

export function describePreview(
  snapshot: string,
  mode: RestoreMode,
  { plan, files, bytes }: Preview,
): string[] {
  const { moves, left, own, refused, followed } = plan;
  return [
    `From ${timeOfSnapshot(snapshot)} (${snapshot}): ${formatCount(files, 'file')}, ${formatBytes(bytes)}. Nothing was changed.`,
    ...named(moves, (move) => {
      const { as, aside } = foreseeName(move, mode, wordsBeside(snapshot));
      const before = aside === undefined ? '' : `; what is there becomes ${showBytes(aside)}`;
      return `${showBytes(move.source)} -> ${showBytes(as)}${before}`;
    }),
    ...describeFollowed(followed),
    ...(mode.kind === 'only-missing' ? [] : [`Where a name is taken: ${TAKEN[mode.kind]}`]),
    ...describeLeft(left),
    ...describeOwn(own),
    ...named(refused, ({ path, why }) => `not: ${showBytes(path)}: ${showBytes(why)}`),
  ];
}

const TAKEN: Record<Exclude<RestoreMode['kind'], 'only-missing'>, string> = {
  beside: 'what comes back is called "… (from …)", beside what is there.',
  to: 'what comes back is called "… (from …)", beside what is there.',
  swap: 'what is there is called "… (before restore)".',
};

const NOTHING_MISSING =
  'Nothing of that snapshot is missing. An older one may have more: "latchkey --find NAME --deleted", then --at.';

/** `lines` for the standard output, `problems` for the standard error. */
export function describeRestore(outcome: RestoreOutcome): { lines: string[]; problems: string[] } {
  const { placed, snapshot, cancelled, waiting } = outcome;
  const from = `from ${timeOfSnapshot(snapshot)}`;
  const lines = [
    ...named(placed, ({ path, as, aside }) => {
      const before = aside === undefined ? '' : `; what was there is ${showBytes(aside)}`;
      return path === as ? `${showBytes(as)}${before}` : `${showBytes(path)} -> ${showBytes(as)}${before}`;
    }),
    ...describeFollowed(outcome.followed),
    ...describeLeft(outcome.left),
    ...describeOwn(outcome.own),
    cancelled ? 'Restore cancelled.' : `Restored ${from}: ${formatCount(placed.length, 'item')}.`,
    ...(placed.length === 0 && outcome.left.length > 0 ? [NOTHING_MISSING] : []),
    ...(placed.length > 0 && !cancelled ? ['"latchkey --undo" undoes this, within seven days.'] : []),
  ];
  return { lines, problems: [...describeProblems(outcome), ...describeWaiting(waiting)] };
}

function describeProblems({ refused, rotten, notInFull, troubles }: RestoreOutcome): string[] {
  return [
    ...section(refused, 'could not be put back:', ({ path, why }) => `${showBytes(path)}: ${showBytes(why)}`),
    ...section(
      rotten,
      'came back, but not as backed up: the disk with the snapshots has changed the contents. Look for an older version (--versions):',
      showBytes,
    ),
    ...section(
      notInFull,
      'came back without all of owner, group, setuid, ACL and attributes, which takes root or is not known to this file system:',
      showBytes,
    ),
    // Mostly what is named above already, in rsync's own words.
    ...([refused, rotten, notInFull].some((list) => list.length > 0) ? [] : troubles),
  ];
}

function describeWaiting(waiting: readonly string[] | undefined): string[] {
  if (waiting === undefined) return [];
  return [`The rest waits in ${waiting.join(', ')}: "latchkey --resume" goes on.`];
}

function describeFollowed(followed: readonly { from: string; to: string }[]): string[] {
  return followed.map(({ from, to }) => `${showBytes(from)} leads to ${showBytes(to)}: it is put there.`);
}

function describeLeft(left: readonly string[]): string[] {
  return left.length === 0 ? [] : [`There already, and left as they are: ${formatNumber(left.length)}.`];
}

function describeOwn(own: readonly string[]): string[] {
  return own.map(
    (path) => `${showBytes(path)} is Latchkey's own state and was left out; name it to have it, or use --to.`,
  );
}

function section<T>(list: readonly T[], words: string, show: (one: T) => string): string[] {
  if (list.length === 0) return [];
  return [`${formatCount(list.length, 'path')} ${words}`, ...named(list, show)];
}

export function previewAsJson(snapshot: string, { plan, files, bytes }: Preview): object {
  return {
    ...{ type: 'preview', snapshot, files, bytes },
    moves: plan.moves.map(({ source, target }) => ({ from: json(source), to: json(target) })),
    left: plan.left.map(json),
    own: plan.own.map(json),
    refused: plan.refused.map(({ path, why }) => ({ ...json(path), why })),
    followed: plan.followed.map(({ from, to }) => ({ from: json(from), to: json(to) })),
  };
}

export function restoreAsJson(outcome: RestoreOutcome): object {
  const { id, snapshot, cancelled, placed, left, own, refused, followed, rotten, notInFull } = outcome;
  return {
    ...{ type: 'restored', id, snapshot, cancelled, troubles: outcome.troubles },
    placed: placed.map(({ path, as, aside }) => ({
      ...json(path),
      as: json(as),
      ...(aside !== undefined && { aside: json(aside) }),
    })),
    left: left.map(json),
    own: own.map(json),
    refused: refused.map(({ path, why }) => ({ ...json(path), why })),
    followed: followed.map(({ from, to }) => ({ from: json(from), to: json(to) })),
    rotten: rotten.map(json),
    notInFull: notInFull.map(json),
    ...(outcome.waiting !== undefined && { waiting: outcome.waiting }),
  };
}

function json(path: string): object {
  return pathAsJson(Buffer.from(path, 'latin1'));
}
