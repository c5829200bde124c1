/**
 * Random living trees against random snapshots: names that are other kinds of entries by now, links to directories and out,
 * closed parents, newer files. Every byte that could be reached before can be reached after, nothing outside has changed, and
 * an undo brings back what was.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { RestoreRequest } from '../../../electron/restore/look-at-snapshot';
import { restore } from '../../../electron/restore/restore';
import { undo } from '../../../electron/restore/undo';
import { fc, test } from '../../helpers/property';
import { HOST_PROGRAM } from '../../helpers/sandbox';

const SNAPSHOT = '2026-03-04T100000Z';

/** Few names, so that trees meet. */
const name = fc.constantFrom('a', 'b', 'c d', '.e', 'ü.txt');
const depth = fc.array(name, { minLength: 1, maxLength: 3 });
const thing = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('file' as const), text: fc.string({ maxLength: 5 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('directory' as const),
      mode: fc.constantFrom(0o755, 0o700, 0o555),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('link' as const),
      to: fc.constantFrom('a', '../b', 'nowhere', 'OUT', 'OUT/a'),
    }),
  },
);
const tree = fc.array(fc.tuple(depth, thing), { maxLength: 12 });
const mode = fc.constantFrom('beside' as const, 'swap' as const, 'only-missing' as const, 'to' as const);

type Tree = [
  string[],
  { kind: 'file'; text: string } | { kind: 'directory'; mode: number } | { kind: 'link'; to: string },
][];

