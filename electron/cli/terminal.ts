/** Writing to people and programs, one line a call. What people read goes to stdout, what went wrong to stderr. */
import { safeJson, safeText } from '../../shared/safe-text';
import type { JsonOutput, JsonOutputName } from './json-outputs';
import { findOwnLanguage } from './own-language';

/** Back to the beginning of the terminal's line, and it is empty: for one that is drawn again. */
export const CLEAR_LINE = '\r\u001b[K';

export function say(text: string): void {
  process.stdout.write(`${safeText(text)}\n`);
}

export function complain(text: string): void {
  process.stderr.write(`latchkey: ${safeText(text)}\n`);
}

/** One JSON object a line, of the shape that the command's output has: `sayJson<'status'>({ ... })`. */
export function sayJson<K extends JsonOutputName = never>(value: JsonOutput<K>): void {
  process.stdout.write(`${safeJson(value)}\n`);
}

let isLost = false;

/** Whether something could not be written that somebody was to read. */
export function isOutputLost(): boolean {
  return isLost;
}

/**
 * What is said must not end a backup: a reader that has gone away (`latchkey --status | head -1`) is no error of ours, and a
 * full disk under the output costs the output alone. That is said once, where it can be.
 */
export function surviveLostOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || isLost) return;
      isLost = true;
      if (stream === process.stdout) void complainOfLoss(error.message);
    });
  }
}

async function complainOfLoss(problem: string): Promise<void> {
  const { words } = await findOwnLanguage(process.env);
  complain(words.terminal.trouble.outputLost(problem));
}
