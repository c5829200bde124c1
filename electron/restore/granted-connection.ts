/** One grant's connection, once it is open: one question or transfer at a time, in the order they were asked for. */
import type { Duplex, Writable } from 'node:stream';
import * as z from 'zod';
import { writeAll, writeFrame, type Frame } from '../../process/frames';
import type { Failure } from '../../shared/failures';
import { parseAnswer, type Answer, type AnswerOf, type Question } from '../../shared/give-back';
import {
  DATA_BYTES,
  FROM_HOST,
  FROM_LAPTOP,
  refusedSchema,
  statusSchema,
} from '../../shared/give-back-channel';
import { failure, success, type Result } from '../../shared/result';
import { nameRefusal } from './name-refusal';

const MOST_WORDS = 20;
const LONGEST_FIRST_LINE = 4096;

const wordsSchema = z.array(z.string());

export class GrantedConnection {
  readonly #toHost: Writable;
  readonly #fromHost: AsyncIterator<Frame, void>;
  readonly #host: string;
  #turn: Promise<unknown> = Promise.resolve();
  /** Why nothing more can come. */
  #over: Failure | undefined;

  constructor(toHost: Writable, fromHost: AsyncIterator<Frame, void>, host: string) {
    this.#toHost = toHost;
    this.#fromHost = fromHost;
    this.#host = host;
  }

  /** An aborted question is answered to nobody: its answers are read all the same, before the next one is asked. */
  async ask(
    question: Question,
    onAnswer: (answer: Answer) => void,
    nameAnswer: (failed: AnswerOf<'failed'>) => Failure,
    signal?: AbortSignal,
  ): Promise<Result<undefined>> {
    const isCancelled = (): boolean => signal?.aborted === true;
    const asked = this.#inTurn(async (): Promise<Result<undefined>> => {
      if (isCancelled()) return cancelled();
      await writeFrame(this.#toHost, FROM_LAPTOP.question, JSON.stringify(question));
      for (;;) {
        const frame = await this.#next();
        if (!frame.ok) return frame;
        const { kind, payload } = frame.value;
        const answer = kind === FROM_HOST.answer ? parseAnswer(payload.toString('utf8')) : undefined;
        if (answer === undefined) return this.#lose('it said what is no answer');
        if (answer.answer === 'end') return success(undefined);
        if (answer.answer === 'failed') return failure(nameAnswer(answer));
        if (!isCancelled()) onAnswer(answer);
      }
    });
    return signal === undefined ? asked : Promise.race([asked, whenAborted(signal).then(cancelled)]);
  }

  /** As GrantedStore has it. */
  carry(
    { snapshot, paths }: { snapshot: string; paths: readonly string[] },
    here: Duplex,
  ): Promise<Result<string[]>> {
    // rsync may have nothing more to say, and much to hear.
    here.allowHalfOpen = true;
    here.on('error', () => undefined);
    return this.#inTurn(async () => {
      const chunks = here[Symbol.asyncIterator]() as AsyncIterator<Buffer, void>;
      const first = await readFirstLine(chunks);
      // rsync has ended before it started its remote shell, and says why itself.
      if (first === undefined) return success([]);
      const fetch = { snapshot, paths, words: first.words };
      await writeFrame(this.#toHost, FROM_LAPTOP.fetch, JSON.stringify(fetch));
      const up = this.#pumpUp(first.rest, chunks);
      const carried = await this.#pumpDown(here);
      if (carried.ok) here.end();
      else here.destroy();
      await up;
      return carried;
    });
  }

  async #pumpUp(rest: Buffer, chunks: AsyncIterator<Buffer, void>): Promise<void> {
    try {
      for (let chunk: Buffer | undefined = rest; chunk !== undefined; chunk = await nextOf(chunks)) {
        for (let at = 0; at < chunk.length; at += DATA_BYTES) {
          await writeFrame(this.#toHost, FROM_LAPTOP.data, chunk.subarray(at, at + DATA_BYTES));
        }
      }
      await writeFrame(this.#toHost, FROM_LAPTOP.end, '');
    } catch {
      await writeFrame(this.#toHost, FROM_LAPTOP.stop, '');
    }
  }

  /** To its end, even where rsync here has gone: what follows must not be taken for something else. */
  async #pumpDown(here: Duplex): Promise<Result<string[]>> {
    const said: string[] = [];
    for (;;) {
      const frame = await this.#next();
      if (!frame.ok) return frame;
      const { kind, payload } = frame.value;
      if (kind === FROM_HOST.data) await writeAll(here, payload);
      else if (kind === FROM_HOST.words) {
        if (said.length < MOST_WORDS) said.push(payload.toString('utf8', 0, 1000));
      } else if (kind === FROM_HOST.status) {
        return parse(statusSchema, payload) === undefined ? this.#lose('it said no status') : success(said);
      } else return this.#lose('it said what does not belong to a transfer');
    }
  }

  async #next(): Promise<Result<Frame>> {
    if (this.#over !== undefined) return failure(this.#over);
    let frame: Frame | undefined;
    try {
      frame = await nextOf(this.#fromHost);
    } catch (error) {
      return this.#lose((error as Error).message);
    }
    if (frame === undefined) return this.#lose('it has ended');
    if (frame.kind !== FROM_HOST.refused) return success(frame);
    const refused = parse(refusedSchema, frame.payload);
    if (refused === undefined) return this.#lose('it ended for no reason that is known here');
    this.#over = nameRefusal(this.#host, refused, true);
    return failure(this.#over);
  }

  #lose(detail: string): Result<never> {
    this.#over ??= { code: 'restore-connection-lost', host: this.#host, detail };
    this.#toHost.destroy();
    return failure(this.#over);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}

/** What rsync has given its remote shell comes first, as a line of JSON; undefined where the stream ends without. */
async function readFirstLine(
  chunks: AsyncIterator<Buffer, void>,
): Promise<{ words: string[]; rest: Buffer } | undefined> {
  let held = Buffer.alloc(0);
  try {
    while (!held.includes('\n') && held.length < LONGEST_FIRST_LINE) {
      const chunk = await nextOf(chunks);
      if (chunk === undefined) return undefined;
      held = Buffer.concat([held, chunk]);
    }
  } catch {
    return undefined;
  }
  const end = held.indexOf('\n');
  const words = parse(wordsSchema, held.subarray(0, end));
  return words === undefined ? undefined : { words, rest: held.subarray(end + 1) };
}

async function nextOf<T>(all: AsyncIterator<T, void>): Promise<T | undefined> {
  const { value, done } = await all.next();
  return done === true ? undefined : value;
}

function parse<T>(schema: z.ZodType<T>, payload: Buffer): T | undefined {
  try {
    return schema.parse(JSON.parse(payload.toString('utf8')));
  } catch {
    return undefined;
  }
}

function cancelled(): Result<never> {
  return failure({ code: 'restore-unanswered', detail: 'cancelled' });
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
