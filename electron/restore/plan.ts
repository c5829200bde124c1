/**
 * What is put where, decided before anything is fetched. Nothing that is there is replaced, and nothing is written through
 * a link inside of what comes back; a link above it (~/Documents -> /data/documents) is followed once, here.
 */
import type { Refusal } from '../../shared/restore-refusal';
import { accessSync, constants } from 'node:fs';
import { Breather } from '../../process/breather';
import type { Entry } from '../../shared/give-back';
import { baseOf, bytesOf, isBelow, joinBytes, lookAt, parentOf } from './bytes';
import { findPlace, type Moved, type Place } from './find-place';
import { mountPoints, mountsAt } from './mounts';

export type RestoreMode =
  /** Where the name is taken, under another one beside it. */
  | { kind: 'beside' }
  /** What is there is called "… (before restore)". */
  | { kind: 'swap' }
  /** Only what is not there, in directories that are there as well. */
  | { kind: 'only-missing' }
  /** Into this directory, which is there; absolute, a binary string. */
  | { kind: 'to'; directory: string }
  /** All of it into one archive, which is not there yet; as `to`. */
  | { kind: 'archive'; file: string };

export interface Move {
  /** The path in the snapshot, and so below the staging directory's files. */
  source: string;
  target: string;
  directory: boolean;
  /** What of it is fetched: itself, or what was asked for below a directory that is missing here. */
  wanted: string[];
}

export interface Plan {
  moves: Move[];
  /** Directories above what was backed up that are missing here: made, each before what is in it. */
  make: string[];
  /** Of `only-missing`: what is there already. */
  left: string[];
  /** Latchkey's own state, which nobody named: yesterday's lock, pause or consent must not be today's. */
  own: string[];
  /** What cannot be put anywhere, and why. */
  refused: { path: string; why: Refusal }[];
  /** Links above a target that were followed. */
  followed: { from: string; to: string }[];
  /** Of `swap`: where another file system is mounted, which stays; what belongs in it is put in it. */
  entered: string[];
}

interface Question {
  entries: ReadonlyMap<string, Entry>;
  mode: RestoreMode;
  /** What was backed up. */
  roots: readonly string[];
  moved?: Moved | undefined;
  /** Where Latchkey keeps its own state, as a snapshot may have it. */
  own: readonly string[];
}

export async function planRestore(question: Question): Promise<Plan> {
  const plan: Plan = { moves: [], make: [], left: [], own: [], refused: [], followed: [], entered: [] };
  const planner = new Planner(question, plan);
  for (const entry of topsOf(question.entries)) await planner.add(entry);
  return plan;
}

