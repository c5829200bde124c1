/**
 * Sessions in the one connection. The laptop's sshd has one at a time (MaxSessions 1), and ssh ends as soon as it knows how
 * its command ended: sshd may not have closed that session yet when the next one is asked for. It is asked for again then.
 */
import { setTimeout as delay } from 'node:timers/promises';

/** sshd takes milliseconds; a laptop that is busy may take longer. After that it is no matter of turns. */
const AGAIN_MS = 20_000;
const FIRST_WAIT_MS = 25;
const LONGEST_WAIT_MS = 1000;

/** What ssh says where the master's request was refused (OpenSSH, mux.c: mux_client_request_session); nothing else has begun then. */
const REFUSED = 'mux_client_request_session: session request failed: Session open refused by peer';

export interface Attempt<T> {
  value: T;
  /** No session was had: one of the lines that `isRefusal` knows was said. */
  refused: boolean;
}

/** @param line of what ssh, or a program that has started it, says on stderr */
export function isRefusal(line: string): boolean {
  return line.trimEnd() === REFUSED;
}

/** The first attempt that had a session; or, when that took too long or the signal is aborted, the last one. */
export async function inTurn<T>(attempt: () => Promise<Attempt<T>>, signal: AbortSignal): Promise<T> {
  const end = performance.now() + AGAIN_MS;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    const { value, refused } = await attempt();
    if (!refused || signal.aborted || performance.now() + wait > end) return value;
    await delay(wait, undefined, { signal }).catch(() => undefined);
  }
}
