/** The history: one outcome a line in `history.jsonl`, appended and never rewritten. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isGood, outcomeSchema, wasMade, type Outcome } from '../../shared/outcome';

const SERIES_MS = 24 * 3_600_000;

/** One write of one line: two programs that append at once do not mix (open(2), O_APPEND). */
function appendOutcome(path: string, outcome: Outcome): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  appendFileSync(path, `${JSON.stringify(outcome)}\n`, { mode: 0o600, flush: true });
}

/**
 * Appends it, unless it is one more of a series: skips for the same reason within a day of the newest record are one
 * record, the first, or a laptop on a journey would fill the history with them.
 */
export function recordOutcome(path: string, outcome: Outcome): void {
  if (outcome.result === 'skipped') {
    const newest = readHistory(path).at(-1);
    const age = Date.parse(outcome.finishedAt) - Date.parse(newest?.finishedAt ?? '');
    const sameReason = newest?.result === 'skipped' && newest.skip.code === outcome.skip.code;
    if (sameReason && age >= 0 && age < SERIES_MS) return;
  }
  appendOutcome(path, outcome);
}

/** All outcomes, oldest first. Lines that are none (a torn write, a newer version's) are passed over. */
export function readHistory(path: string): Outcome[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    const outcome = parseOutcome(line);
    return outcome === undefined ? [] : [outcome];
  });
}

export function lastGoodOf(history: readonly Outcome[]): Outcome | undefined {
  return history.findLast(isGood);
}

/** What a schedule counts from: one that looks wrong is not made again every quarter of an hour. */
export function lastMadeOf(history: readonly Outcome[]): Outcome | undefined {
  return history.findLast(wasMade);
}

function parseOutcome(line: string): Outcome | undefined {
  if (line === '') return undefined;
  try {
    const parsed = outcomeSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
