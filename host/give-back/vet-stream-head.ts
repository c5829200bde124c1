/**
 * Vets the head of what the laptop's rsync sends, before rsync here reads it. Arguments are not all that it can say: filter
 * rules come over the stream, and `. /path` among them makes rsync read any file of this user and quote its lines
 * (electron/guard/vet-client-stream.ts, which has the sources). A restore has no rules, so the head has one shape:
 *
 *   1. the protocol's version, 4 bytes;
 *   2. the names of checksums it knows, where its flags say that it names them: a length of 1 or 2 bytes, and text;
 *   3. from here on frames: 4 bytes of length and kind, then data. In the data first of all 4 bytes of 0: no rules.
 *
 * 1 and 2 go on as soon as they are complete, since the laptop waits for the answer.
 */
const OLDEST_PROTOCOL = 31;
/** What rsync itself takes (MAX_PROTOCOL_VERSION). */
const ANY_PROTOCOL = 40;
/** Of rsync 3.5, up to which the sources were read: a later one here might follow the laptop into a newer one. */
const NEWEST_KNOWN = 32;
const LONGEST_HEAD = 1024;
/** MPLEX_BASE + MSG_DATA */
const DATA_FRAME = 7;

export interface HeadShape {
  namesChecksums: boolean;
  newestProtocol: number;
}

/** @param abilities what follows "e." in the flags. @param version of rsync here, such as 3.2.7 */
export function shapeOfHead(abilities: string, version: string): HeadShape | undefined {
  const [, major, minor] = (/^(\d+)\.(\d+)\.\d+$/.exec(version) ?? []).map(Number);
  if (major === undefined || minor === undefined) return undefined;
  const number = major * 1000 + minor;
  // 3.2.0 has brought the names.
  return number < 3002
    ? undefined
    : {
        namesChecksums: abilities.includes('v'),
        newestProtocol: number > 3005 ? NEWEST_KNOWN : ANY_PROTOCOL,
      };
}

export class StreamHead {
  readonly #shape: HeadShape;
  #head = Buffer.alloc(0);
  #released = 0;
  #isOver = false;

  constructor(shape: HeadShape) {
    this.#shape = shape;
  }

  /** What may go on by now; or in words why nothing more may. */
  feed(chunk: Buffer): Buffer | string {
    if (this.#isOver) return chunk;
    this.#head = Buffer.concat([this.#head, chunk]);
    const read = readHead(this.#head, this.#shape);
    if (typeof read === 'string') return read;
    if (!read.isOver && this.#head.length > LONGEST_HEAD) return 'its head is too long';
    const released = this.#head.subarray(this.#released, read.upTo);
    this.#released = read.upTo;
    this.#isOver = read.isOver;
    if (read.isOver) this.#head = Buffer.alloc(0);
    return released;
  }
}

/** `upTo`: how many bytes may go on. */
function readHead(bytes: Buffer, shape: HeadShape): { upTo: number; isOver: boolean } | string {
  if (bytes.length < 4) return { upTo: 0, isOver: false };
  const version = bytes.readUInt32LE(0);
  if (version < OLDEST_PROTOCOL || version > shape.newestProtocol) return `protocol version ${version}`;
  let at = 4;
  if (shape.namesChecksums) {
    const [first = 0, second = 0] = bytes.subarray(at);
    const isLong = (first & 0x80) !== 0;
    const start = at + (isLong ? 2 : 1);
    const end = start + (isLong ? ((first & 0x7f) << 8) | second : first);
    if (bytes.length < start || bytes.length < end) return { upTo: at, isOver: false };
    if (!/^[a-z0-9 ]*$/.test(bytes.toString('latin1', start, end))) return 'a list that names no checksums';
    at = end;
  }
  const upTo = at;
  for (let zeros = 0; zeros < 4;) {
    if (bytes.length < at + 4) return { upTo, isOver: false };
    const header = bytes.readUInt32LE(at);
    if (header >>> 24 !== DATA_FRAME) return 'a message before the end of the filter rules';
    at += 4;
    for (let left = header & 0xffffff; left > 0 && zeros < 4; left -= 1) {
      if (at === bytes.length) return { upTo, isOver: false };
      if (bytes[at] !== 0) return 'a filter rule';
      at += 1;
      zeros += 1;
    }
  }
  return { upTo: bytes.length, isOver: true };
}
