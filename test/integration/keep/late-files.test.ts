/** Files that take longer to be read than there ever is time: all others are read, and nothing untrue is said. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workAfterBackup } from '../../../host/proof/after-backup';
import { checksumsOf, readEntries } from '../../../host/proof/checksums';
import { readSince, readVerifyState, writeVerifyState } from '../../../host/proof/verify-state';
import { verifyRound, type Reading } from '../../../host/proof/verify-round';
import { MachinePaths } from '../../../host/store-layout';
import { makeSnapshots } from '../../helpers/made-snapshots';

const MIB = 1024 ** 2;
let paths: MachinePaths;
let older: string;
let newer: string;

beforeEach(() => {
  const store = mkdtempSync(join(tmpdir(), 'latchkey-late-'));
  paths = new MachinePaths(store, 'laptop');
  mkdirSync(paths.directory);
  [older = '', newer = ''] = makeSnapshots(paths.directory, [
    { age: 7200, files: { 'old letter': 'dear' } },
    { age: 3600, files: { 'a huge': '', 'b large': '', letter: 'dear' } },
  ]);
  truncateSync(join(paths.complete(newer), 'files', 'a huge'), 1500 * MIB);
  truncateSync(join(paths.complete(newer), 'files', 'b large'), 70 * MIB);
});

afterEach(() => {
  rmSync(paths.store, { recursive: true });
});

/** What a program has open for the moment. */
function isBeingRead(name: string): boolean {
  return readdirSync('/proc/self/fd').some((descriptor) => {
    try {
      return basename(readlinkSync(join('/proc/self/fd', descriptor))) === name;
    } catch {
      return false;
    }
  });
}

/** The next backup comes each time in the middle of the huge one. */
async function readUntilCut(round: 'bits' | 'all'): Promise<Reading | 'cut'> {
  const next = new AbortController();
  const reading = verifyRound(paths, round, {
    signal: next.signal,
    deadline: Infinity,
    log: () => undefined,
  });
  const progress = { isOver: false };
  const ended = reading.then(
    (read) => read,
    (error: unknown): 'cut' => {
      if (!next.signal.aborted) throw error;
      return 'cut';
    },
  );
  void ended.finally(() => {
    progress.isOver = true;
  });
  while (!progress.isOver && !isBeingRead('a huge')) await nextTurn();
  next.abort(new Error('the next backup'));
  return await ended;
}

function readNames(snapshot: string): string[] {
  const known = checksumsOf(paths.complete(snapshot));
  return known === undefined ? [] : [...readEntries(known.file)].map(({ entry }) => entry.path).sort();
}

async function readAll(): Promise<Reading> {
  const signal = new AbortController().signal;
  return await verifyRound(paths, 'all', { signal, deadline: Infinity, log: () => undefined });
}

describe('a file that is cut off each time', () => {
  it('keeps none of the others from getting a checksum, and is not said to be read', async () => {
    expect(await readUntilCut('bits')).toBe('cut');
    expect(await readUntilCut('bits')).toBe('cut');
    expect(readNames(newer)).toEqual(['b large', 'letter']);
    expect(readNames(older)).toEqual(['old letter']);
    expect(await readUntilCut('bits')).toBe('cut');
    // It has had its tries: the next round is not kept waiting for it.
    expect(await readUntilCut('bits')).toMatchObject({ finished: true });
    expect(readSince(readVerifyState(paths), [older, newer])).toBeNull();
    expect(await readAll()).toMatchObject({ finished: true });
    expect(readNames(newer)).toEqual(['a huge', 'b large', 'letter']);
    expect(readSince(readVerifyState(paths), [older, newer])).not.toBeNull();
  });

  it('keeps none of the others from being read again, and its date stays what it was', async () => {
    await readAll();
    const before = readVerifyState(paths);
    before.read = { [older]: '2026-01-01T00:00:00.000Z', [newer]: '2026-01-01T00:00:00.000Z' };
    writeVerifyState(paths, before);
    writeFileSync(join(paths.complete(newer), 'files', 'letter'), 'DEAR');
    expect(await readUntilCut('bits')).toBe('cut');
    expect(await readUntilCut('bits')).toBe('cut');
    const state = readVerifyState(paths);
    expect(state.bad.map(({ path }) => path)).toEqual(['letter']);
    expect(state.read[older]).not.toBe('2026-01-01T00:00:00.000Z');
    expect(state.read[newer]).toBe('2026-01-01T00:00:00.000Z');
    expect(await readUntilCut('bits')).toBe('cut');
    expect(await readUntilCut('bits')).toMatchObject({ finished: true });
    expect(await readAll()).toMatchObject({ finished: true });
    expect(readVerifyState(paths)).toMatchObject({ late: [], passed: {} });
  });

  it('after a backup leaves time for what is to be read again', async () => {
    const work = async (): Promise<void> => {
      const next = new AbortController();
      const ended = workAfterBackup(paths, 300, next.signal);
      const progress = { isOver: false };
      void ended.finally(() => {
        progress.isOver = true;
      });
      while (!progress.isOver && !isBeingRead('a huge')) await nextTurn();
      next.abort(new Error('the next backup'));
      await ended;
    };
    await work();
    await work();
    expect(readNames(older)).toEqual(['old letter']);
    expect(readNames(newer)).toEqual(['b large', 'letter']);
    expect(readFileSync(paths.verifyState, 'utf8')).toContain('a huge');
  });
});
