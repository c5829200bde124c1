/** Lists as they are stored: packed by gzip or zstd (`ncdu -c`, a `du` into either), or as UTF-16, as Windows writes them. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';

type Pieces = AsyncIterable<Uint8Array>;

/** What a file turns out to be that cannot be read; the message is the second half of a sentence. */
export class UnreadableList extends Error {}

interface Kind {
  begins: readonly number[];
  /** Undefined: it cannot be read. */
  unpack?: (pieces: Pieces) => Pieces;
  why?: string;
}

const asText = (text: string): number[] => [...Buffer.from(text, 'latin1')];

const KINDS: readonly Kind[] = [
  { begins: [0x1f, 0x8b], unpack: gunzip },
  { begins: [0x28, 0xb5, 0x2f, 0xfd], unpack: unzstd },
  { begins: [0xff, 0xfe], unpack: (pieces) => fromUtf16(pieces, 'utf-16le') },
  { begins: [0xfe, 0xff], unpack: (pieces) => fromUtf16(pieces, 'utf-16be') },
  { begins: [0xef, 0xbb, 0xbf], unpack: withoutMark },
  {
    begins: asText('\xbfncduEX1'),
    why: 'it is a binary export of ncdu ("ncdu -O"); "ncdu -f FILE -o LIST" makes one that can be read of it',
  },
  { begins: [0xfd, ...asText('7zXZ\0')], why: 'it is packed by xz; unpack it first ("xz -d FILE")' },
  { begins: asText('BZh'), why: 'it is packed by bzip2; unpack it first ("bunzip2 FILE")' },
  { begins: asText('PK\x03\x04'), why: 'it is a ZIP file; unpack it first ("unzip FILE")' },
];
const LONGEST_MARK = 8;

/** The list itself. Fails with UnreadableList, while it is read. */
export async function* unpackList(source: Pieces | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = iterate(source);
  const beginning: Uint8Array[] = [];
  for (let length = 0; length < LONGEST_MARK;) {
    const next = await pieces.next();
    if (next.done === true) break;
    beginning.push(next.value);
    length += next.value.length;
  }
  const first = Buffer.concat(beginning);
  const kind = KINDS.find(({ begins }) => begins.every((byte, index) => first[index] === byte));
  if (kind?.why !== undefined) throw new UnreadableList(kind.why);
  const all = followedBy(first, pieces);
  yield* kind?.unpack === undefined ? all : kind.unpack(all);
}

async function* iterate(source: Pieces | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* source;
}

async function* followedBy(first: Uint8Array, pieces: Pieces): AsyncGenerator<Uint8Array> {
  yield first;
  yield* pieces;
}

async function* gunzip(pieces: Pieces): AsyncGenerator<Uint8Array> {
  const source = Readable.from(pieces, { objectMode: false });
  const unpacked = createGunzip();
  // What goes wrong in the source goes wrong in what comes out of it.
  source.on('error', (error) => unpacked.destroy(error)).pipe(unpacked);
  try {
    for await (const piece of unpacked) yield piece as Uint8Array;
  } catch (error) {
    throw new UnreadableList(`its gzip data is damaged or not all there (${(error as Error).message})`);
  } finally {
    source.destroy();
  }
}

/** Node 20 has no zstd of its own. */
async function* unzstd(pieces: Pieces): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const unpacker = new Decompress((piece) => {
    if (piece.length > 0) ready.push(piece);
  });
  const push = (piece: Uint8Array, last: boolean): Uint8Array[] => {
    ready = [];
    try {
      unpacker.push(piece, last);
    } catch (error) {
      throw new UnreadableList(`its zstd data is damaged or not all there (${(error as Error).message})`);
    }
    return ready;
  };
  for await (const piece of pieces) yield* push(piece, false);
  yield* push(new Uint8Array(0), true);
}

async function* fromUtf16(pieces: Pieces, encoding: 'utf-16le' | 'utf-16be'): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) yield Buffer.from(decoder.decode(piece, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* withoutMark(pieces: Pieces): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const piece of pieces) {
    yield isFirst ? piece.subarray(3) : piece;
    isFirst = false;
  }
}
