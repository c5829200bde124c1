/** The settings file's model, version 3. The file is `$XDG_CONFIG_HOME/latchkey/settings.json`. */
import * as z from 'zod';
import { keepPolicySchema } from './keep-policy';
import { destinationWithPort, readDestination } from './ssh-destination';

export const CURRENT_SETTINGS_VERSION = 3;

/** An absolute, normalised path: what rsync and the guard can compare byte by byte. */
const absolutePath = z
  .string()
  .regex(/^\//, 'must be an absolute path')
  .refine((path) => !path.includes('\0'), 'must not contain a NUL byte')
  .refine(
    (path) => path === '/' || !/\/$|\/\/|\/\.{1,2}(\/|$)/.test(path),
    'must be a plain path: no trailing slash, no "//", no "." or ".." part',
  );

/** What ssh takes as a destination, which must not look like an option of its own. */
export const destinationSchema = z.string().superRefine((text, context) => {
  const read = text === text.trim() ? readDestination(text) : undefined;
  const message =
    read === undefined
      ? 'must be USER@HOST, ssh://USER@HOST:PORT or a host of your ssh configuration'
      : read.port !== null && !text.startsWith('ssh://')
        ? `has a port: write it as ${destinationWithPort(text) ?? ''}`
        : undefined;
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be an IP address or a network such as 192.0.2.0/24',
});

export const sshHostSchema = z.strictObject({
  kind: z.literal('ssh'),
  destination: destinationSchema,
  /** Further arguments of ssh(1), each its own string: `["-p", "2222"]`. */
  sshArgs: z.array(z.string()).default([]),
  /** `direct`: the host connects to an address of this machine. `tunnel`: it comes back through the call itself. */
  reach: z.enum(['direct', 'tunnel']).default('direct'),
  /** What the host is told to connect to; absent: this machine's host name. */
  callbackAddress: z
    .string()
    .regex(/^[^-\s'"\\]+$/, 'must be a host name or an address')
    .optional(),
  /** The port to listen on; 0: any free one. */
  callbackPort: z.int().min(0).max(65535).default(0),
  /** Who may connect; absent: the addresses of what `ssh -G` says the destination is. */
  allowFrom: z.array(address).min(1).optional(),
});

const localHost = z.strictObject({
  kind: z.literal('local'),
  /** The store's directory, on a USB disk, say. */
  directory: absolutePath,
  /** Which snapshots stay after each backup; absent: all. A host's owner says so there, by --keep. */
  keep: keepPolicySchema.optional(),
});

/** A directory of the store. As host/store-layout.ts has it. */
export const machineNameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be up to 64 letters, digits, ".", "_" and "-", and begin with a letter or digit',
  );

/** "22:00", by the clock on the wall. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** When a backup is due, counted from the last good one. `off`: only by hand. */
export const scheduleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('hours'), every: z.int().min(1).max(168) }),
  z.strictObject({ kind: z.literal('daily'), at: timeOfDay }),
  z.strictObject({ kind: z.literal('weekly'), on: z.enum(WEEKDAYS), at: timeOfDay }),
]);
export type Schedule = z.infer<typeof scheduleSchema>;

/** What holds a scheduled backup back. "Back up now" goes ahead all the same. */
export const conditionsSchema = z.strictObject({
  /** On battery, below this share of charge; 0: never hold back. */
  leastBattery: z.int().min(0).max(100).default(30),
  onMetered: z.boolean().default(false),
  onPowerSaver: z.boolean().default(false),
  /** Names of NetworkManager's connections; absent: any network. */
  networks: z.array(z.string().min(1)).min(1).optional(),
});

/** A program and its arguments, without a shell. */
const command = z.strictObject({
  argv: z.tuple([absolutePath], z.string()),
  limitSeconds: z.int().min(1).max(86_400).default(600),
});

export const settingsSchema = z.strictObject({
  schemaVersion: z.literal(CURRENT_SETTINGS_VERSION),
  host: z.discriminatedUnion('kind', [sshHostSchema, localHost]),
  /** What this machine is called in its backups; absent in settings from before 0.2 until the next good backup. */
  machine: machineNameSchema.optional(),
  roots: z
    .array(absolutePath)
    .min(1, 'name at least one directory to back up')
    .refine((roots) => new Set(roots).size === roots.length, 'a directory is named twice'),
  schedule: scheduleSchema.default({ kind: 'off' }),
  conditions: conditionsSchema.prefault({}),
  /** Without a good backup for so many days, Latchkey becomes loud. */
  overdueDays: z.int().min(1).max(365).default(3),
  notifications: z.boolean().default(true),
  /** Run around each backup. If `before` fails, the backup is skipped; `after` is run whatever came of it. */
  commands: z.strictObject({ before: command.optional(), after: command.optional() }).prefault({}),
  /** A monitor's address, as of healthchecks.io: it is told of the start, of success and of failure. */
  ping: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  /**
   * The most that the host may read, in kB (1000 bytes) a second, on the wire and so after compression; absent: as fast
   * as it can. The laptop holds it, whatever the host asks for: rsync's --bwlimit, which counts in KiB (1024 bytes).
   */
  bandwidthLimit: z.int().min(1).max(10_000_000).optional(),
});

export type Settings = z.infer<typeof settingsSchema>;
export type Command = z.infer<typeof command>;
export type HostSettings = Settings['host'];
export type SshHostSettings = Extract<HostSettings, { kind: 'ssh' }>;
export type LocalHostSettings = Extract<HostSettings, { kind: 'local' }>;
