/** What people and accidents leave in a store: named, stepped around, and no reason to miss a backup. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findReport, StandInLaptop, type HostRun } from './stand-in-laptop';

let laptop: StandInLaptop;

beforeEach(async () => {
  laptop = await StandInLaptop.start();
  writeFileSync(join(laptop.source, 'file'), 'x');
  mkdirSync(laptop.machine);
});

afterEach(async () => {
  await laptop.stop();
});

function inMachine(...names: string[]): string {
  return join(laptop.machine, ...names);
}

function warningsOf(run: HostRun): string {
  expect(run, JSON.stringify(run)).toMatchObject({ status: 0 });
  const { snapshot } = findReport(run, 'done');
  expect(readFileSync(inMachine(snapshot, 'files', laptop.source, 'file'), 'utf8')).toBe('x');
  const warnings = run.reports.flatMap((report) => (report.type === 'warning' ? [report.message] : []));
  expect(warnings.join('\n')).not.toContain(laptop.store);
  return warnings.join('\n');
}

describe('"latest"', () => {
  it.each(['directory', 'file'])('that is a %s stays, and is named', async (kind) => {
    if (kind === 'file') writeFileSync(inMachine('latest'), 'mine');
    else {
      mkdirSync(inMachine('latest'));
      writeFileSync(inMachine('latest', 'mine'), 'mine');
    }
    expect(warningsOf(await laptop.run())).toContain('"latest"');
    const second = await laptop.run();
    expect(warningsOf(second)).toContain('"latest"');
    // The newest snapshot stands in for it.
    expect(findReport(second, 'done').totals.transferredFiles).toBe(0);
    expect(lstatSync(inMachine('latest')).isSymbolicLink()).toBe(false);
  });
});

describe('a half-removed snapshot', () => {
  it('with an entry that cannot be removed loses all else, and is named', async () => {
    const dropping = '2026-01-01T000000Z.dropping';
    for (const name of ['a', 'busy', 'c']) mkdirSync(inMachine(dropping, 'files', name), { recursive: true });
    // A mount point is such an entry; a namespace of our own lets an ordinary user make one.
    const busy = inMachine(dropping, 'files', 'busy');
    const script = `mount -t tmpfs none "$0" && { "$@"; s=$?; exit $s; }`;
    const run = await laptop.run({ wrapper: ['unshare', '-Urm', 'sh', '-c', script, busy] });
    expect(warningsOf(run)).toContain(`${dropping} in the store cannot be removed (EBUSY)`);
    expect(readdirSync(inMachine(dropping, 'files'))).toEqual(['busy']);
  });
});

describe('an unfinished snapshot', () => {
  const partial = '2026-01-01T000000Z.partial';

  it.each(['files', 'earlier'])('whose "%s" is a plain file is put aside, and is named', async (name) => {
    mkdirSync(inMachine(partial, name === 'files' ? 'earlier' : 'files'), { recursive: true });
    writeFileSync(inMachine(partial, name), 'x');
    expect(warningsOf(await laptop.run())).toContain('cannot be gone on with');
    expect(warningsOf(await laptop.run())).toBe('');
    expect(readdirSync(laptop.machine).filter((entry) => entry.startsWith('2026-01-01'))).toEqual([]);
  });
});

it('foreign files stay, and are named by --check-store', async () => {
  writeFileSync(inMachine('notes.txt'), 'mine');
  mkdirSync(inMachine('2026-13-01T000000Z'));
  expect(warningsOf(await laptop.run())).toBe('');
  const { status, stdout } = await laptop.startBare(['--check-store', '--store', laptop.store]).ended;
  expect(status).toBe(0);
  expect(stdout).toContain('note: laptop: notes.txt is not of Latchkey');
  expect(stdout).toContain('note: laptop: 2026-13-01T000000Z is not of Latchkey');
  expect(stdout).not.toContain('latest is not');
});

it('"latest" that is no link is a problem for --check-store', async () => {
  mkdirSync(inMachine('latest'));
  await laptop.run();
  const { status, stdout } = await laptop.startBare(['--check-store', '--store', laptop.store]).ended;
  expect(status).toBe(1);
  expect(stdout).toContain(`${inMachine('latest')} is no symbolic link`);
});

describe('a path that is too deep', () => {
  it('is a gap with its name; the rest is a snapshot, and can be removed again', async () => {
    const name = 'd'.repeat(200);
    const deep = (levels: number): string => Array.from({ length: levels }, () => name).join('/');
    makeNested(laptop.source, name, 28);
    const run = await laptop.run();
    expect(warningsOf(run)).toBe('');
    const { unreadable, snapshot } = findReport(run, 'done');
    expect(unreadable.count).toBe(1);
    expect(unreadable.paths[0]).toContain(`${laptop.source}/${deep(15)}`);
    renameSync(inMachine(snapshot), inMachine(`${snapshot}.dropping`));
    expect(warningsOf(await laptop.run())).toBe('');
    expect(existsSync(inMachine(`${snapshot}.dropping`))).toBe(false);
  });
});

/** Step by step: a path that leads all the way down would be too long. */
function makeNested(directory: string, name: string, levels: number): void {
  const program =
    'import os, sys\nfor _ in range(int(sys.argv[2])):\n os.mkdir(sys.argv[1]); os.chdir(sys.argv[1])';
  execFileSync('python3', ['-c', program, name, String(levels)], { cwd: directory });
}
