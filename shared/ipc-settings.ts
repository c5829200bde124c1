/**
 * What a window may ask about the settings. It gets all of them, and changes one part at a time: the parts that it did
 * not look at stay as they are in the file. Folders that a person picked stay in the main process, behind tokens.
 */
import * as z from 'zod';
import { destinationNameSchema, settingsSchema } from './settings';
import { folderToken } from './settings-parts/path';
import { settingsChangeSchema } from './settings-parts/parts';
import { starterSchema } from './starter';

const nothing = z.null();

export const settingsRequests = {
  'settings.get': {
    /** A destination's name; null, or one that is there no more: the first. */
    input: z.string().nullable(),
    /** What holds for that destination, with the defaults filled in. `destinations`: all there are. `version`: of the file's bytes. */
    output: z.object({
      settings: settingsSchema,
      destinations: z.array(z.object({ name: z.string(), host: z.string(), isLocal: z.boolean() })),
      version: z.string(),
    }),
  },
  /**
   * A schedule is also set up, or taken out, in what starts it. Fails with settings-changed where the file is not of this version any more; nothing is written then.
   */
  'settings.change': {
    input: z.object({ version: z.string(), destination: z.string(), change: settingsChangeSchema }),
    output: nothing,
  },
  /** What is kept at its place stays there. Fails as a change does, and where it is the only one. */
  'destinations.remove': { input: z.object({ version: z.string(), name: z.string() }), output: nothing },
  'destinations.rename': {
    input: z.object({ version: z.string(), name: z.string(), to: destinationNameSchema }),
    output: nothing,
  },
  /** `root`: to be backed up, and so readable. Null: the person chose none. */
  'settings.choose-folder': {
    input: z.enum(['root', 'store']),
    output: z.object({ token: folderToken, path: z.string() }).nullable(),
  },
  /** What really starts the scheduled backups; usually one, or nothing. */
  'schedule.installed': { input: nothing, output: z.array(starterSchema) },
  /** The networks that are up, by NetworkManager's names; empty where nobody knows. */
  'settings.networks': { input: nothing, output: z.array(z.string()) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export const settingsEvents = {
  /** The version of the file, whoever changed it; null: there is none that can be read. */
  'settings.changed': z.string().nullable(),
} as const satisfies Record<string, z.ZodType>;

export type SettingsChannel = keyof typeof settingsRequests;
export type SettingsInput<C extends SettingsChannel> = z.infer<(typeof settingsRequests)[C]['input']>;
export type SettingsOutput<C extends SettingsChannel> = z.infer<(typeof settingsRequests)[C]['output']>;
