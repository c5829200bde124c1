/**
 * Vets the head of what the client sends, before rsync reads it.
 *
 * Arguments are not all that a client can say: it also sends filter rules, which rsync puts into the very list that our
 * --exclude-from began. The rule `!` empties that list, and `. /path` makes rsync read any file of the user, inside a
 * root or not, and quote its lines in an error message. No option of rsync forbids it, hence this. The bytes are
 * (setup_protocol() in compat.c, recv_filter_list() in exclude.c):
 *
 *   1. the client's protocol version, 4 bytes, least significant first;
 *   2. the names of the algorithms it knows, each list as a length of 1 or 2 bytes and text (stream-shape.ts says how many);
 *   3. from here on frames: 4 bytes of length and kind, then the data. In the data of the frames, wherever they are cut:
 *      filter rules, each as a length of 4 bytes and text, ended by a length of 0;
 *   4. with --files-from=-, in the frames as well: the names of what is wanted, each ended by a NUL, and a NUL of its own
 *      (forward_filesfrom_data() in io.c).
 *
 * 1 and 2 go on as soon as they are complete, since the client waits for rsync's answer. The rest goes on together, when
 * the last rule and the last name have been accepted: of a list with one bad rule, rsync never sees any.
 *
 * What follows is not looked at. By then rsync has decided what it sends from, and the client only names files by their
 * number in rsync's own list, with checksums of what it has (read_ndx_and_attrs() in rsync.c, receive_sums() in
 * sender.c). Of the other kinds of frames (read_a_msg() in io.c), MSG_SUCCESS would delete a sent file, but only under
 * --remove-source-files, which never gets here; texts are echoed; the rest are counts, or end the connection. A flaw
 * in how rsync parses these numbers would still be a flaw.
 */
import { whyRuleIsRefused } from './filter-rule';
import { OLDEST_PROTOCOL, type StreamShape } from './stream-shape';

export type Vetted =
  /** `names`: of what is wanted, as binary strings. Nothing may go on before they are accepted (vet-names.ts). */
  { ok: true; forward: Buffer[]; names?: readonly string[] } | { ok: false; reason: string };

/** Far above what anyone writes by hand, and no burden for the memory. */
const LONGEST_HEAD = 1024 * 1024;
/** A path, and rsync's own room for what stands in front of it. */
const LONGEST_RULE = 4096 + 16;
/** What rsync reads of a name (MAXPATHLEN, its NUL aside): it would cut a longer one, and send something else. */
const LONGEST_NAME = 4095;
/** As hosts keep to it (shared/wanted-names.ts). */
const MOST_NAMES = 100_000;
const MOST_NAME_BYTES = 8 * 1024 * 1024;
/** rsync's own limit (MAX_NSTR_STRLEN), the final NUL aside. */
const LONGEST_LIST = 255;
/** MPLEX_BASE + MSG_DATA in the first byte of a frame's header. */
const DATA_FRAME = 7;

/**
 * A parser asks for bytes one by one and returns why it refuses, or undefined at its end. `release` says that all bytes
 * it has seen may go on.
 */
type Parser = Generator<'byte' | 'release', string | undefined, number>;

export class ClientStreamVetter {
  readonly #head: Parser;
  #state: 'in-head' | 'transparent' | { refused: string } = 'in-head';
  /** What was read and may not go on yet. Copied: thousands of one-byte chunks must not cost a buffer each. */
  #held = Buffer.alloc(0);
  #heldLength = 0;
  readonly #names: string[] | undefined;
  readonly #mostHeld: number;

  /** `takesNames`: the client names what it wants. */
  constructor(shape: StreamShape, takesNames: boolean) {
    this.#names = takesNames ? [] : undefined;
    this.#mostHeld = LONGEST_HEAD + (takesNames ? MOST_NAME_BYTES : 0);
    this.#head = parseHead(shape, this.#names);
    this.#head.next();
  }

