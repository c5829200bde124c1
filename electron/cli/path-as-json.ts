import { showName } from '../usage/show-name';
import type { PathAsJson } from './json-outputs';

/** JSON has no bytes: a path that is no UTF-8 comes in base64 as well. */
export function pathAsJson(path: Buffer): PathAsJson {
  const text = path.toString('utf8');
  return Buffer.from(text, 'utf8').equals(path)
    ? { path: text }
    : { path: showName(path), pathBase64: path.toString('base64') };
}
