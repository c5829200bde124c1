/** Paths as rsync writes them into its messages: \#ooo stands for a byte that is no printable ASCII. */

/** As bytes, in a binary string. */
export function bytesOfRsyncName(name: string): string {
  return Buffer.from(name, 'utf8')
    .toString('latin1')
    .replace(/\\#([0-3][0-7]{2})/g, (_whole, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

/** The characters behind such bytes; undefined where they are none. */
export function textOfBytes(bytes: string): string | undefined {
  const buffer = Buffer.from(bytes, 'latin1');
  const text = buffer.toString('utf8');
  return Buffer.from(text).equals(buffer) ? text : undefined;
}
