/** Writing to people and programs, one line a call. What people read goes to stdout, what went wrong to stderr. */
import { safeJson, safeText } from '../../shared/safe-text';

export function say(text: string): void {
  process.stdout.write(`${safeText(text)}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`latchkey: ${safeText(text)}\n`);
}

/** One JSON object a line. */
export function sayJson(value: unknown): void {
  process.stdout.write(`${safeJson(value)}\n`);
}

/** A reader that has gone away (`latchkey --status | head -1`) is no error of ours, and must not end a backup. */
export function ignoreClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
