/** What a scan says beyond du's list: flags, problems, winners among links, progress, cancelling. */
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeProblem } from '../../../electron/cli/say-problems';
import { ENGLISH } from '../../helpers/spoken';
import { pathOf } from '../../../electron/usage/node-path';
import { FLAGS, type ScannedTree } from '../../../electron/usage/scanned-tree';
import { totalsOf } from '../../../electron/usage/totals';
import type { ScanProgress, ScanResult } from '../../../electron/usage/usage-scanner';
import { ENGINES, scannerWith, scanOnce, TreeDirectory } from '../../helpers/usage-trees';

let tree: TreeDirectory;

beforeEach(() => {
  tree = new TreeDirectory();
});

afterEach(() => {
  tree.remove();
});

function pathsWith(result: ScannedTree, flag: number): string[] {
  return Array.from({ length: result.nodeCount }, (_, node) => node)
    .filter((node) => ((result.flags[node] ?? 0) & flag) !== 0)
    .map((node) =>
      pathOf(result, node)
        .toString()
        .slice(tree.path.length + 1),
    )
    .sort();
}

function problemsOf(result: ScanResult): string[] {
  return result.problems
    .map((problem) =>
      describeProblem(ENGLISH.words.terminal.scan, result, problem).replace(`${tree.path}/`, ''),
    )
    .sort();
}

/** The promises of ScannedTree, node by node. */
function expectWellFormed(result: ScannedTree): void {
  for (let node = 0; node < result.nodeCount; node += 1) {
    const first = result.firstChild[node] ?? 0;
    const count = result.childCount[node] ?? 0;
    for (let child = first; child < Math.min(first + count, result.nodeCount); child += 1) {
      if (result.parent[child] !== node || child <= node)
        throw new Error(`node ${child} is not a child of ${node}`);
    }
  }
}

describe.each(ENGINES)('%s', (engine) => {
  test('the smallest path has the size of a file with several names', async () => {
    tree.links();
    for (const roots of [[tree.path], [tree.at('m'), tree.at('z'), tree.at('a')]]) {
      const result = await scanOnce(engine, roots, { inDuOrder: false });
      expectWellFormed(result);
      expect(pathsWith(result, FLAGS.sharedLink)).toEqual(['m/four', 'm/one', 'z/deep/two', 'z/only']);
      expect(pathsWith(result, FLAGS.symlink)).toEqual(['a/elsewhere', 'm/link']);
      expect(pathsWith(result, FLAGS.other)).toEqual(['a/fifo']);
    }
  });

  test('what cannot be read or searched is named, with what is missing', async () => {
    tree.closed();
    const result = await scanOnce(engine, [tree.path]);
    expect(problemsOf(result)).toEqual([
      'nothing: the folder cannot be read (permission denied)',
      'unreadable: the folder cannot be read (permission denied)',
      'unsearchable: the folder can be read but not entered; 2 entries not seen',
    ]);
    expect(pathsWith(result, FLAGS.unreadable)).toEqual(['nothing', 'unreadable', 'unsearchable']);
    expect(pathsWith(result, FLAGS.statFailed)).toEqual(['unsearchable/below', 'unsearchable/file']);
    expect(result.complete).toBe(true);
  });

  test('a root that is not there', async () => {
    const result = await scanOnce(engine, [tree.at('missing')]);
    expect(problemsOf(result)).toEqual(['missing: no such file or directory']);
    expect(result.nodeCount).toBe(1);
  });

  test('directories that ask to be left out', async () => {
    for (const name of ['cache', 'fake', 'marked', 'plain', 'both/inner']) tree.directory(name);
    writeFileSync(tree.at('cache/CACHEDIR.TAG'), 'Signature: 8a477f597d28d172789f06886806bc55\n# a cache\n');
    writeFileSync(tree.at('fake/CACHEDIR.TAG'), 'Signature: 8a477f597d28d172789f06886806bc5\n');
    writeFileSync(tree.at('marked/.nobackup'), '');
    writeFileSync(tree.at('plain/nobackup1'), '');
    mkdirSync(tree.at('both/.nobackup'));
    const result = await scanOnce(engine, [tree.path]);
    expect(pathsWith(result, FLAGS.nobackup)).toEqual(['cache', 'marked']);
  });

  test('/proc is not entered, neither by name nor from above', async () => {
    const named = await scanOnce(engine, ['/proc'], { oneFileSystem: false });
    expect(named.nodeCount).toBe(1);
    expect((named.flags[0] ?? 0) & FLAGS.mountPoint).toBe(FLAGS.mountPoint);
  });

  test('a root inside of another one counts once, links on the way or not', async () => {
    tree.directory('a/b');
    tree.file('a/b/f', 10_000);
    symlinkSync('a', tree.at('to-a'));
    const result = await scanOnce(engine, [
      tree.at('a/b'),
      tree.at('a'),
      `${tree.at('to-a')}/`,
      tree.at('to-a'),
    ]);
    expect(result.roots.map((root) => pathOf(result, root).toString())).toEqual([
      tree.at('a'),
      tree.at('to-a'),
    ]);
    expect(result.within.map(String)).toEqual([tree.at('a/b'), `${tree.at('to-a')}/`]);
  });

  test('relative roots keep the name they were given', async () => {
    const result = await scanOnce(engine, ['.']);
    expect(pathOf(result, 0).toString()).toBe('.');
    expect(pathOf(result, 1).toString().startsWith('./')).toBe(true);
  });

  test('scans follow each other in one pool, and give the same each time', async () => {
    tree.links();
    tree.many(2000);
    const scanner = scannerWith(engine);
    const scans = Array.from({ length: 20 }, () => scanner.scan([tree.path]).done);
    const blocks = (await Promise.all(scans)).map((result) => {
      expectWellFormed(result);
      return `${totalsOf(result).subtreeBlocks[0] ?? 0} ${pathsWith(result, FLAGS.sharedLink).join(' ')}`;
    });
    expect(new Set(blocks).size).toBe(1);
    await scanner.close();
  });
});

