/** The call of one run, with its further tries: another address family, another port for the tunnel. */
import { randomInt } from 'node:crypto';
import { asPlainNode } from '../../process/environment';
import type { Failure } from '../../shared/failures';
import type { Report } from '../../shared/report';
import { formatCallback } from '../../shared/request';
import type { LocalHostSettings, SshHostSettings } from '../../shared/settings';
import { callArguments, familiesToTry } from '../ssh/call-arguments';
import { callHost, type Call } from '../ssh/call-host';
import { classifyCall } from '../ssh/classify-call';
import { localHostArguments } from './local-host-arguments';
import type { Door } from './open-door';
import type { SshPrograms } from './programs';
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

const TUNNEL_TRIES = 5;

/** How the host gets at the files of this run: through the door, or, for a store on this machine, without one. */
export type Way =
  | { kind: 'door'; host: SshHostSettings; ssh: SshPrograms; door: Door }
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
  let result: CallResult | undefined;
  for (const family of familiesToTry(reach.destination, host)) {
    for (let tries = 0; tries < TUNNEL_TRIES; tries += 1) {
      const tunnel =
        reach.kind === 'tunnel' ? { remotePort: randomPort(), localPort: window.port } : undefined;
      const callback = formatCallback({ host: reach.callbackHost, port: tunnel?.remotePort ?? window.port });
      const args = callArguments({ settings: host, family, tunnel, callback });
      result = await callOnce(context, { file: ssh.ssh, args, isSsh: true }, {}, body, watch);
      if (watch.answered() || context.stop.signal.aborted) return result;
      // ssh does not say whether the port is taken or tunnels are forbidden; other ports settle it.
      if (result.failure.code !== 'tunnel-refused') break;
    }
    if (result?.failure.code !== 'host-unreachable') break;
  }
  if (result === undefined) throw new Error('a destination without a way to it');
  return result;
}

/** The same program as on a host, with the same request, as a child of ours. */
function startHostHere(
  { bundles, machine, ...context }: RunContext,
  { host, standIn }: Extract<Way, { kind: 'here' }>,
  body: string,
  watch: CallWatch,
): Promise<CallResult> {
  const args = [bundles.host, ...localHostArguments(host, machine, standIn)];
  return callOnce(context, { file: bundles.runtime, args, isSsh: false }, asPlainNode(), body, watch);
}

async function callOnce(
  context: Pick<RunContext, 'log' | 'stop'>,
  { file, args, isSsh }: { file: string; args: readonly string[]; isSsh: boolean },
  environment: Record<string, string>,
  body: string,
  watch: CallWatch,
): Promise<CallResult> {
  context.log(`calling: ${[file, ...args].join(' ')}`);
  const call = await callHost({ file, args, env: environment, signal: context.stop.signal }, body, {
    ...{ report: watch.report, log: context.log },
  });
  watch.started(call);
  const { status, signal, startError, stderr } = await call.ended;
  context.log(`the call ended with ${signal ?? `status ${status ?? 'none'}`}`);
  if (startError !== undefined) return { status, failure: { code: 'internal', detail: startError } };
  return { status, failure: classifyCall({ status, signal, isSsh }, stderr) };
}

/** Outside of what services use, and of most of what Linux gives out by itself (ip_local_port_range). */
function randomPort(): number {
  return randomInt(20_000, 32_000);
}
