/**
 * A notification server (org.freedesktop.Notifications) of the test's own, on a private bus: what the real
 * notify-send and the application say arrives here. Needs neither display nor Electron.
 */
import { startStandIn } from './json-lines';
import { until } from './until';

export interface ShownNotification {
  id: number;
  /** The bus's name of who showed it. */
  sender: string;
  appName: string;
  replacesId: number;
  icon: string;
  summary: string;
  body: string;
  actions: { key: string; label: string }[];
  hints: Record<string, unknown>;
  timeout: number;
}

export interface NotificationServer {
  pid: number;
  /** All that were shown so far, oldest first. */
  shown: () => readonly ShownNotification[];
  /** The ids for which CloseNotification was called. */
  closeAsked: () => readonly number[];
  /** The first, of those shown already and those to come, that matches. */
  waitFor: (
    matches: (notification: ShownNotification) => boolean,
    withinMs?: number,
  ) => Promise<ShownNotification>;
  /** The person presses a button; `default` is a click on the notification itself. It is closed after, as is usual. */
  invoke: (id: number, key: string) => Promise<void>;
  /** 1: it expired, 2: the person closed it, 3: it was asked to, 4: other. */
  close: (id: number, reason?: 1 | 2 | 3 | 4) => Promise<void>;
  setCapabilities: (capabilities: string[]) => Promise<void>;
  /** Who showed it is on the bus: it waits for a press, or has just shown it. */
  isWaitedFor: (notification: ShownNotification) => Promise<boolean>;
  stop: () => Promise<void>;
}

const USUAL_CAPABILITIES = ['body', 'body-markup', 'actions', 'persistence'];

/** `bus` is anything with the address of a session bus, such as a PrivateBus or a PrivateDesktop's `session`. */
export async function startNotificationServer(
  bus: { address: string },
  { capabilities = USUAL_CAPABILITIES }: { capabilities?: string[] } = {},
): Promise<NotificationServer> {
  const shown: ShownNotification[] = [];
  const closeAsked: number[] = [];
  const standIn = await startStandIn('notification-server.py', capabilities, bus.address, (line) => {
    if (line.event === 'notified') shown.push(line.notification as ShownNotification);
    if (line.event === 'close-asked') closeAsked.push(line.notification as number);
  });
  const close: NotificationServer['close'] = async (id, reason = 2) => {
    await standIn.ask('close', { notification: id, reason });
  };
  return {
    pid: standIn.pid,
    shown: () => shown,
    closeAsked: () => closeAsked,
    waitFor: async (matches, withinMs) => {
      await until(
        () => shown.some(matches),
        () => `such a notification; there were ${JSON.stringify(shown)}`,
        withinMs,
      );
      const found = shown.find(matches);
      if (found === undefined) throw new Error('it was there a moment ago');
      return found;
    },
    invoke: async (id, key) => {
      await standIn.ask('invoke', { notification: id, key });
      await close(id);
    },
    close,
    setCapabilities: async (wanted) => {
      await standIn.ask('set-capabilities', { capabilities: wanted });
    },
    isWaitedFor: async ({ sender }) => (await standIn.ask('is-there', { sender })) === true,
    stop: standIn.stop,
  };
}
