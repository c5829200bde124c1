/**
 * What is put where, decided before anything is fetched. Nothing that is there is replaced, and nothing is written through
 * a link inside of what comes back; a link above it (~/Documents -> /data/documents) is followed once, here.
 */
import { accessSync, constants, realpathSync } from 'node:fs';
import { Breather } from '../../process/breather';
import type { Entry } from '../../shared/give-back';
import { baseOf, bytesOf, isBelow, joinBytes, lookAt, lookThrough, parentOf } from './bytes';

export type RestoreMode =
  /** Where the name is taken, under another one beside it. */
  | { kind: 'beside' }
  /** What is there is called "… (before restore)". */
  | { kind: 'swap' }
  /** Only what is not there, in directories that are there as well. */
  | { kind: 'only-missing' }
  /** Into this directory, which is there; absolute, a binary string. */
  | { kind: 'to'; directory: string };

/** What is called `from` in the snapshot is called `to` here, a directory that is there; binary strings. */
export interface Moved {
  from: string;
  to: string;
}

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
  refused: { path: string; why: string }[];
  /** Links above a target that were followed. */
  followed: { from: string; to: string }[];
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
  const plan: Plan = { moves: [], make: [], left: [], own: [], refused: [], followed: [] };
  const planner = new Planner(question, plan);
  for (const entry of topsOf(question.entries)) await planner.add(entry);
  return plan;
}

/** The entries that are in no other one. */
function topsOf(entries: ReadonlyMap<string, Entry>): Entry[] {
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
      this.refuse(entry.path, 'a device, which takes root');
      return;
    }
    if (entry.path === moved?.from && entry.kind !== 'directory') {
      this.refuse(entry.path, `it is no directory, as ${moved.to} is`);
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
    else this.move(entry.path, target, entry);
  }

  /** The topmost part of the path that is missing here, or is no directory, and the real place of that. */
  private findPlace(path: string): { source: string; target: string } | undefined {
    const { moved } = this.question;
    const here = moved === undefined ? path : changePlace(path, moved.from, moved.to);
    const parents = parentsOf(here);
    const missing = parents.findIndex((parent) => lookThrough(parent)?.isDirectory() !== true);
    const deepest = (missing === -1 ? parents : parents.slice(0, missing)).at(-1) ?? '/';
    const top = missing === -1 ? here : (parents[missing] ?? here);
    const source = moved === undefined ? top : changePlace(top, moved.to, moved.from);
    const real = realPath(deepest);
    if (real === undefined) {
      this.refuse(path, `${deepest} cannot be entered`);
      return undefined;
    }
    if (real !== deepest && !this.plan.followed.some(({ from }) => from === deepest)) {
      this.plan.followed.push({ from: deepest, to: real });
    }
    return this.withoutMadeParents(path, source, joinBytes(real, baseOf(top)));
  }

  /** What is above the roots is the store's own directory, not one of the laptop's. */
  private withoutMadeParents(path: string, source: string, top: string): { source: string; target: string } {
    const root = this.question.roots.find((one) => one === path || isBelow(path, one));
    let target = top;
    if (root === undefined || !isBelow(root, source)) return { source, target };
    let at = source;
    for (const name of root.slice(source.length + 1).split('/')) {
      if (!this.plan.make.includes(target)) this.plan.make.push(target);
      target = joinBytes(target, name);
      at = joinBytes(at, name);
    }
    return { source: at, target };
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
    for (const child of this.childrenOf(entry.path)) {
      if (this.question.own.includes(child.path)) this.plan.own.push(child.path);
      else if (child.kind === 'device') this.refuse(child.path, 'a device, which takes root');
      else await this.addMissing(child, joinBytes(target, baseOf(child.path)));
    }
  }

  private move(source: string, target: string, { kind, path }: Pick<Entry, 'kind' | 'path'>): void {
    const parent =
      this.plan.make.find((made) => made === parentOf(target)) === undefined ? parentOf(target) : undefined;
    if (parent !== undefined && !isWritable(parent)) {
      this.refuse(path, `you may not write in ${parent}`);
      return;
    }
    if (this.question.mode.kind === 'swap' && this.holdsOwn(target) && lookAt(target) !== undefined) {
      this.refuse(
        path,
        `Latchkey's own state is there, and in use: --only-missing or --to DIR leaves it in place`,
      );
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

  private refuse(path: string, why: string): void {
    this.plan.refused.push({ path, why });
  }
}

/** A path in `from`, or that itself, as one in `to`; any other one as it is. */
function changePlace(path: string, from: string, to: string): string {
  return path === from || isBelow(path, from) ? `${to}${path.slice(from.length)}` : path;
}

/** From the top down: of "/a/b/c" the parents "/a" and "/a/b". */
function parentsOf(path: string): string[] {
  const names = path.split('/').slice(1, -1);
  return names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`);
}

function realPath(directory: string): string | undefined {
  try {
    return realpathSync(bytesOf(directory), { encoding: 'buffer' }).toString('latin1');
  } catch {
    return undefined;
  }
}

function isWritable(directory: string): boolean {
  try {
    accessSync(bytesOf(directory), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
