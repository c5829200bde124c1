/** A host that has enough to do with others: the laptop says so, waits as long as it is told, and asks again. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identifySelf } from '../../process/process-identity';
import { settingsFor, startLoopbackHost, type LoopbackHost } from '../helpers/loopback-host';
import { Sandbox } from '../helpers/sandbox';

let laptop: Sandbox;
let host: LoopbackHost;
let history: string;

beforeEach(async () => {
  laptop = new Sandbox();
  host = await startLoopbackHost(laptop, { extraHostArguments: '--at-once 1' });
  writeFileSync(join(laptop.source, 'letter'), 'dear reader\n');
  laptop.writeSettings(settingsFor(host, [laptop.source]));
  history = join(laptop.state, 'latchkey/history.jsonl');
  mkdirSync(join(host.store, '.at-once'));
  // Somebody else's backup, which lasts as long as this test.
  writeFileSync(join(host.store, '.at-once/1'), JSON.stringify(identifySelf()));
});

afterEach(async () => {
  await host.stop();
  laptop.remove();
});

interface Recorded {
  result: string;
  finishedAt: string;
  skip: { code: string; until: string };
}

function records(): Recorded[] {
  return readFileSync(history, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Recorded);
}

/** How long after its end it wants to ask again, in minutes. */
const waits = ({ finishedAt, skip }: Recorded): number =>
  (Date.parse(skip.until) - Date.parse(finishedAt)) / 60_000;

test('it is skipped, asks again when it is told to and not before, and is no failure', async () => {
  const run = await laptop.run('--run');
  expect(run).toMatchObject({ status: 75, stderr: '' });
  expect(run.stdout).toMatch(
    /Backup skipped: the host is busy with other backups, and asks to come back after \d\d:\d\d\./,
  );
  const [first] = records();
  if (first === undefined) throw new Error('it is not on record');
  expect(first).toMatchObject({ result: 'skipped', skip: { code: 'host-busy' } });
  // A few seconds may lie between the host's word and the record.
  expect(waits(first)).toBeGreaterThan(9);
  expect(waits(first)).toBeLessThan(15.1);

  const notYet = await laptop.run('--run', '--if-due', '--json');
  expect(JSON.parse(notYet.stdout)).toEqual({ type: 'not-due', next: first.skip.until });

  // Each word of the host's counts, since it has a time of its own; from cron nothing is said of it.
  writeFileSync(
    history,
    `${JSON.stringify({ ...first, skip: { ...first.skip, until: first.finishedAt } })}\n`,
  );
  const again = await laptop.run('--run', '--if-due', '--quiet');
  expect(again).toMatchObject({ status: 75, stdout: '', stderr: '' });
  expect(records()).toHaveLength(2);

  rmSync(join(host.store, '.at-once/1'));
  writeFileSync(
    history,
    `${JSON.stringify({ ...first, skip: { ...first.skip, until: first.finishedAt } })}\n`,
  );
  expect(await laptop.run('--run', '--if-due', '--quiet')).toMatchObject({ status: 0 });
  expect(readdirSync(join(host.store, 'laptop')).filter((name) => name.endsWith('Z'))).toHaveLength(1);
});
