/** DECISIONS.md: in order, with an index that leads to each, and with a word about every dependency. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const DECISIONS = readFileSync(join(ROOT, 'DECISIONS.md'), 'utf8');
const TITLES = [...DECISIONS.matchAll(/^## (\d{4}-\d{2}-\d{2}: .+)$/gm)].flatMap(([, title]) => title ?? []);

/** As GitHub makes an anchor of a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
}

test('the newest is last', () => {
  const dates = TITLES.map((title) => title.slice(0, 10));
  expect(dates).toEqual([...dates].sort());
});

test('the index leads to each, once, by its own name', () => {
  const index = [...DECISIONS.matchAll(/^- \[(.+)\]\(#(.+)\)$/gm)].map(([, name, anchor]) => [name, anchor]);
  expect(index.sort()).toEqual(TITLES.map((title) => [title.slice(12), anchorOf(title)]).sort());
});

test('every dependency is justified', () => {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(ROOT, 'package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const [, words = ''] = /^## Dependencies$(.*?)^## /ms.exec(DECISIONS) ?? [];
  const named = [...words.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  const silent = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !named.includes(name) && !name.startsWith('@types/'),
  );
  expect(silent).toEqual([]);
});
