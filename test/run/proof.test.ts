/** What is kept is proven, in whole runs through the real guard. */
import { readFileSync, readdirSync, statSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at } from '../helpers/describe-tree';
import { lookBefore, type Before } from '../helpers/leftovers';
import { untilNothingIsLeft } from '../helpers/long-run';
import { lastOutcome } from '../helpers/records';
import { HOST_PROGRAM, Sandbox, startProgram, type Finished } from '../helpers/sandbox';
import { copyOf, machineIn } from '../helpers/store';
import { flipByte, TIME } from './host/proof-stage';

let sandbox: Sandbox;
let before: Before;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  before = lookBefore();
});

afterEach(() => {
  sandbox.remove();
});

async function backUp(): Promise<Finished> {
  const run = await sandbox.run('--run');
  expect(run).toMatchObject({ status: 0 });
  await untilNothingIsLeft(before, sandbox);
  return run;
}

function write(name: string, content: string = name): void {
  const path = at(sandbox.source, name);
  mkdirSync(at(sandbox.source, name.replace(/[^/]+$/, '')), { recursive: true });
  writeFileSync(path, content, 'latin1');
  utimesSync(path, TIME, TIME);
}

function verify(): Promise<Finished> {
  const args = [HOST_PROGRAM, '--verify', '--store', sandbox.store];
  return startProgram(process.execPath, args, sandbox.environment).finished;
}

test('a byte that is another one in the newest snapshot is found, named, told and healed', async () => {
  write('photo');
  write('other');
  await backUp();
  await backUp();
  flipByte(join(copyOf(sandbox.store, sandbox.source), 'photo'));
  // A sample may come upon it: then that is loud. What comes after the backup finds it in any case.
  await sandbox.run('--run');
  const found = await verify();
  expect(found.status).toBe(1);
  expect(found.stdout).toContain(`${sandbox.source}/photo changed without its time changing`);
  const { stdout } = await backUp();
  expect(stdout).not.toContain('not as backed up');
  expect(lastOutcome(sandbox)).toMatchObject({
    acknowledged: { verified: { healed: 1, bad: { count: 0 } } },
  });
  expect(readFileSync(join(copyOf(sandbox.store, sandbox.source), 'photo'), 'utf8')).toBe('photo');
});

test('what is in doubt is said by the backup, by its status, and for programs', async () => {
  write('letter');
  await backUp();
  write('letter', 'LETTER');
  const path = join(sandbox.source, 'letter');
  const run = await sandbox.run('--run');
  expect(run.stdout).toContain('1 file here and in the store differs though size and time are the same.');
  expect(run.stdout).toContain(path);
  const status = await sandbox.run('--status');
  expect(status.stdout).toContain('differs though size and time are the same');
  expect(status.stdout).toContain('Everything was read again within 1 day.');
  expect(lastOutcome(sandbox)).toMatchObject({
    acknowledged: { proof: { different: { count: 1, paths: [path] } } },
  });
  await backUp();
  expect((await sandbox.run('--status')).stdout).not.toContain('differs');
});

describe('proving', () => {
  test('never brings what is on the exclude list, and proves what is not, odd names included', async () => {
    const { source, store } = sandbox;
    const kept = ['kept', 'sub/kept', 'star*', 'caf\xe9', 'new\nline', 'private too/[a]?'];
    for (const name of kept) write(name);
    for (const name of ['private/diary', 'sub/private/diary', 'one.tmp', 'full/path/diary'])
      write(name, 'TOP SECRET');
    sandbox.writeExcludeList(`private/\n*.tmp\n${source}/full/path/\n`);
    await backUp();
    for (let runs = 0; runs < 2; runs += 1) {
      await backUp();
      const outcome = lastOutcome(sandbox);
      expect(outcome).toMatchObject({
        result: 'completed',
        refused: { commands: 0 },
        acknowledged: { proof: { files: kept.length, different: { count: 0 } } },
      });
    }
    // What never came has no checksum, and so is never asked for.
    const [first = ''] = readdirSync(machineIn(store)).filter((name) => name.includes('Z'));
    expect(readFileSync(join(machineIn(store), first, 'checksums'), 'latin1')).not.toContain('diary');
    expect(() => statSync(join(copyOf(store, source), 'private'))).toThrow();
  });

  test('goes by names with a list that brings something in', async () => {
    write('important.tmp');
    write('other.tmp');
    sandbox.writeExcludeList('+ important.tmp\n*.tmp\n');
    await backUp();
    for (let runs = 0; runs < 2; runs += 1) {
      await backUp();
      expect(lastOutcome(sandbox)).toMatchObject({
        ...{ result: 'completed', refused: { commands: 0 } },
        acknowledged: { proof: { files: 1, different: { count: 0 } } },
      });
    }
    expect((await sandbox.run('--status')).stdout).not.toContain('Not proven');
  });
});
