/**
 * Whether a snapshot that is about to be completed looks wrong: most of the files gone, or changed as a program changes
 * them that encrypts them. Asked before anything older is dropped, since that is what would be missed.
 */
import type { Alarm } from '../../shared/alarm';
import { readMachine } from '../read-machine';
import { messageOf } from '../result';
import type { MachinePaths } from '../store-layout';
import { readAlarmState, writeAlarmState, type AlarmState, type Watch } from './alarm-state';
import { findReference } from './find-reference';
import { areAHold, isTooMuch } from './find-signs';
import { ageHold, alarmOfHold, readHold, writeHold, type Hold } from './hold';
import { describeHoldEnd } from './hold-words';
import { lookAt, type Context, type Looked } from './look-at';
import { holdEverything, makeHold } from './make-hold';
import type { NewSnapshot } from './reasons-to-look';
import { NO_BOUNDS } from './screen';

export interface Judgement {
  /** For the record of the new snapshot: what looks wrong about itself. */
  own?: Alarm;
  /** For the report: that, or the hold that waits for an answer. */
  told?: Alarm;
  /** For the record: its files were not compared. */
  isScreened?: boolean;
  warnings: string[];
}

/** One sign that nobody answers and that nothing joins is how things are, after so long. */
const NOTICE_LASTS_MS = 7 * 86_400_000;

/**
 * May write `hold.json` and `alarm.json`. Call it when the partial snapshot is whole, before it gets its name. Where it cannot
 * compare, a backup is still better than none, but nothing is deleted any more.
 *
 * @throws the signal's reason, and what the file system throws where not even a hold can be written: then the snapshot must
 *   not be completed, or something older would go for it
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
    return await holdForFailure(paths, fresh, error, now);
  }
}

async function holdForFailure(
  paths: MachinePaths,
  fresh: NewSnapshot,
  error: unknown,
  now: Date,
): Promise<Judgement> {
  const content = await readMachine(paths).catch(() => undefined);
  const { accepted } = readAlarmState(paths);
  const found = content && (await findReference(paths, content, accepted).catch(() => undefined));
  const reference = found?.snapshot ?? fresh.base ?? fresh.snapshot;
  const before = readHold(paths);
  const hold = holdEverything({ paths, fresh, before, now }, content?.complete ?? [], reference);
  const own: Alarm = {
    ...{ signs: [{ code: 'not-compared', count: 0 }], snapshot: fresh.snapshot, reference },
    heldSince: alarmOfHold(hold)?.heldSince ?? now.toISOString(),
  };
  const warning = `this backup could not be compared with the one before: ${messageOf(error)}`;
  return { own, told: own, warnings: [warning] };
}

async function conclude(context: Context, looked: Looked | undefined): Promise<Judgement> {
  const { paths, fresh, state, now } = context;
  const before = readHold(paths);
  const warnings =
    before?.unreadable === true
      ? ['hold.json is not understood: nothing is deleted until latchkey-host --release']
      : [];
  if (looked === undefined || looked.signs.length === 0) {
    const seen = looked ?? { watch: firstWatch(fresh.snapshot, now), tags: state.tags, isScreened: false };
    const nothing = { noticedAt: null, noticedAgainst: null };
    writeAlarmState(paths, { ...state, ...nothing, watch: seen.watch, tags: seen.tags });
    const hold = before && keepAged(paths, before, looked !== undefined, now);
    const told = alarmOfHold(hold);
    if (hold !== undefined) warnings.push(...describeHoldEnd(hold));
    return { ...(told && { told }), isScreened: seen.isScreened, warnings };
  }
  const hold = areAHold(looked.signs)
    ? await makeHold({ ...context, before, reference: looked.reference, signs: looked.signs })
    : before && keepAged(paths, before, false, now);
  const own: Alarm = {
    ...{ signs: looked.signs.slice(0, 50), snapshot: fresh.snapshot, reference: looked.since },
    heldSince: alarmOfHold(hold)?.heldSince ?? null,
  };
  const noticed = { ...state, watch: looked.watch, noticedAgainst: looked.reference };
  writeAlarmState(paths, noteNotice(noticed, own, now));
  return { own, told: own, isScreened: looked.isScreened, warnings };
}

function noteNotice(state: AlarmState, { heldSince, snapshot, signs }: Alarm, now: Date): AlarmState {
  if (heldSince !== null) return { ...state, noticedAt: null };
  if (state.noticedAt === null) return { ...state, noticedAt: now.toISOString() };
  const isHowThingsAre = now.getTime() - Date.parse(state.noticedAt) >= NOTICE_LASTS_MS && !isTooMuch(signs);
  // What small changes add up against is older than that: it is chosen anew.
  return isHowThingsAre
    ? { ...state, noticedAt: null, noticedAgainst: null, watch: null, accepted: snapshot }
    : state;
}

function keepAged(paths: MachinePaths, hold: Hold, looksWell: boolean, now: Date): Hold {
  const aged = ageHold(hold, looksWell, now);
  if (JSON.stringify(aged) !== JSON.stringify(hold)) writeHold(paths, aged);
  return aged;
}

function firstWatch(snapshot: string, now: Date): Watch {
  return {
    ...{ walkedAt: now.toISOString(), walked: snapshot, since: NO_BOUNDS, last: snapshot },
    ...{ anchor: snapshot, anchorFiles: 0, touched: 0 },
  };
}
