/**
 * All that a window may ask, and all that it is told unasked: of the main process, and of the service that measures the
 * disk. Whoever answers, the client and the test doubles derive from it. Windows send ids and values, never commands.
 */
import * as z from 'zod';
import { alarmRequests } from './ipc-alarm';
import type { ServiceName } from './ipc-bridge';
import { copyRequests } from './ipc-copy';
import { diskRequests } from './ipc-disk';
import { exportRequests } from './ipc-export';
import { filesEvents, filesRequests } from './ipc-files';
import { homeEvents, homeRequests } from './ipc-home';
import { gapsRequests } from './ipc-gaps';
import { serviceEvents, serviceRequests } from './ipc-service';
import { settingsEvents, settingsRequests } from './ipc-settings';
import { setupEvents, setupRequests } from './ipc-setup';
import { storeRequests } from './ipc-store';
import type { Result } from './result';

const nothing = z.null();

export const mainRequests = {
  ...homeRequests,
  ...alarmRequests,
  'history.log': { input: z.object({ id: z.string() }), output: z.string() },
  'autostart.get': { input: nothing, output: z.boolean() },
  'autostart.set': { input: z.boolean(), output: nothing },
  /** Opens a file or folder in the program that the person chose for such: theirs, or the notices of others' work. */
  'desktop.open': {
    input: z.enum(['exclude-file', 'settings-file', 'log-folder', 'third-party-notices']),
    output: nothing,
  },
  ...storeRequests,
  /** The store that is there now is to be used, as well as those before or instead of them; begins a backup. `to`: of that destination. */
  'store.accept': { input: z.object({ to: z.string(), instead: z.boolean() }), output: nothing },
  ...copyRequests,
  ...exportRequests,
  ...gapsRequests,
  ...filesRequests,
  ...settingsRequests,
  ...diskRequests,
  ...setupRequests,
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }> & Record<ServiceName, never>;

export const ipcRequests = { ...mainRequests, ...serviceRequests } as const;

export const mainEvents = {
  ...homeEvents,
  ...settingsEvents,
  ...setupEvents,
  ...filesEvents,
} as const satisfies Record<string, z.ZodType> & Record<ServiceName, never>;

export const ipcEvents = { ...mainEvents, ...serviceEvents } as const;

export type Channel = keyof typeof ipcRequests;
export type Input<C extends Channel> = z.infer<(typeof ipcRequests)[C]['input']>;
export type Output<C extends Channel> = z.infer<(typeof ipcRequests)[C]['output']>;
export type EventName = keyof typeof ipcEvents;
export type EventValue<E extends EventName> = z.infer<(typeof ipcEvents)[E]>;

export type Answer<T> = Result<T>;