/** The entries that are in no other one. */
export function topsOf(entries: ReadonlyMap<string, Entry>): Entry[] {
  return [...entries.values()]
    .filter(({ path }) => path === '/' || !entries.has(parentOf(path)))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

class Planner {
  private readonly question: Question;
  private readonly plan: Plan;
  private children: Map<string, Entry[]> | undefined;
  /** There may be a hundred thousand, and a window that is served by this process as well. */
  private readonly breather = new Breather(15);
  private readonly mountPoints = mountPoints();
  /** By the source of a directory that comes whole: it may be wanted for several paths below. */
  private readonly bySource = new Map<string, Move>();

  constructor(question: Question, plan: Plan) {
    this.question = question;
    this.plan = plan;
  }

  async add(entry: Entry): Promise<void> {
    await this.breather.breathe();
    const { mode, moved } = this.question;
    if (entry.kind === 'device') {
      this.refuse(entry.path, { kind: 'device' });
      return;
    }
    if (entry.path === moved?.from && entry.kind !== 'directory') {
      this.refuse(entry.path, { kind: 'not-a-directory', as: moved.to });
      return;
    }
    if (mode.kind === 'to') {
      this.move(entry.path, joinBytes(mode.directory, baseOf(entry.path)), entry);
      return;
    }
    const place = this.findPlace(entry.path);
    if (place === undefined) return;
    const { source, target } = place;
    if (source !== entry.path) this.moveMissingParent(source, target, entry);
    else if (mode.kind === 'only-missing') await this.addMissing(entry, target);
    else if (mode.kind === 'swap') await this.addInstead(entry, target);
    else this.move(entry.path, target, entry);
  }

  private findPlace(path: string): Place | undefined {
    const place = findPlace(path, this.question);
    if ('notEntered' in place) {
      this.refuse(path, { kind: 'not-entered', directory: place.notEntered });
      return undefined;
    }
    const { followed, make } = place;
    if (followed !== undefined && !this.plan.followed.some(({ from }) => from === followed.from)) {
      this.plan.followed.push(followed);
    }
    for (const directory of make) {
      if (!this.plan.make.includes(directory)) this.plan.make.push(directory);
    }
    return place;
  }

  private moveMissingParent(source: string, target: string, entry: Entry): void {
    // A file that stands where the snapshot has a directory.
    if (this.question.mode.kind === 'only-missing' && lookAt(target) !== undefined) {
      this.plan.left.push(entry.path);
      return;
    }
    const known = this.bySource.get(source);
    if (known !== undefined) known.wanted.push(...this.withoutOwn(entry.path));
    else this.move(source, target, { kind: 'directory', path: entry.path });
  }

  private async addMissing(entry: Entry, target: string): Promise<void> {
    await this.breather.breathe();
    const there = lookAt(target);
    if (there === undefined) {
      this.move(entry.path, target, entry);
      return;
    }
    if (entry.kind !== 'directory' || !there.isDirectory()) {
      this.plan.left.push(entry.path);
      return;
    }
    await this.addChildren(entry, (child) => this.addMissing(child, joinBytes(target, baseOf(child.path))));
  }

  /** A directory that another file system is mounted on, or below, keeps its name: else that would go elsewhere with it. */
  private async addInstead(entry: Entry, target: string): Promise<void> {
    await this.breather.breathe();
    const there = lookAt(target);
    const points = there === undefined ? [] : mountsAt(target, this.mountPoints);
    if (points.length === 0) this.move(entry.path, target, entry);
    else if (entry.kind !== 'directory' || there?.isDirectory() !== true) {
      this.refuse(entry.path, { kind: 'other-file-system' });
    } else if (this.holdsOwn(target)) this.refuse(entry.path, { kind: 'own-state' });
    else {
      if (points.includes(target)) this.plan.entered.push(target);
      await this.addChildren(entry, (child) => this.addInstead(child, joinBytes(target, baseOf(child.path))));
    }
  }

  private async addChildren(entry: Entry, add: (child: Entry) => Promise<void>): Promise<void> {
    for (const child of this.childrenOf(entry.path)) {
      if (this.question.own.includes(child.path)) this.plan.own.push(child.path);
      else if (child.kind === 'device') this.refuse(child.path, { kind: 'device' });
      else await add(child);
    }
  }

  private move(source: string, target: string, { kind, path }: Pick<Entry, 'kind' | 'path'>): void {
    const parent =
      this.plan.make.find((made) => made === parentOf(target)) === undefined ? parentOf(target) : undefined;
    if (parent !== undefined && !isWritable(parent)) {
      this.refuse(path, { kind: 'not-writable', directory: parent });
      return;
    }
    if (this.question.mode.kind === 'swap' && this.holdsOwn(target) && lookAt(target) !== undefined) {
      this.refuse(path, { kind: 'own-state' });
      return;
    }
    const wanted = this.withoutOwn(path);
    if (wanted.length === 0) return;
    const move = { source, target, directory: kind === 'directory', wanted };
    this.plan.moves.push(move);
    if (kind === 'directory') this.bySource.set(source, move);
  }

  private holdsOwn(target: string): boolean {
    return this.question.own.some((one) => one === target || isBelow(one, target) || isBelow(target, one));
  }

  /** What to fetch of it: itself, or all beside Latchkey's own state where that lies below. */
  private withoutOwn(path: string): string[] {
    const { mode, own, entries } = this.question;
    // In another directory it is a copy, which nothing reads.
    if (mode.kind === 'to' || !own.some((one) => isBelow(one, path) && entries.has(one))) return [path];
    return this.childrenOf(path).flatMap((child) => {
      if (!own.includes(child.path)) return this.withoutOwn(child.path);
      this.plan.own.push(child.path);
      return [];
    });
  }

  /** By name. */
  private childrenOf(path: string): Entry[] {
    if (this.children === undefined) {
      this.children = new Map();
      for (const entry of this.question.entries.values()) {
        const siblings = this.children.get(parentOf(entry.path));
        if (siblings === undefined) this.children.set(parentOf(entry.path), [entry]);
        else siblings.push(entry);
      }
    }
    const children = this.children.get(path) ?? [];
    return children.sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  private refuse(path: string, why: Refusal): void {
    this.plan.refused.push({ path, why });
  }
}

export function isWritable(directory: string): boolean {
  try {
    accessSync(bytesOf(directory), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
