/** The settings file's model, version 3. The file is `$XDG_CONFIG_HOME/latchkey/settings.json`. */
import * as z from 'zod';
import { machineNameSchema } from './machine-name';
import { conditionsFields } from './settings-parts/conditions';
import { absolutePath } from './settings-parts/path';
import { scheduleSchema } from './settings-parts/schedule';
import { speedFields } from './settings-parts/speed';
import { tellingFields } from './settings-parts/telling';
import { rootsSchema } from './settings-parts/what';
import { hostSchema } from './settings-parts/where';
import { valuesOf } from './settings-parts/written';

export const CURRENT_SETTINGS_VERSION = 3;

/** A program and its arguments, without a shell. */
const command = z.strictObject({
  argv: z.tuple([absolutePath], z.string()),
  limitSeconds: z.int().min(1).max(86_400).default(600),
});

export const settingsSchema = z.strictObject({
  schemaVersion: z.literal(CURRENT_SETTINGS_VERSION),
  host: hostSchema,
  /** What this machine is called in its backups; absent in settings from before 0.2 until the next good backup. */
  machine: machineNameSchema.optional(),
  roots: rootsSchema,
  schedule: scheduleSchema.default({ kind: 'off' }),
  conditions: z.strictObject(valuesOf(conditionsFields)).prefault({}),
  ...valuesOf(tellingFields),
  /** Run around each backup. If `before` fails, the backup is skipped; `after` is run whatever came of it. */
  commands: z.strictObject({ before: command.optional(), after: command.optional() }).prefault({}),
  ...valuesOf(speedFields),
});

export type Settings = z.infer<typeof settingsSchema>;
export type Command = z.infer<typeof command>;
export type Schedule = Settings['schedule'];
export type HostSettings = Settings['host'];
export type SshHostSettings = Extract<HostSettings, { kind: 'ssh' }>;
export type LocalHostSettings = Extract<HostSettings, { kind: 'local' }>;
