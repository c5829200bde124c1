/**
 * All that a window may ask of the main process, and all that it is told unasked. One object: the router, the client,
 * the type of `window.latchkey` and the test doubles derive from it. Windows send ids and values, never commands.
 */
import * as z from 'zod';
import { appStateSchema } from './app-state';
import type { Failure } from './failures';
import { excludesEvents, excludesRequests } from './ipc-excludes';
import { exportRequests } from './ipc-export';
import { leaveOutRequests } from './ipc-leave-out';
import { settingsEvents, settingsRequests } from './ipc-settings';
import { setupEvents, setupRequests } from './ipc-setup';
import { usageEvents, usageRequests } from './ipc-usage';
import { outcomeSchema } from './outcome';
import { scheduleSchema } from './settings';

export const VIEWS = ['home', 'space', 'excludes', 'history', 'settings'] as const;
export const viewSchema = z.enum(VIEWS);
export type View = z.infer<typeof viewSchema>;

const nothing = z.null();

export const ipcRequests = {
  'state.get': { input: nothing, output: appStateSchema },
  'run.start': { input: nothing, output: nothing },
  'run.cancel': { input: nothing, output: nothing },
  'pause.set': { input: z.enum(['hour', 'tomorrow', 'off']), output: nothing },
  /** Newest first. */
  'history.list': { input: z.object({ most: z.int().min(1).max(1000) }), output: z.array(outcomeSchema) },
  'history.log': { input: z.object({ id: z.string() }), output: z.string() },
  'schedule.get': {
    input: nothing,
    /** `installed`: what really starts it, in words; null: nothing does. */
    output: z.object({ schedule: scheduleSchema, installed: z.string().nullable() }),
  },
  'schedule.set': { input: scheduleSchema, output: nothing },
  'autostart.get': { input: nothing, output: z.boolean() },
  'autostart.set': { input: z.boolean(), output: nothing },
  /** Opens the person's own file or folder in the program that they chose for such. */
  'desktop.open': { input: z.enum(['exclude-file', 'settings-file', 'log-folder']), output: nothing },
  ...exportRequests,
  ...leaveOutRequests,
  ...settingsRequests,
  ...usageRequests,
  ...excludesRequests,
  ...setupRequests,
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export const ipcEvents = {
  'state.changed': appStateSchema,
  'view.show': viewSchema,
  ...settingsEvents,
  ...usageEvents,
  ...excludesEvents,
  ...setupEvents,
} as const satisfies Record<string, z.ZodType>;

export type Channel = keyof typeof ipcRequests;
export type Input<C extends Channel> = z.infer<(typeof ipcRequests)[C]['input']>;
export type Output<C extends Channel> = z.infer<(typeof ipcRequests)[C]['output']>;
export type EventName = keyof typeof ipcEvents;
export type EventValue<E extends EventName> = z.infer<(typeof ipcEvents)[E]>;

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure };
