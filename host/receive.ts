/** One request, from its first byte to the last report, in a straight line. */
import type { Readable } from 'node:stream';
import { parseCallback } from '../shared/request';
import type { Report } from '../shared/report';
import { parseSnapshotName } from '../shared/snapshot-name';
import { findProgram } from '../process/find-program';
import { runProgram } from '../process/run-program';
import { connectBack } from './connect-back';
import { waitForNextBackup, MOST_A_DAY } from './keep/choose';
import type { Retention } from './keep/drop-snapshots';
import { Room } from './keep/make-room';
import { readAged } from './keep/read-history';
import { clearingUpIfFull } from './keep/when-full';
import { lockMachine } from './machine-lock';
import { chooseAddress } from './laptop-address';
import {
  makeDryRun,
  makeRealSnapshot,
  type HostPrograms,
  type Job,
  type Surroundings,
} from './make-snapshot';
import { planSnapshot, removeLeftovers, type SnapshotPlan } from './prepare-partial';
import { closeMachineDirectory, openMachineDirectory } from './prepare-store';
import { probeFileSystem } from './probe-file-system';
import { makePrivateDirectory, sweepPrivateDirectories } from './private-directory';
import { endAfterBackup, startAfterBackup } from './proof/start-after-backup';
import { readMachine } from './read-machine';
import { readRequest } from './read-request';
import { failure, success, type Result } from './result';
import { MachinePaths } from './store-layout';
import { admitStore } from './store-mark';

export interface Call {
  store: string;
  machine: string;
  retention: Retention;
  /** How long to read what is kept afterwards, in seconds. */
  verifySeconds: number;
  /** ADDRESS:PORT, as the laptop gave it. */
  callback: string;
  /** sshd's SSH_CONNECTION; undefined where the laptop itself started this program. */
  sshConnection: string | undefined;
  stdin: Readable;
}

/** Reports everything but the failure that it returns. */
export async function receive(call: Call, surroundings: Surroundings): Promise<Result<undefined>> {
  const callback = parseCallback(call.callback);
  if (!callback.ok) return failure({ code: 'request-malformed', detail: callback.reason });
  const request = await readRequest(call.stdin, surroundings.signal);
  if (!request.ok) return request;
  const { reach } = request.value.extension;
  const address = chooseAddress(callback.value, reach, call.sshConnection);
  if (!address.ok) return address;
  const programs = await findPrograms();
  if (!programs.ok) return programs;
  const paths = new MachinePaths(call.store, call.machine);
  const opened = await openMachineDirectory(paths);
  if (!opened.ok) return opened;
  const job = {
    retention: call.retention,
    request: request.value,
    callback: callback.value,
    address: address.value,
    programs: programs.value,
    paths,
  };
  try {
    const made = await withLock(job, surroundings);
    const isKept = made.ok && request.value.extension.purpose === 'backup';
    if (isKept) await startAfterBackup(paths, call.verifySeconds);
    return made;
  } finally {
    await closeMachineDirectory(paths, opened.value);
  }
}

async function findPrograms(): Promise<Result<HostPrograms>> {
  const rsync = findProgram('rsync');
  if (rsync === undefined) return failure({ code: 'host-program-missing', program: 'rsync' });
  const ssh = findProgram('ssh');
  if (ssh === undefined) return failure({ code: 'host-program-missing', program: 'ssh' });
  const { stdout } = await runProgram({ file: rsync, args: ['--version'], timeoutMs: 10_000 });
  const rsyncVersion = /version v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? 'unknown';
  return success({ rsync, rsyncVersion, ssh });
}

async function withLock(
  job: Omit<Job, 'fileSystem' | 'room' | 'mark'>,
  surroundings: Surroundings,
): Promise<Result<undefined>> {
  const { paths, request } = job;
  const lock = await lockMachine(paths);
  if (!lock.ok) return failure(lock.failure);
  try {
    if (job.request.extension.purpose === 'backup') await endAfterBackup(paths);
    // Before anything is touched: a killed predecessor's rsync may still be writing there.
    await sweepPrivateDirectories();
    const isBackup = request.extension.purpose === 'backup';
    const attempt = (): Promise<Result<undefined>> => withStore(job, isBackup, surroundings);
    return await (isBackup ? clearingUpIfFull(paths, attempt) : attempt());
  } finally {
    lock.release();
  }
}

/** Leftovers go first: even the probe needs a little space. */
async function withStore(
  job: Omit<Job, 'fileSystem' | 'room' | 'mark'>,
  isBackup: boolean,
  surroundings: Surroundings,
): Promise<Result<undefined>> {
  const { paths, programs, retention } = job;
  const { log, signal, report } = surroundings;
  const mark = await admitStore(paths, job.request.extension.store, isBackup, log);
  if (!mark.ok) return mark;
  const warn = (message: string): void => {
    report({ type: 'warning', code: 'other', message });
  };
  if (isBackup) await removeLeftovers(paths, await readMachine(paths), signal, warn);
  const probed = await probeFileSystem(paths.directory, programs.rsync);
  if (!probed.ok) return probed;
  const room = new Room(paths, retention, log, signal);
  if (isBackup) {
    const { complete } = await readMachine(paths);
    const seconds = waitForNextBackup(await readAged(paths, complete));
    if (seconds !== undefined) return failure({ code: 'too-many-backups', limit: MOST_A_DAY, seconds });
    const prepared = await room.prepare();
    if (!prepared.ok) return prepared;
  }
  return withConnection({ ...job, fileSystem: probed.value, room, mark: mark.value }, surroundings);
}

async function withConnection(job: Job, surroundings: Surroundings): Promise<Result<undefined>> {
  const { extension, privateKey } = job.request;
  const content = await readMachine(job.paths);
  const plan = planSnapshot(content, new Date());
  announce(job, plan, surroundings.report);
  const directory = await makePrivateDirectory();
  try {
    const door = { ...extension, privateKey, address: job.address, port: job.callback.port };
    const connection = await connectBack(door, job.programs.ssh, directory, surroundings.signal);
    if (!connection.ok) return connection;
    try {
      const makeSnapshot = extension.purpose === 'backup' ? makeRealSnapshot : makeDryRun;
      return await makeSnapshot(job, { plan, directory, connection: connection.value }, surroundings);
    } finally {
      await connection.value.close();
    }
  } finally {
    directory.remove();
  }
}

function announce(
  { paths, programs, mark }: Job,
  plan: SnapshotPlan,
  report: (report: Report) => void,
): void {
  const { snapshot, base, resumed, started } = plan;
  report({
    type: 'accepted',
    machine: paths.machine,
    snapshot,
    base: base ?? null,
    resumed: resumed !== undefined,
    rsync: programs.rsyncVersion,
    ...(mark !== undefined && { store: mark }),
  });
  if (resumed !== undefined) {
    report({ type: 'warning', code: 'resumed', message: `going on with the unfinished snapshot ${resumed}` });
  }
  const baseTime = base === undefined ? undefined : parseSnapshotName(base);
  if (baseTime !== undefined && started < baseTime) {
    const message = `the host's clock is behind its last snapshot, ${base ?? ''}`;
    report({ type: 'warning', code: 'clock', message });
  }
}
