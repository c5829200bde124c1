/**
 * `npm run screenshots`: pictures of the windows in docs/pictures/, as the README shows them; with `-- all`, every view
 * in every state, both themes and two sizes, in out/pictures/, to be looked at critically.
 */
import { build } from 'esbuild';

const root = new URL('..', import.meta.url).pathname;

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
