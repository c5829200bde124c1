/**
 * Builds the window's page into dist/app: one script that paints Home, and one for each view that is loaded once that is
 * done (renderer/shell/views.tsx). Read and compiled anew for each window that opens, so as little as possible comes first.
 */
import { copyFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { REQUIRE } from './require-in-bundle.mjs';

const ROOT = new URL('..', import.meta.url);
/** Of scripts with their contents' hash in the name; own-pages.ts serves names like these. */
const PART = /^renderer-[a-z]+-[A-Z0-9]+\.js$/;

/**
 * @param {Record<string, string>} define
 * @param {{ outdir?: string, plugins?: import('esbuild').Plugin[] }} [other] relative to the checkout; a test's own page
 * @returns what went into the page
 */
export async function buildPage(define, { outdir = 'dist/app', plugins = [] } = {}) {
  const out = new URL(`${outdir}/`, ROOT);
  /** @satisfies {import('esbuild').BuildOptions} */
  const options = {
    absWorkingDir: fileURLToPath(ROOT),
    entryPoints: { schemas: 'renderer/engine/compile-nothing.ts', renderer: 'renderer/main.tsx' },
    bundle: true,
    format: 'esm',
    target: 'chrome130',
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    define,
    outdir,
    plugins,
    logLevel: 'warning',
  };
  await removeParts(out);
  // The style sheets of all views are one: a sheet that came later would restyle what is in sight.
  const { outputFiles } = await build({ ...options, write: false });
  const styles = outputFiles.find(({ path }) => path.endsWith('/renderer.css'));
  await writeFile(new URL('renderer.css', out), styles?.contents ?? '');
  const { metafile } = await build({
    ...options,
    splitting: true,
    chunkNames: 'renderer-[name]-[hash]',
    loader: { '.css': 'empty' },
    metafile: true,
  });
  await copyFile(new URL('renderer/index.html', ROOT), new URL('index.html', out));
  const imports = metafile.outputs[`${outdir}/renderer.js`]?.imports ?? [];
  const parts = imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path));
  await build({
    ...options,
    entryPoints: { 'before-paint': 'renderer/start/before-paint.ts' },
    format: 'iife',
    define: { WINDOW_PARTS: JSON.stringify(parts) },
  });
  const firstLook = await build({
    ...options,
    entryPoints: { 'first-look': 'renderer/start/first-look.tsx' },
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node20',
    loader: { '.css': 'empty' },
    banner: REQUIRE,
    metafile: true,
  });
  return [metafile, firstLook.metafile];
}

/** Of an earlier build: their names differ with each change. */
/** @param {URL} out */
async function removeParts(out) {
  const names = await readdir(out).catch(() => []);
  for (const name of names.filter((one) => PART.test(one))) await rm(new URL(name, out));
}
