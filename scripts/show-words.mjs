/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return -- what is bundled and loaded here has no types */
/**
 * npm run words: one page with every sentence of all surfaces in all languages, to be read by people who speak them. Numbers
 * stand there once as 1 and once as 1,234; other values by their names.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeWords } from './compile-words.mjs';

const root = new URL('..', import.meta.url);
const { problems } = writeWords();
if (problems.length > 0) throw new Error(problems.join('\n'));

const { outputFiles } = await build({
  absWorkingDir: fileURLToPath(root),
  stdin: {
    contents: `
      export { ALL } from './shared/words/generated/all';
      export { LANGUAGES } from './shared/words/generated/languages';
      export { speak } from './shared/words/languages';
      export { DIAGNOSTIC_KINDS } from './shared/exclude-diagnostics';
      export { FAILURE_SAMPLES, SKIP_SAMPLES } from './test/helpers/sample-states';`,
    resolveDir: fileURLToPath(root),
    loader: 'ts',
  },
  ...{
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'warning',
    external: ['koffi'],
  },
});
const bundle = outputFiles[0]?.text ?? '';
const { ALL, LANGUAGES, speak, DIAGNOSTIC_KINDS, FAILURE_SAMPLES, SKIP_SAMPLES } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle).toString('base64')}`
);

const codes = Object.keys(LANGUAGES);
/** @type {Map<string, Map<string, string[]>>} area -> key -> a cell for each language */
const areas = new Map();
for (const file of readdirSync(new URL('shared/words/en/', root)).filter((name) => name.endsWith('.arb'))) {
  const area = file.slice(0, -'.arb'.length);
  const entries = JSON.parse(readFileSync(new URL(`shared/words/en/${file}`, root), 'utf8'));
  const rows = Object.keys(entries)
    .filter((key) => !key.startsWith('@'))
    .map(
      (key) =>
        /** @type {[string, string[]]} */ ([
          key,
          codes.map((code) => sayMessage(code, area, key, entries[`@${key}`])),
        ]),
    );
  areas.set(area, new Map(rows));
}
addSaid(
  'failures',
  Object.values(FAILURE_SAMPLES),
  (failure) => failure.code,
  ({ words }, failure) => {
    const { sentence, nextStep } = words.failure(failure);
    return `${sentence}\n${nextStep}`;
  },
);
addSaid(
  'skips',
  SKIP_SAMPLES,
  (skip) => skip.code,
  ({ words }, skip) => Object.values(words.skip(skip)).join('\n'),
);
addSaid(
  'odd lines of the exclude list',
  DIAGNOSTIC_KINDS,
  (kind) => kind,
  ({ words }, kind) => words.excludes.odd(kind, 3),
);

const page = new URL('dist/words.html', root);
writeFileSync(page, pageOf());
process.stdout.write(`${fileURLToPath(page)}\n`);

/**
 * @template T
 * @typedef {(language: import('../shared/words/language').Language, sample: T) => string} Say
 */

/**
 * @template T
 * @param {string} area
 * @param {readonly T[]} samples
 * @param {(sample: T) => string} nameOf
 * @param {Say<T>} say
 */
function addSaid(area, samples, nameOf, say) {
  const rows = samples.map((sample) => {
    const cells = codes.map((code) => say(speak(code, LANGUAGES[code].locale), sample));
    return /** @type {[string, string[]]} */ ([nameOf(sample), cells]);
  });
  areas.set(area, new Map(rows));
}

/**
 * All that a message comes to, a line each.
 *
 * @param {string} code @param {string} area @param {string} key
 * @param {{ placeholders: Record<string, { type: string }> }} described its declaration in the English file
 */
function sayMessage(code, area, key, described) {
  const { formats } = speak(code, LANGUAGES[code].locale);
  let message = ALL[code].messages(formats.count)[area];
  for (const part of key.split('.')) message = message[part];
  if (typeof message === 'string') return message;
  const placeholders = /** @type {[string, { type: string }][]} */ (Object.entries(described.placeholders));
  const choices = placeholders.map(([name, { type }]) =>
    type === 'int' ? [1, 1234] : type === 'bool' ? [true, false] : [`‹${name}›`],
  );
  /** @type {unknown[][]} */
  let values = [[]];
  for (const choice of choices)
    values = values.flatMap((before) => choice.map((value) => [...before, value]));
  return [...new Set(values.map((each) => message(...each)))].join('\n');
}

function pageOf() {
  const head = codes.map((code) => `<th lang="${code}">${LANGUAGES[code].name}</th>`).join('');
  const parts = [...areas].map(([area, rows]) => {
    const lines = [...rows].map(([key, cells]) => {
      const said = cells.map((cell, index) => `<td lang="${codes[index]}">${escape(cell)}</td>`).join('');
      return `<tr><th>${escape(key)}</th>${said}</tr>\n`;
    });
    return `<h2>${escape(area)}</h2>\n<table><tr><th></th>${head}</tr>\n${lines.join('')}</table>\n`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Latchkey’s words</title>
<style>body{font:15px/1.5 system-ui;margin:2rem}table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #8886;padding:4px 8px;text-align:start;vertical-align:top;white-space:pre-line;overflow-wrap:anywhere}
tr>th:first-child{width:16rem;font-weight:400;opacity:.7}</style>
${parts.join('')}`;
}

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
