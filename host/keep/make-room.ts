/**
 * The space that one backup may take. A new backup never costs history that the floor or the last 30 days hold: where it
 * does not fit, it fails, before the transfer if that is plain by then, else in it.
 */
import type { HostFailure } from '../../shared/failures';
import type { Report } from '../../shared/report';
import { flushFileSystem } from '../flush';
import { listEarlier } from '../prepare-partial';
import { readMachine } from '../read-machine';
import { failure, messageOf, success, type Result } from '../result';
import { isFull, readSpace } from '../store-failure';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { mayMakeRoom } from './choose';
import { dropSnapshot, nextNewerOf } from './drop-snapshot';
import { dropByPolicy, type Retention } from './drop-snapshots';
import { bytesToKeepFree } from './min-free';
import { readHistory } from './read-history';
import { wasFull } from './reserve';
import { bytesOnlyIn, countUsage, readUsage, writeUsage } from './usage';

/** So that one big backup, or other people's files on the same disk, cannot empty a history in one go. */
const MOST_DROPPED = 3;

export class Room {
  private dropped = 0;
  private readonly paths: MachinePaths;
  private readonly retention: Retention;
  private readonly log: (words: string) => void;
  private readonly signal: AbortSignal;
  /** The machine's usage when the transfer begins; undefined where it is not bounded. */
  private held: number | undefined;

  constructor(paths: MachinePaths, retention: Retention, log: (words: string) => void, signal: AbortSignal) {
    this.paths = paths;
    this.retention = retention;
    this.log = log;
    this.signal = signal;
  }

  /** Before anything is transferred, under the lock. What is left over has been removed. */
  async prepare(): Promise<Result<undefined>> {
    const { paths, retention } = this;
    if (wasFull(paths)) await this.dropByPolicy();
    if (retention.maxSize !== undefined) {
      this.held = readUsage(paths);
      if (this.held === undefined) {
        this.held = countUsage(paths, await readMachine(paths));
        writeUsage(paths, this.held);
      }
    }
    if ((await this.lacking(0)) !== undefined) {
      await this.dropByPolicy();
    }
    return this.ensure(0);
  }

  /**
   * Makes room as far as that is allowed.
   *
   * @param newBytes what this backup has added
   * @returns store-full where there still is too little
   */
  async ensure(newBytes: number): Promise<Result<undefined>> {
    for (;;) {
      const lacking = await this.lacking(newBytes);
      if (lacking === undefined) return success(undefined);
      if (!(await this.dropOldest())) return failure(lacking);
    }
  }

  /** The bytes that the unfinished snapshot adds, as far as anybody wants to know. */
  async measure(partial: string): Promise<number> {
    if (this.held === undefined) return 0;
    const earlier = (await listEarlier(partial)).map((number) => snapshotPaths.earlier(partial, number));
    return bytesOnlyIn([snapshotPaths.files(partial), ...earlier, this.paths.unfinishedFiles]);
  }

  /** How many bytes may still come before it is worth looking at the machine's usage again. */
  left(newBytes: number): number {
    const { maxSize } = this.retention;
    return maxSize === undefined || this.held === undefined ? Infinity : maxSize - this.held - newBytes;
  }

  private async lacking(newBytes: number): Promise<HostFailure | undefined> {
    const { minFree, maxSize } = this.retention;
    const { freeBytes, totalBytes, hasInodes } = await readSpace(this.paths.directory);
    if (!hasInodes) return { code: 'store-full', freeBytes };
    const neededBytes = minFree === undefined ? 0 : Math.round(bytesToKeepFree(minFree, totalBytes));
    if (freeBytes < neededBytes) return { code: 'store-full', freeBytes, neededBytes };
    if (maxSize === undefined || this.held === undefined || this.held + newBytes <= maxSize) return undefined;
    return { code: 'store-full', heldBytes: this.held + newBytes, allowedBytes: maxSize };
  }

  /** Where it cannot be done, there is less room, and that is what the backup fails with. */
  private async dropByPolicy(): Promise<void> {
    try {
      await dropByPolicy(this.paths, this.retention, this.log, this.signal);
    } catch (error) {
      this.signal.throwIfAborted();
      this.log(`no snapshots were deleted: ${messageOf(error)}`);
    }
    this.readHeld();
  }

  private async dropOldest(): Promise<boolean> {
    const { minFree, maxSize, floor } = this.retention;
    if (this.dropped === MOST_DROPPED || (minFree === undefined && maxSize === undefined)) return false;
    this.signal.throwIfAborted();
    try {
      const { ordered, rules } = await readHistory(this.paths, floor);
      const [oldest] = mayMakeRoom(ordered, rules);
      if (oldest === undefined) return false;
      this.log(`dropping snapshot ${oldest} to make room`);
      this.dropped += 1;
      await dropSnapshot(this.paths, oldest, nextNewerOf(oldest, ordered), this.signal);
    } catch (error) {
      this.signal.throwIfAborted();
      this.log(`no more snapshots can be deleted: ${messageOf(error)}`);
      return false;
    }
    this.readHeld();
    // btrfs and xfs free space later, and too much would be dropped meanwhile.
    await flushFileSystem(this.paths.directory);
    return true;
  }

  private readHeld(): void {
    if (this.held !== undefined) this.held = readUsage(this.paths) ?? this.held;
  }
}

/** Looks at the space at each progress report of a transfer, and ends it where there is too little. */
export class SpaceWatch {
  private readonly ending = new AbortController();
  private looking: Promise<void> | undefined;
  private nextMeasure: number;
  private added = 0;
  private found: HostFailure | undefined;
  private readonly room: Room;
  private readonly partial: string;

  constructor(room: Room, partial: string) {
    this.room = room;
    this.partial = partial;
    this.nextMeasure = room.left(0);
  }

  /** Aborts when the transfer cannot go on. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  readonly follow = (report: Report): void => {
    if (report.type !== 'progress' || this.found !== undefined) return;
    this.looking ??= this.look(report.bytes).finally(() => {
      this.looking = undefined;
    });
  };

  /** After the transfer, which may have been good: what is in the way; undefined: nothing is. */
  async verdict(wasGood: boolean): Promise<HostFailure | undefined> {
    await this.looking;
    if (wasGood && this.found === undefined) await this.look(Infinity);
    return this.found;
  }

  private async look(transferred: number): Promise<void> {
    try {
      // What went over the wire may be holes: only a look at the files themselves is exact.
      if (transferred >= this.nextMeasure) {
        this.added = await this.room.measure(this.partial);
        this.nextMeasure = transferred + Math.max(1, this.room.left(this.added));
      }
      const ensured = await this.room.ensure(this.added);
      if (!ensured.ok) this.end(ensured.failure);
    } catch (error) {
      this.end(isFull(error) ? { code: 'store-full' } : { code: 'host-internal', detail: messageOf(error) });
    }
  }

  private end(found: HostFailure): void {
    this.found = found;
    this.ending.abort();
  }
}
