/**
 * Bundles the programs into dist/. Each is one file without dependencies, so that the guard starts fast and the
 * host's program can be copied to a server as it is.
 */
import { copyFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { makeIcons } from './make-icons.mjs';

const root = new URL('..', import.meta.url);
/** @type {{ version: string }} */
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));

const bundles = [
  { entry: 'electron/cli/main.ts', out: 'dist/latchkey.mjs', target: 'node20' },
  { entry: 'electron/usage/worker.ts', out: 'dist/usage-worker.mjs', target: 'node20' },
  { entry: 'electron/usage-service/main.ts', out: 'dist/usage-service.mjs', target: 'node20' },
  { entry: 'electron/guard/main.ts', out: 'dist/guard.mjs', target: 'node20' },
  { entry: 'host/main.ts', out: 'dist/latchkey-host.mjs', target: 'node18' },
  { entry: 'electron/main/main.ts', out: 'dist/app/main.mjs', target: 'node20' },
];

const wanted = process.argv.slice(2);

if (wanted.length === 0) await rm(new URL('dist', root), { recursive: true, force: true });
for (const bundle of bundles.filter(({ out }) => wanted.length === 0 || wanted.includes(out))) {
  await build({
    absWorkingDir: new URL('.', root).pathname,
    entryPoints: [bundle.entry],
    outfile: bundle.out,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: bundle.target,
    legalComments: 'none',
    // koffi has a binary, which no bundle can hold; where it cannot be loaded, the scan does without. Electron gives itself.
    external: ['koffi', 'electron'],
    define: { LATCHKEY_VERSION: JSON.stringify(version) },
    // Bundled CommonJS packages still ask for require; ES modules have none of their own.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

/** What runs in a window: sandboxed, with neither Node nor a module loader for the preload script. */
const windowBundles = [
  {
    entry: 'renderer/main.tsx',
    out: 'dist/app/renderer.js',
    options: {
      format: /** @type {const} */ ('esm'),
      target: 'chrome130',
      jsx: /** @type {const} */ ('automatic'),
      // Read and compiled anew for each window that opens: half the text is half the wait.
      minify: true,
    },
  },
  {
    entry: 'electron/preload/preload.ts',
    out: 'dist/app/preload.cjs',
    options: {
      format: /** @type {const} */ ('cjs'),
      platform: /** @type {const} */ ('node'),
      external: ['electron'],
    },
  },
];

for (const { entry, out, options } of windowBundles) {
  if (wanted.length > 0 && !wanted.includes(out)) continue;
  await build({
    absWorkingDir: new URL('.', root).pathname,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    legalComments: 'none',
    define: { LATCHKEY_VERSION: JSON.stringify(version), 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
    ...options,
  });
  if (out === 'dist/app/renderer.js') {
    await copyFile(new URL('renderer/index.html', root), new URL('dist/app/index.html', root));
  }
}

if (wanted.length === 0 || wanted.includes('dist/app/icons')) await makeIcons();
