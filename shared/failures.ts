/** Everything that is expected to go wrong, each with what is known of it; describe-failure.ts has the words. */
import * as z from 'zod';
import { refusalSchema } from './restore-refusal';
import { foundInsteadSchema } from './store-mark';

const text = z.string().max(4000);
const detail = z.object({ detail: text });

/** What a file system may lack that a store needs. */
const STORE_LACKS = ['hard-links', 'symbolic-links', 'attributes', 'modes', 'names'] as const;
export type StoreLack = (typeof STORE_LACKS)[number];

/** Longer than a day nobody is sent away. */
const MOST_BUSY_SECONDS = 86_400;

/** Failures that the backup host names; it reports them, the laptop shows them. */
const hostFailures = [
  detail.extend({ code: z.literal('request-malformed') }),
  detail.extend({ code: z.literal('address-mismatch') }),
  z.object({ code: z.literal('tunnel-not-allowed') }),
  detail.extend({ code: z.literal('connect-back-failed') }),
  detail.extend({ code: z.literal('laptop-key-mismatch') }),
  detail.extend({ code: z.literal('store-unusable') }),
  z.object({ code: z.literal('store-lacks'), lack: z.enum(STORE_LACKS) }),
  z.object({ code: z.literal('store-not-the-one'), found: foundInsteadSchema }),
  z.object({ code: z.literal('too-many-links'), path: text }),
  z.object({
    code: z.literal('store-full'),
    freeBytes: z.number().nonnegative().optional(),
    /** What is to stay free (--min-free). */
    neededBytes: z.number().nonnegative().optional(),
    /** What this machine's snapshots would take, and may take (--max-size). */
    heldBytes: z.number().nonnegative().optional(),
    allowedBytes: z.number().nonnegative().optional(),
  }),
  z.object({ code: z.literal('too-many-backups'), limit: z.int(), seconds: z.number() }),
  z.object({
    code: z.literal('store-busy'),
    machine: text,
    /** In so many it is worth asking again: the host serves as many machines as it may (--at-once). */
    seconds: z.int().min(1).max(MOST_BUSY_SECONDS).optional(),
  }),
  z.object({ code: z.literal('host-program-missing'), program: text }),
  z.object({ code: z.literal('host-program-not-started'), program: text, detail: text }),
  z.object({ code: z.literal('transfer-failed'), status: z.int(), detail: text }),
  detail.extend({ code: z.literal('transfer-interrupted') }),
  z.object({ code: z.literal('transfer-too-long'), seconds: z.number().nonnegative() }),
  detail.extend({ code: z.literal('host-internal') }),
] as const;

export const hostFailureSchema = z.discriminatedUnion('code', hostFailures);
export type HostFailure = z.infer<typeof hostFailureSchema>;

/** What of a host's "the snapshot is complete" is not what the laptop saw happen. */
const falseClaimSchema = z.enum([
  /** Nothing connected. */
  'never-connected',
  /** Not every folder was read to its end. */
  'not-read',
  /** It never said that it makes this snapshot. */
  'not-announced',
  /** It speaks of a dry run where a backup was asked for, or of a backup where none was. */
  'other-purpose',
]);
export type FalseClaim = z.infer<typeof falseClaimSchema>;

