/** `latchkey --init`: first settings, with a sensible exclude list. It never overwrites. */
import { statSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { resolve } from 'node:path';
import { EXIT } from '../../shared/exit-codes';
import { THINNED_OUT } from '../../shared/keep-defaults';
import { formatKeepPolicy, type KeepPolicy } from '../../shared/keep-policy';
import { joinPort, splitPort } from '../../shared/ssh-arguments';
import { readDestination } from '../../shared/ssh-destination';
import { USUAL_PRESETS } from '../exclude/first-list';
import { machineNameFrom } from '../settings/machine-name';
import type { UserPaths } from '../settings/user-paths';
import { draftFirstFiles, writeFirstFiles } from '../setup/first-files';
import { holdsSnapshots } from '../setup/holds-snapshots';
import type { InitTarget } from './arguments';
import { fail } from './fail';
import { ownLanguage } from './own-language';
import { complain, say } from './terminal';

export function initCommand(paths: UserPaths, options: { target: InitTarget; roots: string[] }): number {
  const roots = (options.roots.length === 0 ? [homedir()] : options.roots).map((root) => resolve(root));
  const missing = roots.find((root) => statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true);
  if (missing !== undefined) {
    complain(`--root ${missing}: there is no such directory.`);
    return EXIT.usage;
  }
  const host = hostOf(options.target);
  const first = { settings: { host, machine: machineNameFrom(hostname()), roots }, presets: USUAL_PRESETS };
  const draft = draftFirstFiles(paths, first);
  if (!draft.ok) {
    complain(
      'detail' in draft.failure ? draft.failure.detail : ownLanguage().words.failure(draft.failure).sentence,
    );
    return EXIT.usage;
  }
  const written = writeFirstFiles(paths, first);
  if (!written.ok && written.failure.code === 'settings-changed') {
    complain(`${paths.settingsFile} is already there and was left as it is. Edit it, or move it away first.`);
    return EXIT.settings;
  }
  if (!written.ok) return fail(written.failure);
  say(`Settings: ${paths.settingsFile}`);
  say(`Exclude list: ${paths.excludeFile}${written.value.keptExcludeList ? ' (was already there)' : ''}`);
  if (host.kind === 'local') {
    const { keep } = host;
    const disk = statSync(host.directory).dev;
    const same = roots.find((root) => statSync(root).dev === disk);
    if (same !== undefined) {
      say(`${host.directory} is on the same disk as ${same}: if that disk breaks, both are gone.`);
      say('If it was meant to be on another disk, that one is not mounted.');
    }
    say(`Snapshots kept: ${keep === undefined ? 'all' : formatKeepPolicy(keep)} (host.keep in the settings)`);
  }
  if (host.kind === 'ssh') {
    const { port } = splitPort(host.sshArgs ?? []);
    say(`Host: ${host.destination}${port === null ? '' : `, port ${port} (host.sshArgs in the settings)`}`);
  }
  say('');
  say('Next: latchkey --check tests the way to the host and back; latchkey --run makes the first backup.');
  return EXIT.completed;
}

function hostOf(
  target: InitTarget,
):
  | { kind: 'ssh'; destination: string; sshArgs?: string[] }
  | { kind: 'local'; directory: string; keep?: KeepPolicy } {
  if ('host' in target) {
    const { destination, port } = readDestination(target.host) ?? { destination: target.host, port: null };
    return { kind: 'ssh', destination, ...(port !== null && { sshArgs: joinPort({ port, others: [] }) }) };
  }
  const directory = resolve(target.local);
  const keep = target.keep ?? (holdsSnapshots(directory) ? 'all' : THINNED_OUT);
  return { kind: 'local', directory, ...(keep !== 'all' && { keep }) };
}
