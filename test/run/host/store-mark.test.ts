import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeMarkSchema, type StoreQuestion } from '../../../shared/store-mark';
import { findReport, StandInLaptop, type HostRun } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  writeFileSync(join(laptop.source, 'file'), 'x');
});

afterEach(async () => {
  await laptop.stop();
});

const FIRST: StoreQuestion = { known: [], last: null, accept: false };

const backUp = (store: StoreQuestion | undefined): Promise<HostRun> => laptop.run({ extension: { store } });

function markIn(machine: string): string {
  return storeMarkSchema.parse(JSON.parse(readFileSync(join(machine, 'identity.json'), 'utf8'))).id;
}

describe('a store', () => {
  it('is marked by the first backup, says so, and is known again', async () => {
    const first = await backUp(FIRST);
    expect(first, first.stderr).toMatchObject({ status: 0 });
    const mark = markIn(laptop.machine);
    expect(findReport(first, 'accepted').store).toBe(mark);
    const last = findReport(first, 'done').snapshot;
    const second = await backUp({ known: [mark], last, accept: false });
    expect(findReport(second, 'accepted').store).toBe(mark);
    expect(second.status).toBe(0);
  });

  it('of a laptop before marks gets none', async () => {
    const run = await backUp(undefined);
    expect(run.status).toBe(0);
    expect(findReport(run, 'accepted').store).toBeUndefined();
    expect(existsSync(join(laptop.machine, 'identity.json'))).toBe(false);
  });

  it.each(['dry-run', 'probe'] as const)('is not marked by a %s', async (purpose) => {
    expect((await laptop.run({ extension: { store: FIRST, purpose } })).status).toBe(0);
    expect(existsSync(join(laptop.machine, 'identity.json'))).toBe(false);
  });

  it('with garbage for a mark counts by its last snapshot, and is marked again', async () => {
    const first = await backUp(FIRST);
    const known = [markIn(laptop.machine)];
    writeFileSync(join(laptop.machine, 'identity.json'), '{"format":1,"id":"../x"}');
    const last = findReport(first, 'done').snapshot;
    const second = await backUp({ known, last, accept: false });
    expect(second.status).toBe(0);
    expect(findReport(second, 'accepted').store).toBe(markIn(laptop.machine));
    expect(known).not.toContain(markIn(laptop.machine));
  });
});

describe('a store that is not the one', () => {
  it.each(['backup', 'dry-run', 'probe'] as const)(
    'is refused to a %s before anything is made',
    async (purpose) => {
      const first = await backUp(FIRST);
      const store = {
        known: [markIn(laptop.machine)],
        last: findReport(first, 'done').snapshot,
        accept: false,
      };
      // As when its disk is not mounted.
      renameSync(laptop.store, `${laptop.store}-unmounted`);
      mkdirSync(laptop.store);
      const connections = laptop.connections;
      const run = await laptop.run({ extension: { store, purpose } });
      expect(run.status).toBe(1);
      expect(run.reports).toEqual([
        { type: 'failed', failure: { code: 'store-not-the-one', found: 'empty' } },
      ]);
      expect(readdirSync(laptop.store)).toEqual([]);
      expect(laptop.connections).toBe(connections);
    },
  );

  it('keeps what is there of another laptop’s or an older time', async () => {
    await backUp(FIRST);
    const before = readdirSync(laptop.machine).sort();
    const known = ['1d2c3b4a-5f6e-4a7b-8c9d-0e1f2a3b4c5d'];
    const run = await backUp({ known, last: '2026-01-01T000000Z', accept: false });
    expect(findReport(run, 'failed').failure).toEqual({ code: 'store-not-the-one', found: 'another' });
    expect(readdirSync(laptop.machine).sort()).toEqual(before);
  });

  it('is used once a person has accepted it', async () => {
    await backUp(FIRST);
    const known = [markIn(laptop.machine)];
    rmSync(laptop.machine, { recursive: true });
    const run = await backUp({ known, last: '2026-01-01T000000Z', accept: true });
    expect(run.status).toBe(0);
    expect(findReport(run, 'accepted').store).toBe(markIn(laptop.machine));
  });
});
