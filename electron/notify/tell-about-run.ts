/** The one function that tells a person what became of a run: decides, claims the cause, tells. */
import type { NoticeQuestion } from './decide-notice';
import { decideNotice } from './decide-notice';
import type { Notice, NoticeAction, Telling } from './notice';
import { findNotificationServer, type NotificationServer } from './notification-server';
import { sendNotice, type Wait } from './send-notice';
import { claimCause, readToldCauses, withdrawCause } from './told-notices';

export interface TellRequest extends Omit<NoticeQuestion, 'told' | 'now'> {
  noticesFile: string;
  /** `notifications` of the settings. */
  wanted: boolean;
  deliver: Deliver;
}

/** Shows the notice that this process has claimed. */
export type Deliver = (notice: Notice, server: NotificationServer) => Promise<Telling>;

/**
 * Tells what is new about the run, once: the app and cron may both ask, the first to claim the cause tells it. Where
 * it did not get through, it is not claimed, and is told when it is next asked for. Throws what the file system throws.
 */
export async function tellAboutRun(
  { noticesFile, wanted, deliver, ...question }: TellRequest,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Telling> {
  if (!wanted) return { result: 'nothing-to-tell' };
  const now = new Date();
  const notice = decideNotice({ ...question, told: readToldCauses(noticesFile), now });
  if (notice === undefined) return { result: 'nothing-to-tell' };
  const server = await findNotificationServer(env, process.getuid?.());
  if (server === undefined) return { result: 'nobody-to-tell' };
  if (!(await claimCause(noticesFile, notice.cause, now))) return { result: 'nothing-to-tell' };
  return settleClaim(noticesFile, notice, await deliver(notice, server));
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

/**
 * For who stays around to do what is pressed: the app. `fallback` shows it in another way where there is no
 * notify-send (Electron's own notifications), and settles with what was pressed.
 */
export function tellAndWait(
  wait: Omit<Wait, 'forAction'>,
  fallback?: (notice: Notice) => Promise<NoticeAction | undefined>,
): Deliver {
  return async (notice, server) => {
    const telling = await sendNotice(notice, server, { ...wait, forAction: true });
    if (telling.result !== 'not-installed' || fallback === undefined) return telling;
    const action = await fallback(notice);
    return { result: 'told', ...(action && { action }) };
  };
}
