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

/** `isOurs`: something here has changed since the list was made, which is no fault of the peer's. */
export interface Refusal {
  reason: string;
  isOurs: boolean;
}

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
): Promise<Refusal | undefined> {
  const refuse = (reason: string): Refusal => ({ reason, isOurs: false });
  const wanted = new Set<string>();
  const directories = new Set<string>();
  for (const name of names) {
    if (!SHAPE.test(name)) return refuse(`name "${nameInReason(name)}" is of another form`);
    const path = name.slice(2);
    // rsync would send the directories above it each time.
    if (wanted.has(path)) return refuse(`name "${nameInReason(name)}" is there twice`);
    wanted.add(path);
    directories.add(directoryOf(path));
  }
  const unlisted = await firstUnlisted(wanted, directories, listFile);
  if (unlisted !== undefined)
    return refuse(`name "./${nameInReason(unlisted)}" is not in the list of this run`);
  const gone = findOther(directories, root);
  return gone === undefined
    ? undefined
    : { reason: `"${nameInReason(gone)}" is no directory any more`, isOurs: true };
}

/** Leaves in `wanted` what is not listed. */
async function firstUnlisted(
  wanted: Set<string>,
  directories: ReadonlySet<string>,
  listFile: string,
): Promise<string | undefined> {
  let here: string | undefined;
  for await (const line of linesOf(listFile)) {
    if (line.startsWith('/ ')) {
      const directory = unescapeBytes(line.slice(2));
      here = directories.has(directory) ? directory : undefined;
    } else if (here !== undefined) {
      const name = unescapeBytes(line.slice(line.lastIndexOf(' ') + 1));
      wanted.delete(here === '' ? name : `${here}/${name}`);
    }
  }
  const [unlisted] = wanted;
  return unlisted;
}

/** '' for what is in the root. */
function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The list spells a byte as %XX where it is no printable ASCII, a space or "%". */
function unescapeBytes(text: string): string {
  return text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
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
    for (; !seen.has(path); path = directoryOf(path)) {
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
