/** One request, from its first byte to the last report, in a straight line. */
import type { Readable } from 'node:stream';
import type { Callback } from '../shared/request';
import type { Report } from '../shared/report';
import { parseSnapshotName } from '../shared/snapshot-name';
import { COME_BACK_SECONDS, takePlace } from './at-once';
import { findRsync } from './find-rsync';
import { clearingUpIfFull } from './keep/when-full';
import { waitForNextBackup, MOST_A_DAY } from './keep/choose';
import type { Retention } from './keep/drop-snapshots';
import { Room } from './keep/make-room';
import { readAged } from './keep/read-history';
import { startHandOn } from './hand-on/start-hand-on';
import { lockMachine } from './machine-lock';
import type { Job, Surroundings } from './job';
import { makeDryRun, makeRealSnapshot } from './make-snapshot';
import { planSnapshot, removeLeftovers, type SnapshotPlan } from './prepare-partial';
import { closeMachineDirectory, openMachineDirectory } from './prepare-store';
import { makePrivateDirectory, sweepPrivateDirectories } from './private-directory';
import { probeFileSystem } from './probe-file-system';
import { endAfterBackup, startAfterBackup } from './proof/start-after-backup';
import { readMachine } from './read-machine';
import { readRequest, type Request } from './read-request';
import { failure, success, type Result } from './result';
import { MachinePaths } from './store-layout';
import { admitStore } from './store-mark';
import { TransferLimit } from './transfer-limit';
import { callbackOf, findWay, goTo, type Caller } from './way-to-laptop';

export interface Call {
  store: string;
  machine: string;
  retention: Retention;
  /** How long to read what is kept afterwards, in seconds. */
  verifySeconds: number;
  /** How long the transfer may take, in seconds. */
  timeLimit: number;
  /** The host may connect to its own loopback for a laptop that called over ssh. */
  allowTunnel: boolean;
  /** How many backups may run in the store; undefined: any number. */
  atOnce: number | undefined;
  /** What the snapshot is handed to afterwards: the absolute path of a program. */
  after: string | undefined;
  caller: Caller;
  stdin: Readable;
}

/**
 * Reports everything but the failure that it returns. The machine's slot comes first: who calls while it is taken is told
 * so before anything of the request is read, and costs nothing more.
 */
export async function receive(call: Call, surroundings: Surroundings): Promise<Result<undefined>> {
  const callback = callbackOf(call.caller);
  if (!callback.ok) return failure({ code: 'request-malformed', detail: callback.reason });
  const paths = new MachinePaths(call.store, call.machine);
  const opened = await openMachineDirectory(paths);
  if (!opened.ok) return opened;
  try {
    const received = await withLock(call, callback.value, paths, surroundings);
    if (!received.ok) return received;
    // Only now is the slot free: the next backup ends what this starts.
    if (received.value.purpose === 'backup') {
      await startAfterBackup(paths, call.verifySeconds);
      await startHandOn(paths, call.after);
    }
    return success(undefined);
  } finally {
    await closeMachineDirectory(paths, opened.value);
  }
}

type Purpose = Pick<Request['extension'], 'purpose'>;

async function withLock(
  call: Call,
  callback: Callback | undefined,
  paths: MachinePaths,
  surroundings: Surroundings,
): Promise<Result<Purpose>> {
  const lock = await lockMachine(paths);
  if (!lock.ok) return failure(lock.failure);
  try {
    const request = await readRequest(call.stdin, surroundings.signal);
    if (!request.ok) return request;
    const { purpose } = request.value.extension;
    const way = findWay(call.caller, callback, call.allowTunnel, request.value);
    if (!way.ok) return way;
    const programs = await findRsync();
    if (!programs.ok) return programs;
    const work = (): Promise<Result<undefined>> =>
      serve(call, { request: request.value, way: way.value, programs: programs.value, paths }, surroundings);
    const made = await (purpose === 'backup' ? inTurn(call, surroundings, work) : work());
    return made.ok ? success({ purpose }) : made;
  } finally {
    lock.release();
  }
}

/** Where too many others are served, the answer is when to come back. A laptop that is older than it takes it for `store-busy`. */
async function inTurn(
  { store, atOnce }: Call,
  { log }: Surroundings,
  work: () => Promise<Result<undefined>>,
): Promise<Result<undefined>> {
  const place = takePlace(store, atOnce, log);
  if (place === undefined) {
    return failure({ code: 'store-busy', machine: 'other machines', seconds: COME_BACK_SECONDS });
  }
  try {
    return await work();
  } finally {
    place.giveBack();
  }
}

async function serve(
  { retention, timeLimit }: Call,
  asked: Pick<Job, 'request' | 'way' | 'programs' | 'paths'>,
  surroundings: Surroundings,
): Promise<Result<undefined>> {
  const { paths, request } = asked;
  const isBackup = request.extension.purpose === 'backup';
  if (isBackup) await endAfterBackup(paths);
  // Before anything is touched: a killed predecessor's rsync may still be writing there.
  await sweepPrivateDirectories();
  const attempt = (): Promise<Result<undefined>> =>
    withStore({ ...asked, retention, timeLimit }, surroundings);
  return isBackup ? clearingUpIfFull(paths, attempt) : attempt();
}

/** Leftovers go first: even the probe needs a little space. */
async function withStore(
  asked: Omit<Job, 'fileSystem' | 'room' | 'mark'>,
  surroundings: Surroundings,
): Promise<Result<undefined>> {
  const { paths, programs, retention, request } = asked;
  const { log, signal, report } = surroundings;
  const isBackup = request.extension.purpose === 'backup';
  const mark = await admitStore(paths, request.extension.store, isBackup, log);
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
  return withConnection({ ...asked, fileSystem: probed.value, room, mark: mark.value }, surroundings);
}

async function withConnection(job: Job, surroundings: Surroundings): Promise<Result<undefined>> {
  const { purpose } = job.request.extension;
  const content = await readMachine(job.paths);
  const plan = planSnapshot(content, new Date());
  announce(job, plan, surroundings.report);
  const directory = await makePrivateDirectory();
  try {
    const connection = await goTo(job.way, directory, surroundings.signal);
    if (!connection.ok) return connection;
    const limit = new TransferLimit(job.timeLimit);
    try {
      const makeSnapshot = purpose === 'backup' ? makeRealSnapshot : makeDryRun;
      return await makeSnapshot(job, { plan, directory, connection: connection.value, limit }, surroundings);
    } finally {
      limit.stop();
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
