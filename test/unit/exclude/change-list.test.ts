import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addPreset, removePreset, removePath } from '../../../electron/exclude/change-list';
import { decidePath } from '../../../electron/exclude/decide-path';
import { TreeEvaluator } from '../../../electron/exclude/evaluate-rules';
import { presetForMarked } from '../../../electron/exclude/marked-directories';
import { leaveOut, wantedPath, type LeftOut } from '../../../electron/exclude/leave-out';
import { parseExcludeList } from '../../../electron/exclude/parse-rules';
import { presetsFor } from '../../../electron/exclude/presets';
import { weighPresets } from '../../../electron/exclude/weigh-presets';
import { FLAGS } from '../../../electron/usage/scanned-tree';
import { treeOf } from '../../helpers/build-tree';
import { nastyList, nastyName, nodeOf } from '../../helpers/nasty-trees';

const ROOTS = ['/home/u'];
const always = () => true;
const never = () => false;

const leftOut = (list: string, paths: string[], isDirectory = always): LeftOut =>
  leaveOut(
    list,
    paths.map((path) => wantedPath(ROOTS, path, isDirectory)),
  );
/** Of one path: the list, and which line is its rule's. */
const added = (list: string, path: string, isDirectory = always) => {
  const left = leftOut(list, [path], isDirectory);
  expect({ ...left, list: '', added: left.added.length }).toEqual({
    list: '',
    added: 1,
    already: [],
    refused: [],
  });
  return { list: left.list, ...left.added[0] };
};

test('a path becomes a full-path rule behind the others', () => {
  expect(added('# c\n*.o\n', '/home/u/a b')).toMatchObject({ list: '# c\n*.o\n/home/u/a b/\n', line: 3 });
  expect(added('', '/home/u/f', never)).toMatchObject({ list: '/home/u/f\n' });
  expect(added('', '/home/u/a*[\\b')).toMatchObject({ list: '/home/u/a\\*\\[\\\\b/\n' });
  expect(added('', '/home/u/a\\b')).toMatchObject({ list: '/home/u/a\\b/\n' });
});

test('where a "+" rule would keep the path, the new rule stands before it', () => {
  expect(added('*.o\n+ /home/u/a/\n', '/home/u/a')).toMatchObject({ line: 2, before: true });
});

test('what needs no rule, and what no rule can do', () => {
  const nothing = { added: [], already: [], refused: [] };
  expect(leftOut('a/\n', ['/home/u/a/b'])).toEqual({
    ...{ ...nothing, list: 'a/\n' },
    already: [{ shown: '/home/u/a/b', line: 1, decidedAt: '/home/u/a' }],
  });
  for (const [path, shown, why] of [
    ['/home/u', '/home/u', 'is-root'],
    ['/home/u2/a', '/home/u2/a', 'in-no-root'],
    ['/home/u/a\nb', '/home/u/a\\nb', 'not-expressible'],
  ] as const) {
    expect(leftOut('', [path])).toEqual({ ...nothing, list: '', refused: [{ shown, why }] });
  }
});

test('several at once: each is judged by the list with those before it, and what cannot be left out stops no other', () => {
  const left = leftOut('+ /home/u/c/\n', ['/home/u/a', '/home/u', '/home/u/a/b', '/home/u/c']);
  expect(left).toEqual({
    list: '/home/u/c/\n+ /home/u/c/\n/home/u/a/\n',
    added: [
      { rule: '/home/u/a/', line: 2, before: false },
      { rule: '/home/u/c/', line: 1, before: true },
    ],
    already: [{ shown: '/home/u/a/b', line: 2, decidedAt: '/home/u/a' }],
    refused: [{ shown: '/home/u', why: 'is-root' }],
  });
});

test('a path is put back by removing what stands for it, and what else leaves it out is named', () => {
  const list = '# c\n/home/u/a/\n/a\n- /home/u/[a]\n*.o\n';
  expect(removePath(list, ROOTS, '/home/u/a', always)).toEqual({
    list: '# c\n- /home/u/[a]\n*.o\n',
    lines: [2, 3],
    still: { line: 2, decidedAt: '/home/u/a' },
  });
  expect(removePath(list, ROOTS, '/home/u/b', always)).toEqual({ list, lines: [], still: undefined });
});

