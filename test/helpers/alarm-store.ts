/** A store whose snapshots are made here day by day, by hard links as rsync makes them, and judged by the real code. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { judgeSnapshot, type Judgement } from '../../host/alarm/judge-snapshot';
import { NO_STATS, type Stats as Figures } from '../../host/rsync-output';
import { writeSnapshotRecord } from '../../host/snapshot-record';
import { MachinePaths } from '../../host/store-layout';
import { walkTree } from '../../host/walk-tree';
import type { Sign } from '../../shared/alarm';
import { formatSnapshotName } from '../../shared/snapshot-name';

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2026-01-01T12:00:00.000Z');

/** The laptop's files as the next snapshot will have them. Paths are below the root. */
export class Laptop {
  readonly root: string;
  /** Each second of the laptop's time is used once, so that no two files have one by chance. */
  static #second = 1_600_000_000;

  constructor(root: string) {
    this.root = root;
  }

  /** A new file: what is linked to earlier snapshots is never written to. */
  write(path: string, content: string | Buffer): void {
    const place = join(this.root, path);
    mkdirSync(dirname(place), { recursive: true });
    rmSync(place, { force: true });
    writeFileSync(place, content);
    Laptop.#second += 1;
    utimesSync(place, Laptop.#second, Laptop.#second);
  }

  fill(directory: string, count: number, ending = 'odt', content = 'dear all '): void {
    for (let index = 0; index < count; index += 1) {
      this.write(`${directory}/${index}.${ending}`, `${content}${index}\n`.repeat(2 + (index % 5)));
    }
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true });
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(join(this.root, to)), { recursive: true });
    renameSync(join(this.root, from), join(this.root, to));
  }

  /** One more name for a file, in place of what is there. */
  link(from: string, to: string): void {
    rmSync(join(this.root, to), { force: true });
    linkSync(join(this.root, from), join(this.root, to));
  }

  /** Names of files below a directory, sorted. */
  list(directory = ''): string[] {
    return execFileSync('find', ['.', '-type', 'f'], { cwd: join(this.root, directory) })
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => join(directory, line))
      .sort();
  }
}

export class AlarmStore {
  readonly directory = mkdtempSync(join(tmpdir(), 'lk-alarm-'));
  readonly paths = new MachinePaths(this.directory, 'laptop');
  #base: string | undefined;

  constructor() {
    mkdirSync(this.paths.directory);
  }

  /** Of the days since the first backup; fractions are hours. */
  static at(day: number): Date {
    return new Date(FIRST_DAY + day * DAY_MS);
  }

  /** Backs up what `change` makes of the files of the last snapshot. */
  async backUp(
    day: number,
    change: (home: Laptop, other: Laptop) => void = () => undefined,
    more: { roots?: string[]; excludeList?: string; missing?: number; figures?: Partial<Figures> } = {},
  ): Promise<Judgement & { snapshot: string; codes: Sign['code'][] }> {
    const now = AlarmStore.at(day);
    const snapshot = formatSnapshotName(now);
    const partial = this.paths.partial(snapshot);
    mkdirSync(partial);
    const files = join(partial, 'files');
    if (this.#base === undefined) mkdirSync(files);
    else execFileSync('cp', ['-al', this.filesOf(this.#base), files]);
    const [home, other] = ['home/you', 'data'].map((name) => new Laptop(join(files, name)));
    if (home === undefined || other === undefined) throw new Error('two roots');
    for (const { root } of [home, other]) mkdirSync(root, { recursive: true });
    change(home, other);
    writeFileSync(join(partial, 'exclude'), more.excludeList ?? '');
    const roots = more.roots ?? ['/home/you', '/data'];
    const stats = { ...this.#figures(files), ...more.figures };
    const findings = { unreadable: { count: more.missing ?? 0, paths: [] }, vanished: 0 };
    stats.files += more.missing ?? 0;
    const judged = await judgeSnapshot(
      this.paths,
      { snapshot, roots, base: this.#base, isResumed: false, stats, findings },
      AbortSignal.timeout(60_000),
      now,
    );
    const time = now.toISOString();
    await writeSnapshotRecord(partial, {
      ...{ format: 1, machine: 'laptop', started: time, finished: time, roots, rsync: '3.2.7' },
      ...{ totals: { ...stats, seconds: 1 }, ...findings, base: this.#base ?? null },
      ...(judged.own && { alarm: judged.own }),
      ...(judged.isScreened === true && { screened: true }),
    });
    renameSync(partial, this.paths.complete(snapshot));
    if (existsSync(this.paths.latest)) rmSync(this.paths.latest);
    symlinkSync(snapshot, this.paths.latest);
    this.#base = snapshot;
    const codes = [...new Set((judged.told?.signs ?? []).map(({ code }) => code))];
    return { ...judged, snapshot, codes };
  }

  filesOf(snapshot: string): string {
    return join(this.paths.complete(snapshot), 'files');
  }

  complete(): string[] {
    return readdirSync(this.paths.directory)
      .filter((name) => /^\d{4}-.*Z$/.test(name))
      .sort();
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** As rsync's --stats has them. */
  #figures(files: string): Figures {
    const figures = { ...NO_STATS };
    const came = new Set<number>();
    for (const { path, stats } of walkTree(files)) {
      if (!stats.isFile()) continue;
      figures.files += 1;
      figures.bytes += stats.size;
      const before =
        this.#base === undefined
          ? undefined
          : lstatSync(join(this.filesOf(this.#base), path), { throwIfNoEntry: false });
      if (before?.ino === stats.ino) continue;
      figures.createdFiles += 1;
      // Of several names that share an inode one is transferred.
      if (came.has(stats.ino)) continue;
      came.add(stats.ino);
      figures.transferredFiles += 1;
      figures.transferredBytes += stats.size;
    }
    return figures;
  }
}
