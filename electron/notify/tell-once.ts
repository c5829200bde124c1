/** Tells what only the process that has done it can tell: no other could tell it again. */
import type { Language } from '../../shared/words/language';
import type { Notice } from './notice';
import { findNotificationServer, type NotificationServer } from './notification-server';
import { sendNotice } from './send-notice';

/** @param speak asked only where somebody is there to be told. Never rejects. */
export async function tellOnce(
  describe: (language: Language) => Notice,
  speak: (server: NotificationServer) => Promise<Language>,
): Promise<void> {
  const server = await findNotificationServer(process.env, process.getuid?.());
  if (server !== undefined) await sendNotice(describe(await speak(server)), server);
}
