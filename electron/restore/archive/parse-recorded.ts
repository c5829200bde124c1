/** The words of rsync --fake-super's attributes (rsync's xattrs.c and acls.c). */

/** st_mode, owner, and the numbers of a device. */
export interface RecordedStat {
  mode: number;
  uid: number;
  gid: number;
  device: { major: number; minor: number };
}

/** Of `user.rsync.%stat`: "100644 0,0 1000:1000". Throws where it is none. */
export function parseStat(text: string): RecordedStat {
  const match = /^([0-7]+) (\d+),(\d+) (\d+):(\d+)$/.exec(text);
  if (match === null) throw new Error(`what rsync has kept of it is not understood: ${text}`);
  const [, mode = '', major, minor, uid, gid] = match;
  const device = { major: Number(major), minor: Number(minor) };
  return { mode: parseInt(mode, 8), uid: Number(uid), gid: Number(gid), device };
}

const HEAD_BYTES = 16;
const NAMED_BYTES = 8;
/** In the place of permissions: there is no such entry, or the mode says it. */
const NO_ENTRY = 0x80;
const IS_USER = 0x8000_0000;

/**
 * Of `user.rsync.%aacl` and `user.rsync.%dacl`: the permissions of owner, group, mask and others, then the named ones.
 *
 * @param mode of the entry, which says what an access list leaves out
 * @returns "user::rw-,user:1234:r--,group::r--,mask::r--,other::---"; throws where it is none
 */
export function parseAcl(bytes: Buffer, mode = 0): string {
  if (bytes.length < HEAD_BYTES || (bytes.length - HEAD_BYTES) % NAMED_BYTES !== 0) {
    throw new Error('an access control list that rsync has kept is not understood');
  }
  const [user = NO_ENTRY, group = NO_ENTRY, mask = NO_ENTRY, other = NO_ENTRY] = [0, 4, 8, 12].map((at) =>
    bytes.readUInt32LE(at),
  );
  const named: { id: number; access: number }[] = [];
  for (let at = HEAD_BYTES; at < bytes.length; at += NAMED_BYTES) {
    named.push({ id: bytes.readUInt32LE(at), access: bytes.readUInt32LE(at + 4) });
  }
  const or = (permissions: number, shift: number): number =>
    permissions === NO_ENTRY ? (mode >> shift) & 7 : permissions;
  const said = (kind: string, isUser: boolean): string[] =>
    named
      .filter(({ access }) => access >= IS_USER === isUser)
      .map(({ id, access }) => `${kind}:${id}:${letters(access & 7)}`);
  return [
    `user::${letters(or(user, 6))}`,
    ...said('user', true),
    `group::${letters(or(group, 3))}`,
    ...said('group', false),
    ...(mask !== NO_ENTRY || named.length > 0 ? [`mask::${letters(or(mask, 3))}`] : []),
    `other::${letters(or(other, 0))}`,
  ].join(',');
}

function letters(permissions: number): string {
  return [4, 2, 1].map((bit, index) => ((permissions & bit) === 0 ? '-' : 'rwx'[index])).join('');
}
