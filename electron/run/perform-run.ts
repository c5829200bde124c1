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
import { IdleLimit } from './idle-limit';
import { makeCall, type CallResult } from './make-call';
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

  const idle = new IdleLimit(context.windowMs, () => {
    context.log('the host is connected and asks for nothing: it is shown out');
    if (witness.facts.transfersStarted === 0) stopIdleRun(context);
    // It has what it came for and may be busy with it: only the door is shut.
    else if (window.ok) void window.value.close();
  });
  undo.push('stop the idle limit', () => {
    idle.clear();
  });

  const socket = join(directory.value.path, 'guard.sock');
  writeGuardPlan(directory.value.path, context, socket);
  const channel = await openGuardChannel(socket, (message) => {
    context.log(`guard: ${JSON.stringify(message)}`);
    witness.sawGuard(message);
    if (message.type === 'started') idle.transferStarted();
    else if (message.type === 'ended') idle.transferEnded();
    else idle.requestRefused();
  });
  undo.push('end the transfers', channel.close);

  const window = await openWindow(run, idle, reach.value, directory.value, keys.value.clientPublic);
  if (!window.ok) return window.failure;
  undo.push('close the access window', window.value.close);
  run.advance({ step: 'listen', port: window.value.port });

  const body = formatRequestBody({
    privateKey: keys.value.clientPrivate,
    extension: requestExtension(context, reach.value, keys.value.hostPublic),
    excludeList: context.excludeList,
  });
  witness.facts.call = await callAndWait(run, reach.value, window.value.port, body, directory.value);
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
  idle: IdleLimit,
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
      openMs: context.windowMs,
    },
    {
      processStarted: directory.recordProcess,
      authenticated: (peer) => {
        witness.facts.letIn = true;
        idle.hostConnected();
        advance({ step: 'let-in', peer });
      },
      turnedAway: (peer) => {
        witness.sawTurnedAway(peer);
      },
      timedOut: () => {
        const seconds = context.windowMs / 1000;
        const failure: Failure = { code: 'callback-missing', seconds, turnedAway: witness.refused.peers };
        context.stop.stop({ kind: 'failed', failure });
      },
      log: context.log,
    },
  );
}

/** It gets as long to ask for something as it had to come. */
function stopIdleRun({ stop, windowMs }: RunContext): void {
  const detail = `the host was connected for ${windowMs / 1000} seconds without asking for anything`;
  stop.stop({ kind: 'failed', failure: { code: 'transfer-interrupted', detail } });
}

function requestExtension(context: RunContext, reach: Reach, hostKey: string): RequestExtension {
  return {
    protocol: REQUEST_PROTOCOL,
    hostKey,
    user: userInfo().username,
    roots: context.settings.roots,
    reach: reach.kind,
    purpose: context.purpose,
  };
}

/** A stopped run ends its call at once; the window and the transfer are ended by the undo stack. */
function callAndWait(
  { context, advance, undo, witness }: Run,
  reach: Reach,
  port: number,
  body: string,
  directory: RunDirectory,
): Promise<CallResult> {
  return makeCall(context, reach, port, body, {
    started: (call) => {
      directory.recordProcess(call.identity);
      undo.push('end the call', call.stop);
      const stop = (): void => void call.stop();
      if (context.stop.signal.aborted) stop();
      else context.stop.signal.addEventListener('abort', stop, { once: true });
      advance({ step: 'call' });
    },
    report: (report) => {
      witness.sawReport(report);
    },
    answered: () => witness.answered,
  });
}
