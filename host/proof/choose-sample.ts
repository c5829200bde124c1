/**
 * Chooses what is proven this time: at random out of all that has a checksum, rather what was not proven lately. Both sides
 * must believe it unchanged: the new snapshot has the base's inode.
 */
import { createHash, randomInt } from 'node:crypto';
import { lstatSync, statSync } from 'node:fs';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import type { ChecksumEntry } from './checksum-lines';
import { checksumsOf, entryBehind } from './checksums';
import { bytesBelow } from './inode-at';

export interface Sampled {
  entry: ChecksumEntry;
  /** The snapshot whose `checksums` has the entry. */
  recordedIn: string;
  root: string;
  /** Below the root, a binary string. */
  below: string;
}

const MOST_FILES = 20;
const MOST_BYTES = 20 * 1024 * 1024;
/** Each root costs a session of the connection. */
const MOST_ROOTS = 3;
const DRAWS = 300;
/** The guard takes no longer rule; every byte of a name may need a backslash. */
const LONGEST_PATH = 1900;

/** `complete`: the snapshots to draw from. `partial`: the new snapshot's directory. */
export function chooseSample(
  paths: MachinePaths,
  complete: readonly string[],
  base: string,
  partial: string,
  roots: readonly string[],
  proven: ReadonlySet<string>,
): Sampled[] {
  const urn = fillUrn(paths, complete);
  const known = { base: paths.files(base), now: snapshotPaths.files(partial) };
  const chosen = new Map<string, Sampled>();
  const provenLately = new Map<string, Sampled>();
  let bytes = 0;
  const take = (sampled: Sampled): void => {
    const taken = [...chosen.values()];
    const used = new Set(taken.map(({ root }) => root)).add(sampled.root);
    const { size } = sampled.entry;
    if (chosen.size >= MOST_FILES || bytes + size > MOST_BYTES || used.size > MOST_ROOTS) return;
    chosen.set(sampled.entry.path, sampled);
    bytes += size;
  };
  for (let draws = 0; draws < DRAWS && chosen.size < MOST_FILES; draws += 1) {
    const drawn = urn();
    if (drawn === undefined) continue;
    const { path } = drawn.entry;
    if (chosen.has(path) || provenLately.has(path)) continue;
    const place = placeIn(path, roots);
    if (place === undefined || !isUnchanged(known, drawn.entry)) continue;
    if (proven.has(shortName(path))) provenLately.set(path, { ...drawn, ...place });
    else take({ ...drawn, ...place });
  }
  for (const sampled of provenLately.values()) take(sampled);
  return [...chosen.values()];
}

/** As `verify.json` remembers it. */
export function shortName(path: string): string {
  return createHash('sha256').update(path, 'latin1').digest('base64url').slice(0, 12);
}

function fillUrn(
  paths: MachinePaths,
  complete: readonly string[],
): () => { entry: ChecksumEntry; recordedIn: string } | undefined {
  const files = complete.flatMap((recordedIn) => {
    const known = checksumsOf(paths.complete(recordedIn));
    return known === undefined ? [] : [{ recordedIn, file: known.file, size: statSync(known.file).size }];
  });
  const whole = files.reduce((sum, { size }) => sum + size, 0);
  return () => {
    if (whole === 0) return undefined;
    let at = randomInt(whole);
    for (const { recordedIn, file, size } of files) {
      // Behind the last line there is none: the first one of the file is as good.
      const entry = at < size ? (entryBehind(file, at) ?? entryBehind(file, 0)) : undefined;
      if (at < size) return entry === undefined ? undefined : { entry, recordedIn };
      at -= size;
    }
    return undefined;
  };
}

function isUnchanged({ base, now }: { base: string; now: string }, { path, size }: ChecksumEntry): boolean {
  try {
    const inBase = lstatSync(bytesBelow(base, path), { throwIfNoEntry: false });
    const inNew = lstatSync(bytesBelow(now, path), { throwIfNoEntry: false });
    return inBase?.isFile() === true && inNew?.ino === inBase.ino && inNew.size === size && size > 0;
  } catch {
    return false;
  }
}

/** By the innermost root, which is the one that it was fetched by last. */
function placeIn(path: string, roots: readonly string[]): { root: string; below: string } | undefined {
  if (path.length > LONGEST_PATH) return undefined;
  const fits = roots.filter((root) => root === '/' || path.startsWith(`${belowFiles(root)}/`));
  const root = fits.sort((a, b) => b.length - a.length)[0];
  if (root === undefined) return undefined;
  return { root, below: root === '/' ? path : path.slice(belowFiles(root).length + 1) };
}

/** A root as paths below `files` begin, a binary string; '' for "/". */
function belowFiles(root: string): string {
  return Buffer.from(root.slice(1)).toString('latin1');
}
