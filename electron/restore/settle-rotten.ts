/**
 * What comes in the place of files that are known to be bad: the same file from the nearest snapshot that has a good one. Where
 * none has, it is left out: what is rotten is never put anywhere.
 */
import type { Entry } from '../../shared/give-back';
import { success, type Result } from '../../shared/result';
import { askAll } from './ask';
import { entriesBelow } from './entries-below';
import type { Plan } from './plan';
import type { Source } from './source';

/** A good file of another snapshot. */
interface Replacement {
  snapshot: string;
  entry: Entry;
}

/** By path, a binary string. What has several names has one replacement. */
export interface Settled {
  replacements: ReadonlyMap<string, Replacement>;
  lost: ReadonlySet<string>;
}

export const NOTHING_ROTTEN: Settled = { replacements: new Map(), lost: new Set() };

/** Fails as ask does, but for what has gone meanwhile. */
export async function settleRotten(
  source: Source,
  entries: ReadonlyMap<string, Entry>,
  signal: AbortSignal,
): Promise<Result<Settled>> {
  const bad = [...entries.values()].filter((entry) => entry.bad !== undefined);
  const bySnapshot = new Map<string, string[]>();
  const firstNames = new Map<number, Entry>();
  for (const entry of bad) {
    if (firstNames.has(entry.ino)) continue;
    firstNames.set(entry.ino, entry);
    const good = entry.bad?.good ?? null;
    if (good !== null) bySnapshot.set(good, [...(bySnapshot.get(good) ?? []), entry.path]);
  }
  const found = new Map<string, Replacement>();
  for (const [snapshot, paths] of bySnapshot) {
    const asked = await askAll(source, { ask: 'tree', snapshot, paths }, 'entry', signal);
    if (!asked.ok && asked.failure.code !== 'restore-no-path' && asked.failure.code !== 'snapshot-not-there')
      return asked;
    for (const entry of asked.ok ? asked.value : []) {
      if (entry.kind === 'file' && entry.bad === undefined) found.set(entry.path, { snapshot, entry });
    }
  }
  const replacements = new Map<string, Replacement>();
  const lost = new Set<string>();
  for (const { path, ino } of bad) {
    const replacement = found.get(firstNames.get(ino)?.path ?? path);
    if (replacement === undefined) lost.add(path);
    else replacements.set(path, replacement);
  }
  return success({ replacements, lost });
}

/** As it comes back: what is replaced as its replacement, and nothing of what is lost. */
export function withSettled(
  entries: ReadonlyMap<string, Entry>,
  { replacements, lost }: Settled,
): Map<string, Entry> {
  const settled = new Map(entries);
  for (const path of lost) settled.delete(path);
  for (const [path, { entry }] of replacements) settled.set(path, { ...entry, path });
  return settled;
}

/** Only what is below these paths. */
export function settledBelow(
  settled: Settled,
  wanted: readonly string[],
  entries: ReadonlyMap<string, Entry>,
): Settled {
  const isWanted = new Set(entriesBelow(wanted, entries).map(({ path }) => path));
  return {
    replacements: new Map([...settled.replacements].filter(([path]) => isWanted.has(path))),
    lost: new Set([...settled.lost].filter((path) => isWanted.has(path))),
  };
}

/** Without what is nothing but lost. */
export function planWithout(plan: Plan, { lost }: Settled): Plan {
  const moves = plan.moves
    .map((move) => ({ ...move, wanted: move.wanted.filter((path) => !lost.has(path)) }))
    .filter(({ wanted }) => wanted.length > 0);
  return { ...plan, moves };
}
