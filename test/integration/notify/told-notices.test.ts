import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimCause, readToldCauses, withdrawCause } from '../../../electron/notify/told-notices';
import { takeLock } from '../../../process/process-lock';
import { PROJECT, Sandbox, startProgram } from '../../helpers/sandbox';

let sandbox: Sandbox;
let file: string;
const NOW = new Date();

beforeEach(() => {
  sandbox = new Sandbox();
  file = join(sandbox.state, 'latchkey/notices.json');
});

afterEach(() => {
  sandbox.remove();
});

test('a cause is claimed once, and again when it was given back', async () => {
  expect(await claimCause(file, 'a', NOW)).toBe(true);
  expect(await claimCause(file, 'a', NOW)).toBe(false);
  expect(await claimCause(file, 'b', NOW)).toBe(true);
  expect(readToldCauses(file)).toEqual(new Set(['a', 'b']));
  await withdrawCause(file, 'a');
  expect(await claimCause(file, 'a', NOW)).toBe(true);
  expect(statSync(file).mode & 0o7777).toBe(0o600);
  expect(readdirSync(dirname(file))).toEqual(['notices.json']);
});

test.each(['', '{"told": [', '{"schemaVersion": 1, "told": [{"cause": 7}]}', '[]'])(
  'a broken file (%j) counts as empty and is replaced',
  async (content) => {
    mkdirSync(dirname(file));
    writeFileSync(file, content);
    expect(readToldCauses(file)).toEqual(new Set());
    expect(await claimCause(file, 'a', NOW)).toBe(true);
    expect(readToldCauses(file)).toEqual(new Set(['a']));
  },
);

test('it does not grow without end', async () => {
  const told = Array.from({ length: 500 }, (_, index) => ({ cause: `${index}`, at: NOW.toISOString() }));
  mkdirSync(dirname(file));
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, told }));
  await claimCause(file, 'new', NOW);
  expect([...readToldCauses(file)].slice(-2)).toEqual(['499', 'new']);
  expect(readToldCauses(file).size).toBe(200);
});

test('what another process claims meanwhile is seen', async () => {
  mkdirSync(dirname(file));
  const lock = takeLock(`${file}.lock`);
  if (!lock.ok) throw new Error('the lock is taken');
  const claim = claimCause(file, 'a', NOW);
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, told: [{ cause: 'a', at: NOW.toISOString() }] }));
  lock.release();
  expect(await claim).toBe(false);
});

test('of eight processes that ask at once, one gets it', async () => {
  const program = join(sandbox.path, 'claim.mjs');
  buildSync({
    stdin: {
      contents: `import { claimCause } from './electron/notify/told-notices';
        const claims = [];
        for (const cause of ['a', 'b', 'c']) claims.push(await claimCause(process.argv[2], cause, new Date()));
        console.log(JSON.stringify(claims));`,
      resolveDir: PROJECT,
      loader: 'ts',
    },
    ...{ outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20' },
  });
  const asked = Array.from({ length: 8 }, () =>
    startProgram(process.execPath, [program, file], sandbox.environment),
  );
  const claims = (await Promise.all(asked.map(({ finished }) => finished))).map(
    ({ stdout }) => JSON.parse(stdout) as boolean[],
  );
  for (const index of [0, 1, 2]) expect(claims.filter((got) => got[index] === true)).toHaveLength(1);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ schemaVersion: 1 });
});
