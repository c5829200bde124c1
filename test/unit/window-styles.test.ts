/** The window has one style sheet: a class that two features named would take on the looks of both. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const RENDERER = 'renderer';

/** The classes that rules of this sheet begin with. */
function classesIn(file: string): string[] {
  const text = readFileSync(join(RENDERER, file), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  return [...text.matchAll(/(?:^|[,}{])\s*\.([a-z][a-z0-9-]*)/g)].map(([, name = '']) => name);
}

test('a class belongs to one feature, or to what all of them share', () => {
  const sheets = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.css'),
  );
  const owners = new Map<string, Set<string>>();
  for (const sheet of sheets) {
    const feature = dirname(sheet);
    for (const name of classesIn(sheet)) owners.set(name, (owners.get(name) ?? new Set()).add(feature));
  }
  const shared = [...owners].filter(([, features]) => features.size > 1 && !features.has('ui'));
  expect(owners.size).toBeGreaterThan(100);
  expect(shared.map(([name, features]) => `${name}: ${[...features].join(', ')}`)).toEqual([]);
});
