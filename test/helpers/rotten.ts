/** A store that loses contents: snapshots of days of their own, one file in one of them gone bad, and the reading that finds it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { HOST_PROGRAM, startProgram, type Sandbox } from './sandbox';
import { completeSnapshots, copyOf, machineIn } from './store';

/** Backs up, and dates the snapshot. */
export async function backUpAs(sandbox: Sandbox, store: string, name: string): Promise<void> {
  expect(await sandbox.run('--run')).toMatchObject({ status: 0, stderr: '' });
  const machine = machineIn(store);
  renameSync(join(machine, completeSnapshots(store).at(-1) ?? ''), join(machine, name));
  rmSync(join(machine, 'latest'));
  symlinkSync(name, join(machine, 'latest'));
}

/** Other contents, and all else the same: as a disk does it. `name`: below the sandbox's source. */
export function rot(sandbox: Sandbox, store: string, snapshot: string, name: string): void {
  const kept = join(copyOf(store, sandbox.source, snapshot), name);
  const before = `${sandbox.path}/before`;
  execFileSync('touch', ['-r', kept, before]);
  const bytes = readFileSync(kept);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  writeFileSync(kept, bytes);
  execFileSync('touch', ['-r', before, kept]);
}

export async function findRotten(sandbox: Sandbox, store: string): Promise<void> {
  const args = [HOST_PROGRAM, '--verify', '--store', store];
  const read = await startProgram(process.execPath, args, sandbox.environment).finished;
  expect(read, read.stderr).toMatchObject({ status: 1 });
}