test('whatever the list and the name: once added the path is left out, once removed nothing else is gone', () => {
  fc.assert(
    fc.property(nastyList, fc.array(nastyName, { minLength: 1, maxLength: 3 }), (list, names) => {
      const path = `/home/u/${Buffer.from(names.join('/'), 'latin1').toString('utf8')}`;
      const { list: changed, added, refused } = leftOut(list, [path]);
      if (refused.length > 0) {
        expect(refused[0]?.why).toBe('not-expressible');
        expect(path).toMatch(/[\n\r]/);
        return;
      }
      if (added.length === 0) return;
      expect(decidePath(parseExcludeList(changed), ROOTS, path, always)[0]).toMatchObject({
        excluded: true,
        line: added[0]?.line,
      });
      const textsWithout = (text: string) =>
        parseExcludeList(removePath(text, ROOTS, path, always).list).map((line) => line.text);
      // A rule for this very path that a "+" rule kept from working goes as well.
      expect(textsWithout(changed)).toEqual(textsWithout(list));
      if (removePath(list, ROOTS, path, always).lines.length === 0) {
        expect(textsWithout(changed)).toEqual(parseExcludeList(list).map(({ text }) => text));
      }
    }),
    { numRuns: 2000, examples: [['+ *\n/b', ['b']]] },
  );
});

const PLACES = { home: '/home/u', downloads: '/home/u/Téléchargements', videos: '/home/u/Videos' };

test('presets: full paths only where they lead into what is backed up; added once', () => {
  const presets = presetsFor(PLACES, ROOTS);
  expect(presets.flatMap(({ rules }) => rules).filter((rule) => rule.startsWith('/var/'))).toEqual([]);
  expect(presetsFor(PLACES, ['/']).flatMap(({ rules }) => rules)).toContain('/var/lib/docker/');
  for (const preset of presets) {
    const once = addPreset('# mine\n', preset);
    expect(once.added).toEqual([`# ${preset.title}`, ...preset.rules]);
    expect(addPreset(once.list, preset)).toEqual({ list: once.list, added: [] });
  }
});

test('a preset that is taken out again leaves the rest byte for byte, a comment only where it names something', () => {
  const [caches] = presetsFor(PLACES, ROOTS);
  if (caches === undefined) throw new Error('no preset');
  const list = '# mine\r\nfoo\r\n+ bar';
  expect(removePreset(addPreset(list, caches).list, caches)).toBe(`${list}\r\n`);
  expect(removePreset('# Caches\n.cache/\nmine/\n', caches)).toBe('# Caches\nmine/\n');
  expect(removePreset('- .cache/\n# Caches\n', caches)).toBe('# Caches\n');
});

test('what presets save: alone, and in addition to the list', () => {
  const tree = treeOf(nodeOf('/home/u', { '.cache': { a: null }, b: { '.cache': { c: null } }, d: null }));
  const caches = presetsFor(PLACES, ROOTS).filter(({ name }) => name === 'caches');
  const [size] = weighPresets(new TreeEvaluator(tree, ROOTS), 'b/\n', caches);
  expect([size?.whole.files, size?.additional.files]).toEqual([2, 1]);
});

test('marked directories become rules, one for the outermost, none for what is left out already', () => {
  const marked = FLAGS.directory | FLAGS.nobackup;
  const inner = { name: Buffer.from('inner'), flags: marked };
  const children = ['a', 'b*', 'c\n'].map((name) => ({
    name: Buffer.from(name),
    flags: marked,
    children: [inner],
  }));
  const tree = treeOf({ name: Buffer.from('/r'), flags: FLAGS.directory, children });
  const { fate } = new TreeEvaluator(tree, ['/r']).evaluate('a/\n');
  const { preset, refused } = presetForMarked(tree, ['/r'], fate);
  expect(preset.rules).toEqual(['/r/b\\*/']);
  expect(refused).toEqual(['/r/c\\n']);
});
