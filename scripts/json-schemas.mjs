/**
 * Writes docs/json: what each `--json` prints as JSON Schema, made from the shapes that the printers are typed by
 * (electron/cli/json-outputs.ts and host/json-outputs.ts). `--check` says which files are not what the code says.
 *
 * node scripts/json-schemas.mjs [--check]
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import * as prettier from 'prettier';

const checkout = fileURLToPath(new URL('..', import.meta.url));
const folder = join(checkout, 'docs/json');

/** @returns the files of docs/json, by their names */
export async function jsonSchemas() {
  /** @type {Map<string, string>} */
  const files = new Map();
  const options = { ...(await prettier.resolveConfig(join(folder, 'any.json'))), parser: 'json' };
  for (const [name, schema] of Object.entries(await schemasByName())) {
    files.set(fileOf(name), await prettier.format(JSON.stringify(schema), options));
  }
  return files;
}

/** @param {string} name */
const fileOf = (name) => `${name}.schema.json`;

/** @returns {Promise<Record<string, Record<string, unknown>>>} JSON Schema, by its name; what several have is one of its own */
async function schemasByName() {
  const directory = mkdtempSync(join(checkout, 'node_modules/.json-schemas-'));
  try {
    const outfile = join(directory, 'schemas.mjs');
    // What is parsed, not what comes of it: later fields are no mistake.
    const contents = `
      import * as z from 'zod';
      import { JSON_OUTPUTS as ofLaptop, SHARED_SHAPES } from './electron/cli/json-outputs.ts';
      import { JSON_OUTPUTS as ofHost } from './host/json-outputs.ts';
      const all = z.registry();
      const add = (prefix, schemas) => {
        for (const [name, schema] of Object.entries(schemas)) all.add(schema, { id: prefix + name });
      };
      add('', SHARED_SHAPES);
      add('latchkey-', ofLaptop);
      add('latchkey-host-', ofHost);
      export const { schemas } = z.toJSONSchema(all, { io: 'input', uri: (name) => name + '.schema.json' });`;
    await build({
      stdin: { contents, resolveDir: checkout, loader: 'ts' },
      ...{ outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' },
    });
    /** @type {{ schemas: Record<string, Record<string, unknown>> }} */
    const { schemas } = await import(pathToFileURL(outfile).href);
    return schemas;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await jsonSchemas();
  mkdirSync(folder, { recursive: true });
  const there = readdirSync(folder);
  const stale = there.filter((name) => !files.has(name));
  const changed = [...files].filter(
    ([name, text]) => !there.includes(name) || readFileSync(join(folder, name), 'utf8') !== text,
  );
  if (process.argv.includes('--check')) {
    const odd = [...stale, ...changed.map(([name]) => name)];
    for (const name of odd)
      console.error(`docs/json/${name} is not what the code says: node scripts/json-schemas.mjs`);
    process.exitCode = odd.length === 0 ? 0 : 1;
  } else {
    for (const name of stale) rmSync(join(folder, name));
    for (const [name, text] of changed) writeFileSync(join(folder, name), text);
  }
}
