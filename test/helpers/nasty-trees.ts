/** Small random trees and exclude lists whose names and patterns are made to collide. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { FLAGS } from '../../electron/usage/scanned-tree';
import type { TreeNode } from './build-tree';

/** A binary string for each name; null is a file, a string a symbolic link to it. */
export interface NastyTree {
  [name: string]: NastyTree | string | null;
}

const PIECES = [
  'a',
  'b',
  'ab',
  '.',
  '*',
  '?',
  '[',
  ']',
  '[a]',
  '\\',
  ' ',
  '#',
  '-',
  '+',
  ';',
  '!',
  '\xc3\xa9',
  '\xff',
];

const pieceOfName = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('a', 'b') },
  { weight: 5, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\t', '\r', '\\#141', '**', 'Z', '0', ':') },
);

export const nastyName = fc
  .array(pieceOfName, { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.join(''))
  .filter((name) => name !== '.' && name !== '..');

export const nastyTree: fc.Arbitrary<NastyTree> = fc.letrec<{
  directory: NastyTree;
  entry: NastyTree[string];
}>((tie) => ({
  directory: fc.dictionary(nastyName, tie('entry'), { maxKeys: 5, noNullPrototype: true }),
  entry: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'tree' },
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: nastyName },
    { weight: 5, arbitrary: tie('directory') },
  ),
})).directory;

const classText = fc.constantFrom(
  ...[
    '[ab]',
    '[!a]',
    '[^b]',
    '[a-b]',
    '[]a]',
    '[!]a]',
    '[[:alpha:]]',
    '[[:punct:]]',
    '[![:alnum:]]',
    '[[:nope:]]',
  ],
  ...[
    '[a',
    '[\\]]',
    '[\\a-b]',
    '[a-\\b]',
    '[-a]',
    '[a-]',
    '[b-a]',
    '[[:alpha:]',
    '[[:]',
    '[[a]',
    '[[:space:]-a]',
  ],
  ...[
    '[a/b]',
    '[*?]',
    '[**]',
    '[\xc0-\xff]',
    '[+--]',
    '[]-a]',
    '[!-~]',
    '[\\',
    '[^',
    '[[:]]',
    '[a-b-c]',
    '[:alpha:]',
  ],
);

const pieceOfPattern = fc.oneof(
  { weight: 8, arbitrary: pieceOfName },
  { weight: 4, arbitrary: fc.constantFrom('*', '?', '**', '***') },
  { weight: 3, arbitrary: fc.constant('/') },
  { weight: 1, arbitrary: fc.constantFrom('\\*', '\\?', '\\[', '\\\\', '\\a', '\\/', '\\', '//') },
  { weight: 1, arbitrary: classText },
);

const freePattern = fc.array(pieceOfPattern, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));

/** Shaped like the rules people write. */
const usualPattern = fc
  .tuple(
    fc.constantFrom('', '', '', '/', '**/', '/**/', 'a/', '*/'),
    fc.array(fc.oneof(nastyName, fc.constantFrom('*', '**', '?', '*a', 'b*', '*b*', 'a', 'b', '.*')), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.constantFrom('', '', '', '/', '/*', '/**', '/***', '***'),
  )
  .map(([front, parts, end]) => front + parts.join('/') + end);

const line = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(fc.constantFrom('', '', '', '- ', '+ ', '+ '), fc.oneof(freePattern, usualPattern))
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '!',
      '!a',
      '# a',
      ';a',
      ' a',
      'a ',
      '- !',
      '+ #a',
      '-a',
      '+',
      'a\0b',
      ' !',
    ),
  },
);

/** An exclude file's bytes. A sign with nothing behind it, which rsync refuses, is left to its own test. */
export const nastyList = fc
  .tuple(
    fc.array(line, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('\n', '\n', '\r\n', '\r'),
    fc.boolean(),
  )
  .map(([lines, end, last]) => lines.join(end) + (last ? end : ''))
  .filter((list) => !/(^|[\r\n])[-+] (\0|\r|\n|$)/.test(list));

/** Names are bytes, so paths are buffers. */
export function makeTree(directory: string, tree: NastyTree): void {
  mkdirSync(Buffer.from(directory, 'latin1'), { recursive: true });
  for (const [name, entry] of Object.entries(tree)) {
    const path = `${directory}/${name}`;
    if (entry === null) writeFileSync(Buffer.from(path, 'latin1'), '');
    else if (typeof entry === 'string')
      symlinkSync(Buffer.from(entry, 'latin1'), Buffer.from(path, 'latin1'));
    else makeTree(path, entry);
  }
}

/** The same in memory. Each node has a size of its own, so that equal sums come from the same nodes. */
export function nodeOf(name: string, entry: NastyTree | string | null, next = { size: 1 }): TreeNode {
  const size = (next.size = (next.size * 48271) % 2147483647);
  const node = { name: Buffer.from(name, 'latin1'), size, blocks: size };
  if (entry === null) return { ...node, flags: 0 };
  if (typeof entry === 'string') return { ...node, flags: FLAGS.symlink };
  const children = Object.entries(entry).map(([child, content]) => nodeOf(child, content, next));
  return { ...node, flags: FLAGS.directory, children };
}
