import { describe, expect, test } from 'vitest';
import { ENGLISH, GERMAN } from '../helpers/spoken';
import { describeOutcome } from '../../electron/cli/describe-outcome';
import { readable } from '../../electron/exclude/rule-for-path';
import { formatFindings } from '../../host/check-store';
import { formatList } from '../../host/list-snapshots';
import type { Outcome } from '../../shared/outcome';
import { formatReportLine, parseReportLine } from '../../shared/report';
import { formatRequestBody, parseRequestBody } from '../../shared/request';
import { safeJson, safeSentence, safeText, safeToShow } from '../../shared/safe-text';
import { fc, test as property } from '../helpers/property';

/** Written apart from the function: what may not stand in anything that is shown. */
function isUnsafe(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const ranges = [
    [0x00, 0x1f],
    [0x7f, 0x9f],
    [0x200b, 0x200f],
    [0x2028, 0x202e],
    [0x2060, 0x206f],
    [0xd800, 0xdfff],
    [0xfeff, 0xfeff],
    [0xe0000, 0xe007f],
  ] as const;
  return ranges.some(([from, to]) => code >= from && code <= to);
}

/** Each of them tries to forge a line, to move the cursor, or to turn a name round. */
const EVIL = 'x\u001b[2J\u009b1A\r\nlatchkey: all is well\u202egpj.exe\u2066\u200b\ud800';
const isSafe = (text: string): boolean => !Array.from(text).some(isUnsafe);