test('progress comes with a partial tree that can be used', async () => {
  const scanner = scannerWith('node');
  const seen: ScanProgress[] = [];
  const counts: number[] = [];
  const result = await scanner.scan(['/usr'], {
    onProgress: (progress) => {
      const partial = progress.partialTree();
      expectWellFormed(partial);
      counts.push(totalsOf(partial).subtreeCount[0] ?? 0);
      seen.push(progress);
    },
  }).done;
  await scanner.close();
  expect(seen.length).toBeGreaterThan(0);
  expect(counts.every((count, index) => count >= (counts[index - 1] ?? 0))).toBe(true);
  const last = seen.at(-1);
  expect(last === undefined ? 0 : last.directories + last.files).toBeLessThanOrEqual(result.nodeCount);
});

test('cancelling ends a scan at once, with what it has', async () => {
  const scanner = scannerWith('node');
  const stop = new AbortController();
  let atStop: number | undefined;
  const result = await scanner.scan([realpathSync('/usr'), realpathSync('/etc')], {
    signal: stop.signal,
    onProgress: (progress) => {
      // On a busy machine the first reports are of nothing yet.
      if (progress.directories + progress.files <= 3) return;
      stop.abort();
      atStop ??= progress.partialTree().nodeCount;
    },
  }).done;
  expect(result.complete).toBe(false);
  // Each worker had a directory in hand; what was found before the sign to stop counts for nothing.
  expect(result.nodeCount - (atStop ?? 0)).toBeLessThan(30_000);
  expect(result.nodeCount).toBeGreaterThan(3);
  const before = await scanner.scan(['/etc'], { signal: AbortSignal.abort() }).done;
  expect(before.complete).toBe(false);
  const after = await scanner.scan(['/etc']).done;
  expect(after.complete).toBe(true);
  await scanner.close();
});
