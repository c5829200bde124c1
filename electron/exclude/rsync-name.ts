/** Paths as rsync writes them into its messages. */
import { unescapeRsyncName } from '../../shared/rsync-name';

/** As bytes, in a binary string. */
export function bytesOfRsyncName(name: string): string {
  return unescapeRsyncName(Buffer.from(name, 'utf8').toString('latin1'));
}

/** The characters behind such bytes; undefined where they are none. */
export function textOfBytes(bytes: string): string | undefined {
  const buffer = Buffer.from(bytes, 'latin1');
  const text = buffer.toString('utf8');
  return Buffer.from(text).equals(buffer) ? text : undefined;
}
