/**
 * The head of one entry of a tar archive, as POSIX 1003.1-2001 ("pax") and GNU tar have it. The old header's fields are short
 * and text; so names, times and attributes, which are bytes of any length, stand in the records before it.
 */
import { Header } from 'tar/header';
import type { Recorded } from './recorded';

export interface TarEntry {
  /** Binary strings, without a slash in front. */
  path: string;
  /** An entry of the archive, of which this one is another name. */
  hardLinkTo?: string;
  /** Bytes that follow. */
  size: number;
  user?: string | undefined;
  group?: string | undefined;
}

const BLOCK = 512;
const LONGEST_IN_HEADER = 100;
/** The largest number of seconds that the old field has: the year 2242. */
const MOST_SECONDS = 0o77777777777;
const NS = 1_000_000_000n;

/** At its end, as tar(5) wants it. */
export const END_OF_ARCHIVE = Buffer.alloc(2 * BLOCK);

/** Up to the next whole block behind so many bytes. */
export function paddingBehind(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

export function headOf(entry: TarEntry, recorded: Recorded): Buffer {
  const records = recordsOf(entry, recorded);
  const before = header({
    type: 'ExtendedHeader',
    path: 'PaxHeaders/entry',
    mode: 0o600,
    size: records.length,
  });
  const { mode, uid, gid, mtimeNs, device } = recorded;
  const seconds = Number(floorDivide(mtimeNs));
  const own = header({
    type: typeOf(entry, recorded),
    path: inHeader(entry.path) + (recorded.kind === 'directory' ? '/' : ''),
    ...{ mode, uid, gid, size: entry.size },
    mtime: new Date(Math.min(Math.max(seconds, 0), MOST_SECONDS) * 1000),
    ...(linkOf(entry, recorded) !== undefined && { linkpath: inHeader(linkOf(entry, recorded) ?? '') }),
    ...(entry.user !== undefined && { uname: inHeader(entry.user).slice(0, 31) }),
    ...(entry.group !== undefined && { gname: inHeader(entry.group).slice(0, 31) }),
    ...(device !== undefined && { devmaj: device.major, devmin: device.minor }),
  });
  return Buffer.concat([before, records, paddingBehind(records.length), own]);
}

function header(fields: ConstructorParameters<typeof Header>[0]): Buffer {
  const block = Buffer.alloc(BLOCK);
  new Header(fields).encode(block, 0);
  return block;
}

function typeOf({ hardLinkTo }: TarEntry, { kind }: Recorded) {
  if (hardLinkTo !== undefined) return 'Link';
  switch (kind) {
    case 'file':
      return 'File';
    case 'directory':
      return 'Directory';
    case 'link':
      return 'SymbolicLink';
    case 'fifo':
      return 'FIFO';
    case 'block':
      return 'BlockDevice';
    case 'character':
      return 'CharacterDevice';
    case 'socket':
      throw new Error('no archive holds a socket');
  }
}

function linkOf({ hardLinkTo }: TarEntry, { target }: Recorded): string | undefined {
  return hardLinkTo ?? target;
}

/** For who does not know the records, which have it in full. */
function inHeader(bytes: string): string {
  return bytes.replace(/[^ -~]/g, '_').slice(-LONGEST_IN_HEADER + 1);
}

function recordsOf(entry: TarEntry, recorded: Recorded): Buffer {
  const { acl, defaultAcl, attributes } = recorded;
  const link = linkOf(entry, recorded);
  const { user, group } = entry;
  const isDirectory = recorded.kind === 'directory';
  return Buffer.concat([
    record('path', Buffer.from(`${entry.path}${isDirectory ? '/' : ''}`, 'latin1')),
    ...(link === undefined ? [] : [record('linkpath', Buffer.from(link, 'latin1'))]),
    record('size', Buffer.from(String(entry.size))),
    record('mtime', Buffer.from(decimal(recorded.mtimeNs))),
    record('uid', Buffer.from(String(recorded.uid))),
    record('gid', Buffer.from(String(recorded.gid))),
    ...(user === undefined ? [] : [record('uname', Buffer.from(user))]),
    ...(group === undefined ? [] : [record('gname', Buffer.from(group))]),
    ...(acl === undefined ? [] : [record('SCHILY.acl.access', Buffer.from(acl))]),
    ...(defaultAcl === undefined ? [] : [record('SCHILY.acl.default', Buffer.from(defaultAcl))]),
    ...[...attributes].map(([name, value]) => record(`SCHILY.xattr.${spelled(name)}`, value)),
  ]);
}

/** "LENGTH KEY=VALUE\n", where the length counts itself. `key`: a binary string. */
function record(key: string, value: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(` ${key}=`, 'latin1'), value, Buffer.from('\n')]);
  let length = body.length;
  while (String(length).length + body.length !== length) length = String(length).length + body.length;
  return Buffer.concat([Buffer.from(String(length)), body]);
}

/** As GNU tar has it: "=" ends a key. */
function spelled(name: string): string {
  return name.replaceAll('%', '%25').replaceAll('=', '%3D');
}

/** Seconds with nine digits; before 1970 with a minus. */
function decimal(ns: bigint): string {
  const size = ns < 0n ? -ns : ns;
  const fraction = String(size % NS).padStart(9, '0');
  return `${ns < 0n ? '-' : ''}${size / NS}.${fraction}`;
}

function floorDivide(ns: bigint): bigint {
  return ns < 0n && ns % NS !== 0n ? ns / NS - 1n : ns / NS;
}
