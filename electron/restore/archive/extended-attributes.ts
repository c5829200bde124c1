/** Reads and writes extended attributes: llistxattr(2) and its like by foreign function calls, which Node does not make. */
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { bytesOf } from '../bytes';

interface Koffi {
  load: (path: null) => { func: (prototype: string) => (...args: (number | Uint8Array)[]) => number };
  errno: () => number;
}

interface Calls {
  list: (path: Buffer, into: Buffer) => number;
  get: (path: Buffer, name: Buffer, into: Buffer) => number;
  set: (path: Buffer, name: Buffer, value: Buffer) => number;
}

/** Linux allows a list of names, and a value, no more. */
const MOST_BYTES = 64 * 1024;
const { ENODATA, ENOTSUP } = constants.errno;
const END = Buffer.from([0]);

let known: Calls | undefined;

/** Of the entry itself, a link as a link: names are binary strings. Throws what the file system says. */
export function readAttributes(path: string): Map<string, Buffer> {
  const { list, get } = calls();
  const file = Buffer.concat([bytesOf(path), END]);
  const buffer = Buffer.alloc(MOST_BYTES);
  const length = list(file, buffer);
  const names = buffer.toString('latin1', 0, Math.max(0, length)).split('\0').slice(0, -1);
  const read = new Map<string, Buffer>();
  for (const name of names) {
    const size = get(file, Buffer.from(`${name}\0`, 'latin1'), buffer);
    // It has gone since it was listed.
    if (size >= 0) read.set(name, Buffer.from(buffer.subarray(0, size)));
  }
  return read;
}

/** Whether what is made in a directory can have attributes of a user's. Asks by giving it one. */
export function takesAttributes(directory: string): boolean {
  const path = Buffer.concat([bytesOf(directory), END]);
  return calls().set(path, Buffer.from('user.latchkey\0'), Buffer.from('x')) === 0;
}

/** Throws where koffi cannot be loaded. */
function calls(): Calls {
  known ??= loadCalls();
  return known;
}

function loadCalls(): Calls {
  const koffi = createRequire(import.meta.url)('koffi') as Koffi;
  const libc = koffi.load(null);
  const list = libc.func('int64_t llistxattr(uint8_t *, uint8_t *, size_t)');
  const get = libc.func('int64_t lgetxattr(uint8_t *, uint8_t *, uint8_t *, size_t)');
  const set = libc.func('int lsetxattr(uint8_t *, uint8_t *, uint8_t *, size_t, int)');
  const checked = (result: number, harmless: readonly number[]): number => {
    const problem = result < 0 ? koffi.errno() : 0;
    if (problem === 0 || harmless.includes(problem)) return result;
    const name = Object.entries(constants.errno).find(([, number]) => number === problem)?.[0];
    throw new Error(`its attributes cannot be read: ${name ?? problem}`);
  };
  return {
    list: (path, into) => checked(list(path, into, into.length), [ENOTSUP]),
    get: (path, name, into) => checked(get(path, name, into, into.length), [ENODATA]),
    set: (path, name, value) => set(path, name, value, value.length, 0),
  };
}
