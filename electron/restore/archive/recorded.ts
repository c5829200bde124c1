/**
 * What an entry was on the laptop, as rsync --fake-super writes it down in attributes of a plain file or directory: the
 * staging directory of an archive is filled that way, so that no root is needed for owners, devices and the like.
 */
import type { BigIntStats } from 'node:fs';
import { readRegularFile } from '../../../process/read-file';
import { bytesOf } from '../bytes';
import { readAttributes } from './extended-attributes';
import { parseAcl, parseStat } from './parse-recorded';

export type RecordedKind = 'file' | 'directory' | 'link' | 'fifo' | 'socket' | 'block' | 'character';

export interface Recorded {
  kind: RecordedKind;
  /** The permission bits, with setuid, setgid and sticky. */
  mode: number;
  uid: number;
  gid: number;
  mtimeNs: bigint;
  /** Of a device. */
  device?: { major: number; minor: number };
  /** Where a link leads, a binary string. */
  target?: string;
  /** The access control lists, as acl(5) has them in its short form, with numbers. */
  acl?: string;
  defaultAcl?: string;
  /** By name, a binary string. */
  attributes: Map<string, Buffer>;
}

const OWN = 'user.rsync.';
/** PATH_MAX. */
const LONGEST_TARGET = 4096;

/** Throws what the file system throws, and where rsync's own words are not understood. */
export function readRecorded(path: string, stats: BigIntStats): Recorded {
  const attributes = readAttributes(path);
  const kept = attributes.get(`${OWN}%stat`)?.toString('latin1');
  const { mode, uid, gid, device } =
    kept === undefined
      ? { mode: Number(stats.mode), uid: Number(stats.uid), gid: Number(stats.gid) }
      : parseStat(kept);
  const kind = kindOf(mode);
  const acl = attributes.get(`${OWN}%aacl`);
  const defaultAcl = attributes.get(`${OWN}%dacl`);
  return {
    ...{ kind, mode: mode & 0o7777, uid, gid, mtimeNs: stats.mtimeNs },
    ...((kind === 'block' || kind === 'character') && { device: device ?? { major: 0, minor: 0 } }),
    ...(kind === 'link' && { target: readRegularFile(bytesOf(path), 'latin1', LONGEST_TARGET) }),
    ...(acl !== undefined && { acl: parseAcl(acl, mode) }),
    ...(defaultAcl !== undefined && { defaultAcl: parseAcl(defaultAcl) }),
    attributes: withoutOwn(attributes),
  };
}

/** What is not a user's attribute is kept behind a prefix; what begins with "%" is rsync's. */
function withoutOwn(attributes: ReadonlyMap<string, Buffer>): Map<string, Buffer> {
  const laptops = [...attributes].flatMap(([name, value]): [string, Buffer][] => {
    if (!name.startsWith(OWN)) return [[name, value]];
    const own = name.slice(OWN.length);
    return own.startsWith('%') ? [] : [[own, value]];
  });
  return new Map(laptops);
}

function kindOf(mode: number): RecordedKind {
  switch (mode & 0o170000) {
    case 0o040000:
      return 'directory';
    case 0o120000:
      return 'link';
    case 0o010000:
      return 'fifo';
    case 0o140000:
      return 'socket';
    case 0o060000:
      return 'block';
    case 0o020000:
      return 'character';
    default:
      return 'file';
  }
}
