/** The one-time code of a host: typed at the terminal, or from a script's standard input; never an argument. */
import { createInterface } from 'node:readline/promises';
import { safeText } from '../../shared/safe-text';

/** Far above what a code has. */
const LONGEST = 200;

/** The first line; undefined where there is none, or nobody to ask. */
export async function readCode(from: 'ask' | 'stdin', destination: string): Promise<string | undefined> {
  if (from === 'ask') {
    if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
    process.stderr.write(wordsFor(destination));
  }
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line.trim().slice(0, LONGEST) || undefined;
    return undefined;
  } finally {
    lines.close();
    process.stdin.destroy();
  }
}

function wordsFor(destination: string): string {
  return `The snapshots are on ${safeText(destination)}. There, as the user that keeps the backups, run

  latchkey-host --grant-restore            (or: sudo -u bak latchkey-host --grant-restore)

and type the code that it shows: `;
}
