/** `--check-store`: what is wrong with a store, and what is left over in it. Repairs nothing. */
import { readdir, readlink, stat } from 'node:fs/promises';
import { findProgram } from '../process/find-program';
import { isStillRunning } from '../process/process-identity';
import { readLockHolder } from '../process/process-lock';
import { machinesOf } from './list-snapshots';
import { isDirectory } from './prepare-partial';
import { probeFileSystem } from './prepare-store';
import { readMachine, type MachineContent } from './read-machine';
import { messageOf } from './result';
import { readSnapshotRecord } from './snapshot-record';
import { describeFailure } from '../shared/describe-failure';
import { safeText } from '../shared/safe-text';
import { MachinePaths, PROBE_PREFIX, snapshotPaths } from './store-layout';

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
  return `${[...lines, isSound ? `${store} is sound` : `${store} needs attention`].join('\n')}\n`;
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
    ...(await checkLatest(paths, content)),
    ...(await noteLeftovers(paths, content)),
  ];
}

async function checkSnapshot(paths: MachinePaths, snapshot: string): Promise<Finding[]> {
  const directory = paths.complete(snapshot);
  const findings: Finding[] = [];
  const record = await readSnapshotRecord(directory);
  if (!record.ok) findings.push(problem(`${directory}: ${record.reason}`));
  if (!(await isDirectory(snapshotPaths.files(directory)))) findings.push(problem(`${directory}: no files`));
  return findings;
}

async function checkLatest(paths: MachinePaths, content: MachineContent): Promise<Finding[]> {
  if (content.latest !== undefined) return [];
  const target = await readlink(paths.latest).catch(() => undefined);
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
    (name) => name.startsWith('.lock') || name.startsWith(PROBE_PREFIX) || name === '.latest-next',
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

function problem(text: string): Finding {
  return { kind: 'problem', text };
}

function note(text: string): Finding {
  return { kind: 'note', text };
}
