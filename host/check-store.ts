/**
 * `--check-store`: what is wrong with a store, and what is left over in it. Repairs nothing. It counts, and reads no
 * contents: it never says more than that.
 */
import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import { findProgram } from '../process/find-program';
import { isStillRunning } from '../process/process-identity';
import { readLockHolder } from '../process/process-lock';
import { machinesOf } from './list-snapshots';
import { isDirectory } from './prepare-partial';
import { probeFileSystem } from './probe-file-system';
import { countSnapshot } from './proof/count-snapshot';
import { readSince, readVerifyState } from './proof/verify-state';
import { readMachine, type MachineContent } from './read-machine';
import { messageOf } from './result';
import { readSnapshotRecord } from './snapshot-record';
import { describeFailure } from '../shared/describe-failure';
import { safeText } from '../shared/safe-text';
import { formatCount } from '../shared/words';
import { isOurEntry, MachinePaths, PROBE_PREFIX, snapshotPaths } from './store-layout';

const LEFTOVERS = new Set(['.latest-next', '.proving', '.healing']);

export interface Finding {
  /** A problem wants someone to act; a note does not. */
  kind: 'problem' | 'note';
  text: string;
}

export async function checkStore(store: string): Promise<Finding[]> {
  try {
    if (!(await stat(store)).isDirectory()) return [problem(`${store} is not a directory`)];
    const machines = await machinesOf(store);
    const perMachine = await Promise.all(machines.map((name) => checkMachine(new MachinePaths(store, name))));
    return [...(await checkFileSystem(store)), ...perMachine.flat()];
  } catch (error) {
    return [problem(messageOf(error))];
  }
}

export function formatFindings(store: string, findings: readonly Finding[]): string {
  const lines = findings.map(({ kind, text }) => `${kind}: ${safeText(text)}`);
  const isSound = findings.every(({ kind }) => kind === 'note');
  const sum = isSound ? `everything that is on record is there` : `needs attention`;
  return `${[...lines, `${store}: ${sum}; --verify reads the contents`].join('\n')}\n`;
}

async function checkFileSystem(store: string): Promise<Finding[]> {
  const rsync = findProgram('rsync');
  if (rsync === undefined) return [problem('rsync is not installed')];
  const probed = await probeFileSystem(store, rsync);
  return probed.ok ? [] : [problem(describeFailure(probed.failure).sentence)];
}

async function checkMachine(paths: MachinePaths): Promise<Finding[]> {
  const content = await readMachine(paths);
  const snapshots = await Promise.all(content.complete.map((snapshot) => checkSnapshot(paths, snapshot)));
  return [
    ...snapshots.flat(),
    ...noteContents(paths, content),
    ...(await checkLatest(paths, content)),
    ...(await noteLeftovers(paths, content)),
    ...(await noteForeign(paths)),
  ];
}

async function checkSnapshot(paths: MachinePaths, snapshot: string): Promise<Finding[]> {
  const directory = paths.complete(snapshot);
  const record = await readSnapshotRecord(directory);
  const findings = record.ok ? [] : [problem(`${directory}: ${record.reason}`)];
  if (!(await isDirectory(snapshotPaths.files(directory)))) {
    return [...findings, problem(`${directory}: no files`)];
  }
  return [...findings, ...countSnapshot(directory, record.ok ? record.value : undefined).map(problem)];
}

/** When contents were read, and what was found: of a reading before, since this is none. */
function noteContents(paths: MachinePaths, { complete }: MachineContent): Finding[] {
  if (complete.length === 0) return [];
  const state = readVerifyState(paths);
  const since = readSince(state, complete);
  const read = since === null ? 'not all contents were read yet' : `all contents were read since ${since}`;
  const bad =
    state.bad.length === 0 ? [] : [problem(`${paths.machine}: ${describeBadCount(state.bad.length)}`)];
  return [...bad, note(`${paths.machine}: ${read}`)];
}

function describeBadCount(count: number): string {
  return `${formatCount(count, 'file')} found bad when contents were read (--verify names them)`;
}

async function checkLatest(paths: MachinePaths, content: MachineContent): Promise<Finding[]> {
  if (content.latest !== undefined) return [];
  const target = await readlink(paths.latest).catch(() => undefined);
  if (target === undefined && (await lstat(paths.latest).catch(() => undefined)) !== undefined) {
    return [problem(`${paths.latest} is no symbolic link; the next backup makes one once it is moved away`)];
  }
  if (target !== undefined) {
    return [problem(`${paths.latest} points to ${target}, which is no complete snapshot`)];
  }
  return content.complete.length === 0 ? [] : [problem(`${paths.latest} is missing`)];
}

async function noteLeftovers(paths: MachinePaths, content: MachineContent): Promise<Finding[]> {
  const holder = readLockHolder(paths.lock);
  if (holder !== undefined && isStillRunning(holder)) {
    return [note(`${paths.machine}: a backup is running (process ${holder.pid})`)];
  }
  const leftovers = (await readdir(paths.directory)).filter(
    (name) => name.startsWith('.lock') || name.startsWith(PROBE_PREFIX) || LEFTOVERS.has(name),
  );
  return [
    ...content.partial.map((name) =>
      note(`${paths.partial(name)} is unfinished; the next run goes on with it`),
    ),
    ...content.dropping.map((name) =>
      note(`${paths.dropping(name)} is half removed; the next run removes it`),
    ),
    ...leftovers.map((name) => note(`${paths.directory}/${name} was left by a run that was killed`)),
  ];
}

async function noteForeign(paths: MachinePaths): Promise<Finding[]> {
  const foreign = (await readdir(paths.directory)).filter((name) => !isOurEntry(name)).sort();
  return foreign.map((name) => note(`${paths.machine}: ${name} is not of Latchkey and was left alone`));
}

function problem(text: string): Finding {
  return { kind: 'problem', text };
}

function note(text: string): Finding {
  return { kind: 'note', text };
}
