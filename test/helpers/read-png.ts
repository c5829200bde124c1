/** The pixels of a PNG as the icons' generator writes it: 8 bits a channel, red, green, blue and alpha, not interlaced. */
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';

export interface Picture {
  width: number;
  height: number;
  /** Row after row, four bytes a pixel; the alpha is not multiplied in. */
  rgba: Uint8Array;
}

export function readPng(file: string): Picture {
  const bytes = readFileSync(file);
  let header: Buffer | undefined;
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') data.push(body);
  }
  if (header?.toString('hex', 8) !== '0806000000') throw new Error(`${file} is not the kind of PNG expected`);
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  return { width, height, rgba: unfilter(inflateSync(Buffer.concat(data)), width, height) };
}

/** Each row says how its bytes were predicted: from the left (a), from above (b), from above the left (c). */
function unfilter(filtered: Uint8Array, width: number, height: number): Uint8Array {
  const row = width * 4;
  const rgba = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) {
    const filter = filtered[y * (row + 1)];
    for (let x = 0; x < row; x += 1) {
      const at = y * row + x;
      const a = x < 4 ? 0 : (rgba[at - 4] ?? 0);
      const b = rgba[at - row] ?? 0;
      const c = x < 4 ? 0 : (rgba[at - row - 4] ?? 0);
      const predicted = [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter ?? 0] ?? 0;
      rgba[at] = (filtered[y * (row + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return rgba;
}

function paeth(a: number, b: number, c: number): number {
  const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (toA <= toB && toA <= toC) return a;
  return toB <= toC ? b : c;
}
