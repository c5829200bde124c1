/**
 * One run, in a straight line: directory, guard, door (for a host over ssh), call, and whatever happens the way back.
 * Everything taken is given back by the undo stack; how it ended is decided in one place from what was seen.
 */
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../shared/failures';
import type { Refused } from '../../shared/outcome';
import { formatRequestBody, REQUEST_PROTOCOL, type RequestExtension } from '../../shared/request';
import { success, type Result } from '../../shared/result';
import { openGuardChannel } from '../ssh/guard-channel';
import { confineReader, type ConfinedReader } from './confine-reader';
import { decideOutcome, type Ending } from './decide-outcome';
import { HostLimits } from './host-limits';
import { makeCall, type CallResult, type CallWatch, type Way } from './make-call';
import { openDoor } from './open-door';
import type { RunContext } from './run-context';
import { createRunDirectory, type RunDirectory } from './run-directory';
import type { RunStep } from './run-state';
import { RunWitness } from './run-witness';
import { writeStandIn } from './stand-in-for-ssh';
import { UndoStack } from './undo-stack';
import { writeGuardPlan } from './write-guard-plan';

export interface PerformedRun {
  ending: Ending;
  refused: Refused;
  /** What served the host was confined because it had started like that before, and not because it was tried out now. */
  confinedAsBefore: boolean;
}

/** What the parts of one run share. */
interface Run {
  context: RunContext;
  /** Moves the run's state. */
  advance: (step: RunStep) => void;
  undo: UndoStack;
  witness: RunWitness;
  reader: { remembered: boolean; used: boolean };
}

const CLEAN_UP_MS = 10_000;

/** Rejects only for a defect; even then everything taken has been given back. */
export async function performRun(
  context: RunContext,
  advance: (step: RunStep) => void,
): Promise<PerformedRun> {
  const undo = new UndoStack();
  const witness = new RunWitness(context);
  const { facts, refused } = witness;
  const reader = { remembered: false, used: false };
  try {
    facts.earlyFailure = await goTheStraightLine({ context, advance, undo, witness, reader });
  } finally {
    try {
      advance({ step: 'clean-up' });
    } finally {
      await undo.unwind(CLEAN_UP_MS, (problem) => {
        context.log(`cleaning up: ${problem}`);
      });
    }
  }
  facts.stopped = context.stop.reason;
  return { ending: decideOutcome(facts), refused, confinedAsBefore: reader.remembered && reader.used };
}

/** Returns why it did not even come to the call. */
async function goTheStraightLine(run: Run): Promise<Failure | undefined> {
  const { context, undo, witness } = run;
  const directory = createRunDirectory();
  if (!directory.ok) return directory.failure;
  undo.push('remove the run directory', directory.value.remove);

  let closeDoor: () => Promise<void> = () => Promise.resolve();
  let endCall = (): void => undefined;
  const limits = new HostLimits(context.limits, {
    idle: (before) => {
      context.log('the host is connected and asks for nothing: it is shown out');
      if (before) stopForSilence(context, 'request', context.limits.idleMs);
      // It has what it came for and may be busy with it: only the door is closed.
      else void closeDoor();
    },
    silent: () => {
      stopForSilence(context, 'report', context.limits.reportMs);
    },
    lingering: () => {
      context.log('the host has said how it ended and does not hang up: its call is ended');
      endCall();
    },
  });
  undo.push('stop the limits', () => {
    limits.clear();
  });

  const socket = join(directory.value.path, 'guard.sock');
  const [offersLists, confined] = await Promise.all([
    writeGuardPlan(directory.value.path, context, socket),
    confineReader(context, directory.value.path).then((reader) => {
      if (reader?.thread !== undefined) undo.push('end the confined thread', reader.thread.close);
      return reader;
    }),
  ]);
  run.reader.remembered = confined?.remembered === true;
  const channel = await openGuardChannel(socket, (message) => {
    context.log(`guard: ${JSON.stringify(message)}`);
    // A store on this machine comes through no door: it is in with its first command.
    if (context.programs.ssh === null) letIn(run, null);
    witness.sawGuard(message);
    if (message.type === 'started' || message.type === 'listing') limits.transferStarted();
    else if (message.type === 'ended' || message.type === 'listed') limits.transferEnded();
  });
  undo.push('end the transfers', channel.close);

  const way = await makeWay(run, limits, directory.value, confined);
  if (!way.ok) return way.failure;
  if (way.value.kind === 'door') {
    const { window } = way.value.door;
    closeDoor = window.close;
    undo.push('close the access window', window.close);
    run.advance({ step: 'listen', port: window.port });
  }
  const body = requestBody(context, way.value, offersLists);
  witness.facts.call = await callAndWait(run, way.value, body, directory.value, {
    started: (call) => {
      endCall = () => void call.stop();
      if (way.value.kind === 'here') limits.hostConnected();
    },
    report: ({ type }) => {
      if (type === 'done' || type === 'failed') limits.concluded();
    },
  });
  return undefined;
}

