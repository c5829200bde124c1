/**
 * What the first-run wizard and the connection check ask. A folder or a disk is a token for what the main process found
 * or a dialog gave; what a person typed (a host, a folder on that host) is a value, and is checked as one.
 */
import * as z from 'zod';
import { checkedStepSchema } from './check-step';
import { failureSchema } from './failures';
import { keepPolicySchema } from './keep-policy';
import { machineNameSchema } from './machine-name';
import { folderToken as token } from './settings-parts/path';
import { scheduleSchema } from './settings-parts/schedule';
import { destinationNameSchema } from './settings';
import { destinationSchema, reachSchema } from './settings-parts/where';

const nothing = z.null();

/** Where the store is on the host: from the root, or from that user's home. A "~" would not be one behind quotes. */
export const hostStoreSchema = z
  .string()
  .max(500)
  .regex(/^[^\p{Cc}~\s-][^\p{Cc}]*$/u)
  .refine((path) => path === path.trim() && !path.split('/').includes('..'));

/** Absent: all. */
const keep = keepPolicySchema.optional();

export type Reach = z.infer<typeof reachSchema>;

const hostWhereSchema = z.object({
  kind: z.literal('host'),
  destination: destinationSchema,
  reach: reachSchema,
  /** On the host. */
  store: hostStoreSchema,
  machine: machineNameSchema,
  keep,
});
export type HostWhere = z.infer<typeof hostWhereSchema>;

const whereSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), token, keep }),
  hostWhereSchema,
]);
export type Where = z.infer<typeof whereSchema>;

const whatSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('home') }),
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('folders'), tokens: z.array(token).min(1).max(100) }),
]);
export type What = z.infer<typeof whatSchema>;

/** Null: those that are usual. */
export const presetNames = z.array(z.string().max(100)).max(50).nullable();

const draftSchema = z.object({
  where: whereSchema,
  what: whatSchema,
  presets: presetNames,
  schedule: scheduleSchema,
  autostart: z.boolean(),
});
export type SetupDraft = z.infer<typeof draftSchema>;

/** What speaks against a folder as a store; `taken`: it is a destination already. `same-disk` is allowed, and worth knowing. */
const PLACE_PROBLEMS = ['file-system', 'read-only', 'not-writable', 'taken'] as const;

const placeSchema = z.object({
  token,
  /** The folder itself, or where the disk is mounted. */
  path: z.string(),
  /** Of a disk: what people call it. */
  name: z.string(),
  fileSystem: z.string(),
  freeBytes: z.number(),
  totalBytes: z.number(),
  problem: z.enum(PLACE_PROBLEMS).nullable(),
  /** On the disk that the home folder is on as well. */
  sameDisk: z.boolean(),
  /** A store is there, with snapshots in it. */
  hasBackups: z.boolean(),
});
export type Place = z.infer<typeof placeSchema>;

const identitySchema = z.discriminatedUnion('kind', [
  /** The key that ssh knows for it already. */
  z.object({ kind: z.literal('known'), type: z.string(), fingerprint: z.string() }),
  /** `compare`: what shows the fingerprint on the host itself. */
  z.object({
    kind: z.literal('new'),
    type: z.string(),
    fingerprint: z.string(),
    compare: z.string(),
    token,
  }),
  /** Another key than the one of the fingerprint `known`. `forget`: the command that forgets the old one. */
  z.object({
    kind: z.literal('changed'),
    type: z.string(),
    fingerprint: z.string(),
    known: z.string(),
    forget: z.string(),
  }),
]);
export type HostIdentity = z.infer<typeof identitySchema>;

const hostLinesSchema = z.object({
  /** For the host's authorized_keys. */
  keyLine: z.string(),
  /** One command that puts latchkey-host and that line there. */
  install: z.string(),
});

/** A machine that has backups in a store, which this one may be the successor of. */
const keptMachineSchema = z.object({
  machine: machineNameSchema,
  snapshots: z.int().positive(),
  /** When the last one began. */
  latest: z.iso.datetime(),
  /** Of the last one; null where its record is broken. */
  files: z.int().nonnegative().nullable(),
  bytes: z.number().nonnegative().nullable(),
});
export type KeptMachineSaid = z.infer<typeof keptMachineSchema>;

/** What was taken over, and what was not. */
const adoptedSchema = z.object({
  machine: machineNameSchema,
  /** When the backup began that its files are in; how large all of that is, null where its record is broken. */
  latest: z.iso.datetime(),
  files: z.int().nonnegative().nullable(),
  bytes: z.number().nonnegative().nullable(),
  /** The home directory of then, where it is another one. */
  movedFrom: z.string().nullable(),
  found: z.object({ settings: z.boolean(), excludeList: z.boolean() }),
  hadCommands: z.boolean(),
  /** Folders that are backed up and are not here. */
  missing: z.array(z.string()),
});
export type AdoptedSaid = z.infer<typeof adoptedSchema>;

