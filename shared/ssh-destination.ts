/** Where ssh goes, as people write it: USER@HOST, USER@HOST:PORT, USER@[ADDRESS]:PORT, ssh://USER@HOST:PORT. */

export interface SshDestination {
  /** USER@HOST or HOST, as ssh takes it. */
  destination: string;
  /** Null: by ssh's configuration. */
  port: number | null;
}

/** Undefined where it is none: without a host, with an empty user, or with a port that is none. */
export function readDestination(text: string): SshDestination | undefined {
  const uri = /^ssh:\/\/([^/]*)\/?$/.exec(text.trim());
  const written = uri?.[1] ?? text.trim();
  // The last one: users of directories have an "@" in their names.
  const at = written.lastIndexOf('@');
  const user = at < 0 ? undefined : written.slice(0, at);
  const place = readPlace(written.slice(at + 1));
  if (place === undefined || (user !== undefined && !/^[^-\p{Cc}][^\p{Cc}]*$/u.test(user))) return undefined;
  const name = user !== undefined && uri !== null ? decoded(user) : user;
  const { host, port } = place;
  return { destination: name === undefined ? host : `${name}@${host}`, port };
}

/** In one word, which ssh and we read alike; undefined where it is no destination. */
export function destinationWithPort(text: string): string | undefined {
  const read = readDestination(text);
  if (read === undefined || read.port === null) return read?.destination;
  const at = read.destination.lastIndexOf('@');
  const host = read.destination.slice(at + 1);
  const user = at < 0 ? '' : `${encodeURIComponent(read.destination.slice(0, at))}@`;
  return `ssh://${user}${host.includes(':') ? `[${host}]` : host}:${read.port}`;
}

function readPlace(text: string): { host: string; port: number | null } | undefined {
  // More than one colon without brackets: an IPv6 address.
  const [, bracketed, plain, digits] = /^(?:\[([0-9A-Fa-f:.%\w]+)\]|([^:[\]]+))(?::(\d*))?$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? (/:.*:/.test(text) ? text : '');
  if (!/^[^-\s@/[\]][^\s@/[\]]*$/.test(host)) return undefined;
  if (digits === undefined) return { host, port: null };
  const port = Number(digits);
  return digits !== '' && port >= 1 && port <= 65535 ? { host, port } : undefined;
}

function decoded(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
