/**
 * How long the editor of the exclude list waits for what its lines come to, letter by letter: all that the service does
 * for one question (rules, oddities, sizes, presets), without the way to it. The bar is 100 ms.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const TYPED = ['*.js', 'dir-2/dir-3/', '/home/u/dir-9/'];

/**
 * @param {import('../../electron/usage/scanned-tree').ScannedTree} tree
 * @param {string} list
 */
export async function benchTyping(tree, list) {
  const directory = mkdtempSync(join(tmpdir(), 'lk-bench-typing-'));
  try {
    const bundle = join(directory, 'list-editor.mjs');
    await build({
      stdin: {
        contents: `export * from './list-editor'; export * from './measured-tree';`,
        resolveDir: fileURLToPath(new URL('../../electron/space', import.meta.url)),
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: bundle,
    });
    const { ListEditor, MeasuredTree } =
      /** @type {typeof import('../../electron/space/list-editor') & typeof import('../../electron/space/measured-tree')} */ (
        await import(bundle)
      );
    const roots = ['/home/u'];
    const settingsFile = join(directory, 'settings.json');
    writeFileSync(
      settingsFile,
      JSON.stringify({ schemaVersion: 2, host: { kind: 'local', directory: '/media/u/disk' }, roots }),
    );
    const measured = new MeasuredTree({ tree, roots, problems: [] });
    const editor = new ListEditor({
      ...{ settingsFile, excludeFile: join(directory, 'exclude'), home: '/home/u' },
      scan: () => ({ roots, phase: 'done', measured }),
      changed: () => undefined,
    });
    editor.judge(list);
    const times = TYPED.flatMap((rule) =>
      Array.from({ length: rule.length }, (_, index) => {
        const start = performance.now();
        const { effects } = editor.judge(`${list}${rule.slice(0, index + 1)}\n`);
        if (effects === null) throw new Error('nothing was weighed');
        return performance.now() - start;
      }),
    ).sort((one, other) => one - other);
    const at = (/** @type {number} */ share) => times[Math.floor((times.length - 1) * share)]?.toFixed(1);
    console.log(
      `  an editor's answer to each letter: median ${at(0.5)} ms, nine of ten ${at(0.9)} ms, worst ${at(1)} ms`,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}
