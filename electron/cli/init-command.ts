/** `latchkey --init`: first settings, with a sensible exclude list. It never overwrites. */
import { statSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { resolve } from 'node:path';
import { EXIT } from '../../shared/exit-codes';
import { THINNED_OUT } from '../../shared/keep-defaults';
import { formatKeepPolicy, parseKeepPolicy, PERIODS, type KeepPolicy } from '../../shared/keep-policy';
import { joinPort, splitPort } from '../../shared/ssh-arguments';
import { readDestination } from '../../shared/ssh-destination';
import type { Words } from '../../shared/words/catalogue';
import { USUAL_PRESETS } from '../exclude/first-list';
import { machineNameFrom } from '../settings/machine-name';
import type { UserPaths } from '../settings/user-paths';
import { draftFirstFiles, writeFirstFiles, type Written } from '../setup/first-files';
import { holdsSnapshots } from '../setup/holds-snapshots';
import { fail } from './fail';
import type { Mistake } from './mistake';
import { ownLanguage } from './own-language';
import { complain, say } from './terminal';

/** A disk of this machine, with what to keep there (undefined: nothing was said), or a host. */
export type InitTarget = { local: string; keep: KeepPolicy | 'all' | undefined } | { host: string };

/** From the options beside `--init`; otherwise what is wrong with them. */
export function parseInitTarget(given: {
  local?: string;
  host?: string;
  keep?: string;
}): InitTarget | Mistake {
  const { local, host, keep } = given;
  if (local !== undefined && host !== undefined) return (say) => say.notTogether('local', 'host');
  if (local === undefined) {
    if (keep !== undefined) return (say) => say.keepWithLocal;
    return host === undefined ? (say) => say.initWhere : { host };
  }
  if (local.trim() === '') return (say) => say.localWhere;
  if (keep === undefined || keep === 'all') return { local, keep };
  const policy = parseKeepPolicy(keep);
  if (policy.ok) return { local, keep: policy.value };
  const { failure } = policy;
  return (say) =>
    failure.kind === 'twice'
      ? say.keepTwice(failure.period)
      : say.keepUnknown(failure.part, PERIODS.join(', '));
}

export function initCommand(paths: UserPaths, options: { target: InitTarget; roots: string[] }): number {
  const { words } = ownLanguage();
  const roots = (options.roots.length === 0 ? [homedir()] : options.roots).map((root) => resolve(root));
  const missing = roots.find((root) => statSync(root, { throwIfNoEntry: false })?.isDirectory() !== true);
  if (missing !== undefined) {
    complain(words.terminal.init.noRoot(missing));
    return EXIT.usage;
  }
  const host = hostOf(options.target);
  const first = { settings: { host, machine: machineNameFrom(hostname()), roots }, presets: USUAL_PRESETS };
  const draft = draftFirstFiles(paths, first);
  if (!draft.ok) {
    complain('detail' in draft.failure ? draft.failure.detail : words.failure(draft.failure).sentence);
    return EXIT.usage;
  }
  const written = writeFirstFiles(paths, first);
  if (!written.ok && written.failure.code === 'settings-changed') {
    complain(words.terminal.init.alreadyThere(paths.settingsFile));
    return EXIT.settings;
  }
  if (!written.ok) return fail(written.failure);
  describeInit(words.terminal.init, paths, host, roots, written.value).forEach(say);
  return EXIT.completed;
}

function describeInit(
  words: Words['terminal']['init'],
  paths: UserPaths,
  host: FirstHost,
  roots: readonly string[],
  { keptExcludeList }: Written,
): string[] {
  const lines = [words.settings(paths.settingsFile), words.excludeList(paths.excludeFile, keptExcludeList)];
  if (host.kind === 'local') {
    const { keep } = host;
    const disk = statSync(host.directory).dev;
    const same = roots.find((root) => statSync(root).dev === disk);
    if (same !== undefined) lines.push(words.sameDisk(host.directory, same), words.notMounted);
    lines.push(keep === undefined ? words.keptAll : words.kept(formatKeepPolicy(keep)));
  }
  if (host.kind === 'ssh') {
    const { port } = splitPort(host.sshArgs ?? []);
    const { destination } = host;
    lines.push(port === null ? words.host(destination) : words.hostAt(destination, String(port)));
  }
  return [...lines, '', words.next];
}

type FirstHost =
  | { kind: 'ssh'; destination: string; sshArgs?: string[] }
  | { kind: 'local'; directory: string; keep?: KeepPolicy };

export function hostOf(target: InitTarget): FirstHost {
  if ('host' in target) {
    const { destination, port } = readDestination(target.host) ?? { destination: target.host, port: null };
    return { kind: 'ssh', destination, ...(port !== null && { sshArgs: joinPort({ port, others: [] }) }) };
  }
  const directory = resolve(target.local);
  const keep = target.keep ?? (holdsSnapshots(directory) ? 'all' : THINNED_OUT);
  return { kind: 'local', directory, ...(keep !== 'all' && { keep }) };
}
