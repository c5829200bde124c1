/**
 * Keeps the store's path from whoever calls over ssh: the laptop's key may ask for a backup, and learn nothing of where
 * and how it is kept. All that leaves this program goes through here; what was hidden stands in the host's own log.
 */
import { appendFileSync, mkdirSync, realpathSync, renameSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import type { Report } from '../shared/report';
import { safeText } from '../shared/safe-text';
import { escapeLikeRsync } from './rsync-messages';

const LONGEST_LOG = 512 * 1024;
/** The laptop's own paths, which it has asked for. */
const LAPTOPS_OWN: ReadonlySet<string> = new Set(['path', 'paths', 'root', 'roots']);

export class StoreHider {
  readonly #pattern: RegExp;
  readonly #logFile: string;

  constructor(store: string, machine: string, env: NodeJS.ProcessEnv = process.env) {
    const spellings = [store, realPathOf(store)].flatMap((path) => [path, escapeLikeRsync(path)]);
    const longestFirst = [...new Set(spellings)].sort((a, b) => b.length - a.length);
    // Where a root lies in a snapshot, what follows is the laptop's path again.
    const inside = `(?:/${quote(machine)}(?:/[^/\\s"']+/(?:files|earlier/\\d+))?)?`;
    this.#pattern = new RegExp(`(?:${longestFirst.map(quote).join('|')})${inside}(?![A-Za-z0-9_.-])`, 'g');
    this.#logFile = logFileFor(machine, env);
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

  /** A host that cannot write its log makes backups all the same. */
  #log(words: string): void {
    try {
      mkdirSync(dirname(this.#logFile), { recursive: true, mode: 0o700 });
      const size = statSync(this.#logFile, { throwIfNoEntry: false })?.size ?? 0;
      if (size > LONGEST_LOG) renameSync(this.#logFile, `${this.#logFile}.1`);
      appendFileSync(this.#logFile, `${new Date().toISOString()} ${safeText(words, 4000)}\n`, {
        mode: 0o600,
      });
    } catch {
      // Nobody to tell: the laptop is not to know.
    }
  }
}

/** In the state directory of the backup user, since the store may be what is wrong (XDG Base Directory Specification). */
function logFileFor(machine: string, { XDG_STATE_HOME: state }: NodeJS.ProcessEnv): string {
  const base = state !== undefined && isAbsolute(state) ? state : join(homedir(), '.local/state');
  return join(base, 'latchkey-host', `${machine}.log`);
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
