/**
 * The desktop's trash, by its specification (https://specifications.freedesktop.org/trash-spec/ 1.0), without its programs:
 * Electron's shell.trashItem starts one, waits for it, and does not say under which name the item is kept, which who takes it
 * back must know. Paths are binary strings. Nothing is ever copied to another file system.
 */
import { closeSync, constants, lstatSync, mkdirSync, openSync, readlinkSync } from 'node:fs';
import { realpathSync, unlinkSync, writeSync, type Stats } from 'node:fs';
import { readRegularFile } from '../../process/read-file';
import { failure, success, type Result } from '../../shared/result';
import type { FailureOf } from '../../shared/failures';
import { baseOf, bytesOf, isBelow, joinBytes, lookAt, parentOf } from '../restore/bytes';
import { moveNoReplace } from '../restore/rename-no-replace';
import { parseMountinfo } from '../usage/mount-table';

/** What was moved, and what it takes to bring it back. */
export interface Trashed {
  /** Where it was. */
  path: string;
  /** Where it is now, and the file that says where it was. */
  kept: string;
  info: string;
}

export type ItemKind = 'directory' | 'file' | 'symlink' | 'other';
type WhyNotTrashed = FailureOf<'not-trashed'>['why'];
type WhyNotPutBack = FailureOf<'not-put-back'>['why'];
type Problem<Why> = Result<never, { why: Why; detail: string }>;
type Outcome<T, Why> = Result<T, { why: Why; detail: string }>;

interface Trash {
  directory: string;
  /** What the paths in it are relative to; undefined: they are absolute. */
  top: string | undefined;
}

/** A name has at most 255 bytes, ".trashinfo" among them; what tells names apart needs some. */
const LONGEST_NAME = 235;
const MOST_TRIES = 1000;

/**
 * Moves `below` of the folder `root` into the trash of its file system. Refused: what another folder has the place of (a link
 * in its way since it was looked at), what is of another kind now, and what something is mounted in.
 */
export function moveToTrash(
  root: string,
  below: string,
  kind: ItemKind,
  dataHome: string,
): Outcome<Trashed, WhyNotTrashed> {
  return withParent(joinBytes(real(root), below), (path, inParent) => {
    const item = lookAt(inParent);
    if (item === undefined || kindOf(item) !== kind) return no('changed');
    if (mountPoints().some((point) => point === path || isBelow(point, path))) return no('mounted');
    const trash = findTrash(path, item, dataHome);
    if (trash === undefined) return no('no-trash');
    const { directory, top } = trash;
    if (path === directory || isBelow(path, directory) || isBelow(directory, path)) return no('is-trash');
    const recorded = top === undefined ? path : path.slice(top === '/' ? 1 : top.length + 1);
    const name = bytesOf(baseOf(path)).subarray(0, LONGEST_NAME).toString('latin1');
    for (let count = 1; count <= MOST_TRIES; count += 1) {
      const own = count === 1 ? name : `${name}.${count}`;
      const info = `${directory}/info/${own}.trashinfo`;
      if (!writeInfo(info, recorded)) continue;
      const kept = `${directory}/files/${own}`;
      const moved = moveNoReplace(inParent, kept);
      if (moved === 'done') return success({ path, kept, info });
      unlinkSync(bytesOf(info));
      if (moved === 'taken') continue;
      // A bind mount, or a quota project: the same device, and still not one file system to rename(2).
      return moved === 'other-file-system' ? no('no-trash') : no('refused', moved.other);
    }
    return no('refused', 'too many of that name are in the trash');
  });
}

/** Never in the place of something else. */
export function putBack({ path, kept, info }: Trashed): Outcome<null, WhyNotPutBack> {
  if (lookAt(kept) === undefined) return no('gone');
  const put = withParent<null, WhyNotPutBack | 'changed'>(path, (_, inParent) => {
    const moved = moveNoReplace(kept, inParent);
    if (moved === 'done') return success(null);
    if (moved === 'taken') return no('taken');
    return no('refused', moved === 'other-file-system' ? 'EXDEV' : moved.other);
  });
  if (!put.ok) {
    const { why, detail } = put.failure;
    return why === 'changed' ? no('no-folder') : no(why, detail);
  }
  try {
    unlinkSync(bytesOf(info));
  } catch {
    // Without its item it stands for nothing; file managers pass it over.
  }
  return success(null);
}

