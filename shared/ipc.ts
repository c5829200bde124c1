/**
 * All that a window may ask of the main process, and all that it is told unasked. One object: the router, the client,
 * the type of `window.latchkey` and the test doubles derive from it. Windows send ids and values, never commands.
 */
import * as z from 'zod';
import type { Failure } from './failures';
import { alarmRequests } from './ipc-alarm';
import { copyRequests } from './ipc-copy';
import { excludesEvents, excludesRequests } from './ipc-excludes';
import { exportRequests } from './ipc-export';
import { filesEvents, filesRequests } from './ipc-files';
import { homeEvents, homeRequests } from './ipc-home';
import { leaveOutRequests } from './ipc-leave-out';
import { settingsEvents, settingsRequests } from './ipc-settings';
import { setupEvents, setupRequests } from './ipc-setup';
import { storeRequests } from './ipc-store';
import { usageEvents, usageRequests } from './ipc-usage';
import { scheduleSchema } from './settings';
import { starterSchema } from './starter';

const nothing = z.null();

export const ipcRequests = {
  ...homeRequests,
  ...alarmRequests,
  'history.log': { input: z.object({ id: z.string() }), output: z.string() },
  'schedule.get': {
    input: nothing,
    /** `installed`: what really starts it; usually one, or nothing. */
    output: z.object({ schedule: scheduleSchema, installed: z.array(starterSchema) }),
  },
  'schedule.set': { input: scheduleSchema, output: nothing },
  'autostart.get': { input: nothing, output: z.boolean() },
  'autostart.set': { input: z.boolean(), output: nothing },
  /** Opens a file or folder in the program that the person chose for such: theirs, or the notices of others' work. */
  'desktop.open': {
    input: z.enum(['exclude-file', 'settings-file', 'log-folder', 'third-party-notices']),
    output: nothing,
  },
  ...storeRequests,
  /** The store that is there now is to be used, as well as those before or instead of them; begins a backup. */
  'store.accept': { input: z.object({ instead: z.boolean() }), output: nothing },
  ...copyRequests,
  ...exportRequests,
  ...leaveOutRequests,
  ...filesRequests,
  ...settingsRequests,
  ...usageRequests,
  ...excludesRequests,
  ...setupRequests,
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export const ipcEvents = {
  ...homeEvents,
  ...settingsEvents,
  ...usageEvents,
  ...excludesEvents,
  ...setupEvents,
  ...filesEvents,
} as const satisfies Record<string, z.ZodType>;

export type Channel = keyof typeof ipcRequests;
export type Input<C extends Channel> = z.infer<(typeof ipcRequests)[C]['input']>;
export type Output<C extends Channel> = z.infer<(typeof ipcRequests)[C]['output']>;
export type EventName = keyof typeof ipcEvents;
export type EventValue<E extends EventName> = z.infer<(typeof ipcEvents)[E]>;

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };
