/**
 * The history: one outcome a line in `history.jsonl`. The file is bounded: when it has grown too large, its older half
 * goes to the end of `history-older.jsonl` beside it, which only an export reads.
 */
import { replaceFile } from '../../process/write-state-file';
import { isGood, wasMade, outcomeSchema, type Outcome } from '../../shared/outcome';
import { nameOfHost, type Settings } from '../../shared/settings';
import { appendLines, appendOlder, MOST_OLDER_BYTES, olderFile, readRange, readTail } from './history-file';

const SERIES_MS = 24 * 3_600_000;
/** Some thousands of records; more are never read. */
const MOST_RECENT_BYTES = 2 * 1024 * 1024;
const KEPT_BYTES = MOST_RECENT_BYTES / 2;

/**
 * Appends it, unless it is one more of a series: skips for the same reason within a day of the newest record of that destination are one
 * record, the first, or a laptop on a journey would fill the history with them. Each word of a host that is busy counts: it has a time
 * of its own. Call it under the run's lock.
 */
export function recordOutcome(path: string, outcome: Outcome): void {
  if (outcome.result === 'skipped' && outcome.skip.code !== 'host-busy') {
    const newest = readHistory(path).findLast(({ host }) => host === outcome.host);
    const age = Date.parse(outcome.finishedAt) - Date.parse(newest?.finishedAt ?? '');
    const sameReason = newest?.result === 'skipped' && newest.skip.code === outcome.skip.code;
    if (sameReason && age >= 0 && age < SERIES_MS) return;
  }
  const before = appendLines(path, Buffer.from(`${JSON.stringify(outcome)}\n`));
  if (before > MOST_RECENT_BYTES) moveOlder(path);
}

/** The newest outcomes, oldest first. Lines that are none (a torn write, a newer version's) are passed over. */
export function readHistory(path: string): Outcome[] {
  const tail = readTail(path, MOST_RECENT_BYTES);
  return tail === undefined ? [] : parseOutcomes(tail.bytes);
}

/** All there ever were, oldest first, as far as they fit into memory: some two hundred thousand. */
export function readWholeHistory(path: string): Outcome[] {
  const older = readTail(olderFile(path), MOST_OLDER_BYTES);
  const all = [...(older === undefined ? [] : parseOutcomes(older.bytes)), ...readHistory(path)];
  // The last good ones stand in both files.
  return [...new Map(all.map((outcome) => [outcome.id, outcome])).values()];
}

/**
 * What counts for the destination that is set: a backup at another one, or a failure to reach that, says nothing about
 * this one. Records without a destination are of runs that could not read the settings.
 */
export function historyFor(settings: Pick<Settings, 'host'>, history: readonly Outcome[]): Outcome[] {
  const here = nameOfHost(settings);
  return history.filter(({ host }) => host === here || host === '');
}

/** The newest snapshot that stands for what the laptop has. */
export function lastGoodOf(history: readonly Outcome[]): Outcome | undefined {
  return history.findLast(isGood);
}

/** What a schedule counts from: one that looks wrong is not made again every quarter of an hour. */
export function lastMadeOf(history: readonly Outcome[]): Outcome | undefined {
  return history.findLast(wasMade);
}

/** Leaves the newest half, and the last good record of each destination, without which nothing would count as backed up. */
function moveOlder(path: string): void {
  const kept = readTail(path, KEPT_BYTES);
  if (kept === undefined || kept.from === 0) return;
  appendOlder(path, kept.from);
  const goodNow = new Set(
    parseOutcomes(kept.bytes)
      .filter(isGood)
      .map(({ host }) => host),
  );
  const before = parseOutcomes(readRange(path, Math.max(0, kept.from - MOST_RECENT_BYTES), kept.from));
  const lastGood = new Map(before.filter(isGood).map((outcome) => [outcome.host, outcome]));
  const carried = [...lastGood.values()].filter(({ host }) => !goodNow.has(host));
  const lines = carried.map((outcome) => `${JSON.stringify(outcome)}\n`).join('');
  replaceFile(path, Buffer.concat([Buffer.from(lines), kept.bytes]));
}

function parseOutcomes(lines: Buffer): Outcome[] {
  return lines
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const outcome = parseOutcome(line);
      return outcome === undefined ? [] : [outcome];
    });
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
