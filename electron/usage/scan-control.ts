/**
 * What the workers of one scan share besides the columns: counters, the work that waits, and the sign to stop.
 * Directories wait as node ids; their paths follow from the columns.
 */

const SLOTS = {
  nodes: 0,
  nameBytes: 1,
  cancelled: 2,
  finished: 3,
  idle: 4,
  lock: 5,
  waiting: 6,
  /** Changes whenever an idle worker has a reason to look again. */
  news: 7,
  /** Workers that take part. One that starts late joins if there is something left. */
  joined: 8,
} as const;

/** Of each worker, written by it alone: no atomics needed, the reader adds them up. */
const TALLIES = ['directories', 'files', 'blocks', 'size', 'problems'] as const;
export type Tally = (typeof TALLIES)[number];
export type Tallies = Record<Tally, number>;

const MOST_WAITING = 2 ** 27;

export interface SharedControl {
  slots: SharedArrayBuffer;
  tallies: SharedArrayBuffer;
  waiting: SharedArrayBuffer;
  /** The device of each root, by position. */
  devices: SharedArrayBuffer;
}

export function makeSharedControl(workers: number, roots: number): SharedControl {
  const slots = new SharedArrayBuffer(Object.keys(SLOTS).length * 4);
  // The one that begins counts from now on, or another could find all idle before there is any work.
  new Int32Array(slots)[SLOTS.joined] = 1;
  return {
    slots,
    tallies: new SharedArrayBuffer(workers * TALLIES.length * 8),
    waiting: new SharedArrayBuffer(2 ** 14, { maxByteLength: MOST_WAITING * 4 }),
    devices: new SharedArrayBuffer(roots * 4),
  };
}

export class ScanControl {
  private readonly slots: Int32Array;
  private readonly tallies: Float64Array;
  private readonly waiting: SharedArrayBuffer;
  readonly devices: Uint32Array;

  constructor({ slots, tallies, waiting, devices }: SharedControl) {
    this.slots = new Int32Array(slots);
    this.tallies = new Float64Array(tallies);
    this.waiting = waiting;
    this.devices = new Uint32Array(devices);
  }

  get joined(): number {
    return Atomics.load(this.slots, SLOTS.joined);
  }

  get finished(): boolean {
    return Atomics.load(this.slots, SLOTS.finished) === 1;
  }

  /** Takes part, unless the scan has ended already. The one that begins always does. */
  join(begins: boolean): boolean {
    if (begins) return true;
    this.lock();
    const joins = !this.finished && !this.cancelled;
    if (joins) Atomics.add(this.slots, SLOTS.joined, 1);
    this.unlock();
    return joins;
  }

  /** How many nodes have been handed out. */
  get nodes(): number {
    return Atomics.load(this.slots, SLOTS.nodes) >>> 0;
  }

  get nameBytes(): number {
    return Atomics.load(this.slots, SLOTS.nameBytes) >>> 0;
  }

  /** Takes `count` consecutive ids; returns the first. */
  takeNodes(count: number): number {
    return Atomics.add(this.slots, SLOTS.nodes, count) >>> 0;
  }

  /** Takes room for names; returns where it starts. */
  takeNameBytes(count: number): number {
    return Atomics.add(this.slots, SLOTS.nameBytes, count) >>> 0;
  }

  get cancelled(): boolean {
    return Atomics.load(this.slots, SLOTS.cancelled) === 1;
  }

  /** Ends the scan: workers stop within a few hundred entries, sleeping ones wake up. */
  cancel(): void {
    Atomics.store(this.slots, SLOTS.cancelled, 1);
    this.wakeAll();
  }

  add(worker: number, tally: Tally, value: number): void {
    const index = worker * TALLIES.length + TALLIES.indexOf(tally);
    this.tallies[index] = (this.tallies[index] ?? 0) + value;
  }

  sum(): Tallies {
    const sums: Tallies = { directories: 0, files: 0, blocks: 0, size: 0, problems: 0 };
    for (const [index, value] of this.tallies.entries()) {
      const tally = TALLIES[index % TALLIES.length];
      if (tally !== undefined) sums[tally] += value;
    }
    return sums;
  }

  /** Whether a worker has nothing to do and nothing waits: the moment to give some away. */
  get wantsWork(): boolean {
    return (
      Atomics.load(this.slots, SLOTS.idle) > 0 &&
      Atomics.load(this.slots, SLOTS.waiting) < Atomics.load(this.slots, SLOTS.idle)
    );
  }

  /** Moves the older half of `own` (nearer to the top, so larger) to where the others find it. */
  share(own: number[]): void {
    this.give(own.splice(0, Math.ceil(own.length / 2)));
  }

  give(directories: readonly number[]): void {
    this.lock();
    const before = Atomics.load(this.slots, SLOTS.waiting);
    const needed = (before + directories.length) * 4;
    if (this.waiting.byteLength < needed) this.waiting.grow(Math.min(MOST_WAITING * 4, needed * 2));
    new Uint32Array(this.waiting, before * 4, directories.length).set(directories);
    Atomics.store(this.slots, SLOTS.waiting, before + directories.length);
    this.unlock();
    this.wakeAll();
  }

  /** The next shared directories, or none when the scan has ended. Sleeps while others may still find some. */
  take(): number[] {
    let idle = false;
    for (;;) {
      if (this.cancelled) return [];
      const news = Atomics.load(this.slots, SLOTS.news);
      this.lock();
      const waiting = Atomics.load(this.slots, SLOTS.waiting);
      if (waiting > 0) {
        const count = Math.ceil(waiting / this.joined);
        const taken = [...new Uint32Array(this.waiting, (waiting - count) * 4, count)];
        Atomics.store(this.slots, SLOTS.waiting, waiting - count);
        if (idle) Atomics.sub(this.slots, SLOTS.idle, 1);
        this.unlock();
        return taken;
      }
      if (!idle) Atomics.add(this.slots, SLOTS.idle, 1);
      idle = true;
      // Under the lock: who sees all idle and nothing waiting is the last one.
      if (Atomics.load(this.slots, SLOTS.idle) === this.joined) Atomics.store(this.slots, SLOTS.finished, 1);
      const { finished } = this;
      this.unlock();
      if (finished) {
        this.wakeAll();
        return [];
      }
      Atomics.wait(this.slots, SLOTS.news, news);
    }
  }

  private wakeAll(): void {
    Atomics.add(this.slots, SLOTS.news, 1);
    Atomics.notify(this.slots, SLOTS.news);
  }

  /** A mutex of three states after Drepper, "Futexes Are Tricky": 0 free, 1 held, 2 held and waited for. */
  private lock(): void {
    if (Atomics.compareExchange(this.slots, SLOTS.lock, 0, 1) === 0) return;
    while (Atomics.exchange(this.slots, SLOTS.lock, 2) !== 0) Atomics.wait(this.slots, SLOTS.lock, 2);
  }

  private unlock(): void {
    if (Atomics.exchange(this.slots, SLOTS.lock, 0) === 2) Atomics.notify(this.slots, SLOTS.lock, 1);
  }
}
