/**
 * What a window needs to know to appear on the user's desktop, also from cron, which has none of it: desktops give it to
 * the user's systemd when they start (systemctl(1), import-environment).
 */
import * as z from 'zod';
import { openBus } from '../bus/open-bus';

const NAMES = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_SESSION_TYPE',
  'XDG_CURRENT_DESKTOP',
  'XDG_DATA_DIRS',
] as const;

/** Of our own environment where that has a display, else of systemd's; empty where neither knows. Never rejects. */
export async function desktopEnvironment(
  env: NodeJS.ProcessEnv,
  busAddress: string,
): Promise<Record<string, string>> {
  const known = env.DISPLAY ?? env.WAYLAND_DISPLAY;
  return pick(known === undefined ? await systemdEnvironment(busAddress) : env);
}

/** Empty where there is none to ask. Never rejects. */
export async function systemdEnvironment(busAddress: string): Promise<NodeJS.ProcessEnv> {
  const bus = await openBus(busAddress);
  const answer = await bus?.property(
    'org.freedesktop.systemd1',
    '/org/freedesktop/systemd1',
    'org.freedesktop.systemd1.Manager',
    'Environment',
  );
  bus?.close();
  const assignments = z.array(z.string()).safeParse(answer).data ?? [];
  return Object.fromEntries(
    assignments.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  );
}

function pick(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    NAMES.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const])),
  );
}