/** Opens the door for a host that comes over ssh. A store on this machine needs none. */
async function makeWay(
  run: Run,
  limits: HostLimits,
  directory: RunDirectory,
  confined: ConfinedReader | undefined,
): Promise<Result<Way>> {
  const { context, witness } = run;
  const { host } = context.settings;
  const { ssh } = context.programs;
  if (host.kind === 'local') {
    const { runtime, guard, confined: confinedGuard } = context.bundles;
    const program = confined === undefined ? guard : confinedGuard;
    run.reader.used = true;
    return success({ kind: 'here', host, standIn: writeStandIn(directory.path, runtime, program) });
  }
  if (ssh === null) throw new Error('a host over ssh without the programs for it');
  const door = await openDoor(context, host, ssh, directory.path, confined?.thread, {
    processStarted: (identity) => {
      run.reader.used = true;
      directory.recordProcess(identity);
    },
    authenticated: (peer) => {
      limits.hostConnected();
      letIn(run, peer);
    },
    turnedAway: (peer) => {
      witness.sawTurnedAway(peer);
    },
    timedOut: () => {
      const seconds = context.limits.windowMs / 1000;
      const failure: Failure = { code: 'callback-missing', seconds, turnedAway: witness.refused.peers };
      context.stop.stop({ kind: 'failed', failure });
    },
    log: context.log,
  });
  if (!door.ok) return door;
  return success({ kind: 'door', host, ssh, door: door.value, controlSocket: join(directory.path, 'c') });
}

function letIn({ advance, witness }: Run, peer: string | null): void {
  witness.facts.letIn = true;
  advance({ step: 'let-in', peer });
}

function stopForSilence({ stop }: RunContext, awaited: 'request' | 'report', limitMs: number): void {
  stop.stop({ kind: 'failed', failure: { code: 'host-silent', awaited, seconds: limitMs / 1000 } });
}

function requestBody(context: RunContext, way: Way, offersLists: boolean): string {
  const extension: RequestExtension = {
    protocol: REQUEST_PROTOCOL,
    ...(way.kind === 'door' && { hostKey: way.door.hostPublic }),
    user: userInfo().username,
    roots: context.settings.roots,
    reach: way.kind === 'door' ? way.door.reach.kind : 'here',
    purpose: context.purpose,
    store: context.store,
    ...(offersLists && { offersLists, takesNames: true }),
    ...(context.movedRoots.length > 0 && { moved: [...context.movedRoots] }),
  };
  const privateKey = way.kind === 'door' ? way.door.clientPrivate : '';
  return formatRequestBody({ privateKey, extension, excludeList: context.excludeList });
}

/** A stopped run ends its call at once; the door and the transfer are ended by the undo stack. */
function callAndWait(
  { context, advance, undo, witness }: Run,
  way: Way,
  body: string,
  directory: RunDirectory,
  watch: Pick<CallWatch, 'started' | 'report'>,
): Promise<CallResult> {
  return makeCall(context, way, body, {
    started: (call) => {
      directory.recordProcess(call.identity);
      undo.push('end the call', call.stop);
      watch.started(call);
      advance({ step: 'call' });
    },
    report: (report) => {
      witness.sawReport(report);
      watch.report(report);
    },
    answered: () => witness.answered,
  });
}
