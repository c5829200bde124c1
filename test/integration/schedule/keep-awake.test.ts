/** A backup on mains holds off idle sleep, as logind is asked by the real systemd-inhibit; on battery, or when it is over, nothing does. */
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startLogind, type Logind } from '../../helpers/logind';
import type { Mock } from '../../helpers/private-bus';
import type { Started } from '../../helpers/sandbox';
import { until } from '../../helpers/until';
import { Stage, UPOWER, UPOWER_PATH } from './stage';

let stage: Stage;
let logind: Logind;
let upower: Mock;

const BACKING_UP = ['Latchkey: A backup is running'];

beforeEach(async () => {
  stage = new Stage();
  await stage.open();
  logind = await startLogind(stage.bus);
  upower = await stage.onBattery(80);
});

afterEach(async () => {
  await logind.stop();
  await stage.close();
});

const isOnBattery = (is: boolean): Promise<void> => upower.set(UPOWER_PATH, UPOWER, { OnBattery: ['b', is] });

/** It reads for as long as the test wants: no data on a disk, and a lot on the wire. */
async function startLongBackup(): Promise<Started> {
  stage.useLocalStore();
  const file = join(stage.sandbox.source, 'a long one');
  writeFileSync(file, '');
  truncateSync(file, 20_000_000_000);
  const run = stage.start('--run', '--json');
  await run.saw('"type":"reading"');
  return run;
}

const becomes = (by: string[]): Promise<void> =>
  until(
    () => JSON.stringify(logind.keptAwake()) === JSON.stringify(by),
    () => JSON.stringify(logind.keptAwake()),
  );

test('on mains, as long as it runs', async () => {
  await isOnBattery(false);
  const run = await startLongBackup();
  await becomes(BACKING_UP);
  run.kill('SIGTERM');
  expect(await run.finished).toMatchObject({ status: 130 });
  await becomes([]);
});

test('not on battery; from when mains is back, and until it is gone', async () => {
  await isOnBattery(true);
  const run = await startLongBackup();
  await isOnBattery(false);
  await becomes(BACKING_UP);
  await isOnBattery(true);
  await becomes([]);
  run.kill('SIGTERM');
  await run.finished;
});

test('a run that is killed keeps nothing awake', async () => {
  await isOnBattery(false);
  const run = await startLongBackup();
  await becomes(BACKING_UP);
  run.kill('SIGKILL');
  await run.finished;
  await becomes([]);
});
