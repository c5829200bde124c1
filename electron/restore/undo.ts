/**
 * Takes a restore back: what came goes, unless somebody has changed it since; what was called "… (before restore)" gets its
 * name again. What goes is in the snapshot still; what was changed is kept beside it.
 */
import { mkdtempSync, readdirSync, rmdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { Breather } from '../../process/breather';
import type { Refusal } from '../../shared/restore-refusal';
import { failure, success, type Result } from '../../shared/result';
import { STAGING_PREFIX } from '../exclude/own-directories';
import { baseOf, bytesOf, joinBytes, lookAt, parentOf } from './bytes';
import { isFinished, Journal, readRestores, type JournalStep, type KnownRestore } from './journal';
import { mountOf, mountPoints, mountsAt } from './mounts';
import { MOST_NAMES, nameBeside, wordsBeside } from './name-beside';
import { refusalOf } from './place';
import { readRecord, UNDOABLE_MS, writeRecord } from './record';
import { moveNoReplace, renameNoReplace } from './rename-no-replace';
import { underLock } from './restore';
import { nearestWritable, removeStaging, stagedAt } from './stage';

export interface UndoOutcome {
  id: string;
  /** When the restore was begun, ISO 8601. */
  at: string;
  /** Came back, and are gone again. Paths are binary strings. */
  removed: string[];
  /** Have their names again. */
  returned: string[];
  /** Were changed since they came back: they are called that now. */
  kept: { path: string; as: string }[];
  refused: { path: string; why: Refusal }[];
}

/** `as`: where it is, if it is there still. */
interface LookedAt {
  as?: string;
  untouched?: boolean;
  aside: { from: string; to: string } | undefined;
}

type PlacedStep = Extract<JournalStep, { step: 'placed' }>;

/** The last restore of the last seven days, also one that was cut short. Fails with restore-none and restore-busy. */
export function undo(restores: string, now: Date): Promise<Result<UndoOutcome>> {
  return underLock(restores, async () => {
    const known = readRestores(restores).findLast(
      (one) =>
        now.getTime() - Date.parse(one.begun.at) < UNDOABLE_MS &&
        !one.steps.some(({ step }) => step === 'undone') &&
        // Of one that was given up before it had put anything there is nothing to take back.
        (!isFinished(one) || one.steps.some(({ step }) => step === 'placed')),
    );
    if (known === undefined) return failure({ code: 'restore-none', wanted: 'undo' });
    const journal = new Journal(known.directory);
    try {
      const undoing = new Undoing(known, journal);
      await undoing.takeBack();
      await undoing.clearAway();
      journal.write({ step: 'undone', at: now.toISOString() });
      const record = readRecord(known.directory);
      if (record !== undefined) writeRecord(known.directory, { ...record, open: false, undone: true });
      return success(undoing.outcome);
    } finally {
      journal.close();
    }
  });
}

class Undoing {
  readonly outcome: UndoOutcome;
  private readonly known: KnownRestore;
  private readonly journal: Journal;
  /** By mount: what goes is moved there first, so that nobody sees half of it. */
  private readonly away = new Map<string, string>();
  private readonly mountPoints = mountPoints();
  private number = 0;
  /** A window is served by this process as well. */
  private readonly breather = new Breather(15);

  constructor(known: KnownRestore, journal: Journal) {
    this.known = known;
    this.journal = journal;
    this.outcome = { id: known.id, at: known.begun.at, removed: [], returned: [], kept: [], refused: [] };
  }

  async takeBack(): Promise<void> {
    // All are looked at before one is moved: a file may have a name in several of them.
    const moves: LookedAt[] = [];
    for (const number of [...this.known.begun.moves.keys()].reverse())
      moves.push(await this.lookAtMove(number));
    for (const move of moves) {
      await this.breather.breathe();
      this.takeBackMove(move);
    }
    for (const step of [...this.known.steps].reverse()) {
      if (step.step === 'made') removeIfEmpty(step.directory);
    }
  }

  async clearAway(): Promise<void> {
    const before = this.known.steps.flatMap((step) => (step.step === 'undoing' ? [step.directory] : []));
    const stagings = this.known.begun.stagings.map(({ directory }) => directory);
    for (const directory of [...before, ...this.away.values(), ...stagings]) await removeStaging(directory);
  }

  private async lookAtMove(number: number): Promise<LookedAt> {
    await this.breather.breathe();
    const placed = this.placedStep(number);
    const isThere = placed !== undefined && lookAt(placed.as)?.ino === placed.ino;
    return {
      aside: this.asideOf(number),
      ...(isThere && { as: placed.as, untouched: await this.isUntouched(placed) }),
    };
  }

  private takeBackMove({ as, untouched = false, aside }: LookedAt): void {
    if (as !== undefined && untouched) this.remove(as);
    else if (as !== undefined) this.keep(as, aside !== undefined);
    if (aside !== undefined) this.giveBack(aside.from, aside.to);
  }

  /**
   * Nothing of it was changed after it came: all of it has changed last between the beginning of the restore and the moment
   * it got its name; what has several names, the moment when the last of them was given. A clock that was set back makes it
   * count as changed.
   */
  private async isUntouched({ as, ctimeMs }: PlacedStep): Promise<boolean> {
    const { steps, begun } = this.known;
    const earliest = Date.parse(begun.at) - 1000;
    const last = steps.reduce(
      (most, step) => (step.step === 'placed' ? Math.max(most, step.ctimeMs) : most),
      ctimeMs,
    );
    const isOld = (stats: Stats): boolean =>
      stats.ctimeMs >= earliest &&
      stats.ctimeMs <= (stats.isDirectory() || stats.nlink === 1 ? ctimeMs : last);
    // What is mounted in it by now did not come with it, and must not go with it.
    if (mountsAt(as, this.mountPoints).length > 0) return false;
    const waiting = [as];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      await this.breather.breathe();
      const stats = lookAt(path);
      if (stats === undefined || !isOld(stats)) return false;
      if (stats.isDirectory()) for (const name of namesIn(path)) waiting.push(joinBytes(path, name));
    }
    return true;
  }

  /** Where the kill came between the name and the journal, it is known by where it waited. */
  private placedStep(number: number): PlacedStep | undefined {
    const { steps, begun } = this.known;
    const last = steps.findLast((step) => 'move' in step && step.move === number);
    if (last?.step === 'placed') return last;
    if (last?.step !== 'placing') return undefined;
    const there = lookAt(last.as);
    if (lookAt(stagedAt(begun, number)) !== undefined || there === undefined) return undefined;
    return { step: 'placed', move: number, as: last.as, ino: there.ino, ctimeMs: there.ctimeMs };
  }

  /** What was there, by its name of now and that of then. */
  private asideOf(number: number): { from: string; to: string } | undefined {
    return this.known.steps
      .flatMap((step) =>
        step.step === 'placing' && step.move === number && step.aside !== undefined
          ? [{ from: step.aside, to: step.as }]
          : [],
      )
      .findLast(({ from }) => lookAt(from) !== undefined);
  }

  private remove(path: string): void {
    const away = this.awayFor(path);
    if (away === undefined) {
      this.refuse(path, { kind: 'no-directory-away' });
      return;
    }
    this.number += 1;
    const done = moveNoReplace(path, joinBytes(Buffer.from(away).toString('latin1'), String(this.number)));
    if (done === 'done') this.outcome.removed.push(path);
    else this.refuse(path, refusalOf(done));
  }

  /** Only what needs its name for another gets another one. */
  private keep(path: string, isInTheWay: boolean): void {
    if (!isInTheWay) {
      this.outcome.kept.push({ path, as: path });
      return;
    }
    const words = wordsBeside(this.known.begun.snapshot);
    const isDirectory = lookAt(path)?.isDirectory() === true;
    for (let number = 1; number <= MOST_NAMES; number += 1) {
      const as = joinBytes(parentOf(path), nameBeside(baseOf(path), words, number, isDirectory));
      const done = renameNoReplace(path, as);
      if (done === 'taken') continue;
      if (done === 'done') this.outcome.kept.push({ path, as });
      else this.refuse(path, refusalOf(done));
      return;
    }
  }

  private giveBack(from: string, to: string): void {
    const done = renameNoReplace(from, to);
    if (done === 'done') this.outcome.returned.push(to);
    else this.refuse(from, refusalOf(done));
  }

  private refuse(path: string, why: Refusal): void {
    this.outcome.refused.push({ path, why });
  }

  private awayFor(path: string): string | undefined {
    const mount = mountOf(parentOf(path));
    const known = mount === undefined ? undefined : this.away.get(mount);
    if (known !== undefined) return known;
    const base = nearestWritable(parentOf(path));
    if (base === undefined || mount === undefined) return undefined;
    try {
      const directory = mkdtempSync(join(base, STAGING_PREFIX));
      this.journal.write({ step: 'undoing', directory });
      this.away.set(mount, directory);
      return directory;
    } catch {
      return undefined;
    }
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(bytesOf(directory), { encoding: 'latin1' });
  } catch {
    return [];
  }
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(bytesOf(directory));
  } catch {
    // Somebody has put something in, or it is gone.
  }
}
