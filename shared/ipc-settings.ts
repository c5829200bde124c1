/**
 * What a window may ask about the settings. It gets all of them, and changes one part at a time: the parts that it did
 * not look at stay as they are in the file. Folders that a person picked stay in the main process, behind tokens.
 */
import * as z from 'zod';
import { keepPolicySchema } from './keep-policy';
import { conditionsSchema, settingsSchema, sshHostSchema } from './settings';

const nothing = z.null();
const token = z.string().max(100);
const { bandwidthLimit, notifications, overdueDays, ping, roots } = settingsSchema.shape;

/** Of the commands before and after a backup nothing: windows send no commands. */
export const settingsChangeSchema = z.discriminatedUnion('part', [
  z.strictObject({
    part: z.literal('host'),
    value: z.discriminatedUnion('kind', [
      /** Of ssh's arguments the port alone, null for ssh's own: others can name a program. */
      sshHostSchema.omit({ sshArgs: true }).extend({ port: z.int().min(1).max(65535).nullable() }),
      /** Folder null: the directory stays. Keep absent: all. */
      z.strictObject({
        kind: z.literal('local'),
        folder: token.nullable(),
        keep: keepPolicySchema.optional(),
      }),
    ]),
  }),
  z.strictObject({
    part: z.literal('roots'),
    /** Those of the file that stay, and what is new. */
    value: z.strictObject({ kept: z.array(roots.element), added: z.array(token) }),
  }),
  z.strictObject({ part: z.literal('conditions'), value: conditionsSchema }),
  z.strictObject({ part: z.literal('speed'), value: z.strictObject({ bandwidthLimit }) }),
  z.strictObject({ part: z.literal('telling'), value: z.strictObject({ notifications, overdueDays, ping }) }),
]);
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

export const settingsRequests = {
  'settings.get': {
    input: nothing,
    /** With the defaults filled in. `version`: of the file's bytes. */
    output: z.object({ settings: settingsSchema, version: z.string() }),
  },
  /** Fails with settings-changed where the file is not of this version any more; nothing is written then. */
  'settings.change': {
    input: z.object({ version: z.string(), change: settingsChangeSchema }),
    output: nothing,
  },
  /** `root`: to be backed up, and so readable. Null: the person chose none. */
  'settings.choose-folder': {
    input: z.enum(['root', 'store']),
    output: z.object({ token, path: z.string() }).nullable(),
  },
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
