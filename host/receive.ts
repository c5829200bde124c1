/** One request, from its first byte to the last report, in a straight line. */
import type { Readable } from 'node:stream';
import { parseCallback, type Callback } from '../shared/request';
import type { Report } from '../shared/report';
import { parseSnapshotName } from '../shared/snapshot-name';
import { findProgram } from '../process/find-program';
import { runProgram } from '../process/run-program';
import { takeLock } from '../process/process-lock';
import { connectBack } from './connect-back';
import { connectThroughTunnel } from './connect-through-tunnel';
import type { Retention } from './keep/drop-snapshots';
import { chooseAddress } from './laptop-address';
import {
  makeDryRun,
  makeRealSnapshot,
  type HostPrograms,
  type Job,
  type Surroundings,
} from './make-snapshot';
import { planSnapshot, type SnapshotPlan } from './prepare-partial';
import { openMachineDirectory, probeFileSystem } from './prepare-store';
import { makePrivateDirectory, sweepPrivateDirectories } from './private-directory';
import { readMachine } from './read-machine';
import { readRequest } from './read-request';
import { failure, messageOf, success, type Result } from './result';
import { MachinePaths } from './store-layout';

export interface Call {
  store: string;
  machine: string;
  retention: Retention;
  /** The host may connect to its own loopback for a laptop that called over ssh. */
  allowTunnel: boolean;
  /** ADDRESS:PORT, as the laptop gave it. */
  callback: string;
  /** sshd's SSH_CONNECTION; undefined where the laptop itself started this program. */
  sshConnection: string | undefined;
  stdin: Readable;
}

/**
 * Reports everything but the failure that it returns. The machine's slot comes first: who calls while it is taken is told
 * so before anything of the request is read, and costs nothing more.
 */
export async function receive(call: Call, surroundings: Surroundings): Promise<Result<undefined>> {
  const callback = parseCallback(call.callback);
  if (!callback.ok) return failure({ code: 'request-malformed', detail: callback.reason });
  const paths = new MachinePaths(call.store, call.machine);
  const opened = await openMachineDirectory(paths);
  if (!opened.ok) return opened;
  let lock;
  try {
    lock = takeLock(paths.lock);
  } catch (error) {
    return failure({ code: 'store-unusable', detail: messageOf(error) });
  }
  if (!lock.ok) return failure({ code: 'store-busy', machine: paths.machine });
  try {
    return await withLock(call, callback.value, paths, surroundings);
  } finally {
    lock.release();
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
  call: Call,
  callback: Callback,
  paths: MachinePaths,
  surroundings: Surroundings,
): Promise<Result<undefined>> {
  const request = await readRequest(call.stdin, surroundings.signal);
  if (!request.ok) return request;
  const { reach } = request.value.extension;
  const isOverSsh = call.sshConnection !== undefined;
  if (isOverSsh && reach !== 'direct' && !call.allowTunnel) return failure({ code: 'tunnel-not-allowed' });
  const address = chooseAddress(callback, reach, call.sshConnection);
  if (!address.ok) return address;
  const programs = await findPrograms();
  if (!programs.ok) return programs;
  // Before anything is touched: a killed predecessor's rsync may still be writing there.
  await sweepPrivateDirectories();
  const probed = await probeFileSystem(paths.directory, programs.value.rsync);
  if (!probed.ok) return probed;
  const job = {
    ...{ retention: call.retention, request: request.value, callback, address: address.value },
    ...{ programs: programs.value, fileSystem: probed.value, paths },
  };
  return await withConnection(job, isOverSsh && reach !== 'direct', surroundings);
}

async function withConnection(
  job: Job,
  toLoopback: boolean,
  surroundings: Surroundings,
): Promise<Result<undefined>> {
  const { extension, privateKey } = job.request;
  const content = await readMachine(job.paths);
  const plan = planSnapshot(content, new Date());
  announce(job, plan, surroundings.report);
  const directory = await makePrivateDirectory();
  try {
    const door = { ...extension, privateKey, address: job.address, port: job.callback.port };
    const connect = toLoopback ? connectThroughTunnel : connectBack;
    const connection = await connect(door, job.programs.ssh, directory, surroundings.signal);
    if (!connection.ok) return connection;
    try {
      const makeSnapshot = extension.purpose === 'backup' ? makeRealSnapshot : makeDryRun;
      return await makeSnapshot(
        job,
        { content, plan, directory, connection: connection.value },
        surroundings,
      );
    } finally {
      await connection.value.close();
    }
  } finally {
    directory.remove();
  }
}

function announce({ paths, programs }: Job, plan: SnapshotPlan, report: (report: Report) => void): void {
  const { snapshot, base, resumed, started } = plan;
  report({
    type: 'accepted',
    machine: paths.machine,
    snapshot,
    base: base ?? null,
    resumed: resumed !== undefined,
    rsync: programs.rsyncVersion,
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
