/** Writing to people and programs, one line a call. What people read goes to stdout, what went wrong to stderr. */
import { fstatSync } from 'node:fs';
import { safeJson, safeText } from '../../shared/safe-text';
import type { JsonOutput, JsonOutputName } from './json-outputs';
import { findOwnLanguage } from './own-language';

/** Back to the beginning of the terminal's line, and it is empty: for one that is drawn again. */
export const CLEAR_LINE = '\r\u001b[K';

export function say(text: string): void {
  process.stdout.write(`${safeText(text)}\n`);
}

/** `weight`: how the journal sorts it, where it goes there. */
export function complain(text: string, weight: keyof typeof PRIORITIES = 'error'): void {
  const who = goesToJournal() ? PRIORITIES[weight] : 'latchkey: ';
  process.stderr.write(`${who}${safeText(text)}\n`);
}

/** At the beginning of a line (sd-daemon(3)). Whose it is, the journal knows from the unit. */
const PRIORITIES = { error: '<3>', warning: '<4>' } as const;

/** What a service has started may write elsewhere: so this is device and inode of the journal's stream (systemd.exec(5)). */
function goesToJournal(): boolean {
  const { JOURNAL_STREAM: stream } = process.env;
  if (stream === undefined) return false;
  const { dev, ino } = fstatSync(process.stderr.fd, { bigint: true });
  return stream === `${dev}:${ino}`;
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
