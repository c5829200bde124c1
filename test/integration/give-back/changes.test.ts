/**
 * What the `changes` of snapshots answer is what a look at all contents says, on random histories: with all of them there, some
 * torn or missing, and snapshots dropped in between.
 */
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hasChanges, writeMissingChanges } from '../../../host/give-back/changes-file';
import { compareSnapshots } from '../../../host/give-back/compare-snapshots';
import { findNames } from '../../../host/give-back/find-names';
import { MachinePaths } from '../../../host/store-layout';
import { bytesOf } from '../../../host/walk-tree';
import { fc, test } from '../../helpers/property';

/** A path to its contents; of a directory, null. Binary strings. */
type Tree = Map<string, string | null>;

/** Few, so that they meet; bytes that are no UTF-8, a line end, two ways to write an accent. */
const name = fc.constantFrom('a', 'b', 'Ab', 'c\n', '\xe9\xff', 'u\xcc\x88b', '\xc3\xbcB');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `/${names.join('/')}`);
const change = fc.tuple(path, fc.constantFrom('file', 'directory', 'gone', 'other contents'));
const history = fc.array(fc.array(change, { maxLength: 8 }), { minLength: 1, maxLength: 6 });
const harm = fc.array(fc.tuple(fc.nat(5), fc.constantFrom('missing', 'torn', 'dropped')), { maxLength: 2 });

test.prop([history, harm, fc.constantFrom('a', 'B', '\xc3\xbcb', '\xff', '/a', 'nowhere')], { numRuns: 80 })(
  'find and changes say what the contents say',
  async (histories, harms, text) => {
    const store = mkdtempSync(join(tmpdir(), 'lk-changes-'));
    try {
      const paths = new MachinePaths(store, 'laptop');
      const trees = makeHistory(paths, histories);
      const whole = { signal: new AbortController().signal, deadline: Infinity, log: () => undefined };
      await writeMissingChanges(paths, [...trees.keys()], whole);
      for (const [index, snapshot] of [...trees.keys()].entries()) {
        expect(hasChanges(paths, snapshot, [...trees.keys()][index - 1])).toBe(true);
      }
      for (const [which, what] of harms) doHarm(paths, trees, which, what);

      expect(await findNames(paths, [...trees.keys()], text)).toEqual(foundIn(trees, text));
      const names = [...trees.keys()];
      for (const [index, to] of names.entries()) {
        for (const from of names.slice(Math.max(0, index - 2), index)) {
          const told: unknown[] = [];
          await compareSnapshots(paths, { from, to, path: '/' }, ({ path, how, directory }) => {
            told.push({ path, how, directory });
          });
          expect(told).toEqual(differencesOf(trees.get(from), trees.get(to)));
        }
      }
      await writeMissingChanges(paths, names, whole);
      expect(names.every((one, index) => hasChanges(paths, one, names[index - 1]))).toBe(true);
    } finally {
      rmSync(store, { recursive: true });
    }
  },
);

it('a name is found wherever it stands in changes that are read in many pieces', async () => {
  const store = mkdtempSync(join(tmpdir(), 'lk-changes-'));
  try {
    const paths = new MachinePaths(store, 'laptop');
    const [first, second] = ['2026-03-01T100000Z', '2026-03-02T100000Z'];
    // Long enough that some lie across two pieces, and one of each kind of fold.
    const names = Array.from({ length: 20_000 }, (_, number) => {
      const wanted = ['NEEDLE', 'n\xc3\xa9edle', 'ne\xcc\x81edle', '\xce\xa3needle\xce\xa3'][
        (number / 97) % 4
      ];
      return `/home/${'d'.repeat(number % 61)}/${wanted ?? 'hay'} ${number}`;
    });
    writeRecords(
      paths,
      first,
      null,
      names.map((path) => `+f${path}`),
    );
    const gone = names.filter((_, number) => number % 3 === 0);
    writeRecords(
      paths,
      second,
      first,
      gone.map((path) => `-f${path}`),
    );
    for (const text of ['needle', 'N\xc3\x89EDLE', '\xcf\x83needle', '9', '/dd/', 'nowhere']) {
      const meant = new Map([
        [first, new Map(names.map((path) => [path, '']))],
        [second, new Map(names.filter((_, number) => number % 3 !== 0).map((path) => [path, '']))],
      ]);
      expect(await findNames(paths, [first, second], text)).toEqual(foundIn(meant, text));
    }
  } finally {
    rmSync(store, { recursive: true });
  }
});

