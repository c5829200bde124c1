/** Which snapshots stay in a local store, as its settings say: real runs, with snapshots of earlier days beside them. */
import { mkdirSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { Sandbox } from '../helpers/sandbox';
import { completeSnapshots, machineIn } from '../helpers/store';

let sandbox: Sandbox;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  writeFileSync(join(sandbox.source, 'letter'), 'x');
  before = lookBefore();
});

afterEach(() => {
  sandbox.remove();
});

function use(keep?: object): void {
  const host = { kind: 'local', directory: sandbox.store, keep };
  sandbox.writeSettings({ schemaVersion: 3, host, roots: [sandbox.source] });
}

/** The name of the new snapshot. */
async function backUp(): Promise<string> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  await untilNothingIsLeft(before, sandbox);
  return readlinkSync(join(machineIn(sandbox.store), 'latest'));
}

/** Of two on one day the hours are so close that no time zone parts them. */
const EARLIER = [
  '2025-01-10T120000Z',
  '2025-01-20T120000Z',
  '2025-02-15T120000Z',
  '2025-03-01T121000Z',
  '2025-03-01T122000Z',
  '2025-03-02T120000Z',
  '2025-03-03T121000Z',
  '2025-03-03T122000Z',
];

/** These and the one that is made are the ten that always stay. */
const NEWEST = Array.from({ length: 9 }, (_, minute) => `2025-03-10T120${minute}00Z`);

/** A store of this machine that holds only these. */
async function useStoreWith(snapshots: readonly string[]): Promise<void> {
  use();
  await backUp();
  const machine = machineIn(sandbox.store);
  // But for the mark by which the laptop knows it.
  for (const entry of readdirSync(machine)) {
    if (entry !== 'identity.json') rmSync(join(machine, entry), { recursive: true });
  }
  for (const name of snapshots) mkdirSync(join(machine, name, 'files/home'), { recursive: true });
}

describe('after a backup to a disk', () => {
  test('the newest of each day and month that are asked for stay, the others go', async () => {
    await useStoreWith([...EARLIER, ...NEWEST]);
    use({ daily: 4, monthly: 3 });
    const made = await backUp();
    expect(completeSnapshots(sandbox.store)).toEqual([
      // Today may be a long pause later, or a wrong clock: what either leaves stays. Of the last three months with a
      // backup, with today and without: this one, March, February and January.
      '2025-01-20T120000Z',
      '2025-02-15T120000Z',
      // Of the last four days, the same: today, the day of the newest ten, and these.
      '2025-03-01T122000Z',
      '2025-03-02T120000Z',
      '2025-03-03T122000Z',
      ...NEWEST,
      made,
    ]);
  });

  test('all stay where the settings do not say', async () => {
    await useStoreWith(EARLIER);
    use();
    const made = await backUp();
    expect(completeSnapshots(sandbox.store)).toEqual([...EARLIER, made]);
  });

  test('the one just made stays, and so does one that a wrong clock has put into the future', async () => {
    await useStoreWith(['2025-03-01T120000Z', ...NEWEST, '2099-01-01T120000Z']);
    use({ yearly: 1 });
    const made = await backUp();
    expect(completeSnapshots(sandbox.store)).toEqual([...NEWEST, made, '2099-01-01T120000Z'].sort());
  });
});

test('a test of the way and a dry run remove nothing', async () => {
  await useStoreWith(EARLIER);
  use({ yearly: 1 });
  expect(await sandbox.run('--check')).toMatchObject({ status: 0 });
  expect(await sandbox.run('--run', '--dry-run')).toMatchObject({ status: 0 });
  expect(completeSnapshots(sandbox.store)).toEqual(EARLIER);
});
