/** The settings file's model, version 4. The file is `$XDG_CONFIG_HOME/latchkey/settings.json`. */
import * as z from 'zod';
import { machineNameSchema } from './machine-name';
import { safeText } from './safe-text';
import { conditionsFields } from './settings-parts/conditions';
import { absolutePath } from './settings-parts/path';
import { scheduleSchema } from './settings-parts/schedule';
import { speedFields } from './settings-parts/speed';
import { noticesFields, overdueFields } from './settings-parts/telling';
import { rootsSchema } from './settings-parts/what';
import { hostSchema } from './settings-parts/where';
import { valuesOf } from './settings-parts/written';

export const CURRENT_SETTINGS_VERSION = 4;

/** More than a person can look after, and little enough for a window. */
export const MOST_DESTINATIONS = 20;

/** A program and its arguments, without a shell. */
const command = z.strictObject({
  argv: z.tuple([absolutePath], z.string()),
  limitSeconds: z.int().min(1).max(86_400).default(600),
});

/** Its name in commands and on the screen; what it is known by in records is where it is (nameOfHost). */
export const destinationNameSchema = z
  .string()
  .min(1)
  .max(40)
  .refine(
    (name) => name === name.trim() && !name.startsWith('-') && safeText(name) === name,
    'must be a plain name of one line, without a dash or a blank at its beginning',
  );

/** What each destination has of its own. */
const ownFields = {
  host: hostSchema,
  schedule: scheduleSchema.default({ kind: 'off' }),
  conditions: z.strictObject(valuesOf(conditionsFields)).prefault({}),
  ...valuesOf(speedFields),
  ...valuesOf(overdueFields),
};

/** What all destinations share. */
const sharedFields = {
  schemaVersion: z.literal(CURRENT_SETTINGS_VERSION),
  /** What this machine is called in its backups; absent in settings from before 0.2 until the next good backup. */
  machine: machineNameSchema.optional(),
  roots: rootsSchema,
  ...valuesOf(noticesFields),
  /** Run around each backup. If `before` fails, the backup is skipped; `after` is run whatever came of it. */
  commands: z.strictObject({ before: command.optional(), after: command.optional() }).prefault({}),
};

const destinationSchema = z.strictObject({ name: destinationNameSchema, ...ownFields });

/** The file. Records, and what is known of stores, go by where a destination is: no two may be at the same place. */
export const settingsFileSchema = z.strictObject({
  ...sharedFields,
  destinations: z
    .array(destinationSchema)
    .min(1, 'name at least one destination')
    .max(MOST_DESTINATIONS)
    .refine((all) => !hasTwice(all.map(({ name }) => name)), 'two destinations have the same name')
    .refine((all) => !hasTwice(all.map(nameOfHost)), 'two destinations are at the same place'),
});

/** What holds for one destination: its own, and what all share. */
export const settingsSchema = z.strictObject({
  ...sharedFields,
  destination: destinationNameSchema,
  ...ownFields,
});

function hasTwice(texts: readonly string[]): boolean {
  return new Set(texts).size !== texts.length;
}

/** Where the backups go, as it is called in records. */
export function nameOfHost({ host }: { host: z.infer<typeof hostSchema> }): string {
  return host.kind === 'local' ? host.directory : host.destination;
}

export function settingsFor(file: SettingsFile, { name, ...own }: Destination): Settings {
  const { schemaVersion, machine, roots, notifications, commands } = file;
  const shared = { schemaVersion, roots, notifications, commands };
  return {
    ...{ ...shared, ...own, destination: name },
    ...(machine !== undefined && { machine }),
  };
}

export type SettingsFile = z.infer<typeof settingsFileSchema>;
export type Destination = SettingsFile['destinations'][number];
export type Settings = z.infer<typeof settingsSchema>;
export type Command = z.infer<typeof command>;
export type Schedule = Settings['schedule'];
export type HostSettings = Settings['host'];
export type SshHostSettings = Extract<HostSettings, { kind: 'ssh' }>;
export type LocalHostSettings = Extract<HostSettings, { kind: 'local' }>;
