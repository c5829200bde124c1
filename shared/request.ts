/**
 * The request: what the laptop sends to its backup host.
 *
 *   argument   <callback-address>:<port>
 *   stdin      private key, "\n\n\n", exclude list
 *
 * This is the protocol of the first host script, in Python, byte for byte. What Latchkey adds rides in one comment
 * line at the head of the exclude list, which rsync, and so an older host, ignores.
 *
 * Bytes are handled as binary strings (one character per byte, as `Buffer.toString('latin1')` makes them), because
 * exclude lists may hold any byte and this folder knows neither Node's nor the DOM's byte types.
 */
import * as z from 'zod';
import { storeQuestionSchema } from './store-mark';

export const REQUEST_PROTOCOL = 1;
/** What an exclude list may have: the host keeps it with each snapshot. Some 20,000 lines. */
export const MOST_EXCLUDE_BYTES = 1024 * 1024;

const REQUEST_SEPARATOR = '\n\n\n';
const EXTENSION_PREFIX = '# latchkey-request: ';
const PLAIN_ABSOLUTE_PATH = /^(?:\/|(?:\/(?!\.{1,2}(?:\/|$))[^/\p{Cc}]+)+)$/u;

export interface Callback {
  host: string;
  port: number;
}

const plainPath = z.string().max(4096).regex(PLAIN_ABSOLUTE_PATH);

/** What a root was called in the snapshot before: another home directory, on a new laptop. */
export const movedRootSchema = z.object({ root: plainPath, before: plainPath });
export type MovedRoot = z.infer<typeof movedRootSchema>;

const requestExtensionSchema = z.object({
  protocol: z.literal(REQUEST_PROTOCOL),
  /** The laptop's one-time host key, as in a known_hosts line: type and base64. None where no connection is made. */
  hostKey: z
    .string()
    .max(200)
    .regex(/^ssh-ed25519 [A-Za-z0-9+/]+={0,2}$/)
    .optional(),
  /**
   * Whom the host logs in as: the laptop's sshd runs as its user and can let nobody else in. Directories give names such
   * as `name@corp.example`, `CORP\name` and `First Last`; what ssh itself takes for an attack on a shell is refused.
   */
  user: z
    .string()
    .max(256)
    .regex(/^(?!-)[^\p{Cc}\p{Zl}\p{Zp}:/'"`;&<>|(){}]+$/u),
  /** What may be read, each by one rsync over the one connection. Plain paths: the host joins them to its store's. */
  roots: z
    .array(plainPath)
    .min(1)
    .max(1000)
    // The second pull of one would find the first one's hard links in its destination.
    .refine((roots) => new Set(roots).size === roots.length, 'a root is named twice'),
  /**
   * How the host reaches the laptop: over the network, through the call's own tunnel, over this machine's loopback, or
   * without a connection: `here` for a store on the laptop itself.
   */
  reach: z.enum(['direct', 'tunnel', 'local', 'here']),
  /** `dry-run`: only say what would be transferred. `probe`: only go all the way there. Both keep nothing. */
  purpose: z.enum(['backup', 'dry-run', 'probe']),
  /** Which store is meant. Absent from laptops before 0.2, which take any. */
  store: storeQuestionSchema.optional(),
  /** The guard hands out a list of each root, `latchkey-list ROOT` (shared/tree-list.ts). Absent from laptops before 0.4. */
  offersLists: z.boolean().optional(),
  /** It also lets through what of these lists is named, `--files-from=-` (shared/wanted-names.ts). */
  takesNames: z.boolean().optional(),
  /** Where what has not changed of a root that the snapshot before has not got can be linked from, in that snapshot. */
  moved: z.array(movedRootSchema).max(1000).optional(),
});

export type RequestExtension = z.infer<typeof requestExtensionSchema>;

export interface RequestBody {
  /** Empty where no connection is made. */
  privateKey: string;
  /** Absent where a laptop with the original program asks. */
  extension: RequestExtension | undefined;
  excludeList: string;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string };

/** `host:port`, an IPv6 address in brackets, as ssh and rsync write it. */
export function formatCallback({ host, port }: Callback): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Reads `host:port`, `[v6]:port` and, as the original did, `v6:port` (the last colon counts). */
export function parseCallback(text: string): Parsed<Callback> {
  const match = /^(?:\[([0-9A-Fa-f:.%]+)\]|([A-Za-z0-9_.:%-]+)):([0-9]{1,5})$/.exec(text.trim());
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (host === undefined || host.startsWith('-') || port < 1 || port > 65535) {
    return { ok: false, reason: 'expected ADDRESS:PORT' };
  }
  return { ok: true, value: { host, port } };
}

/** The bytes for the call's stdin, as a binary string. */
export function formatRequestBody(body: RequestBody): string {
  const head = body.extension === undefined ? '' : `${EXTENSION_PREFIX}${toAsciiJson(body.extension)}\n`;
  return `${body.privateKey}${REQUEST_SEPARATOR}${head}${body.excludeList}`;
}

/** Splits at the first "\n\n\n". The key's own last newline counts towards it, so the key gets one back. */
export function parseRequestBody(text: string): Parsed<RequestBody> {
  const cut = text.indexOf(REQUEST_SEPARATOR);
  if (cut < 0) return { ok: false, reason: 'no private key followed by two empty lines on standard input' };
  const privateKey = cut === 0 ? '' : `${text.slice(0, cut)}\n`;
  if (
    cut > 0 &&
    !/^-----BEGIN OPENSSH PRIVATE KEY-----\n[A-Za-z0-9+/=\n]+-----END OPENSSH PRIVATE KEY-----\n$/.test(
      privateKey,
    )
  ) {
    return { ok: false, reason: 'what comes before the two empty lines is no OpenSSH private key' };
  }
  const rest = text.slice(cut + REQUEST_SEPARATOR.length).replace(/^\n+/, '');
  const head = splitHead(rest);
  if (!head.ok) return head;
  const { extension, excludeList } = head.value;
  if ((privateKey === '') !== (extension?.reach === 'here')) {
    return { ok: false, reason: 'a key goes with each request but one without a connection' };
  }
  if (excludeList.length > MOST_EXCLUDE_BYTES) {
    return { ok: false, reason: 'the exclude list is larger than 1 MiB' };
  }
  return { ok: true, value: { privateKey, extension, excludeList } };
}

function splitHead(rest: string): Parsed<Pick<RequestBody, 'extension' | 'excludeList'>> {
  if (!rest.startsWith(EXTENSION_PREFIX)) {
    return { ok: true, value: { extension: undefined, excludeList: rest } };
  }
  const end = rest.indexOf('\n');
  const line = end < 0 ? rest : rest.slice(0, end);
  const extension = parseExtension(line.slice(EXTENSION_PREFIX.length));
  if (!extension.ok) return extension;
  return {
    ok: true,
    value: { extension: extension.value, excludeList: end < 0 ? '' : rest.slice(end + 1) },
  };
}

function parseExtension(json: string): Parsed<RequestExtension> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, reason: 'the request line is no JSON' };
  }
  const parsed = requestExtensionSchema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, reason: `the request line is not understood: ${z.prettifyError(parsed.error)}` };
}

/** JSON in ASCII only, so that it survives as a binary string. */
function toAsciiJson(value: RequestExtension): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
