/** A notification with buttons, shown, waited for and taken back over D-Bus (Desktop Notifications Specification 1.2). */
import * as z from 'zod';
import { openBus, type Bus } from '../bus/open-bus';
import { type NoticeAction, type NoticeButton, noticeActionSchema } from './notice';
import { NOTIFICATIONS, type NotificationServer } from './notification-server';
import type { PlainNotice } from './send-plain';

/** Which notification of which server: numbers are given anew with each server and each session. */
export const shownNoticeSchema = z.object({
  bus: z.string(),
  /** The server's unique name, which no other gets as long as the bus runs. */
  server: z.string(),
  id: z.int().positive(),
});
export type ShownNotice = z.infer<typeof shownNoticeSchema>;

export interface Wait {
  /** How long the buttons stay. Default ten minutes. */
  limitMs?: number;
  signal?: AbortSignal;
  /** Called once it is on the screen, with what it takes to take it back. */
  onShown?: (shown: ShownNotice) => Promise<unknown>;
}

const { destination: NAME } = NOTIFICATIONS;
const DRIVER = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const;
const WAIT_MS = 10 * 60_000;
const URGENCY = { normal: 1, critical: 2 } as const;

/** False where it did not get through. Never rejects. */
export async function showOnBus(notice: PlainNotice, { address }: NotificationServer): Promise<boolean> {
  const bus = await openBus(address);
  try {
    return bus !== undefined && (await notify(bus, notice, [], 0)) !== undefined;
  } finally {
    bus?.close();
  }
}

/**
 * Shows it with buttons and waits: for a press, until it is closed, for the end of its server or session; at most
 * `limitMs` or until the signal, and then it stays on the screen without its buttons, since nobody would hear them.
 * A press on the notification itself shows. Undefined where it did not get through. Never rejects.
 */
export async function askOnBus(
  notice: PlainNotice,
  buttons: readonly NoticeButton[],
  { address }: NotificationServer,
  wait: Wait,
): Promise<{ pressed: NoticeAction | undefined } | undefined> {
  const bus = await openBus(address);
  if (bus === undefined) return undefined;
  const ending = listenForEnd(bus, wait);
  try {
    const id = await notify(bus, notice, buttons, 0);
    if (id === undefined) return undefined;
    const shown = await identify(bus, id);
    // What cannot be written down is not taken back: it is on the screen all the same.
    if (shown !== undefined) await wait.onShown?.(shown).catch(() => undefined);
    const end = await ending.of(id);
    if (end === 'let-go') await notify(bus, notice, [], id);
    return { pressed: end === 'let-go' ? undefined : end.pressed };
  } finally {
    ending.stop();
    bus.close();
  }
}

/** Takes back those that are still their server's. Never rejects. */
export async function closeOnBus(address: string, notices: readonly ShownNotice[]): Promise<void> {
  const bus = await openBus(address);
  if (bus === undefined) return;
  try {
    const now = await identify(bus, 1);
    for (const { id } of notices.filter(({ bus, server }) => bus === now?.bus && server === now.server)) {
      // One that a person has closed is unknown to its server.
      await bus
        .call({ ...NOTIFICATIONS, member: 'CloseNotification', signature: 'u', body: [id] })
        .catch(() => undefined);
    }
  } finally {
    bus.close();
  }
}

type End = { pressed: NoticeAction | undefined } | 'let-go';

/** Listens from before it is shown: what is pressed at once comes before the answer that tells its number. */
function listenForEnd(
  bus: Bus,
  { limitMs = WAIT_MS, signal }: Wait,
): { of: (id: number) => Promise<End>; stop: () => void } {
  const heard: { id: unknown; end: End }[] = [];
  let settle: ((id: unknown, end: End) => void) | undefined;
  const tell = (id: unknown, end: End): void => {
    heard.push({ id, end });
    settle?.(id, end);
  };
  const letGo = (): void => {
    tell(undefined, 'let-go');
  };
  const gone = (): void => {
    tell(undefined, { pressed: undefined });
  };
  const stops = [
    bus.onSignal({ path: NOTIFICATIONS.path, interface: NAME, member: 'ActionInvoked' }, ([id, key]) => {
      tell(id, { pressed: key === 'default' ? 'show' : noticeActionSchema.safeParse(key).data });
    }),
    bus.onSignal({ path: NOTIFICATIONS.path, interface: NAME, member: 'NotificationClosed' }, ([id]) => {
      tell(id, { pressed: undefined });
    }),
    bus.watchName(NAME, (owner) => {
      if (owner === undefined) gone();
    }),
  ];
  void bus.closed.then(gone);
  const timer = setTimeout(letGo, limitMs);
  if (signal?.aborted === true) letGo();
  signal?.addEventListener('abort', letGo, { once: true });
  return {
    of: (id) =>
      new Promise((resolve) => {
        settle = (of, end) => {
          if (of === id || of === undefined) resolve(end);
        };
        for (const one of heard) settle(one.id, one.end);
      }),
    stop: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', letGo);
      for (const stop of stops) stop();
    },
  };
}

/** Its number; undefined where the server did not take it. */
async function notify(
  bus: Bus,
  { title, body, urgency }: PlainNotice,
  buttons: readonly NoticeButton[],
  replaces: number,
): Promise<number | undefined> {
  // A press on the notification itself shows; its label is heard where there are no buttons to see.
  const shows = buttons.filter(({ action }) => action === 'show').flatMap(({ label }) => ['default', label]);
  const actions = [...shows, ...buttons.flatMap(({ action, label }) => [action, label])];
  const hints = [
    ['urgency', ['y', URGENCY[urgency]]],
    ['category', ['s', 'transfer.error']],
    ['desktop-entry', ['s', 'latchkey']],
  ];
  try {
    const [id] = await bus.call({
      ...{ ...NOTIFICATIONS, member: 'Notify', autoStart: true, signature: 'susssasa{sv}i' },
      body: [...['Latchkey', replaces, 'latchkey', title, body], ...[actions, hints, -1]],
    });
    return z.int().positive().parse(id);
  } catch {
    return undefined;
  }
}

async function identify(bus: Bus, id: number): Promise<ShownNotice | undefined> {
  try {
    const [of] = await bus.call({ ...DRIVER, member: 'GetId' });
    const [server] = await bus.call({ ...DRIVER, member: 'GetNameOwner', signature: 's', body: [NAME] });
    return shownNoticeSchema.parse({ bus: of, server, id });
  } catch {
    return undefined;
  }
}
