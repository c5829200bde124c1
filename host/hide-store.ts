/**
 * Keeps the store's path from whoever calls over ssh: the laptop's key may ask for a backup, and learn nothing of where
 * and how it is kept. All that leaves this program goes through here; what was hidden stands in the host's own log.
 */
import type { Report } from '../shared/report';
import { logForMachine } from './own-state';
import { escapeLikeRsync } from './rsync-messages';
import { realPathOf } from './store-layout';

/** The laptop's own paths, which it has asked for. */
const LAPTOPS_OWN: ReadonlySet<string> = new Set(['path', 'paths', 'root', 'roots']);

export class StoreHider {
  readonly #pattern: RegExp;
  readonly #log: (words: string) => void;

  constructor(
    store: string,
    machine: string,
    log = (words: string): void => {
      logForMachine(machine, words);
    },
  ) {
    const spellings = [store, realPathOf(store)].flatMap((path) => [path, escapeLikeRsync(path)]);
    const longestFirst = [...new Set(spellings)].sort((a, b) => b.length - a.length);
    // Where a root lies in a snapshot, what follows is the laptop's path again.
    const inside = `(?:/${quote(machine)}(?:/[^/\\s"']+/(?:files|earlier/\\d+))?)?`;
    this.#pattern = new RegExp(`(?:${longestFirst.map(quote).join('|')})${inside}(?![A-Za-z0-9_.-])`, 'g');
    this.#log = log;
  }

  /** Without the path. What it says in full is written down here. */
  hide(words: string): string {
    const hidden = words.replace(this.#pattern, 'STORE');
    if (hidden !== words) this.#log(words);
    return hidden;
  }

  hideInReport(report: Report): Report {
    return this.#hideIn(report, '') as Report;
  }

  #hideIn(value: unknown, key: string): unknown {
    if (LAPTOPS_OWN.has(key)) return value;
    if (typeof value === 'string') return this.hide(value);
    if (Array.isArray(value)) return value.map((each) => this.#hideIn(each, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.#hideIn(each, name)]));
  }
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
