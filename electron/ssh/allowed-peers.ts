/** Who may connect: addresses and networks, checked before sshd sees a connection, and by sshd once more. */
import { BlockList, isIP, isIPv4 } from 'node:net';

export class AllowedPeers {
  readonly #list = new BlockList();
  readonly #entries: readonly string[];

  /** `entries`: IP addresses and networks in CIDR notation, as the settings' schema lets through. */
  constructor(entries: readonly string[]) {
    this.#entries = entries;
    for (const entry of entries) {
      const [address = '', prefix] = entry.split('/');
      const family = isIPv4(address) ? 'ipv4' : 'ipv6';
      if (prefix === undefined) this.#list.addAddress(address, family);
      else this.#list.addSubnet(address, Number(prefix), family);
    }
  }

  allows(peer: string): boolean {
    const address = plainAddress(peer);
    return isIP(address) !== 0 && this.#list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  }

  /** For the `from="…"` of an authorized-keys line (sshd(8), AUTHORIZED_KEYS FILE FORMAT). */
  toPatternList(): string {
    return this.#entries.join(',');
  }
}

/** An IPv4 peer on a socket for both families comes as `::ffff:192.0.2.1`; a link-local one carries its interface. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
}

export const LOOPBACK_PEERS = ['127.0.0.1', '::1'];
