/** Everything that comes from the laptop: by the short comparison, or else all of it as rsync compares it. */
import { anySignal } from '../process/any-signal';
import type { Report } from '../shared/report';
import { ProgressFollower } from './follow-progress';
import type { Job, Surroundings, Transfer } from './job';
import { SpaceWatch } from './keep/space-watch';
import { startAnew } from './prepare-partial';
import { baseWithout } from './proof/base-without';
import type { Wanted } from './proof/plan-heal';
import type { PullContext } from './pull-root';
import { pullSnapshot, pullUntilLinksFit, type PulledSnapshot, type SnapshotPull } from './pull-snapshot';
import { removeTree } from './remove-tree';
import { failure, messageOf, success, type Result } from './result';
import { askLists, type Lists } from './short/ask-lists';
import { cloneUnchanged, moveUnchanged, putPulled } from './short/clone-base';
import { takeNext } from './short/next-clone';
import { readKnownTree, type KnownTree } from './short/known-tree';
import {
  exchange,
  judgeArrived,
  knownAfter,
  planShort,
  withUnchanged,
  type ShortPlan,
} from './short/short-comparison';
import { snapshotPaths, type MachinePaths } from './store-layout';

export interface FetchedSnapshot {
  pulled: PulledSnapshot;
  /** What the snapshot holds, for the next comparison; undefined where that is not known. */
  known: KnownTree | undefined;
}

interface Sources {
  /** What of the base is bad, and must come from the laptop. */
  wanted: readonly Wanted[];
  /** Trees that interrupted runs left to link from, the newest first. */
  earlier: readonly string[];
}

/** @throws the signal's reason, and what the file system throws */
export async function fetchSnapshot(
  job: Job,
  transfer: Transfer,
  pull: SnapshotPull,
  { wanted, earlier }: Sources,
  surroundings: Surroundings,
): Promise<Result<FetchedSnapshot>> {
  const { paths } = job;
  const { plan } = transfer;
  const { log, signal } = surroundings;
  const { offersLists, takesNames = false, roots } = job.request.extension;
  const files = snapshotPaths.files(paths.partial(plan.snapshot));
  const lists = offersLists === true ? await listsWithinLimit(transfer, roots, surroundings) : undefined;
  let trees = earlier;
  let before: KnownTree | undefined;
  if (plan.base !== undefined) {
    before = lists === undefined ? undefined : await readKnownTree(paths, plan.base);
    const { excludeList } = job.request;
    const given = { lists, known: before, excludeList, takesNames, bad: wanted.length };
    const short = await planShort(given, transfer.directory.path);
    const came =
      typeof short === 'string'
        ? { reason: short }
        : await fetchShort(job, transfer, pull, { short, earlier }, surroundings);
    if ('ok' in came) return came;
    log(`the whole tree is compared: ${came.reason}`);
    if (typeof short !== 'string')
      trees = await startAnew(paths.partial(plan.snapshot), job.request.excludeList);
  }
  const base = plan.base === undefined ? [] : [await baseWithout(paths, plan.base, wanted, trees, signal)];
  const pulled = await pullUntilLinksFit(
    (links) => pullWatched(job, transfer, surroundings, (to) => pullSnapshot(pull, [...links, ...base], to)),
    trees,
    () => startAnew(paths.partial(plan.snapshot), job.request.excludeList),
    log,
  );
  await removeTree(paths.healing, signal);
  if (!pulled.ok) return pulled;
  return success({ pulled: pulled.value, known: knownAfter(lists, pulled.value, files, before, undefined) });
}

async function listsWithinLimit(
  { connection, directory, limit }: Transfer,
  roots: readonly string[],
  { log, signal }: Surroundings,
): Promise<Lists | undefined> {
  return askLists(connection, roots, { directory, log, signal: anySignal([signal, limit.signal]) });
}

/** What came, or why nothing was made of it; then what has come is still there, to be linked from. */
async function fetchShort(
  job: Job,
  transfer: Transfer,
  pull: SnapshotPull,
  { short, earlier }: { short: ShortPlan; earlier: readonly string[] },
  surroundings: Surroundings,
): Promise<Result<FetchedSnapshot> | { reason: string }> {
  const { paths } = job;
  const { snapshot, base = '' } = transfer.plan;
  const partial = paths.partial(snapshot);
  const [files, cloned] = [snapshotPaths.files(partial), snapshotPaths.cloned(partial)];
  const from = paths.files(base);
  const { cloning, wanted } = short;
  const { signal } = surroundings;
  const ending = new AbortController();
  const whileOfUse = anySignal([signal, ending.signal]);
  // Side by side: one waits for the laptop, the other for this machine's disk.
  const clone = takeOver(job.paths, base, short, partial, whileOfUse).then(
    () => undefined,
    (error: unknown) => messageOf(error),
  );
  const pulled = await pullWatched(job, transfer, surroundings, (to) =>
    pullSnapshot(pull, [...earlier, from], to, wanted),
  );
  if (!pulled.ok) ending.abort(new Error('nothing came to be put into it'));
  const trouble = await clone;
  signal.throwIfAborted();
  if (!pulled.ok) {
    const { code } = pulled.failure;
    // Of these another way may know better.
    if (code !== 'transfer-failed' && code !== 'too-many-links') return pulled;
    return { reason: `what has changed could not be pulled (${code})` };
  }
  if (trouble !== undefined) return { reason: trouble };
  const arrived = judgeArrived(files, short);
  if (typeof arrived === 'string') return { reason: arrived };
  try {
    await putPulled(cloning, files, cloned, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { reason: messageOf(error) };
  }
  const known = knownAfter(short.lists, pulled.value, files, short.known, { plan: short, arrived });
  await exchange(partial);
  return success({ pulled: withUnchanged(pulled.value, short), known });
}

/** From the clone that was made beforehand, where there is one. */
async function takeOver(
  paths: MachinePaths,
  base: string,
  { cloning, differences }: ShortPlan,
  partial: string,
  signal: AbortSignal,
): Promise<void> {
  const [cloned, taken] = [snapshotPaths.cloned(partial), snapshotPaths.taken(partial)];
  if (await takeNext(paths, base, taken)) {
    try {
      await moveUnchanged(taken, cloned, differences, signal);
    } finally {
      await removeTree(taken);
    }
  } else {
    await cloneUnchanged(cloning, paths.files(base), cloned, differences, signal);
  }
}

/** A transfer that would take more space than it may is ended. */
async function pullWatched(
  job: Job,
  transfer: Transfer,
  surroundings: Surroundings,
  pull: (context: PullContext) => Promise<Result<PulledSnapshot>>,
): Promise<Result<PulledSnapshot>> {
  const watch = new SpaceWatch(job.room, job.paths.partial(transfer.plan.snapshot));
  const report = (line: Report): void => {
    surroundings.report(line);
    watch.follow(line);
  };
  const { limit } = transfer;
  const signal = anySignal([surroundings.signal, watch.signal, limit.signal]);
  const context = pullContext(job, transfer, { ...surroundings, report, signal });
  const pulled = limit.judge(await pull(context));
  const inTheWay = await watch.verdict(pulled.ok);
  return inTheWay === undefined ? pulled : failure(inTheWay);
}

export function pullContext(
  job: Job,
  { directory }: Transfer,
  { report, log, untilHeard, signal }: Surroundings,
): PullContext {
  return {
    rsync: job.programs.rsync,
    directory,
    report,
    progress: new ProgressFollower(report),
    log,
    untilHeard,
    signal,
  };
}
