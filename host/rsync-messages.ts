/**
 * What rsync says on stderr under LC_ALL=C, line by line.
 *
 * Since 3.2 it tells who speaks: `rsync: [sender] ...` is the laptop, `[receiver]` and `[generator]` are this host.
 * Before that the verb tells. Paths stay as rsync writes them, with \#ooo for bytes that are no printable ASCII.
 */

export type RsyncMessage =
  /** A file that went away while it was read. */
  | { kind: 'vanished' }
  /** Something on the laptop that could not be read, or not be kept in full. */
  | { kind: 'unreadable'; path: string }
  /** One more hard link to a file than the store's file system allows; rsync may die of it. */
  | { kind: 'too-many-links'; path: string }
  /** The store has no space left. */
  | { kind: 'full' }
  /** Something that went wrong on this side. */
  | { kind: 'local'; text: string }
  /** The laptop's guard did not allow the command. */
  | { kind: 'refused'; text: string }
  | { kind: 'other'; text: string };

const REFUSAL = 'latchkey-guard: refused: ';
const TAGGED = /^rsync: \[(sender|receiver|generator|Receiver|Generator)\] (.*)$/;
const SENDER_VERBS =
  /^(?:opendir|link_stat|readlink_stat|readlink|change_dir\S*|send_files failed to open|read errors mapping|readdir\S*|get_acl|get_xattr_names|get_xattr_data) ?[:("]/;
const SUMMARY = /^rsync (?:error|warning): .* \(code \d+\) at /;

export function readRsyncMessage(line: string, root: string): RsyncMessage {
  // At its beginning: a file may be called so.
  if (line.startsWith(REFUSAL)) return { kind: 'refused', text: line.slice(REFUSAL.length) };
  if (/^(?:file|directory) has vanished: /.test(line)) return { kind: 'vanished' };
  const changed = /^ERROR: (.*) failed verification -- update /.exec(line)?.[1];
  // It changed under rsync's hands, twice: what was read is no state that the file ever had.
  if (changed !== undefined) return { kind: 'unreadable', path: joinRoot(root, changed) };
  const overlong = /^filename overflows max-path len by \d+: (.*)$/.exec(line)?.[1];
  if (overlong !== undefined) return { kind: 'unreadable', path: joinRoot(root, overlong) };
  const tagged = TAGGED.exec(line);
  const text = tagged?.[2] ?? (line.startsWith('rsync: ') ? line.slice('rsync: '.length) : undefined);
  if (text === undefined || SUMMARY.test(line)) return { kind: 'other', text: line };
  const fromLaptop = tagged === null ? SENDER_VERBS.test(text) : tagged[1] === 'sender';
  if (!fromLaptop) return readLocalMessage(text, tagged !== null);
  const path = pathIn(text);
  return path === undefined ? { kind: 'other', text } : { kind: 'unreadable', path };
}

function readLocalMessage(text: string, isTagged: boolean): RsyncMessage {
  const lacking = pathLackingAttribute(text);
  if (lacking !== undefined) return { kind: 'unreadable', path: lacking };
  if (/: (?:No space left on device \(28\)|Disk quota exceeded \(122\))$/.test(text)) return { kind: 'full' };
  const unheld = pathNotHeld(text);
  if (unheld !== undefined) {
    return { kind: text.endsWith(' (31)') ? 'too-many-links' : 'unreadable', path: unheld };
  }
  return isTagged || / failed(?::| on )/.test(text) ? { kind: 'local', text } : { kind: 'other', text };
}

/**
 * What the store's file system refuses one path for: EPERM, E2BIG, EACCES, EEXIST, ENOTDIR, EISDIR, EINVAL (its letters),
 * EFBIG, EMLINK, ERANGE, ENAMETOOLONG, ENOTEMPTY, ELOOP, EOVERFLOW, EILSEQ, EOPNOTSUPP. Anything else, such as an error of
 * the disk, is no matter of the path.
 */
const MATTERS_OF_A_PATH = new Set([1, 7, 13, 17, 20, 21, 22, 27, 31, 34, 36, 39, 40, 75, 84, 95]);

/** The path, as the laptop has it, that could not be held here, or not in full. */
function pathNotHeld(text: string): string | undefined {
  if (!MATTERS_OF_A_PATH.has(Number(/ \((\d+)\)$/.exec(text)?.[1]))) return undefined;
  const stored =
    /^symlink "(.*)" -> ".*" failed: /.exec(text)?.[1] ??
    /^rename "(.*)" -> ".*": /.exec(text)?.[1] ??
    /^link "(.*)" => .* failed: /.exec(text)?.[1] ??
    /sys_acl_set_file\((.*), ACL_TYPE_\w+\)/.exec(text)?.[1] ??
    /^[^"]*"(.*)"[^"]*$/.exec(text)?.[1];
  return stored === undefined ? undefined : asOnLaptop(stored);
}

/** Without the store's part, and without what rsync adds to the name while it fetches. */
function asOnLaptop(stored: string): string | undefined {
  const path = /\.partial\/files(\/.*)$/.exec(stored)?.[1];
  return path?.replace(/\/\.([^/]+)\.[A-Za-z0-9]{6}$/, '/$1');
}

/**
 * An attribute that the store's file system cannot hold (ext4 has 4 KiB for all of a file's) is "no space left" too,
 * and no full disk: the file has arrived, that attribute has not. The path, as the laptop has it.
 */
function pathLackingAttribute(text: string): string | undefined {
  const stored = /^rsync_xal_set: [fl]setxattr\("(.*)","[^"]*"\) failed: /.exec(text)?.[1];
  return stored === undefined ? undefined : asOnLaptop(stored);
}

/** rsync quotes paths, but not the quotes in them: from the first to the last one, an attribute's name aside. */
function pathIn(text: string): string | undefined {
  const quoted = /^[^"]*"(.*)"[^"]*$/.exec(text)?.[1];
  if (quoted === undefined) return /sys_acl_get_file\((.*), ACL_TYPE_\w+\)/.exec(text)?.[1];
  return text.includes('getxattr(') ? quoted.replace(/","[^"]*$/, '') : quoted;
}

function joinRoot(root: string, path: string): string {
  return root === '/' ? `/${path}` : `${root}/${path}`;
}

/** A path as rsync writes it under LC_ALL=C, to compare with what it says. */
export function escapeLikeRsync(path: string): string {
  return Buffer.from(path)
    .toString('latin1')
    .replace(/[^\x20-\x7e]|\\(?=#\d{3})/g, (byte) => `\\#${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
