/** `latchkey --adopt`: a new laptop takes over the backups of an old one. Asks nothing, and never overwrites. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { EXIT } from '../../shared/exit-codes';
import { formatBytes, formatCount } from '../../shared/words';
import { shellLine } from '../../process/shell-words';
import { USUAL_PRESETS } from '../exclude/first-list';
import type { Bundles } from '../run/run-context';
import type { UserPaths } from '../settings/user-paths';
import { adoptMachine, type Adopted } from '../setup/adopt-machine';
import { storeIn } from '../setup/draft-settings';
import { findDisks } from '../setup/find-disks';
import { findMachines, findMachinesOn, type KeptMachine } from '../setup/find-machines';
import { timeOfSnapshot } from './describe-entry';
import { pathOfArgument } from './path-of-argument';
import { failWith } from './restore-source';
import { complain, say, sayJson } from './terminal';

export interface AdoptOptions {
  /** A store, or the disk that it is on; undefined: what is on the disks that are here is only told. */
  store: string | undefined;
  machine: string | undefined;
  json: boolean;
}

export async function adoptCommand(
  paths: UserPaths,
  bundles: Bundles,
  { store, machine, json }: AdoptOptions,
): Promise<number> {
  const programs = { runtime: bundles.runtime, host: bundles.host };
  if (store === undefined) return tellWhatIsHere(programs, json);
  if (existsSync(paths.settingsFile)) {
    complain(
      `${paths.settingsFile} is already there and was left as it is. Move it away first if this machine is to take over the backups of another one.`,
    );
    return EXIT.settings;
  }
  const found = await findMachinesOn(programs, pathOfArgument(store));
  if (!found.ok) return failWith(found.failure, json);
  const fitting = found.value.filter((one) => machine === undefined || one.machine === machine);
  const [kept, second] = fitting;
  if (kept === undefined) {
    const others = found.value.map((one) => one.machine).join(', ');
    complain(
      machine === undefined || others === ''
        ? `No machine has backups in ${store}.`
        : `"${machine}" has no backups in ${store}; there are ${others}.`,
    );
    return EXIT.failed;
  }
  if (second !== undefined) {
    complain('Several machines have backups there: say which one by --machine NAME.');
    for (const one of fitting) complain(machineLine(one));
    return EXIT.usage;
  }
  const ending = new AbortController();
  const adopted = await adoptMachine({
    ...{ paths, programs, kept, home: homedir(), presets: USUAL_PRESETS, signal: ending.signal },
  });
  if (!adopted.ok) return failWith(adopted.failure, json);
  if (json) sayJson({ type: 'adopted', ...kept, ...adopted.value });
  else describeAdopted(paths, kept, adopted.value).forEach(say);
  return EXIT.completed;
}

async function tellWhatIsHere(programs: Pick<Bundles, 'runtime' | 'host'>, json: boolean): Promise<number> {
  const stores = findDisks(homedir())
    .filter(({ hasBackups }) => hasBackups)
    .map(({ path }) => storeIn(path));
  const machines: KeptMachine[] = [];
  for (const store of stores) {
    const found = await findMachines(programs, store);
    if (!found.ok) return failWith(found.failure, json);
    machines.push(...found.value);
  }
  if (machines.length === 0) {
    complain('No backups on the disks that are here. Plug the disk in, or say where: latchkey --adopt DIR.');
    return EXIT.failed;
  }
  for (const one of machines) {
    if (json) sayJson({ type: 'machine', ...one });
    else {
      say(machineLine(one));
      say(`  ${shellLine('latchkey', '--adopt', one.store, '--machine', one.machine)}`);
    }
  }
  return EXIT.completed;
}

function machineLine({ machine, store, snapshots, latest, files, bytes }: KeptMachine): string {
  const size =
    files === undefined || bytes === undefined
      ? ''
      : ` (${formatCount(files, 'file')}, ${formatBytes(bytes)})`;
  return `${machine} in ${store}: ${formatCount(snapshots, 'snapshot')}, the latest of ${timeOfSnapshot(latest)}${size}`;
}

function describeAdopted(paths: UserPaths, kept: KeptMachine, adopted: Adopted): string[] {
  const { settings, found, hadCommands, missing, homeThen } = adopted;
  const home = homedir();
  const isMoved = homeThen !== undefined && homeThen !== home;
  const restore = shellLine(
    ...['latchkey', '--restore', homeThen ?? kept.roots[0] ?? home],
    ...[...(isMoved ? ['--moved-to', home] : []), '--only-missing'],
  );
  return [
    `This machine is "${kept.machine}" from now on: ${machineLine(kept)}.`,
    `Settings: ${paths.settingsFile} (${found.settings ? 'as backed up' : 'new: none were in the backup'})`,
    `Exclude list: ${paths.excludeFile} (${found.excludeList ? 'as backed up' : 'the usual one: none was in the backup'})`,
    `Backed up: ${settings.roots.join(', ')}${isMoved ? ` (${homeThen} is ${home} now)` : ''}`,
    ...missing.map((root) => `Not here yet: ${root}. Restore or make it before the next backup.`),
    ...(hadCommands ? ['The commands around each backup were not taken over: set them again.'] : []),
    '',
    'Next, to get your files back; what is there already stays:',
    `  ${restore}`,
    'Close your programs first; what a running desktop has made anew is kept, and not replaced by what was backed up.',
    isMoved
      ? 'Then run "latchkey --run": since the files lie at another path now, it copies all of them once more.'
      : 'Then "latchkey --run" goes on from the last backup.',
    '"latchkey --schedule" makes backups happen by themselves.',
  ];
}
