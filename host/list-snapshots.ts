/** `--list`: what the store's owner has. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { safeText } from '../shared/safe-text';
import { formatBytes, formatCount } from '../shared/words';
import { isDirectory } from './prepare-partial';
import { readMachine } from './read-machine';
import { readSnapshotRecord, type SnapshotRecord } from './snapshot-record';
import { isMachineName, MachinePaths } from './store-layout';

interface ListedSnapshot {
  machine: string;
  snapshot: string;
  /** Where it lies. */
  path: string;
  state: 'complete' | 'unfinished';
  latest: boolean;
  /** Absent where it is unfinished or its record is broken. */
  record?: SnapshotRecord;
}

/** The machines of a store, by name. Throws where there is no store. */
export async function machinesOf(store: string): Promise<string[]> {
  const names = (await readdir(store)).filter(isMachineName).sort();
  const found = await Promise.all(names.map((name) => isDirectory(join(store, name))));
  return names.filter((_, index) => found[index]);
}

export async function listSnapshots(store: string, machine: string | undefined): Promise<ListedSnapshot[]> {
  const machines = (await machinesOf(store)).filter((name) => machine === undefined || name === machine);
  return (await Promise.all(machines.map((name) => listMachine(new MachinePaths(store, name))))).flat();
}

async function listMachine(paths: MachinePaths): Promise<ListedSnapshot[]> {
  const { machine } = paths;
  const content = await readMachine(paths);
  const complete = content.complete.map(async (snapshot): Promise<ListedSnapshot> => {
    const record = await readSnapshotRecord(paths.complete(snapshot));
    const latest = snapshot === content.latest;
    const path = paths.complete(snapshot);
    return { machine, snapshot, path, state: 'complete', latest, ...(record.ok && { record: record.value }) };
  });
  const unfinished = content.partial.map((snapshot): ListedSnapshot => ({
    machine,
    snapshot,
    path: paths.partial(snapshot),
    state: 'unfinished',
    latest: false,
  }));
  return [...(await Promise.all(complete)), ...unfinished];
}

export function formatList(snapshots: readonly ListedSnapshot[]): string {
  if (snapshots.length === 0) return 'No snapshots.\n';
  return snapshots.map((entry) => `${safeText(formatEntry(entry))}\n`).join('');
}

function formatEntry({ machine, snapshot, state, latest, record }: ListedSnapshot): string {
  const name = `${machine}  ${snapshot}`;
  if (state === 'unfinished') return `${name}  unfinished`;
  if (record === undefined) return `${name}  its record is missing or broken (--check-store)`;
  const { totals, unreadable, roots } = record;
  const size = `${formatCount(totals.files, 'file')}, ${formatBytes(totals.bytes)} (${formatBytes(totals.transferredBytes)} sent)`;
  const missing = unreadable.count > 0 ? `, ${formatCount(unreadable.count, 'gap')}` : '';
  return `${name}  ${size}${missing}  ${roots.join(' ')}${latest ? '  latest' : ''}`;
}
