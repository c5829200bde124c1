/** The one function that tells a person what became of a run: decides, claims the cause, tells. */
import { isGood, type Outcome } from '../../shared/outcome';
import type { Language } from '../../shared/words/language';
import { sessionBusAddress } from '../bus/bus-addresses';
import { decideNotice, putInWords } from './decide-notice';
import type { Notice, Telling } from './notice';
import type { Question } from './question-of';
import { findNotificationServer, type NotificationServer } from './notification-server';
import { closeOnBus } from './show-on-bus';
import { claimCause, claimSettled, readToldCauses, withdrawCause } from './told-notices';

export interface TellRequest extends Question {
  noticesFile: string;
  /** Asked only where there is something to tell. */
  speak: (server: NotificationServer) => Promise<Language>;
  deliver: Deliver;
}

/** Shows the notice that this process has claimed. */
export type Deliver = (notice: Notice, server: NotificationServer) => Promise<Telling>;

/**
 * Takes back what this run has settled, and tells what is new about the run, once: the app and cron may both ask, the first to claim the cause tells it. Where
 * it did not get through, it is not claimed, and is told when it is next asked for. Throws what the file system throws.
 */
export async function tellAboutRun(
  { noticesFile, wanted, speak, deliver, ...question }: TellRequest,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Telling> {
  await takeBackSettled(noticesFile, question.outcome, env);
  if (!wanted) return { result: 'nothing-to-tell' };
  const now = new Date();
  const decided = decideNotice({ ...question, told: readToldCauses(noticesFile), now });
  if (decided === undefined) return { result: 'nothing-to-tell' };
  const server = await findNotificationServer(env, process.getuid?.());
  if (server === undefined) return { result: 'nobody-to-tell' };
  if (!(await claimCause(noticesFile, decided.cause, now))) return { result: 'nothing-to-tell' };
  const notice = putInWords(decided, await speak(server));
  return settleClaim(noticesFile, notice, await deliver(notice, server));
}

/** Takes the failures off the screen that this backup has settled, whichever process showed them. Throws what the file system throws. */
export async function takeBackSettled(
  noticesFile: string,
  outcome: Outcome | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (outcome === undefined || !isGood(outcome)) return;
  const settled = await claimSettled(noticesFile, outcome);
  const address = sessionBusAddress(env, process.getuid?.());
  if (settled.length > 0 && address !== undefined) await closeOnBus(address, settled);
}

/**
 * Gives the claim back where nobody was told; and where a person asked for another try: how that ends is an answer
 * to them, even if it fails for the same cause.
 */
export async function settleClaim(noticesFile: string, notice: Notice, telling: Telling): Promise<Telling> {
  if (telling.result !== 'told' || telling.action === 'try-again') {
    await withdrawCause(noticesFile, notice.cause);
  }
  return telling;
}
