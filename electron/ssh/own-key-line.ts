/** Whether the host that is called is this very machine, and which store its key line for this laptop names. */
import { homedir, networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { readRegularFile } from '../../process/read-file';
import { AllowedPeers } from './allowed-peers';
import type { Destination } from './destination';

/** By its addresses. A name that only another machine understands says nothing. */
export function leadsHere({ addresses, proxied }: Pick<Destination, 'addresses' | 'proxied'>): boolean {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const here = new AllowedPeers(['127.0.0.0/8', '::1', ...own.map(({ address }) => address)]);
  return !proxied && addresses.length > 0 && addresses.every((address) => here.allows(address));
}

/**
 * From this user's own authorized_keys, where one of these keys has a line; `store` is null where that names none. Absolute.
 * Undefined: no line, so what answers there may as well be another machine at the end of somebody's tunnel.
 *
 * @param keys private keys, each with its public half beside it
 */
export function findOwnKeyLine(keys: readonly string[]): { store: string | null } | undefined {
  const lines = (read(join(homedir(), '.ssh/authorized_keys')) ?? '').split('\n');
  const blobs = keys.flatMap((key) => read(`${key}.pub`)?.split(' ')[1] ?? []);
  const line = lines.find((each) => !each.startsWith('#') && blobs.some((blob) => each.includes(blob)));
  if (line === undefined) return undefined;
  const word = /--store(?:=|\s+)('[^']*'|"[^"]*"|[^\s"]+)/.exec(line.replaceAll('\\"', '"'))?.[1];
  if (word === undefined) return { store: null };
  const written = word.replace(/^(['"])(.*)\1$/, '$2').replace(/^(~|\$HOME)(?=\/|$)/, () => homedir());
  return { store: resolve(homedir(), written) };
}

function read(path: string): string | undefined {
  try {
    return readRegularFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
