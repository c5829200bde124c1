/**
 * Random trees with random changes between their backups, each made by the short comparison: every snapshot is the tree of that
 * moment, and no older one is another than it was. LATCHKEY_SEQUENCES sets how many, LATCHKEY_SEED where they begin.
 */
import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RSYNC_VERSIONS, type RsyncVersion } from '../../helpers/rsync-versions';
import { ChangingTree, fingerprint, linkGroups, seeded, type Random } from './changing-tree';
import { EXCLUDES, Pair } from './pair';

const SEQUENCES = Number(process.env.LATCHKEY_SEQUENCES ?? 3);
const FIRST_SEED = Number(process.env.LATCHKEY_SEED ?? 1);
const SNAPSHOTS = 5;

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-short-'));
});

afterEach(() => {
  execFileSync('chmod', ['-R', 'u+rwx', directory]);
  rmSync(directory, { recursive: true, force: true });
});

/** The laptop's are the same: with a rule that brings something in, nothing can be asked for by rules. */
const BY_NAMES = `+ x.brought-in\n${EXCLUDES}`;

/**
 * Other contents at a path that had the same size and time in an older snapshot, which rsync links; the access list of what has
 * attributes as well, at first.
 */
function isKnownOfRsync(line: string, pair: Pair, older: Iterable<string>): boolean {
  if (/^[.h][df]\.{7}a\. /.test(line)) return true;
  const [, escaped] = /^>fc\.{8} (.*)$/.exec(line) ?? [];
  if (escaped === undefined) return false;
  const name = escaped.replace(/\\#([0-3][0-7]{2})/g, (_, octal: string) =>
    String.fromCharCode(parseInt(octal, 8)),
  );
  // Of hard links, whichever rsync meets first decides.
  const groups = linkGroups(pair.source).map((group) => JSON.parse(group) as string[]);
  const names = groups.find((group) => group.includes(name)) ?? [name];
  const now = lookOf(pair.source, name);
  return [...older].some((snapshot) => names.some((one) => lookOf(pair.files(snapshot), one) === now));
}

function lookOf(directory: string, name: string): string | undefined {
  const file = Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(name, 'latin1')]);
  try {
    const { size, mtimeNs } = lstatSync(file, { bigint: true });
    return `${size} ${mtimeNs}`;
  } catch {
    return undefined;
  }
}

async function goThrough(
  seed: number,
  rsync: RsyncVersion,
  place: string,
  excludeList: string,
): Promise<{ short: number; whole: number; named: number }> {
  mkdirSync(place);
  const random: Random = seeded(seed);
  const pair = new Pair(place, rsync);
  pair.excludeList = excludeList;
  const tree = new ChangingTree(pair.source, random);
  const prints = new Map<string, string>();
  const history: string[] = [];
  const told = () => `seed ${seed}, rsync ${rsync.version}: ${history.join(' ')}`;
  let made = 0;
  while (made < SNAPSHOTS) {
    // A clone for the next backup is there, half there, or not at all.
    if (random(3) > 0) await pair.prepareNext(random(4) === 0 ? AbortSignal.timeout(random(60)) : undefined);
    for (let changes = random(9); changes > 0; changes -= 1) history.push(tree.change());
    if (random(2) === 0) tree.unlock();
    const kind = random(12);
    // Now and then a backup is ended in the middle, the tree changes under it, or a part of it cannot be read.
    const signal = kind === 0 ? AbortSignal.timeout(random(300)) : undefined;
    const isRacing = kind === 1;
    const unlock = kind === 2 ? tree.lockDirectory() : undefined;
    const settleMs = random(6) === 0 ? 60_000 : 0;
    const between = (): void => {
      if (isRacing) for (let changes = 3; changes > 0; changes -= 1) history.push(`${tree.change()}!`);
    };
    const backup = await pair.backUp(settleMs, between, signal);
    unlock?.();
    history.push(`| ${kind} ${settleMs}`);
    if (signal?.aborted === true && !backup.made.ok) continue;
    expect(backup.made, `${told()} ${pair.log.join('\n')}`).toMatchObject({ ok: true });
    const snapshot = backup.done?.snapshot ?? '';
    made += 1;
    for (const [older, print] of prints)
      expect(fingerprint(pair.paths.complete(older)), `${told()} ${older}`).toBe(print);
    const older = [...prints.keys()];
    prints.set(snapshot, fingerprint(pair.paths.complete(snapshot)));
    if (isRacing || unlock !== undefined) continue;
    // What cannot be read cannot be compared; it is looked at when it can be read again.
    if (tree.unreadable > 0) continue;
    const different = pair.differences(snapshot).filter((line) => !isKnownOfRsync(line, pair, older));
    expect(different, told()).toEqual([]);
    const isKept = (path: string): boolean => !path.includes('x.skip');
    expect(linkGroups(pair.files(snapshot)), told()).toEqual(linkGroups(pair.source, isKept));
    expect(backup.done?.totals.files, told()).toBe(
      tree.entries().filter(({ path, stats }) => stats.isFile() && isKept(path)).length,
    );
  }
  // What rsync loses at first is there in the end.
  tree.unlock();
  for (let quiet = 0; quiet < 2; quiet += 1) await pair.backUp(0);
  const last = (await pair.backUp(0)).done?.snapshot ?? '';
  const lost = pair
    .differences(last)
    .filter((line) => /^[.h]/.test(line) || !isKnownOfRsync(line, pair, prints.keys()));
  expect(lost, `${told()}, in the end`).toEqual([]);
  // The first one of a store says nothing of it.
  const whole = 1 + pair.log.filter((line) => line.startsWith('the whole tree is compared')).length;
  expect(readFileSync(join(pair.paths.directory, 'latest', 'exclude'), 'latin1')).toBe(excludeList);
  return { short: made + 3 - whole, whole, named: pair.timesNamed };
}

describe.each(RSYNC_VERSIONS)('with rsync $version', (rsync) => {
  it.each([
    ['rules', EXCLUDES],
    ['names', BY_NAMES],
  ])(
    'each snapshot is the tree, and no older one changes: by %s',
    async (kind, excludeList) => {
      const sum = { short: 0, whole: 0, named: 0 };
      for (let sequence = 0; sequence < SEQUENCES; sequence += 1) {
        const place = join(directory, String(sequence));
        const { short, whole, named } = await goThrough(FIRST_SEED + sequence, rsync, place, excludeList);
        sum.short += short;
        sum.whole += whole;
        sum.named += named;
        execFileSync('chmod', ['-R', 'u+rwX', place]);
        rmSync(place, { recursive: true, force: true });
      }
      // What cannot be read is asked for by rules, which such a list does not allow.
      if (kind === 'names') expect(sum.named).toBeGreaterThan(SEQUENCES);
      else expect(sum.short).toBeGreaterThan(sum.whole);
    },
    SEQUENCES * 60_000,
  );
});
