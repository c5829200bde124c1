/** The one restore, resumption or undo of this process: what it does just now, and who is told of it. */
import { join } from 'node:path';
import { isStillRunning } from '../../process/process-identity';
import { readLockHolder } from '../../process/process-lock';
import type { Failure } from '../../shared/failures';
import type { RestoreRecord, RestoreState } from '../../shared/ipc-files';
import { failure, success, type Result } from '../../shared/result';
import type { RestoreEvent } from '../restore/restore-event';
import { readRecords } from '../restore/record';
import type { RestoreContext } from '../restore/restore';
import { listRecords } from './records';

type Running = Extract<RestoreState, { is: 'running' }>;

interface Parts {
  /** Where journals and records are. */
  restores: string;
  /** At each change, and some times a second while there is progress. */
  tell: (state: RestoreState) => void;
  /** A restore that had begun has ended, with this on record. */
  ended: (record: RestoreRecord) => void;
  /** Holds off idle sleep until what it answers with is called. */
  keepAwake: () => () => Promise<void>;
}

const EVERY_MS = 250;

export class Restoring {
  readonly #parts: Parts;
  #running: Running | undefined;
  #ending: AbortController | undefined;
  #current: Promise<unknown> | undefined;
  #toldAt = -Infinity;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  state(): RestoreState {
    if (this.#running !== undefined) return this.#running;
    const { restores } = this.#parts;
    const holder = readLockHolder(join(restores, LOCK));
    const isBusy = holder !== undefined && isStillRunning(holder);
    const open = isBusy ? undefined : readRecords(restores).findLast(({ record }) => record.open)?.record;
    return {
      is: 'idle',
      unfinished: open === undefined ? null : { at: open.at, snapshot: open.snapshot },
      last: listRecords(restores, 1, new Date(), isBusy)[0] ?? null,
    };
  }

  /**
   * Answers when it has begun: with null, or why it has not. What came of it after that is on record. Fails with
   * restore-busy, also where it is this process that is busy, and as the work does.
   */
  async begin(
    doing: 'restore' | 'resume',
    snapshot: string | null,
    work: (context: RestoreContext) => Promise<Result<unknown>>,
  ): Promise<Result<null>> {
    if (this.#running !== undefined) return BUSY();
    let begun = (): void => undefined;
    const hasBegun = new Promise<undefined>((resolve) => {
      begun = (): void => {
        resolve(undefined);
      };
    });
    const ended = this.#run(doing, snapshot, (context) =>
      work({
        ...context,
        emit: (event) => {
          begun();
          context.emit(event);
        },
      }),
    );
    const first = await Promise.race([hasBegun, ended]);
    return first === undefined || first.ok ? success(null) : first;
  }

  /** Answers when it has ended. Fails with restore-busy, and as the work does. */
  undo<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    return this.#running === undefined ? this.#run('undo', null, work) : Promise.resolve(BUSY());
  }

  cancel(): void {
    if (this.#running === undefined || this.#running.doing === 'undo') return;
    this.#ending?.abort();
    this.#running = { ...this.#running, cancelling: true };
    this.#tellNow(this.#running);
  }

  /** What is under way. */
  current(): Promise<unknown> | undefined {
    return this.#current;
  }

  async #run<T>(
    doing: Running['doing'],
    snapshot: string | null,
    work: (context: RestoreContext) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const ending = new AbortController();
    this.#ending = ending;
    this.#running = {
      ...{ is: 'running', doing, snapshot, phase: 'looking', cancelling: false },
      ...{ done: null, of: null, secondsLeft: null },
    };
    this.#tellNow(this.#running);
    const { restores, keepAwake } = this.#parts;
    const release = keepAwake();
    const working = work({
      restores,
      signal: ending.signal,
      emit: (event) => {
        this.#note(event);
      },
    }).catch(
      // A full disk, or a directory that is not ours: the journal says how far it came.
      (error: unknown) => failure<Failure>({ code: 'internal', detail: messageOf(error) }),
    );
    this.#current = working;
    const result = await working;
    void release();
    this.#running = undefined;
    this.#current = undefined;
    const state = this.state();
    this.#tellNow(state);
    const hadBegun = result.ok || !NOT_BEGUN.has(result.failure.code);
    if (doing !== 'undo' && hadBegun && state.is === 'idle' && state.last !== null) {
      this.#parts.ended(state.last);
    }
    return result;
  }

  #note(event: RestoreEvent): void {
    const before = this.#running;
    if (before === undefined) return;
    this.#running = { ...before, phase: event.phase, ...progressOf(event) };
    const isNew = before.phase !== event.phase;
    if (isNew || performance.now() - this.#toldAt >= EVERY_MS) this.#tellNow(this.#running);
  }

  #tellNow(state: RestoreState): void {
    this.#toldAt = performance.now();
    this.#parts.tell(state);
  }
}

/** As electron/restore/restore.ts has it. */
const LOCK = 'lock';

const NOT_BEGUN: ReadonlySet<Failure['code']> = new Set([
  'restore-busy',
  'restore-none',
  'restore-needs-host',
]);

const BUSY = (): Result<never> => failure({ code: 'restore-busy', pid: process.pid });

function progressOf(event: RestoreEvent): Pick<Running, 'done' | 'of' | 'secondsLeft'> {
  switch (event.phase) {
    case 'looking':
    case 'placing':
      return { done: null, of: null, secondsLeft: null };
    case 'fetching': {
      const { bytes, ofBytes, rate } = event;
      // What is fetched and what it takes in the store need not be the same: sparse files, compressed ones.
      const done = Math.min(bytes, ofBytes);
      return { done, of: ofBytes, secondsLeft: rate > 0 ? (ofBytes - done) / rate : null };
    }
    case 'packing':
      return { done: event.bytes, of: null, secondsLeft: null };
    case 'proving':
      return { done: event.files, of: event.ofFiles, secondsLeft: null };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
