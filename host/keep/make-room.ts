/**
 * The space that one backup may take. A new backup never costs history that the floor or the last 30 days hold: where it
 * does not fit, it fails, before the transfer if that is plain by then, else in it.
 */
import type { HostFailure } from '../../shared/failures';
import { flushFileSystem } from '../flush';
import { listEarlier } from '../prepare-partial';
import { readMachine } from '../read-machine';
import { failure, messageOf, success, type Result } from '../result';
import { readSpace } from '../store-failure';
import { dropNext } from '../short/next-clone';
import { snapshotPaths, type MachinePaths } from '../store-layout';
import { mayMakeRoom } from './choose';
import { dropSnapshot, nextNewerOf } from './drop-snapshot';
import { dropByPolicy, type Retention } from './drop-snapshots';
import { bytesToKeepFree } from './min-free';
import { readHistory, type History } from './read-history';
import { wasFull } from './reserve';
import { leftToDrop, MOST_DROPPED, noteDrop, readRoomMade } from './room-made';
import { bytesBeside, bytesOnlyIn, countUsage, readUsage, writeUsage } from './usage';

/** What a backup lacks. `bytes`: how many have to go; 0: an inode. */
interface Lack {
  bytes: number;
  failure: HostFailure;
}

interface Candidates {
  history: History;
  /** The oldest first: what may go and suffices. */
  names: string[];
}

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
      if (readUsage(paths) === undefined) {
        writeUsage(paths, countUsage(paths, await readMachine(paths)));
      }
      this.held = await this.readHeld();
    }
    if ((await this.lacking(0)) !== undefined) await this.dropNext();
    if ((await this.lacking(0)) !== undefined) await this.dropByPolicy();
    return this.ensure(0);
  }

  /**
   * Makes room as far as that is allowed, and only where that suffices.
   *
   * @param newBytes what this backup has added
   * @returns store-full where there still is too little
   */
  async ensure(newBytes: number): Promise<Result<undefined>> {
    for (;;) {
      const lack = await this.lacking(newBytes);
      if (lack === undefined) return success(undefined);
      if (await this.dropNext()) continue;
      if (!(await this.dropOldest(lack))) return failure(lack.failure);
    }
  }

  /** The bytes that the unfinished snapshot adds, as far as anybody wants to know. */
  async measure(partial: string): Promise<number> {
    if (this.held === undefined) return 0;
    const earlier = (await listEarlier(partial)).map((number) => snapshotPaths.earlier(partial, number));
    const trees = [snapshotPaths.files(partial), ...earlier, this.paths.unfinishedFiles];
    return bytesOnlyIn(trees) + bytesBeside([partial]);
  }

  /** How many bytes may still come before it is worth looking at the machine's usage again. */
  left(newBytes: number): number {
    const { maxSize } = this.retention;
    return maxSize === undefined || this.held === undefined ? Infinity : maxSize - this.held - newBytes;
  }

  private async lacking(newBytes: number): Promise<Lack | undefined> {
    const { minFree, maxSize } = this.retention;
    const { freeBytes, totalBytes, hasInodes } = await readSpace(this.paths.directory);
    if (!hasInodes) return { bytes: 0, failure: { code: 'store-full', freeBytes } };
    const neededBytes = minFree === undefined ? 0 : Math.round(bytesToKeepFree(minFree, totalBytes));
    if (freeBytes < neededBytes) {
      return { bytes: neededBytes - freeBytes, failure: { code: 'store-full', freeBytes, neededBytes } };
    }
    if (maxSize === undefined || this.held === undefined || this.held + newBytes <= maxSize) return undefined;
    const heldBytes = this.held + newBytes;
    return {
      bytes: heldBytes - maxSize,
      failure: { code: 'store-full', heldBytes, allowedBytes: maxSize },
    };
  }

  /** What makes the next backup shorter is the first to go. Whether there was any. */
  private async dropNext(): Promise<boolean> {
    const dropped = await dropNext(this.paths, this.signal);
    if (dropped) await flushFileSystem(this.paths.directory);
    return dropped;
  }

  /** Where it cannot be done, there is less room, and that is what the backup fails with. */
  private async dropByPolicy(): Promise<void> {
    try {
      await dropByPolicy(this.paths, this.retention, this.log, this.signal);
    } catch (error) {
      this.signal.throwIfAborted();
      this.log(`no snapshots were deleted: ${messageOf(error)}`);
    }
    if (this.held !== undefined) this.held = await this.readHeld();
  }

  private async dropOldest(lack: Lack): Promise<boolean> {
    this.signal.throwIfAborted();
    try {
      const { history, names } = await this.candidates(lack);
      const [oldest] = names;
      if (oldest === undefined) return false;
      this.log(`dropping snapshot ${oldest} to make room`);
      this.dropped += 1;
      noteDrop(this.paths, history.standing);
      await dropSnapshot(this.paths, oldest, nextNewerOf(oldest, history.ordered), this.signal);
    } catch (error) {
      this.signal.throwIfAborted();
      this.log(`no more snapshots can be deleted: ${messageOf(error)}`);
      return false;
    }
    if (this.held !== undefined) this.held = await this.readHeld();
    // btrfs and xfs free space later, and too much would be dropped meanwhile.
    await flushFileSystem(this.paths.directory);
    return true;
  }

  /** None where all that may go would not suffice: a backup that fails all the same is to cost nothing. */
  private async candidates(lack: Lack): Promise<Candidates> {
    const { minFree, maxSize, floor } = this.retention;
    const history = await readHistory(this.paths, floor);
    const none = { history, names: [] };
    if (history.isHeld || (minFree === undefined && maxSize === undefined)) return none;
    const left = Math.min(
      leftToDrop(readRoomMade(this.paths), history.standing),
      MOST_DROPPED - this.dropped,
    );
    const names = mayMakeRoom(history.ordered, history.rules).slice(0, left);
    const directories = names.map((name) => this.paths.complete(name));
    const freed = bytesOnlyIn(directories.map(snapshotPaths.files)) + bytesBeside(directories);
    return freed < lack.bytes ? none : { history, names };
  }

  private async readHeld(): Promise<number> {
    const files = readUsage(this.paths) ?? countUsage(this.paths, await readMachine(this.paths));
    const { complete } = await readMachine(this.paths);
    return files + bytesBeside(complete.map((snapshot) => this.paths.complete(snapshot)));
  }
}
