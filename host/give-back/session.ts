/**
 * The host's end of a granted connection (shared/give-back-channel). All of it goes through this one program, which sshd
 * started for one session: that is what the grant is bound to, so another session of the same connection has no part in it.
 * Ends with its stdin, which is the connection; with the grant's time; with a signal, which is how its owner ends it. rsync's
 * pipes are ours: it ends with this program, whatever that ends by.
 */
import type { Readable, Writable } from 'node:stream';
import { formatFrame, readFrames, untilDrained, writeFrame, type Frame } from '../../process/frames';
import { identifySelf } from '../../process/process-identity';
import {
  DATA_BYTES,
  FROM_HOST,
  FROM_LAPTOP,
  GREETING,
  LONGEST_CODE_FRAME,
  LONGEST_FRAME,
  type Granted,
  type Refused,
} from '../../shared/give-back-channel';
import { StoreHider } from '../hide-store';
import { readMoment } from '../keep/clock';
import { logForMachine } from '../own-state';
import { messageOf } from '../result';
import { MachinePaths } from '../store-layout';
import { answerQuestion, type Scope } from './answer';
import { readGrant, secondsLeft, takeTry, type Grant } from './grant-file';
import { findOpen, redeem, type Redeemed } from './redeem';
import { sendFiles, type Sending } from './send-files';

/** A code is typed before the connection is made. */
const CODE_MS = 60_000;

/** Lines of rsync in one transfer. */
const MOST_WORDS = 100;

interface Session {
  store: string;
  machine: string;
  /** Where it comes from, as sshd says. */
  from: string;
  stdin: Readable;
  stdout: Writable;
  /** Aborted where the owner, or the machine, ends it. */
  signal: AbortSignal;
}

/** Returns whether it was let in. */
export async function serveGrant(session: Session): Promise<boolean> {
  const { store, machine, from, stdin, stdout } = session;
  const paths = new MachinePaths(store, machine);
  const hider = new StoreHider(store, machine);
  const log = (words: string): void => {
    logForMachine(machine, `restore, from ${from}: ${words}`);
  };
  const refuse = async (refused: Refused): Promise<void> => {
    log(wordsOf(refused));
    await writeFrame(stdout, FROM_HOST.refused, JSON.stringify(refused));
  };
  let isLetIn = false;
  stdout.write(GREETING);
  const frames = readFrames(stdin, () => (isLetIn ? LONGEST_FRAME : LONGEST_CODE_FRAME));
  try {
    const open = findOpen(paths, await readMoment());
    const slot = 'why' in open ? undefined : takeTry(paths);
    if (slot === undefined) {
      await refuse('why' in open ? open : { why: 'busy' });
      return false;
    }
    let redeemed: Redeemed;
    try {
      const code = await firstFrame(frames);
      if (code === undefined) return false;
      redeemed = await redeem(paths, { code, by: identifySelf(), from }, await readMoment());
    } finally {
      slot.release();
    }
    if (!redeemed.ok) {
      await refuse(redeemed.refused);
      return false;
    }
    isLetIn = true;
    const { grant } = redeemed;
    log(`the code was right; it may read ${grant.snapshots?.join(', ') ?? 'all snapshots'}`);
    const granted: Granted = { machine, until: grant.until, snapshots: grant.snapshots };
    await writeFrame(stdout, FROM_HOST.granted, JSON.stringify(granted));
    const over = await new Conversation(session, grant, hider, log).hold(frames);
    if (over === undefined) log('the connection has ended');
    else await refuse(over);
  } catch (error) {
    await refuse({ why: 'failed', detail: hider.hide(messageOf(error)).slice(0, 1000) });
  }
  return isLetIn;
}

async function firstFrame(frames: AsyncIterator<Frame, void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, CODE_MS);
  });
  const first = await Promise.race([frames.next(), late]);
  clearTimeout(timer);
  const frame = first?.done === true ? undefined : first?.value;
  return frame?.kind === FROM_LAPTOP.code ? frame.payload.toString('utf8') : undefined;
}

/** What is asked, one thing after the other, once the code was right. */
class Conversation {
  readonly #session: Session;
  readonly #grant: Grant;
  readonly #paths: MachinePaths;
  readonly #scope: Scope;
  readonly #hider: StoreHider;
  readonly #log: (words: string) => void;
  /** The transfer that goes on. */
  #sending: Sending | undefined;
  /** How a transfer ends then is no word of its own. */
  #isOver = false;

  constructor(session: Session, grant: Grant, hider: StoreHider, log: (words: string) => void) {
    this.#session = session;
    this.#grant = grant;
    this.#paths = new MachinePaths(session.store, session.machine);
    this.#scope = { snapshots: grant.snapshots, holder: identifySelf() };
    this.#hider = hider;
    this.#log = log;
  }

