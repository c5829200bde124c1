/** Backups that look wrong, by real runs: said, on record, and history stays until somebody answers. */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatSnapshotName, parseSnapshotName } from '../../shared/snapshot-name';
import { lastOutcome } from '../helpers/records';
import { HOST_PROGRAM, Sandbox, startProgram, type Finished } from '../helpers/sandbox';
import { completeSnapshots, copyOf, machineIn } from '../helpers/store';

const DAY_MS = 86_400_000;

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox();
  const host = { kind: 'local', directory: sandbox.store, keep: { daily: 7 } };
  sandbox.writeSettings({ schemaVersion: 3, host, roots: [sandbox.source] });
});

afterEach(() => {
  sandbox.remove();
});

function fill(count = 40): void {
  mkdirSync(join(sandbox.source, 'docs'));
  for (let index = 0; index < count; index += 1) {
    writeFileSync(join(sandbox.source, `docs/${index}.odt`), `letter ${index}`);
  }
}

/** A day goes by: what is in the store is a day older, as far as names and files beside the snapshots say it. */
function nextDay(): void {
  const machine = machineIn(sandbox.store);
  const older = (name: string): string =>
    formatSnapshotName(new Date((parseSnapshotName(name)?.getTime() ?? 0) - DAY_MS));
  const latest = readlinkSync(join(machine, 'latest'));
  for (const name of completeSnapshots(sandbox.store))
    renameSync(join(machine, name), join(machine, older(name)));
  rmSync(join(machine, 'latest'));
  symlinkSync(older(latest), join(machine, 'latest'));
  const records = completeSnapshots(sandbox.store).map((name) => join(name, 'snapshot.json'));
  for (const file of [...records, ...readdirSync(machine).filter((name) => name.endsWith('.json'))]) {
    const text = readFileSync(join(machine, file), 'utf8')
      .replace(/\d{4}-\d\d-\d\dT\d{6}Z/g, older)
      .replace(/\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z/g, (time) =>
        new Date(Date.parse(time) - DAY_MS).toISOString(),
      );
    writeFileSync(join(machine, file), text);
  }
}

async function goodDays(count: number): Promise<void> {
  for (let day = 0; day < count; day += 1) {
    expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
    nextDay();
  }
}

function atHost(...args: string[]): Promise<Finished> {
  return startProgram(process.execPath, [HOST_PROGRAM, ...args], sandbox.environment).finished;
}

test('the root is empty for as many days as are kept: loud, on record, and the good history stays', async () => {
  fill();
  await goodDays(8);
  const good = completeSnapshots(sandbox.store);
  // Seven by --keep, and the floor of ten holds them all.
  expect(good).toHaveLength(8);
  rmSync(join(sandbox.source, 'docs'), { recursive: true });
  // A stray file hides nothing.
  writeFileSync(join(sandbox.source, 'stray'), 'x');
  for (let day = 0; day < 8; day += 1) {
    const run = await sandbox.run('--run', '--quiet');
    expect(run).toMatchObject({ status: 4, stdout: '' });
    expect(run.stderr).toContain('looks wrong');
    expect(run.stderr).toContain(`100 % of the files in ${sandbox.source} are gone`);
    nextDay();
  }
  const left = completeSnapshots(sandbox.store);
  // All eight, eight days older by now.
  expect(left.slice(0, 8)).toEqual(
    good.map((name) => formatSnapshotName(new Date((parseSnapshotName(name)?.getTime() ?? 0) - 8 * DAY_MS))),
  );
  expect(readdirSync(join(copyOf(sandbox.store, sandbox.source, left[7]), 'docs'))).toHaveLength(40);

  const status = await sandbox.run('--status');
  expect(status.stdout).toContain('looks wrong');
  expect(JSON.parse((await sandbox.run('--status', '--json')).stdout)).toMatchObject({
    alarm: { signs: [{ code: 'mostly-gone' }] },
    lastGood: { result: 'completed' },
  });
  const machine = machineIn(sandbox.store).split('/').at(-1) ?? '';
  const list = await atHost('--list', '--store', sandbox.store);
  expect(list.stdout).toContain('Nothing made before it is deleted');
  expect(list.stdout.match(/ {2}held$/gm)).toHaveLength(8);
  const released = await atHost('--release', '--store', sandbox.store, '--machine', machine);
  expect(released).toMatchObject({ status: 0, stderr: '' });
  expect(await sandbox.run('--run', '--quiet')).toMatchObject({ status: 0, stderr: '' });
  // The rules count again.
  expect(completeSnapshots(sandbox.store).length).toBeLessThan(left.length);
  expect(completeSnapshots(sandbox.store)).not.toContain(left[1]);
});

test('the exclude list leaves out everything: the full snapshots of the same hour stay', async () => {
  fill();
  await sandbox.run('--run');
  await sandbox.run('--run');
  const full = completeSnapshots(sandbox.store);
  expect(full).toHaveLength(2);
  sandbox.writeExcludeList('*\n');
  for (let times = 0; times < 3; times += 1) expect(await sandbox.run('--run')).toMatchObject({ status: 4 });
  expect(completeSnapshots(sandbox.store)).toEqual(expect.arrayContaining(full));
  // Nothing had changed in the second, so its files were not compared: what counts is the first.
  expect(lastOutcome(sandbox)).toMatchObject({
    result: 'completed',
    acknowledged: { alarm: { signs: [{ code: 'root-empty', count: 40 }], reference: full[0] } },
  });
});

describe('a root that is empty', () => {
  const seen = (): string => join(sandbox.state, 'latchkey/seen-roots.json');

  test('and was on another file system: no backup, and the host is not called', async () => {
    fill();
    await sandbox.run('--run');
    const known = JSON.parse(readFileSync(seen(), 'utf8')) as { roots: Record<string, string> };
    expect(known.roots[sandbox.source]).toMatch(/^\S+ \S+/);
    known.roots[sandbox.source] = 'ext4 /dev/mapper/data (mounted here)';
    writeFileSync(seen(), JSON.stringify(known));
    rmSync(join(sandbox.source, 'docs'), { recursive: true });
    const run = await sandbox.run('--run', '--quiet');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(`${sandbox.source} is empty: is its disk mounted?`);
    expect(lastOutcome(sandbox)).toMatchObject({ result: 'failed', failure: { code: 'root-not-mounted' } });
    expect(completeSnapshots(sandbox.store)).toHaveLength(1);
  });

  test('and on the same one, or always was, is asked for', async () => {
    expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
    fill(3);
    expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
    rmSync(join(sandbox.source, 'docs'), { recursive: true });
    expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  });
});
