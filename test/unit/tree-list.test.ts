import { describe, expect, it } from 'vitest';
import {
  formatEntry,
  formatTreeList,
  groupOf,
  parseEntry,
  parseTreeList,
  sizeOf,
} from '../../shared/tree-list';

const HEAD = '{"format":1,"rsync":"3.5.0","latchkey":"1"}';
const NUMBERS = '33188,1000,1000,5,-1,1700000000000000001,7,2';

describe('an entry of a list', () => {
  it.each(['plain', 'with space', '%41', 'new\nline', '\xff\xfe', '...', '-', '\\#012'])(
    'keeps the name %j',
    (name) => {
      const entry = { kind: 'f', state: '+', numbers: NUMBERS, name } as const;
      const line = formatEntry(entry);
      expect(line).toMatch(/^[\x20-\x7e]+$/);
      expect(parseEntry(line)).toEqual(entry);
    },
  );

  it.each(['', '.', '..', '../x', 'a/b', '%2E%2E', 'a%2Fb', 'nul%00'])('is none with the name %j', (name) => {
    expect(parseEntry(`f+ ${NUMBERS} ${name}`)).toBeUndefined();
  });

  it('tells size and group', () => {
    const entry = { kind: 'f', state: '+', numbers: NUMBERS, name: 'x' } as const;
    expect([sizeOf(entry), groupOf(entry)]).toEqual([5, '7']);
    expect(groupOf({ ...entry, numbers: NUMBERS.replace(/2$/, '1') })).toBeUndefined();
    expect(groupOf({ ...entry, kind: 'd' })).toBeUndefined();
  });
});

describe('a list', () => {
  const body = [`/ `, `d+ ${NUMBERS} a%20b`, `f- ${NUMBERS} f`, `/ a%20b`, `f+ ${NUMBERS} g`];
  const text = (lines: readonly string[]) => [HEAD, ...lines, '.', ''].join('\n');

  it('is what was written', () => {
    const list = parseTreeList(text(body));
    expect(list?.blocks).toEqual(
      new Map([
        ['', `d+ ${NUMBERS} a%20b\nf- ${NUMBERS} f`],
        ['a b', `f+ ${NUMBERS} g`],
      ]),
    );
    expect(list && formatTreeList(list)).toBe(text(body));
  });

  it.each<[string, string]>([
    ['torn', text(body).slice(0, -3)],
    ['without its end', [HEAD, ...body, ''].join('\n')],
    ['of another version', text(body).replace('"format":1', '"format":2')],
    ['with a directory that is in none', text([...body, '/ c'])],
    ['with a directory above the root', text([...body, '/ ../etc'])],
    ['with a directory and nothing about it', text(body.slice(0, 3))],
    ['with a name twice', text([...body, `o+ ${NUMBERS} g`])],
    ['with a directory twice', text([...body, '/ a%20b'])],
    ['with an entry in no directory', text(body.slice(1))],
    ['with something else in it', text([...body, 'hello'])],
    ['with nothing', ''],
  ])('is none %s', (_what, broken) => {
    expect(parseTreeList(broken)).toBeUndefined();
  });
});
