import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { compileMessage } from '../../scripts/compile-message.mjs';
import { compileWords } from '../../scripts/compile-words.mjs';

const WORDS = join(import.meta.dirname, '../../shared/words');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lk-'));
  for (const code of ['en', 'de']) cpSync(join(WORDS, code), join(folder, code), { recursive: true });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const compile = (): ReturnType<typeof compileWords> => compileWords(pathToFileURL(`${folder}/`));

function change(file: string, changes: Record<string, unknown>): void {
  const path = join(folder, file);
  const entries = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...entries, ...changes }));
}

it('what is made of the messages is what they say now', () => {
  const { files, problems } = compile();
  expect(problems).toEqual([]);
  expect(readdirSync(join(WORDS, 'generated')).sort()).toEqual([...files.keys()].sort());
  for (const [name, text] of files) {
    expect(readFileSync(join(WORDS, 'generated', name), 'utf8'), name).toBe(text);
  }
});

describe('what is wrong with a language is named', () => {
  it.each<[string, string, Record<string, unknown>, RegExp]>([
    ['a missing message', 'de/trust.arb', { proven: undefined }, /^de: trust\.proven is missing$/],
    ['one too many', 'de/trust.arb', { proved: 'x' }, /^de: trust\.proved: English has no such message$/],
    [
      'a value that English does not give',
      'de/trust.arb',
      { proven: '{alter}' },
      /\{alter\} is none of its values/,
    ],
    [
      'a text where a number counts',
      'de/trust.arb',
      { proven: '{age, plural, one {a} other {b}}' },
      /\{age\} is no number/,
    ],
    ['a missing plural form', 'de/trust.arb', { proven: '{files, plural, other {b}}' }, /no form "one"/],
    [
      'a form that the language has not',
      'de/trust.arb',
      { proven: '{files, plural, few {a} one {b} other {c}}' },
      /few/,
    ],
    ['no "other"', 'de/trust.arb', { proven: '{files, plural, one {a}}' }, /other/],
    ['a broken brace', 'de/trust.arb', { proven: '{files, plural, one {a}' }, /^de: trust\.proven: /],
    [
      'a choice that is none',
      'de/run.arb',
      { canRead: '{peer, select, true {a} other {b}}' },
      /is not a bool/,
    ],
    ['a date, which the caller writes', 'de/trust.arb', { proven: '{files, date}' }, /is not known here/],
  ])('%s', (_what, file, changes, problem) => {
    change(file, changes);
    expect(compile().problems).toEqual([expect.stringMatching(problem)]);
  });
});

it('a further language is one folder', () => {
  cpSync(join(folder, 'en'), join(folder, 'nl'), { recursive: true });
  change('nl/formats.arb', { name: 'Nederlands', locale: 'nl-NL' });
  const { files, problems, languages } = compile();
  expect({ problems, languages }).toEqual({ problems: [], languages: ['en', 'de', 'nl'] });
  expect(files.get('languages.ts')).toContain('nl: { name: "Nederlands", locale: "nl-NL" },');
});

test.each([
  [1, '1 plik'],
  [3, '3 pliki'],
  [12, '12 plików'],
  [0, 'żadnego'],
])('plural forms of any language: %i', (count, said) => {
  const rules = new Intl.PluralRules('pl');
  const { code, problem } = compileMessage(
    '{count, plural, =0 {żadnego} one {# plik} few {# pliki} many {# plików} other {# pliku}}',
    [{ name: 'count', type: 'int' }],
    rules.resolvedOptions().pluralCategories,
  );
  expect(problem).toBeUndefined();
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what is made is a program
  const make = new Function('plural', 'digits', `return ${code ?? ''}`) as (
    plural: (n: number) => string,
    digits: (n: number) => string,
  ) => (count: number) => string;
  expect(make((n) => rules.select(n), String)(count)).toBe(said);
});

test.each([
  ['a `tick`, a \\ and ${it}', 'a `tick`, a \\ and $it.'],
  ["it's {it}", "it's it."],
  ["'{'{it}'}'", '{it.}'],
])('%s is text', (message, said) => {
  const { code } = compileMessage(message, [{ name: 'it', type: 'String' }], ['one', 'other']);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what is made is a program
  const make = new Function(`return ${code ?? ''}`) as () => (it: string) => string;
  expect(make()('it.')).toBe(said);
});
