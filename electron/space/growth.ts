/** What has grown since an earlier scan of the same: keeps what a later one is compared with, and compares. */
import { growthSince, keepSizes } from '../usage/kept-sizes';
import { KeptScans, MOST_NODES } from './kept-scans';
import type { MeasuredTree } from './measured-tree';
import type { Shown } from './shown-tree';

export interface Growth {
  since: number;
  /** Bytes, by node. */
  bytes: Float64Array;
}

export class GrowthKeeper {
  readonly #kept: KeptScans;
  readonly #known = new WeakMap<MeasuredTree, Growth>();

  constructor(directory: string) {
    this.#kept = new KeptScans(directory);
  }

  /** All of it was looked at. `isKept`: what is looked at once, by chance, is not worth it. */
  finished(shown: Shown, isKept: boolean): void {
    const { scope, measured, lookedAt } = shown;
    if (scope === undefined || measured === undefined || lookedAt === null) return;
    const at = Math.floor(lookedAt);
    shown.kept = this.#kept.before(scope, at);
    if (isKept) this.#kept.keep(scope, at, () => keepSizes(measured.tree, measured.seenBlocks, MOST_NODES));
  }

  /** Undefined: there is nothing that it could be compared with. */
  of(shown: Shown | undefined, since: number | null): Growth | undefined {
    if (since === null || shown?.scope === undefined || shown.measured === undefined) return undefined;
    const { measured, scope } = shown;
    if (!shown.kept.includes(since)) return undefined;
    const known = this.#known.get(measured);
    if (known?.since === since) return known;
    const sizes = this.#kept.read(scope, since);
    if (sizes === undefined) {
      shown.kept = shown.kept.filter((at) => at !== since);
      return undefined;
    }
    const growth = { since, bytes: growthSince(measured.tree, measured.seenBlocks, sizes) };
    this.#known.set(measured, growth);
    return growth;
  }
}