function writeRecords(paths: MachinePaths, snapshot: string, before: string | null, records: string[]): void {
  mkdirSync(paths.complete(snapshot), { recursive: true });
  const [header, footer] = [{ format: 1, before }, { changes: records.length }].map((one) =>
    JSON.stringify(one),
  );
  writeFileSync(
    join(paths.complete(snapshot), 'changes'),
    [header, ...records, footer, ''].join('\0'),
    'latin1',
  );
}

/** As rsync with --link-dest makes them: what is the same is one inode. */
function makeHistory(paths: MachinePaths, histories: [string, string][][]): Map<string, Tree> {
  const trees = new Map<string, Tree>();
  let before: { snapshot: string; tree: Tree } | undefined;
  for (const [index, changes] of histories.entries()) {
    const snapshot = `2026-03-0${index + 1}T100000Z`;
    const tree: Tree = new Map(before?.tree);
    for (const [at, [where, what]] of changes.entries()) apply(tree, where, what, `${index} ${at}`);
    mkdirSync(placeOf(paths, snapshot, ''), { recursive: true });
    for (const [where, contents] of [...tree].sort(([one], [other]) => (one < other ? -1 : 1))) {
      const place = placeOf(paths, snapshot, where);
      // A parent is in the tree as well, and comes first.
      if (contents === null) mkdirSync(place);
      else if (before?.tree.get(where) === contents) linkSync(placeOf(paths, before.snapshot, where), place);
      else writeFileSync(place, contents);
    }
    trees.set(snapshot, tree);
    before = { snapshot, tree };
  }
  return trees;
}

function placeOf(paths: MachinePaths, snapshot: string, where: string): Buffer {
  return Buffer.concat([Buffer.from(join(paths.complete(snapshot), 'files')), bytesOf(where)]);
}

function apply(tree: Tree, where: string, what: string, contents: string): void {
  for (const known of [...tree.keys()]) {
    if (known === where || known.startsWith(`${where}/`)) tree.delete(known);
  }
  if (what === 'gone') return;
  for (let end = where.indexOf('/', 1); end !== -1; end = where.indexOf('/', end + 1)) {
    tree.set(where.slice(0, end), null);
  }
  tree.set(where, what === 'directory' ? null : contents);
}

function doHarm(paths: MachinePaths, trees: Map<string, Tree>, which: number, what: string): void {
  const snapshot = [...trees.keys()][which];
  if (snapshot === undefined) return;
  const file = join(paths.complete(snapshot), 'changes');
  if (what === 'missing') rmSync(file, { force: true });
  else if (what === 'torn' && existsSync(file)) truncateSync(file, Math.floor(readFileSync(file).length / 2));
  else if (what === 'dropped' && trees.size > 1) {
    rmSync(paths.complete(snapshot), { recursive: true });
    trees.delete(snapshot);
  }
}

function foundIn(trees: Map<string, Tree>, text: string): unknown[] {
  const found = new Map<string, { first: string; last: string; directory: boolean }>();
  for (const [snapshot, tree] of trees) {
    for (const [where, contents] of tree) {
      if (!fold(text.includes('/') ? where : (where.split('/').at(-1) ?? '')).includes(fold(text))) continue;
      const first = found.get(where)?.first ?? snapshot;
      found.set(where, { first, last: snapshot, directory: contents === null });
    }
  }
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([where, rest]) => ({ answer: 'found', path: where, ...rest }));
}

function fold(text: string): string {
  return bytesOf(text).toString('utf8').normalize('NFC').toLowerCase();
}

/** In the order of a walk: parents first, siblings by name. */
function differencesOf(before: Tree = new Map(), after: Tree = new Map()): unknown[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort(byWalk).flatMap((where) => {
    const [old, now] = [before.get(where), after.get(where)];
    if (old === now) return [];
    const how = now === undefined ? 'removed' : old === undefined ? 'added' : 'changed';
    return [{ path: where, how, directory: (now === undefined ? old : now) === null }];
  });
}

function byWalk(one: string, other: string): number {
  const [names, others] = [one.split('/'), other.split('/')];
  for (const [index, name] of names.entries()) {
    const against = others[index];
    if (against === undefined) return 1;
    if (name !== against) return name < against ? -1 : 1;
  }
  return -1;
}
