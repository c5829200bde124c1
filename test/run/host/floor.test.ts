/** What no laptop, no careless person and no wrong clock takes from a history: with the real host program. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeSnapshots } from '../../helpers/made-snapshots';
import { findReport, StandInLaptop, type RunOptions } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  writeFileSync(join(laptop.source, 'file'), 'x');
});

afterEach(async () => {
  await laptop.stop();
});

const HOUR = 3600;
const DAY = 24 * HOUR;

function snapshots(): string[] {
  return readdirSync(laptop.machine)
    .filter((name) => name.endsWith('Z'))
    .sort();
}

async function backUp(options: RunOptions = {}): Promise<string> {
  const run = await laptop.run(options);
  expect(run, run.stderr).toMatchObject({ status: 0 });
  return findReport(run, 'done').snapshot;
}

/** The host program's clock alone; what it starts and what the laptop runs have the right time. */
function withClock(shift: string): Pick<RunOptions, 'wrapper'> {
  return { wrapper: ['faketime', '-f', shift] };
}

describe('thinning', () => {
  it('leaves what held deleted folders, however often a backup is made after that', async () => {
    writeFileSync(join(laptop.source, 'thesis'), 'all of it');
    const args = ['--keep', 'hourly=1,daily=1', '--floor', '2'];
    const good = await backUp({ args });
    rmSync(join(laptop.source, 'thesis'));
    for (let time = 0; time < 4; time += 1) await backUp({ args });
    const kept = readFileSync(join(laptop.machine, good, 'files', laptop.source, 'thesis'), 'utf8');
    expect(kept).toBe('all of it');
  });

  it('of close ones leaves the earlier, once the newest are safe', async () => {
    const args = ['--keep', 'yearly=1', '--floor', '2'];
    const made: string[] = [];
    for (let time = 0; time < 4; time += 1) made.push(await backUp({ args }));
    expect(snapshots()).toEqual([made[0], made[2], made[3]]);
  });

  it('leaves the newest ten, and those of the last 48 hours', async () => {
    const old = Array.from({ length: 12 }, (_, index) => ({ age: (200 - index) * DAY }));
    const made = makeSnapshots(laptop.machine, [...old, { age: 47 * HOUR }]);
    const last = await backUp({ args: ['--keep', 'yearly=1'] });
    expect(snapshots()).toEqual([...made.slice(4), last]);
    const recent = Array.from({ length: 14 }, (_, index) => ({ age: (47 - index) * HOUR }));
    rmSync(laptop.machine, { recursive: true });
    // Of another boot than this one, maybe: 48 hours before the last of them, whatever this one's uptime.
    makeSnapshots(laptop.machine, [{ age: 83 * HOUR }, ...recent]);
    await backUp({ args: ['--keep', 'yearly=1'] });
    expect(snapshots()).toHaveLength(15);
  });

  it('keeps everything where nothing is asked for', async () => {
    makeSnapshots(
      laptop.machine,
      Array.from({ length: 15 }, (_, index) => ({ age: (900 - index) * DAY })),
    );
    await backUp();
    expect(snapshots()).toHaveLength(16);
  });
});

describe('a clock', () => {
  const args = ['--keep', 'daily=3', '--floor', '2'];

  it.each([['+1y'], ['-56y']])(
    'that is wrong by %s deletes nothing that a right one would keep',
    async (shift) => {
      const ages = [
        300 * HOUR,
        200 * HOUR,
        100 * HOUR,
        70 * HOUR,
        47 * HOUR,
        40 * HOUR,
        30 * HOUR,
        20 * HOUR,
        HOUR,
      ];
      const all = makeSnapshots(
        laptop.machine,
        ages.map((age) => ({ age })),
      );
      await backUp({ args, ...withClock(shift) });
      await backUp({ args, ...withClock(shift) });
      const left = snapshots();
      for (const name of all.slice(4)) expect(left).toContain(name);
      // With the right one again, what is due goes.
      await backUp({ args });
      expect(snapshots()).not.toContain(all[0]);
      for (const name of all.slice(4)) expect(snapshots()).toContain(name);
    },
  );

  it('that goes by the uptime counts what was completed in order', async () => {
    const first = await backUp();
    await backUp(withClock('-56y'));
    const records = snapshots().map((name): unknown =>
      JSON.parse(readFileSync(join(laptop.machine, name, 'snapshot.json'), 'utf8')),
    );
    expect(records).toMatchObject([{ sequence: 2 }, { sequence: 1 }]);
    expect(snapshots()[1]).toBe(first);
  });
});

it('150 backups within 24 hours are the most', async () => {
  const made = makeSnapshots(
    laptop.machine,
    Array.from({ length: 150 }, (_, index) => ({ age: 23 * HOUR - index * 60 })),
  );
  const run = await laptop.run();
  expect(run.status).toBe(1);
  const { failure } = findReport(run, 'failed');
  expect(failure).toMatchObject({ code: 'too-many-backups', limit: 150 });
  if (failure.code === 'too-many-backups') expect(failure.seconds / HOUR).toBeCloseTo(1, 1);
  expect(laptop.connections).toBe(0);
  expect(snapshots()).toEqual(made);
});
