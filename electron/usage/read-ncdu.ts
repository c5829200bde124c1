/**
 * Reads ncdu's export (https://dev.yorhel.nl/ncdu/jsonfmt, major version 1), also as gdu and others write it, as it comes:
 * [1, minor, {about}, [{directory}, {file}, [{directory}, ...], ...]]
 */
import { failure, success, type Result } from '../../shared/result';
import { buildTree } from './build-tree';
import { isPrompt } from './du-lines';
import { JsonPieces } from './json-pieces';
import { numberOf, parseNcduEntry, parseObject, type NcduEntry } from './ncdu-entry';
import { NO_NODE, NodeColumns, withRoom } from './node-columns';
import { PassedOverTally } from './passed-over';
import type { ListReader, ReadList } from './read-list';
import { FLAGS } from './scanned-tree';

/** What comes before the top directory. */
const HEAD = ['open', 'number', 'comma', 'number', 'comma', 'object', 'comma', 'open'] as const;
/** Bytes behind the export: a prompt, not another file. */
const MOST_AFTER = 65_536;
const NOT_AN_EXPORT = 'does not begin as an ncdu export of version 1 does';

interface OpenDirectory {
  node: number;
  device: number;
}

export class NcduReader implements ListReader {
  readonly #nodes = new NodeColumns();
  #size = new Float64Array(0);
  #mtime = new Uint32Array(0);
  readonly #pieces = new JsonPieces();
  #head = 0;
  /** The directories around, the top one first. */
  readonly #way: OpenDirectory[] = [];
  /** A bracket was opened, and its directory is not known yet. */
  #opened = false;
  /** Between two items of a directory. */
  #needsComma = false;
  #ended = false;
  /** Behind the export, a binary string. */
  #after = '';
  /** Device and inode of files with several names: counted once, with the first. */
  readonly #seen = new Set<string>();

  get entries(): number {
    return this.#nodes.count;
  }

  push(bytes: Uint8Array): string | undefined {
    if (this.#ended) return this.#takeAfter(bytes);
    const problem = this.#pieces.push(bytes, this.#take);
    // It is set by what is taken, of which the compiler knows nothing.
    if (this.#ended as boolean) return this.#takeAfter(bytes.subarray(this.#pieces.stoppedAt));
    return problem === undefined ? undefined : `line ${this.#pieces.line} ${problem}`;
  }

  end(): Result<ReadList, string> {
    if (!this.#ended) {
      return failure(
        `it ends at line ${this.#pieces.line}, in the middle of the export: it is not all there`,
      );
    }
    const passedOver = new PassedOverTally();
    for (const [index, line] of this.#after.split('\n').entries()) {
      const text = line.trim();
      if (text !== '') passedOver.note(isPrompt(text) ? 'prompt' : 'other', this.#pieces.line + index, text);
    }
    const path = Uint8Array.from(this.#nodes.name(0));
    const tree = buildTree({
      nodes: this.#nodes,
      roots: [{ node: 0, path }],
      size: this.#size,
      mtime: this.#mtime,
    });
    return success({ tree, passedOver: passedOver.all });
  }

  readonly #take: Parameters<JsonPieces['push']>[1] = (kind, text) => {
    if (this.#head < HEAD.length) return this.#takeHead(kind, text);
    const level = this.#way.at(-1);
    if (this.#opened) {
      if (kind !== 'object') return 'has a directory without a name';
      this.#opened = false;
      return this.#enter(text, level);
    }
    if (level === undefined) {
      if (kind !== 'close') return 'goes on behind the top directory, where its last bracket should be';
      this.#ended = true;
      return 'has ended';
    }
    if (this.#needsComma) {
      if (kind === 'close') this.#way.pop();
      else if (kind !== 'comma') return 'has two entries without a comma between them';
      this.#needsComma = kind === 'close';
      return undefined;
    }
    this.#needsComma = kind === 'object';
    if (kind === 'open') this.#opened = true;
    else if (kind !== 'object') return 'has something else where an entry should be';
    else return this.#add(text, level, 0).problem;
    return undefined;
  };

  #takeHead(kind: string, text: string): string | undefined {
    const expected = HEAD[this.#head];
    const isTop = this.#head === HEAD.length - 1;
    if (kind !== expected) return isTop ? 'has no directory as its fourth element' : NOT_AN_EXPORT;
    if (this.#head === 1 && text !== '1') return NOT_AN_EXPORT;
    if (kind === 'object' && typeof parseObject(text) === 'string') return NOT_AN_EXPORT;
    this.#head += 1;
    this.#opened = isTop;
    return undefined;
  }

  /** What was copied along. */
  #takeAfter(bytes: Uint8Array): string | undefined {
    this.#after += Buffer.from(bytes).toString('latin1');
    return this.#after.length > MOST_AFTER
      ? `line ${this.#pieces.line} is the end of the export, and yet a lot comes behind it`
      : undefined;
  }

  #enter(text: string, level: OpenDirectory | undefined): string | undefined {
    const added = this.#add(text, level, FLAGS.directory);
    if (added.problem !== undefined) return added.problem;
    this.#way.push({ node: added.node, device: deviceOf(added.entry.fields, level?.device ?? 0) });
    this.#needsComma = true;
    return undefined;
  }

  #add(
    text: string,
    level: OpenDirectory | undefined,
    kind: number,
  ): { problem: string } | { problem?: undefined; node: number; entry: NcduEntry } {
    const entry = parseNcduEntry(text, level === undefined);
    if (typeof entry === 'string') return { problem: entry };
    const { name, fields } = entry;
    const bytes = Buffer.from(name, 'latin1');
    const nodes = this.#nodes;
    const node = nodes.add(level?.node ?? NO_NODE, bytes, 0, bytes.length);
    this.#size = withRoom(this.#size, node + 1);
    this.#mtime = withRoom(this.#mtime, node + 1);
    this.#mtime[node] = Math.min(0xffffffff, Math.floor(numberOf(fields.mtime)));
    const shared = kind === 0 && this.#isFurtherName(fields, deviceOf(fields, level?.device ?? 0));
    nodes.flags[node] = kind | flagsOf(fields, kind) | (shared ? FLAGS.sharedLink : 0);
    if (!shared) {
      nodes.blocks[node] = numberOf(fields.dsize) / 512;
      this.#size[node] = numberOf(fields.asize);
    }
    return { node, entry };
  }

  #isFurtherName({ ino, hlnkc, nlink }: NcduEntry['fields'], device: number): boolean {
    if ((hlnkc !== true && numberOf(nlink) <= 1) || typeof ino !== 'number') return false;
    const file = `${device} ${ino}`;
    if (this.#seen.has(file)) return true;
    this.#seen.add(file);
    return false;
  }
}

function flagsOf(fields: NcduEntry['fields'], kind: number): number {
  const { excluded } = fields;
  const mounted = excluded === 'otherfs' || excluded === 'othfs' || excluded === 'kernfs';
  const unread = kind === 0 ? FLAGS.statFailed : FLAGS.unreadable;
  return (
    (fields.read_error === true ? unread : 0) |
    (mounted ? FLAGS.directory | FLAGS.mountPoint : 0) |
    (fields.notreg === true ? FLAGS.other : 0)
  );
}

function deviceOf({ dev }: NcduEntry['fields'], inherited: number): number {
  return typeof dev === 'number' ? dev : inherited;
}
