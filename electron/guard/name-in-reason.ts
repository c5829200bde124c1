const LONGEST = 60;

/** Words of the peer as a reason may repeat them: short, on one line, printable ASCII, since it ends up in terminals and logs. */
export function nameInReason(words: string): string {
  const printable = words.replace(/[^\x20-\x7e]/g, '?');
  return printable.length > LONGEST ? `${printable.slice(0, LONGEST)}...` : printable;
}
