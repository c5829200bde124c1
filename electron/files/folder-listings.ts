/** What was listed is kept for a while: a person goes to and fro between days and folders, and asks for parts of a long one. */
import type { FolderEntry } from '../../shared/give-back';
import type { Folder, FolderRequest } from '../../shared/ipc-files';
import { success, type Result } from '../../shared/result';
import { ask } from '../restore/ask';
import type { Source } from '../restore/source';
import { baseOf, joinBytes, parentOf } from '../restore/bytes';
import { compareAll } from './compare-now';
import { orderRows, type Ordered } from './order-rows';
import { shown } from './shown';

/** Entries in all that is kept, about 100 bytes each; the folder that was asked for last stays in any case. */
const MOST_KEPT = 300_000;

interface Listing {
  entries: FolderEntry[];
  /** As they are shown. */
  names: string[];
  /** Places of the entries, by order and direction. */
  orders: Map<string, number[]>;
}

export class FolderListings {
  readonly #known = new Map<string, Promise<Result<Listing>>>();
  readonly #sizes = new Map<string, number>();

  /** Fails as ask does. */
  async read(source: Source, request: FolderRequest): Promise<Result<Folder>> {
    const { snapshot, path, from, most } = request;
    const listed = await this.#list(source, snapshot, path);
    if (!listed.ok) return listed;
    const { entries, names } = listed.value;
    const order = await orderOf(listed.value, request);
    const part = order.slice(from, from + most).flatMap((place) => {
      const entry = entries[place];
      return entry === undefined ? [] : [{ ...entry, shown: names[place] ?? '' }];
    });
    const nows = await compareAll(part, ({ name }) => joinBytes(path, name));
    return success({
      way: wayTo(path),
      count: entries.length,
      rows: part.map(({ name, shown: readable, kind, size, mtimeMs, target, above }, index) => ({
        ...{ path: joinBytes(path, name), name: readable, kind, size, mtimeMs },
        target: target === undefined ? null : shown(target),
        now: nows[index] ?? 'changed',
        above: above ?? false,
      })),
    });
  }

  forget(): void {
    this.#known.clear();
    this.#sizes.clear();
  }

  #list(source: Source, snapshot: string, path: string): Promise<Result<Listing>> {
    const key = `${snapshot} ${path}`;
    const known = this.#known.get(key);
    if (known !== undefined) {
      // The last that was used is the last to go.
      this.#known.delete(key);
      this.#known.set(key, known);
      return known;
    }
    const listing = askForListing(source, { snapshot, path }).then((made) => {
      // It may have been forgotten meanwhile.
      if (this.#known.get(key) !== listing) return made;
      if (!made.ok) {
        this.#known.delete(key);
        return made;
      }
      this.#sizes.set(key, made.value.entries.length);
      this.#forgetMost(key);
      return made;
    });
    this.#known.set(key, listing);
    return listing;
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

async function askForListing(
  source: Source,
  place: { snapshot: string; path: string },
): Promise<Result<Listing>> {
  const listing: Listing = { entries: [], names: [], orders: new Map() };
  const asked = await ask(source, { ask: 'folder', ...place }, (answer) => {
    if (answer.answer !== 'folder') return;
    for (const entry of answer.entries) {
      listing.entries.push(entry);
      listing.names.push(shown(entry.name));
    }
  });
  return asked.ok ? success(listing) : asked;
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
