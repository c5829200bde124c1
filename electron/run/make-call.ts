/** The call of one run, with its further tries: another address family; and the tunnel it may come back through. */
import { basename, dirname } from 'node:path';
import { asPlainNode } from '../../process/environment';
import { waitForFile } from '../../process/wait-for-file';
import { describeFailure } from '../../shared/describe-failure';
import type { Failure } from '../../shared/failures';
import type { Report } from '../../shared/report';
import { formatCallback } from '../../shared/request';
import type { LocalHostSettings, SshHostSettings } from '../../shared/settings';
import { callArguments, carriedCallArguments, carrierArguments, familiesToTry } from '../ssh/call-arguments';
import { explainFailure } from '../ssh/explain-failure';
import { callHost, type Call, type CallEnd } from '../ssh/call-host';
import { classifyCall } from '../ssh/classify-call';
import { openTunnel } from '../ssh/open-tunnel';
import type { SshPrograms } from '../ssh/programs';
import { keepArguments } from '../../shared/keep-policy';
import type { Door } from './open-door';
import type { RunContext } from './run-context';

export interface CallResult {
  status: number | null;
  failure: Failure;
}

export interface CallWatch {
  /** Gets each call as soon as it runs. */
  started: (call: Call) => void;
  report: (report: Report) => void;
  /** Whether the host has answered: then this call is the one, however it ends. */
  answered: () => boolean;
}

/** How the host gets at the files of this run: through the door, or, for a store on this machine, without one. */
export type Way =
  | {
      kind: 'door';
      host: SshHostSettings;
      ssh: SshPrograms;
      door: Door;
      /** In the run directory: where a call with a tunnel is asked for it. */
      controlSocket: string;
    }
  | { kind: 'here'; host: LocalHostSettings; standIn: string };

/** Calls until the host answers, or nothing further can be tried; the last try's end counts. */
export async function makeCall(
  context: RunContext,
  way: Way,
  body: string,
  watch: CallWatch,
): Promise<CallResult> {
  if (way.kind === 'here') return startHostHere(context, way, body, watch);
  const { host, ssh } = way;
  const { reach, window } = way.door;
  const explained = async ({ ended, result }: CallAndEnd): Promise<CallResult> => ({
    ...result,
    failure: await explainFailure(result.failure, ended?.stderr ?? [], ssh, host),
  });
  let result: CallResult | undefined;
  for (const family of familiesToTry(reach.destination, host)) {
    const connection = { settings: host, destination: reach.destination, family };
    const callback = formatCallback({ host: reach.callbackHost, port: window.port });
    const direct = { file: ssh.ssh, args: callArguments(connection, callback), isSsh: true };
    result = await explained(
      reach.kind === 'tunnel'
        ? await callThroughTunnel(context, way, connection, body, watch)
        : await callOnce(context, direct, body, watch),
    );
    if (watch.answered() || context.stop.signal.aborted) return result;
    if (result.failure.code !== 'host-unreachable') break;
  }
  if (result === undefined) throw new Error('a destination without a way to it');
  return result;
}

/** The connection first, then its tunnel, then the call: the host is told where to knock when somebody is there. */
async function callThroughTunnel(
  context: RunContext,
  { ssh: { ssh }, door: { reach, window }, controlSocket }: Extract<Way, { kind: 'door' }>,
  connection: Parameters<typeof carrierArguments>[0],
  body: string,
  watch: CallWatch,
): Promise<CallAndEnd> {
  // The wait comes first: a socket that was made before it would never be seen.
  const socket = waitForFile(dirname(controlSocket), basename(controlSocket));
  const carrierProgram = { file: ssh, args: carrierArguments(connection, controlSocket), isSsh: true };
  const carrier = await startCall(context, carrierProgram, watch);
  const end = carrier.ended.then((ended) => ({ ended }));
  try {
    const gone = await Promise.race([socket.appeared, end]);
    if (gone !== undefined) return { ...gone, result: readEnd(context, carrierProgram, gone.ended) };
    const remotePort = await openTunnel(ssh, controlSocket, window.port);
    if (!remotePort.ok) {
      context.log(`no tunnel: ${describeFailure(remotePort.failure).sentence}`);
      return { result: { status: null, failure: remotePort.failure } };
    }
    const callback = formatCallback({ host: reach.callbackHost, port: remotePort.value });
    const args = carriedCallArguments(controlSocket, callback);
    const carried = await callOnce(context, { file: ssh, args, isSsh: true }, body, watch);
    if (carried.ended?.status !== 255) return carried;
    // The connection knows why.
    await carrier.stop();
    const { stderr } = (await end).ended;
    const ended = { ...carried.ended, stderr: [...carried.ended.stderr, ...stderr] };
    return { ended, result: readEnd(context, carrierProgram, ended) };
  } finally {
    socket.stop();
    await carrier.stop();
  }
}

