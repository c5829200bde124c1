/**
 * Lists a root for the host's short comparison (shared/tree-list.ts). Which names are in it is asked of rsync itself, under the
 * rules that will hold for the transfer: so the list never names what is left out, and never lacks what would be sent.
 */
import { accessSync, constants, lstatSync, statfsSync, type BigIntStats } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { endOf, readLines } from '../../process/read-lines';
import { startProgram } from '../../process/start-program';
import { unescapeRsyncName } from '../../shared/rsync-name';
import {
  directoryOf,
  formatEntry,
  formatTreeList,
  type ListedEntry,
  type TreeBlocks,
  type TreeListHead,
} from '../../shared/tree-list';

export interface RootQuestion {
  rsync: string;
  root: string;
  /** A file of rules, anchored at the root's contents. */
  excludeFile: string;
  head: TreeListHead;
  /** What changed so shortly before may change again within the same tick, or by way of a mapping, without its ctime moving. */
  settleMs: number;
  signal: AbortSignal;
}

/** Those whose inode numbers last and whose ctime moves with each change of contents and attributes, by statfs(2): ext2 to 4, XFS, Btrfs, overlay. */
const TRUSTED = new Set([0xef53, 0x58465342, 0x9123683e, 0x794c7630]);

/** In memory, on both sides. */
const MOST_ENTRIES = 3_000_000;
const BETWEEN_TURNS = 500;
/** Longer than a path, each byte spelled as \#ooo. */
const LONGEST_LINE = 32 * 1024;
/** A name in front of which nothing else is said. */
const MARK = '> ';

/** @throws in words why there can be no list: then the host compares everything, as ever */
export async function listRoot(question: RootQuestion): Promise<string> {
  const before = BigInt(Date.now() - question.settleMs) * 1_000_000n;
  const looker = new Looker(question.root, before);
  // Each is looked at as soon as rsync has named it, while rsync looks for the next.
  const found = new Map<string, string>();
  await askRsync(question, (path) => {
    const entry = looker.look(path);
    // It has gone since.
    if (entry !== undefined) found.set(path, formatEntry(entry));
  });
  const lines = new Map<string, string[]>([['', []]]);
  // Parents before what is in them.
  for (const [index, path] of [...found.keys()].sort().entries()) {
    if (index % BETWEEN_TURNS === 0) await nextTurn();
    const line = found.get(path) ?? '';
    // Else what it was in has gone.
    const isIn = lines.get(directoryOf(path))?.push(line) !== undefined;
    if (isIn && line.startsWith('d')) lines.set(path, []);
  }
  const blocks: TreeBlocks = new Map([...lines].map(([directory, inIt]) => [directory, inIt.join('\n')]));
  return formatTreeList({ head: question.head, blocks });
}

class Looker {
  readonly #top: string;
  readonly #before: bigint;
  readonly #trusted = new Set<bigint>();

  constructor(root: string, before: bigint) {
    this.#top = Buffer.from(root === '/' ? '' : root).toString('latin1');
    this.#before = before;
    this.#trust(Buffer.from(root), lstatSync(root, { bigint: true }));
  }

  look(path: string): ListedEntry | undefined {
    const file = Buffer.from(`${this.#top}/${path}`, 'latin1');
    const stats = lstatOrGone(file);
    if (stats === undefined) return undefined;
    this.#trust(file, stats);
    const kind = stats.isDirectory() ? 'd' : stats.isFile() ? 'f' : 'o';
    const { mode, uid, gid, size, mtimeNs, ctimeNs, ino, nlink } = stats;
    const isSettled = ctimeNs < this.#before;
    return {
      kind,
      state: kind === 'd' && !canEnter(file) ? '!' : isSettled ? '+' : '-',
      // How many directories are in a directory is no matter of its own.
      numbers: [mode, uid, gid, size, mtimeNs, ctimeNs, ino, kind === 'd' ? 1n : nlink].join(','),
      name: path.slice(path.lastIndexOf('/') + 1),
    };
  }

  #trust(file: Buffer, { dev }: BigIntStats): void {
    if (this.#trusted.has(dev)) return;
    if (!TRUSTED.has(statfsSync(file).type)) {
      throw new Error(`${file.toString()} is on a file system whose times and inodes say too little`);
    }
    this.#trusted.add(dev);
  }
}

function lstatOrGone(file: Buffer): BigIntStats | undefined {
  try {
    return lstatSync(file, { bigint: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function canEnter(directory: Buffer): boolean {
  try {
    accessSync(directory, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param onName gets binary strings below the root, in rsync's order */
async function askRsync(
  { rsync, root, excludeFile, signal }: RootQuestion,
  onName: (path: string) => void,
): Promise<void> {
  const args = ['-rlDn', `--exclude-from=${excludeFile}`, `--out-format=${MARK}%n`, '--outbuf=B', '--'];
  const from = root === '/' ? '/' : `${root}/`;
  // The slash keeps rsync from looking for the directory above it.
  const program = await startProgram({
    file: rsync,
    args: [...args, from, '/nonexistent/latchkey/'],
    signal,
  });
  let names = 0;
  let wrong: Error | undefined;
  let strange: string | undefined;
  const take = (path: string): void => {
    names += 1;
    if (wrong !== undefined || names > MOST_ENTRIES) return;
    try {
      onName(path);
    } catch (error) {
      wrong = error as Error;
      void program.stop();
    }
  };
  readLines(
    program.stdout,
    'latin1',
    (line) => {
      const name = unescapeRsyncName(line.slice(MARK.length)).replace(/\/$/, '');
      if (!line.startsWith(MARK) || line.length >= LONGEST_LINE) strange ??= line.slice(0, 200);
      else if (name !== '.') take(name);
    },
    LONGEST_LINE,
  );
  readLines(program.stderr, 'latin1', () => undefined);
  const [{ status, startError }] = await Promise.all([
    program.ended,
    endOf(program.stdout),
    endOf(program.stderr),
  ]);
  if (wrong !== undefined) throw wrong;
  // 23 and 24: something could not be read, or has gone. It is asked for all the same, and told then.
  if (status !== 0 && status !== 23 && status !== 24) {
    throw new Error(`rsync could not list ${root} (${startError ?? `status ${status ?? 'none'}`})`);
  }
  if (strange !== undefined) throw new Error(`rsync said what is not understood: ${strange}`);
  if (names > MOST_ENTRIES) throw new Error(`${root} has more than ${MOST_ENTRIES} entries`);
}
