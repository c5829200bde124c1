/** What the snapshot has of what is wanted, and what would become of it: nothing is touched. */
import type { Entry } from '../../shared/give-back';
import { failure, success, type Result } from '../../shared/result';
import { toBytes } from '../exclude/list-text';
import { realPlaceOf } from '../settings/place-inside';
import { userPaths } from '../settings/user-paths';
import { checkArchive, planArchive } from './archive/plan-archive';
import { ask, askAll } from './ask';
import { askVersions } from './ask-versions';
import { isBelow, shown } from './bytes';
import type { Moved } from './find-place';
import { planRestore, type Plan, type RestoreMode } from './plan';
import {
  NOTHING_ROTTEN,
  planWithout,
  settledBelow,
  settleRotten,
  withSettled,
  type Settled,
} from './settle-rotten';
import type { Source } from './source';
import { bytesOfEntries } from './stage';

export interface RestoreRequest {
  source: Source;
  snapshot: string;
  /** Absolute, binary strings. */
  paths: readonly string[];
  mode: RestoreMode;
  moved?: Moved | undefined;
}

/** What the snapshot has, and what of it comes back. */
export interface Listed {
  listed: ReadonlyMap<string, Entry>;
  entries: ReadonlyMap<string, Entry>;
  settled: Settled;
}

export type LookedAt = Listed & { plan: Plan };

export const NOTHING_LISTED: Listed = { listed: new Map(), entries: new Map(), settled: NOTHING_ROTTEN };

/** Fails as ask and settleRotten do, and where an archive's name is taken. */
export async function lookAtSnapshot(
  request: RestoreRequest,
  signal: AbortSignal,
): Promise<Result<LookedAt>> {
  const { source, snapshot, mode, moved } = request;
  const free = mode.kind === 'archive' ? checkArchive(mode.file) : success(undefined);
  if (!free.ok) return free;
  const read = await readSettled(request, signal);
  if (!read.ok) return read;
  const { listed, entries, settled } = read.value;
  // Planned by what was listed: what is lost has a place, too, and is missed there.
  const planned = (plan: Plan): Result<LookedAt> => {
    const wanted = plan.moves.flatMap((move) => move.wanted);
    const its = settledBelow(settled, wanted, listed);
    return success({ listed, entries, settled: its, plan: planWithout(plan, its) });
  };
  if (mode.kind === 'archive') return planned(planArchive(listed, mode.file));
  const snapshots = await askAll(source, { ask: 'snapshots' }, 'snapshot', signal);
  if (!snapshots.ok) return snapshots;
  const roots = snapshots.value.find((one) => one.snapshot === snapshot)?.roots ?? [];
  const binary = roots.map((root) => Buffer.from(root).toString('latin1'));
  return planned(await planRestore({ entries: listed, mode, roots: binary, moved, own: ownState(moved) }));
}

/** Fails as readEntries and settleRotten do. */
export async function readSettled(
  question: Pick<RestoreRequest, 'source' | 'snapshot' | 'paths'>,
  signal: AbortSignal,
): Promise<Result<Listed>> {
  const listed = await readEntries(question, signal);
  if (!listed.ok) return listed;
  const settled = await settleRotten(question.source, listed.value, signal);
  if (!settled.ok) return settled;
  const entries = withSettled(listed.value, settled.value);
  return success({ listed: listed.value, entries, settled: settled.value });
}

/** Names the newest snapshot that has what this one does not. */
async function readEntries(
  { source, snapshot, paths }: Pick<RestoreRequest, 'source' | 'snapshot' | 'paths'>,
  signal: AbortSignal,
): Promise<Result<Map<string, Entry>>> {
  const entries = new Map<string, Entry>();
  const asked = await ask(
    source,
    { ask: 'tree', snapshot, paths: [...paths] },
    (answer) => {
      if (answer.answer === 'entry') entries.set(answer.path, answer);
    },
    signal,
  );
  if (asked.ok) return success(entries);
  const { failure: reason } = asked;
  if (reason.code !== 'restore-no-path') return asked;
  const missing = paths.find((path) => shown(path) === reason.path);
  if (missing === undefined) return asked;
  const versions = await askVersions(source, missing, signal);
  const last = versions.ok ? (versions.value.at(-1)?.last ?? null) : null;
  return failure({ ...reason, last });
}

/** While it is fetched: the bad ones as well, and what replaces them. */
export function bytesToFetch(
  wanted: readonly string[],
  listed: ReadonlyMap<string, Entry>,
  { replacements }: Settled,
): number {
  const instead = new Map([...replacements].map(([path, { entry }]) => [path, entry]));
  return bytesOfEntries(wanted, listed) + bytesOfEntries(wanted, instead);
}

/**
 * Latchkey's own state among the files that come back: it tells of the machine as it is now.
 * The state directory as it is written and as it is reached, either of which a snapshot may have, also where it was before
 * what it is in had another name; binary strings.
 */
function ownState(moved: Moved | undefined): string[] {
  const { stateDirectory } = userPaths();
  const own = [...new Set([stateDirectory, realPlaceOf(stateDirectory)])].map(toBytes);
  if (moved === undefined) return own;
  const { from, to } = moved;
  return [...own, ...own.filter((one) => isBelow(one, to)).map((one) => from + one.slice(to.length))];
}
