/**
 * A notice that waits for no press, over node-notifier and the notify-send(1) of libnotify.
 *
 * node-notifier hands a shell one line of escaped words and knows no `--`, so it gets `ShownText` and words that stand here.
 * It also takes the environment of its process, which from cron has no bus: it finds an allow-listed one in its place.
 */
import { programEnvironment } from '../../process/environment';
import { findProgram } from '../../process/find-program';
import type { NotificationServer } from './notification-server';
import type { ShownText } from './shown-text';

export interface PlainNotice {
  title: ShownText;
  body: ShownText;
  urgency: 'normal' | 'critical';
}

const SEND_MS = 10_000;

export function canSendPlain(): boolean {
  return findProgram('notify-send') !== undefined;
}

/** False where it did not get through. Never rejects. */
export async function sendPlain(
  { title, body, urgency }: PlainNotice,
  server: NotificationServer,
): Promise<boolean> {
  // Loaded when it is needed: most commands have nothing to tell.
  const { default: NotifySend } = await import('node-notifier/notifiers/notifysend.js');
  const sender = new NotifySend();
  return new Promise((resolve) => {
    // notify-send gives up by itself when the bus does not answer; nobody waits for that longer than this.
    const timer = setTimeout(() => {
      resolve(false);
    }, SEND_MS);
    // UTF-8, because the words are for people.
    const environment = { DBUS_SESSION_BUS_ADDRESS: server.address, LC_ALL: 'C.UTF-8' };
    // `app-name` and `expire-time` are missing in its types. Without the second it hides a notice after ten seconds.
    const notification = {
      ...{ title, urgency, message: forNotifySend(body) },
      ...{ icon: 'latchkey', category: 'transfer.error', hint: 'string:desktop-entry:latchkey' },
      ...{ 'app-name': 'Latchkey', 'expire-time': '-1' },
    };
    withEnvironment(programEnvironment(environment), () => {
      sender.notify(notification, (error) => {
        clearTimeout(timer);
        // What notify-send wrote on stderr comes as a text.
        resolve(!(error instanceof Error));
      });
    });
  });
}

/** It turns `\n` and its like in a body into what they stand for (g_strcompress). */
function forNotifySend(body: ShownText): string {
  return body.replaceAll('\\', '\\\\');
}

/**
 * Node reads `process.env` in the very call that starts a program. Only the object is another one meanwhile, and nothing
 * else runs: the real environment, which other threads read, is not touched.
 */
function withEnvironment(environment: NodeJS.ProcessEnv, start: () => void): void {
  const own = process.env;
  process.env = environment;
  try {
    start();
  } finally {
    process.env = own;
  }
}
