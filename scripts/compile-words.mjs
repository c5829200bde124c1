/**
 * Compiles the messages of shared/words/LANGUAGE/*.arb (ICU MessageFormat in JSON, as Weblate and Flutter have it) to
 * TypeScript in shared/words/generated: plain functions, so that nothing is parsed when a program starts. English says which
 * messages there are and which values each takes, in which order; another language has the same ones, or this says what is wrong.
 *
 * node scripts/compile-words.mjs [--check]
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileMessage } from './compile-message.mjs';

/** @typedef {import('./compile-message.mjs').Placeholders} Placeholders */
/** @typedef {{ text: string, placeholders: Placeholders }} Message */
/** @typedef {{ [key: string]: string | Tree }} Tree */

const SOURCE = 'en';
const HEAD =
  '// Made by scripts/compile-words.mjs from the .arb files beside this folder. Changes belong there.\n';
/** @type {Record<string, string>} */
const TYPES = { String: 'string', int: 'number', bool: 'boolean' };

/** @param {URL} folder shared/words @returns the files of shared/words/generated, by their names; or every problem there is */
export function compileWords(folder) {
  /** @type {string[]} */
  const problems = [];
  const codes = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/formats.arb`, folder)))
    .map(({ name }) => name)
    .sort((one, other) => Number(other === SOURCE) - Number(one === SOURCE) || one.localeCompare(other));
  const english = readLanguage(folder, SOURCE);
  /** @type {Map<string, string>} */
  const files = new Map();
  files.set('messages.ts', typesOf(english));
  for (const code of codes) {
    const own = code === SOURCE ? english : readLanguage(folder, code);
    for (const key of own.keys())
      if (!english.has(key)) problems.push(`${code}: ${key}: English has no such message`);
    for (const key of english.keys()) if (!own.has(key)) problems.push(`${code}: ${key} is missing`);
    const { simple, categories } = pluralsOf(code);
    /** @type {Map<string, string>} */
    const compiled = new Map();
    for (const [key, { placeholders }] of english) {
      const text = own.get(key)?.text;
      if (text === undefined) continue;
      const { code: expression, problem } = compileMessage(text, placeholders, categories);
      if (problem !== undefined) problems.push(`${code}: ${key}: ${problem}`);
      else compiled.set(key, expression);
    }
    const said = existsSync(new URL(`${code}/said.ts`, folder)) ? code : SOURCE;
    files.set(`${code}.ts`, moduleOf(code, said, compiled, simple));
  }
  files.set('languages.ts', listOf(folder, codes));
  files.set('all.ts', allOf(codes));
  return { files, problems, languages: codes };
}

/** @param {URL} folder @param {string} code @returns {Map<string, Message>} by area and key: "home.lastGood" */
function readLanguage(folder, code) {
  const directory = new URL(`${code}/`, folder);
  /** @type {Map<string, Message>} */
  const messages = new Map();
  for (const file of readdirSync(directory)
    .filter((name) => name.endsWith('.arb'))
    .sort()) {
    /** @type {Record<string, any>} */
    const entries = JSON.parse(readFileSync(new URL(file, directory), 'utf8'));
    for (const [key, text] of Object.entries(entries)) {
      if (key.startsWith('@')) continue;
      /** @type {{ placeholders?: Record<string, { type: string }> } | undefined} */
      const described = entries[`@${key}`];
      const placeholders = Object.entries(described?.placeholders ?? {}).map(([name, { type }]) => ({
        name,
        type,
      }));
      messages.set(`${file.slice(0, -'.arb'.length)}.${key}`, { text, placeholders });
    }
  }
  return messages;
}

/** Whether 1 is "one" and all else "other"; then no rules have to be loaded for it. @param {string} code */
function pluralsOf(code) {
  const rules = new Intl.PluralRules(code);
  const simple = Array.from(
    { length: 1001 },
    (_, n) => rules.select(n) === (n === 1 ? 'one' : 'other'),
  ).every(Boolean);
  return { simple, categories: rules.resolvedOptions().pluralCategories };
}

/** @param {Map<string, string>} entries @returns {Tree} nested at the dots */
function nest(entries) {
  /** @type {Tree} */
  const tree = {};
  for (const [key, value] of entries) {
    const path = key.split('.');
    const last = path.pop() ?? '';
    let at = tree;
    for (const part of path) at = /** @type {Tree} */ (at[part] ??= {});
    at[last] = value;
  }
  return tree;
}

/** @param {Tree} tree @param {string} end of each line @returns {string} */
function print(tree, end, indent = '  ') {
  return Object.entries(tree)
    .map(([key, value]) => {
      const name = /^[A-Za-z]\w*$/.test(key) ? key : JSON.stringify(key);
      return typeof value === 'string'
        ? `${indent}${name}: ${value}${end}\n`
        : `${indent}${name}: {\n${print(value, end, `${indent}  `)}${indent}}${end}\n`;
    })
    .join('');
}

/** @param {Map<string, Message>} english */
function typesOf(english) {
  const types = [...english].map(([key, { placeholders }]) => {
    const values = placeholders.map(({ name, type }) => `${name}: ${TYPES[type]}`).join(', ');
    return /** @type {[string, string]} */ ([
      key,
      placeholders.length === 0 ? 'string' : `(${values}) => string`,
    ]);
  });
  return `${HEAD}\n/** Every message; one that takes values is a function of them. */\nexport interface Messages {\n${print(nest(new Map(types)), ';')}}\n\n/** How the language writes a whole number. */\nexport type Count = (number: number) => string;\n`;
}

/** @param {string} code @param {string} said @param {Map<string, string>} compiled @param {boolean} simple */
function moduleOf(code, said, compiled, simple) {
  const areas = Object.entries(nest(compiled));
  const uses = [...compiled.values()].some((text) => text.includes('plural('));
  const plural = simple
    ? `const plural = (n: number): string => (n === 1 ? 'one' : 'other');\n`
    : `let rules: Intl.PluralRules | undefined;\nconst plural = (n: number): string => (rules ??= new Intl.PluralRules('${code}')).select(n);\n`;
  const parts = areas.map(([area, tree]) => {
    const body = print(/** @type {Tree} */ (tree), ',');
    const count = body.includes('digits(') ? 'digits: Count' : '';
    return `\nexport const ${area} = (${count}): Messages['${area}'] => ({\n${body}});\n`;
  });
  const all = areas.map(
    ([area, tree]) =>
      `  ${area}: ${area}(${print(/** @type {Tree} */ (tree), ',').includes('digits(') ? 'count' : ''}),\n`,
  );
  return `${HEAD}import type { Count, Messages } from './messages';\n\nexport { said } from '../${said}/said';\n\n${uses ? plural : ''}${parts.join('')}\nexport const messages = (count: Count): Messages => ({\n${all.join('')}});\n`;
}

/** @param {URL} folder @param {string[]} codes */
function listOf(folder, codes) {
  const rows = codes.map((code) => {
    const { name, locale } = JSON.parse(readFileSync(new URL(`${code}/formats.arb`, folder), 'utf8'));
    return `  ${code}: { name: ${JSON.stringify(name)}, locale: ${JSON.stringify(locale)} },\n`;
  });
  const loaders = codes.map((code) => `  ${code}: () => import('./${code}'),\n`);
  return `${HEAD}\n/** \`name\`: in itself. */\nexport const LANGUAGES = {\n${rows.join('')}} as const;\n\n/** Each by itself. */\nexport const LOADERS = {\n${loaders.join('')}};\n`;
}

/** @param {string[]} codes */
function allOf(codes) {
  return `${HEAD}${codes.map((code) => `import * as ${code} from './${code}';\n`).join('')}\nexport const ALL = { ${codes.join(', ')} };\n`;
}

/** Writes what is not there as it should be, unless it is only to be checked. */
export function writeWords({ check = false } = {}) {
  const folder = new URL('../shared/words/', import.meta.url);
  const { files, problems, languages } = compileWords(folder);
  if (problems.length > 0) return { problems, languages };
  const out = new URL('generated/', folder);
  mkdirSync(out, { recursive: true });
  const stale = [...files].filter(([name, text]) => {
    const file = new URL(name, out);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  const left = readdirSync(out).filter((name) => !files.has(name));
  if (check) {
    const names = [...stale.map(([name]) => name), ...left];
    return {
      problems: names.map(
        (name) => `generated/${name} is not what the .arb files say: node scripts/compile-words.mjs`,
      ),
      languages,
    };
  }
  for (const [name, text] of stale) writeFileSync(new URL(name, out), text);
  for (const name of left) rmSync(new URL(name, out));
  return { problems, languages };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { problems } = writeWords({ check: process.argv.includes('--check') });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
