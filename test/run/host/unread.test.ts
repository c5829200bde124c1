/** Whoever calls need not read what the host says. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../../helpers/until';
import { StandInLaptop, type RunningHost } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
});

afterEach(async () => {
  await laptop.stop();
});

/** As proc_pid_status(5) has it, in kB. */
function memoryOf({ process: { pid } }: RunningHost): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1]);
}

function snapshots(): string[] {
  if (!existsSync(laptop.machine)) return [];
  return readdirSync(laptop.machine).filter((name) => /^\d{4}-.*Z$/.test(name));
}

test('words that nobody reads cost no memory, are counted, and stop no backup', async () => {
  writeFileSync(join(laptop.source, 'letter'), 'dear reader\n');
  const flood = join(laptop.directory, 'flooded');
  laptop.setCommand(
    `yes "$(printf '%01000d' 7)" | head -c 300000000 >&2; touch '${flood}'; exec sh -c "$SSH_ORIGINAL_COMMAND"`,
  );
  const host = laptop.startHost();
  host.process.stderr?.pause();
  let most = 0;
  await until(
    () => {
      most = Math.max(most, memoryOf(host));
      return existsSync(flood);
    },
    () => 'the flood goes on',
    60_000,
  );
  await until(
    () => snapshots().length === 1,
    () => 'no snapshot',
    60_000,
  );
  expect(most).toBeLessThan(200_000);
  host.process.stderr?.resume();
  const { status, reports } = await host.ended;
  expect({ status, last: reports.at(-1)?.type }).toEqual({ status: 0, last: 'done' });
});

test('a caller who reads nothing keeps no program of the host', async () => {
  writeFileSync(join(laptop.source, 'letter'), 'dear reader\n');
  laptop.setCommand(`yes "$(printf '%01000d' 7)" | head -c 3000000 >&2; exec sh -c "$SSH_ORIGINAL_COMMAND"`);
  const host = laptop.startHost({ goesOn: true });
  host.process.stderr?.pause();
  host.process.stdout?.pause();
  const exited = new Promise((resolve) => host.process.once('exit', resolve));
  expect(await exited).toBe(0);
  host.process.stderr?.resume();
  host.process.stdout?.resume();
  await host.ended;
  expect(snapshots()).toHaveLength(1);
});

test('a dry run waits for its reader, and tells all', async () => {
  for (let directory = 0; directory < 40; directory += 1) {
    const path = join(laptop.source, String(directory));
    mkdirSync(path);
    for (let file = 0; file < 500; file += 1) writeFileSync(join(path, `${file}${'-'.repeat(180)}`), '');
  }
  const host = laptop.startHost({ extension: { purpose: 'dry-run' } });
  await host.reported(({ type }) => type === 'would-transfer');
  host.process.stdout?.pause();
  let looks = 0;
  let written = -1;
  await until(
    () => {
      const now = bytesWritten(host);
      looks = now === written ? looks + 1 : 0;
      written = now;
      return looks === 50;
    },
    () => `${written} bytes`,
    60_000,
  );
  // Not done, with all of it in memory: rsync waits as well.
  expect(childrenOf(host)).not.toEqual([]);
  host.process.stdout?.resume();
  const { status, reports } = await host.ended;
  expect(status).toBe(0);
  expect(reports.filter(({ type }) => type === 'would-transfer')).toHaveLength(20_000);
});

/** As proc_pid_io(5) has it. */
function bytesWritten({ process: { pid } }: RunningHost): number {
  return Number(/^wchar: (\d+)/m.exec(readFileSync(`/proc/${pid ?? 0}/io`, 'utf8'))?.[1]);
}

function childrenOf({ process: { pid } }: RunningHost): string[] {
  return readFileSync(`/proc/${pid ?? 0}/task/${pid ?? 0}/children`, 'utf8')
    .split(' ')
    .filter(Boolean);
}
