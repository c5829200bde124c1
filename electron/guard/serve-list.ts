/**
 * Hands out the list of a root, a file that the run has written before it opened its door (shared/tree-list.ts). Nothing is read
 * here but that file: the list says no more than rsync would say of the root under the run's own exclude rules.
 */
import { createReadStream } from 'node:fs';
import { Socket } from 'node:net';
import { finished } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { GuardPlan, GuardRoot } from './plan';

const COMMAND = 'latchkey-list ';
const PIECE = 16 * 1024;

/** The root whose list is asked for, by exactly this word, one space and the root's own path, and that has one. */
export function findListed(
  command: string,
  roots: readonly GuardRoot[],
): (GuardRoot & { listFile: string }) | undefined {
  for (const root of roots) {
    const { listFile } = root;
    if (listFile !== null && command === `${COMMAND}${root.path}`) return { ...root, listFile };
  }
  return undefined;
}

/** False where it did not come to its end: the run is gone, the peer is, or it did not read on in time. */
export async function serveList(
  listFile: string,
  { bandwidthLimit, silenceLimit }: Pick<GuardPlan, 'bandwidthLimit' | 'silenceLimit'>,
  runGone: AbortSignal,
): Promise<boolean> {
  // Not process.stdout, whose writes would block the guard for as long as the peer does not read.
  const peer = new Socket({ fd: 1, readable: false, writable: true });
  const end = () => {
    peer.destroy();
  };
  peer.on('error', end);
  runGone.addEventListener('abort', end);
  if (runGone.aborted) end();
  try {
    for await (const piece of createReadStream(listFile, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
      const silence = setTimeout(end, silenceLimit * 1000);
      await new Promise((written) => peer.write(piece, written));
      clearTimeout(silence);
      if (peer.destroyed) return false;
      // As rsync's --bwlimit counts: KiB a second.
      if (bandwidthLimit !== null) await delay((piece.length / (bandwidthLimit * 1024)) * 1000);
    }
    await finished(peer.end());
    return true;
  } catch {
    return false;
  }
}
