import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSnapshot } from '../../../host/prepare-partial';
import type { MachineContent } from '../../../host/read-machine';
import { isMachineName, readEntryName } from '../../../host/store-layout';
import { formatSnapshotName, parseSnapshotName } from '../../../shared/snapshot-name';

const now = new Date('2026-11-22T20:21:05.678Z');
const nothing: MachineContent = { complete: [], partial: [], dropping: [], latest: undefined };

describe('a snapshot name', () => {
  it('is the UTC start to the second', () => {
    expect(formatSnapshotName(now)).toBe('2026-11-22T202105Z');
    expect(parseSnapshotName('2026-11-22T202105Z')).toEqual(new Date('2026-11-22T20:21:05Z'));
  });

  it.each([
    '2026-13-01T000000Z',
    '2026-02-30T000000Z',
    '2026-11-22T202105',
    'latest',
    '../2026-11-22T202105Z',
    '',
  ])('is not %j', (name) => {
    expect(parseSnapshotName(name)).toBeUndefined();
  });

  it('comes back from its text, and sorts as the times do', () => {
    const seconds = fc.integer({ min: 0, max: 4_000_000_000 }).map((value) => new Date(value * 1000));
    fc.assert(
      fc.property(seconds, seconds, (a, b) => {
        expect(parseSnapshotName(formatSnapshotName(a))).toEqual(a);
        expect(formatSnapshotName(a) < formatSnapshotName(b)).toBe(a < b);
      }),
    );
  });

  it('tells its state by what comes behind it', () => {
    expect(readEntryName('2026-11-22T202105Z')?.kind).toBe('complete');
    expect(readEntryName('2026-11-22T202105Z.partial')?.kind).toBe('partial');
    expect(readEntryName('2026-11-22T202105Z.dropping')?.kind).toBe('dropping');
    expect(readEntryName('2026-11-22T202105Z.partial.dropping')).toBeUndefined();
    expect(readEntryName('.unfinished-files')).toBeUndefined();
  });
});

describe('the plan', () => {
  it('moves on by a second until the name is free', () => {
    const content = { ...nothing, complete: ['2026-11-22T202105Z'], partial: ['2026-11-22T202106Z'] };
    expect(planSnapshot(content, now).snapshot).toBe('2026-11-22T202107Z');
  });

  it('goes on with the newest unfinished one and links from the last completed one', () => {
    const content = {
      ...nothing,
      complete: ['2026-01-01T000000Z', '2035-01-01T000000Z'],
      latest: '2026-01-01T000000Z',
      partial: ['2026-01-02T000000Z', '2026-01-03T000000Z'],
    };
    expect(planSnapshot(content, now)).toMatchObject({
      base: '2026-01-01T000000Z',
      resumed: '2026-01-03T000000Z',
    });
  });

  it('links from the newest where "latest" was lost', () => {
    expect(planSnapshot({ ...nothing, complete: ['2026-01-01T000000Z'] }, now).base).toBe(
      '2026-01-01T000000Z',
    );
  });
});

describe('a machine name', () => {
  it.each(['laptop', 'a', 'x1.example-org_2', 'a'.repeat(64)])('may be %j', (name) => {
    expect(isMachineName(name)).toBe(true);
  });
  it.each(['', '.', '..', '.hidden', '-x', 'a/b', 'a b', 'a\n', 'ä', 'a'.repeat(65)])(
    'may not be %j',
    (name) => {
      expect(isMachineName(name)).toBe(false);
    },
  );
});
