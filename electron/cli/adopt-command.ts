/** `latchkey --adopt`: a new laptop takes over the backups of an old one. From a disk it asks nothing; it never overwrites. */
import { existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../shared/exit-codes';
import { destinationWithPort } from '../../shared/ssh-destination';
import { shellLine } from '../../process/shell-words';
import { USUAL_PRESETS } from '../exclude/first-list';
import type { Bundles } from '../settings/bundles';
import type { UserPaths } from '../settings/user-paths';
import { adoptMachine, hostOfDisk } from '../setup/adopt-machine';
import type { StoreHere } from '../restore/source';
import { storeIn } from '../setup/draft-settings';
import { findDisks } from '../setup/find-disks';
import { findMachines, findMachinesOn, type KeptMachine } from '../setup/find-machines';
import type { BringBack } from '../setup/home-to-come';
import { readSshHosts } from '../setup/ssh-hosts';
import { adoptHostCommand } from './adopt-host-command';
import { bringHomeBack } from './bring-home-back';
import { describeAdopted, describeBackups, describeNextSteps, machineLine } from './describe-adopted';
import type { Mistake } from './mistake';
import { ownLanguage } from './own-language';
import { pathOfArgument } from './path-of-argument';
import { failWith, type CodeSource } from './restore-source';
import { complain, say, sayJson } from './terminal';

export interface AdoptOptions {
  /** A store, the disk that it is on, or a host; undefined: what is on the disks that are here is only told. */
  place: string | undefined;
  machine: string | undefined;
  /** The files come back at once. */
  bringBack: BringBack | undefined;
  json: boolean;
  codeFrom: CodeSource;
}

/** From the words behind `--adopt`; otherwise what is wrong with them. */
export function parseAdoptWords(
  [place, extra]: readonly string[],
  given: { machine?: string; beside?: boolean; 'only-missing'?: boolean; 'code-from'?: string },
  rest: Pick<AdoptOptions, 'json' | 'codeFrom'>,
): AdoptOptions | Mistake {
  if (extra !== undefined) return (say) => say.onePlace('adopt');
  const [bringBack, otherWay] = (['beside', 'only-missing'] as const).filter((way) => given[way] === true);
  if (bringBack !== undefined && otherWay !== undefined) {
    return (say) => say.notTogether(bringBack, otherWay);
  }
  if (place === undefined && (given.machine ?? bringBack ?? given['code-from']) !== undefined) {
    return (say) => say.where('adopt');
  }
  return { place, machine: given.machine, bringBack, ...rest };
}

export async function adoptCommand(
  paths: UserPaths,
  bundles: Bundles,
  options: AdoptOptions,
): Promise<number> {
  const { place, machine, bringBack, json } = options;
  const programs = { runtime: bundles.runtime, host: bundles.host };
  if (place === undefined) return tellWhatIsHere(programs, json);
  const language = ownLanguage();
  const words = language.words.terminal.adopt;
  if (existsSync(paths.settingsFile)) {
    complain(words.alreadyThere(paths.settingsFile));
    return EXIT.settings;
  }
  const destination = hostIn(place);
  if (destination !== undefined) return adoptHostCommand(paths, bundles, { ...options, destination });
  const found = await findMachinesOn(programs, pathOfArgument(place));
  if (!found.ok) return failWith(found.failure, json);
  const fitting = found.value.filter((one) => machine === undefined || one.machine === machine);
  const [kept, second] = fitting;
  if (kept === undefined) {
    const others = found.value.map((one) => one.machine).join(', ');
    complain(
      machine === undefined || others === '' ? words.none(place) : words.notThat(machine, place, others),
    );
    return EXIT.failed;
  }
  if (second !== undefined) {
    complain(words.several);
    for (const one of fitting) complain(machineLine(language, one, one.store));
    return EXIT.usage;
  }
  const ending = new AbortController();
  const source: StoreHere = { ...programs, kind: 'here', store: kept.store, machine: kept.machine };
  const adopted = await adoptMachine({
    ...{ paths, source, kept, home: homedir(), presets: USUAL_PRESETS, signal: ending.signal },
    host: (old) => hostOfDisk(kept.store, old),
  });
  if (!adopted.ok) return failWith(adopted.failure, json);
  if (json) sayJson<'adopt'>({ type: 'adopted', ...kept, ...adopted.value });
  else describeAdopted(language, paths, kept, kept.store, adopted.value).forEach(say);
  if (bringBack === undefined) {
    if (!json) ['', ...describeNextSteps(language, kept, adopted.value)].forEach(say);
  } else {
    const status = await bringHomeBack(paths, source, kept, adopted.value, { how: bringBack, json });
    if (status !== EXIT.completed) return status;
  }
  if (!json) describeBackups(language).forEach(say);
  return EXIT.completed;
}

/** As ssh takes it; undefined where a directory is meant. A plain name is a host where ssh's configuration has it. */
function hostIn(place: string): string | undefined {
  if (existsSync(place) || place.startsWith('/')) return undefined;
  const config = join(userInfo().homedir, '.ssh/config');
  const isHost = place.startsWith('ssh://') || /^[^/]*@/.test(place) || readSshHosts(config).includes(place);
  return isHost ? destinationWithPort(place) : undefined;
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
    complain(ownLanguage().words.terminal.adopt.noneHere);
    return EXIT.failed;
  }
  for (const one of machines) {
    if (json) sayJson<'adopt'>({ type: 'machine', ...one });
    else {
      say(machineLine(ownLanguage(), one, one.store));
      say(`  ${shellLine('latchkey', '--adopt', one.store, '--machine', one.machine)}`);
    }
  }
  return EXIT.completed;
}