  /** Undefined where the laptop has ended it; else why it is over. */
  async hold(frames: AsyncGenerator<Frame, void>): Promise<Refused | undefined> {
    const { signal, stdout } = this.#session;
    const left = secondsLeft(this.#grant, await readMoment());
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<Refused | undefined>((resolve) => {
      timer = setTimeout(() => {
        resolve({ why: 'expired' });
      }, left * 1000);
      const revoke = (): void => {
        resolve({ why: 'revoked' });
      };
      if (signal.aborted) revoke();
      signal.addEventListener('abort', revoke);
      // The connection has gone: nothing is read to anybody any more.
      stdout.once('error', () => {
        resolve(undefined);
      });
    });
    try {
      return await Promise.race([this.#answerAll(frames), over]);
    } finally {
      clearTimeout(timer);
      this.#isOver = true;
      await this.#sending?.stop();
    }
  }

  async #answerAll(frames: AsyncGenerator<Frame, void>): Promise<Refused | undefined> {
    for await (const { kind, payload } of frames) {
      // What still comes for a transfer that has ended here is nobody's.
      if (kind === FROM_LAPTOP.data) await this.#sending?.feed(payload);
      else if (kind === FROM_LAPTOP.end) this.#sending?.endInput();
      else if (kind === FROM_LAPTOP.stop) await this.#sending?.stop();
      else {
        const over = await this.#whyOver();
        if (over !== undefined) return over;
        if (this.#sending !== undefined) return malformed('it asks while a transfer goes on');
        if (kind === FROM_LAPTOP.question) await this.#answer(payload.toString('utf8'));
        else if (kind === FROM_LAPTOP.fetch) await this.#send(payload.toString('utf8'));
        else return malformed('it says what is not known here');
      }
    }
    return undefined;
  }

  /** A timer does not count while the machine sleeps; and a grant that has gone, or is another's, is none. */
  async #whyOver(): Promise<Refused | undefined> {
    const kept = readGrant(this.#paths);
    const { holder } = this.#scope;
    if (kept?.used?.by.pid !== holder.pid || kept.used.by.startTime !== holder.startTime) {
      return { why: 'revoked' };
    }
    return secondsLeft(kept, await readMoment()) === 0 ? { why: 'expired' } : undefined;
  }

  async #answer(asked: string): Promise<void> {
    const { stdout } = this.#session;
    const say: Parameters<typeof answerQuestion>[2] = (answer) => {
      const told = answer.answer === 'failed' ? { ...answer, detail: this.#hide(answer) } : answer;
      stdout.write(formatFrame(FROM_HOST.answer, JSON.stringify(told)));
    };
    await answerQuestion(this.#paths, asked, say, this.#scope);
    // Who reads nothing asks nothing more: what waits here is one answer at most.
    await untilDrained(stdout);
  }

  /** What is wrong with the store is in this program's words; a path is the laptop's own. */
  #hide({ why, detail }: { why: string; detail: string }): string {
    return why === 'other' ? this.#hider.hide(detail) : detail;
  }

  async #send(asked: string): Promise<void> {
    const { stdout } = this.#session;
    const transfer = { hasEnded: false };
    let told = 0;
    const sending = await sendFiles(this.#paths, asked, this.#scope, {
      data: async (chunk) => {
        for (let at = 0; at < chunk.length; at += DATA_BYTES) {
          await writeFrame(stdout, FROM_HOST.data, chunk.subarray(at, at + DATA_BYTES));
        }
      },
      words: (line) => {
        if (line.startsWith('refused: ')) this.#log(line);
        told += 1;
        if (told > MOST_WORDS) return;
        stdout.write(formatFrame(FROM_HOST.words, this.#hider.hide(line)));
      },
      ended: async (status) => {
        transfer.hasEnded = true;
        this.#sending = undefined;
        if (this.#isOver) return;
        await writeFrame(stdout, FROM_HOST.status, JSON.stringify({ status }));
      },
    });
    this.#sending = transfer.hasEnded ? undefined : sending;
  }
}

function malformed(detail: string): Refused {
  return { why: 'failed', detail };
}

function wordsOf(refused: Refused): string {
  switch (refused.why) {
    case 'not-granted':
      return 'refused: no grant is open';
    case 'busy':
      return 'refused: another connection is giving a code';
    case 'wrong-code':
      return `refused: a wrong code; ${refused.left === 0 ? 'the grant is void' : `${refused.left} more and the grant is void`}`;
    case 'voided':
      return 'refused: the grant is void, since wrong codes were tried';
    case 'used':
      return 'refused: the grant was used already';
    case 'expired':
      return 'refused: the time of the grant is over';
    case 'revoked':
      return 'ended: the grant was revoked';
    case 'failed':
      return `ended: ${refused.detail}`;
  }
}
