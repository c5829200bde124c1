/** The tree as `ncdu -f` loads it (https://dev.yorhel.nl/ncdu/jsonfmt, version 1.2). Names are written as bytes. */
import type { LinkTable } from './count-links';
import { nameOf } from './node-path';
import { FLAGS, type ScannedTree } from './scanned-tree';

const CHUNK = 2 ** 16;

export interface NcduOptions {
  program: string;
  version: string;
  /** Seconds since 1970. */
  timestamp: number;
}

/** Yields the export in pieces. Several roots become directories in a nameless one, which ncdu shows as "/". */
export function* writeNcdu(
  tree: ScannedTree,
  links: LinkTable | undefined,
  { program, version, timestamp }: NcduOptions,
): Generator<Uint8Array> {
  const rows = new Map<number, number>();
  for (const [row, node] of links?.node.entries() ?? []) rows.set(node, row);
  let text = `[1,2,${JSON.stringify({ progname: program, progver: version, timestamp })}`;
  const way: { node: number; next: number }[] = [];
  const enter = (node: number): void => {
    const isDirectory = ((tree.flags[node] ?? 0) & FLAGS.directory) !== 0;
    const mounted = ((tree.flags[node] ?? 0) & FLAGS.mountPoint) !== 0;
    text += `,\n${isDirectory && !mounted ? '[' : ''}{${fieldsOf(tree, node, links, rows.get(node)).join(',')}}`;
    if (isDirectory && !mounted) way.push({ node, next: 0 });
  };
  // ncdu wants a directory at the top, also where a file was scanned.
  const wrapped = ((tree.flags[0] ?? 0) & FLAGS.directory) === 0;
  if (wrapped) text += ',\n[{"name":"/"}';
  enter(0);
  for (let level = way.at(-1); level !== undefined; level = way.at(-1)) {
    if (level.next >= (tree.childCount[level.node] ?? 0)) {
      text += ']';
      way.pop();
      continue;
    }
    level.next += 1;
    enter((tree.firstChild[level.node] ?? 0) + level.next - 1);
    if (text.length >= CHUNK) {
      yield Buffer.from(text, 'latin1');
      text = '';
    }
  }
  yield Buffer.from(`${text}${wrapped ? ']' : ''}]\n`, 'latin1');
}

function fieldsOf(
  tree: ScannedTree,
  node: number,
  links: LinkTable | undefined,
  row: number | undefined,
): string[] {
  const flags = tree.flags[node] ?? 0;
  const name = nameOf(tree, node);
  const fields = [`"name":"${escapeName(name.length === 0 ? Buffer.from('/') : name)}"`];
  const file = row === undefined || links === undefined ? undefined : (links.file[row] ?? 0);
  const size = file === undefined ? (tree.size[node] ?? 0) : (links?.size[file] ?? 0);
  const blocks = file === undefined ? (tree.blocks[node] ?? 0) : (links?.blocks[file] ?? 0);
  if (size > 0) fields.push(`"asize":${size}`);
  if (blocks > 0) fields.push(`"dsize":${blocks * 512}`);
  if (row !== undefined && links !== undefined) {
    const inode = (BigInt(links.inodeHigh[row] ?? 0) << 32n) | BigInt(links.inodeLow[row] ?? 0);
    fields.push(`"dev":${links.device[row] ?? 0}`, `"ino":${inode}`, '"hlnkc":true');
  }
  const mtime = tree.mtime[node] ?? 0;
  if (mtime > 0) fields.push(`"mtime":${mtime}`);
  if ((flags & (FLAGS.unreadable | FLAGS.statFailed)) !== 0) fields.push('"read_error":true');
  if ((flags & FLAGS.mountPoint) !== 0) fields.push('"excluded":"otherfs"');
  if ((flags & (FLAGS.symlink | FLAGS.other)) !== 0) fields.push('"notreg":true');
  return fields;
}

/** As ncdu does it: quotes, backslashes and control characters escaped, all other bytes as they are. */
function escapeName(name: Uint8Array): string {
  // eslint-disable-next-line no-control-regex -- JSON forbids them in strings
  const special = /["\\\u0000-\u001f\u007f]/g;
  return Buffer.from(name)
    .toString('latin1')
    .replace(special, (character) =>
      character === '"' || character === '\\'
        ? `\\${character}`
        : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