describe('text that is shown', () => {
  test.each([
    ['plain Ä € 😀 עברית العربية', 'plain Ä € 😀 עברית العربية'],
    ['a\nb\tc\r', 'a\\nb\\tc\\r'],
    ['\u001b[31m\u0085', '\\x1b[31m\\x85'],
    ['photo\u202egpj.exe', 'photo\\u{202e}gpj.exe'],
    ['\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['half \ud83d', 'half \\u{d83d}'],
  ])('%j is shown as %s', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  test('a length is in characters, and says that it was cut', () => {
    expect(safeText('😀😀😀😀', 3)).toBe('😀😀…');
    expect(safeText('😀😀😀', 3)).toBe('😀😀😀');
  });

  test('prose of several lines becomes one, a name keeps every letter', () => {
    expect(safeSentence('one\n  two')).toBe('one two');
    expect(safeToShow({ detail: 'one\n two', path: '/a\nb', deep: [{ host: '\u202e' }], count: 3 })).toEqual({
      detail: 'one two',
      path: '/a\\nb',
      deep: [{ host: '\\u{202e}' }],
      count: 3,
    });
  });

  const text = fc.string({ unit: 'binary' });
  property.prop([text])('no text gets an unsafe character through, and a safe one stays as it is', (any) => {
    expect(isSafe(safeText(any))).toBe(true);
    if (isSafe(any) && !/[\u00ad\u061c\u180e\ufff9-\ufffb]/.test(any)) expect(safeText(any)).toBe(any);
  });

  property.prop([fc.jsonValue()])('JSON means the same', (value) => {
    expect(JSON.parse(safeJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    expect(isSafe(safeJson(value))).toBe(true);
  });
});

describe('what a host or a record may say is safe in', () => {
  const base = {
    ...{ schemaVersion: 1 as const, id: 'x', startedAt: '2026-03-10T12:00:00Z' },
    ...{ finishedAt: '2026-03-10T12:00:00Z', host: EVIL, roots: [EVIL] },
    refused: { commands: 1, reasons: [EVIL], peers: [EVIL] },
  };
  const acknowledged = {
    ...{ snapshot: EVIL, base: EVIL, vanished: 0, unreadable: { count: 1, paths: [EVIL] } },
    totals: { files: 0, bytes: 0, transferredFiles: 0, transferredBytes: 0, seconds: 0 },
  };

  test.each<Outcome>([
    { ...base, result: 'completed', acknowledged },
    { ...base, result: 'partial', acknowledged },
    { ...base, result: 'failed', failure: { code: 'transfer-failed', status: 1, detail: EVIL } },
    { ...base, result: 'failed', failure: { code: 'store-busy', machine: EVIL } },
    { ...base, result: 'cancelled', reason: EVIL },
    { ...base, result: 'skipped', skip: { code: 'store-not-there', directory: EVIL } },
  ])('the terminal: $result', (outcome) => {
    for (const language of [ENGLISH, GERMAN]) {
      for (const line of describeOutcome(language, outcome)) expect(isSafe(line), line).toBe(true);
    }
  });

  test('both languages of the window', () => {
    const failure = { code: 'connect-back-failed', detail: EVIL } as const;
    for (const { words } of [ENGLISH, GERMAN]) {
      const { sentence, nextStep } = words.failure(failure);
      expect(isSafe(sentence + nextStep), sentence).toBe(true);
    }
  });

  test('the lists of the store’s owner, and of exclude rules', () => {
    const record = {
      ...{ format: 1 as const, machine: 'm', started: base.startedAt, finished: base.finishedAt },
      ...{ roots: [EVIL], totals: acknowledged.totals, unreadable: acknowledged.unreadable },
      ...{ vanished: 0, base: null, rsync: '3.2.7' },
    };
    const entry = {
      ...{ machine: 'm', snapshot: 's', path: '/', latest: true, held: false, read: null, bad: 0 },
      record,
    };
    const list = formatList({
      snapshots: [{ ...entry, state: 'complete' }],
      grants: [],
      holds: [],
      handedOn: [EVIL],
    });
    // The snapshot, what was read of all of them, and what was handed on.
    expect(list.split('\n')).toHaveLength(4);
    expect(isSafe(list.replaceAll('\n', '')), list).toBe(true);
    const findings = formatFindings('/store', [{ kind: 'problem', text: EVIL }]);
    expect(findings.split('\n')).toHaveLength(3);
    expect(isSafe(findings.replaceAll('\n', ''))).toBe(true);
    expect(isSafe(readable(Buffer.from(EVIL, 'utf8').toString('latin1')))).toBe(true);
  });
});

describe('what comes over the wire is bounded:', () => {
  const done = {
    ...{ type: 'done' as const, snapshot: '2026-11-22T200000Z', vanished: 0, dryRun: false },
    totals: { files: 2, bytes: 8, transferredFiles: 1, transferredBytes: 99, seconds: 1 },
    unreadable: { count: 0, paths: [] as string[] },
  };
  const accepted = {
    ...{ type: 'accepted' as const, machine: 'm', snapshot: done.snapshot, base: null },
    ...{ resumed: false, rsync: '3.2.7' },
  };

  test('a report as our own host makes it is one', () => {
    expect(parseReportLine(formatReportLine(done))).toEqual(done);
    expect(parseReportLine(formatReportLine(accepted))).toEqual(accepted);
  });

  test.each([
    ['a snapshot that is none', { ...done, snapshot: '../../etc' }],
    ['more bytes than can be', { ...done, totals: { ...done.totals, bytes: 1e300 } }],
    ['seconds that never end', { ...done, totals: { ...done.totals, seconds: 1e300 } }],
    ['fewer files than none', { ...done, totals: { ...done.totals, files: -1 } }],
    ['a path without end', { ...done, unreadable: { count: 1, paths: ['x'.repeat(20_000)] } }],
    ['a machine without end', { ...accepted, machine: 'm'.repeat(65) }],
    ['a version without end', { ...accepted, rsync: '3'.repeat(101) }],
    ['a message without end', { type: 'warning', code: 'other', message: 'x'.repeat(4001) }],
    ['a root without end', { type: 'progress', root: 'x'.repeat(20_000), bytes: 1, files: 1, rate: 1 }],
  ])('%s is no report', (_, report) => {
    expect(parseReportLine(JSON.stringify({ latchkey: 1, ...report }))).toBeUndefined();
  });

  test.each(['/home/\u001b[2J', '/home/a\nb', '/home/\u0085'])(
    'a request cannot name the root %j',
    (root) => {
      const body = formatRequestBody({
        privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
        extension: {
          ...{ protocol: 1, hostKey: 'ssh-ed25519 AAAA', user: 'u', roots: [root] },
          ...{ reach: 'direct', purpose: 'backup' },
        },
        excludeList: '',
      });
      expect(parseRequestBody(body)).toMatchObject({ ok: false });
    },
  );
});