/** As far as its entries fit together. In a snapshot a link is what rsync --fake-super makes of one. */
function make(top: string, entries: Tree, out: string, inSnapshot: boolean): void {
  mkdirSync(top, { recursive: true });
  const closed: [string, number][] = [];
  for (const [names, what] of entries) {
    const path = join(top, ...names);
    try {
      mkdirSync(dirname(path), { recursive: true });
      if (!isBelow(path, top) || lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
      if (what.kind === 'file') writeFileSync(path, what.text);
      else if (what.kind === 'directory') {
        mkdirSync(path);
        closed.push([path, what.mode]);
      } else if (inSnapshot) {
        writeFileSync(path, what.to.replace('OUT', out));
        execFileSync('setfattr', [
          '-n',
          'user.rsync.%stat',
          '-v',
          `120777 0,0 ${process.getuid?.()}:${process.getgid?.()}`,
          path,
        ]);
      } else symlinkSync(what.to.replace('OUT', out), path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTDIR' && code !== 'EEXIST' && code !== 'ELOOP' && code !== 'ENOENT') throw error;
    }
  }
  for (const [path, bits] of closed.reverse()) chmodSync(path, bits);
}

/** Not through a link. */
function isBelow(path: string, top: string): boolean {
  for (let at = dirname(path); at !== top; at = dirname(at)) if (!lstatSync(at).isDirectory()) return false;
  return true;
}

/** Path -> what is there; directories with their modes, but for times, which change with what is put in. */
function describe(top: string): Map<string, string> {
  const found = new Map<string, string>();
  const look = (path: string, below: string): void => {
    const stats = lstatSync(path);
    const bits = (stats.mode & 0o7777).toString(8);
    if (stats.isSymbolicLink()) found.set(below, `link ${readlinkSync(path)}`);
    else if (stats.isFile())
      found.set(below, `file ${bits} ${stats.mtimeMs} ${stats.ino} ${readFileSync(path, 'utf8')}`);
    else {
      found.set(below, `directory ${bits}`);
      for (const each of readdirSync(path)) look(join(path, each), `${below}/${each}`);
    }
  };
  if (existsSync(top)) look(top, '');
  return found;
}

const CASES = Number(process.env.LATCHKEY_LIVING_TREES ?? 60);

test.prop([tree, tree, mode, fc.array(fc.nat(20), { maxLength: 3 }), fc.boolean()], { numRuns: CASES })(
  'nothing is lost, nothing outside is touched, undo brings back what was',
  async (then, now, way, asked, byHand) => {
    const workshop = mkdtempSync(join(tmpdir(), 'lk-living-'));
    try {
      if (byHand) process.env.LATCHKEY_RENAME = 'node';
      const [live, out, target, store] = ['live', 'out', 'target', 'store'].map((each) =>
        join(workshop, each),
      );
      if (live === undefined || out === undefined || target === undefined || store === undefined) return;
      for (const directory of [out, target]) mkdirSync(directory);
      for (const each of ['a', 'b']) writeFileSync(join(out, each), `outside ${each}`);
      const machine = join(store, 'laptop', SNAPSHOT);
      make(join(machine, 'files', live), then, out, true);
      writeFileSync(join(machine, 'snapshot.json'), JSON.stringify(recordOf(live)));
      make(live, now, out, false);
      const before = describe(live);
      const [outside, kept] = [describe(out), describe(machine)];
      const request: RestoreRequest = {
        source: { kind: 'here', store, machine: 'laptop', runtime: process.execPath, host: HOST_PROGRAM },
        snapshot: SNAPSHOT,
        mode: way === 'to' ? { kind: 'to', directory: binary(target) } : { kind: way },
        paths: (asked.length === 0 ? [[]] : asked.map((index) => then[index]?.[0] ?? [])).map((names) =>
          binary(join(live, ...names)),
        ),
      };
      const context = {
        restores: join(workshop, 'restores'),
        signal: new AbortController().signal,
        emit: () => undefined,
      };
      const restored = await restore(request, context);
      const after = describe(live);
      expectKept(before, after, live, workshop);
      // A link above what was asked for is followed and told of: what comes back is put where it leads, over nothing.
      const isLed = restored.ok && restored.value.followed.length > 0;
      const outsideNow = [...describe(out)].filter(([path]) => !isLed || outside.has(path));
      expect(new Map(outsideNow)).toEqual(outside);
      expect(describe(machine)).toEqual(kept);
      if (way === 'to') expect(after).toEqual(before);
      expect(readdirSync(workshop).filter((each) => each.startsWith('.latchkey'))).toEqual([]);
      if (!restored.ok) {
        // Refused as a whole: then nothing at all has changed.
        expect(['restore-no-path', 'restore-no-place']).toContain(restored.failure.code);
        expect(after).toEqual(before);
        return;
      }
      const undone = await undo(context.restores, new Date());
      if (restored.value.placed.length === 0) {
        expect(undone).toMatchObject({ ok: false, failure: { code: 'restore-none' } });
        expect(describe(live)).toEqual(before);
        return;
      }
      expect(undone).toMatchObject({ ok: true, value: { kept: [], refused: [] } });
      expect(describe(live)).toEqual(before);
      expect(describe(out)).toEqual(outside);
      expect(readdirSync(target)).toEqual([]);
    } finally {
      delete process.env.LATCHKEY_RENAME;
      execFileSync('chmod', ['-R', 'u+rwX', workshop]);
      rmSync(workshop, { recursive: true });
    }
  },
);

/** Each file of before is there, the same one, under its own name or one that says why. */
function expectKept(
  before: Map<string, string>,
  after: Map<string, string>,
  live: string,
  workshop: string,
): void {
  const everywhere = new Set([...after.values(), ...describe(workshop).values()]);
  for (const [path, what] of before) {
    if (what.startsWith('directory')) continue;
    expect(everywhere, join(live, path)).toContain(what);
  }
}

function binary(path: string): string {
  return Buffer.from(path).toString('latin1');
}

function recordOf(root: string): object {
  return {
    ...{ format: 1, machine: 'laptop', started: '2026-03-04T10:00:00Z', finished: '2026-03-04T10:00:00Z' },
    ...{ roots: [root], unreadable: { count: 0, paths: [] }, vanished: 0, base: null, rsync: '3.2.7' },
    totals: { files: 1, bytes: 1, transferredFiles: 1, transferredBytes: 1, seconds: 1 },
  };
}
