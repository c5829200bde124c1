/**
 * Reads what `du -ak`, `du -k` or `du -0ak` wrote, as it comes: KiB, a tab, a path, a newline (a NUL). Directories have
 * what they hold in their number; in the tree each node has its own part. The order does not matter, so sorted lists can
 * be read too. du does not say what is a directory: an entry is one if something lies below it.
 *
 * Between the entries there may be what people copy along and what a terminal adds. What is certain is read; the rest is
 * passed over and told.
 */
import { failure, success, type Result } from '../../shared/result';
import {
  describeLine,
  findComplaint,
  isComplaint,
  isCutNumber,
  isPrompt,
  readEntry,
  TAB_WIDTH,
  widthOf,
  type Gap,
} from './du-lines';
import { buildDuTree } from './du-totals';
import { totalWord, type TotalLine } from './grand-total';
import { LineSplitter } from './line-splitter';
import type { DuDialect } from './list-dialect';
import { LONGEST_NAME } from './node-columns';
import { PassedOverTally } from './passed-over';
import { NOT_LISTED, PathTable } from './path-table';
import type { ListReader, ReadList } from './read-list';
import { settleCuts, settleTotals, type CutNode } from './settle-du';

const CR = 0x0d;
const NEWLINE = 0x0a;
const SLASH = 0x2f;
/** So many lines that mean nothing may stand around a list; more only among as many entries. */
const MOST_STRANGE_LINES = 20;
/** Lines called "total"; more are entries, each in the place of the one before. */
const MOST_TOTALS = 1000;

interface LastEntry {
  node: number;
  /** What the node had before. */
  before: number;
  kib: number;
  line: number;
  width: number;
  /** Its path ends in a slash. */
  slash: boolean;
}

export class DuReader implements ListReader {
  readonly #dialect: DuDialect;
  readonly #table = new PathTable();
  readonly #passedOver = new PassedOverTally();
  readonly #splitter: LineSplitter;
  #gap: Gap | undefined;
  #line = 0;
  /** Of all lines, in columns of a terminal. */
  #widest = 0;
  /** Empty lines since the last one that was not. */
  #blank = 0;
  /** The entry before, while what comes next may belong to it. */
  #last: LastEntry | undefined;
  #cut: CutNode | undefined;
  readonly #cuts: CutNode[] = [];
  readonly #totals: TotalLine[] = [];
  /** The beginning of a line that a complaint was written into before it came to a path. */
  #begun = '';
  #strange = 0;
  #firstStrange: { line: number; text: string } | undefined;

  constructor(dialect: DuDialect) {
    this.#dialect = dialect;
    this.#splitter = new LineSplitter(dialect.end);
  }

  get entries(): number {
    return this.#table.nodes.count;
  }

  push(bytes: Uint8Array): string | undefined {
    return this.#splitter.push(bytes, this.#take);
  }

