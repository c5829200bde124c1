/** The settings file's model, version 1. The file is `$XDG_CONFIG_HOME/latchkey/settings.json`. */
import * as z from 'zod';

export const CURRENT_SETTINGS_VERSION = 1;

/** An absolute, normalised path: what rsync and the guard can compare byte by byte. */
const absolutePath = z
  .string()
  .regex(/^\//, 'must be an absolute path')
  .refine((path) => !path.includes('\0'), 'must not contain a NUL byte')
  .refine(
    (path) => path === '/' || !/\/$|\/\/|\/\.{1,2}(\/|$)/.test(path),
    'must be a plain path: no trailing slash, no "//", no "." or ".." part',
  );

/** What ssh takes as a destination: it must not look like an option, nor hold white space. */
const destination = z
  .string()
  .regex(/^[^-\s][^\s]*$/, 'must be USER@HOST or a host of your ssh configuration');

const address = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
  error: 'must be an IP address or a network such as 192.0.2.0/24',
});

const sshHost = z.strictObject({
  kind: z.literal('ssh'),
  destination,
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
});

export const settingsSchema = z.strictObject({
  schemaVersion: z.literal(CURRENT_SETTINGS_VERSION),
  host: z.discriminatedUnion('kind', [sshHost, localHost]),
  roots: z
    .array(absolutePath)
    .min(1, 'name at least one directory to back up')
    .refine((roots) => new Set(roots).size === roots.length, 'a directory is named twice'),
});

export type Settings = z.infer<typeof settingsSchema>;
export type HostSettings = Settings['host'];
export type SshHostSettings = Extract<HostSettings, { kind: 'ssh' }>;
