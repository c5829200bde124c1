/** The real du says what is right: byte for byte, the order included. */
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PROJECT } from '../../helpers/sandbox';
import { asDu, ENGINES, runDu, scanOnce, TreeDirectory } from '../../helpers/usage-trees';

let tree: TreeDirectory;

beforeEach(() => {
  tree = new TreeDirectory();
});

afterEach(() => {
  tree.remove();
});

describe.each(ENGINES)('%s', (engine) => {
  async function expectSame(...roots: string[]): Promise<void> {
    const result = await scanOnce(engine, roots);
    expect(result.engine).toBe(engine);
    const { out } = runDu(roots);
    // A plain comparison first: a difference of megabytes is nothing to print.
    const ours = asDu(result);
    if (ours !== out) {
      const theirs = out.split('\0');
      const first = ours.split('\0').findIndex((line, index) => line !== theirs[index]);
      expect(ours.split('\0').slice(first, first + 5)).toEqual(theirs.slice(first, first + 5));
    }
    expect(ours === out).toBe(true);
  }

  test('an empty directory, a file, a symbolic link, a name with slashes behind it', async () => {
    tree.directory('d/e');
    tree.file('d/f');
    tree.links();
    await expectSame(tree.at('d/e'));
    await expectSame(tree.at('d/f'));
    await expectSame(tree.at('a/elsewhere'));
    await expectSame(`${tree.at('d')}/`);
    await expectSame(`${tree.at('d')}///`);
  });

  test('hard links across directories, and one whose other name is outside', async () => {
    tree.links();
    await expectSame(tree.path);
    await expectSame(tree.at('m'));
    await expectSame(tree.at('z'), tree.at('a'), tree.at('m'));
  });

  test('sparse files and odd names', async () => {
    tree.sparse();
    tree.oddNames();
    await expectSame(tree.path);
  });

  test('directories that cannot be read or searched', async () => {
    tree.closed();
    await expectSame(tree.path);
  });

  test('a directory of so many files that du sorts it', async () => {
    tree.many(25_000);
    await expectSame(tree.path);
  });

  test('a generated tree and this project', async () => {
    execFileSync(process.execPath, [
      `${PROJECT}/test/bench/make-tree.mjs`,
      tree.at('generated'),
      '20000',
      '2',
    ]);
    await expectSame(tree.at('generated'));
    await expectSame(PROJECT);
  });

  test('/usr, all of it', async () => {
    await expectSame('/usr');
  });

  test('very deep directories, their paths longer than the kernel takes', async () => {
    // Made step by step: no call takes the whole path.
    execFileSync(
      'sh',
      [
        '-c',
        'for i in $(seq 40); do mkdir "$0" && cd -P "$0" && head -c 5000 /dev/zero >f; done',
        'x'.repeat(200),
      ],
      {
        cwd: tree.directory('deep'),
      },
    );
    const result = await scanOnce(engine, [tree.path]);
    const ours = asDu(result).split('\0');
    const theirs = runDu([tree.path]).out.split('\0');
    if (engine === 'koffi') expect(ours).toEqual(theirs);
    else {
      // Node cannot go there: it says so.
      expect(result.problems.length).toBeGreaterThan(0);
      expect(theirs.length).toBeGreaterThan(ours.length);
    }
  });
});
