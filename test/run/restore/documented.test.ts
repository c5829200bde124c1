/** The commands that the README has for getting files back from a disk, typed into a shell. */
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatSnapshotName } from '../../../shared/snapshot-name';
import { commandsInReadme } from '../../helpers/documented-commands';
import { PROJECT, Sandbox } from '../../helpers/sandbox';
import { completeSnapshots, machineIn } from '../../helpers/store';

let sandbox: Sandbox;
let home: string;

beforeEach(() => {
  sandbox = new Sandbox();
  home = sandbox.directory('home');
  sandbox.useLocalStore([home]);
});
afterEach(() => {
  sandbox.remove();
});

function type(command: string): { status: number | null; said: string } {
  const cwd = sandbox.directory('cwd');
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], {
    cwd,
    encoding: 'utf8',
    env: {
      ...sandbox.environment,
      HOME: home,
      LATCHKEY_NODE: process.execPath,
      PATH: `${join(PROJECT, 'bin')}:/usr/bin:/bin`,
    },
  });
  const left = command.includes('--archive') ? ['docs.tar.zst'] : [];
  expect(readdirSync(cwd)).toEqual(left);
  for (const name of left) rmSync(join(cwd, name));
  return { status, said: stdout + stderr };
}

test('each does what is written beside it', async () => {
  mkdirSync(join(home, 'Documents'));
  writeFileSync(join(home, 'report.odt'), 'as it was');
  writeFileSync(join(home, 'Documents/letter'), 'dear all');
  expect(await sandbox.run('--run')).toMatchObject({ status: 0 });
  const machine = machineIn(sandbox.store);
  const name = formatSnapshotName(new Date(Date.now() - 5 * 86_400_000));
  renameSync(join(machine, completeSnapshots(sandbox.store)[0] ?? ''), join(machine, name));
  rmSync(join(machine, 'latest'));
  symlinkSync(name, join(machine, 'latest'));
  rmSync(join(home, 'Documents/letter'));
  writeFileSync(join(home, 'report.odt'), 'as it is');
  const commands = commandsInReadme('Get files back').filter((line) => line.startsWith('latchkey --'));
  expect(commands).toHaveLength(7);
  const [versions, list, restore, missing, archive, find, undo] = commands.map(type);
  expect(versions).toMatchObject({ status: 0, said: expect.stringContaining(`from ${name}`) as string });
  expect(list).toMatchObject({ status: 0, said: expect.stringContaining('letter') as string });
  expect(restore, restore?.said).toMatchObject({ status: 0 });
  expect(readdirSync(home).sort()).toEqual([
    'Documents',
    expect.stringMatching(/^report \(from .*\)\.odt$/),
    'report.odt',
  ]);
  expect(readFileSync(join(home, 'report.odt'), 'utf8')).toBe('as it is');
  expect(missing, missing?.said).toMatchObject({ status: 0 });
  expect(archive, archive?.said).toMatchObject({ status: 0 });
  expect(find).toMatchObject({ status: 1, said: expect.stringContaining('Nothing that is gone') as string });
  // The last one was the archive; then the one before it: the letter is gone again.
  expect(undo, undo?.said).toMatchObject({ status: 0 });
  expect(type('latchkey --undo')).toMatchObject({ status: 0 });
  expect(readdirSync(join(home, 'Documents'))).toEqual([]);
});
