/**
 * Whether a snapshot that is about to be completed looks wrong: most of the files gone, or changed as a program changes
 * them that encrypts them. Asked before anything older is dropped, since that is what would be missed.
 */
import type { Alarm, Sign } from '../../shared/alarm';
import { readMachine, type MachineContent } from '../read-machine';
import { messageOf } from '../result';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { readAlarmState, writeAlarmState, type AlarmState, type Watch } from './alarm-state';
import { compareTrees, look, type TreeDifference } from './compare-trees';
import { countEncrypted } from './entropy';
import { findAnchor, findReference, type Reference } from './find-reference';
import { areAHold, findSigns, isTouched, signOfTouched } from './find-signs';
import { ageHold, alarmOfHold, readHold, writeHold, type Hold } from './hold';
import { describeHoldEnd } from './hold-words';
import { makeHold } from './make-hold';
import { isReasonToLook, type NewSnapshot } from './reasons-to-look';
import { boundsOfStep, mayHaveSigns, type Bounds } from './screen';

export interface Judgement {
  /** For the record of the new snapshot: what looks wrong about itself. */
  own?: Alarm;
  /** For the report: that, or the hold that waits for an answer. */
  told?: Alarm;
  warnings: string[];
}

interface Context {
  paths: MachinePaths;
  fresh: NewSnapshot;
  content: MachineContent;
  state: AlarmState;
  signal: AbortSignal;
  now: Date;
}

interface Looked {
  reference: Reference;
  signs: Sign[];
  /** Where the signs are against another one than the reference. */
  since: string;
  watch: Watch;
}

const DAY_MS = 86_400_000;
/** One sign that nobody answers and that nothing joins is how things are, after so long. */
const NOTICE_LASTS_MS = 7 * DAY_MS;

/**
 * May write `hold.json` and `alarm.json`. Call it when the partial snapshot is whole, before it gets its name. That it could
 * not compare is a warning: a backup is better than none. Throws only the signal's reason.
 */
export async function judgeSnapshot(
  paths: MachinePaths,
  fresh: NewSnapshot,
  signal: AbortSignal,
  now = new Date(),
): Promise<Judgement> {
  try {
    const content = await readMachine(paths);
    const context = { paths, fresh, content, state: readAlarmState(paths), signal, now };
    return await conclude(context, await lookAt(context));
  } catch (error) {
    signal.throwIfAborted();
    const told = alarmOfHold(readHold(paths));
    const warning = `this backup could not be compared with the one before: ${messageOf(error)}`;
    return { ...(told && { told }), warnings: [warning] };
  }
}

/** Undefined: there is nothing to compare with. */
async function lookAt(context: Context): Promise<Looked | undefined> {
  const { paths, fresh, content, state, now } = context;
  const reference = await findReference(paths, content, state.accepted);
  if (reference === undefined) return undefined;
  const known = state.watch;
  const isChained = known !== null && known.last === fresh.base && content.complete.includes(known.anchor);
  const age = now.getTime() - Date.parse(known?.walkedAt ?? '');
  // A clock that was set back says nothing about how long ago that was.
  const lookAtAll = !isChained || !(age >= 0 && age < DAY_MS);
  const step = stepOf(context, reference);
  const difference =
    lookAtAll || step === undefined || mayHaveSigns(step) || (await isReasonToLook(paths, reference, fresh))
      ? await compareWith(context, reference.snapshot, reference.record.roots)
      : undefined;
  const signs = difference === undefined ? [] : signsOf(context, reference.snapshot, difference);
  const touchedNow = difference === undefined ? (step?.touched ?? 0) : touchedOf(difference);
  const looked = { reference, signs, since: reference.snapshot };
  const last = fresh.snapshot;
  if (!lookAtAll) {
    // From the anchor to the last one, and from there to this one: no more than both together.
    const touched = known.touched + touchedNow;
    const isChainToBase = reference.snapshot === fresh.base;
    if (isChainToBase && !isTouched(touched, known.anchorFiles)) {
      return { ...looked, watch: { ...known, touched, last } };
    }
  }
  const anchor = await findAnchor(paths, content, reference.snapshot, state.accepted, now);
  const sinceAnchor =
    anchor === reference.snapshot && difference !== undefined
      ? difference
      : await compareWith(context, anchor, reference.record.roots);
  const watch = {
    ...{ walkedAt: lookAtAll ? now.toISOString() : known.walkedAt, anchor, last },
    ...{ anchorFiles: sinceAnchor.files, touched: touchedOf(sinceAnchor) },
  };
  if (signs.some(({ code }) => code === 'touched')) return { ...looked, watch };
  const adding = signOfTouched(watch.touched, watch.anchorFiles);
  return { ...looked, signs: [...adding, ...signs], since: adding.length > 0 ? anchor : looked.since, watch };
}

