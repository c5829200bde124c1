/** A file that the store's own reading has found bad: a good one of the nearest snapshot comes instead, or nothing does. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUpAs, findRotten, rot } from '../../helpers/rotten';
import { Sandbox, type Finished } from '../../helpers/sandbox';

let sandbox: Sandbox;
let source: string;

beforeEach(() => {
  sandbox = new Sandbox();
  sandbox.useLocalStore();
  ({ source } = sandbox);
});

afterEach(() => {
  sandbox.remove();
});

const OLDEST = '2026-03-01T100000Z';
const MIDDLE = '2026-03-04T100000Z';
const NEWEST = '2026-03-05T100000Z';

function restore(...args: string[]): Promise<Finished> {
  return sandbox.run('--restore', ...args);
}

/** Three snapshots, of which each has a version of its own of "report", in a directory of a time of its own. */
async function threeVersions(): Promise<void> {
  const directory = join(source, 'd');
  mkdirSync(directory);
  writeFileSync(join(directory, 'other'), 'other');
  writeFileSync(join(directory, 'same'), 'never changed');
  for (const [snapshot, text] of [
    [OLDEST, 'as of the first'],
    [MIDDLE, 'as of the fourth'],
    [NEWEST, 'as of the fifth of March'],
  ] as const) {
    rmSync(join(directory, 'report'), { force: true });
    writeFileSync(join(directory, 'report'), text, { mode: 0o640 });
    linkSync(join(directory, 'report'), join(source, `link-${snapshot}`));
    rmSync(join(directory, 'second name'), { force: true });
    linkSync(join(directory, 'report'), join(directory, 'second name'));
    execFileSync('touch', ['-d', '2026-02-03 04:05:06.123456789', directory]);
    await backUpAs(sandbox, sandbox.store, snapshot);
  }
}

function recordOfLast(): unknown {
  const restores = join(sandbox.state, 'latchkey/restores');
  const id = readdirSync(restores)
    .filter((name) => name !== 'lock')
    .sort()
    .at(-1);
  return JSON.parse(readFileSync(join(restores, id ?? '', 'record.json'), 'utf8'));
}

test('the nearest good one comes instead, by both of its names, and it is said; what has no good one is left out', async () => {
  await threeVersions();
  rot(sandbox, sandbox.store, MIDDLE, 'd/report');
  rot(sandbox, sandbox.store, MIDDLE, 'd/same');
  await findRotten(sandbox, sandbox.store);
  const directory = join(source, 'd');
  const { mtimeNs } = lstatSync(directory, { bigint: true });
  rmSync(directory, { recursive: true });
  const shown = await restore(directory, '--at', MIDDLE, '--dry-run');
  expect(shown).toMatchObject({ status: 3, stderr: '' });
  expect(shown.stdout).toContain(`${join(directory, 'same')}\n`);
  const restored = await restore(directory, '--at', MIDDLE);
  expect(restored.status, restored.stderr).toBe(3);
  expect(restored.stderr).toMatch(
    new RegExp(`damaged in that snapshot.*\\nlatchkey:   ${directory}/report, from .* \\(${NEWEST}\\)`),
  );
  expect(restored.stderr).toMatch(
    new RegExp(`damaged in every snapshot, and left out:\\nlatchkey:   ${directory}/same\\n`),
  );
  expect(readdirSync(directory).sort()).toEqual(['other', 'report', 'second name']);
  expect(readFileSync(join(directory, 'report'), 'utf8')).toBe('as of the fifth of March');
  expect(lstatSync(join(directory, 'report')).mode & 0o777).toBe(0o640);
  expect(lstatSync(join(directory, 'second name')).ino).toBe(lstatSync(join(directory, 'report')).ino);
  expect(lstatSync(directory, { bigint: true }).mtimeNs).toBe(mtimeNs);
  expect(recordOfLast()).toMatchObject({
    result: 'partial',
    replaced: ['report', 'second name'].map((name) => ({ path: join(directory, name), snapshot: NEWEST })),
    lost: [join(directory, 'same')],
  });
});

test('asked for by itself, what is bad in all of them is put nowhere', async () => {
  await threeVersions();
  rot(sandbox, sandbox.store, NEWEST, 'd/same');
  await findRotten(sandbox, sandbox.store);
  const same = join(source, 'd/same');
  rmSync(same);
  expect(await restore(same)).toMatchObject({
    status: 3,
    stderr: expect.stringContaining(`left out:\nlatchkey:   ${same}\n`) as string,
  });
  expect(existsSync(same)).toBe(false);
  expect(readdirSync(join(source, 'd')).sort()).toEqual(['other', 'report', 'second name']);
});

test('into an archive, the good one comes as well', async () => {
  await threeVersions();
  rot(sandbox, sandbox.store, NEWEST, 'd/report');
  await findRotten(sandbox, sandbox.store);
  const archive = join(sandbox.path, 'all.tar.zst');
  const restored = await restore(join(source, 'd'), '--archive', archive);
  expect(restored.status, restored.stderr).toBe(3);
  expect(restored.stderr).toContain(`(${MIDDLE})`);
  const unpacked = sandbox.directory('unpacked');
  execFileSync('tar', ['-xf', archive, '-C', unpacked]);
  expect(readFileSync(join(unpacked, source, 'd/report'), 'utf8')).toBe('as of the fourth');
});
