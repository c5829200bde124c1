/** `--at-once`: a store serves so many laptops at a time, and tells the others when to come back. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { until } from '../../helpers/until';
import {
  findReport,
  hostProcesses,
  privateDirectories,
  StandInLaptop,
  type RunningHost,
} from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  writeFileSync(join(laptop.source, 'letter'), 'dear reader\n');
});

afterEach(async () => {
  go();
  await laptop.stop();
});

const go = (): void => {
  writeFileSync(join(laptop.directory, 'go'), '');
};

const as = (machine: string, atOnce: number): string[] => ['--machine', machine, '--at-once', String(atOnce)];

/** One that stands before the laptop's door until `go`. */
async function startOne(machine: string, atOnce: number): Promise<RunningHost> {
  laptop.setCommand(
    `until [ -e '${laptop.directory}/go' ]; do sleep 0.05; done; exec sh -c "$SSH_ORIGINAL_COMMAND"`,
  );
  const host = laptop.startHost({ args: as(machine, atOnce) });
  const before = laptop.connections;
  await until(
    () => laptop.connections > before,
    () => 'it does not come',
  );
  return host;
}

it('more than that are told when to come back, and nothing is begun for them', async () => {
  const first = await startOne('one', 1);
  const turnedAway = await laptop.run({ args: as('two', 1) });
  expect(turnedAway.status).toBe(1);
  expect(turnedAway.reports).toEqual([
    { type: 'failed', failure: { code: 'store-busy', machine: 'other machines', seconds: 600 } },
  ]);
  expect(laptop.connections).toBe(1);
  expect(readdirSync(laptop.store).sort()).toEqual(['.at-once', 'one']);

  const allowed = await startOne('three', 2);
  go();
  for (const host of [first, allowed]) {
    const run = await host.ended;
    expect(run, run.stderr).toMatchObject({ status: 0 });
  }
  expect(readdirSync(join(laptop.store, '.at-once'))).toEqual([]);
  expect(findReport(await laptop.run({ args: as('two', 1) }), 'done').dryRun).toBe(false);
  expect(await laptop.startBare(['--check-store', '--store', laptop.store]).ended).toMatchObject({
    status: 0,
  });
});

it('who looks, without a backup, is no matter of it', async () => {
  const first = await startOne('one', 1);
  const looking = laptop.startHost({ args: as('two', 1), extension: { purpose: 'dry-run' } });
  await Promise.race([looking.reported(({ type }) => type === 'accepted'), looking.ended]);
  go();
  expect((await looking.ended).status).toBe(0);
  expect((await first.ended).status).toBe(0);
});

it('one that was killed has left its place', async () => {
  const first = await startOne('one', 1);
  first.process.kill('SIGKILL');
  await first.ended;
  expect(existsSync(join(laptop.store, '.at-once/1'))).toBe(true);
  go();
  expect((await laptop.run({ args: as('two', 1) })).status).toBe(0);
  expect(privateDirectories()).toEqual([]);
  expect(hostProcesses()).toEqual([]);
});
