/**
 * The run's end of its socket to the guard. While a guard is connected, its transfer lives; when this end closes, or
 * dies with its process, the guard ends its rsync.
 */
import { createServer, type Server, type Socket } from 'node:net';
import * as z from 'zod';
import type { GuardMessage } from '../guard/messages';
import { readLines } from '../../process/read-lines';

const messageSchema: z.ZodType<GuardMessage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), root: z.string() }),
  z.object({ type: z.literal('listing'), root: z.string() }),
  z.object({ type: z.literal('listed'), root: z.string() }),
  z.object({ type: z.literal('refused'), reason: z.string() }),
  z.object({ type: z.literal('not-started'), reason: z.string() }),
  z.object({ type: z.literal('ended'), root: z.string(), status: z.int().nullable() }),
]);

export interface GuardChannel {
  /** Tells every guard to end its transfer; settles when all have gone. */
  close: () => Promise<void>;
}

export async function openGuardChannel(
  socketPath: string,
  onMessage: (message: GuardMessage) => void,
): Promise<GuardChannel> {
  const guards = new Set<Socket>();
  // Half-open, so that a guard that was told to go can be waited for.
  const server = createServer({ allowHalfOpen: true }, (guard) => {
    guards.add(guard);
    guard.once('close', () => guards.delete(guard));
    guard.once('end', () => guard.end());
    readLines(guard, 'utf8', (line) => {
      const message = parseMessage(line);
      if (message !== undefined) onMessage(message);
    });
  });
  await listen(server, socketPath);
  return {
    close: async () => {
      server.close();
      await Promise.all([...guards].map(sendAway));
    },
  };
}

function sendAway(guard: Socket): Promise<void> {
  return new Promise((resolve) => {
    guard.once('close', () => {
      resolve();
    });
    guard.end();
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      resolve();
    });
  });
}

function parseMessage(line: string): GuardMessage | undefined {
  try {
    const parsed = messageSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
