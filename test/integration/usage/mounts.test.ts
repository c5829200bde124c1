/** Mounts in a name space of our own: `unshare -Urm` lets an ordinary user mount there. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { build } from 'esbuild';
import { PROJECT } from '../../helpers/sandbox';
import { ENGINES, TreeDirectory, WORKER } from '../../helpers/usage-trees';

let programs: TreeDirectory;
let tree: TreeDirectory;

/** A scan as a program, since the name space is entered by a process. */
const PROGRAM = `
import { writeSync } from 'node:fs';
import { statSync } from 'node:fs';
import { deviceNumber } from '${PROJECT}/electron/usage/device-number';
import { UsageScanner } from '${PROJECT}/electron/usage/usage-scanner';
import { writeDu } from '${PROJECT}/electron/usage/write-du';
const [root = '', oneFileSystem, ...also] = process.argv.slice(2);
const alsoDevices = also.map((path) => deviceNumber(statSync(path).dev));
const scanner = new UsageScanner({ workerFile: '${WORKER}' });
const result = await scanner.scan([root], { oneFileSystem: oneFileSystem === 'yes', alsoDevices, inDuOrder: true }).done;
for (const piece of writeDu(result, result.links, { end: 10 })) writeSync(1, piece);
await scanner.close();
`;

beforeAll(async () => {
  programs = new TreeDirectory();
  writeFileSync(programs.at('scan.ts'), PROGRAM);
  await build({
    entryPoints: [programs.at('scan.ts')],
    outfile: programs.at('scan.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['koffi'],
    logLevel: 'error',
  });
});

afterAll(() => {
  programs.remove();
});

beforeEach(() => {
  tree = new TreeDirectory();
  for (const name of ['original/inner', 'bound', 'memory']) tree.directory(name);
  tree.file('original/inner/file', 30_000);
  tree.file('bound/hidden', 70_000);
  tree.file('target', 10);
});

afterEach(() => {
  tree.remove();
});

describe.each(ENGINES)('%s', (engine) => {
  function inside(command: string): string {
    const mounts =
      'mount --bind original bound; mount -t tmpfs none memory; mount --bind original/inner/file target';
    const ended = spawnSync(
      'unshare',
      ['-Urm', 'sh', '-c', `set -e; ${mounts}; head -c 9000 /dev/zero > memory/f; ${command}`],
      {
        cwd: tree.path,
        encoding: 'latin1',
        env: { ...process.env, LATCHKEY_USAGE_ENGINE: engine, LC_ALL: 'C' },
      },
    );
    expect(ended.stderr).toBe('');
    return ended.stdout;
  }

  const compare = (oneFileSystem: string, options: string): string[][] => {
    const marker = '-- du --';
    const output = inside(
      `"${process.execPath}" "${programs.at('scan.mjs')}" "$PWD" ${oneFileSystem}; echo "${marker}"; du -ak ${options} "$PWD"`,
    );
    return output.split(`${marker}\n`).map((part) => part.split('\n'));
  };

  test('all file systems: as du has it, a bind mount counted as often as it is there', () => {
    const [ours, theirs] = compare('no', '');
    expect(ours).toEqual(theirs);
  });

  test('one file system: neither another one nor a bind mount is entered', () => {
    const [ours, theirs] = compare('yes', '-x --exclude=bound --exclude=target');
    expect(ours).toEqual(theirs);
    expect(ours?.some((line) => line.includes('/memory'))).toBe(false);
  });

  test('one file system and what is named: that is entered, and no other one in it', () => {
    const marker = '-- du --';
    const output = inside(
      'mkdir memory/deeper; mount -t tmpfs none memory/deeper; head -c 5000 /dev/zero > memory/deeper/f; ' +
        `"${process.execPath}" "${programs.at('scan.mjs')}" "$PWD" yes "$PWD/memory"; echo "${marker}"; ` +
        'du -ak --exclude=bound --exclude=target --exclude=deeper "$PWD"',
    );
    const [ours, theirs] = output.split(`${marker}\n`).map((part) => part.split('\n'));
    expect(ours).toEqual(theirs);
    expect(ours?.some((line) => line.endsWith('/memory/f'))).toBe(true);
  });
});
