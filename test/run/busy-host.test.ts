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

beforeEach(() => {
  laptop = new Sandbox();
  history = join(laptop.state, 'latchkey/history.jsonl');
  writeFileSync(join(laptop.source, 'letter'), 'dear reader\n');
});

afterEach(async () => {
  await host.stop();
  laptop.remove();
});

async function useHost(options: Parameters<typeof startLoopbackHost>[1]): Promise<void> {
  host = await startLoopbackHost(laptop, options);
  laptop.writeSettings(settingsFor(host, [laptop.source]));
}

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
  await useHost({ extraHostArguments: '--at-once 1' });
  mkdirSync(join(host.store, '.at-once'));
  // Somebody else's backup, which lasts as long as this test.
  writeFileSync(join(host.store, '.at-once/1'), JSON.stringify(identifySelf()));
  const run = await laptop.run('--run');
  expect(run).toMatchObject({ status: 75, stderr: '' });
  expect(run.stdout).toMatch(
    /Backup skipped: the host is busy with other backups, and asks this laptop to come back after \d\d:\d\d\./,
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

test('asked to come back at once, it takes its time, and longer after what failed', async () => {
  const answer = {
    latchkey: 1,
    type: 'failed',
    failure: { code: 'store-busy', machine: 'others', seconds: 1 },
  };
  await useHost({ command: () => `printf '%s\\n' '${JSON.stringify(answer)}'` });
  expect(await laptop.run('--run')).toMatchObject({ status: 75 });
  expect(await laptop.run('--run')).toMatchObject({ status: 75 });
  const [first, second] = records();
  if (first === undefined || second === undefined) throw new Error('they are not on record');
  // A few seconds may lie between the host's word and the record.
  expect(waits(first)).toBeGreaterThan(4);
  expect(waits(second)).toBeGreaterThan(9);

  const failure = { code: 'transfer-interrupted', detail: 'cut' };
  const failed = { ...first, id: 'failed', result: 'failed', skip: undefined, failure };
  const busy = { ...first, skip: { ...first.skip, until: first.finishedAt } };
  writeFileSync(history, [failed, busy].map((one) => `${JSON.stringify(one)}\n`).join(''));
  const { stdout } = await laptop.run('--run', '--if-due', '--json');
  const next = new Date(Date.parse(first.finishedAt) + 15 * 60_000).toISOString();
  expect(JSON.parse(stdout)).toEqual({ type: 'not-due', next });
});
