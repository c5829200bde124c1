/** The history: one outcome a line in `history.jsonl`, appended and never rewritten. */
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isGood, outcomeSchema, type Outcome } from '../../shared/outcome';

/** One write of one line: two programs that append at once do not mix (open(2), O_APPEND). */
export function appendOutcome(path: string, outcome: Outcome): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  appendFileSync(path, `${JSON.stringify(outcome)}\n`, { mode: 0o600, flush: true });
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

function parseOutcome(line: string): Outcome | undefined {
  if (line === '') return undefined;
  try {
    const parsed = outcomeSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
