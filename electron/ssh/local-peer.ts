/** Whose process is at the other end of a TCP connection within this machine, as the kernel has it (proc(5), /proc/net/tcp). */
import { isIPv4, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { readRegularFile } from '../../process/read-file';

/** Behind both addresses: state, queues, timer, retransmits, and then the number of the user. */
const USER = /^ [0-9A-F]{2} \S+ \S+ \S+ +(\d+) /;

/**
 * True as well where the other end is in no table of this machine. IPv4 alone: no other address is listened on in a tunnel. The
 * table may have as many lines as a neighbour likes, so it is searched as one text.
 */
export function isAnotherUsers(
  { localAddress, localPort, remoteAddress, remotePort }: Socket,
  user = userInfo().uid,
): boolean {
  const ends = `: ${inTable(remoteAddress, remotePort)} ${inTable(localAddress, localPort)}`;
  const table = readTable();
  const found = table.indexOf(ends);
  if (found < 0) return true;
  const rest = table.slice(found + ends.length, found + ends.length + 100);
  return Number(USER.exec(rest)?.[1]) !== user;
}

/** Empty where it cannot be read: then nobody can be told. */
function readTable(): string {
  try {
    return readRegularFile('/proc/net/tcp', 'latin1');
  } catch {
    return '';
  }
}

/** An address as the table has it: its 32 bits in the order of this machine's bytes (little-endian, as all that we run on). */
function inTable(address: string | undefined, port: number | undefined): string {
  if (address === undefined || port === undefined || !isIPv4(address)) return 'none';
  const bytes = address.split('.').map(Number).reverse();
  const hex = (value: number, digits: number): string =>
    value.toString(16).toUpperCase().padStart(digits, '0');
  return `${bytes.map((byte) => hex(byte, 2)).join('')}:${hex(port, 4)}`;
}