/** The same program as on a host, with the same request, as a child of ours. */
async function startHostHere(
  { bundles, machine, ...context }: RunContext,
  { host, standIn }: Extract<Way, { kind: 'here' }>,
  body: string,
  watch: CallWatch,
): Promise<CallResult> {
  const args = [bundles.host, ...localHostArguments(host, machine, standIn)];
  const program = { file: bundles.runtime, args, isSsh: false, env: asPlainNode() };
  const { startMs } = context.limits;
  const start = { isOver: false };
  const started = (call: Call): void => {
    watch.started(call);
    // Without the threads that it wants, Node itself hangs before it has read a word of the program (tried: 20).
    const limit = setTimeout(() => {
      start.isOver = true;
      void call.stop();
    }, startMs);
    const clear = (): void => {
      clearTimeout(limit);
    };
    void call.heard.then(clear);
    void call.ended.then(clear);
  };
  const { result } = await callOnce(context, program, body, { ...watch, started });
  if (!start.isOver) return result;
  const detail = `it said nothing for ${startMs / 1000} seconds`;
  return {
    status: result.status,
    failure: { code: 'program-not-started', program: 'latchkey-host', detail },
  };
}

interface CallAndEnd {
  /** None where it was ended before it was made. */
  ended?: CallEnd;
  result: CallResult;
}

interface ProgramOfCall {
  file: string;
  args: readonly string[];
  isSsh: boolean;
  env?: Record<string, string>;
}

type Calling = Pick<RunContext, 'log' | 'stop'>;

async function callOnce(
  context: Calling,
  program: ProgramOfCall,
  body: string,
  watch: CallWatch,
): Promise<CallAndEnd> {
  const call = await startCall(context, program, watch);
  call.send(body);
  const ended = await call.ended;
  return { ended, result: readEnd(context, program, ended) };
}

async function startCall(
  { log, stop }: Calling,
  { file, args, env }: ProgramOfCall,
  watch: CallWatch,
): Promise<Call> {
  log(`calling: ${[file, ...args].join(' ')}`);
  const start = { file, args, ...(env && { env }), signal: stop.signal };
  const call = await callHost(start, { report: watch.report, log });
  watch.started(call);
  return call;
}

function readEnd(
  { log }: Pick<RunContext, 'log'>,
  { isSsh, file, args }: ProgramOfCall,
  ended: CallEnd,
): CallResult {
  const { status, signal, startError, stderr } = ended;
  log(`the call ended with ${signal ?? `status ${status ?? 'none'}`}`);
  if (startError !== undefined) {
    const program = isSsh ? basename(file) : 'latchkey-host';
    return { status, failure: { code: 'program-not-started', program, detail: startError } };
  }
  return { status, failure: classifyCall({ status, signal, isSsh, asked: args.at(-1) }, stderr) };
}

/**
 * How latchkey-host is asked for a backup to a store of this machine: what a host's authorized_keys would say.
 * @param standIn the script that its rsync calls in the place of ssh
 */
export function localHostArguments(
  { directory, keep }: LocalHostSettings,
  machine: string,
  standIn: string,
): string[] {
  return ['--store', directory, '--machine', machine, ...keepArguments(keep), '--request-here', standIn];
}
