import { bytesOf } from '../walk-tree';

/** Of a binary string, as UTF-8. Most names are ASCII, and what they are as bytes. */
export function textOf(name: string): string {
  // eslint-disable-next-line no-control-regex -- whatever is no ASCII
  return /[^\u0000-\u007f]/.test(name) ? bytesOf(name).toString('utf8') : name;
}
