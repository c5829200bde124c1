/** One tree as it is looked at: its sums, its colours, and what the exclude list does to it. Made anew as it grows. */
import type { Measure, UsageSums } from '../../shared/ipc-space';
import type { BoxKind } from '../../shared/usage-kinds';
import { FATE } from '../exclude/decide-nodes';
import { TreeEvaluator, type Evaluation } from '../exclude/evaluate-rules';
import type { Tally } from '../exclude/tally';
import type { LinkTable } from '../usage/count-links';
import { kindOf } from '../usage/cut-view';
import { kindsOf } from '../usage/file-kinds';
import type { Problem } from '../usage/record-directory';
import type { ScannedTree } from '../usage/scanned-tree';
import { totalsOf, weightIn, type Totals } from '../usage/totals';
import { addDiskParts, diskPartOf, partsOf, type ScannedDisk } from './disk-parts';

interface TreeParts {
  tree: ScannedTree & { readonly links?: LinkTable };
  /** What is backed up. None: nothing is judged. */
  roots: readonly string[];
  problems: readonly Problem[];
  /** Undefined: folders were scanned. */
  disk?: ScannedDisk | undefined;
  /** Kinds of the same tree while it was smaller. */
  knownKinds?: Uint8Array | undefined;
}

export class MeasuredTree {
  readonly tree: ScannedTree & { readonly links?: LinkTable };
  readonly problems: readonly Problem[];
  readonly totals: Totals;
  /** Without what a disk holds beside it. */
  readonly #scannedBlocks: number;
  #evaluation: Evaluation | undefined;
  readonly #parts: TreeParts;
  readonly #evaluators = new Map<Measure, TreeEvaluator>();
  #list: string | undefined;
  #kinds: Uint8Array | undefined;
  #notBackedUp: Uint8Array | undefined;
  #keptTotals: Totals | undefined;
  #keptKinds: Uint8Array | undefined;

  constructor(parts: TreeParts) {
    this.#parts = parts;
    this.tree = parts.tree;
    this.problems = parts.problems;
    this.totals = totalsOf(parts.tree);
    this.#scannedBlocks = this.totals.subtreeBlocks[0] ?? 0;
    if (parts.disk !== undefined) addDiskParts(parts.tree, this.totals, parts.disk.room);
  }

  /** What was made of the last list; undefined where there is none, or nothing is backed up. */
  get evaluation(): Evaluation | undefined {
    return this.#evaluation;
  }

  get list(): string | undefined {
    return this.#list;
  }

  /** Blocks of each subtree, of what was scanned alone. */
  get seenBlocks(): Float64Array {
    const { subtreeBlocks } = this.totals;
    if (this.#parts.disk === undefined) return subtreeBlocks;
    const seen = subtreeBlocks.slice();
    seen[0] = this.#scannedBlocks;
    for (const part of partsOf(this.tree)) seen[part] = 0;
    return seen;
  }

  get disk(): ScannedDisk | undefined {
    return this.#parts.disk;
  }

  get roots(): readonly string[] {
    return this.#parts.roots;
  }

  get kinds(): Uint8Array {
    return (this.#kinds ??= kindsOf(this.tree, this.#parts.knownKinds));
  }

  /** 1 for each node that is left out, or lies in nothing that is backed up. */
  get notBackedUp(): Uint8Array | undefined {
    const fate = this.#evaluation?.fate;
    if (fate === undefined) return undefined;
    return (this.#notBackedUp ??= fate.map((each) => (each === FATE.backedUp ? 0 : 1)));
  }

  /** Sums without what is not backed up. */
  get keptTotals(): Totals {
    const without = this.notBackedUp;
    if (without === undefined) return this.totals;
    return (this.#keptTotals ??= totalsOf(this.tree, without));
  }

  /** Of folders the kind of what is backed up of them. */
  get keptKinds(): Uint8Array {
    return (this.#keptKinds ??= kindsOf(this.tree, this.kinds, this.notBackedUp));
  }

  /** `list`: the exclude list's bytes; undefined where it cannot be read. */
  judge(list: string | undefined): void {
    if (this.#parts.roots.length === 0 || list === this.#list) return;
    this.#list = list;
    this.#evaluation = list === undefined ? undefined : this.evaluate(list);
    this.#notBackedUp = undefined;
    this.#keptTotals = undefined;
    this.#keptKinds = undefined;
  }

  /** What a list would do; nothing is kept of it but what its lines match. */
  evaluate(list: string, measure: 'used' | 'apparent' = 'used'): Evaluation {
    let evaluator = this.#evaluators.get(measure);
    if (evaluator === undefined) {
      const { tree, roots } = this.#parts;
      evaluator = new TreeEvaluator(tree, roots, measure === 'used' ? 'disk' : 'apparent');
      this.#evaluators.set(measure, evaluator);
    }
    return evaluator.evaluate(list);
  }

  sums(measure: Measure): UsageSums {
    // The nameless top above several folders is no entry.
    const top = measure === 'entries' && this.tree.nameLength[0] === 0 ? 1 : 0;
    const all = measure === 'used' ? this.#scannedBlocks * 512 : this.size(0, measure) - top;
    if (this.#list === undefined || this.#evaluation === undefined) return { measure, all, judged: null };
    const { totals } = measure === 'apparent' ? this.evaluate(this.#list, measure) : this.#evaluation;
    const of = (tally: Tally): number =>
      measure === 'entries' ? tally.files + tally.directories : tally.bytes;
    return { measure, all, judged: { backedUp: of(totals.backedUp), leftOut: of(totals.excluded) } };
  }

  /** Bytes or entries of a subtree. */
  size(node: number, measure: Measure, totals = this.totals): number {
    return (weightIn(totals, measure)[node] ?? 0) * (measure === 'used' ? 512 : 1);
  }

  /** The rule that decides about a node. */
  ruleFor(node: number): { line: number; text: string } | null {
    const line = this.#evaluation?.decidingLine[node] ?? 0;
    return line === 0 ? null : { line, text: this.textOfLine(line) };
  }

  /** As bytes in a binary string. */
  textOfLine(line: number): string {
    return this.#evaluation?.lines[line - 1]?.text ?? '';
  }

  kindOf(node: number): BoxKind {
    return diskPartOf(this.tree, node) ?? kindOf(this.tree.flags[node] ?? 0);
  }

  fateOf(node: number): number {
    return this.#evaluation?.fate[node] ?? FATE.backedUp;
  }
}
