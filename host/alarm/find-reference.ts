/** Which earlier snapshots a new one is compared with. */
import { parseSnapshotName } from '../../shared/snapshot-name';
import { lastCompleted, type MachineContent } from '../read-machine';
import { readSnapshotRecord, type SnapshotRecord } from '../snapshot-record';
import type { MachinePaths } from '../store-layout';

export interface Reference {
  snapshot: string;
  record: SnapshotRecord;
}

const WEEK_MS = 7 * 86_400_000;

/** The last complete snapshot that nothing was wrong with. */
export async function findReference(
  paths: MachinePaths,
  content: MachineContent,
  accepted: string | null,
): Promise<Reference | undefined> {
  const last = lastCompleted(content);
  const newestFirst = [...content.complete].reverse();
  for (const snapshot of new Set([...(last === undefined ? [] : [last]), ...newestFirst])) {
    const record = await unsuspected(paths, snapshot, accepted);
    if (record !== undefined) return { snapshot, record };
  }
  return undefined;
}

/**
 * The oldest unsuspected one of the last week, or the reference where that is older. It does not move on with every backup
 * that looks well: an attack that takes a quarter of the files a day, or less, must add up, and so must a slip.
 */
export async function findAnchor(
  paths: MachinePaths,
  content: MachineContent,
  reference: string,
  accepted: string | null,
  now: Date,
): Promise<string> {
  for (const snapshot of content.complete) {
    const time = parseSnapshotName(snapshot)?.getTime() ?? 0;
    if (time < now.getTime() - WEEK_MS) continue;
    // What was there before the owner's answer is what the answer was about.
    if (accepted !== null && snapshot < accepted) continue;
    if (snapshot >= reference) break;
    if ((await unsuspected(paths, snapshot, accepted)) !== undefined) return snapshot;
  }
  return reference;
}

/** Names, oldest first. */
export async function listUnsuspected(
  paths: MachinePaths,
  complete: readonly string[],
  accepted: string | null,
): Promise<string[]> {
  const found = await Promise.all(complete.map((snapshot) => unsuspected(paths, snapshot, accepted)));
  return complete.filter((_, index) => found[index] !== undefined);
}

async function unsuspected(
  paths: MachinePaths,
  snapshot: string,
  accepted: string | null,
): Promise<SnapshotRecord | undefined> {
  const record = await readSnapshotRecord(paths.complete(snapshot));
  return record.ok && (record.value.alarm === undefined || snapshot === accepted) ? record.value : undefined;
}