  end(): Result<ReadList, string> {
    const problem = this.#splitter.end(this.#take);
    if (problem !== undefined) return failure(problem);
    // The end stands where the next line would.
    this.#line += 1;
    this.#addRest(undefined);
    this.#closeCut(undefined);
    if (this.entries + this.#totals.length === 0) return failure(this.#whyNothing());
    const lines = { widest: this.#widest, gap: this.#gap ?? 'tab' };
    const tooLong = settleCuts(this.#table, this.#cuts, lines, this.#passedOver);
    if (tooLong !== undefined) return failure(tooLong);
    settleTotals(this.#table, this.#totals, this.#passedOver);
    return success({ tree: buildDuTree(this.#table.nodes), passedOver: this.#passedOver.all });
  }

  readonly #take = (bytes: Uint8Array, start: number, lineEnd: number): string | undefined => {
    this.#line += 1;
    let end = lineEnd;
    if (this.#dialect.carriageReturns) while (end > start && bytes[end - 1] === CR) end -= 1;
    if (this.#begun === '') return this.#takeLine(bytes, start, end);
    const text = textOf(bytes, start, end);
    if (isComplaint(text)) return this.#takeOther(text);
    const whole = Buffer.from(this.#begun + text, 'latin1');
    this.#begun = '';
    return this.#takeLine(whole, 0, whole.length);
  };

  #takeLine(bytes: Uint8Array, start: number, end: number): string | undefined {
    if (start === end) {
      this.#blank += 1;
      return undefined;
    }
    const entry = readEntry(bytes, start, end, this.#gap);
    if (entry !== undefined) return this.#takeEntry(bytes, start, end, entry);
    // With NULs behind the entries, lines that are none of them stand in front of one.
    for (let at = start; this.#dialect.end === 0 && at < end;) {
      const lineEnd = bytes.indexOf(NEWLINE, at);
      if (lineEnd < 0 || lineEnd >= end) return this.#takeOther(textOf(bytes, at, end));
      const problem = lineEnd === at ? undefined : this.#takeOther(textOf(bytes, at, lineEnd));
      if (problem !== undefined) return problem;
      at = lineEnd + 1;
      const behind = readEntry(bytes, at, end, this.#gap);
      if (behind !== undefined) return this.#takeEntry(bytes, at, end, behind);
    }
    return this.#dialect.end === 0 ? undefined : this.#takeOther(textOf(bytes, start, end));
  }

  #takeEntry(
    bytes: Uint8Array,
    start: number,
    end: number,
    { kib, path, gap }: { kib: number; path: number; gap: Gap },
  ): string | undefined {
    this.#gap = gap;
    this.#addRest(undefined);
    this.#sayBlank();
    if (this.#cut !== undefined) this.#closeCut(textOf(bytes, path, end));
    this.#last = undefined;
    const word = totalWord(bytes, path, end);
    if (word !== undefined && this.#totals.length < MOST_TOTALS) {
      this.#totals.push({ word, kib, line: this.#line });
      return undefined;
    }
    const node = this.#table.add(bytes, path, end);
    if (node === undefined) return `line ${this.#line} has a name of more than ${LONGEST_NAME} bytes`;
    const { blocks } = this.#table.nodes;
    const before = blocks[node] ?? NOT_LISTED;
    blocks[node] = kib;
    const width = this.#measure(bytes, start, end);
    this.#last = { node, before, kib, line: this.#line, width, slash: bytes[end - 1] === SLASH };
    return undefined;
  }

  /** A line that is no entry, not empty. */
  #takeOther(text: string): string | undefined {
    this.#widest = Math.max(this.#widest, widthOf(text));
    const complaintAt = findComplaint(text);
    const isCut = complaintAt !== undefined && isCutNumber(text.slice(0, complaintAt));
    if (isComplaint(text) || isCut) {
      this.#sayBlank();
      if (isCut) this.#begun = text.slice(0, complaintAt);
      this.#passedOver.note('complaint', this.#line, isCut ? text.slice(complaintAt) : text);
      return undefined;
    }
    if (isPrompt(text)) {
      this.#sayBlank();
      this.#passedOver.note('prompt', this.#line, text);
      this.#closeCut(undefined);
      this.#last = undefined;
      return undefined;
    }
    this.#strange += 1;
    this.#firstStrange ??= { line: this.#line, text };
    if (this.#strange > MOST_STRANGE_LINES + this.entries) return this.#whyNothing();
    if (this.#last !== undefined && this.#dialect.end !== 0) this.#addRest(text);
    else {
      this.#sayBlank();
      this.#passedOver.note('other', this.#line, text);
    }
    return undefined;
  }

  /**
   * What may belong to the last entry, and the empty lines before it: whether it does is told when all is known. Without
   * a text it is the empty lines alone, which mean something only where a complaint was written into the entry.
   */
  #addRest(text: string | undefined): void {
    const last = this.#last;
    if (last === undefined || (text === undefined && this.#blank === 0)) return;
    const path = this.#cut?.entry.path ?? `${this.#table.pathOf(last.node)}${last.slash ? '/' : ''}`;
    if (text === undefined && findComplaint(path) === undefined) return;
    const { node, before, kib, line, width } = last;
    this.#cut ??= { node, before, entry: { kib, line, path, width, rest: [], followedByKin: false } };
    const { rest } = this.#cut.entry;
    for (; this.#blank > 0; this.#blank -= 1) rest.push({ text: '', line: this.#line - this.#blank });
    if (text !== undefined) rest.push({ text, line: this.#line });
  }

  #closeCut(next: string | undefined): void {
    const cut = this.#cut;
    if (cut === undefined) return;
    this.#cut = undefined;
    this.#cuts.push(cut);
    const { path } = cut.entry;
    const above = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    cut.entry.followedByKin = next !== undefined && (next === above || next.startsWith(`${above}/`));
    // Until it is known what it is called, nothing is.
    this.#table.nodes.blocks[cut.node] = cut.before;
  }

  /** The first line that is no entry, or that there is none. */
  #whyNothing(): string {
    const strange = this.#firstStrange;
    if (strange !== undefined) return `line ${strange.line} ${describeLine(strange.text)}`;
    const [first] = this.#passedOver.all;
    return first === undefined
      ? 'there is nothing in it'
      : `there is no size in it; line ${first.firstLine} is "${first.first}"`;
  }

  #sayBlank(): void {
    if (this.#blank > 0) this.#passedOver.note('blank', this.#line - this.#blank, '', this.#blank);
    this.#blank = 0;
  }

  /** Only lines that could be the widest are worth a look. */
  #measure(bytes: Uint8Array, start: number, end: number): number {
    if (end - start + TAB_WIDTH < this.#widest) return 0;
    const width = widthOf(textOf(bytes, start, end));
    this.#widest = Math.max(this.#widest, width);
    return width;
  }
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
