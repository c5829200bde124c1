/**
 * One run, in a straight line: directory, keys, guard, window, call, and whatever happens the way back. Everything
 * taken is given back by the undo stack; how it ended is decided in one place from what was seen.
 */
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Failure } from '../../shared/failures';
import type { Refused } from '../../shared/outcome';
import { formatRequestBody, REQUEST_PROTOCOL, type RequestExtension } from '../../shared/request';
import { success, type Result } from '../../shared/result';
import { openAccessWindow, type AccessWindow } from '../ssh/access-window';
import { AllowedPeers } from '../ssh/allowed-peers';
import { openGuardChannel } from '../ssh/guard-channel';
import { makeClientKey, makeHostKey, withoutComment } from '../ssh/one-time-keys';
import { authorizedKeysLine, forcedCommand, sshdArguments, sshdFilesIn } from '../ssh/sshd-options';
import { decideOutcome, type Ending } from './decide-outcome';
import { HostLimits } from './host-limits';
import { makeCall, type CallResult, type CallWatch } from './make-call';
import { planReach, type Reach } from './reach';
import type { RunContext } from './run-context';
import { createRunDirectory, type RunDirectory } from './run-directory';
import type { RunStep } from './run-state';
import { RunWitness } from './run-witness';
import { UndoStack } from './undo-stack';
import { writeGuardPlan } from './write-guard-plan';

export interface PerformedRun {
  ending: Ending;
  refused: Refused;
}

export const NOBODY: Refused = { commands: 0, reasons: [], peers: [] };

/** What the parts of one run share. */
interface Run {
  context: RunContext;
  /** Moves the run's state. */
  advance: (step: RunStep) => void;
  undo: UndoStack;
  witness: RunWitness;
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
  try {
    facts.earlyFailure = await goTheStraightLine({ context, advance, undo, witness });
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
  return { ending: decideOutcome(facts), refused };
}

/** Returns why it did not even come to the call. */
async function goTheStraightLine(run: Run): Promise<Failure | undefined> {
  const { context, undo, witness } = run;
  const directory = createRunDirectory();
  if (!directory.ok) return directory.failure;
  undo.push('remove the run directory', directory.value.remove);

  const reach = await planReach(context.settings.host, context.programs.ssh, context.stop.signal);
  if (!reach.ok) return reach.failure;
  const keys = await makeKeys(directory.value.path, context);
  if (!keys.ok) return keys.failure;

  const limits = new HostLimits(context.limits, {
    idle: (before) => {
      context.log('the host is connected and asks for nothing: it is shown out');
      if (before) stopForSilence(context, 'request', context.limits.idleMs);
      // It has what it came for and may be busy with it: only the window is closed.
      else if (window.ok) void window.value.close();
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
  writeGuardPlan(directory.value.path, context, socket);
  const channel = await openGuardChannel(socket, (message) => {
    context.log(`guard: ${JSON.stringify(message)}`);
    witness.sawGuard(message);
    if (message.type === 'started') limits.transferStarted();
    else if (message.type === 'ended') limits.transferEnded();
  });
  undo.push('end the transfers', channel.close);

  const window = await openWindow(run, limits, reach.value, directory.value, keys.value.clientPublic);
  if (!window.ok) return window.failure;
  undo.push('close the access window', window.value.close);
  run.advance({ step: 'listen', port: window.value.port });

  const body = formatRequestBody({
    privateKey: keys.value.clientPrivate,
    extension: requestExtension(context, reach.value, keys.value.hostPublic),
    excludeList: context.excludeList,
  });
  let endCall = (): void => undefined;
  witness.facts.call = await callAndWait(run, reach.value, window.value.port, body, directory.value, {
    started: (call) => {
      endCall = () => void call.stop();
    },
    report: ({ type }) => {
      if (type === 'done' || type === 'failed') limits.concluded();
    },
  });
  return undefined;
}

async function makeKeys(
  directory: string,
  { programs, stop }: RunContext,
): Promise<Result<{ clientPrivate: string; clientPublic: string; hostPublic: string }>> {
  const [client, host] = await Promise.all([
    makeClientKey(directory, programs, stop.signal),
    makeHostKey(directory, programs, stop.signal),
  ]);
  if (!client.ok) return client;
  if (!host.ok) return host;
  return success({
    clientPrivate: client.value.privateKey,
    clientPublic: client.value.publicKey,
    hostPublic: withoutComment(host.value.publicKey),
  });
}

function openWindow(
  { context, advance, witness }: Run,
  limits: HostLimits,
  reach: Reach,
  directory: RunDirectory,
  clientPublic: string,
): Promise<Result<AccessWindow>> {
  const peers = new AllowedPeers(reach.allowFrom);
  const files = sshdFilesIn(directory.path);
  writeFileSync(files.authorizedKeys, authorizedKeysLine(clientPublic, peers.toPatternList()), {
    mode: 0o600,
  });
  const command = forcedCommand(context.bundles.runtime, context.bundles.guard, directory.path);
  return openAccessWindow(
    {
      address: reach.listenAddress,
      port: reach.listenPort,
      peers,
      sshd: context.programs.sshd,
      sshdArguments: sshdArguments(files, userInfo().username, command),
      openMs: context.limits.windowMs,
    },
    {
      processStarted: directory.recordProcess,
      authenticated: (peer) => {
        witness.facts.letIn = true;
        limits.hostConnected();
        advance({ step: 'let-in', peer });
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
    },
  );
}

function stopForSilence({ stop }: RunContext, awaited: 'request' | 'report', limitMs: number): void {
  stop.stop({ kind: 'failed', failure: { code: 'host-silent', awaited, seconds: limitMs / 1000 } });
}

function requestExtension(context: RunContext, reach: Reach, hostKey: string): RequestExtension {
  return {
    protocol: REQUEST_PROTOCOL,
    hostKey,
    user: userInfo().username,
    roots: context.settings.roots,
    reach: reach.kind,
    purpose: context.purpose,
    store: context.store,
  };
}

/** A stopped run ends its call at once; the window and the transfer are ended by the undo stack. */
function callAndWait(
  { context, advance, undo, witness }: Run,
  reach: Reach,
  port: number,
  body: string,
  directory: RunDirectory,
  watch: Pick<CallWatch, 'started' | 'report'>,
): Promise<CallResult> {
  return makeCall(context, reach, port, body, {
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