  /** Takes the next bytes and gives those that may go on now. After a refusal it gives nothing more. */
  feed(chunk: Buffer): Vetted {
    if (this.#state === 'transparent') return { ok: true, forward: [chunk] };
    if (this.#state !== 'in-head') return { ok: false, reason: this.#state.refused };

    const forward: Buffer[] = [];
    let released = 0;
    const release = (end: number) => {
      forward.push(this.#held.subarray(0, this.#heldLength), chunk.subarray(released, end));
      this.#held = Buffer.alloc(0);
      this.#heldLength = 0;
      released = end;
    };

    for (const [index, byte] of chunk.entries()) {
      let step = this.#head.next(byte);
      while (step.done !== true && step.value === 'release') {
        release(index + 1);
        step = this.#head.next(0);
      }
      if (step.done === true) {
        if (step.value !== undefined) return this.#refuse(step.value);
        this.#state = 'transparent';
        release(chunk.length);
        return this.#names === undefined ? { ok: true, forward } : { ok: true, forward, names: this.#names };
      }
    }

    const rest = chunk.subarray(released);
    if (this.#heldLength + rest.length > this.#mostHeld)
      return this.#refuse(this.#names === undefined ? 'too many filter rules' : 'too many names');
    this.#hold(rest);
    return { ok: true, forward };
  }

  #hold(bytes: Buffer): void {
    const needed = this.#heldLength + bytes.length;
    if (needed > this.#held.length) {
      const larger = Buffer.alloc(needed * 2);
      this.#held.copy(larger, 0, 0, this.#heldLength);
      this.#held = larger;
    }
    bytes.copy(this.#held, this.#heldLength);
    this.#heldLength = needed;
  }

  #refuse(reason: string): Vetted {
    this.#state = { refused: reason };
    this.#held = Buffer.alloc(0);
    return { ok: false, reason };
  }
}

function* parseHead(shape: StreamShape, names: string[] | undefined): Parser {
  const version = yield* readInteger();
  if (version < OLDEST_PROTOCOL) return `protocol version ${version} of the client is too old`;
  if (version > shape.newestProtocol) return `protocol version ${version} of the client is not known here`;
  yield 'release';

  for (const list of shape.lists) {
    const first = yield 'byte';
    const length = first & 0x80 ? ((first & 0x7f) << 8) | (yield 'byte') : first;
    if (length > LONGEST_LIST) return `the client's ${list} list is too long`;
    for (let index = 0; index < length; index += 1)
      if (!isNameByte(yield 'byte')) return `the client's ${list} list is no list of names`;
    yield 'release';
  }

  return yield* names === undefined
    ? parseFrames(parseRules(), 'filter rules')
    : parseFrames(parseNames(names), 'names');
}

/** Takes the frames apart and gives their data to `inner`, until that has come to its end. */
function* parseFrames(inner: Parser, what: string): Parser {
  inner.next();
  for (;;) {
    const header = yield* readInteger();
    const kind = header >>> 24;
    if (kind !== DATA_FRAME) return `a message of kind ${kind - DATA_FRAME} before the end of the ${what}`;
    for (let left = header & 0xffffff; left > 0; left -= 1) {
      const step = inner.next(yield 'byte');
      if (step.done === true) return step.value;
    }
  }
}

function* parseRules(): Parser {
  for (;;) {
    const length = yield* readInteger();
    if (length === 0) return undefined;
    if (length > LONGEST_RULE) return `a filter rule of ${length} bytes`;
    const rule = Buffer.alloc(length);
    for (let index = 0; index < length; index += 1) rule[index] = yield 'byte';
    const refusal = whyRuleIsRefused(rule);
    if (refusal !== undefined) return refusal;
  }
}

/** A client that names what it wants has no need of rules; rsync would not apply them to names. */
function* parseNames(names: string[]): Parser {
  if ((yield* readInteger()) !== 0) return 'filter rules in front of names';
  const name = Buffer.alloc(LONGEST_NAME);
  let bytes = 0;
  for (;;) {
    let length = 0;
    for (let byte = yield 'byte'; byte !== 0; byte = yield 'byte') {
      if (length === LONGEST_NAME) return `a name of more than ${LONGEST_NAME} bytes`;
      name[length] = byte;
      length += 1;
    }
    if (length === 0) return undefined;
    bytes += length + 1;
    if (bytes > MOST_NAME_BYTES || names.length === MOST_NAMES) return 'too many names';
    names.push(name.toString('latin1', 0, length));
  }
}

function* readInteger(): Generator<'byte', number, number> {
  let value = 0;
  for (let shift = 0; shift < 32; shift += 8) value |= (yield 'byte') << shift;
  return value >>> 0;
}

/** Lower-case letters, digits, spaces: all that names of algorithms are made of. */
function isNameByte(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x20;
}
