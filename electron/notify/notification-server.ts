/** Who shows notifications in this user's session, found without an environment (Desktop Notifications Specification 1.2). */
import * as z from 'zod';
import { sessionBusAddress } from '../bus/bus-addresses';
import { openBus } from '../bus/open-bus';

export const notificationServerSchema = z.object({
  /** The session bus it is on. */
  address: z.string(),
  /** It shows buttons. */
  actions: z.boolean(),
  /** It reads the body as markup. */
  markup: z.boolean(),
});
export type NotificationServer = z.infer<typeof notificationServerSchema>;

const NAME = 'org.freedesktop.Notifications';
export const NOTIFICATIONS = {
  destination: NAME,
  path: '/org/freedesktop/Notifications',
  interface: NAME,
} as const;

/** Undefined where there is no session bus or nobody on it shows notifications. Never rejects. */
export async function findNotificationServer(
  env: NodeJS.ProcessEnv,
  uid: number | undefined,
): Promise<NotificationServer | undefined> {
  const address = sessionBusAddress(env, uid);
  if (address === undefined) return undefined;
  const bus = await openBus(address);
  if (bus === undefined) return undefined;
  try {
    const answer = await bus.call({
      ...NOTIFICATIONS,
      member: 'GetCapabilities',
      // Some desktops start theirs only when it is first asked for.
      autoStart: true,
    });
    const [capabilities] = z.tuple([z.array(z.string())]).parse(answer);
    return {
      address,
      actions: capabilities.includes('actions'),
      markup: capabilities.includes('body-markup'),
    };
  } catch {
    // An error reply, no answer, or one that is none: nobody whom we could tell.
    return undefined;
  } finally {
    bus.close();
  }
}
