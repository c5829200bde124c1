/** Files as a person has them: what is new, changed or gone in a history is seen before this background. */
import { createCipheriv, createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The two roots that are backed up. */
export interface Roots {
  home: string;
  data: string;
}

const WORDS =
  'the of and a to in is you that it he was for on are as with his they at be this from have'.split(' ');

/** About 1300 files in 130 folders, of the kinds that people have; the same ones each time. */
export function fillHome({ home, data }: Roots): void {
  for (let folder = 0; folder < 100; folder += 1) {
    for (const [kind, count] of Object.entries({ odt: 3, txt: 3, ods: 1, pdf: 1 })) {
      for (let index = 0; index < count; index += 1) {
        const name = `Documents/${folder}/letter ${index}.${kind}`;
        put(join(home, name), kind === 'pdf' ? randomLike(name, 6000) : prose(name, 6000));
      }
    }
  }
  for (let index = 0; index < 300; index += 1) {
    put(join(home, `Pictures/${index % 20}/IMG_${index}.jpg`), photograph(`picture ${index}`));
  }
  for (let index = 0; index < 200; index += 1) {
    put(join(data, `Music/${index % 10}/track ${index}.ogg`), randomLike(`track ${index}`, 8000));
  }
}

export function put(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Text, about so many bytes of it: what compresses well. */
export function prose(seed: string, bytes: number): string {
  let state = createHash('sha256').update(seed).digest().readUInt32LE();
  const lines = [`${seed}\n`];
  for (let length = 0; length < bytes;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const word = WORDS[(state >>> 16) % WORDS.length] ?? '';
    lines.push(word, (state >>> 8) % 12 === 0 ? '\n' : ' ');
    length += word.length + 1;
  }
  return lines.join('');
}

/** As what is compressed or encrypted looks: 8 bits a byte. */
export function randomLike(seed: string, bytes: number): Buffer {
  const key = createHash('sha256').update(seed).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
}

/** The head of a JPEG with an Exif segment, as a camera writes it, and a body like that of a compressed picture. */
export function photograph(seed: string, bytes = 12_000): Buffer {
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\b\0\0', 'latin1'),
    Buffer.from(`Make\0Camera\0${seed}\0`),
    Buffer.alloc(600),
  ]);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 4);
  return Buffer.concat([head, exif, randomLike(seed, bytes), Buffer.from([0xff, 0xd9])]);
}