/** What can be copied: made by the main process, which has the clipboard. */
const COPIED = [
  'key-line',
  'install',
  'compare',
  'forget',
  'adopt-login',
  'adopt-account',
  'adopt-installed',
] as const;

export const setupRequests = {
  /** What this machine offers. */
  'setup.look': {
    input: nothing,
    output: z.object({
      home: z.string(),
      disks: z.array(placeSchema),
      /** Encrypted ones that are plugged in and cannot be looked into: what people call them. */
      lockedDisks: z.array(z.string()),
      /** Hosts of the person's own ssh configuration. */
      sshHosts: z.array(z.string()),
      /** What the host could call this machine, or calls it already. */
      machine: machineNameSchema,
      /** There is an exclude list already, and it will be kept. */
      keepsExcludeList: z.boolean(),
    }),
  },
  /** For the store, or for what is backed up: the dialog begins where such a one may be. Null: the person chose none. */
  'setup.choose-folder': { input: z.enum(['store', 'root']), output: placeSchema.nullable() },
  'setup.identify-host': { input: z.object({ destination: destinationSchema }), output: identitySchema },
  /** The person has compared the fingerprint: ssh will know that host from now on. */
  'setup.trust-host': { input: z.object({ token }), output: nothing },
  /** Makes the key of the calls where there is none yet. */
  'setup.host-lines': { input: hostWhereSchema, output: hostLinesSchema },
  'setup.copy': { input: z.enum(COPIED), output: nothing },
  /** Scans what would be backed up; what it finds comes as "space.changed". */
  'setup.scan': { input: whatSchema, output: z.int() },
  /** Writes settings and exclude list, where there are none, and starts the first backup. */
  'setup.finish': {
    input: draftSchema,
    output: z.object({
      keptExcludeList: z.boolean(),
      /** What did not work of that which comes after the settings: schedule, log-in, the backup itself. */
      problems: z.array(failureSchema),
    }),
  },
  /** What a further destination would be called. */
  'setup.suggest-name': { input: whereSchema, output: z.string() },
  /** Adds a destination to the settings that there are, and starts the backup to it. `name` null: what is suggested. */
  'setup.add': {
    input: z.object({
      where: whereSchema,
      name: destinationNameSchema.nullable(),
      schedule: scheduleSchema,
    }),
    /** `problems`: of what comes after the settings, as in "setup.finish". */
    output: z.object({ name: z.string(), problems: z.array(failureSchema) }),
  },
  /** Which machines have backups in that folder, or in ours inside of it. */
  'setup.machines': { input: z.object({ token }), output: z.array(keptMachineSchema) },
  /** Goes on as that machine: its name, settings and exclude list. Where there are settings already, nothing is done. */
  'setup.adopt': {
    input: z.object({ token, machine: machineNameSchema }),
    output: adoptedSchema,
  },
  /** What makes this laptop the lost one there, for each kind of account. Makes the key of the calls where there is none yet. */
  'setup.lost-lines': {
    input: z.object({ destination: destinationSchema, machine: machineNameSchema }),
    output: z.object({ login: z.string(), account: z.string(), installed: z.string() }),
  },
  /** Gives the code that the host has shown. The connection stays open, for the Files view too. */
  'setup.open-lost': {
    input: z.object({ destination: destinationSchema, code: z.string().max(200) }),
    output: keptMachineSchema,
  },
  /** As setup.adopt, with what is open. */
  'setup.adopt-lost': { input: nothing, output: adoptedSchema },
  /** What this laptop has taken over and nobody has put aside yet, by the window or in a terminal. */
  'setup.adopted': { input: nothing, output: adoptedSchema.nullable() },
  /** Gives its home back, as "files.restore" does: answers when it has begun, the rest is told by "files.restoring". */
  'setup.bring-back': { input: z.object({ how: z.enum(['only-missing', 'beside']) }), output: nothing },
  /** It need not be said any more. */
  'setup.put-aside': { input: nothing, output: nothing },
  /** Saves the page "How to get everything back". Null: the person chose no file. */
  'setup.sheet': { input: nothing, output: z.object({ file: z.string() }).nullable() },
  /** Runs the check, on the saved settings or on those of the wizard; each step is told as "check.step". */
  'check.run': {
    input: z.discriminatedUnion('of', [
      /** `to`: a destination's name; null: the first. */
      z.object({ of: z.literal('saved'), to: z.string().nullable() }),
      /** `what` null: as in the settings. */
      z.object({ of: z.literal('draft'), where: hostWhereSchema, what: whatSchema.nullable() }),
    ]),
    output: z.object({ ok: z.boolean() }),
  },
  'check.cancel': { input: nothing, output: nothing },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export const setupEvents = {
  /** Each step of the check that was asked for, as it is done. */
  'check.step': checkedStepSchema,
} as const satisfies Record<string, z.ZodType>;

export type SetupChannel = keyof typeof setupRequests;
export type SetupInput<C extends SetupChannel> = z.infer<(typeof setupRequests)[C]['input']>;
export type SetupOutput<C extends SetupChannel> = z.infer<(typeof setupRequests)[C]['output']>;
