/** What is seen of a new snapshot: by rsync's figures where they say that little has happened, else file by file. */
import type { Sign } from '../../shared/alarm';
import type { MachineContent } from '../read-machine';
import { readSnapshotRecord } from '../snapshot-record';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import type { AlarmState, Watch } from './alarm-state';
import { compareTrees, type TreeDifference } from './compare-trees';
import { countEncrypted } from './entropy';
import { findAnchor, findOrigin, findReference, type Reference } from './find-reference';
import { findSigns, isTouched, signOfMuchTouched } from './find-signs';
import { look } from './look';
import { isReasonToLook, type NewSnapshot } from './reasons-to-look';
import { addBounds, boundsOfStep, mayHaveSigns, NO_BOUNDS, type Bounds } from './screen';

export interface Context {
  paths: MachinePaths;
  fresh: NewSnapshot;
  content: MachineContent;
  state: AlarmState;
  signal: AbortSignal;
  now: Date;
}

export interface Looked {
  reference: string;
  signs: Sign[];
  /** What the signs are against: the reference, or where they added up since an earlier one, that. */
  since: string;
  watch: Watch;
  /** Files were not compared. */
  isScreened: boolean;
  /** For the state, where nothing looks wrong. */
  tags: string[] | null;
}

const DAY_MS = 86_400_000;

/** Undefined: there is nothing to compare with. @throws where that could not be done */
export async function lookAt(context: Context): Promise<Looked | undefined> {
  const { paths, content, state } = context;
  const reference = await findReference(paths, content, state.accepted);
  if (reference === undefined) return undefined;
  const quiet = await watchIfQuiet(context, reference);
  if (quiet === undefined) return walk(context, reference);
  return {
    ...{ reference: reference.snapshot, signs: [], since: reference.snapshot },
    ...{ watch: quiet, isScreened: true, tags: state.tags },
  };
}

/** Where the figures say that no sign can be there, what is known from now on. */
async function watchIfQuiet(context: Context, reference: Reference): Promise<Watch | undefined> {
  const { paths, fresh } = context;
  const known = watchUntilBase(context, reference);
  if (known === undefined) return undefined;
  const since = await boundsSince(context, known);
  if (since === undefined || mayHaveSigns(since)) return undefined;
  if (isTouched(known.touched + since.touched, known.anchorFiles)) return undefined;
  if (await isReasonToLook(paths, reference, fresh)) return undefined;
  return { ...known, since, last: fresh.snapshot };
}

/** What was known until the snapshot that was linked from, where that is of today, and about this reference. */
function watchUntilBase({ fresh, content, state, now }: Context, reference: Reference): Watch | undefined {
  const known = state.watch;
  // What an interrupted backup fetched is linked, not transferred.
  if (known === null || fresh.isResumed || known.last !== fresh.base) return undefined;
  if (known.walked !== reference.snapshot || !content.complete.includes(known.anchor)) return undefined;
  const age = now.getTime() - Date.parse(known.walkedAt);
  // A clock that was set back says nothing about how long ago that was.
  return age >= 0 && age < DAY_MS ? known : undefined;
}

/** From the reference to the last one, and from there to this one: no more than both together. */
async function boundsSince({ paths, fresh }: Context, known: Watch): Promise<Bounds | undefined> {
  const base = await readSnapshotRecord(paths.complete(known.last));
  if (!base.ok) return undefined;
  return addBounds(known.since, boundsOfStep(base.value.totals.files, fresh.stats, fresh.findings));
}

/**
 * All signs against the last good one, and against one of up to a week ago: a bit of each a day must add up. Once a day, or
 * where nothing is known, also what was touched since up to 30 days ago.
 */
async function walk(context: Context, reference: Reference): Promise<Looked> {
  const { paths, fresh, content, state, now } = context;
  const difference = await compareWith(context, reference);
  const anchor = await findAnchor(paths, content, reference, state.accepted, now);
  const sinceAnchor = await compareOnce(context, anchor, reference, difference);
  const known = watchUntilBase(context, reference);
  const origin = known ? anchor : await findOrigin(paths, content, anchor, state.releasedAt, now);
  const sinceOrigin = await compareOnce(context, origin, anchor, sinceAnchor);
  const seen = [
    { since: reference, signs: signsOf(context, reference, difference) },
    { since: anchor, signs: signsOf(context, anchor, sinceAnchor) },
    { since: origin, signs: signOfMuchTouched(sinceOrigin) },
  ];
  const watch: Watch = {
    ...{ walkedAt: known?.walkedAt ?? now.toISOString(), walked: fresh.snapshot, last: fresh.snapshot },
    ...{ since: NO_BOUNDS, anchor: anchor.snapshot, anchorFiles: sinceAnchor.files },
    touched: sinceAnchor.gone.length + sinceAnchor.changed.length,
  };
  return {
    ...{ reference: reference.snapshot, ...addUp(seen), watch },
    ...{ isScreened: false, tags: difference.tags },
  };
}

/** Each kind of sign once, where it says most; the oldest snapshot that one of them is against. */
function addUp(seen: readonly { since: Reference; signs: Sign[] }[]): Pick<Looked, 'signs' | 'since'> {
  let signs: Sign[] = [];
  let since = seen[0]?.since.snapshot ?? '';
  for (const more of seen) {
    const known = new Map(signs.map((sign) => [sign.code, sign]));
    const adding = more.signs.filter((sign) => saysMore(sign, known.get(sign.code)));
    if (adding.length === 0) continue;
    const codes = new Set(adding.map(({ code }) => code));
    signs = [...adding, ...signs.filter(({ code }) => !codes.has(code))];
    since = more.since.snapshot;
  }
  return { signs, since };
}

/** Only of what was touched does the share decide: of all else, that it is there. */
function saysMore({ code, count, of = 1 }: Sign, known: Sign | undefined): boolean {
  if (known === undefined) return true;
  return code === 'touched' && count / of > known.count / (known.of ?? 1);
}

function compareOnce(
  context: Context,
  earlier: Reference,
  later: Reference,
  known: TreeDifference,
): Promise<TreeDifference> {
  return earlier.snapshot === later.snapshot ? Promise.resolve(known) : compareWith(context, earlier);
}

function compareWith(
  { paths, fresh, state, signal }: Context,
  { snapshot, record }: Reference,
): Promise<TreeDifference> {
  const trusted = state.tags === null ? null : new Set(state.tags);
  return compareTrees(paths.files(snapshot), filesOfFresh(paths, fresh), record.roots, trusted, signal);
}

function signsOf({ paths, fresh }: Context, { snapshot }: Reference, difference: TreeDifference): Sign[] {
  const before = paths.files(snapshot);
  return findSigns(difference, {
    directoryExisted: (directory) => look(before, directory)?.isDirectory() === true,
    countEncrypted: (changed) => countEncrypted(before, filesOfFresh(paths, fresh), changed),
  });
}

function filesOfFresh(paths: MachinePaths, { snapshot }: NewSnapshot): string {
  return snapshotPaths.files(paths.partial(snapshot));
}