/**
 * Holds the folder that an item is in open while `act` works on it, so that no link put in its way in between leads elsewhere.
 * `inParent`: the item's path by way of that.
 */
function withParent<T, Why extends string>(
  path: string,
  act: (path: string, inParent: string) => Outcome<T, Why>,
): Outcome<T, Why | 'changed' | 'refused'> {
  let folder: number;
  try {
    folder = openSync(
      bytesOf(parentOf(path)),
      constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW,
    );
  } catch {
    return no('changed');
  }
  try {
    const held = `/proc/self/fd/${folder}`;
    if (readlinkSync(held, 'buffer').toString('latin1') !== parentOf(path)) return no('changed');
    return act(path, `${held}/${baseOf(path)}`);
  } catch (error) {
    return no('refused', (error as Error).message);
  } finally {
    closeSync(folder);
  }
}

/** The home trash where it is on the same file system, else the one at the top of the item's. */
function findTrash(path: string, item: Stats, dataHome: string): Trash | undefined {
  const home = `${dataHome}/Trash`;
  let above = home;
  while (lookAt(above) === undefined) above = parentOf(above);
  const uid = process.getuid?.() ?? -1;
  if (lstatSync(realpathSync(bytesOf(above), 'buffer')).dev === item.dev) {
    mkdirSync(bytesOf(home), { recursive: true, mode: 0o700 });
    return makeTrash(real(home), undefined, uid);
  }
  let top = parentOf(path);
  while (top !== '/' && lookAt(parentOf(top))?.dev === item.dev) top = parentOf(top);
  const shared = joinBytes(top, '.Trash');
  const common = lookAt(shared);
  // The administrator's, if it is what the specification wants: no link, and sticky.
  const inCommon =
    common?.isDirectory() === true && (common.mode & 0o1000) !== 0
      ? makeTrash(`${shared}/${uid}`, top, uid)
      : undefined;
  return inCommon ?? makeTrash(joinBytes(top, `.Trash-${uid}`), top, uid);
}

/** Undefined where it cannot be made, or is somebody else's or a link. */
function makeTrash(directory: string, top: string | undefined, uid: number): Trash | undefined {
  for (const each of [directory, `${directory}/files`, `${directory}/info`]) {
    try {
      mkdirSync(bytesOf(each), { mode: 0o700 });
    } catch {
      // It may be there already, which the look at it says.
    }
    const found = lookAt(each);
    if (found?.isDirectory() !== true || found.uid !== uid) return undefined;
  }
  return { directory, top };
}

/** False: that name is taken. The file is there before the item is, as the specification wants it. */
function writeInfo(file: string, path: string): boolean {
  let opened: number;
  try {
    opened = openSync(bytesOf(file), 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(opened, `[Trash Info]\nPath=${escape(path)}\nDeletionDate=${localTime(new Date())}\n`);
  } finally {
    closeSync(opened);
  }
  return true;
}

/** As in URLs (RFC 2396), byte for byte. */
function escape(path: string): string {
  return path.replace(/[^A-Za-z0-9\-_.!~*'()/]/g, (byte) => {
    return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

/** YYYY-MM-DDThh:mm:ss, where the person is. */
function localTime(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}

function mountPoints(): string[] {
  return parseMountinfo(readRegularFile('/proc/self/mountinfo', 'latin1')).map(({ point }) => point);
}

function kindOf(item: Stats): ItemKind {
  if (item.isDirectory()) return 'directory';
  if (item.isSymbolicLink()) return 'symlink';
  return item.isFile() ? 'file' : 'other';
}

function real(path: string): string {
  return realpathSync(bytesOf(path), 'buffer').toString('latin1');
}

function no<Why extends string>(why: Why, detail = ''): Problem<Why> {
  return failure({ why, detail });
}
