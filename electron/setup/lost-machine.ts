/**
 * A lost laptop whose backups are on a host: what to run there so that this one takes its place, and what can be seen of it
 * once the code was given that this shows.
 */
import { failure, success, type Result } from '../../shared/result';
import type { HostSettings, SshHostSettings } from '../../shared/settings';
import { sshHostSchema } from '../../shared/settings-parts/where';
import { shellLine } from '../../process/shell-words';
import { openGrantedSource } from '../restore/open-granted-source';
import type { GrantedStore, OwnPrograms } from '../restore/source';
import { hostSettings } from './draft-settings';
import { knowMachine, type KnownMachine } from './find-machines';

export interface LostMachine {
  kept: KnownMachine;
  /** Open until it is closed: it is the one connection that the code was for. */
  source: GrantedStore;
  /** By which it was opened. */
  host: SshHostSettings;
}

/** Where the set-up has put the host program, below that user's home (host-lines.ts). */
const INSTALLED = 'latchkey-host.mjs';

/**
 * The same command for a login there, for an account that nobody logs in to, and for a host that this set-up has installed.
 *
 * @param publicKey "ssh-ed25519 AAAA… comment"
 */
export function adoptCommands(machine: string, publicKey: string): [string, string, string] {
  const words = ['--adopt-machine', machine, '--key', publicKey];
  return [
    shellLine('latchkey-host', ...words),
    shellLine('sudo', '-u', 'bak', 'latchkey-host', ...words),
    `cd && ${shellLine('node', INSTALLED, ...words)}`,
  ];
}

/**
 * Asks the host by this laptop's own key, with the code.
 *
 * Fails as openGrantedSource and askAll do, and with restore-no-snapshot where there is none.
 */
export async function openLostMachine(
  { destination, keyPath }: { destination: string; keyPath: string },
  code: string,
  programs: OwnPrograms,
  signal: AbortSignal,
): Promise<Result<LostMachine>> {
  const host = sshHostSchema.parse(hostSettings({ destination, reach: 'tunnel' }, keyPath));
  const opened = await openGrantedSource(host, code, programs, signal);
  if (!opened.ok) return opened;
  const source = opened.value;
  const known = await knowMachine(source);
  if (known.ok && known.value !== undefined) return success({ kept: known.value, source, host });
  await source.close();
  return known.ok ? failure({ code: 'restore-no-snapshot', when: 'there are no snapshots yet' }) : known;
}

/** How the host is called is as it was just now; how it comes back is as the old laptop had it, or else through the call. */
export function hostOfLost(
  { destination, sshArgs }: SshHostSettings,
  old: HostSettings | undefined,
): Record<string, unknown> {
  const way = old?.kind === 'ssh' ? old : undefined;
  return {
    ...{ kind: 'ssh', destination, sshArgs, reach: way?.reach ?? 'tunnel' },
    ...(way !== undefined && way.callbackPort !== 0 && { callbackPort: way.callbackPort }),
    ...(way?.allowFrom !== undefined && { allowFrom: way.allowFrom }),
  };
}
