import { bytesOf } from '../restore/bytes';
import { showName } from '../usage/show-name';

/** A path or name, a binary string, safe to show. */
export function shown(path: string): string {
  return showName(bytesOf(path));
}
