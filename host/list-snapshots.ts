/** `--list`: what the store's owner has. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { safeText } from '../shared/safe-text';
import { formatBytes, formatCount } from '../shared/words';
import { keptByAlarm, readHold, type Hold } from './alarm/hold';
import { describeHold } from './alarm/hold-words';
import { describeGrant } from './give-back/describe-grant';
import { describeHandedOn } from './hand-on/hand-on-words';
import { readMoment } from './keep/clock';
import type { ListedSnapshot } from './json-outputs';
import { isDirectory } from './prepare-partial';
import { readPins } from './keep/pins';
import { readVerifyState } from './proof/verify-state';
import { readMachine } from './read-machine';
import { readSnapshotRecord } from './snapshot-record';
import { isMachineName, MachinePaths } from './store-layout';

export interface Listed {
  snapshots: ListedSnapshot[];
  /** Of each machine that has one. */
  holds: { machine: string; hold: Hold }[];
  /** What is or was granted, a line each. */
  grants: string[];
  /** How it stands with the second home of each machine that has one, a line each. */
  handedOn: string[];
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
  const now = await readMoment();
  return {
    grants: paths.flatMap((one) => describeGrant(one, now)),
    handedOn: paths.flatMap(describeHandedOn),
    snapshots: (await Promise.all(paths.map(listMachine))).flat(),
    holds: paths.flatMap((one) => {
      const hold = readHold(one);
      return hold === undefined ? [] : [{ machine: one.machine, hold }];
    }),
  };
}

/** A broken file of pins keeps nobody from seeing what there is; deleting refuses. */
function pinsToShow(paths: MachinePaths): ReadonlyMap<string, string> {
  try {
    return readPins(paths);
  } catch {
    return new Map();
  }
}

async function listMachine(paths: MachinePaths): Promise<ListedSnapshot[]> {
  const { machine } = paths;
  const content = await readMachine(paths);
  const allHeld = keptByAlarm(paths, content.complete);
  const pins = pinsToShow(paths);
  const state = readVerifyState(paths);
  const complete = content.complete.map(async (snapshot): Promise<ListedSnapshot> => {
    const record = await readSnapshotRecord(paths.complete(snapshot));
    const latest = snapshot === content.latest;
    const path = paths.complete(snapshot);
    const pinned = pins.get(snapshot);
    const held = allHeld.has(snapshot);
    return {
      ...{ machine, snapshot, path, state: 'complete', latest, held },
      ...(pinned !== undefined && { pinned }),
      ...(record.ok && { record: record.value }),
      read: state.read[snapshot] ?? null,
      bad: state.bad.filter((bad) => bad.snapshot === snapshot).length,
    };
  });
  const unfinished = content.partial.map((snapshot): ListedSnapshot => ({
    machine,
    snapshot,
    path: paths.partial(snapshot),
    state: 'unfinished',
    latest: false,
    read: null,
    bad: 0,
    held: false,
  }));
  return [...(await Promise.all(complete)), ...unfinished];
}

/** The snapshots, and below them what looks wrong and waits for the owner. */
export function formatList({ snapshots, holds, grants, handedOn }: Listed): string {
  if (snapshots.length === 0) return 'No snapshots.\n';
  const machines = [...new Set(snapshots.map(({ machine }) => machine))];
  const readings = machines.flatMap((name) =>
    formatReading(snapshots.filter(({ machine }) => machine === name)),
  );
  const waiting = holds.flatMap(({ machine, hold }) => describeHold(machine, hold));
  return [...snapshots.map(formatEntry), ...readings, ...handedOn, ...grants, ...waiting]
    .map((line) => `${safeText(line)}\n`)
    .join('');
}

/** Of all snapshots of one machine. */
function formatReading(snapshots: readonly ListedSnapshot[]): string[] {
  const complete = snapshots.filter(({ state }) => state === 'complete');
  const [first] = complete;
  if (first === undefined) return [];
  const times = complete.map(({ read }) => read);
  const since = times.filter((time) => time !== null).sort()[0];
  const read =
    times.includes(null) || since === undefined
      ? 'not everything that is kept was read again yet'
      : `everything that is kept was read since ${since}`;
  const bad = complete.reduce((sum, entry) => sum + entry.bad, 0);
  const found =
    bad === 0 ? '' : `; ${formatCount(bad, 'file is', 'files are')} not as before (--verify names them)`;
  return [`${first.machine}  ${read}${found}`];
}

function formatEntry({ machine, snapshot, state, latest, held, pinned, record }: ListedSnapshot): string {
  const name = `${machine}  ${snapshot}`;
  const marks = `${held ? '  held' : ''}${latest ? '  latest' : ''}${pinned === undefined ? '' : `  pinned${pinned && `: ${pinned}`}`}`;
  if (state === 'unfinished') return `${name}  unfinished`;
  if (record === undefined) return `${name}  its record is missing or broken (--check-store)${marks}`;
  const { totals, unreadable, roots } = record;
  const size = `${formatCount(totals.files, 'file')}, ${formatBytes(totals.bytes)} (${formatBytes(totals.transferredBytes)} sent)`;
  const missing = unreadable.count > 0 ? `, ${formatCount(unreadable.count, 'gap')}` : '';
  return (
    [`${name}  ${size}${missing}`, roots.join(' ')].join('  ') +
    `${record.alarm === undefined ? '' : '  looks wrong'}${marks}`
  );
}
