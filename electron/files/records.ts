/** What became of restores, as the window is told: the newest first. */
import type { RestoreRecord as ShownRecord } from '../../shared/ipc-files';
import { refusalWith, type Refusal } from '../../shared/restore-refusal';
import { safeToShow } from '../../shared/safe-text';
import { asText, parentOf } from '../restore/bytes';
import { readRecords, undoableOf, type KnownRecord, type RestoreRecord } from '../restore/record';
import { shown } from './shown';

/** `running`: the one under way has no outcome yet. */
export function listRecords(restores: string, most: number, now: Date, running: boolean): ShownRecord[] {
  const known = readRecords(restores);
  const undoable = undoableOf(known, now)?.id;
  return known
    .filter(({ record }) => !(running && record.open && record === known.at(-1)?.record))
    .slice(-most)
    .reverse()
    .map((one) => describeRecord(one, one.id === undoable));
}

/** What came back first, for the file manager; the folder that it is in where its name is no text. */
export function placeToShow(restores: string, id: string): string | undefined {
  const [placed] = readRecords(restores).find((one) => one.id === id)?.record.placed ?? [];
  return placed === undefined ? undefined : (asText(placed.as) ?? asText(parentOf(placed.as)));
}

function describeRecord({ id, record }: KnownRecord, undoable: boolean): ShownRecord {
  const { at, snapshot, result, placed, placedCount, left, rotten, notInFull, notInFullCount } = record;
  return {
    ...{ id, at, snapshot, result, how: HOWS[record.how] },
    placed: placed.map(({ as, aside }) => ({
      as: shown(as),
      aside: aside === undefined ? null : shown(aside),
    })),
    ...{ placedCount, left, notInFullCount, undoable, undone: record.undone },
    refused: describeRefused(record.refused),
    followed: record.followed.map(({ from, to }) => ({ from: shown(from), to: shown(to) })),
    entered: record.entered.map(shown),
    rotten: rotten.map(shown),
    replaced: record.replaced.map(({ path, snapshot: from }) => ({ name: shown(path), snapshot: from })),
    lost: record.lost.map(shown),
    notInFull: notInFull.map(shown),
    failure: record.failure === null ? null : safeToShow(record.failure),
  };
}

const HOWS: Record<RestoreRecord['how'], ShownRecord['how']> = {
  beside: 'beside',
  swap: 'swap',
  'only-missing': 'only-missing',
  to: 'folder',
  archive: 'archive',
};

export function describeRefused(refused: readonly { path: string; why: Refusal }[]): ShownRecord['refused'] {
  return refused.map(({ path, why }) => ({ name: shown(path), why: refusalWith(why, shown) }));
}
