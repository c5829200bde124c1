/** What an exclude list keeps of a real directory: by our evaluation and by rsync, in the same words. */
import { FATE } from '../../electron/exclude/decide-nodes';
import { TreeEvaluator } from '../../electron/exclude/evaluate-rules';
import { binaryPathOf } from '../../electron/usage/node-path';
import { rulesForTransfer } from '../../electron/exclude/rules-for-transfer';
import { FLAGS, type ScannedTree } from '../../electron/usage/scanned-tree';
import { listWithRsync } from './rsync-listing';

/** Paths below the root as binary strings, directories with a slash behind, sorted. */
export function keptByUs(tree: ScannedTree, root: string, list: string): string[] {
  const { fate } = new TreeEvaluator(tree, [root]).evaluate(list);
  return Array.from(fate.keys())
    .filter((node) => node !== 0 && fate[node] === FATE.backedUp)
    .map((node) => {
      const slash = ((tree.flags[node] ?? 0) & FLAGS.directory) === 0 ? '' : '/';
      return binaryPathOf(tree, node).slice(Buffer.byteLength(root) + 1) + slash;
    })
    .sort();
}

export async function keptByRsync(root: string, list: string): Promise<string[]> {
  const listed = await listWithRsync(`${root}/`, rulesForTransfer(list, root, false));
  return listed.filter((name) => name !== './').sort();
}

/** The same by a transfer that sends the root's own name, too. */
export async function keptByRsyncWithName(root: string, list: string): Promise<string[]> {
  const name = Buffer.from(root.slice(root.lastIndexOf('/') + 1), 'utf8').toString('latin1');
  const escaped = /[*?[]/.test(name) ? name.replace(/[\\*?[]/g, '\\$&') : name;
  const listed = await listWithRsync(root, `+ /${escaped}/\n${rulesForTransfer(list, root, true)}`);
  return listed
    .filter((path) => path !== `${name}/`)
    .map((path) => path.slice(name.length + 1))
    .sort();
}

/** What rsync itself keeps where a leading slash is the top of the file system (rsync's --relative). */
export async function keptByFullPaths(root: string, list: string): Promise<string[]> {
  const bytes = Buffer.from(root, 'utf8').toString('latin1');
  const parts = bytes.split('/').slice(1);
  const wild = /[*?[]/;
  // The way down to the root is not what the rules are asked about.
  const ancestors = parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .map((path) => `+ /${wild.test(path) ? path.replace(/[\\*?[]/g, '\\$&') : path}/\n`);
  const listed = await listWithRsync(`${root}/`, ancestors.join('') + list, '-R');
  return listed
    .filter((name) => name.startsWith(`${bytes}/`) && name !== `${bytes}/`)
    .map((name) => name.slice(bytes.length + 1))
    .sort();
}
