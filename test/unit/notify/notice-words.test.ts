import { describe, expect, test } from 'vitest';
import { describeFailedRun, describeGaps, describeOverdue } from '../../../electron/notify/notice-words';
import type { Outcome } from '../../../shared/outcome';
import { ENGLISH, GERMAN } from '../../helpers/spoken';
import { cancelled, completed, FAILURE, failed, partial, skipped, UNREACHABLE } from './outcomes';

const NOW = new Date('2026-11-20T22:04:00.000Z');

const gaps = (outcome: Outcome) =>
  describeGaps(ENGLISH, outcome.result === 'partial' ? outcome.acknowledged : undefined);

describe('a failed run', () => {
  test('says what happened, what it means for the backups, what to do', () => {
    const good = { ...completed(), finishedAt: '2026-11-20T19:00:00.000Z' };
    expect(describeFailedRun(ENGLISH, FAILURE, good, NOW)).toEqual({
      title: 'Backup failed',
      body: [
        'The backup store cannot be used: it is read-only.',
        'Last good backup 3 hours ago.',
        'Is the disk mounted there? It takes a directory on a Linux file system (ext4, btrfs, xfs) that the backup user may write to.',
      ].join('\n'),
    });
  });

  test('that may well succeed next time is called less', () => {
    const { title, body } = describeFailedRun(ENGLISH, UNREACHABLE, undefined, NOW);
    expect(title).toBe('No backup this time');
    expect(body).toContain('There is no good backup yet.');
  });

  test('with pages of detail stays short, and on its lines', () => {
    const detail = `one\ntwo\u0000\u202e${'x'.repeat(3000)}`;
    const { body } = describeFailedRun(
      ENGLISH,
      { code: 'transfer-failed', status: 12, detail },
      undefined,
      NOW,
    );
    const lines = body.split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('one two\\x00\\u{202e}xxx');
    expect(lines[0]).toMatch(/x…$/);
    expect(lines[0]?.length).toBe(300);
  });
});

describe('gaps', () => {
  test('name the first three', () => {
    expect(gaps(partial(['/a', '/b', '/c', '/d'], 1234)).body).toBe(
      '1,234 files could not be backed up:\n/a\n/b\n/c\nand 1,231 more',
    );
    expect(gaps(partial(['/a'])).body).toBe('1 file could not be backed up:\n/a');
  });

  test('of the original host script have no names', () => {
    expect(describeGaps(ENGLISH, undefined).body).toBe(
      'Some files could not be backed up; the log of the run names them.',
    );
  });

  test.each([
    ['a new line and a bell', '/a\n\u0007b', '/a\\n\\x07b'],
    ['a mark that turns the text around', '/\u202efdp.exe', '/\\u{202e}fdp.exe'],
    ['a very long name', `/${'long'.repeat(50)}.txt`, `…${'long'.repeat(50).slice(-75)}.txt`],
    ['characters beyond the first plane', `/${'😀'.repeat(100)}`, `…${'😀'.repeat(79)}`],
  ])('with %s are shown safely', (_, path, shown) => {
    expect(
      gaps(partial([path]))
        .body.split('\n')
        .slice(1),
    ).toEqual([shown]);
  });
});

describe('an overdue backup', () => {
  const good = completed();

  test.each([
    [
      'the failure',
      [failed()],
      'The last backup failed: The backup store cannot be used: it is read-only.\nIs the disk mounted there?',
    ],
    [
      'the skip',
      [failed(), skipped()],
      'The last one was skipped: the power saver is on.\nIt will be tried again when',
    ],
    ['what came before a cancel', [skipped(), cancelled()], 'The last one was skipped'],
    ['that nothing was tried', [], 'No backup has run since.'],
  ])('gives %s as the reason', (_, since, reason) => {
    const words = describeOverdue(ENGLISH, 9, good, [failed(UNREACHABLE), good, ...since], NOW);
    expect(words.title).toBe('No good backup for 9 days');
    expect(words.body).toContain(reason);
  });

  test('knows where there never was one', () => {
    expect(describeOverdue(ENGLISH, 4, undefined, [failed()], NOW).title).toBe('No good backup yet');
    expect(describeOverdue(ENGLISH, 1, good, [good], NOW).title).toBe('No good backup for 1 day');
  });
});

describe('in German', () => {
  test('a failure, gaps and an overdue backup', () => {
    const good = { ...completed(), finishedAt: '2026-11-20T19:00:00.000Z' };
    expect(describeFailedRun(GERMAN, FAILURE, good, NOW)).toEqual({
      title: 'Sicherung fehlgeschlagen',
      body: [
        GERMAN.words.failure(FAILURE).sentence,
        'Letzte gute Sicherung vor 3 Stunden.',
        GERMAN.words.failure(FAILURE).nextStep,
      ].join('\n'),
    });
    const acknowledged = { ...partial(['/a'], 1234) };
    expect(
      describeGaps(GERMAN, acknowledged.result === 'partial' ? acknowledged.acknowledged : undefined).body,
    ).toBe('1.234 Dateien ließen sich nicht sichern:\n/a\nund 1.233 weitere');
    expect(describeOverdue(GERMAN, 9, good, [good, skipped()], NOW)).toEqual({
      title: 'Seit 9 Tagen keine gute Sicherung',
      body: 'Die letzte wurde übersprungen: der Energiesparmodus ist an.\nDer nächste Versuch kommt sobald der Energiesparmodus aus ist.',
    });
  });
});
