/**
 * `npm run screenshots`: pictures of the windows. Those of the README in docs/pictures/; beside them, in all/, which is not
 * in the repository, every view in every state, both themes and two sizes. Words choose among them by name.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

// Beside the tests' own modules, whose dependencies it shares; Node 20 does not read TypeScript.
const out = `${root}node_modules/.cache/latchkey/take-pictures.mjs`;
await build({
  absWorkingDir: root,
  entryPoints: ['test/renderer/take-pictures.ts'],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
await import(out);
