/** Where the backups go: another machine, and how it comes back; or a disk of this one. */
import * as z from 'zod';
import { keepPolicySchema } from '../keep-policy';
import { splitPort } from '../ssh-arguments';
import { destinationWithPort, readDestination } from '../ssh-destination';
import { keepForm, type KeepDraft } from './keep';
import { absolutePath, folderToken } from './path';
import { numberUnlessEmpty, textOrNone, trimmed, valuesOf, wordsOrNone, type Draft } from './written';

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

/** `direct`: the host connects to an address of this machine. `tunnel`: it comes back through the call itself. */
export const reachSchema = z.enum(['direct', 'tunnel']);

const sshFields = {
  destination: trimmed(destinationSchema),
  reach: reachSchema.default('direct'),
  /** What the host is told to connect to; absent: this machine's host name. */
  callbackAddress: textOrNone(
    z
      .string()
      .regex(/^[^-\s'"\\]+$/, 'must be a host name or an address')
      .optional(),
  ),
  /** The port to listen on; 0: any free one. */
  callbackPort: numberUnlessEmpty(z.int().min(0).max(65535).default(0), 0),
  /** Who may connect; absent: the addresses of what `ssh -G` says the destination is. */
  allowFrom: wordsOrNone(z.array(address).min(1).optional()),
};

const { destination, ...furtherFields } = valuesOf(sshFields);

export const sshHostSchema = z.strictObject({
  kind: z.literal('ssh'),
  destination,
  /** Further arguments of ssh(1), each its own string: `["-p", "2222"]`. */
  sshArgs: z.array(z.string()).default([]),
  ...furtherFields,
});

export const localHostSchema = z.strictObject({
  kind: z.literal('local'),
  /** The store's directory, on a USB disk, say. */
  directory: absolutePath,
  /** Which snapshots stay after each backup; absent: all. A host's owner says so there, by --keep. */
  keep: keepPolicySchema.optional(),
  /** Whether the disk is unmounted after each backup, so that it can be unplugged; absent: it stays. */
  unmountWhenDone: z.boolean().optional(),
});

export const hostSchema = z.discriminatedUnion('kind', [sshHostSchema, localHostSchema]);
type HostSettings = z.infer<typeof hostSchema>;

const sshForm = z.strictObject({
  kind: z.literal('ssh'),
  ...sshFields,
  /** Of ssh's arguments the port alone, null for ssh's own: others can name a program. */
  port: numberUnlessEmpty(z.int().min(1).max(65535).nullable(), null),
});

const localForm = z.strictObject({
  kind: z.literal('local'),
  /** Null: the directory stays. */
  folder: folderToken.nullable(),
  keep: keepForm,
  unmountWhenDone: z.boolean(),
});

/** As a window sends it. */
export const whereSchema = z.discriminatedUnion('kind', [
  z.strictObject(valuesOf(sshForm.shape)),
  z.strictObject(valuesOf(localForm.shape)),
]);
export type WhereValue = z.infer<typeof whereSchema>;

/** Both kinds keep their fields while the other one is looked at: nothing written is lost. */
export interface WhereDraft extends Omit<Draft<typeof sshForm>, 'kind'> {
  kind: HostSettings['kind'];
  /** Token null: the one that is in the settings. */
  folder: { path: string; token: string | null } | null;
  /** Of a disk; a host says so itself. */
  keep: KeepDraft;
  unmountWhenDone: boolean;
}

const NOTHING: Omit<WhereDraft, 'kind'> = {
  ...{ destination: '', reach: 'direct', port: '', callbackAddress: '', callbackPort: '', allowFrom: '' },
  folder: null,
  // What lies in the folder that will be chosen is not known here.
  keep: { choice: 'all' },
  unmountWhenDone: false,
};

export function whereDraftOf(host: HostSettings): WhereDraft {
  if (host.kind === 'local') {
    const folder = { path: host.directory, token: null };
    const { kind, unmountWhenDone = false } = host;
    return { ...NOTHING, kind, folder, keep: z.encode(keepForm, host.keep), unmountWhenDone };
  }
  const { sshArgs, ...fields } = host;
  // Absent ones are written, too: as empty fields.
  const value = { callbackAddress: undefined, allowFrom: undefined, ...fields };
  return { ...NOTHING, ...z.encode(sshForm, { ...value, port: splitPort(sshArgs).port }) } as WhereDraft;
}

export function readWhere(draft: WhereDraft): z.ZodSafeParseResult<WhereValue> {
  const { kind, folder, keep, unmountWhenDone, ...ssh } = draft;
  return kind === 'local'
    ? // Undefined, which cannot be saved, as long as none was chosen.
      z.safeDecode(localForm, { kind, folder: folder?.token as string | null, keep, unmountWhenDone })
    : z.safeDecode(sshForm, { kind, ...portApart(ssh) });
}

/** Written with its port: that goes where ports are, unless another one is there. */
function portApart<D extends { destination: string; port: string }>(ssh: D): D {
  const read = readDestination(ssh.destination);
  if (read === undefined || read.port === null) return ssh;
  return ssh.port.trim() === '' || Number(ssh.port) === read.port
    ? { ...ssh, destination: read.destination, port: String(read.port) }
    : ssh;
}
