/** The list of du or ncdu that is open in front of the scan, and the one that is being read. */
import type { SpaceInput, SpaceOutput } from '../../shared/ipc-space';
import { failure, success, type Result } from '../../shared/result';
import { countEntries } from '../usage/count-entries';
import { MeasuredTree } from './measured-tree';
import { OpeningList } from './opening-list';
import type { Shown } from './shown-tree';

interface Parts {
  nextTree: () => number;
  /** As of KnownTrees. */
  changed: (look: boolean) => void;
}

type Opened = SpaceOutput<'space.open-list'>;

export class OpenedList {
  readonly #parts: Parts;
  #opened: Shown | undefined;
  #opening: { list: OpeningList; shown: Shown } | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get shown(): Shown | undefined {
    return this.#opening?.shown ?? this.#opened;
  }

  /** One part of a list. Gives back which tree it is, with its last part. */
  async open({ name, bytes, first, last }: SpaceInput<'space.open-list'>): Promise<Result<Opened>> {
    const opening = first ? this.#begin(name) : this.#opening;
    if (opening === undefined) return success('stopped');
    const read = await opening.list.push(bytes, last);
    // Meanwhile it may have been stopped, or another one opened.
    if (this.#opening !== opening || read === undefined) return success('stopped');
    if (read === 'more') return success('more');
    this.#opening = undefined;
    if (!read.ok) {
      this.#parts.changed(true);
      return failure({ code: 'usage-list-unreadable', detail: read.failure });
    }
    const { tree, passedOver } = read.value;
    const { directories, entries } = countEntries(tree);
    const { seconds } = opening.list;
    this.#opened = {
      ...opening.shown,
      origin: { kind: 'list', name: opening.list.name, passedOver },
      news: { phase: 'done', entries, directories, seconds, problems: 0 },
      measured: new MeasuredTree({ tree, roots: [], problems: [] }),
    };
    this.#parts.changed(true);
    return success(this.#opened.tree);
  }

  /** What is being read. False: nothing is. */
  stop(): boolean {
    const opening = this.#opening;
    this.#opening = undefined;
    opening?.list.stop();
    return opening !== undefined;
  }

  close(): void {
    this.stop();
    this.#opened = undefined;
  }

  #begin(name: string): { list: OpeningList; shown: Shown } {
    this.stop();
    const shown: Shown = {
      tree: this.#parts.nextTree(),
      lookedAt: null,
      origin: { kind: 'list', name, passedOver: [] },
      news: { phase: 'scanning', entries: 0, directories: 0, seconds: 0, problems: 0 },
      excludes: 'not-set-up',
      ...{ scope: undefined, kept: [] },
      measured: undefined,
    };
    const list = new OpeningList(name, ({ entries, seconds }) => {
      shown.news = { ...shown.news, entries, seconds };
      if (this.shown === shown) this.#parts.changed(false);
    });
    return (this.#opening = { list, shown });
  }
}
