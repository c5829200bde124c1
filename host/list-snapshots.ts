/** `--list`: what the store's owner has. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes, formatCount } from '../shared/words';
import { heldBack, readHold, type Hold } from './alarm/hold';
import { describeHold } from './alarm/hold-words';
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
  /** No rule drops it until `--release`, because a later one looked wrong. */
  held: boolean;
  /** Absent where it is unfinished or its record is broken. */
  record?: SnapshotRecord;
}

export interface Listed {
  snapshots: ListedSnapshot[];
  /** Of each machine that has one. */
  holds: { machine: string; hold: Hold }[];
}

/** The machines of a store, by name. Throws where there is no store. */
export async function machinesOf(store: string): Promise<string[]> {
  const names = (await readdir(store)).filter(isMachineName).sort();
  const found = await Promise.all(names.map((name) => isDirectory(join(store, name))));
  return names.filter((_, index) => found[index]);
}

export async function listSnapshots(store: string, machine: string | undefined): Promise<Listed> {
  const machines = (await machinesOf(store)).filter((name) => machine === undefined || name === machine);
  const paths = machines.map((name) => new MachinePaths(store, name));
  return {
    snapshots: (await Promise.all(paths.map(listMachine))).flat(),
    holds: paths.flatMap((one) => {
      const hold = readHold(one);
      return hold === undefined ? [] : [{ machine: one.machine, hold }];
    }),
  };
}

async function listMachine(paths: MachinePaths): Promise<ListedSnapshot[]> {
  const { machine } = paths;
  const content = await readMachine(paths);
  const allHeld = heldBack(readHold(paths), content.complete);
  const complete = content.complete.map(async (snapshot): Promise<ListedSnapshot> => {
    const record = await readSnapshotRecord(paths.complete(snapshot));
    const latest = snapshot === content.latest;
    const place = { machine, snapshot, path: paths.complete(snapshot) };
    const held = allHeld.has(snapshot);
    return { ...place, state: 'complete', latest, held, ...(record.ok && { record: record.value }) };
  });
  const unfinished = content.partial.map((snapshot): ListedSnapshot => ({
    machine,
    snapshot,
    path: paths.partial(snapshot),
    state: 'unfinished',
    latest: false,
    held: false,
  }));
  return [...(await Promise.all(complete)), ...unfinished];
}

/** The snapshots, and below them what looks wrong and waits for the owner. */
export function formatList({ snapshots, holds }: Listed): string {
  if (snapshots.length === 0) return 'No snapshots.\n';
  const waiting = holds.flatMap(({ machine, hold }) => describeHold(machine, hold));
  return [...snapshots.map(formatEntry), ...waiting].map((line) => `${line}\n`).join('');
}

function formatEntry({ machine, snapshot, state, latest, held, record }: ListedSnapshot): string {
  const name = `${machine}  ${snapshot}`;
  if (state === 'unfinished') return `${name}  unfinished`;
  if (record === undefined) return `${name}  its record is missing or broken (--check-store)`;
  const { totals, unreadable, roots } = record;
  const size = `${formatCount(totals.files, 'file')}, ${formatBytes(totals.bytes)} (${formatBytes(totals.transferredBytes)} sent)`;
  const missing = unreadable.count > 0 ? `, ${formatCount(unreadable.count, 'gap')}` : '';
  const marks = [
    ...(record.alarm === undefined ? [] : ['looks wrong']),
    ...(held ? ['held'] : []),
    ...(latest ? ['latest'] : []),
  ];
  return [`${name}  ${size}${missing}`, roots.join(' '), ...marks].join('  ');
}
