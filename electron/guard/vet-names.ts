/**
 * Holds the names of what a host wants against the list that the run wrote before it opened its door (shared/tree-list.ts): a name
 * passes only if it stands there, byte for byte. rsync itself would send whatever is named: --files-from switches its exclude
 * rules off, and it follows symbolic links in the directories above a name. So these are looked at once more as well.
 */
import { createReadStream, lstatSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { nameInReason } from './name-in-reason';

/** shared/wanted-names.ts */
const SHAPE = /^\.(?:\/(?!\.{0,2}(?:\/|$))[^/]+)+$/s;

/**
 * Why nothing may be sent; undefined where every name may be.
 *
 * @param names binary strings, as rsync gets them
 * @param root the path that they are below
 * @param listFile the list of that root, packed by gzip
 * @throws what the file system and zlib throw: then nothing may be sent either
 */
export async function whyNamesAreRefused(
  names: readonly string[],
  root: string,
  listFile: string,
): Promise<string | undefined> {
  const directories = new Map<string, Set<string>>();
  for (const name of names) {
    if (!SHAPE.test(name)) return `name "${nameInReason(name)}" is of another form`;
    const path = name.slice(2);
    const slash = path.lastIndexOf('/');
    const directory = path.slice(0, Math.max(0, slash));
    const inside = directories.get(directory) ?? new Set();
    directories.set(directory, inside.add(path.slice(slash + 1)));
  }
  const unlisted = await firstUnlisted(directories, listFile);
  if (unlisted !== undefined) return `name "${nameInReason(unlisted)}" is not in the list of this run`;
  const gone = findOther(directories.keys(), root);
  return gone === undefined ? undefined : `"${nameInReason(gone)}" is no directory any more`;
}

async function firstUnlisted(
  directories: ReadonlyMap<string, ReadonlySet<string>>,
  listFile: string,
): Promise<string | undefined> {
  const left = new Map(
    [...directories].map(([path, names]) => [escapeBytes(path), new Set([...names].map(escapeBytes))]),
  );
  let here: Set<string> | undefined;
  for await (const line of linesOf(listFile)) {
    if (line.startsWith('/ ')) here = left.get(line.slice(2));
    else here?.delete(line.slice(line.lastIndexOf(' ') + 1));
  }
  for (const [path, names] of left) {
    for (const name of names) return `./${path === '' ? '' : `${path}/`}${name}`;
  }
  return undefined;
}

/** As the list spells names: %XX for what is no printable ASCII, for a space and for "%". */
function escapeBytes(bytes: string): string {
  return bytes.replace(
    /[^\x21-\x7e]|%/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  // What goes wrong with the one ends the other, and is thrown here.
  const text = pipeline(createReadStream(file), createGunzip(), () => undefined);
  for await (const piece of text as AsyncIterable<Buffer>) {
    const lines = (rest + piece.toString('latin1')).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

/** The first of these directories, and of those above them, that is something else now. One that has gone sends nothing. */
function findOther(directories: Iterable<string>, root: string): string | undefined {
  const seen = new Set(['']);
  for (let path of directories) {
    for (; !seen.has(path); path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
      seen.add(path);
      if (isOther(Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')]))) return path;
    }
  }
  return undefined;
}

function isOther(place: Buffer): boolean {
  try {
    return !lstatSync(place).isDirectory();
  } catch (error) {
    // Nobody gets through a directory that is not there, or closed; whether those above it are directories is asked of themselves.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return false;
    throw error;
  }
}
