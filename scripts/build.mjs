/**
 * Bundles the programs into dist/. Each is one file without dependencies, so that the guard starts fast and the
 * host's program can be copied to a server as it is; but for the command and the application, which have beside them the
 * libraries that they load when these are needed.
 */
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPage } from './build-page.mjs';
import { makeIcons } from './make-icons.mjs';
import { REQUIRE } from './require-in-bundle.mjs';
import { writeThirdParty } from './third-party.mjs';
import { writeWords } from './compile-words.mjs';

const root = new URL('..', import.meta.url);
/** @type {{ version: string }} */
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

const { problems, languages } = writeWords();
if (problems.length > 0) throw new Error(`shared/words:\n${problems.join('\n')}`);

/**
 * `chunks`: the names of what it loads on demand; `words`: what the names of its languages begin with.
 *
 * @type {{ entry: string, out: string, target: string, minify?: boolean, chunks?: string, words?: string }[]}
 */
const bundles = [
  {
    ...{ entry: 'electron/cli/start.ts', out: 'dist/latchkey.mjs', target: 'node20' },
    ...{ chunks: 'latchkey-[name]', words: 'latchkey' },
  },
  { entry: 'electron/usage/worker.ts', out: 'dist/usage-worker.mjs', target: 'node20' },
  { entry: 'electron/space/main.ts', out: 'dist/space-service.mjs', target: 'node20' },
  // What decides who may read here can be read where it runs.
  { entry: 'electron/guard/main.ts', out: 'dist/guard.mjs', target: 'node20', minify: false },
  { entry: 'electron/confine/main.ts', out: 'dist/confined.mjs', target: 'node20' },
  {
    ...{ entry: 'electron/confine/serve-thread.ts', out: 'dist/confined-thread.mjs', target: 'node20' },
    // A run loads them as it starts, if at all.
    chunks: 'confined-thread-[name]-[hash]',
  },
  { entry: 'host/main.ts', out: 'dist/latchkey-host.mjs', target: 'node18' },
  {
    entry: 'electron/main/main.ts',
    out: 'dist/app/main.mjs',
    target: 'node20',
    ...{ chunks: 'main-[name]-[hash]', words: 'main' },
  },
  // Each language by itself: what it shares with the programs is small, and no other one is loaded with it.
  ...languages.flatMap((code) =>
    ['dist/latchkey', 'dist/app/main'].map((program) => ({
      ...{ entry: `shared/words/generated/${code}.ts`, out: `${program}-${code}.mjs`, target: 'node20' },
    })),
  ),
];

/**
 * Leaves the languages that shared/words/generated/languages.ts loads to files of their own.
 *
 * @param {string} program @returns {import('esbuild').Plugin}
 */
const languagesBeside = (program) => ({
  name: 'languages-beside',
  setup: (build) => {
    build.onResolve({ filter: /^\.\/[a-z]+$/ }, ({ kind, path, importer }) =>
      kind === 'dynamic-import' && importer.endsWith('/words/generated/languages.ts')
        ? { path: `./${program}-${path.slice(2)}.mjs`, external: true }
        : undefined,
    );
  },
});

/**
 * What is imported on demand lies beside it. The command's have names that stay, so that a run that is under way finds them
 * after an update; the application goes on with the archive that it has opened.
 *
 * @param {string} out @param {string} chunkNames
 */
function splitInto(out, chunkNames) {
  return {
    outdir: dirname(out),
    entryNames: basename(out, '.mjs'),
    chunkNames,
    outExtension: { '.js': '.mjs' },
    splitting: true,
  };
}

// `--keep`: what was built before is overwritten and not removed first, since it is running (scripts/start.mjs).
const keep = process.argv.includes('--keep');
const wanted = process.argv.slice(2).filter((argument) => argument !== '--keep');
const isWanted = (/** @type {string} */ out) => wanted.length === 0 || wanted.includes(out);

/** @type {Set<string>} */
const inputs = new Set();
const note = (/** @type {import('esbuild').Metafile} */ metafile) => {
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
};

if (wanted.length === 0 && !keep) await rm(new URL('dist', root), { recursive: true, force: true });
for (const bundle of bundles.filter(({ out }) => isWanted(out))) {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: [bundle.entry],
    ...(bundle.chunks === undefined ? { outfile: bundle.out } : splitInto(bundle.out, bundle.chunks)),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: bundle.target,
    minify: bundle.minify ?? true,
    legalComments: 'none',
    // koffi has a binary, which no bundle can hold; where it cannot be loaded, the scan does without. Electron gives itself.
    external: ['koffi', 'electron'],
    alias: { 'when-exit': fileURLToPath(new URL('when-exit.mjs', import.meta.url)) },
    define: { LATCHKEY_VERSION: JSON.stringify(version) },
    banner: REQUIRE,
    plugins: bundle.words === undefined ? [] : [languagesBeside(bundle.words)],
    metafile: true,
    logLevel: 'warning',
  });
  note(metafile);
}

// Sandboxed, with neither Node nor a module loader.
if (isWanted('dist/app/preload.cjs')) {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: ['electron/preload/preload.ts'],
    outfile: 'dist/app/preload.cjs',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['electron'],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  note(metafile);
}
if (isWanted('dist/app/renderer.js')) {
  const define = { LATCHKEY_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' };
  for (const metafile of await buildPage(define)) note(metafile);
}
if (isWanted('dist/app/icons')) await makeIcons();
// Only a whole build knows all that is bundled.
if (wanted.length === 0) await writeThirdParty(inputs, version);
