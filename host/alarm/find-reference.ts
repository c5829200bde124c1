/** Which earlier snapshots a new one is compared with: never one that was judged by figures alone. */
import { parseSnapshotName } from '../../shared/snapshot-name';
import { lastCompleted, type MachineContent } from '../read-machine';
import { readSnapshotRecord, type SnapshotRecord } from '../snapshot-record';
import type { MachinePaths } from '../store-layout';

export interface Reference {
  snapshot: string;
  record: SnapshotRecord;
}

const WEEK_MS = 7 * 86_400_000;
const MONTH_MS = 30 * 86_400_000;

/**
 * The last complete snapshot that was compared, and nothing was wrong with it. Undefined: there is nothing to compare with.
 *
 * @throws where there are snapshots, but none that could be relied on
 */
export async function findReference(
  paths: MachinePaths,
  content: MachineContent,
  accepted: string | null,
): Promise<Reference | undefined> {
  const last = lastCompleted(content);
  const newestFirst = [...content.complete].reverse();
  let isAny = false;
  let screened: Reference | undefined;
  for (const snapshot of new Set([...(last === undefined ? [] : [last]), ...newestFirst])) {
    const record = await readSnapshotRecord(paths.complete(snapshot));
    if (!record.ok) continue;
    isAny = true;
    if (!isUnsuspected(snapshot, record.value, accepted)) continue;
    if (isCompared(snapshot, record.value, accepted)) return { snapshot, record: record.value };
    screened = { snapshot, record: record.value };
  }
  // The oldest of them: what it came from is gone.
  if (screened !== undefined || !isAny) return screened;
  throw new Error('none of the earlier backups looked right');
}

/**
 * The oldest unsuspected one of the last week, or the reference where that is older. It does not move on with every backup
 * that looks well: an attack that takes a quarter of the files a day, or less, must add up, and so must a slip.
 */
export async function findAnchor(
  paths: MachinePaths,
  content: MachineContent,
  reference: Reference,
  accepted: string | null,
  now: Date,
): Promise<Reference> {
  for (const snapshot of content.complete) {
    const time = parseSnapshotName(snapshot)?.getTime() ?? 0;
    if (time < now.getTime() - WEEK_MS) continue;
    // What was there before the owner's answer is what the answer was about.
    if (accepted !== null && snapshot < accepted) continue;
    if (snapshot >= reference.snapshot) break;
    const record = await readSnapshotRecord(paths.complete(snapshot));
    if (record.ok && isCompared(snapshot, record.value, accepted)) return { snapshot, record: record.value };
  }
  return reference;
}

/**
 * The oldest unsuspected one of the last 30 days, or the anchor where that is older. Only what the owner has said moves it, not
 * what time alone made of a notice: who adds rubbish until the share of what is lost is small, or waits between two steps
 * for longer than a week, is seen against it.
 */
export async function findOrigin(
  paths: MachinePaths,
  content: MachineContent,
  anchor: Reference,
  releasedAt: string | null,
  now: Date,
): Promise<Reference> {
  const from = Math.max(now.getTime() - MONTH_MS, Date.parse(releasedAt ?? '') || 0);
  for (const snapshot of content.complete) {
    if ((parseSnapshotName(snapshot)?.getTime() ?? 0) < from) continue;
    if (snapshot >= anchor.snapshot) break;
    const record = await readSnapshotRecord(paths.complete(snapshot));
    if (record.ok && isCompared(snapshot, record.value, null)) return { snapshot, record: record.value };
  }
  return anchor;
}

/** Names, oldest first. */
export async function listUnsuspected(
  paths: MachinePaths,
  complete: readonly string[],
  accepted: string | null,
): Promise<string[]> {
  const found = await Promise.all(
    complete.map(async (snapshot) => {
      const record = await readSnapshotRecord(paths.complete(snapshot));
      return record.ok && isUnsuspected(snapshot, record.value, accepted);
    }),
  );
  return complete.filter((_, index) => found[index]);
}

/** `accepted`: the one that the owner has answered for (alarm-state). */
export function isUnsuspected(snapshot: string, { alarm }: SnapshotRecord, accepted: string | null): boolean {
  return alarm === undefined || snapshot === accepted;
}

function isCompared(snapshot: string, record: SnapshotRecord, accepted: string | null): boolean {
  return isUnsuspected(snapshot, record, accepted) && (record.screened !== true || snapshot === accepted);
}
