/** SECURITY.md: each promise has its tests, which are there. What stands behind them all is printed, so that a gap is seen. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const TESTS = join(ROOT, 'test');
const SECURITY = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const [, TABLE = ''] = /^## Promises, and the test behind each$(.*?)^## /ms.exec(SECURITY) ?? [];

const PROMISES = TABLE.split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (promise|---)/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | *\|$/g, '').trim()))
  .map(([promise = '', , tests = '']) => ({
    promise,
    names: [...tests.matchAll(/`([^`]+)`/g)].flatMap(([, name]) => name ?? []),
  }));

/** A file of tests, or a folder of such. */
function filesOf(name: string): string[] {
  const file = join(TESTS, `${name}.test.ts`);
  if (existsSync(file)) return [file];
  const folder = join(TESTS, name);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join(folder, path));
}

test('every promise names tests, and they are there', () => {
  expect(PROMISES.length).toBeGreaterThan(40);
  for (const { promise, names } of PROMISES) {
    expect(names, promise).not.toEqual([]);
    for (const name of names) expect(filesOf(name), `${name}, of: ${promise}`).not.toEqual([]);
  }
});

test('every attack stands behind a promise', () => {
  const named = new Set(PROMISES.flatMap(({ names }) => names.flatMap(filesOf)));
  expect(filesOf('attack').filter((file) => !named.has(file))).toEqual([]);
});

test('what stands behind them is counted', () => {
  const kinds = ['attack', 'fault', 'run', 'integration', 'e2e', 'unit'];
  const counts = kinds.map((kind) => {
    const promises = PROMISES.filter(({ names }) => names.some((name) => name.startsWith(`${kind}/`)));
    return `${kind} ${promises.length}`;
  });
  process.stdout.write(`SECURITY.md: of ${PROMISES.length} promises have tests in: ${counts.join(', ')}\n`);
  for (const kind of kinds) expect(counts.join()).not.toContain(`${kind} 0`);
});
