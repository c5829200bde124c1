/** A line that the host writes is one that the laptop understands, however long what it tells is. */
import { expect, test } from 'vitest';
import { formatReportLine, parseReportLine, type Report } from '../../shared/report';

const SNAPSHOT = '2026-11-22T202105Z';
const TOTALS = { files: 2, bytes: 8, transferredFiles: 1, transferredBytes: 99, seconds: 1 };
const LONG = 'very long '.repeat(5000);

const longOnes: Report[] = [
  { type: 'warning', code: 'other', message: LONG },
  { type: 'failed', failure: { code: 'store-unusable', detail: LONG } },
  { type: 'failed', failure: { code: 'too-many-links', path: LONG } },
  { type: 'would-transfer', path: `/${LONG}`, bytes: 1 },
  { type: 'progress', root: `/${LONG}`, bytes: 1, files: 1, rate: 1 },
  {
    ...{ type: 'accepted', machine: LONG, snapshot: SNAPSHOT, base: null, resumed: false },
    rsync: LONG,
  },
  {
    ...{ type: 'done', snapshot: SNAPSHOT, totals: TOTALS, vanished: 0, dryRun: false },
    unreadable: { count: 2000, paths: Array.from({ length: 2000 }, (_, index) => `/${index} ${LONG}`) },
    alarm: {
      signs: Array.from({ length: 60 }, () => ({ code: 'extension-gone' as const, count: 1, name: LONG })),
      ...{ snapshot: SNAPSHOT, reference: SNAPSHOT, heldSince: null },
    },
  },
];

test.each(longOnes.map((report) => [report.type, report] as const))('%s', (_, report) => {
  const parsed = parseReportLine(formatReportLine(report).trimEnd());
  expect(parsed?.type).toBe(report.type);
});

test('what is cut says so, and what fits stays as it is', () => {
  const long = parseReportLine(formatReportLine({ type: 'warning', code: 'other', message: LONG }));
  expect(long).toEqual({ type: 'warning', code: 'other', message: `${LONG.slice(0, 3999)}…` });
  const short: Report = { type: 'warning', code: 'other', message: 'x'.repeat(4000) };
  expect(parseReportLine(formatReportLine(short))).toEqual(short);
});