/** Undefined where the figures are about another snapshot than the reference, or about no whole transfer. */
function stepOf({ fresh }: Context, reference: Reference): Bounds | undefined {
  // What an interrupted backup fetched is linked, not transferred.
  if (fresh.isResumed || fresh.base !== reference.snapshot) return undefined;
  return boundsOfStep(reference.record.totals.files, fresh.stats, fresh.findings);
}

function compareWith(
  { paths, fresh, signal }: Context,
  snapshot: string,
  roots: readonly string[],
): Promise<TreeDifference> {
  return compareTrees(filesOf(paths, snapshot), filesOfFresh(paths, fresh), roots, signal);
}

function signsOf({ paths, fresh }: Context, reference: string, difference: TreeDifference): Sign[] {
  const before = filesOf(paths, reference);
  return findSigns(difference, {
    directoryExisted: (directory) => look(before, directory)?.isDirectory() === true,
    countEncrypted: (changed) => countEncrypted(before, filesOfFresh(paths, fresh), changed),
  });
}

async function conclude(context: Context, looked: Looked | undefined): Promise<Judgement> {
  const { paths, fresh, state, now } = context;
  const before = readHold(paths);
  const warnings =
    before?.unreadable === true
      ? ['hold.json is not understood: nothing is deleted until latchkey-host --release']
      : [];
  if (looked === undefined || looked.signs.length === 0) {
    const watch = looked?.watch ?? firstWatch(fresh.snapshot, now);
    writeAlarmState(paths, { ...state, noticedAt: null, watch });
    const hold = before && keepAged(paths, before, looked !== undefined, now);
    const told = alarmOfHold(hold);
    if (hold !== undefined) warnings.push(...describeHoldEnd(hold));
    return { ...(told && { told }), warnings };
  }
  const hold = areAHold(looked.signs)
    ? await makeHold({ ...context, before, reference: looked.reference.snapshot, signs: looked.signs })
    : before && keepAged(paths, before, false, now);
  const own: Alarm = {
    ...{ signs: looked.signs.slice(0, 50), snapshot: fresh.snapshot, reference: looked.since },
    heldSince: alarmOfHold(hold)?.heldSince ?? null,
  };
  writeAlarmState(paths, noteNotice({ ...state, watch: looked.watch }, own, now));
  return { own, told: own, warnings };
}

function noteNotice(state: AlarmState, { heldSince, snapshot }: Alarm, now: Date): AlarmState {
  if (heldSince !== null) return { ...state, noticedAt: null };
  if (state.noticedAt === null) return { ...state, noticedAt: now.toISOString() };
  const isHowThingsAre = now.getTime() - Date.parse(state.noticedAt) >= NOTICE_LASTS_MS;
  // What small changes add up against is older than that: it is chosen anew.
  return isHowThingsAre ? { ...state, noticedAt: null, watch: null, accepted: snapshot } : state;
}

function keepAged(paths: MachinePaths, hold: Hold, looksWell: boolean, now: Date): Hold {
  const aged = ageHold(hold, looksWell, now);
  if (JSON.stringify(aged) !== JSON.stringify(hold)) writeHold(paths, aged);
  return aged;
}

function firstWatch(snapshot: string, now: Date): Watch {
  return { walkedAt: now.toISOString(), anchor: snapshot, anchorFiles: 0, touched: 0, last: snapshot };
}

function touchedOf({ gone, changed }: TreeDifference): number {
  return gone.length + changed.length;
}

function filesOf(paths: MachinePaths, snapshot: string): string {
  return snapshotPaths.files(paths.complete(snapshot));
}

function filesOfFresh(paths: MachinePaths, { snapshot }: NewSnapshot): string {
  return snapshotPaths.files(paths.partial(snapshot));
}
