import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  historyFor,
  lastGoodOf,
  readHistory,
  readWholeHistory,
  recordOutcome,
} from '../../../electron/history/history';
import { outcomeSchema, type Outcome } from '../../../shared/outcome';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-history-'));
  path = join(directory, 'history.jsonl');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function outcome(number: number, host = 'nas', result: 'completed' | 'failed' = 'completed'): Outcome {
  const at = new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString();
  return outcomeSchema.parse({
    ...{ schemaVersion: 1, id: `${host}-${number}`, startedAt: at, finishedAt: at, host, roots: ['/home/u'] },
    ...{ refused: { commands: 0, reasons: [], peers: [] }, result },
    ...(result === 'failed' && { failure: { code: 'internal', detail: 'x'.repeat(1000) } }),
  });
}

const line = (...about: Parameters<typeof outcome>): string => `${JSON.stringify(outcome(...about))}\n`;
const idsOf = (history: readonly Outcome[]): string[] => history.map(({ id }) => id);

describe('a torn line', () => {
  test.each([0.1, 0.5, 0.99])('costs itself alone (cut at %d)', (share) => {
    const torn = line(1);
    writeFileSync(path, line(0) + torn.slice(0, Math.floor((torn.length - 1) * share)));
    recordOutcome(path, outcome(2));
    recordOutcome(path, outcome(3));
    expect(idsOf(readHistory(path))).toEqual(['nas-0', 'nas-2', 'nas-3']);
  });

  test('that lacks nothing but its end is a record', () => {
    writeFileSync(path, line(0).trimEnd());
    recordOutcome(path, outcome(1));
    expect(idsOf(readHistory(path))).toEqual(['nas-0', 'nas-1']);
    expect(readFileSync(path, 'utf8')).toBe(line(0) + line(1));
  });
});

describe('a history of 100 MB', () => {
  const RECORDS = 80_000;

  beforeEach(() => {
    const file = openSync(path, 'w');
    for (let number = 0; number < RECORDS; number += 1000) {
      const lines = Array.from({ length: 1000 }, (_, at) => line(number + at, 'nas', 'failed'));
      if (number === 0) lines[7] = line(7, 'nas');
      if (number === RECORDS - 2000) lines[8] = line(number + 8, 'disk');
      writeSync(file, lines.join(''));
    }
    closeSync(file);
    expect(statSync(path).size).toBeGreaterThan(100e6);
  });

  const bytesRead = (): number =>
    Number(/rchar: (\d+)/.exec(readFileSync('/proc/self/io', 'utf8'))?.[1] ?? Number.NaN);

  test('is read at its end alone', () => {
    const before = bytesRead();
    const history = readHistory(path);
    expect(bytesRead() - before).toBeLessThan(3e6);
    expect(history.length).toBeGreaterThan(1000);
    expect(history.length).toBeLessThan(3000);
    expect(history.at(-1)?.id).toBe(`nas-${RECORDS - 1}`);
  });

  test('gives its older half to a file beside it with the next record, and no record is lost', () => {
    recordOutcome(path, outcome(RECORDS));
    expect(statSync(path).size).toBeLessThan(1.5e6);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'history-older.jsonl')).mode & 0o777).toBe(0o600);
    const whole = readWholeHistory(path);
    expect(whole).toHaveLength(RECORDS + 1);
    expect(whole.at(-1)?.id).toBe(`nas-${RECORDS}`);
  });

  test('keeps the last good record of each destination in sight', () => {
    recordOutcome(path, outcome(RECORDS, 'nas', 'failed'));
    const history = readHistory(path);
    expect(lastGoodOf(historyFor({ host: { kind: 'local', directory: 'disk' } }, history))?.id).toBe(
      `disk-${RECORDS - 1992}`,
    );
  });
});

test('a history that grows stays bounded, record by record', () => {
  recordOutcome(path, outcome(0, 'disk'));
  for (let number = 0; number < 6000; number += 100) {
    appendFileSync(path, Array.from({ length: 99 }, (_, at) => line(number + at, 'nas', 'failed')).join(''));
    recordOutcome(path, outcome(number + 99, 'nas', 'failed'));
    expect(statSync(path).size).toBeLessThan(2.5e6);
  }
  expect(readWholeHistory(path)).toHaveLength(6001);
  expect(idsOf(readHistory(path))).toContain('disk-0');
});

test('what counts is what went to the destination that is set; the other records are kept', () => {
  for (const [number, host] of ['nas', '/media/disk', 'nas', ''].entries())
    recordOutcome(path, outcome(number, host));
  const history = readHistory(path);
  const local = { kind: 'local', directory: '/media/disk' } as const;
  expect(idsOf(historyFor({ host: local }, history))).toEqual(['/media/disk-1', '-3']);
  const ssh = { kind: 'ssh', destination: 'nas', sshArgs: [], reach: 'direct', callbackPort: 0 } as const;
  expect(idsOf(historyFor({ host: { ...ssh, sshArgs: [] } }, history))).toEqual(['nas-0', 'nas-2', '-3']);
  expect(history).toHaveLength(4);
});

test('what no history comes to, as holes after a power cut, is set aside and not copied', () => {
  writeFileSync(path, line(0));
  truncateSync(path, 3 * 2 ** 30);
  recordOutcome(path, outcome(1));
  expect(idsOf(readHistory(path))).toEqual(['nas-1']);
  expect(statSync(path).size).toBeLessThan(2.5e6);
  const others = readdirSync(directory).filter((name) => join(directory, name) !== path);
  expect(others).toEqual([expect.stringMatching(/^history-set-aside-.*\.jsonl$/)]);
  const aside = statSync(join(directory, others[0] ?? ''));
  expect(aside.size).toBeGreaterThan(3 * 2 ** 30);
  expect(aside.blocks * 512).toBeLessThan(1e6);
});

test('skips for one reason within a day are one record, of each destination by itself', () => {
  const skip = (number: number, host: string): Outcome =>
    outcomeSchema.parse({ ...outcome(number, host), result: 'skipped', skip: { code: 'no-network' } });
  const DAY_MINUTES = 24 * 60;
  for (const at of [0, 10, 20, DAY_MINUTES + 30]) {
    recordOutcome(path, skip(at, 'nas'));
    recordOutcome(path, outcome(at + 1, 'disk'));
    recordOutcome(path, skip(at + 2, 'attic'));
  }
  const late = DAY_MINUTES + 30;
  expect(idsOf(readHistory(path))).toEqual([
    ...['nas-0', 'disk-1', 'attic-2', 'disk-11', 'disk-21'],
    ...[`nas-${late}`, `disk-${late + 1}`, `attic-${late + 2}`],
  ]);
});
