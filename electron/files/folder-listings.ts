/** What was listed is kept for a while: a person goes to and fro between days and folders, and asks for parts of a long one. */
import { MOST_FIRST, type FolderEntry } from '../../shared/give-back';
import type { Folder, FolderRequest } from '../../shared/ipc-files';
import { success, type Result } from '../../shared/result';
import { ask } from '../restore/ask';
import type { Source } from '../restore/source';
import { baseOf, bytesOf, joinBytes, parentOf } from '../restore/bytes';
import { compareAll } from './compare-now';
import { orderRows, type Ordered } from './order-rows';
import { shown } from './shown';

/** Entries in all that is kept, about 100 bytes each; the folder that was asked for last stays in any case. */
const MOST_KEPT = 300_000;

interface Listing {
  entries: FolderEntry[];
  /** Theirs as text, to be ordered by. */
  names: string[];
  /** Places of the entries, by order and direction. */
  orders: Map<string, number[]>;
}

/** What it begins with, by name. */
interface Beginning {
  count: number;
  entries: FolderEntry[];
}

interface Asked {
  /** Never settles where the host does not tell it. */
  beginning: Promise<Beginning>;
  /** The direction of that; undefined: it was not asked for. */
  descending: boolean | undefined;
  whole: Promise<Result<Listing>>;
}

export class FolderListings {
  readonly #known = new Map<string, Asked>();
  readonly #sizes = new Map<string, number>();

  /** Fails as ask does. */
  async read(source: Source, request: FolderRequest): Promise<Result<Folder>> {
    const { path, from, most, descending, at } = request;
    const { whole, beginning, descending: begun } = this.#list(source, request);
    if (isBeginning(request) && begun === descending) {
      const sooner = await Promise.race([whole, beginning]);
      if (!('ok' in sooner)) {
        const place = placeIn(path, at, sooner.entries, undefined);
        const part = sooner.entries.slice(0, most);
        // Who looks for one that comes later, or not at all, waits for the whole.
        if (at === undefined || place !== null)
          return success(await describeFolder(path, sooner.count, part, place));
      }
    }
    const listed = await whole;
    if (!listed.ok) return listed;
    const { entries } = listed.value;
    const order = await orderOf(listed.value, request);
    const part = order.slice(from, from + most).flatMap((place) => entries[place] ?? []);
    return success(await describeFolder(path, entries.length, part, placeIn(path, at, entries, order)));
  }

  forget(): void {
    this.#known.clear();
    this.#sizes.clear();
  }

  #list(source: Source, request: FolderRequest): Asked {
    const key = `${request.snapshot} ${request.path}`;
    const known = this.#known.get(key);
    if (known !== undefined) {
      // The last that was used is the last to go.
      this.#known.delete(key);
      this.#known.set(key, known);
      return known;
    }
    const asked = askForListing(source, request);
    this.#known.set(key, asked);
    void asked.whole.then((made) => {
      // It may have been forgotten meanwhile.
      if (this.#known.get(key) !== asked) return;
      if (!made.ok) this.#known.delete(key);
      else {
        this.#sizes.set(key, made.value.entries.length);
        this.#forgetMost(key);
      }
    });
    return asked;
  }

  #forgetMost(last: string): void {
    let kept = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const key of [...this.#known.keys()]) {
      if (kept <= MOST_KEPT) return;
      const size = this.#sizes.get(key);
      if (key === last || size === undefined) continue;
      this.#known.delete(key);
      this.#sizes.delete(key);
      kept -= size;
    }
  }
}

function isBeginning({ order, from, most }: FolderRequest): boolean {
  return order === 'name' && from === 0 && most <= MOST_FIRST;
}

function askForListing(source: Source, request: FolderRequest): Asked {
  const { snapshot, path, most, descending } = request;
  const listing: Listing = { entries: [], names: [], orders: new Map() };
  const first = isBeginning(request) ? { most, descending } : undefined;
  const begun: FolderEntry[] = [];
  let begin: (beginning: Beginning) => void = () => undefined;
  const beginning = new Promise<Beginning>((resolve) => {
    begin = resolve;
  });
  const whole = ask(source, { ask: 'folder', snapshot, path, ...(first && { first }) }, (answer) => {
    if (answer.answer === 'first') {
      begun.push(...answer.entries);
      if (!answer.more) begin({ count: answer.count, entries: begun });
    }
    if (answer.answer !== 'folder') return;
    for (const entry of answer.entries) {
      listing.entries.push(entry);
      listing.names.push(textOf(entry.name));
    }
  });
  return {
    beginning,
    descending: first?.descending,
    whole: whole.then((asked) => (asked.ok ? success(listing) : asked)),
  };
}

/** As the host orders by. `name`: a binary string. */
function textOf(name: string): string {
  return bytesOf(name).toString('utf8');
}

/** `order`: places of the entries; undefined: as they are. Null where it is not among them. */
function placeIn(
  path: string,
  at: string | undefined,
  entries: readonly FolderEntry[],
  order: readonly number[] | undefined,
): number | null {
  if (at === undefined) return null;
  const among = entries.findIndex(({ name }) => joinBytes(path, name) === at);
  const place = order === undefined ? among : order.indexOf(among);
  return place < 0 ? null : place;
}

async function describeFolder(
  path: string,
  count: number,
  part: readonly FolderEntry[],
  place: number | null,
): Promise<Folder> {
  const nows = await compareAll(part, ({ name }) => joinBytes(path, name));
  return {
    ...{ way: wayTo(path), count, place },
    rows: part.map(({ name, kind, size, mtimeMs, target, above }, index) => ({
      ...{ path: joinBytes(path, name), name: shown(name), kind, size, mtimeMs },
      target: target === undefined ? null : shown(target),
      now: nows[index] ?? 'changed',
      above: above ?? false,
    })),
  };
}

async function orderOf(
  { entries, names, orders }: Listing,
  { path, order, descending, from }: FolderRequest,
): Promise<number[]> {
  const key = `${order} ${descending}`;
  // What is here now changes; but parts of one order must fit together.
  const known = order === 'now' && from === 0 ? undefined : orders.get(key);
  if (known !== undefined) return known;
  const nows = order === 'now' ? await compareAll(entries, ({ name }) => joinBytes(path, name)) : undefined;
  const made = await orderRows(
    entries.map(({ kind, size, mtimeMs }, index): Ordered => {
      const now = nows?.[index];
      return { kind, size, mtimeMs, name: names[index] ?? '', ...(now !== undefined && { now }) };
    }),
    order,
    descending,
  );
  orders.set(key, made);
  return made;
}

function wayTo(path: string): Folder['way'] {
  const way: Folder['way'] = [];
  for (let at = path; at !== '/'; at = parentOf(at)) way.unshift({ path: at, name: shown(baseOf(at)) });
  return [{ path: '/', name: '/' }, ...way];
}
