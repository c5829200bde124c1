/**
 * Whether it is worth calling the host at all: a TCP connection to what ssh would connect to. After a resume or a start
 * the network needs a while, so the first refusals are no answer yet.
 */
import { statSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { HostSettings } from '../../shared/settings';
import type { Skip } from '../../shared/skips';
import { resolveDestination } from '../ssh/destination';
import { findLockedDisks } from '../store/locked-disks';

export interface ReachQuestion {
  host: HostSettings;
  /** ssh's absolute path; it says where the destination is. */
  ssh: string;
  signal: AbortSignal;
  /** How long to go on trying. Default 45 seconds; one connection gets at most 5. */
  withinMs?: number;
}

const WITHIN_MS = 45_000;
const ONE_TRY_MS = 5000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

/**
 * Why not; undefined where it answers, where only ssh itself can tell (a jump host, a proxy command, a destination that
 * ssh does not understand: the run names that failure), and after an abort.
 */
export async function findUnreachable(question: ReachQuestion): Promise<Skip | undefined> {
  const { host, signal } = question;
  if (host.kind === 'local') {
    const there = statSync(host.directory, { throwIfNoEntry: false })?.isDirectory() === true;
    if (there) return undefined;
    const locked = await findLockedDisks();
    return { code: 'store-not-there', directory: host.directory, ...(locked.length > 0 && { locked }) };
  }
  const destination = await resolveDestination(question.ssh, host, signal);
  if (!destination.ok || destination.value.proxied) return undefined;
  const { hostname, port } = destination.value;
  const giveUp = Date.now() + (question.withinMs ?? WITHIN_MS);
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const problem = await tryToConnect(hostname.replace(/^\[|\]$/g, ''), port, signal);
    if (problem === undefined) return undefined;
    if (Date.now() + pause >= giveUp) {
      return { code: 'host-not-reachable', host: host.destination, detail: problem };
    }
    // An abort ends the wait.
    await delay(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
  }
  return undefined;
}

/** The name is looked up anew each time: after a resume the answer changes. Undefined where somebody answers. */
function tryToConnect(host: string, port: number, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal });
    const end = (problem: string | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(problem);
    };
    const timer = setTimeout(() => {
      end(`no answer within ${ONE_TRY_MS / 1000} seconds`);
    }, ONE_TRY_MS);
    socket.once('connect', () => {
      end(undefined);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      end(describe(error));
    });
  });
}

/** Node's own words ("connect ECONNREFUSED 192.0.2.1:22") are no sentence. */
function describe(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'it refuses the connection';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its name is not known here';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return 'there is no way to it';
    default:
      return error.message;
  }
}
