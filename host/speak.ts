/**
 * What this program says to whoever called it: reports on stdout, one JSON object a line, and words for people on stderr.
 * Who calls need not read: then words are left out, what makes reports waits, and the end does not.
 */
import type { Writable } from 'node:stream';
import { EXIT } from '../shared/exit-codes';
import { formatReportLine, type Report } from '../shared/report';
import { safeJson, safeText } from '../shared/safe-text';
import type { JsonOutput, JsonOutputName } from './json-outputs';

/** Bytes that wait to be read. */
const MOST_WAITING = 1024 * 1024;
const LAST_WORDS_MS = 10_000;

let leftOut = 0;

/** While too much waits on stderr, words are left out, and their number is said in their place. */
export function say(words: string): void {
  if (isBehind(process.stderr)) {
    leftOut += 1;
    return;
  }
  if (leftOut > 0) {
    process.stderr.write(`latchkey-host: ${leftOut} messages were left out, since nobody was reading them\n`);
    leftOut = 0;
  }
  const lines = words.split('\n').map((line) => safeText(line));
  process.stderr.write(`latchkey-host: ${lines.join('\n')}\n`);
}

/** What `--json` prints, of the shape that the command's output has: `jsonLine<'list'>(snapshots)`. */
export function jsonLine<K extends JsonOutputName = never>(value: JsonOutput<K>): string {
  return `${safeJson(value)}\n`;
}

/** Gives the status to end with. */
export function refuseUsage(reason: string): number {
  say(`${reason}\nSee latchkey-host --help.`);
  return EXIT.usage;
}

/** How a transfer goes is left out while nobody reads; the next word of it says as much. All else is kept. */
export function report(line: Report): void {
  if (line.type === 'progress' && isBehind(process.stdout)) return;
  process.stdout.write(formatReportLine(line));
}

/** Settles when reports are read again, or never will be; undefined where they are. For what makes them by the million. */
export function untilHeard(): Promise<void> | undefined {
  return isBehind(process.stdout) ? drained(process.stdout) : undefined;
}

/** Ends the process, with what it has said where that is read within ten seconds. */
export async function endWith(status: number): Promise<never> {
  const limit = new Promise<void>((resolve) => {
    setTimeout(resolve, LAST_WORDS_MS);
  });
  await Promise.race([Promise.all([drained(process.stdout), drained(process.stderr)]), limit]);
  process.exit(status);
}

function isBehind(stream: Writable): boolean {
  return stream.writableLength > MOST_WAITING;
}

function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      resolve();
    };
    // In the order of writing: this comes after all that waits.
    if (stream.destroyed || stream.writableLength === 0) settle();
    else stream.write('', settle);
    stream.once('close', settle);
    stream.once('error', settle);
  });
}
