/**
 * What rsync writes of a name stands for these bytes (a binary string): \#ooo is a byte that is no printable ASCII, or a
 * backslash that would look like that.
 */
export function unescapeRsyncName(said: string): string {
  if (!said.includes('\\#')) return said;
  return said.replace(/\\#([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}
