/**
 * A language that nobody speaks, made from English: accented, longer, and in marks. It stands in the place of German in a page
 * or a command of its own. What is in sight without marks is not from the catalogue; what is cut had no room for longer words.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse, type Token } from '@messageformat/parser';
import { build } from 'esbuild';
import { buildPage } from '../../scripts/build-page.mjs';
import { compileWords } from '../../scripts/compile-words.mjs';

export const OPEN = '⟦';
export const CLOSE = '⟧';

const PROJECT = join(import.meta.dirname, '../..');
const DIST = join(PROJECT, 'dist');
const WORDS = join(PROJECT, 'shared/words');
const ACCENTED: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ö', u: 'û', n: 'ñ', c: 'ç', y: 'ý' };
/** How a text is written, and what follows from that: not for reading. */
const NOT_SAID = /^(name|locale|group|decimal)$/;

/** @returns the directory of the page */
export async function buildPseudoPage(): Promise<string> {
  const made = pseudoModule();
  const out = join(mkdtempSync(join(tmpdir(), 'lk-')), 'page');
  mkdirSync(out);
  await buildPage(
    { LATCHKEY_VERSION: '"0"', 'process.env.NODE_ENV': '"production"' },
    {
      outdir: relative(PROJECT, out),
      plugins: [
        {
          name: 'pseudo-language',
          setup: (building) => {
            building.onLoad({ filter: /\/words\/generated\/de\.ts$/ }, () => ({
              contents: made,
              loader: 'ts',
            }));
          },
        },
      ],
    },
  );
  return out;
}

/** The programs as they were built, with the language in the place of German. @returns the command's file */
export async function buildPseudoCommand(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lk-'));
  for (const name of readdirSync(DIST).filter((each) => each.endsWith('.mjs'))) {
    cpSync(join(DIST, name), join(folder, name));
  }
  await build({
    stdin: { contents: pseudoModule(), resolveDir: join(WORDS, 'generated'), loader: 'ts' },
    ...{ bundle: true, platform: 'node', format: 'esm', outfile: join(folder, 'latchkey-de.mjs') },
  });
  return join(folder, 'latchkey.mjs');
}

/** In the place of shared/words/generated/de.ts. */
function pseudoModule(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lk-'));
  cpSync(join(WORDS, 'en'), join(folder, 'en'), { recursive: true });
  mkdirSync(join(folder, 'de'));
  for (const file of readdirSync(join(WORDS, 'en')).filter((name) => name.endsWith('.arb'))) {
    const entries = JSON.parse(readFileSync(join(WORDS, 'en', file), 'utf8')) as Record<string, unknown>;
    const pseudo = Object.entries(entries)
      .filter((entry): entry is [string, string] => !entry[0].startsWith('@') && typeof entry[1] === 'string')
      .map(([key, text]) => [key, NOT_SAID.test(key) ? text : mark(disguise(parse(text)))]);
    writeFileSync(join(folder, 'de', file), JSON.stringify(Object.fromEntries(pseudo)));
  }
  const { files, problems } = compileWords(pathToFileURL(`${folder}/`));
  rmSync(folder, { recursive: true });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return (files.get('de.ts') ?? '').replace("export { said } from '../en/said';", SAID);
}

/** What is said as functions: English, accented and in marks. */
const SAID = `
import { said as english } from '../en/said';
import type { Said } from '../said';
const ACCENTED: Record<string, string> = ${JSON.stringify(ACCENTED)};
const accented = (text: string): string => text.replace(/[aeiounc]/g, (letter) => ACCENTED[letter] ?? letter);
const mark = (text: string): string => text === '' ? '' : \`${OPEN}\${accented(text)}${CLOSE}\`;
export const said: Said = {
  failure: (formats) => (failure) => {
    const { sentence, nextStep } = english.failure(formats)(failure);
    return { sentence: mark(sentence), nextStep: mark(nextStep) };
  },
};
`;

function mark(text: string): string {
  return text === '' ? '' : `${OPEN}${text}${CLOSE}`;
}

/** The same message with its words accented, and a third longer. */
function disguise(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      switch (token.type) {
        case 'content':
          return lengthen(token.value).replace(/[{}]/g, (brace) => `'${brace}'`);
        case 'argument':
          return `{${token.arg}}`;
        case 'function':
          return `{${token.arg}, ${token.key}}`;
        case 'octothorpe':
          return '#';
        default: {
          const cases = token.cases.map(({ key, tokens: inside }) => `${key} {${disguise(inside)}}`);
          return `{${token.arg}, ${token.type}, ${cases.join(' ')}}`;
        }
      }
    })
    .join('');
}

/** Each word gets a third of its letters again: "backup" as "báçkûp·ûp". */
function lengthen(text: string): string {
  return text.replace(/[A-Za-z]{3,}/g, (word) => {
    const accented = Array.from(word, (letter) => ACCENTED[letter] ?? letter).join('');
    return `${accented}${accented.slice(-Math.ceil(word.length / 3))}`;
  });
}
