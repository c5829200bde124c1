/** Shows one notice: with buttons where somebody is there to do what is pressed, else plainly. */
import { safeSentence } from '../../shared/safe-text';
import type { Notice, Telling } from './notice';
import type { NotificationServer } from './notification-server';
import { canSendPlain, sendPlain, type PlainNotice } from './send-plain';
import { askOnBus, showOnBus, type Wait } from './show-on-bus';
import { escapeMarkup, shownText } from './shown-text';

/** Without buttons: nobody waits, or the server has none. Never rejects. */
export async function sendNotice(notice: Notice, server: NotificationServer): Promise<Telling> {
  const plain = plainNotice(notice, server);
  // Without libnotify's program the bus takes it as well.
  const told = canSendPlain() ? await sendPlain(plain, server) : await showOnBus(plain, server);
  return { result: told ? 'told' : 'nobody-to-tell' };
}

/** With buttons where the server has them; tells what was pressed. Never rejects. */
export async function sendAndWait(
  notice: Notice,
  server: NotificationServer,
  wait: Wait = {},
): Promise<Telling> {
  if (!server.actions || wait.signal?.aborted === true) return sendNotice(notice, server);
  const plain = plainNotice(notice, server);
  const answer = await askOnBus(plain, notice.buttons, server, wait);
  if (answer === undefined) return { result: 'nobody-to-tell' };
  return { result: 'told', ...(answer.pressed && { action: answer.pressed }) };
}

function plainNotice({ title, body, urgency }: Notice, { markup }: NotificationServer): PlainNotice {
  const shown = shownText(body);
  return { title: shownText(safeSentence(title)), body: markup ? escapeMarkup(shown) : shown, urgency };
}
