/**
 * The way back through the call's own tunnel, to a port of this host's loopback. The laptop names the port, so whoever has
 * its key could ask for any other: what comes of it must not tell an open port from a closed one, by words or by time.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { anySignal } from '../process/any-signal';
import { connectBack, type Connection, type LaptopDoor } from './connect-back';
import type { PrivateDirectory } from './private-directory';
import { failure, type Result } from './result';

/** As long as the laptop's sshd waits for a login. */
const ANSWER_AFTER_MS = 20_000;
/** More than an ssh takes to end. */
const ENDING_MS = 3000;

/** Fails with connect-back-failed, always in the same words and after the same time, or transfer-interrupted. */
export async function connectThroughTunnel(
  door: LaptopDoor,
  ssh: string,
  directory: PrivateDirectory,
  signal: AbortSignal,
  answerAfterMs = ANSWER_AFTER_MS,
): Promise<Result<Connection>> {
  const up = new AbortController();
  const limit = new AbortController();
  const over = anySignal([signal, up.signal]);
  const after = (milliseconds: number, act: () => void): Promise<void> =>
    delay(milliseconds, undefined, { signal: over }).then(act, () => undefined);
  const atAnswer = after(answerAfterMs, () => undefined);
  // Sooner, so that how long it takes to end what is under way is not told by the answer's time.
  void after(answerAfterMs - Math.min(ENDING_MS, answerAfterMs / 2), () => {
    limit.abort();
  });
  const connection = await connectBack(door, ssh, directory, anySignal([signal, limit.signal]));
  if (connection.ok) {
    up.abort();
    return connection;
  }
  await atAnswer;
  if (signal.aborted) return failure({ code: 'transfer-interrupted', detail: 'the host program was ended' });
  return failure({ code: 'connect-back-failed', detail: 'the laptop did not answer through the tunnel' });
}
