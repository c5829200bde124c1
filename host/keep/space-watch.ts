/** Looks at the space while a transfer runs, and ends it where there is too little. */
import type { HostFailure } from '../../shared/failures';
import type { Report } from '../../shared/report';
import { messageOf } from '../result';
import { isFull } from '../store-failure';
import type { Room } from './make-room';

/** Directories and links make no progress report, and what a report says is what the laptop says. */
const LOOK_MS = 1000;
/** Measuring walks through all that has come: it may take this part of the time. */
const MEASURE_SHARE = 0.05;

export class SpaceWatch {
  private readonly ending = new AbortController();
  private looking: Promise<void> | undefined;
  private nextMeasure: number;
  /** In milliseconds of `performance.now()`. */
  private measureAgain = 0;
  private transferred = 0;
  private added = 0;
  private found: HostFailure | undefined;
  private readonly room: Room;
  private readonly partial: string;
  private readonly timer: NodeJS.Timeout;

  /** Ends with its verdict, which has to be asked for. */
  constructor(room: Room, partial: string) {
    this.room = room;
    this.partial = partial;
    this.nextMeasure = room.left(0);
    this.timer = setInterval(() => {
      this.lookSoon();
    }, LOOK_MS);
    this.timer.unref();
  }

  /** Aborts when the transfer cannot go on. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  readonly follow = (report: Report): void => {
    if (report.type !== 'progress') return;
    this.transferred = report.bytes;
    this.lookSoon();
  };

  /** After the transfer, which may have been good: what is in the way; undefined: nothing is. */
  async verdict(wasGood: boolean): Promise<HostFailure | undefined> {
    clearInterval(this.timer);
    await this.looking;
    if (wasGood && this.found === undefined) await this.look(Infinity);
    return this.found;
  }

  private lookSoon(): void {
    if (this.found !== undefined) return;
    this.looking ??= this.look(this.transferred).finally(() => {
      this.looking = undefined;
    });
  }

  private async look(transferred: number): Promise<void> {
    try {
      // What went over the wire may be holes, or be little and fill much: only a look at the files themselves is exact.
      const isTime = Number.isFinite(this.nextMeasure) && performance.now() >= this.measureAgain;
      if (isTime || transferred >= this.nextMeasure) await this.measure(transferred);
      const ensured = await this.room.ensure(this.added);
      if (!ensured.ok) this.end(ensured.failure);
    } catch (error) {
      this.end(isFull(error) ? { code: 'store-full' } : { code: 'host-internal', detail: messageOf(error) });
    }
  }

  private async measure(transferred: number): Promise<void> {
    const began = performance.now();
    this.added = await this.room.measure(this.partial);
    this.measureAgain = performance.now() + (performance.now() - began) / MEASURE_SHARE;
    this.nextMeasure = transferred + Math.max(1, this.room.left(this.added));
  }

  private end(found: HostFailure): void {
    this.found = found;
    this.ending.abort();
  }
}