export const failureSchema = z.discriminatedUnion('code', [
  ...hostFailures,
  z.object({ code: z.literal('settings-missing'), path: text }),
  z.object({ code: z.literal('settings-broken'), path: text, detail: text }),
  z.object({ code: z.literal('settings-newer'), path: text, version: z.number() }),
  z.object({ code: z.literal('settings-changed'), path: text }),
  z.object({ code: z.literal('settings-unwritable'), path: text, detail: text }),
  z.object({ code: z.literal('destination-unknown'), name: text, names: z.array(text) }),
  /** `name`: of the destination that has the name, or is at the place. */
  z.object({ code: z.literal('destination-taken'), what: z.enum(['name', 'place']), name: text }),
  z.object({ code: z.literal('destination-last'), name: text }),
  /** There are several, and what is asked is for one. */
  z.object({ code: z.literal('destination-unnamed'), names: z.array(text) }),
  detail.extend({ code: z.literal('schedule-not-installed') }),
  detail.extend({ code: z.literal('autostart-unwritable') }),
  z.object({ code: z.literal('exclude-list-unreadable'), path: text, detail: text }),
  z.object({ code: z.literal('exclude-list-gone'), path: text }),
  z.object({ code: z.literal('exclude-list-too-large'), path: text, bytes: z.int(), most: z.int() }),
  z.object({ code: z.literal('exclude-list-refused'), path: text, line: z.int().nullable(), detail: text }),
  z.object({ code: z.literal('exclude-list-unwritable'), path: text, detail: text }),
  z.object({ code: z.literal('exclude-list-changed'), path: text }),
  z.object({ code: z.literal('name-not-expressible'), path: text }),
  z.object({ code: z.literal('root-unreadable'), root: text, detail: text }),
  z.object({ code: z.literal('root-not-mounted'), root: text }),
  z.object({ code: z.literal('store-inside-root'), directory: text, root: text }),
  /** `locked`: disks that are plugged in and encrypted, one of which it may be on. */
  z.object({ code: z.literal('store-missing'), directory: text, locked: z.array(text).optional() }),
  z.object({ code: z.literal('already-running'), pid: z.int() }),
  z.object({ code: z.literal('program-missing'), program: text, package: text }),
  /** It is there: the machine lacks processes or memory. */
  z.object({ code: z.literal('program-not-started'), program: text, detail: text }),
  z.object({ code: z.literal('call-key-failed'), path: text, detail: text }),
  detail.extend({ code: z.literal('one-time-key-failed') }),
  /** `directory`: where there is no room, or it may not be made. */
  z.object({ code: z.literal('run-directory-failed'), directory: text.optional(), detail: text }),
  /** Not even the lock of a run can be written. */
  z.object({ code: z.literal('state-unwritable'), directory: text, detail: text }),
  /** No word against the exclude list: it does not start, or ends at once, for want of processes or memory. */
  detail.extend({ code: z.literal('rsync-unusable') }),
  z.object({ code: z.literal('port-taken'), port: z.int() }),
  detail.extend({ code: z.literal('host-unreachable') }),
  /** What ssh says of the person's configuration: file, line and what is wrong there. */
  detail.extend({ code: z.literal('ssh-misconfigured') }),
  detail.extend({ code: z.literal('ssh-failed') }),
  detail.extend({ code: z.literal('host-key-not-trusted') }),
  z.object({
    code: z.literal('host-key-changed'),
    host: text,
    /** Fingerprints: of the key it showed, and of the one that ssh knows ("?" where that cannot be read). */
    shown: text,
    known: text,
    /** The command that forgets the known one. */
    forget: text,
  }),
  /** The key has a passphrase, and no agent here knows it. */
  z.object({ code: z.literal('call-key-locked'), path: text }),
  /** Others may read the key, so ssh leaves it aside. */
  z.object({ code: z.literal('call-key-open'), path: text }),
  detail.extend({ code: z.literal('host-login-refused') }),
  detail.extend({ code: z.literal('tunnel-refused') }),
  z.object({ code: z.literal('host-program-not-installed'), detail: text }),
  /** For a store on this machine: the program that keeps the snapshots is part of Latchkey. */
  z.object({ code: z.literal('part-missing'), detail: text }),
  /** No command in the key line: the call got a shell, as a person's login does. */
  detail.extend({ code: z.literal('host-login-is-shell') }),
  detail.extend({ code: z.literal('host-node-missing') }),
  detail.extend({ code: z.literal('host-node-too-old') }),
  detail.extend({ code: z.literal('host-ended') }),
  z.object({ code: z.literal('call-ended'), program: text, signal: text }),
  z.object({ code: z.literal('host-failed'), status: z.int(), detail: text }),
  z.object({ code: z.literal('callback-missing'), seconds: z.number(), turnedAway: z.array(text) }),
  z.object({
    code: z.literal('host-silent'),
    /** What it was waited for: that it asks for something, or says how it ended. */
    awaited: z.enum(['request', 'report']),
    seconds: z.number(),
  }),
  z.object({ code: z.literal('commands-refused'), reasons: z.array(text) }),
  z.object({ code: z.literal('not-acknowledged') }),
  z.object({
    code: z.literal('acknowledgement-false'),
    claims: z.array(falseClaimSchema).min(1),
    roots: z.array(text),
  }),
  detail.extend({ code: z.literal('request-refused') }),
  detail.extend({ code: z.literal('hold-not-released') }),
  detail.extend({ code: z.literal('not-opened') }),
  detail.extend({
    code: z.literal('not-trashed'),
    path: text,
    /** `changed`: something else is there now. `is-trash`: it is in the trash, or the trash in it. */
    why: z.enum(['changed', 'mounted', 'no-trash', 'is-trash', 'is-root', 'refused']),
  }),
  detail.extend({
    code: z.literal('not-put-back'),
    path: text,
    why: z.enum(['gone', 'taken', 'no-folder', 'refused']),
  }),
  z.object({ code: z.literal('snapshot-not-there'), snapshot: text, directory: text }),
  detail.extend({ code: z.literal('snapshot-not-changed') }),
  z.object({
    code: z.literal('copy-no-room'),
    directory: text,
    neededBytes: z.number(),
    freeBytes: z.number(),
  }),
  detail.extend({ code: z.literal('copy-failed') }),
  /** It gives files back by a one-time code, and none was given. */
  z.object({ code: z.literal('restore-needs-host'), host: text }),
  z.object({ code: z.literal('restore-not-granted'), host: text }),
  /** Another connection is giving its code there just now. */
  z.object({ code: z.literal('restore-host-busy'), host: text }),
  /** `left`: so many further wrong ones, and it is void. */
  z.object({ code: z.literal('restore-code-wrong'), host: text, left: z.int() }),
  z.object({ code: z.literal('restore-grant-void'), host: text }),
  z.object({ code: z.literal('restore-grant-used'), host: text }),
  z.object({ code: z.literal('restore-grant-expired'), host: text }),
  /** While it was in use. */
  z.object({ code: z.literal('restore-grant-ended'), host: text, why: z.enum(['time', 'revoked']) }),
  z.object({ code: z.literal('restore-not-covered'), host: text, snapshot: text }),
  z.object({ code: z.literal('restore-connection-lost'), host: text, detail: text }),
  z.object({ code: z.literal('restore-host-too-old'), host: text }),
  z.object({ code: z.literal('restore-more-than-listed'), host: text }),
  z.object({ code: z.literal('restore-no-machine'), directory: text, machine: text }),
  z.object({ code: z.literal('restore-no-snapshot'), when: text }),
  /** `last`: the newest snapshot that has it; null: none, or nobody looked. */
  z.object({ code: z.literal('restore-no-path'), path: text, last: text.nullable() }),
  detail.extend({ code: z.literal('restore-unanswered') }),
  z.object({ code: z.literal('restore-no-place'), directory: text, why: refusalSchema }),
  detail.extend({ code: z.literal('restore-fetch-failed') }),
  z.object({ code: z.literal('restore-archive-taken'), file: text }),
  z.object({ code: z.literal('restore-archive-failed'), file: text, detail: text }),
  z.object({ code: z.literal('restore-not-proven'), path: text }),
  z.object({ code: z.literal('restore-cut-short') }),
  z.object({ code: z.literal('restore-none'), wanted: z.enum(['resume', 'undo']) }),
  z.object({ code: z.literal('restore-busy'), pid: z.int() }),
  z.object({ code: z.literal('export-unwritable'), path: text, detail: text }),
  detail.extend({ code: z.literal('usage-list-unreadable') }),
  z.object({ code: z.literal('usage-service-ended') }),
  detail.extend({ code: z.literal('internal') }),
]);

export type Failure = z.infer<typeof failureSchema>;
export type FailureCode = Failure['code'];
export type FailureOf<C extends FailureCode> = Extract<Failure, { code: C }>;

export interface FailureText<C extends FailureCode> {
  exitCode: number;
  /** `attention`: the next run may well succeed by itself. `failed`: someone must act. */
  severity: 'attention' | 'failed';
  sentence: (failure: FailureOf<C>) => string;
  nextStep: (failure: FailureOf<C>) => string;
}
